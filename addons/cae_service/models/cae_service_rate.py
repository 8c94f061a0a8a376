# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..kernel.settlement import unit_rate


class CaeServiceRate(models.Model):
    """What an hour of a group of services costs in a period: budgeted, then real."""

    _name = "cae.service.rate"
    _description = "Rate at Cost"
    _inherit = ["mail.thread"]
    _order = "date_from desc, name, id"
    _check_company_auto = True

    name = fields.Char(
        string="Cost Group",
        required=True,
        tracking=True,
        help="What shares the same costs: e.g. “Accounting and payroll 2026”.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)
    date_from = fields.Date(
        string="From",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "year"
        ),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.end_of(
            fields.Date.context_today(self), "year"
        ),
    )
    expertise_ids = fields.Many2many(
        "cae.expertise",
        string="Fields of Expertise",
        check_company=True,
        help="All the services of these fields.",
    )
    service_ids = fields.Many2many(
        "product.template",
        string="Services",
        check_company=True,
        domain="[('is_cae_service', '=', True)]",
        help="Services one by one, besides those of the fields.",
    )

    # === Budget === #
    budget_cost = fields.Monetary(
        string="Budgeted Full Cost",
        tracking=True,
        help="Salaries with charges, rent, tools… of the whole period.",
    )
    budget_hours = fields.Float(
        string="Budgeted Billable Hours",
        tracking=True,
        help="Hours served to members in the period, whatever their price.",
    )
    provisional_rate = fields.Monetary(
        compute="_compute_rate",
        store=True,
        help="Full cost ÷ billable hours, to the cent.",
    )
    override_rate = fields.Monetary(
        string="Rate Decided",
        tracking=True,
        help="In place of the provisional rate, e.g. as the board voted. 0: none.",
    )
    override_reason = fields.Char(string="Why", tracking=True)
    rate = fields.Monetary(
        string="Rate in Force",
        compute="_compute_rate",
        store=True,
        help="An hour at cost, before tax, until the settlement.",
    )

    # === Actual === #
    account_ids = fields.Many2many(
        "account.analytic.account",
        string="Accounts of the Costs",
        check_company=True,
        help="Their posted lines of the period are costs. What members were invoiced "
        "for services is left out.",
    )
    net_of_income = fields.Boolean(
        string="Less Income and Grants",
        help="The income on these accounts lowers the cost; else only expenses count.",
    )
    cost_ids = fields.One2many(
        "cae.service.rate.cost",
        "rate_id",
        string="Costs Typed",
        copy=True,
        groups="cae_member.group_manager,cae_member.group_accountant,"
        "cae_member.group_auditor",
    )
    ledger_cost = fields.Monetary(
        string="Cost from the Accounts", compute="_compute_actual", compute_sudo=True
    )
    actual_cost = fields.Monetary(
        string="Actual Full Cost", compute="_compute_actual", compute_sudo=True
    )
    actual_hours = fields.Float(
        string="Actual Billable Hours", compute="_compute_actual", compute_sudo=True
    )
    real_rate = fields.Monetary(
        compute="_compute_actual",
        compute_sudo=True,
        help="Actual cost ÷ actual hours, to the cent.",
    )

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The period cannot end before it starts."
    )
    _positive = models.Constraint(
        "CHECK (budget_cost >= 0 AND budget_hours >= 0 AND override_rate >= 0)",
        "Costs, hours and rates are not negative.",
    )
    _override_why = models.Constraint(
        "CHECK (COALESCE(override_rate, 0) = 0 "
        "OR COALESCE(TRIM(override_reason), '') != '')",
        "Write why this rate was decided in place of the provisional one.",
    )

    @api.depends("budget_cost", "budget_hours", "override_rate")
    def _compute_rate(self):
        for group in self:
            cost, hours = (
                Decimal(str(group.budget_cost)),
                Decimal(str(group.budget_hours)),
            )
            group.provisional_rate = float(unit_rate(cost, hours) or 0)
            group.rate = group.override_rate or group.provisional_rate

    @api.depends(
        "date_from",
        "date_to",
        "account_ids",
        "net_of_income",
        "cost_ids.amount",
        "expertise_ids",
        "service_ids",
    )
    def _compute_actual(self):
        for group in self:
            group.ledger_cost = group._get_ledger_cost()
            group.actual_cost = group.currency_id.round(
                group.ledger_cost + sum(group.cost_ids.mapped("amount"))
            )
            group.actual_hours = sum(group._get_hours().values())
            hours = Decimal(str(round(group.actual_hours, 6)))
            cost = Decimal(str(group.actual_cost))
            group.real_rate = float(unit_rate(cost, hours) or 0)

    def _get_ledger_cost(self):
        """The cost on the accounts in the period, above zero when money was spent."""
        self.ensure_one()
        if not (self.account_ids and self.date_from and self.date_to):
            return 0.0
        invoiced = Domain("move_line_id.sale_line_ids.is_cae_agreement", "=", True)
        domain = ~invoiced & Domain(
            [
                ("auto_account_id", "in", self.account_ids.ids),
                ("company_id", "=", self.company_id.id),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                ("move_line_id.parent_state", "=", "posted"),
                # What members paid for these services is no grant.
                ("move_line_id.cae_rate_id", "=", False),
                ("move_line_id.cae_settlement_line_id", "=", False),
            ]
        )
        if not self.net_of_income:
            domain &= Domain("general_account_id.internal_group", "=", "expense")
        lines = self.env["account.analytic.line"].sudo()
        ((amount,),) = lines._read_group(domain, [], ["amount:sum"])
        return -(amount or 0.0)

    def _get_services(self):
        """The services of the group, those of its fields included."""
        self.ensure_one()
        services = self.env["product.template"].with_context(active_test=False)
        found = self.service_ids._origin
        if self.expertise_ids:
            found |= services.search(
                [
                    ("is_cae_service", "=", True),
                    ("cae_expertise_id", "in", self.expertise_ids.ids),
                ]
            )
        return found

    def _get_hours(self):
        """Hours served to members in the period, whatever their price.

        :return: `{(agreement line, invoice line or none): hours}`
        """
        self.ensure_one()
        if not (self.date_from and self.date_to):
            return {}
        hour = self.env.ref("uom.product_uom_hour")
        groups = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("project_id", "!=", False),
                    ("company_id", "=", self.company_id.id),
                    ("date", ">=", self.date_from),
                    ("date", "<=", self.date_to),
                    ("so_line.order_id.is_cae_agreement", "=", True),
                    (
                        "so_line.product_id.product_tmpl_id",
                        "in",
                        self._get_services().ids,
                    ),
                ],
                ["so_line", "cae_move_line_id", "product_uom_id"],
                ["unit_amount:sum"],
            )
        )
        hours = {}
        for sale_line, move_line, uom, amount in groups:
            key = sale_line, move_line
            amount = (uom or hour)._compute_quantity(amount, hour, round=False)
            hours[key] = hours.get(key, 0.0) + amount
        return hours

    # === One rate for a service and a day === #

    @api.constrains(
        "date_from", "date_to", "service_ids", "expertise_ids", "company_id", "active"
    )
    def _check_one_rate(self):
        for group in self.filtered("active"):
            others = self.search(
                [
                    ("id", "!=", group.id),
                    ("company_id", "=", group.company_id.id),
                    ("date_from", "<=", group.date_to),
                    ("date_to", ">=", group.date_from),
                ]
            )
            own = group._get_services()
            for other in others:
                shared = own & other._get_services()
                fields_of = group.expertise_ids & other.expertise_ids
                if shared or fields_of:
                    raise ValidationError(
                        self.env._(
                            "%(services)s: “%(other)s” already gives the rate from "
                            "%(start)s to %(end)s. A service has one rate on a day: "
                            "change the dates, or take the service out of one of the "
                            "groups.",
                            services=", ".join((shared or fields_of).mapped("name")),
                            other=other.name,
                            start=format_date(self.env, other.date_from),
                            end=format_date(self.env, other.date_to),
                        )
                    )

    @api.model
    def _get_by_service(self, company, date_from, date_to):
        """The rates that are in force between two days.

        :return: `{service id: rates in the order of their dates}`
        """
        rates = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("date_from", "<=", date_to),
                ("date_to", ">=", date_from),
            ],
            order="date_from, id",
        )
        found = {}
        for group in rates.with_context(active_test=False):
            for service in group.service_ids | group.expertise_ids.service_ids:
                found[service.id] = found.get(service.id, self.browse()) | group
        return found

    # === Kept once settled === #

    def write(self, vals):
        frozen = {"company_id", "date_from", "date_to", "service_ids", "expertise_ids"}
        frozen |= {"account_ids", "net_of_income", "cost_ids", "active"}
        if frozen & vals.keys():
            self._check_open()
        return super().write(vals)

    def _check_open(self):
        """Refuse to change what a closed settlement was computed from."""
        closed = (
            self.env["cae.service.settlement"]
            .sudo()
            .search([("rate_ids", "in", self.ids), ("state", "=", "closed")], limit=1)
        )
        if closed:
            raise UserError(
                self.env._(
                    "%(settlement)s is closed: the costs and the period of its groups "
                    "stay. Reopen it first.",
                    settlement=closed.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        used = (
            self.env["account.move.line"]
            .sudo()
            .search([("cae_rate_id", "in", self.ids)], limit=1)
        )
        if used:
            raise UserError(
                self.env._(
                    "%(rate)s has been invoiced on %(invoice)s and is kept. Archive "
                    "it.",
                    rate=used.cae_rate_id.name,
                    invoice=used.move_id.display_name,
                )
            )

    def action_view_timesheets(self):
        """The time that shares the costs."""
        self.ensure_one()
        return {
            **self.env["account.analytic.line"]._get_cae_time_action(),
            "domain": [
                ("project_id", "!=", False),
                ("date", ">=", self.date_from),
                ("date", "<=", self.date_to),
                ("so_line.order_id.is_cae_agreement", "=", True),
                ("so_line.product_id.product_tmpl_id", "in", self._get_services().ids),
            ],
        }
