# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The records of the workforce that the access matrix tries."""


def build_workforce(member):
    """Figures of a member, and their row of the analysis: ``{model: record}``."""
    workforce = member.env["cae.workforce"].create(
        {"membership_id": member.id, "year": 2025, "posts": 1, "fte": 1}
    )
    workforce.action_submit()
    member.env.flush_all()
    row = member.env["cae.workforce.report"].browse(workforce.id)
    return {record._name: record for record in (workforce, row)}
