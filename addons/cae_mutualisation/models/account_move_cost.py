# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

TEMPLATE = "cae_mutualisation.mail_template_cost_reminder"
LINKS = ("cae_cost_call_id", "cae_cost_settlement_id", "cae_cost_membership_id")


class AccountMove(models.Model):
    """An invoice of shared costs: where it comes from, why without tax, reminders."""

    _name = "account.move"
    _inherit = ["account.move", "cae.reminder.mixin"]

    cae_cost_call_id = fields.Many2one(
        "cae.cost.call",
        string="Call for Provisions",
        compute="_compute_cae_cost_links",
        search="_search_cae_cost_call_id",
        compute_sudo=True,
    )
    cae_cost_settlement_id = fields.Many2one(
        "cae.cost.settlement",
        string="Settlement of Shared Costs",
        compute="_compute_cae_cost_links",
        search="_search_cae_cost_settlement_id",
        compute_sudo=True,
    )
    cae_cost_membership_id = fields.Many2one(
        "cae.membership",
        string="Member Sharing the Cost",
        compute="_compute_cae_cost_links",
        search="_search_cae_cost_membership_id",
        compute_sudo=True,
    )

    @api.depends(*(f"line_ids.{name}" for name in LINKS))
    def _compute_cae_cost_links(self):
        for move in self:
            for name in LINKS:
                move[name] = move.invoice_line_ids[name][:1]

    @api.model
    def _search_cae_cost(self, name, operator, value):
        linked = Domain("line_ids", "any", [(name, "!=", False)])
        if operator in ("in", "not in") and set(value) == {False}:
            return ~linked if operator == "in" else linked
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        return Domain("line_ids", "any", [(name, operator, value)])

    @api.model
    def _search_cae_cost_call_id(self, operator, value):
        return self._search_cae_cost("cae_cost_call_id", operator, value)

    @api.model
    def _search_cae_cost_settlement_id(self, operator, value):
        return self._search_cae_cost("cae_cost_settlement_id", operator, value)

    @api.model
    def _search_cae_cost_membership_id(self, operator, value):
        return self._search_cae_cost("cae_cost_membership_id", operator, value)

    # === Why without tax === #

    def _get_cae_exemption_reasons(self):
        """The laws by which lines of the invoice bear no tax."""
        self.ensure_one()
        return self.sudo().invoice_line_ids.cae_exemption_reason_id

    def _get_cae_exemption_texts(self):
        """What the law asks to print on invoices without tax, each text once."""
        texts = self._get_cae_exemption_reasons().mapped("legal_text")
        return list(dict.fromkeys(text for text in texts if text))

    # === The way back === #

    def action_view_cae_cost(self):
        """The call or the settlement that this document belongs to."""
        self.ensure_one()
        record = self.cae_cost_settlement_id or self.cae_cost_call_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }

    # === Reminders === #

    def _filter_cae_open(self):
        """Posted invoices of which something is still to be paid."""
        return self.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.amount_residual > 0
            )
        )

    def _filter_cae_late(self):
        """Those whose due date has passed."""
        today = fields.Date.context_today(self)
        return self._filter_cae_open().filtered(
            lambda move: move.invoice_date_due and move.invoice_date_due < today
        )

    def _get_reminder_template(self):
        return self.env.ref(TEMPLATE)

    def _get_reminded_move(self):
        return self

    def _get_reminder_note(self):
        return self.env._("Reminder of shared costs sent.")

    def action_remind_cae_cost(self):
        """Remind the members of the late invoices that were chosen, once a day.

        :raises UserError: none of them is late, or all were reminded today
        """
        self.env.company._check_cae_accountant()
        self.check_access("write")
        today = fields.Date.context_today(self)
        late = self._filter_cae_late().filtered(
            lambda move: move.cae_cost_membership_id and move.reminded_on != today
        )
        if not late:
            raise UserError(
                self.env._(
                    "Nobody to remind: these are not late invoices of shared costs, "
                    "or their members had a reminder today."
                )
            )
        late._send_reminders(today)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)s reminders sent.", count=len(late)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
