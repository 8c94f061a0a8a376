# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from ..kernel.sharing import Period
from ..models.res_company_cost_call import PERIODS


class CaeCostCallPlan(models.TransientModel):
    """Drafts the calls of a whole year: nothing is computed or invoiced yet."""

    _name = "cae.cost.call.plan"
    _description = "Plan the Provisions of a Year"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date = fields.Date(
        string="Day",
        required=True,
        default=fields.Date.context_today,
        help="Any day of the financial year.",
    )
    date_from = fields.Date(string="From", compute="_compute_dates")
    date_to = fields.Date(string="To", compute="_compute_dates")
    period = fields.Selection(
        PERIODS,
        string="Call",
        required=True,
        default=lambda self: self.env.company.cae_cost_period,
    )
    invoice_day = fields.Integer(
        string="Day of the Invoices",
        required=True,
        default=lambda self: self.env.company.cae_cost_invoice_day,
        help="In the first month of each period. 31: its last day.",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        check_company=True,
        default=lambda self: self.env.company.cae_cost_payment_term_id,
        help="Empty: the payment terms of each member.",
    )
    pool_ids = fields.Many2many(
        "cae.cost.pool",
        string="Only Pools",
        check_company=True,
        help="Empty: all the pools that members share.",
    )
    post = fields.Boolean(
        string="Post the Invoices",
        default=True,
        help="When the provisions are called. Else they stay drafts.",
    )
    preview = fields.Text(compute="_compute_preview")

    _invoice_day_range = models.Constraint(
        "CHECK (invoice_day BETWEEN 1 AND 31)",
        "The day of the invoices is from 1 to 31.",
    )

    @api.depends("date", "company_id")
    def _compute_dates(self):
        for wizard in self:
            date = wizard.date or fields.Date.context_today(wizard)
            year = wizard.company_id.compute_fiscalyear_dates(date)
            wizard.date_from, wizard.date_to = year["date_from"], year["date_to"]

    @api.depends("date_from", "date_to", "period", "invoice_day", "pool_ids")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = "\n".join(wizard._get_preview())

    def _get_preview(self):
        """A line for each period: its days, its invoices, and the voted budget."""
        pools = self._get_pools()
        taken = self._get_taken()
        currency = self.company_id.currency_id
        for start, end in self._get_periods():
            budgets = pools._read_budgets(Period(start, end))
            text = self.env._(
                "%(start)s – %(end)s, invoiced on %(day)s: %(amount)s",
                start=format_date(self.env, start),
                end=format_date(self.env, end),
                day=format_date(self.env, self._get_invoice_date(start)),
                amount=format_amount(self.env, float(sum(budgets.values())), currency)
                if budgets
                else self.env._("no budget is voted yet"),
            )
            if self._get_call(taken, start, end):
                text = self.env._("%(period)s (planned already)", period=text)
            yield text

    def _get_periods(self):
        """`[(first day, last day)]`, the last one cut where the year ends."""
        self.ensure_one()
        result, start = [], self.date_from
        while start and start <= self.date_to:
            following = start + relativedelta(months=int(self.period or 12))
            result.append((start, min(following - relativedelta(days=1), self.date_to)))
            start = following
        return result

    def _get_invoice_date(self, start):
        return start + relativedelta(day=min(max(self.invoice_day, 1), 31))

    def _get_pools(self):
        return self.pool_ids._origin or self.env["cae.cost.pool"].search(
            [("company_id", "=", self.company_id.id)]
        )

    def _get_taken(self):
        """The calls of the year that have one of the pools."""
        calls = self.env["cae.cost.call"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "cancelled"),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ]
        )
        pools = self._get_pools()
        return calls.filtered(lambda call: call._get_pools() & pools)

    def _get_call(self, calls, start, end):
        return calls.filtered(
            lambda call: call.date_from <= end and call.date_to >= start
        )

    def action_plan(self):
        """Draft the calls of the periods that have none, and show those of the year.

        :raises UserError: every period has a call already
        """
        self.ensure_one()
        taken = self._get_taken()
        missing = [
            (start, end)
            for start, end in self._get_periods()
            if not self._get_call(taken, start, end)
        ]
        if not missing:
            raise UserError(
                self.env._(
                    "The provisions from %(start)s to %(end)s are planned already. "
                    "Choose another year, or work on those calls.",
                    start=format_date(self.env, self.date_from),
                    end=format_date(self.env, self.date_to),
                )
            )
        calls = self.env["cae.cost.call"].create(
            [self._prepare_call(start, end) for start, end in missing]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_call_action"
        )
        return {
            **action,
            "domain": [("id", "in", (taken | calls).ids)],
            "context": {},
            "target": "main",
        }

    def _prepare_call(self, start, end):
        return {
            "name": self._get_call_name(start, end),
            "company_id": self.company_id.id,
            "date_from": start,
            "date_to": end,
            "pool_ids": self.pool_ids.ids,
            "invoice_date": self._get_invoice_date(start),
            "payment_term_id": self.payment_term_id.id,
            "post": self.post,
        }

    def _get_call_name(self, start, end):
        """In the company's language: members read it on their invoices."""
        env = self.with_context(lang=self.company_id.partner_id.lang).env
        first = format_date(env, start, date_format="MMMM y")
        last = format_date(env, end, date_format="MMMM y")
        if first == last:
            return env._("Provisions %(month)s", month=first)
        return env._("Provisions %(first)s – %(last)s", first=first, last=last)
