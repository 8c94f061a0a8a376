# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeServiceBilling(models.Model):
    """The services of a period: looked at first, then invoiced in one batch."""

    _name = "cae.service.billing"
    _description = "Billing of Services"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_to desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        required=True, tracking=True, help="E.g. January 2026: printed on the invoices."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From",
        tracking=True,
        help="Empty: all that was not billed yet, however old.",
    )
    date_to = fields.Date(
        string="To",
        required=True,
        tracking=True,
        default=lambda self: (
            fields.Date.start_of(fields.Date.context_today(self), "month")
            - timedelta(days=1)
        ),
        help="Periods that are over on this day are billed: an agreement billed by "
        "the quarter waits for the end of the quarter.",
    )
    invoice_date = fields.Date(
        copy=False, help="Empty: the day when the invoices are made."
    )
    partner_ids = fields.Many2many(
        "res.partner", string="Only Members", help="Empty: all members."
    )
    group_by = fields.Selection(
        [("order", "One per Agreement"), ("member", "One per Member")],
        string="Invoices",
        required=True,
        default=lambda self: self.env.company.cae_billing_group,
    )
    post = fields.Boolean(
        string="Post the Invoices",
        default=lambda self: self.env.company.cae_billing_post,
        help="Else they stay drafts, for somebody to look at.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("invoiced", "Invoiced"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        readonly=True,
        tracking=True,
        group_expand=True,
    )
    line_ids = fields.One2many("cae.service.billing.line", "billing_id")

    # === Totals === #
    line_count = fields.Integer(string="Lines", compute="_compute_totals")
    member_count = fields.Integer(string="Members", compute="_compute_totals")
    move_count = fields.Integer(string="Invoices Made", compute="_compute_totals")
    timesheet_count = fields.Integer(
        string="Time and Visits", compute="_compute_totals"
    )
    hours = fields.Float(compute="_compute_totals")
    amount_untaxed = fields.Monetary(string="Untaxed", compute="_compute_totals")
    amount_tax = fields.Monetary(string="Taxes", compute="_compute_totals")
    note_count = fields.Integer(string="Lines to Look At", compute="_compute_totals")

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The period cannot end before it starts."
    )

    @api.depends("line_ids.amount_untaxed", "line_ids.move_id")
    def _compute_totals(self):
        groups = self.env["cae.service.billing.line"]._read_group(
            [("billing_id", "in", self.ids)],
            ["billing_id"],
            [
                "__count",
                "partner_id:count_distinct",
                "move_id:count_distinct",
                "timesheet_count:sum",
                "hours:sum",
                "amount_untaxed:sum",
                "amount_tax:sum",
                "note:count",
            ],
        )
        found = {billing.id: values for billing, *values in groups}
        names = (
            "line_count",
            "member_count",
            "move_count",
            "timesheet_count",
            "hours",
            "amount_untaxed",
            "amount_tax",
            "note_count",
        )
        for billing in self:
            values = found.get(billing._origin.id, [0] * len(names))
            billing.update(dict(zip(names, values, strict=True)))

    def write(self, vals):
        frozen = {"company_id", "date_from", "date_to", "partner_ids"}
        if frozen & vals.keys():
            self._check_state(
                ("draft", "computed"),
                self.env._("What was invoiced stays: make another run."),
            )
            # The preview was of something else.
            computed = self.filtered(lambda found: found.state == "computed")
            computed.line_ids.sudo().unlink()
            computed.state = "draft"
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_invoiced(self):
        self._check_state(
            ("draft", "computed", "cancelled"),
            self.env._("Its invoices lead to it: it is kept."),
        )

    @api.model
    def _get_busy_message(self):
        return self.env._(
            "Somebody else is billing services at the moment. Wait a little, then "
            "compute again."
        )

    def action_cancel(self):
        """Give the run up: only while none of its invoices is posted."""
        self._check_state(
            ("draft", "computed", "invoiced"),
            self.env._("It is cancelled already."),
        )
        self.env.company._check_cae_accountant()
        self._lock_rows(self._get_busy_message(), ["state"])
        moves = self.sudo().line_ids.move_id
        posted = moves.filtered(
            lambda move: move.state == "posted" and move.payment_state != "reversed"
        )
        if posted:
            raise UserError(
                self.env._(
                    "%(invoice)s is posted. Credit the invoices of “%(billing)s” "
                    "before you cancel it: their time is then billed again by the "
                    "next run.",
                    invoice=posted[0].display_name,
                    billing=self[:1].name,
                )
            )
        moves.filtered(lambda move: move.state == "draft").button_cancel()
        self.state = "cancelled"

    def action_draft(self):
        """Take a cancelled run up again, from the start."""
        self._check_state(("cancelled",), self.env._("Only a cancelled run is reset."))
        self.sudo().line_ids.unlink()
        self.state = "draft"

    # === Views === #

    def _open_lines(self, domain, **context):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.cae_service_billing_line_action"
        )
        return {
            **action,
            "domain": [("billing_id", "in", self.ids), *domain],
            "context": {"hide_billing": True, **context},
        }

    def action_view_lines(self):
        """What is billed of each agreement."""
        return self._open_lines([])

    def action_view_notes(self):
        """The lines that say something."""
        return self._open_lines([("note", "!=", False)])

    def action_view_moves(self):
        """The invoices of the run."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return {
            **action,
            "domain": [("id", "in", self.sudo().line_ids.move_id.ids)],
            "context": {"create": False},
        }

    def action_view_timesheets(self):
        """The time of the run."""
        return {
            **self.env["account.analytic.line"]._get_cae_time_action(),
            "domain": [("cae_billing_line_id.billing_id", "in", self.ids)],
        }
