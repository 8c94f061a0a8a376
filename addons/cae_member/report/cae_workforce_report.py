# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL
from odoo.tools.query import Query

from ..models.cae_workforce import ANSWERED_STATES

# A share of several members is that of the sums: `{share: (part, whole)}`.
SHARES = {
    "permanent_share": ("permanent_posts", "posts"),
    "subsidised_share": ("subsidised_posts", "posts"),
    "part_time_share": ("part_time_above_half", "posts"),
    "fte_per_post": ("fte", "posts"),
}


class CaeWorkforceReport(models.Model):
    """The answers of the members, to be summed by territory, category and year."""

    _name = "cae.workforce.report"
    _description = "Workforce Analysis"
    _auto = False
    _order = "year desc, membership_id, id"
    _rec_name = "membership_id"
    _depends = {
        "cae.workforce": [
            "membership_id",
            "partner_id",
            "company_id",
            "category_id",
            "territory_id",
            "year",
            "state",
            "posts",
            "fte",
            "subsidised_posts",
            "permanent_posts",
            "full_time_posts",
            "part_time_above_half",
            "turnover",
            "payroll",
        ],
    }

    workforce_id = fields.Many2one("cae.workforce", readonly=True)
    membership_id = fields.Many2one("cae.membership", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    category_id = fields.Many2one("cae.member.category", readonly=True)
    territory_id = fields.Many2one("cae.territory", readonly=True)
    year = fields.Char(readonly=True)
    state = fields.Selection(
        lambda self: (
            self.env["cae.workforce"]._fields["state"]._description_selection(self.env)
        ),
        readonly=True,
    )
    posts = fields.Integer(readonly=True)
    fte = fields.Float(string="FTE", digits=(10, 2), readonly=True)
    subsidised_posts = fields.Integer(readonly=True)
    permanent_posts = fields.Integer(readonly=True)
    full_time_posts = fields.Integer(readonly=True)
    part_time_above_half = fields.Integer(readonly=True)
    turnover = fields.Monetary(readonly=True)
    payroll = fields.Monetary(readonly=True)
    permanent_share = fields.Float(
        string="Permanent (%)", readonly=True, aggregator="avg"
    )
    subsidised_share = fields.Float(
        string="Subsidised (%)", readonly=True, aggregator="avg"
    )
    part_time_share = fields.Float(
        string="Part Time Above Half (%)", readonly=True, aggregator="avg"
    )
    fte_per_post = fields.Float(
        string="FTE per Post", digits=(10, 2), readonly=True, aggregator="avg"
    )
    posts_change = fields.Integer(
        string="Change of Posts",
        readonly=True,
        help="Of the members who answered in both years.",
    )
    fte_change = fields.Float(
        string="Change of FTE",
        digits=(10, 2),
        readonly=True,
        help="Of the members who answered in both years.",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT now.id, now.id AS workforce_id, now.membership_id, now.partner_id,
                   now.company_id, now.category_id, now.territory_id,
                   now.year::varchar AS year, now.state, now.posts, now.fte,
                   now.subsidised_posts, now.permanent_posts, now.full_time_posts,
                   now.part_time_above_half, now.turnover, now.payroll,
                   COALESCE(now.posts, 0) - before.posts AS posts_change,
                   COALESCE(now.fte, 0) - before.fte AS fte_change,
                   %(shares)s
              FROM cae_workforce now
              LEFT JOIN cae_workforce before
                ON before.membership_id = now.membership_id
               AND before.year = now.year - 1
               AND before.state = ANY(%(answered)s)
             WHERE now.state = ANY(%(answered)s)
            """,
            answered=list(ANSWERED_STATES),
            shares=SQL(", ").join(
                SQL(
                    "now.%s::float / NULLIF(now.%s, 0) AS %s",
                    *(SQL.identifier(name) for name in (part, whole, share)),
                )
                for share, (part, whole) in SHARES.items()
            ),
        )

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """Large members weigh more in a share than small ones: ratio of the sums."""
        name, _sep, aggregator = aggregate_spec.partition(":")
        if aggregator != "avg" or name not in SHARES:
            return super()._read_group_select(aggregate_spec, query)
        part, whole = SHARES[name]
        return SQL(
            "COALESCE(SUM(%(part)s)::float / NULLIF(SUM(%(whole)s), 0), 0)",
            part=self._field_to_sql(self._table, part, query),
            whole=self._field_to_sql(self._table, whole, query),
        )

    def action_open_workforce(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.workforce",
            "res_id": self.workforce_id.id,
            "view_mode": "form",
        }
