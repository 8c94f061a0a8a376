# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Every model of the suite × every role × every right, against one table."""

import re
from urllib.parse import urlsplit

from odoo import http
from odoo.tests import HttpCase, tagged

from tests.access_case import AccessCase
from tests.access_cost_pools import build_cost_pool_forms
from tests.access_service_agreement import build_agreement_forms
from tests.access_service_catalogue import build_catalogue
from tests.access_table import HR_ONLY, MODELS, PERSONAL, ROLES, ROUTES

LETTERS = {"r": "read", "c": "create", "w": "write", "u": "unlink"}


@tagged("post_install", "-at_install")
class TestAccessMatrix(AccessCase):
    def _suite_models(self):
        """Names of the suite's own models, those of its wizards included."""
        names = self.env["ir.model"].sudo().search([("model", "=like", "cae.%")])
        return {
            name
            for name in names.mapped("model")
            if name in self.env and not self.env[name]._abstract
        }

    def _rights(self, role, record):
        record = record.with_user(self.users[role])
        return "".join(
            letter
            for letter, operation in LETTERS.items()
            if record.has_access(operation)
        )

    def test_every_model_and_role_is_in_the_table(self):
        self.assertEqual(self._suite_models(), set(MODELS) | set(PERSONAL))
        self.assertFalse(set(MODELS) & set(PERSONAL))
        self.assertEqual(set(self.users), set(ROLES))
        unknown = {role for row in MODELS.values() for role in row} - set(ROLES)
        self.assertFalse(unknown)
        groups = self.env.ref("cae_member.module_category_cooperative")
        roles = self.env["res.groups"].search(
            [("privilege_id.category_id", "=", groups.id)]
        )
        self.assertEqual(
            {f"cae_member.group_{role}" for role in ROLES[:6]}
            | {"cae_service.group_professional"},
            set(roles.get_external_id().values()),
        )

    def test_rights(self):
        for model, row in MODELS.items():
            for role in ROLES:
                own, other = row.get(role, "- -").replace("-", "").split(" ")
                mine = self.members_own if role == "member" else self.own
                for label, records, expected in (
                    ("own", {**self.own, **mine}, own),
                    ("other", self.other, other),
                    ("foreign", self.foreign, ""),
                ):
                    if model not in records:
                        continue
                    with self.subTest(model=model, role=role, record=label):
                        self.assertEqual(self._rights(role, records[model]), expected)

    def test_personal_models(self):
        scheme = self.own["cae.levy.scheme"]
        membership = self.own["cae.membership"]
        vals = {
            "cae.ledger.reclassification.line": {"count": 1},
            "cae.levy.simulation": {"scheme_id": scheme.id},
            "cae.levy.simulation.line": {"month": "2026-01-01"},
            "cae.activity.transfer.reason": {
                "transfer_id": self.own["cae.activity.transfer"].id,
                "reason": "Twice",
            },
            "cae.share.operation": {"membership_id": membership.id},
            **build_agreement_forms(self, self.user_portal.partner_id),
            "cae.exit.waive": {
                "task_id": self.own["cae.exit.task"].id,
                "reason": "Not needed",
            },
            "cae.dues.try": {"rule_id": self.own["cae.dues.rule"].id},
            "cae.dues.print": {"campaign_id": self.own["cae.dues.campaign"].id},
            "cae.cost.call.print": {"call_id": self.own["cae.cost.call"].id},
            "cae.share.plan.pay": {"plan_id": self.own["cae.share.plan"].id, "pay": 1},
            "cae.contract.sign": {"document_id": self.own["cae.contract.document"].id},
            "cae.service.suggest": {"request_id": self.own["cae.service.request"].id},
            "cae.service.suggest.line": {
                "suggest_id": self.env["cae.service.suggest"]
                .create({"request_id": self.own["cae.service.request"].id})
                .id,
                "expertise_id": self.own["cae.expertise"].id,
            },
            "cae.service.reason": {"reason": "No"},
            **build_cost_pool_forms(self),
            # shared costs: agreement
            "cae.cost.agreement.sign": {
                "agreement_id": self.own["cae.cost.agreement"].id,
                "name": "Ada",
            },
            "cae.cost.agreement.end": {
                "agreement_id": self.own["cae.cost.agreement"].id
            },
            "cae.contract.change": {"employee_id": self.own["hr.employee"].id},
            "cae.cost.table.print": {
                "settlement_id": self.own["cae.cost.settlement"].id
            },
        }
        for model, allowed in PERSONAL.items():
            for role, user in self.users.items():
                records = self.env[model].with_user(user)
                with self.subTest(model=model, role=role):
                    self.assertEqual(records.has_access("create"), role in allowed)
                    if role not in allowed:
                        continue
                    record = records.create(vals.get(model, {}))
                    self.assertEqual(self._rights(role, record), "rcwu")
                    stranger = "manager" if role != "manager" else "support"
                    self.assertEqual(self._rights(stranger, record), "")

    def test_hr_fields_stay_with_hr(self):
        """What the suite adds to employees and contracts, and their pay."""
        for model, known in HR_ONLY.items():
            record = self.own[model]
            if model.startswith("hr."):
                added = {
                    name
                    for name, field in record._fields.items()
                    if field._modules and field._modules[0].startswith("cae_")
                }
                self.assertEqual(added - known, set(), "add new fields to HR_ONLY")
            for role, user in self.users.items():
                for name in known:
                    field = record._fields[name]
                    with self.subTest(model=model, role=role, field=name):
                        self.assertEqual(
                            record.with_user(user)._has_field_access(field, "read"),
                            role == "hr",
                        )


