# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import format_date

from odoo.addons.cae_member.models.cae_exit_proof import Proof


# pylint: disable=consider-merging-classes-inherited
class CaeExit(models.Model):
    """Who leaves shares no more costs."""

    _inherit = "cae.exit"

    def _prove_cost_agreements_ended(self):
        """No agreement waits for a signature or has no end."""
        agreements = self.env["cae.cost.agreement"].search(
            [
                ("membership_id", "in", self.membership_id.ids),
                ("state", "in", ("sent", "signed", "ended")),
            ]
        )
        by_member = agreements.grouped("membership_id")
        proofs = {}
        for exit_file in self:
            own = by_member.get(exit_file.membership_id, agreements.browse())
            left = own.filtered(lambda one: one.state == "sent" or not one.date_end)
            if left:
                text = self.env._(
                    "Not ended: %(agreements)s",
                    agreements=", ".join(left.mapped("name")),
                )
            elif own:
                text = self.env._(
                    "Costs are shared until %(date)s.",
                    date=format_date(self.env, max(own.mapped("date_end"))),
                )
            else:
                text = self.env._("No cost-sharing agreement.")
            proofs[exit_file.id] = Proof(not left, text, own._name, (left or own).ids)
        return proofs
