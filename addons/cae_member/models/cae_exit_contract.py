# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models
from odoo.tools import format_date

from .cae_exit_proof import Proof


class CaeExit(models.Model):
    """What an exit means for the person's contracts and their deadlines."""

    _inherit = "cae.exit"

    def _search_employees(self):
        """The employee records of the persons in the companies of the files."""
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        return employees.search(
            [
                ("work_contact_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )

    def _prove_contract_ended(self):
        """The last contract ends on the exit date at the latest."""
        versions = self.env["cae.deadline"]._read_last_versions(
            self._search_employees()
        )
        by_person = {}
        for version in versions.values():
            employee = version.employee_id
            key = (employee.work_contact_id, employee.company_id)
            by_person.setdefault(key, []).append(version.contract_date_end)
        proofs = {}
        for exit_file in self:
            ends = by_person.get((exit_file.partner_id, exit_file.company_id))
            if not ends:
                proof = Proof(True, self.env._("No contract."))
            elif not all(ends):
                proof = Proof(False, self.env._("The contract has no end."))
            else:
                proof = Proof(
                    not exit_file.exit_date or max(ends) <= exit_file.exit_date,
                    self.env._(
                        "Contract until %(date)s.",
                        date=format_date(self.env, max(ends)),
                    ),
                )
            proofs[exit_file.id] = proof
        return proofs

    def write(self, vals):
        result = super().write(vals)
        if {"state", "exit_date"} & set(vals):
            self._search_employees().filtered("active")._cae_sync_deadlines()
        return result
