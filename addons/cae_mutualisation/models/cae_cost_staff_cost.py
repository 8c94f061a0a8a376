# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostStaffCost(models.Model):
    """What a shared post cost in a period, charges included."""

    _name = "cae.cost.staff.cost"
    _description = "Cost of a Shared Post"
    _order = "staff_id, date_from desc"

    staff_id = fields.Many2one(
        "cae.cost.staff",
        string="Position",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="staff_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    amount = fields.Monetary(required=True, help="Pay and charges of the whole post.")
    note = fields.Char()

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period does not end before it starts."
    )

    @api.constrains("date_to", "staff_id")
    def _check_not_posted(self):
        self.staff_id._check_cost_source()
