# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang


# pylint: disable=consider-merging-classes-inherited
class CaeDuesLine(models.Model):
    """What changed after the call: another document, never the posted one."""

    _inherit = "cae.dues.line"

    def action_correct(self):
        """Compute again with today's figures; invoice or credit the difference."""
        self._check_state(
            ("called",), self.env._("Only dues that were called are corrected.")
        )
        self.campaign_id._check_state(
            ("called",), self.env._("Reopen the campaign before you correct.")
        )
        self._lock_rows(
            self.campaign_id._get_busy_message(), ["state", "called_amount", "amount"]
        )
        corrected = self.sudo()._correct()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if corrected else "info",
                "message": self.env._(
                    "%(count)s of %(total)s dues changed.",
                    count=len(corrected),
                    total=len(self),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _correct(self):
        """In sudo: whose dues have changed, with their documents posted."""
        changed = self.browse()
        vals_list, origins = [], []
        for campaign, lines in self.grouped("campaign_id").items():
            found = campaign._prepare_lines(
                lines.membership_id,
                {line.membership_id: line.rule_id for line in lines},
            )
            for line in lines:
                vals = line._prepare_correction(found[line.membership_id])
                delta = line.currency_id.round(vals["amount"] - line.called_amount)
                if not line.currency_id.is_zero(delta):
                    changed += line
                    origins.append((delta, vals["amount"]))
                line.write(vals)
        for line, (delta, amount) in zip(changed, origins, strict=True):
            vals_list.append(line._prepare_correction_move(delta))
            line.campaign_id.message_post(body=line._describe_correction(amount, delta))
        moves = self.env["account.move"].create(vals_list)
        moves._post(soft=False)
        moves.filtered(
            lambda move: move.move_type == "out_refund"
        )._reconcile_dues_credit()
        return changed

    def _prepare_correction(self, vals):
        """The figures and the amount of today; what was called stays whose it was."""
        self.ensure_one()
        if self.campaign_id._is_waiting(vals["problem"]):
            raise UserError(
                self.env._(
                    "%(member)s cannot be corrected: %(problem)s",
                    member=self.membership_id.display_name,
                    problem=vals["warning"],
                )
            )
        if self.membership_id.dues_exempt:
            exempt = self.with_context(lang=self.partner_id.lang).env._(
                "Exempt from dues"
            )
            vals |= {"amount": 0.0, "explanation": exempt}
        kept = ("campaign_id", "membership_id", "rule_code", "year", "excluded")
        return {
            name: value
            for name, value in vals.items()
            if name not in (*kept, "exclude_reason", "warning")
        }

    def _prepare_correction_move(self, delta):
        self.ensure_one()
        today = fields.Date.context_today(self)
        common, product = self.campaign_id._prepare_invoice_vals(
            self.rule_id, today, max(self.campaign_id.date_due, today)
        )
        move_type = "out_invoice" if delta > 0 else "out_refund"
        if not self.move_id:
            return self._prepare_move_vals(move_type, abs(delta), common, product)
        vals = self._prepare_move_vals(
            move_type, abs(delta), common, product, origin=self.move_id
        )
        return {**vals, "invoice_origin": self.move_id.name}

    def _describe_correction(self, amount, delta):
        self.ensure_one()
        return self.env._(
            "%(member)s: dues corrected by %(delta)s, to %(amount)s.",
            member=self.membership_id.display_name,
            delta=formatLang(self.env, delta, currency_obj=self.currency_id),
            amount=formatLang(self.env, amount, currency_obj=self.currency_id),
        )

    def action_put_back(self):
        """The invoice was cancelled: the dues wait for another call."""
        self._check_state(
            ("called",), self.env._("Only dues that were called are put back.")
        )
        for line in self:
            open_moves = line.sudo().move_ids.filtered(lambda m: m.state != "cancel")
            if open_moves:
                raise UserError(
                    self.env._(
                        "%(invoice)s is not cancelled. Correct the dues of "
                        "%(member)s, or cancel the invoice first.",
                        invoice=open_moves[0].display_name,
                        member=line.membership_id.display_name,
                    )
                )
        self.check_access("write")
        self.sudo().write({"state": "computed", "move_id": False})
