# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A person's contract that was sent to sign, for the matrix of rights."""


def build_contract(env, company, partner, name):
    """One record of each model of contract documents: ``{model: record}``.

    :param partner: who signs, with or without a user
    """
    partner.email = partner.email or f"{name.lower()}@example.com"
    clause = env["cae.contract.clause"].create(
        {
            "name": name,
            "body": "${person} works from ${start}.",
            "on_contract": True,
            "company_id": company.id,
        }
    )
    employee = env["hr.employee"].create(
        {"name": name, "work_contact_id": partner.id, "company_id": company.id}
    )
    # Of no kind: the clause above is all that its contract needs.
    contract_type = env["hr.contract.type"].create({"name": name})
    version = employee.open_term(contract_type, "2026-01-01")
    document = env["cae.contract.document"]._prepare_for(version)
    document.action_send()
    records = (clause, document, document.signer_ids[0])
    return {record._name: record for record in records}
