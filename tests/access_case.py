# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The users and the records that the matrix of rights is about."""

from odoo.fields import Command
from odoo.tests.common import new_test_user

from odoo.addons.cae_mutualisation.tests.common import CaeMutualisationCase

from tests.access_contracts import build_contracts
from tests.access_cost_agreement import build_cost_agreement
from tests.access_cost_calls import build_cost_calls
from tests.access_cost_keys import build_cost_keys
from tests.access_cost_pools import build_cost_pools
from tests.access_cost_settle import build_cost_settlement
from tests.access_cost_simulation import build_cost_simulation
from tests.access_document import build_documents
from tests.access_dues import build_dues
from tests.access_exit import build_exit
from tests.access_service_agreement import build_agreements
from tests.access_service_billing import build_service_billing
from tests.access_service_demo import build_service_report
from tests.access_service_routing import build_service_routing
from tests.access_service_visits import build_visits
from tests.access_table import NO_COMPANY
from tests.access_workforce import build_workforce


class AccessCase(CaeMutualisationCase):
    """Two activities of a company, one of a second company, a user per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_hr = cls._create_role_user("hr", "hr.group_hr_manager")
        cls.env.user.group_ids += cls.env.ref("hr.group_hr_manager")
        cls.user_professional = cls._create_role_user(
            "professional", "cae_service.group_professional"
        )
        cls.users = {
            role: getattr(cls, f"user_{role}")
            for role in (
                "coach",
                "support",
                "manager",
                "accountant",
                "secretary",
                "auditor",
                "hr",
                "internal",
                "professional",
            )
        }
        cls.users["entrepreneur"] = cls.user_portal
        cls.users["member"] = cls.user_portal_other
        cls.users["public"] = cls.env.ref("base.public_user")
        cls.own = cls._build_records(cls.user_portal.partner_id, cls.user_coach)
        cls.other = cls._build_records(
            cls._create_partner(name="Somebody else"), cls.user_support, first=False
        )
        member = cls._create_membership(cls.user_portal_other.partner_id, "candidate")
        cls.members_own = cls._build_capital(member, "Third")
        cls.foreign = cls._build_foreign_company()

    @classmethod
    def _build_records(cls, partner, coach, first=True):
        """One record of each model around an activity: ``{model: record}``."""
        day = "2026-01-10" if first else "2026-02-10"
        name = "First" if first else "Second"
        territory = cls.env["cae.territory"].create({"name": name, "code": name})
        pole = cls.env["cae.pole"].create({"name": name})
        activity = cls._create_activity(
            name,
            partner,
            date_start="2026-01-01",
            coach_id=coach.id,
            territory_id=territory.id,
            pole_ids=pole.ids,
        )
        cls._create_invoice(activity, 1000, day, invoice_date_due=day)
        records = (
            territory,
            pole,
            cls.college if first else cls.env["cae.college"].create({"name": name}),
            cls.category if first else cls.category_supporter,
            activity,
            activity.holder_ids,
            cls.natures["turnover" if first else "purchase"],
            cls.env.ref(
                f"cae_mutualisation.nature_template_{'fr' if first else 'be'}_other"
            ),
            *cls._build_levies(activity, day, name),
            *cls._build_statements(activity, partner, day, first),
            *cls._build_ledger(activity, name),
        )
        member = cls._create_membership(partner, "candidate")
        contracts = build_contracts(cls, partner)
        return {
            **{record._name: record for record in records},
            **cls._build_boards(activity, day),
            **cls._build_capital(member, name),
            **contracts,
            **build_exit(activity, coach, name),
            **build_agreements(cls, name),
            **build_documents(
                cls.env, cls.company, partner, contracts["hr.version"], name
            ),
        }

    @classmethod
    def _build_levies(cls, activity, day, name):
        """A scheme of a month, its levy, an exception and a comparison."""
        scheme = cls._create_scheme(
            date_from=f"{day[:8]}01", date_to=f"{day[:8]}28", name=name
        )
        run = cls._create_run(day, post=True)
        exception = cls.env["cae.levy.exception"].create(
            {"activity_id": activity.id, "date_from": "2030-01-01", "reason": name}
        )
        comparison = cls.env["cae.levy.comparison"].create(
            {"scheme_id": scheme.id, "period": "year", "date": day}
        )
        comparison.action_compute()
        return (
            scheme,
            scheme.component_ids,
            scheme.component_ids.tier_ids,
            exception,
            run,
            run.line_ids.filtered(lambda line: line.activity_id == activity),
            comparison,
            comparison.line_ids.filtered(lambda line: line.activity_id == activity),
        )

    @classmethod
    def _build_statements(cls, activity, partner, day, first):
        """A published statement that was read, and the account of the services."""
        statement = cls.env["cae.activity.statement"].create(
            {"activity_id": activity.id, "date_from": day, "date_to": day}
        )
        statement.action_publish()
        acknowledgement = cls.env["cae.activity.statement.acknowledgement"].create(
            {"statement_id": statement.id, "partner_id": partner.id}
        )
        pooled = cls._build_pooled("2026" if first else "2025", publish=first)
        return (
            statement,
            statement.line_ids[0],
            statement.share_ids,
            acknowledgement,
            pooled,
            pooled.line_ids[0],
        )

    @classmethod
    def _build_ledger(cls, activity, name):
        """A transfer to another activity and an opening balance, both drafts."""
        transfer = cls.env["cae.activity.transfer"].create(
            {
                "supplier_activity_id": activity.id,
                "customer_activity_id": cls._create_activity(f"{name} bis").id,
                "description": name,
                "amount": 10,
            }
        )
        opening = cls.env["cae.activity.opening"].create(
            {
                "activity_id": activity.id,
                "date": "2025-12-31",
                "nature_id": cls.natures["turnover"].id,
                "amount": 10,
            }
        )
        return transfer, opening

    @classmethod
    def _build_pooled(cls, year, publish):
        """The account of the pooled services, with a cost in it."""
        column = cls.env["account.analytic.line"]._cae_activity_column()
        cls.env["account.analytic.line"].create(
            {
                "name": "Rent",
                "date": f"{year}-06-01",
                "amount": -10,
                "general_account_id": cls.accounts["expense"].id,
                "company_id": cls.company.id,
                column: cls.structure.id,
            }
        )
        pooled = cls.env["cae.pooled.statement"].create(
            {"date_from": f"{year}-01-01", "date_to": f"{year}-12-31"}
        )
        if publish:
            pooled.action_publish()
        return pooled

    @classmethod
    def _build_boards(cls, activity, day):
        """A forecast of an activity, and its rows of the boards."""
        forecast = cls.env["cae.levy.forecast"].create(
            {"name": activity.name, "date_from": day}
        )
        line = cls.env["cae.levy.forecast.line"].create(
            {"forecast_id": forecast.id, "activity_id": activity.id, "month": day}
        )
        cls.env.flush_all()
        rows = [
            cls.env[model].search([("activity_id", "=", activity.id)], limit=1)
            for model in (
                "cae.levy.report",
                "cae.levy.curve",
                "cae.activity.board",
                "cae.overdue.report",
            )
        ]
        return {record._name: record for record in (forecast, line, *rows)}

    @classmethod
    def _build_capital(cls, member, name):
        """A member, what they hold and what the registers say of them."""
        member.action_admit("2026-01-01")
        share_class = cls.env["cae.share.class"].create(
            {"name": name, "code": name, "nominal_value": 20}
        )
        movement = member.subscribe(share_class, 1, "2026-01-10")
        valuation = cls.env["cae.share.valuation"].create(
            {"date": f"20{('First', 'Second', 'Third').index(name)}0-12-31"}
        )
        application = cls.env["cae.membership.application"].create(
            {"name": name, "email": f"{name.lower()}@example.com"}
        )
        plan = cls.env["cae.share.plan"].create(
            {
                "membership_id": member.id,
                "share_class_id": share_class.id,
                "percent": 2,
                "cap": 500,
            }
        )
        line = plan.record_pay(100, "2026-01-31")
        cls.env.flush_all()
        found = [
            cls.env[model].search([("membership_id", "=", member.id)], limit=1)
            for model in ("cae.member.entry", "cae.membership.report")
        ]
        head = cls.env["cae.register.head"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        made = (member, share_class, movement, valuation, application, plan, line)
        return {
            **{record._name: record for record in (*made, *found, head)},
            **build_workforce(member),
            **build_visits(member, name),
            **build_dues(cls.env, member, name, cls.accounts["income"]),
            **build_service_routing(
                member, name, cls.user_professional if name == "First" else None
            ),
            **build_service_report(member, name),
            **build_service_billing(member, name),
            **build_cost_pools(member, name),
            **build_cost_keys(member, name),
            **build_cost_agreement(member, name),
            **build_cost_calls(member, name),
            **build_cost_simulation(member, name),
            **build_cost_settlement(member, name),
        }

    @classmethod
    def _build_foreign_company(cls):
        """The same records in a company that no user of the roles belongs to."""
        kept = {
            name: getattr(cls, name)
            for name in ("env", "company", "natures", "accounts", "journals")
        } | {name: getattr(cls, name) for name in ("structure", "college", "category")}
        company = cls.env["res.company"].create(
            {
                "name": "Elsewhere",
                "country_id": cls.env.ref("base.fr").id,
                "currency_id": cls.company.currency_id.id,
            }
        )
        cls.env.user.company_ids += company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": company.ids}
        )
        cls.company = company.with_env(cls.env)
        cls.env["cae.ledger.nature"]._create_missing(company)
        cls.natures = cls.company._cae_natures()
        cls.accounts, cls.journals = cls._setup_accounting(cls.company)
        cls.accounts["levy"] = cls._create_account(cls.company, "658000", "expense")
        plan = cls.env.ref("cae_member.analytic_plan_activities")
        cls.structure = cls.env["account.analytic.account"].create(
            {"name": "Centre", "plan_id": plan.id, "company_id": company.id}
        )
        cls.college = cls.env["cae.college"].create({"name": "Elsewhere"})
        cls.category = cls.env["cae.member.category"].create(
            {"name": "Elsewhere", "college_id": cls.college.id}
        )
        coach = new_test_user(
            cls.env,
            "cae_test_foreign_coach",
            groups="cae_member.group_coach",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        # Held by the entrepreneur's own partner: the company rule alone must hold.
        records = cls._build_records(cls.user_portal.partner_id, coach)
        for name, value in kept.items():
            setattr(cls, name, value)
        return {
            model: record.with_env(cls.env)
            for model, record in records.items()
            if model not in NO_COMPANY
        }
