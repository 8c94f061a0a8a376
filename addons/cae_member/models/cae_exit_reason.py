# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeExitReason(models.Model):
    """Why people leave, and whether a funder counts it as a positive outcome."""

    _name = "cae.exit.reason"
    _description = "Exit Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all cooperatives."
    )
    kind = fields.Selection(
        [
            ("own_business", "Own Business"),
            ("employment", "Employment"),
            ("retirement", "Retirement"),
            ("end_of_contract", "End of Contract"),
            ("exclusion", "Exclusion"),
            ("abandonment", "Project Given Up"),
            ("death", "Death"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
        help="What statistics of all cooperatives are made of.",
    )
    positive = fields.Boolean(
        string="Positive Outcome",
        help="Counted as a success in the reports to funders.",
    )

    def _get_membership_reason(self):
        """The key of the exit reason of a membership that says the same."""
        self.ensure_one()
        return {
            "end_of_contract": "contract_end",
            "exclusion": "exclusion",
            "death": "death",
            "other": "other",
        }.get(self.kind, "resignation")
