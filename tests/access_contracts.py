# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Records of the access matrix around a person's contract."""


def build_contracts(case, partner):
    """A candidate with a contract, an extension, a deadline and a month: records."""
    env = case.env
    employee = env["hr.employee"].create(
        {
            "name": partner.name,
            "work_contact_id": partner.id,
            "company_id": case.company.id,
        }
    )
    contract_type = env.ref("cae_member.contract_type_candidate")
    employee.open_term(contract_type, "2026-01-01", "2026-12-31")
    extension = env["cae.contract.extension"].create(
        {
            "employee_id": employee.id,
            "contract_type_id": contract_type.id,
            "months": 1,
            "decided_by": "Committee",
            "reason": "Illness",
        }
    )
    deadline = env["cae.deadline"].search(
        [("employee_id", "=", employee.id), ("kind", "=", "limit")]
    )
    env.flush_all()
    month = env["cae.person.report"].search(
        [("employee_id", "=", employee.id)], limit=1
    )
    return {
        record._name: record
        for record in (employee, employee.version_id, extension, deadline, month)
    }
