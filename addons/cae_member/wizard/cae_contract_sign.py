# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeContractSign(models.TransientModel):
    """Somebody signs a document for the cooperative."""

    _name = "cae.contract.sign"
    _description = "Signature for the Cooperative"

    document_id = fields.Many2one("cae.contract.document", required=True)
    name = fields.Char(required=True, default=lambda self: self.env.user.name)
    function = fields.Char(
        default=lambda self: self.env.user.partner_id.function,
        help="Printed below the name.",
    )
    signature = fields.Binary(
        attachment=False, help="Optional: the name is enough for the cooperative."
    )

    def action_sign(self):
        """Sign; the document is kept when this signature was the last one."""
        self.ensure_one()
        document = self.document_id
        document.check_access("write")
        document._sign(self.name, self.signature, function=self.function)
        return {"type": "ir.actions.act_window_close"}
