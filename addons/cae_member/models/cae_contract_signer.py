# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

ROLES = [
    ("person", "Person"),
    ("holder", "Holder of the Activity"),
    ("cooperative", "Cooperative"),
]


class CaeContractSigner(models.Model):
    """Who signs a document, and the signature once it is given.

    Made with the document, written by the signature, never by hand.
    """

    _name = "cae.contract.signer"
    _description = "Signer of a Contract Document"
    _order = "document_id, sequence, id"
    _rec_name = "name"

    document_id = fields.Many2one(
        "cae.contract.document", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="document_id.company_id", store=True, precompute=True, index=True
    )
    sequence = fields.Integer(default=10)
    role = fields.Selection(ROLES, required=True)
    partner_id = fields.Many2one(
        "res.partner", string="Signer", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(required=True, help="As it was when the document was prepared.")
    signed_by = fields.Char(readonly=True, help="The name typed with the signature.")
    signed_function = fields.Char(string="Function", readonly=True)
    signed_on = fields.Datetime(readonly=True)
    signature = fields.Image(
        max_width=1024, max_height=1024, attachment=True, readonly=True
    )

    _partner_uniq = models.UniqueIndex(
        "(document_id, partner_id, role)", "This person signs this document already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        signers = super().create(vals_list)
        signers.document_id._check_draft()
        if signers.filtered("signed_on"):
            raise UserError(self.env._("A signature is given by its signer only."))
        return signers

    def write(self, vals):
        """Only `_sign` writes signatures, and who signs stays who signs."""
        self.document_id._check_draft()
        if {"signed_by", "signed_on", "signature", "signed_function"} & set(vals):
            raise UserError(self.env._("A signature is given by its signer only."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self.document_id._check_draft()

    def _sign(self, name, signature=False, function=False):
        """Record a signature; the document has checked that it may be given."""
        self.ensure_one()
        vals = {
            "signed_by": name,
            "signed_function": function,
            "signed_on": fields.Datetime.now(),
            "signature": signature,
        }
        return super().write(vals)  # pylint: disable=super-method-mismatch
