# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, tagged

CODES = ("art", "ideal", "be", "cons", "gessa")
ROLES = ("manager", "support", "coach", "accountant", "secretary", "auditor")
PORTALS = ("gessa.member1", "ideal.member1", "cons.member1", "be.entrepreneur1")
COUNTED = ("cae.membership", "cae.share.movement", "cae.member.entry", "account.move")


@tagged("post_install", "-at_install")
class TestDemoMembers(TransactionCase):
    """The members and the capital of the five organisations."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = {
            code: cls.env.ref(f"cae_demo.company_{code}") for code in CODES
        }
        cls.movements = cls.env["cae.share.movement"]

    def _ref(self, name):
        return self.env.ref(f"cae_demo.{name}")

    def _count(self, model, code, *domain):
        own = ("company_id", "=", self.companies[code].id)
        return self.env[model].search_count([own, *domain])

    def test_members_of_each_organisation(self):
        expected = {"art": 18, "ideal": 15, "be": 11, "cons": 200, "gessa": 4}
        for code, count in expected.items():
            with self.subTest(code=code):
                admitted = ("state", "in", ("member", "leaving"))
                self.assertEqual(self._count("cae.membership", code, admitted), count)

    def test_every_state_is_shown(self):
        for state in (
            "applicant",
            "candidate",
            "member",
            "leaving",
            "former",
            "refused",
        ):
            with self.subTest(state=state):
                self.assertTrue(
                    self._count("cae.membership", "art", ("state", "=", state))
                )

    def test_registers_verify(self):
        for company in self.companies.values():
            for register in ("cae.share.movement", "cae.member.entry"):
                with self.subTest(company=company.name, register=register):
                    self.assertFalse(self.env[register].verify_register(company))

    def test_capital_accounts_equal_the_register(self):
        for code, company in self.companies.items():
            with self.subTest(code=code):
                classes = self.env["cae.share.class"].search(
                    [("company_id", "=", company.id)]
                )
                accounts = classes.account_called_id | classes.account_paid_id
                ((balance,),) = self.env["account.move.line"]._read_group(
                    [
                        ("company_id", "=", company.id),
                        ("account_id", "in", accounts.ids),
                        ("parent_state", "=", "posted"),
                    ],
                    [],
                    ["balance:sum"],
                )
                capital = self.movements.capital_at(company)
                self.assertGreater(capital, 0)
                self.assertAlmostEqual(-balance, capital, 2)

    def test_calls_are_paid_and_one_member_is_late(self):
        for code in CODES:
            with self.subTest(code=code):
                late = self.env["cae.membership"].search(
                    [
                        ("company_id", "=", self.companies[code].id),
                        ("capital_suspended", "=", True),
                    ]
                )
                self.assertEqual(len(late), 1)
                self.assertGreater(late.capital_late_amount, 0)
                self.assertFalse(late.voting)
                calls = self.env["account.move"].search(
                    [
                        ("company_id", "=", self.companies[code].id),
                        ("share_membership_id", "!=", False),
                        ("payment_state", "=", "paid"),
                    ]
                )
                self.assertTrue(calls)

    def test_exits_of_artefacts(self):
        fund = self._ref("art_membership_fonds")
        self.assertGreater(fund.share_hold_quantity, 0)
        self.assertGreater(fund.share_owed_amount, 0)
        waiting = self._ref("art_membership_costa")
        self.assertEqual((waiting.state, waiting.share_owed_amount), ("former", 600))
        repaid = self._ref("art_membership_gilbert")
        self.assertEqual(repaid.share_owed_amount, 0)
        self.assertGreater(sum(repaid.share_movement_ids.mapped("loss_amount")), 0)
        back = self._ref("art_membership_delorme")
        self.assertEqual((back.state, back.share_quantity), ("member", 25))

    def test_every_kind_of_movement(self):
        for code, missing in (("ideal", set()), ("art", {"loss"})):
            kinds = set(
                self.movements.search(
                    [("company_id", "=", self.companies[code].id)]
                ).mapped("kind")
            )
            wanted = {"subscription", "transfer", "repayment", "conversion", "loss"}
            self.assertEqual(kinds, wanted - missing)

    def test_chain_of_the_consortium(self):
        network = self._ref("cons_membership_alimentation")
        self.assertEqual((network.via_child_count, network.auxiliary_count), (4, 8))
        deep = self._ref("cons_membership_deeper_11")
        self.assertEqual(deep.network_depth, 3)
        self.assertTrue(deep.network_chain.startswith(network.partner_id.name))
        networks = ("category_id.is_network", "=", True)
        self.assertEqual(self._count("cae.membership", "cons", networks), 12)

    def test_logins(self):
        logins = [f"{code}.{role}" for code in CODES for role in ROLES]
        users = self.env["res.users"].search([("login", "in", [*logins, *PORTALS])])
        self.assertEqual(len(users), len(logins) + len(PORTALS))
        for user in users:
            with self.subTest(login=user.login):
                code, role = user.login.split(".")
                self.assertEqual(user.company_ids, self.companies[code])
                if role in ROLES:
                    self.assertTrue(user.has_group(f"cae_member.group_{role}"))
                else:
                    self.assertTrue(user._is_portal())
                credential = {"type": "password", "login": user.login}
                env = {"interactive": True}
                user.with_user(user)._check_credentials(
                    {**credential, "password": user.login}, env
                )

    def test_possible_duplicate_is_found(self):
        application = self._ref("ideal_application_garage")
        garage = self._ref("ideal_partner_garage")
        self.assertIn(garage, application.duplicate_partner_ids)

    def test_loading_twice_changes_nothing(self):
        before = [self.env[model].search_count([]) for model in COUNTED]
        self.env["cae.demo.loader"]._load()
        after = [self.env[model].search_count([]) for model in COUNTED]
        self.assertEqual(before, after)
