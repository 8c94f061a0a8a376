# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeProfessional(models.Model):
    """Someone of the centre, or an outside partner, who serves the members."""

    _name = "cae.professional"
    _description = "Professional"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    employee_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="cae_member.group_user",
        help="Whose time is recorded. An outside partner gets an employee record of "
        "the type “Contractor” by itself.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Outside Partner",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who intervenes without being employed here: a lawyer, a firm…",
    )
    user_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        tracking=True,
        help="Sees, accepts and records what is led to this professional.",
    )
    expertise_ids = fields.Many2many(
        "cae.expertise",
        "cae_professional_expertise_rel",
        "professional_id",
        "expertise_id",
        string="Fields of Expertise",
        check_company=True,
    )
    territory_ids = fields.Many2many(
        "cae.territory", string="Territories", check_company=True
    )
    weekly_capacity = fields.Float(
        string="Weekly Capacity (Hours)",
        default=35.0,
        tracking=True,
        help="Hours that this person can give to members in a week. 0: does not "
        "intervene at the moment.",
    )
    hourly_cost = fields.Monetary(
        groups="cae_member.group_manager,cae_member.group_accountant",
        help="What an hour costs the centre, charges included.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    direct = fields.Boolean(
        string="Intervenes Directly",
        default=True,
        help="Serves members; otherwise works for the centre itself and is not "
        "proposed.",
    )
    note = fields.Text(help="Languages, diplomas, what this person does best.")

    _employee_uniq = models.UniqueIndex(
        "(employee_id, company_id)", "This employee is a professional already."
    )
    _capacity_positive = models.Constraint(
        "CHECK (weekly_capacity >= 0)", "The weekly capacity is not negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        professionals = super().create(vals_list)
        professionals._add_employees()
        return professionals

    def _add_employees(self):
        """Time is recorded on an employee: give one to those who have none."""
        without = self.sudo().filtered(lambda found: not found.employee_id)
        employees = (
            self.env["hr.employee"]
            .sudo()
            .create(
                [
                    {
                        "name": found.name,
                        "company_id": found.company_id.id,
                        "work_contact_id": found.partner_id.id,
                        "user_id": found.user_id.id,
                        "employee_type": "contractor"
                        if found.partner_id
                        else "employee",
                    }
                    for found in without
                ]
            )
        )
        for found, employee in zip(without, employees, strict=True):
            found.employee_id = employee
