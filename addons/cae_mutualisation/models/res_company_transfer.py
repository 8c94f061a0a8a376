# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_transfer_sequence_id = fields.Many2one(
        "ir.sequence",
        string="Transfer Numbers",
        help="Gap-free numbers of the transfers between activities; created with the "
        "first request.",
    )
    cae_transfer_account_id = fields.Many2one(
        "account.account",
        string="Account of Transfers",
        check_company=True,
        help="General account shown on both analytic lines of a transfer between two "
        "activities. Its balance does not move: there is no journal entry. Empty: "
        "the lines have no general account.",
    )
    cae_transfer_answer_days = fields.Integer(
        string="Days to Answer a Transfer",
        default=7,
        help="The coach of the activity that must answer is reminded after these days.",
    )

    @api.model
    def _prepare_cae_sequence_vals(self, field_name):
        vals = super()._prepare_cae_sequence_vals(field_name)
        if field_name == "cae_transfer_sequence_id":
            vals["prefix"] = "T"
        return vals
