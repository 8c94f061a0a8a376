# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..kernel.workforce import change_rate
from .cae_workforce import ANSWERED_STATES


# pylint: disable=consider-merging-classes-inherited
class CaeWorkforce(models.Model):
    """Shares of the posts, and what changed since the year before."""

    _inherit = "cae.workforce"

    # === Shares === #
    permanent_share = fields.Float(string="Permanent (%)", compute="_compute_shares")
    subsidised_share = fields.Float(string="Subsidised (%)", compute="_compute_shares")
    part_time_share = fields.Float(
        string="Part Time Above Half (%)", compute="_compute_shares"
    )

    # === The year before === #
    previous_id = fields.Many2one(
        "cae.workforce",
        string="Year Before",
        compute="_compute_previous",
        help="What the member submitted for the year before.",
    )
    previous_posts = fields.Integer(
        string="Posts, Year Before", compute="_compute_previous"
    )
    previous_fte = fields.Float(
        string="FTE, Year Before", digits=(10, 2), compute="_compute_previous"
    )
    posts_change = fields.Integer(string="Change of Posts", compute="_compute_previous")
    fte_change = fields.Float(
        string="Change of FTE", digits=(10, 2), compute="_compute_previous"
    )
    posts_change_rate = fields.Float(
        string="Change of Posts (%)", compute="_compute_previous"
    )
    fte_change_rate = fields.Float(
        string="Change of FTE (%)", compute="_compute_previous"
    )
    change_alert = fields.Boolean(
        string="Large Change",
        compute="_compute_change_alert",
        search="_search_change_alert",
        help="Posts or FTE changed by more than the company's settings take for "
        "granted: ask the member why.",
    )

    @api.depends("posts", "permanent_posts", "subsidised_posts", "part_time_above_half")
    def _compute_shares(self):
        for workforce in self:
            posts = workforce.posts or 1
            workforce.permanent_share = workforce.permanent_posts / posts
            workforce.subsidised_share = workforce.subsidised_posts / posts
            workforce.part_time_share = workforce.part_time_above_half / posts

    def _search_previous(self):
        """The answers of the year before: `{(membership id, year): workforce}`."""
        years = {workforce.year - 1 for workforce in self if workforce.year}
        found = self.search_fetch(
            [
                ("membership_id", "in", self.membership_id.ids),
                ("year", "in", list(years)),
                ("state", "in", ANSWERED_STATES),
            ],
            ["membership_id", "year", "posts", "fte"],
        )
        return {(record.membership_id.id, record.year): record for record in found}

    @api.depends("membership_id", "year", "posts", "fte")
    def _compute_previous(self):
        found = self._search_previous()
        for workforce in self:
            key = workforce.membership_id._origin.id, workforce.year - 1
            previous = found.get(key, self.browse())
            workforce.update(workforce._prepare_change(previous))

    def _prepare_change(self, previous):
        self.ensure_one()
        vals = {
            "previous_id": previous.id,
            "previous_posts": previous.posts,
            "previous_fte": previous.fte,
        }
        for name in ("posts", "fte"):
            before, now = previous[name], self[name]
            counts = previous and self._is_filled()
            rate = change_rate(before, now) if counts else None
            vals[f"{name}_change"] = round(now - before, 2) if counts else 0
            vals[f"{name}_change_rate"] = float(rate or 0) / 100
        return vals

    def _is_filled(self):
        """Whether somebody gave the figures: an empty draft is no fall to zero."""
        self.ensure_one()
        return self.state in ANSWERED_STATES or bool(self.posts or self.fte)

    @api.depends("posts_change_rate", "fte_change_rate", "company_id")
    def _compute_change_alert(self):
        for workforce in self:
            alert = workforce.company_id.sudo().cae_workforce_change_alert / 100
            rates = (workforce.posts_change_rate, workforce.fte_change_rate)
            workforce.change_alert = bool(alert) and max(map(abs, rates)) > alert

    def _search_change_alert(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.flush_model()
        self.env["res.company"].flush_model(["cae_workforce_change_alert"])
        large = SQL(
            """(
            SELECT now.id
              FROM cae_workforce now
              JOIN cae_workforce before
                ON before.membership_id = now.membership_id
               AND before.year = now.year - 1
               AND before.state = ANY(%(answered)s)
              JOIN res_company company ON company.id = now.company_id
             WHERE company.cae_workforce_change_alert > 0
               AND (now.state = ANY(%(answered)s) OR now.posts > 0 OR now.fte > 0)
               AND (%(posts)s OR %(fte)s)
            )""",
            answered=list(ANSWERED_STATES),
            posts=self._prepare_large_sql("posts"),
            fte=self._prepare_large_sql("fte"),
        )
        return Domain("id", "in" if True in value else "not in", large)

    def _prepare_large_sql(self, name):
        """Rounded to a tenth of a percent, as on the screen."""
        return SQL(
            "(before.%(name)s > 0 AND round("
            "(100.0 * abs(now.%(name)s - before.%(name)s) / before.%(name)s)::numeric,"
            " 1) > company.cae_workforce_change_alert)",
            name=SQL.identifier(name),
        )
