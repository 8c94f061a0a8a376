# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import UserError


# pylint: disable=consider-merging-classes-inherited
class CaeCostSettlement(models.Model):
    """Every member gets its statement by mail, once."""

    _inherit = "cae.cost.settlement"

    def action_send(self):
        """Send the statements that were not sent, or that have changed since.

        :raises UserError: nothing is invoiced, or there is nothing to send
        """
        self.check_access("write")
        statements = self.env["cae.cost.statement"].search(
            [("settlement_id", "in", self.ids), ("sent_on", "=", False)]
        )
        if not statements:
            raise UserError(
                self.env._(
                    "Every member was sent its statement. To send some again, choose "
                    "them in the list of statements."
                )
            )
        return statements.action_send()
