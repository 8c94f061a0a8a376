# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


class CaeActivityDimensionMixin(models.AbstractModel):
    """What the rows of a board are filtered and grouped by, as it is today."""

    _name = "cae.activity.dimension.mixin"
    _description = "Dimensions of an Activity"
    _depends = {
        "cae.activity": [
            "company_id",
            "territory_id",
            "coach_id",
            "state",
            "active",
            "date_start",
        ],
        "cae.activity.holder": ["activity_id", "sequence", "employee_id"],
        "hr.employee": ["current_version_id"],
        "hr.version": ["contract_type_id"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    activity_id = fields.Many2one("cae.activity", readonly=True)
    territory_id = fields.Many2one("cae.territory", readonly=True)
    coach_id = fields.Many2one("res.users", readonly=True)
    activity_state = fields.Selection(
        lambda self: (
            self.env["cae.activity"]._fields["state"]._description_selection(self.env)
        ),
        string="State",
        readonly=True,
    )
    contract_type_id = fields.Many2one(
        "hr.contract.type",
        readonly=True,
        help="Of the present contract of the first holder.",
    )
    pole_ids = fields.Many2many(related="activity_id.pole_ids", string="Pôles")

    @api.model
    def _sql_contracts(self):
        """The contract type of the first holder of each activity."""
        return SQL(
            """
            SELECT DISTINCT ON (holder.activity_id)
                   holder.activity_id, version.contract_type_id
              FROM cae_activity_holder holder
         LEFT JOIN hr_employee employee ON employee.id = holder.employee_id
         LEFT JOIN hr_version version ON version.id = employee.current_version_id
          ORDER BY holder.activity_id, holder.sequence, holder.id
            """
        )
