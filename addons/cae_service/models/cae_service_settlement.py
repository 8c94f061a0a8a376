# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CaeServiceSettlement(models.Model):
    """The end of a year: each member pays its exact share of the real costs."""

    _name = "cae.service.settlement"
    _description = "Settlement of Services"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True, tracking=True, help="E.g. Settlement 2026: printed on documents."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    rate_ids = fields.Many2many(
        "cae.service.rate",
        string="Cost Groups",
        required=True,
        check_company=True,
        tracking=True,
        help="Whose costs and hours are settled together, each by itself.",
    )
    date_from = fields.Date(string="From", compute="_compute_dates", store=True)
    date_to = fields.Date(string="To", compute="_compute_dates", store=True)
    invoice_date = fields.Date(
        copy=False, help="Empty: the day when the documents are made."
    )
    post = fields.Boolean(
        string="Post the Documents",
        default=lambda self: self.env.company.cae_billing_post,
        help="Else they stay drafts, for somebody to look at.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("invoiced", "Invoiced"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        readonly=True,
        tracking=True,
        group_expand=True,
    )
    line_ids = fields.One2many("cae.service.settlement.line", "settlement_id")
    cost_ids = fields.One2many("cae.service.settlement.cost", "settlement_id")

    # === Totals === #
    cost = fields.Monetary(string="Full Cost", compute="_compute_totals")
    kept = fields.Monetary(
        string="Kept by the Centre",
        compute="_compute_totals",
        help="The part of the cost that services by the hour and flat fees bear.",
    )
    provisional = fields.Monetary(string="Invoiced", compute="_compute_totals")
    settled = fields.Monetary(string="Settled Before", compute="_compute_totals")
    delta = fields.Monetary(string="To Invoice or Credit", compute="_compute_totals")
    unbilled_hours = fields.Float(
        string="Hours Not Billed Yet", compute="_compute_totals"
    )
    member_count = fields.Integer(string="Members", compute="_compute_totals")
    move_count = fields.Integer(string="Documents", compute="_compute_move_count")

    @api.depends("rate_ids.date_from", "rate_ids.date_to")
    def _compute_dates(self):
        for settlement in self:
            starts = settlement.rate_ids.mapped("date_from")
            settlement.date_from = min(starts, default=False)
            settlement.date_to = max(
                settlement.rate_ids.mapped("date_to"), default=False
            )

    @api.depends("line_ids.delta", "line_ids.share", "cost_ids.cost")
    def _compute_totals(self):
        names = ("share", "provisional", "settled", "delta")
        groups = self.env["cae.service.settlement.line"]._read_group(
            [("settlement_id", "in", self.ids)],
            ["settlement_id"],
            [*(f"{name}:sum" for name in names), "partner_id:count_distinct"],
        )
        found = {settlement.id: values for settlement, *values in groups}
        for settlement in self:
            values = found.get(settlement._origin.id, [0] * 5)
            share, provisional, settled, delta, count = values
            cost = sum(settlement.cost_ids.mapped("cost"))
            settlement.update(
                {
                    "cost": cost,
                    "kept": settlement.currency_id.round(cost - share),
                    "provisional": provisional,
                    "settled": settled,
                    "delta": delta,
                    "unbilled_hours": sum(settlement.cost_ids.mapped("unbilled_hours")),
                    "member_count": count,
                }
            )

    def _compute_move_count(self):
        for settlement in self:
            settlement.move_count = len(settlement._get_moves())

    def _get_moves(self):
        """The invoices and credit notes of the settlement."""
        lines = self.env["account.move.line"].sudo()
        return lines.search(
            [("cae_settlement_line_id.settlement_id", "in", self.ids)]
        ).move_id

    @api.constrains("rate_ids")
    def _check_one_settlement(self):
        for settlement in self:
            other = self.search(
                [
                    ("id", "!=", settlement.id),
                    ("rate_ids", "in", settlement.rate_ids.ids),
                ],
                limit=1,
            )
            if other:
                shared = settlement.rate_ids & other.rate_ids
                raise ValidationError(
                    self.env._(
                        "%(rates)s: settled by “%(other)s” already. Compute that one "
                        "again after a late bill: only the difference is invoiced.",
                        rates=", ".join(shared.mapped("name")),
                        other=other.name,
                    )
                )

    def write(self, vals):
        if {"rate_ids", "company_id"} & vals.keys():
            self._check_state(
                ("draft", "computed"),
                self.env._("What was invoiced stays: make another settlement."),
            )
            computed = self.filtered(lambda found: found.state == "computed")
            computed._clear()
        return super().write(vals)

    def _clear(self):
        self.check_access("write")
        self.sudo().line_ids.unlink()
        self.sudo().cost_ids.unlink()
        self.state = "draft"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        self._check_state(
            ("draft", "computed"),
            self.env._("Its invoices and credit notes lead to it: it is kept."),
        )

    @api.model
    def _get_busy_message(self):
        return self.env._(
            "Somebody else is working on this settlement. Wait a moment, then look at "
            "it again."
        )

    def action_close(self):
        """The accounts of the year are approved: nothing changes any more."""
        self._check_state(
            ("invoiced",), self.env._("Invoice the differences before you close.")
        )
        self.env.company._check_cae_accountant()
        for settlement in self:
            if not settlement.currency_id.is_zero(settlement.delta):
                raise UserError(
                    self.env._(
                        "%(settlement)s: differences were computed and not invoiced. "
                        "Invoice them before you close.",
                        settlement=settlement.name,
                    )
                )
        self.state = "closed"

    def action_reopen(self):
        """Take a closed settlement up again."""
        self._check_state(("closed",), self.env._("Only a closed one is reopened."))
        self.env.company._check_cae_accountant()
        self.state = "invoiced"

    # === Views === #

    def action_view_lines(self):
        """The arithmetic of each member."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.cae_service_settlement_line_action"
        )
        return {
            **action,
            "domain": [("settlement_id", "in", self.ids)],
            "context": {"hide_settlement": True},
        }

    def action_view_moves(self):
        """The invoices and credit notes."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return {
            **action,
            "domain": [("id", "in", self._get_moves().ids)],
            "context": {"create": False},
        }

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name.replace("/", "-")
