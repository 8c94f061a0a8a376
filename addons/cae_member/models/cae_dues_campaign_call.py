# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import split_every

# Few enough for the memory of a worker; the transaction is one all the same.
BATCH = 1000


# pylint: disable=consider-merging-classes-inherited
class CaeDuesCampaign(models.Model):
    """One invoice for each member, all or none."""

    _inherit = "cae.dues.campaign"

    def action_call(self):
        """Create and post the invoices of the lines that can be called.

        :raises UserError: when nothing can be called, when a member was called for
            the same year by another campaign, when somebody else is calling
        """
        for campaign in self:
            campaign._call()
        return True

    def _call(self):
        self.ensure_one()
        remedy = self.env._("Compute the dues before you call them.")
        self._check_state(("computed", "called"), remedy)
        self._lock_rows(self._get_busy_message(), ["state", "line_ids"])
        self._check_state(("computed", "called"), remedy)
        lines = self.sudo().line_ids.filtered(
            lambda line: (
                line.state == "computed"
                and not line.excluded
                and not self._is_waiting(line.problem)
            )
        )
        if not lines:
            raise UserError(
                self.env._(
                    "%(campaign)s has nothing to call: %(waiting)s members wait for "
                    "their figures or for a rule. Validate their figures and compute "
                    "again, or call without figures.",
                    campaign=self.name,
                    waiting=self.waiting_count,
                )
            )
        self._check_called_once(lines)
        self._mark_called(lines)
        for ids in split_every(BATCH, lines.ids):
            lines.browse(ids)._create_invoices()
        self.state = "called"

    def _check_called_once(self, lines):
        elsewhere = self._get_called_elsewhere(lines.membership_id)
        for line in lines:
            for code, campaign in elsewhere[line.membership_id.id]:
                if code == line.rule_code:
                    raise UserError(
                        self.env._(
                            "%(member)s was already called for %(year)s by "
                            "“%(campaign)s” (%(code)s). Compute again: who was called "
                            "elsewhere is left out.",
                            member=line.membership_id.display_name,
                            year=self.year,
                            campaign=campaign,
                            code=code,
                        )
                    )

    def _mark_called(self, lines):
        """Before any invoice: the unique index stops who calls at the same time."""
        try:
            lines.write({"state": "called"})
            lines.flush_recordset(["state"])
        except (UniqueViolation, SerializationFailure) as error:
            raise UserError(
                self.env._(
                    "Another campaign has just called some of these members for "
                    "%(year)s. Compute again: they are left out.",
                    year=self.year,
                )
            ) from error


# pylint: disable=consider-merging-classes-inherited
class CaeDuesLine(models.Model):
    _inherit = "cae.dues.line"

    def _create_invoices(self):
        """One posted invoice for each line that owes something; in sudo.

        A manager may call dues without the rights of a bookkeeper: who calls has
        been checked on the campaign.
        """
        due = self.filtered(lambda line: line.amount > 0)
        moves = self.env["account.move"].create(due._prepare_moves_vals())
        for line, move in zip(due, moves, strict=True):
            line.move_id = move
        moves._post(soft=False)

    def _prepare_moves_vals(self):
        """Values of the invoices; what a rule says is read once for all its lines."""
        settings = {}
        vals_list = []
        for line in self:
            key = line.rule_id, line.campaign_id
            if key not in settings:
                settings[key] = line.campaign_id._prepare_invoice_vals(line.rule_id)
            common, product = settings[key]
            vals_list.append(
                line._prepare_move_vals("out_invoice", line.amount, common, product)
            )
        return vals_list

    def _prepare_move_vals(self, move_type, amount, common, product, origin=None):
        self.ensure_one()
        label = self._get_label()
        if origin:
            label = (
                self.with_context(lang=self.partner_id.lang).env._(
                    "Correction of %(invoice)s", invoice=origin.name
                )
                + f"\n{label}"
            )
        return {
            **common,
            "move_type": move_type,
            "dues_line_id": self.id,
            "partner_id": self.partner_id.id,
            "invoice_line_ids": [
                Command.create(
                    {**product, "name": label, "quantity": 1, "price_unit": amount}
                )
            ],
        }

    def _get_label(self):
        """What the invoice says: the dues, the rule, and how the amount comes about."""
        rule = self.rule_id.name
        return f"{self.campaign_id.name} – {rule}\n{self.explanation or ''}".strip()
