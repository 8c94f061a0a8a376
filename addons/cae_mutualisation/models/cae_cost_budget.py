# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tools import format_date

from ..kernel.sharing import Period

# What the members voted.
LOCKED = {"pool_id", "date_from", "date_to", "cost", "grant"}


class CaeCostBudget(models.Model):
    """What the members voted for a pool in a period; provisions are called from it."""

    _name = "cae.cost.budget"
    _description = "Budget of a Pool"
    _inherit = ["cae.state.mixin", "mail.thread"]
    _order = "date_from desc, pool_id"
    _check_company_auto = True

    pool_id = fields.Many2one(
        "cae.cost.pool",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="pool_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    cost = fields.Monetary(tracking=True, help="Foreseen, staff included.")
    grant = fields.Monetary(
        string="Grants and Income", tracking=True, help="Foreseen, deducted."
    )
    amount = fields.Monetary(
        string="Net Budget",
        compute="_compute_amount",
        store=True,
        help="Costs less grants and income: what members are called for.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("voted", "Voted"), ("cancelled", "Cancelled")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    decision = fields.Char(copy=False, help="Which meeting voted it, and when.")
    voted_on = fields.Date(copy=False, tracking=True)
    note = fields.Text()
    previous_id = fields.Many2one(
        "cae.cost.budget",
        string="Replaces",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The budget that this one replaces from the vote on.",
    )
    next_ids = fields.One2many(
        "cae.cost.budget", "previous_id", string="Replaced by", readonly=True
    )

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A budget does not end before it starts."
    )
    _voted_uniq = models.UniqueIndex(
        "(pool_id, date_from) WHERE state = 'voted'",
        "This pool has a voted budget from that day already.",
    )

    @api.depends("cost", "grant")
    def _compute_amount(self):
        for budget in self:
            budget.amount = budget.cost - budget.grant

    @api.depends("pool_id.name", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for budget in self:
            dates = budget._format_period()
            budget.display_name = f"{budget.pool_id.name or ''} – {dates}"

    def _format_period(self):
        """The year, or the dates when it is another period."""
        self.ensure_one()
        start, end = self.date_from, self.date_to
        if not start or not end:
            return ""
        if (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31)):
            return str(start.year)
        return f"{format_date(self.env, start)} – {format_date(self.env, end)}"

    @api.constrains("state", "pool_id", "date_from", "date_to")
    def _check_overlap(self):
        """Days of two voted budgets would be called twice."""
        voted = self.filtered(lambda budget: budget.state == "voted")
        others = self.search(
            [("pool_id", "in", voted.pool_id.ids), ("state", "=", "voted")]
        )
        for budget in voted:
            for other in others - budget:
                if (
                    other.pool_id == budget.pool_id
                    and other.date_from <= budget.date_to
                    and other.date_to >= budget.date_from
                ):
                    raise ValidationError(
                        self.env._(
                            "%(budget)s: “%(other)s” is voted for some of the same "
                            "days. Revise that one, or change the dates.",
                            budget=budget.display_name,
                            other=other.display_name,
                        )
                    )

    def write(self, vals):
        if LOCKED & vals.keys():
            self._check_state(
                ("draft",),
                self.env._("It stays as it was decided: revise it for a new vote."),
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_voted(self):
        for budget in self:
            if budget.state == "voted" or budget.voted_on:
                raise UserError(
                    self.env._(
                        "%(budget)s was voted: it is kept. Revise it for a new vote.",
                        budget=budget.display_name,
                    )
                )

    # === Votes === #

    def action_open_vote(self):
        """Say which meeting voted the drafts, all at once."""
        self._check_votable()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Vote"),
            "res_model": "cae.cost.budget.vote",
            "view_mode": "form",
            "target": "new",
            "context": {"default_budget_ids": self.ids},
        }

    def _check_votable(self):
        self._check_state(("draft",), self.env._("Only a draft can be voted."))

    def action_vote(self):
        """Provisions may be called from a voted budget; what it revises is replaced.

        :raises ValidationError: another budget of the pool is voted for the same days
        """
        self._check_votable()
        self.check_access("write")
        try:
            # Two votes at once about the same pool: one after the other.
            self.pool_id.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else votes a budget of these pools. Try again.")
            ) from error
        replaced = self.previous_id.filtered(lambda budget: budget.state == "voted")
        replaced.write({"state": "cancelled"})
        self._write_dated({"state": "voted"}, "voted_on")
        for budget in replaced:
            budget.message_post(
                body=self.env._("Replaced by a new vote; the amounts stay here.")
            )

    def action_revise(self):
        """Prepare another vote: the budget in force holds until then."""
        self.ensure_one()
        self._check_state(
            ("voted",), self.env._("Only a voted budget is revised; change the draft.")
        )
        draft = self.next_ids.filtered(lambda budget: budget.state == "draft")[:1]
        draft = draft or self.copy({"previous_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
        }

    def action_cancel(self):
        """Give up drafts; a voted budget is replaced by a vote, not cancelled."""
        self._check_state(
            ("draft",), self.env._("Revise it: the next vote replaces it.")
        )
        self.state = "cancelled"

    def action_draft(self):
        """Take up again what was given up before any vote."""
        self._check_state(("cancelled",), self.env._("Only a cancelled one is reset."))
        for budget in self.filtered("voted_on"):
            raise UserError(
                self.env._(
                    "%(budget)s was voted, then replaced: it is kept as it was.",
                    budget=budget.display_name,
                )
            )
        self.state = "draft"

    # === For the meeting === #

    def _get_meeting_tables(self):
        """What is printed: for each company and period, the pools and the totals.

        :return: `[{"company", "label", "rows", "total", "decisions"}]`; a row is
            `{"budget", "cost", "grant", "net", "last_cost", "last_grant", "last_net",
            "difference"}`, the last ones being what the pool really cost a year before
        """
        tables = []
        groups = self.sorted("pool_id").grouped(
            lambda budget: (budget.company_id, budget.date_from, budget.date_to)
        )
        for (company, start, end), budgets in groups.items():
            costs = budgets.pool_id._get_costs(shift_year(Period(start, end)))
            rows = [budget._get_meeting_row(costs) for budget in budgets]
            total = {
                name: sum(row[name] for row in rows)
                for name in rows[0]
                if name != "budget"
            }
            voted = budgets.filtered(lambda budget: budget.state == "voted")
            tables.append(
                {
                    "company": company,
                    "label": budgets[0]._format_period(),
                    "rows": rows,
                    "total": total,
                    "decisions": sorted(set(voted.mapped("decision")) - {False}),
                }
            )
        return tables

    def _get_meeting_row(self, costs):
        last = {name: float(value) for name, value in costs[self.pool_id].items()}
        return {
            "budget": self,
            "cost": self.cost,
            "grant": self.grant,
            "net": self.amount,
            "last_cost": last["posted"] + last["staff"],
            "last_grant": last["income"] + last["grant"],
            "last_net": last["net"],
            "difference": self.amount - last["net"],
        }

    def _get_report_base_filename(self):
        periods = list(dict.fromkeys(budget._format_period() for budget in self))
        return f"{self.env._('Budget')} {', '.join(periods)}".replace("/", "-")


def shift_year(period):
    """The same period a year before; the end of February stays an end of month."""
    after = fields.Date.add(period.end, days=1)
    return Period(
        period.start - relativedelta(years=1),
        fields.Date.subtract(after - relativedelta(years=1), days=1),
    )
