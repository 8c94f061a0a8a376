# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models

RULES = {
    "cae_membership_delay",
    "cae_membership_gaps",
    "cae_membership_reset",
    "cae_count_other_employers",
}


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_membership_delay = fields.Integer(
        string="Delay to Become a Member (Months)",
        default=36,
        help="From the first contract that counts (France: 36, CAPE included). "
        "0: no deadline.",
    )
    cae_membership_gaps = fields.Selection(
        [
            ("elapsed", "All time since the first contract"),
            ("contract", "Time under contract only"),
        ],
        string="Time without Contract",
        default="elapsed",
        required=True,
        help="What counts in the delay to become a member when a person was away "
        "between two contracts.",
    )
    cae_membership_reset = fields.Integer(
        string="Delay Counted Anew after (Months)",
        help="After so many months without contract, the delay to become a member "
        "starts again. 0: never.",
    )
    cae_count_other_employers = fields.Boolean(
        string="Count Contracts with Other Companies",
        help="Contracts of the same person with the other companies of this database "
        "count in the limits and in the delay to become a member.",
    )

    def write(self, vals):
        result = super().write(vals)
        if RULES & set(vals):
            employees = self.env["hr.employee"].sudo()
            employees.search([("company_id", "in", self.ids)])._cae_sync_deadlines()
        return result
