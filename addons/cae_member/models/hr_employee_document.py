# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    cae_contract_document_ids = fields.One2many(
        "cae.contract.document",
        "employee_id",
        string="Contract Documents",
        groups="hr.group_hr_manager",
    )
    cae_contract_document_count = fields.Integer(
        string="Documents to Sign and Signed",
        compute="_compute_cae_contract_document_count",
        groups="hr.group_hr_manager",
    )

    def _compute_cae_contract_document_count(self):
        counts = dict(
            self.env["cae.contract.document"]._read_group(
                [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.cae_contract_document_count = counts.get(employee._origin, 0)

    def action_prepare_document(self):
        """Write the document of the version that the form shows."""
        self.ensure_one()
        return self.version_id.action_prepare_document()

    def action_view_contract_documents(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_contract_document_action"
        )
        return {**action, "domain": [("employee_id", "=", self.id)], "context": {}}
