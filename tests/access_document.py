# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A person's contract that was sent to sign, for the matrix of rights."""


def build_documents(env, company, partner, version, name):
    """One record of each model of contract documents: ``{model: record}``.

    :param partner: who signs, with or without a user
    :param version: the contract
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
    document = env["cae.contract.document"]._prepare_for(version)
    document.action_send()
    records = (clause, document, document.signer_ids[0])
    return {record._name: record for record in records}
