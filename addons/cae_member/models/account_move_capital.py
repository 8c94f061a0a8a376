# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class AccountMove(models.Model):
    _inherit = "account.move"

    share_class_id = fields.Many2one(
        "cae.share.class",
        string="Shares",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="This document moves share capital.",
    )
    share_membership_id = fields.Many2one(
        "cae.membership",
        string="Capital Called From",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    share_call_id = fields.Many2one(
        "account.move",
        string="Capital Call",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The call whose payment this entry records in the capital.",
    )

    def button_draft(self):
        self._check_not_in_share_register()
        return super().button_draft()

    def button_cancel(self):
        self._check_not_in_share_register()
        return super().button_cancel()

    def _reverse_moves(self, default_values_list=None, cancel=False):
        self._check_not_in_share_register()
        return super()._reverse_moves(default_values_list, cancel=cancel)

    def _check_not_in_share_register(self):
        """The accounts and the register of movements tell the same story."""
        for move in self.filtered("share_class_id"):
            raise UserError(
                self.env._(
                    "%(document)s moves share capital and belongs to the register. "
                    "Correct it by another movement of shares.",
                    document=move.display_name,
                )
            )

    def _sync_paid_capital(self):
        """Move the capital from unpaid to paid, as payments of the calls come or go."""
        calls = self.filtered(
            lambda m: (
                m.move_type == "out_invoice"
                and m.state == "posted"
                and m.share_class_id.account_called_id
                != m.share_class_id.account_paid_id
            )
        )
        if not calls:
            return
        paid = calls._get_paid_by_call()
        moved = calls._get_moved_by_call()
        vals_list = []
        for call in calls:
            amount, date = paid.get(call, (0.0, fields.Date.context_today(self)))
            delta = call.currency_id.round(amount - moved.get(call, 0.0))
            if delta:
                vals_list.append(call._prepare_paid_capital_vals(delta, date))
        self.create(vals_list)._post(soft=False)

    def _get_paid_by_call(self):
        """`{call: (amount paid, last date)}`: what other capital documents settle is
        not a payment."""
        paid = {}
        for partial in self.line_ids.matched_credit_ids:
            if partial.credit_move_id.move_id.share_class_id:
                continue
            call = partial.debit_move_id.move_id
            amount, date = paid.get(call, (0.0, partial.max_date))
            paid[call] = (amount + partial.amount, max(date, partial.max_date))
        return paid

    def _get_moved_by_call(self):
        groups = self.env["account.move.line"]._read_group(
            [
                ("move_id.share_call_id", "in", self.ids),
                ("parent_state", "=", "posted"),
                ("account_id", "in", self.share_class_id.account_paid_id.ids),
            ],
            ["move_id"],
            ["balance:sum"],
        )
        moved = {}
        for move, balance in groups:
            moved[move.share_call_id] = moved.get(move.share_call_id, 0.0) - balance
        return moved

    def _prepare_paid_capital_vals(self, amount, date):
        self.ensure_one()
        share_class = self.share_class_id
        label = self.env._("Capital paid: %(call)s", call=self.name)
        common = {"name": label, "partner_id": self.partner_id.id}
        lines = (
            (share_class.account_called_id, amount),
            (share_class.account_paid_id, -amount),
        )
        return {
            "move_type": "entry",
            "company_id": self.company_id.id,
            "journal_id": self.journal_id.id,
            "share_class_id": share_class.id,
            "share_call_id": self.id,
            "date": date,
            "ref": label,
            "line_ids": [
                Command.create({**common, "account_id": account.id, "balance": balance})
                for account, balance in lines
            ],
        }


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _compute_account_id(self):
        result = super()._compute_account_id()
        for line in self:
            share_class = line.move_id.share_class_id
            if share_class and line.display_type == "payment_term":
                line.account_id = share_class.sudo().account_receivable_id
        return result


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._get_capital_calls()._sync_paid_capital()
        return partials

    def unlink(self):
        calls = self._get_capital_calls()
        result = super().unlink()
        calls.exists()._sync_paid_capital()
        return result

    def _get_capital_calls(self):
        """The capital calls that these reconciliations settle."""
        moves = self.sudo().debit_move_id.move_id
        return moves.filtered(
            lambda move: move.share_class_id and move.move_type == "out_invoice"
        )