@tagged("post_install", "-at_install")
class TestRoutes(HttpCase, AccessCase):
    def _suite_routes(self):
        """Addresses that the suite's controllers answer by themselves."""
        routes = set()
        installed = sorted(self.env["ir.module.module"]._installed())
        for rule, endpoint in http._generate_routing_rules(installed, False):
            if endpoint.func.__module__.startswith("odoo.addons.cae_"):
                routes.add(rule)
        return routes

    def _visit(self, login, url):
        """What a GET answers, past the redirection to the visitor's language."""
        self.authenticate(login, login)
        for _attempt in range(3):
            response = self.url_open(url, allow_redirects=False)
            if response.status_code not in (301, 302, 303):
                return response.status_code
            target = urlsplit(response.headers["Location"]).path
            bare = re.sub(r"^/(?!my/)[a-z]{2}(_[A-Z]{2})?(?=/)", "", target)
            if bare != url:
                return {"/my": "my", "/web/login": "login"}.get(bare, bare)
            url = target
        return f"redirected for ever: {url}"

    def test_every_route_is_in_the_table(self):
        self.assertEqual(self._suite_routes(), set(ROUTES))

    def test_routes(self):
        activity = self.own["cae.activity"]
        self.foreign["cae.activity"].holder_ids.unlink()
        visited = self.company | self.env.ref("base.main_company")
        visited.write({"cae_application_online": True, "cae_service_online": True})
        ids = {
            "<int:activity_id>": activity.id,
            "<int:company_id>": self.company.id,
            "<int:exit_id>": self.own["cae.exit"].id,
            "<int:document_id>": self.own["cae.contract.document"].id,
            "<int:membership_id>": self.own["cae.membership"].id,
            "<int:page>": 1,
            "<int:statement_id>": self.own["cae.activity.statement"].id,
            "<int:pooled_id>": self.own["cae.pooled.statement"].id,
            "<int:workforce_id>": self.own["cae.workforce"].id,
            "<int:cost_statement_id>": self.own["cae.cost.statement"].id,
            "<int:transfer_id>": self.own["cae.activity.transfer"].id,
            "<int:agreement_id>": self.own["cae.cost.agreement"].id,
            **build_catalogue(self.env, self.company, self.user_portal.partner_id),
        }
        for route, (own, wrong, public, missing) in ROUTES.items():
            url, nothing = route, route
            for part, record_id in ids.items():
                url = url.replace(part, str(record_id))
                nothing = nothing.replace(part, "999999999")
            cases = [
                (self.user_portal.login, url, own),
                (self.user_portal_other.login, url, wrong),
                (None, url, public),
            ]
            if missing:
                cases.append((self.user_portal.login, nothing, missing))
            for login, address, expected in cases:
                if expected == "own":
                    expected = f"/my/activity/{activity.id}"
                if expected == "services":
                    expected = f"/services/{self.company.id}"
                with self.subTest(route=route, login=login, address=address):
                    self.assertEqual(self._visit(login, address), expected)
