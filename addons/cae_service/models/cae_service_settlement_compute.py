# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.cae_mutualisation.kernel.allocation import allocate

from ..kernel.settlement import settle, unit_rate

FIGURES = ("hours", "share", "provisional")


def _decimal(value, digits):
    return Decimal(f"{value:.{digits}f}")


# pylint: disable=consider-merging-classes-inherited
class CaeServiceSettlement(models.Model):
    """Real cost by hours: computed as often as one likes, before any document."""

    _inherit = "cae.service.settlement"

    def action_compute(self):
        """Compute the shares and the differences; nothing is invoiced yet."""
        for settlement in self:
            settlement._compute_lines()
        return True

    def _compute_lines(self):
        self.ensure_one()
        remedy = self.env._("Reopen it before you compute it again.")
        self._check_state(("draft", "computed", "invoiced"), remedy)
        self._lock_rows(self._get_busy_message(), ["state", "line_ids"])
        self._check_state(("draft", "computed", "invoiced"), remedy)
        settlement = self.sudo()
        settlement.cost_ids.unlink()
        cost_vals, found = [], {}
        for rate in settlement.rate_ids:
            cost, lines = settlement._settle_rate(rate)
            cost_vals.append(cost)
            found |= lines
        settlement._write_lines(found)
        settlement.cost_ids.create(cost_vals)
        if settlement.state == "draft":
            settlement.state = "computed"

    def _settle_rate(self, rate):
        """The totals of a group, and `{(rate, line, tax key): values}`."""
        hours, taxes, unbilled = self._get_hours(rate)
        invoiced = self._get_invoiced(rate, taxes)
        kept = {key for key in hours if key[1] == "kept"}
        cost = _decimal(rate.actual_cost, 2)
        try:
            shares = settle(cost, hours, invoiced, allocate, kept)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(rate)s: %(cost)s was spent, and no hour was recorded for "
                    "members from %(start)s to %(end)s to share it by.",
                    rate=rate.name,
                    cost=cost,
                    start=rate.date_from,
                    end=rate.date_to,
                )
            ) from error
        total = sum(hours.values(), Decimal(0))
        cost_vals = {
            "settlement_id": self.id,
            "rate_id": rate.id,
            "cost": float(cost),
            "hours": float(total),
            "kept": float(cost - sum(row.share for row in shares.values())),
            "kept_hours": float(sum(hours[key] for key in kept)),
            "unbilled_hours": float(unbilled),
            "provisional_rate": rate.rate,
            "real_rate": float(unit_rate(cost, total) or 0),
        }
        lines = {}
        for key, row in shares.items():
            lines[(rate.id, *key)] = {
                "hours": float(row.hours),
                "share": float(row.share),
                "provisional": float(row.invoiced),
                **taxes[key],
            }
        return cost_vals, lines

    # === What was served, and what was invoiced === #

    def _get_hours(self, rate):
        """`{(agreement line, tax key): hours}`, the taxes of keys, hours not billed.

        Time follows the taxes of the line that billed it; what is not billed yet,
        those of today. Hours at agreed prices have the tax key "kept".
        """
        today = fields.Date.context_today(self)
        exemptions = self.env["cae.vat.exemption"]._find(self.company_id, today)
        exempt = self.env["cae.vat.exemption.reason"]._get_all_taxes(self.company_id)
        hours, taxes, unbilled = {}, {}, Decimal(0)
        for (line, move_line), amount in rate._get_hours().items():
            amount = _decimal(amount, 6)
            billed = move_line and move_line.parent_state != "cancel"
            if line.cae_pricing != "cost":
                key, vals = (line.id, "kept"), {}
            elif billed:
                key, vals = self._prepare_key(
                    line, move_line.tax_ids, move_line.cae_exemption_id
                )
            else:
                unbilled += amount
                exemption, _note = line._pick_cae_exemption(exemptions)
                found = line._get_cae_billed_taxes(exemption, exempt)
                key, vals = self._prepare_key(line, found, exemption)
            hours[key] = hours.get(key, Decimal(0)) + amount
            taxes.setdefault(key, vals)
        return hours, taxes, unbilled

    def _prepare_key(self, line, taxes, exemption):
        tax_key = ",".join(map(str, sorted(taxes.ids)))
        vals = {
            "tax_ids": [Command.set(taxes.ids)],
            "exemption_id": exemption.id,
        }
        return (line.id, tax_key), vals

    def _get_invoiced(self, rate, taxes):
        """`{(agreement line, tax key): amount}` at the provisional rate, before tax.

        :param taxes: completed with the taxes of keys that have no hours any more
        """
        found = {}
        lines = self.env["account.move.line"].search(
            [
                ("cae_rate_id", "=", rate.id),
                ("cae_settlement_line_id", "=", False),
                ("parent_state", "!=", "cancel"),
                ("sale_line_ids", "!=", False),
            ]
        )
        for line in lines:
            key, vals = self._prepare_key(
                line.sale_line_ids[:1], line.tax_ids, line.cae_exemption_id
            )
            found[key] = found.get(key, Decimal(0)) - _decimal(line.balance, 2)
            taxes.setdefault(key, vals)
        return found

    # === Lines === #

    def _write_lines(self, found):
        """Lines that have documents stay the same records: they know what they paid."""
        kept = {
            (line.rate_id.id, line.sale_line_id.id, line.tax_key): line
            for line in self.line_ids
        }
        gone = self.line_ids.browse()
        for key, line in kept.items():
            if key in found:
                # The taxes are in the key.
                vals = found.pop(key)
                line.write({name: vals[name] for name in FIGURES})
            elif line.move_line_ids:
                line.write(dict.fromkeys(FIGURES, 0))
            else:
                gone += line
        gone.unlink()
        self.line_ids.create(
            [
                {
                    **vals,
                    "settlement_id": self.id,
                    "rate_id": rate_id,
                    "sale_line_id": sale_line_id,
                    "tax_key": tax_key,
                }
                for (rate_id, sale_line_id, tax_key), vals in found.items()
            ]
        )
        self.invalidate_recordset(["line_ids", "cost_ids"])
