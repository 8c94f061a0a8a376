# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who may do what: the one declarative table of the suite.

Each model has a row per role: ``"own other"``, the rights on a record of one's own
activity or membership and on somebody else's, as letters of r(ead), c(reate),
w(rite), u(nlink), ``-`` for none. A role that a row does not name has none. Nobody
reaches another company's records, save the models of NO_COMPANY.

A new model adds a row here, and a record of it to the builder of
``access_case.py``; a new route adds a row to ROUTES.
"""

ROLES = (
    "coach",
    "support",
    "manager",
    "accountant",
    "secretary",
    "auditor",
    "hr",
    "entrepreneur",
    "member",
    "internal",
    "professional",
    "public",
)

READ_ALL = dict.fromkeys(
    ("coach", "support", "manager", "accountant", "secretary", "auditor"), "r r"
)
FOLLOW = {role: "r r" for role in READ_ALL if role != "secretary"}
BILLING = {
    "support": "r r",
    "manager": "r r",
    "accountant": "rcwu rcwu",
    "auditor": "r r",
}
TRY = {
    "support": "rcw rcw",
    "manager": "rcwu rcwu",
    "accountant": "rcwu rcwu",
    "auditor": "r r",
}

COSTS = {
    "support": "r r",
    "manager": "rcwu rcwu",
    "accountant": "rcwu rcwu",
    "auditor": "r r",
}
# What a post costs is somebody's pay.
POSTS = {role: rights for role, rights in COSTS.items() if role != "support"}

# Odoo's billing and auditing groups, which the accountant and the auditor have,
# read activities too: invoices show them.
MODELS = {
    # cae_member
    "cae.territory": {**READ_ALL, "manager": "rcwu rcwu", "entrepreneur": "r -"},
    "cae.pole": {
        **READ_ALL,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.college": {**READ_ALL, "manager": "rcwu rcwu"},
    "cae.member.category": {**READ_ALL, "manager": "rcwu rcwu"},
    "cae.membership": {
        **READ_ALL,
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "entrepreneur": "r -",
        "member": "r -",
    },
    # The deadlines tell dates; contracts and decisions stay with human resources.
    "cae.deadline": {**READ_ALL, "hr": "r r"},
    "cae.contract.extension": {"hr": "rcwu rcwu"},
    # Numbers of persons: who they are stays with human resources (see HR_ONLY).
    "cae.person.report": {"manager": "r r", "auditor": "r r", "hr": "r r"},
    "cae.activity": {
        **READ_ALL,
        "coach": "rcw r",
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.activity.holder": {
        **READ_ALL,
        "coach": "rcwu r",
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.membership.application": {
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "auditor": "r r",
    },
    "cae.membership.report": READ_ALL,
    "cae.member.entry": {**READ_ALL, "entrepreneur": "r -", "member": "r -"},
    "cae.register.head": dict.fromkeys(
        ("manager", "accountant", "secretary", "auditor"), "r r"
    ),
    "cae.share.class": {
        **READ_ALL,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    "cae.share.valuation": {
        **READ_ALL,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    # A register: nobody writes in it but its own methods.
    "cae.share.movement": {**READ_ALL, "entrepreneur": "r -", "member": "r -"},
    # They hold pays: coaches and the secretary do not read them.
    "cae.share.plan": {
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "accountant": "r r",
        "auditor": "r r",
    },
    "cae.share.plan.line": {
        "support": "rcw rcw",
        "manager": "rcw rcw",
        "accountant": "r r",
        "auditor": "r r",
    },
    # A member's representative writes through the portal's form only.
    "cae.workforce": {
        **READ_ALL,
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "entrepreneur": "r -",
        "member": "r -",
    },
    "cae.workforce.report": READ_ALL,
    # Exits are personal: a coach reads the own files only, the secretary none.
    "cae.exit": {
        "coach": "rcw -",
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "accountant": "r r",
        "auditor": "r r",
    },
    # Written by their actions.
    "cae.exit.task": {
        "coach": "r -",
        **dict.fromkeys(("support", "manager", "accountant", "auditor"), "r r"),
    },
    "cae.exit.follow.up": {
        "coach": "rcwu -",
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "accountant": "r r",
        "auditor": "r r",
    },
    "cae.exit.reason": {**READ_ALL, "manager": "rcwu rcwu"},
    "cae.exit.step": {**READ_ALL, "manager": "rcwu rcwu"},
    "cae.dues.rule": {
        **READ_ALL,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    "cae.dues.tier": {
        **READ_ALL,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    "cae.dues.campaign": {
        **FOLLOW,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    # One's own: called. Amounts are written by methods, whoever has the right.
    "cae.dues.line": {
        **FOLLOW,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
        "entrepreneur": "r -",
        "member": "r -",
    },
    # Contracts stay with human resources; one's own: sent to be signed.
    "cae.contract.clause": {"hr": "rcwu rcwu"},
    "cae.contract.document": {"hr": "rcwu rcwu", "entrepreneur": "r -"},
    "cae.contract.signer": {"hr": "r r", "entrepreneur": "r -"},
    # cae_service: agreement
    "cae.service.clause": {**READ_ALL, "manager": "rcwu rcwu"},
    # cae_mutualisation
    "cae.ledger.nature": {**READ_ALL, "accountant": "rcwu rcwu"},
    "cae.ledger.nature.template": {**READ_ALL, "manager": "rcwu rcwu"},
    "cae.levy.scheme": {**READ_ALL, "accountant": "rcwu rcwu"},
    "cae.levy.component": {**READ_ALL, "accountant": "rcwu rcwu"},
    "cae.levy.tier": {**READ_ALL, "accountant": "rcwu rcwu"},
    "cae.levy.exception": {**FOLLOW, "accountant": "rcwu rcwu"},
    "cae.levy.run": {**FOLLOW, "accountant": "rcwu rcwu"},
    "cae.levy.run.line": {**FOLLOW, "entrepreneur": "r -"},
    "cae.levy.comparison": {
        "support": "r r",
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
        "auditor": "r r",
    },
    "cae.levy.comparison.line": dict.fromkeys(
        ("support", "manager", "accountant", "auditor"), "r r"
    ),
    "cae.levy.forecast": {
        **FOLLOW,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    "cae.levy.forecast.line": {
        **FOLLOW,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    "cae.levy.report": FOLLOW,
    "cae.levy.curve": FOLLOW,
    "cae.activity.board": FOLLOW,
    "cae.overdue.report": FOLLOW,
    "cae.activity.statement": {
        **FOLLOW,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.activity.statement.line": {
        **FOLLOW,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.activity.statement.share": {
        **FOLLOW,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.activity.transfer": {
        **FOLLOW,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    # Written by the holder's own click, never by hand.
    "cae.activity.statement.acknowledgement": {**FOLLOW, "entrepreneur": "r -"},
    # One's own: made available to the entrepreneur; the other year is a draft.
    "cae.pooled.statement": {
        **FOLLOW,
        "accountant": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.pooled.statement.line": {
        **FOLLOW,
        "accountant": "rcwu rcwu",
        "entrepreneur": "r -",
    },
    "cae.activity.opening": {**FOLLOW, "accountant": "rcwu rcwu"},
    # cae_service: routing. A professional's own: led to them.
    "cae.expertise": {
        **READ_ALL,
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "professional": "r r",
    },
    "cae.expertise.suggestion": {
        **READ_ALL,
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "professional": "r r",
    },
    "cae.professional": {
        **READ_ALL,
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "professional": "r -",
    },
    "cae.service.request": {
        **READ_ALL,
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "professional": "r -",
        "entrepreneur": "r -",
        "member": "r -",
    },
    # What a professional writes of the own lines: test_service_answer.py.
    "cae.service.request.line": {
        **READ_ALL,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "professional": "rw -",
        "entrepreneur": "r -",
        "member": "r -",
    },
    "cae.service.candidate": {
        **READ_ALL,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
    },
    "cae.service.request.report": READ_ALL,
    # cae_service: visits
    "cae.service.visit": {
        **READ_ALL,
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "entrepreneur": "r -",
        "member": "r -",
    },
    "cae.service.workload": READ_ALL,
    # cae_service: demo
    "cae.service.report": FOLLOW,
    # cae_service: billing
    "cae.service.rate": {**BILLING, "manager": "rcwu rcwu"},
    # Salaries are in them.
    "cae.service.rate.cost": {**BILLING, "manager": "rcwu rcwu", "support": "- -"},
    "cae.vat.exemption": {**BILLING, "manager": "rcwu rcwu", "support": "rcw rcw"},
    "cae.vat.exemption.reason": {**BILLING, "manager": "rcwu rcwu"},
    "cae.service.billing": {**BILLING, "manager": "rcwu rcwu"},
    "cae.service.settlement": {**BILLING, "manager": "rcwu rcwu"},
    # Made by “Compute” only.
    "cae.service.billing.line": {**BILLING, "accountant": "r r"},
    "cae.service.settlement.cost": {**BILLING, "accountant": "r r"},
    "cae.service.settlement.line": {**BILLING, "accountant": "r r"},
    # shared costs: pools
    "cae.cost.pool": {**READ_ALL, "manager": "rcwu rcwu", "accountant": "rcwu rcwu"},
    "cae.cost.budget": COSTS,
    "cae.cost.staff": POSTS,
    "cae.cost.staff.cost": POSTS,
    "cae.cost.staff.split": POSTS,
    "cae.grant": COSTS,
    "cae.grant.receipt": COSTS,
    "cae.grant.report": COSTS,
    # shared costs: keys
    "cae.cost.key": {
        **READ_ALL,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    "cae.cost.key.component": {
        **READ_ALL,
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
    },
    "cae.cost.key.value": {
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "accountant": "rcwu rcwu",
        "auditor": "r r",
    },
    # shared costs: agreement
    "cae.cost.agreement": {
        "support": "rcw rcw",
        "manager": "rcwu rcwu",
        "accountant": "r r",
        "auditor": "r r",
        "entrepreneur": "r -",
        "member": "r -",
    },
    "cae.cost.agreement.line": {
        "support": "rcwu rcwu",
        "manager": "rcwu rcwu",
        "accountant": "r r",
        "auditor": "r r",
        "entrepreneur": "r -",
        "member": "r -",
    },
    "cae.cost.clause": {**READ_ALL, "manager": "rcwu rcwu"},
    # shared costs: calls. Lines are made by “Compute” only; one's own: called.
    "cae.cost.call": BILLING,
    "cae.cost.call.line": {
        **BILLING,
        "accountant": "r r",
        "entrepreneur": "r -",
        "member": "r -",
    },
    # shared costs: settle
    "cae.cost.settlement": BILLING,
    # Made by “Compute” only; a member reads its own once they are invoiced.
    "cae.cost.settlement.pool": {**BILLING, "accountant": "r r"},
    "cae.cost.settlement.line": {
        **BILLING,
        "accountant": "r r",
        "entrepreneur": "r -",
        "member": "r -",
    },
    "cae.cost.statement": {
        **BILLING,
        "accountant": "r r",
        "entrepreneur": "r -",
        "member": "r -",
    },
    # shared costs: simulation
    "cae.cost.simulation": TRY,
    "cae.cost.simulation.pool": {**TRY, "support": "rcwu rcwu"},
    "cae.cost.simulation.member": {**TRY, "support": "rcwu rcwu"},
    "cae.cost.simulation.value": {**TRY, "support": "rcwu rcwu"},
    # Made by “Compute” only.
    "cae.cost.simulation.line": dict.fromkeys(TRY, "r r"),
}

# Shared by all companies of a database.
NO_COMPANY = {"cae.ledger.nature.template"}

# Of these models only human resources read these fields: all that the suite adds to
# them, and the pay.
HR_ONLY = {
    "hr.version": {
        "cae_activity_id",
        "cae_amendment",
        "cae_change",
        "cae_objectives",
        "cae_planned_end",
        "cae_terminated",
        "cae_turnover_goal",
        "cae_variable_part",
        "contract_date_end",
        "wage",
    },
    "hr.employee": {
        "cae_activity_id",
        "cae_amendment",
        "cae_change",
        "cae_contract_document_count",
        "cae_contract_document_ids",
        "cae_extension_ids",
        "cae_first_counted_date",
        "cae_objectives",
        "cae_planned_end",
        "cae_terminated",
        "cae_turnover_goal",
        "cae_variable_part",
        "contract_limit_date",
        "membership_deadline",
        "wage",
    },
    "cae.deadline": {"employee_id"},
    "cae.activity.holder": {"employee_id"},
    "cae.person.report": {"partner_id", "employee_id", "activity_id"},
}

# Wizards: the roles that may open one; each user reaches only what they created.
PERSONAL = {
    "cae.contract.change": {"hr"},
    "cae.person.report.print": {"manager", "auditor", "hr"},
    "cae.membership.admit": {"support", "manager"},
    "cae.membership.refuse": {"support", "manager"},
    "cae.membership.leave": {"support", "manager"},
    "cae.share.operation": {"support", "manager"},
    "cae.share.plan.pay": {"support", "manager"},
    "cae.share.register.print": set(READ_ALL),
    "cae.workforce.ask": {"support", "manager"},
    "cae.workforce.print": set(READ_ALL),
    "cae.exit.waive": {"manager"},
    "cae.dues.try": set(READ_ALL),
    "cae.dues.print": set(FOLLOW),
    "cae.contract.sign": {"hr"},
    "cae.ledger.reclassification": {"accountant"},
    "cae.ledger.reclassification.line": {"accountant"},
    "cae.activity.statement.prepare": {"support", "manager", "accountant"},
    "cae.levy.report.print": set(FOLLOW),
    "cae.levy.simulation": {"coach", "support", "manager", "accountant"},
    "cae.levy.simulation.line": {"coach", "support", "manager", "accountant"},
    "cae.activity.transfer.reason": {"support", "manager", "accountant"},
    # cae_service: routing
    "cae.service.suggest": {"support", "manager"},
    "cae.service.suggest.line": {"support", "manager"},
    "cae.service.reason": {"support", "manager", "professional"},
    # cae_service: visits
    "cae.service.visit.close": {"support", "manager", "professional"},
    # cae_service: demo
    "cae.service.report.print": set(FOLLOW),
    # cae_service: agreement
    "cae.service.agreement.make": {"support", "manager"},
    "cae.service.agreement.notice": {"support", "manager"},
    # shared costs: pools
    "cae.cost.budget.prepare": {"manager", "accountant"},
    "cae.cost.budget.vote": {"manager", "accountant"},
    "cae.grant.answer": {"manager", "accountant"},
    "cae.cost.report": {"support", "manager", "accountant", "auditor"},
    "cae.cost.report.line": {"support", "manager", "accountant", "auditor"},
    # shared costs: keys
    "cae.cost.key.fill": {"support", "manager", "accountant"},
    "cae.cost.key.fill.line": {"support", "manager", "accountant"},
    # shared costs: agreement
    "cae.cost.agreement.sign": {"support", "manager"},
    "cae.cost.agreement.end": {"support", "manager"},
    "cae.cost.agreement.prepare": {"support", "manager"},
    # shared costs: calls
    "cae.cost.call.plan": {"accountant"},
    "cae.cost.call.print": {"support", "manager", "accountant", "auditor"},
    # shared costs: settle
    "cae.cost.table.print": {"support", "manager", "accountant", "auditor"},
}

# What an HTTP GET answers: 200 the page, "my" sent to the portal home, "login" sent
# to log in. Columns: the entrepreneur on their own record, another portal user on
# it, the public on it, the entrepreneur on an id that does not exist.
ROUTES = {
    "/my/contracts": (200, 200, "login", None),
    "/my/contracts/<int:document_id>": (200, "my", "login", "my"),
    # JSON only: test_contract_portal.py tries it.
    "/my/contracts/<int:document_id>/sign": (415, 415, 415, 415),
    "/my/membership": (200, 200, "login", None),
    "/my/membership/<int:membership_id>/certificate": (200, "my", "login", "my"),
    "/my/workforce": (200, 200, "login", None),
    "/my/workforce/<int:workforce_id>": (200, "my", "login", "my"),
    "/my/dues": (200, 200, "login", None),
    "/cooperative/apply": (200, 200, 200, None),
    "/cooperative/apply/<int:company_id>": (200, 200, 200, 404),
    "/cooperative/apply/<int:company_id>/thanks": (200, 200, 200, 404),
    "/my/data": (200, 200, "login", None),
    # POST only: test_data_export.py tries it.
    "/my/data/download": (405, 405, 405, 405),
    # For the support team: nobody of the portal.
    "/cae_member/exit/<int:exit_id>/data": (404, 404, "login", 404),
    "/cae_member/membership/<int:membership_id>/data": (404, 404, "login", 404),
    "/my/activities": ("own", 200, "login", None),
    "/my/activity/<int:activity_id>": (200, "my", "login", "my"),
    "/my/activity/<int:activity_id>/details": (200, "my", "login", "my"),
    "/my/statement/<int:statement_id>": (200, "my", "my", "my"),
    # POST only: test_statement_reading.py tries it.
    "/my/statement/<int:statement_id>/acknowledge": (405, 405, 405, 405),
    "/my/pooled/<int:pooled_id>": (200, "my", "login", "my"),
    # A portal user without activity has no transfers either.
    "/my/transfers": (200, "my", "login", None),
    "/my/transfers/page/<int:page>": (200, "my", "login", None),
    "/my/transfers/new": (200, "my", "login", None),
    "/my/transfer/<int:transfer_id>": (200, "my", "login", "my"),
    # Answered by POST only.
    "/my/transfer/<int:transfer_id>/answer": (405, 405, 405, 405),
    # cae_service: catalogue
    "/services": (200, 200, 200, None),
    "/services/<int:company_id>": (200, 200, 200, 404),
    "/services/<int:company_id>/<int:service_id>": (200, 200, 200, 404),
    "/my/services": ("services", "services", "login", None),
    "/my/requests": (200, 200, "login", None),
    "/my/requests/page/<int:page>": (200, 200, "login", None),
    "/my/requests/new": (200, 200, "login", None),
    "/my/requests/<int:request_id>": (200, "my", "login", "my"),
    # POST only: test_service_portal_follow.py tries it.
    "/my/requests/<int:request_id>/cancel": (405, 405, 405, 405),
    "/my/agreements": (200, 200, "login", None),
    "/my/hours": (200, 200, "login", None),
    "/my/visits": (200, 200, "login", None),
    "/my/visits/page/<int:page>": (200, 200, "login", None),
    # shared costs: agreement
    "/my/cost-agreements": (200, 200, "login", None),
    "/my/cost-agreements/<int:agreement_id>": (200, "my", "login", "my"),
    # JSON only: test_cost_agreement_portal.py tries it.
    "/my/cost-agreements/<int:agreement_id>/sign": (415, 415, 415, 415),
    # shared costs: calls
    "/my/provisions": (200, 200, "login", None),
    # shared costs: settle
    "/my/shared-costs": (200, 200, "login", None),
    "/my/shared-costs/<int:cost_statement_id>": (200, "my", "login", "my"),
    # Where the members agreed to show it: test_cost_portal_statement.py.
    "/my/shared-costs/<int:cost_statement_id>/table": ("my", "my", "login", "my"),
}
