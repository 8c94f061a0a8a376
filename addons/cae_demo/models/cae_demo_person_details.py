# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..kernel.person_details import PEOPLE


class CaeDemoLoader(models.AbstractModel):
    """What statistics sort people by, save their activity and contract."""

    _inherit = "cae.demo.loader"

    def _load_person_details(self):
        """Sex and birthday, of those who have no birthday yet."""
        people = PEOPLE[self.env.context["cae_demo_code"]]
        by_sex = {}
        for key in self._existing([f"employee_{key}" for key in people]):
            employee = self._ref(key)
            if employee.birthday:
                continue
            sex, employee.birthday = people[key.removeprefix("employee_")]
            by_sex[sex] = by_sex.get(sex, employee.browse()) | employee
        for sex, employees in by_sex.items():
            employees.version_ids.sex = sex
