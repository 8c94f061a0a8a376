# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shared costs of GESSA, from the budget to what members pay, in a real browser."""

from datetime import timedelta
from fractions import Fraction

from dateutil.relativedelta import relativedelta
from lxml import etree

from odoo import fields
from odoo.tests import Form, HttpCase, tagged
from odoo.tools.safe_eval import safe_eval

ADDON = "cae_mutualisation"
MEMBERS = ("agiie", "proxim", "vital", "vital_mobilite")
# Posts and FTE on 31 December of last year, which provisions of next year go by.
POSTS = dict(zip(MEMBERS, (118, 64, 42, 12), strict=True))
FTE = dict(zip(MEMBERS, map(Fraction, ("80", "47.5", "34.5", "11")), strict=True))
# The late bill: 1 768.00 ÷ 221 posts = 8.00 a post.
LATE = {"agiie": 112 * 8, "proxim": 60 * 8, "vital": 39 * 8, "vital_mobilite": 10 * 8}
# Help to persons at home is exempt, and so is its part; the others bear VAT.
EXEMPT = "proxim"
VAT = Fraction(120, 100)


class CostJourney(HttpCase):
    """GESSA in a browser, each person with its own tours."""

    browser_size = "1366x1700"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._ref("company_gessa")
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.today = fields.Date.context_today(cls.company)
        cls.next_year = cls.today + relativedelta(years=1, month=1, day=1)
        cls.members = {key: cls._ref(f"gessa_membership_{key}") for key in MEMBERS}
        cls.pools = {
            key: cls._ref(f"gessa_cost_pool_{key}")
            for key in ("management", "hr", "accounting", "secretariat")
        }

    @classmethod
    def _ref(cls, name):
        return cls.env.ref(f"cae_demo.{name}")

    @classmethod
    def _get_path(cls, action, record=None):
        path = f"/odoo/action-{ADDON}.{action}"
        return f"{path}/{record.id}" if record else path

    def _tour(self, path, name, login):
        self.start_tour(path, name, login=f"gessa.{login}", timeout=180)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestYearOfSharedCosts(CostJourney):
    """Budget, calls, settlement, and what a member reads and pays."""

    def test_from_the_budget_to_the_payment(self):
        self._vote()
        self._call()
        moves = self._settle()
        self._pay(moves)

    def _vote(self):
        path = self._get_path("cae_cost_budget_action")
        self._tour(path, "cae_cost_budget_tour", "manager")
        budgets = self.env["cae.cost.budget"].search(
            [("date_from", "=", self.next_year)]
        )
        self.assertEqual(set(budgets.mapped("state")), {"voted"})
        self.assertEqual(
            set(budgets.mapped("decision")), {"Assemblée générale, résolution 4"}
        )
        self.assertEqual(
            set(budgets.mapped("voted_on")), {self.today - timedelta(days=1)}
        )
        last_day = self.next_year + relativedelta(month=12, day=31)
        self.assertEqual(set(budgets.mapped("date_to")), {last_day})
        found = {budget.pool_id: (budget.cost, budget.grant) for budget in budgets}
        # This year's costs and 2 %; human resources as the manager typed it.
        expected = {
            "management": (142_000 * 1.02, 100_000),
            "hr": (73_200, 2_400),
            "accounting": (100_340 * 1.02, 0),
            "secretariat": (48_220 * 1.02, 720),
        }
        for key, amounts in expected.items():
            with self.subTest(pool=key):
                for amount, wanted in zip(found[self.pools[key]], amounts, strict=True):
                    self.assertAlmostEqual(amount, wanted, 2)

    # === Provisions === #

    def _call(self):
        path = self._get_path("cae_cost_call_action")
        self._tour(path, "cae_cost_call_tour", "accountant")
        calls = self.env["cae.cost.call"].search(
            [("date_from", ">=", self.next_year)], order="date_from"
        )
        self.assertEqual(
            calls.mapped("date_from"),
            [self.next_year + relativedelta(months=3 * rank) for rank in range(4)],
        )
        self.assertEqual(calls.mapped("state"), ["called", "draft", "draft", "draft"])
        self._check_invoices(calls[0])

    def _get_provisions(self, member):
        """`{pool: amount}` of the first quarter, exact."""
        fte = FTE[member] / sum(FTE.values())
        # A quarter of the budgets, grants and income taken off: 44 840.00, 70 800.00,
        # 102 346.80 and 48 464.40 of the year.
        return {
            "management": Fraction(11_210) / 4,
            # 17 700.00 ÷ 236 posts = 75.00 a post
            "hr": Fraction(POSTS[member] * 75),
            "accounting": Fraction("25586.70") * fte,
            # 60 % by FTE, 40 % in equal parts
            "secretariat": Fraction("12116.10")
            * (Fraction(60, 100) * fte + Fraction(40, 100) / 4),
        }

    def _check_invoices(self, call):
        lines = call._get_move_lines()
        self.assertEqual(set(lines.move_id.mapped("state")), {"posted"})
        self.assertEqual(set(lines.move_id.mapped("invoice_date")), {self.next_year})
        for member, membership in self.members.items():
            own = lines.filtered(
                lambda line, one=membership: line.cae_cost_membership_id == one
            )
            self.assertEqual(len(own.move_id), 1)
            self.assertEqual(len(own), 4)
            for key, exact in self._get_provisions(member).items():
                line = own.filtered(
                    lambda found, one=self.pools[key]: found.cae_cost_pool_id == one
                )
                with self.subTest(member=member, pool=key):
                    amount = Fraction(f"{line.price_subtotal:.2f}")
                    self.assertLess(abs(amount - exact), Fraction(1, 100))
            self._check_vat(own.move_id, member)
        # To the cent: 11 210.00 + 17 700.00 + 25 586.70 + 12 116.10
        total = sum(Fraction(f"{line.price_subtotal:.2f}") for line in lines)
        self.assertEqual(total, Fraction("66612.80"))

    def _check_vat(self, move, member):
        rate = 1 if member == EXEMPT else VAT
        total = Fraction(f"{move.amount_untaxed:.2f}") * rate
        difference = Fraction(f"{move.amount_total:.2f}") - total
        self.assertLessEqual(abs(difference), Fraction(5, 1000))

    # === Settlement === #

    def _settle(self):
        """The invoices of the late bill."""
        bill = self._ref("gessa_move_cost_late_bill")
        self.assertEqual((bill.state, bill.amount_untaxed), ("posted", 1768))
        settlement = self._ref(f"gessa_cost_settlement_{bill.date.year}")
        before = settlement._get_move_lines()
        provisions, settled = settlement.provisional, settlement.settled
        path = self._get_path("cae_cost_settlement_action", settlement)
        self._tour(path, "cae_cost_settlement_tour", "accountant")
        self.assertEqual(settlement.state, "closed")
        # What was shared before, and the bill.
        self.assertEqual((settlement.net, settlement.delta), (230_780 + 1_768, 0))
        self.assertEqual(settlement.provisional, provisions)
        self.assertEqual(settlement.settled, settled + 1_768)
        lines = settlement._get_move_lines() - before
        self.assertEqual(lines.cae_cost_pool_id, self.pools["hr"])
        self.assertEqual(
            {line.cae_cost_membership_id: line.price_subtotal for line in lines},
            {self.members[key]: amount for key, amount in LATE.items()},
        )
        for move in lines.move_id:
            self.assertEqual(move.state, "posted")
            # Of the day when they are made, not of the first settlement: not late yet.
            self.assertEqual(move.invoice_date, self.today)
            self.assertGreater(move.invoice_date_due, self.today)
        return lines.move_id

    # === What a member pays === #

    def _pay(self, moves):
        partner = self.members["agiie"].partner_id
        move = moves.filtered(lambda found: found.partner_id == partner)
        self.assertEqual(move.payment_state, "not_paid")
        # 896.00 and 20 % of VAT
        self.assertAlmostEqual(move.amount_residual, 1_075.20, 2)
        self._tour("/my", "cae_cost_pay_tour", "member1")
        self.assertIn(move.payment_state, ("paid", "in_payment"))
        self.assertEqual(move.amount_residual, 0)
        transaction = move.transaction_ids
        self.assertEqual((transaction.state, transaction.amount), ("done", 1_075.20))
        self.assertEqual(transaction.company_id, self.company)
        others = moves - move
        self.assertEqual(set(others.mapped("payment_state")), {"not_paid"})


@tagged("post_install", "-at_install")
class TestAmendmentOfAnAgreement(CostJourney):
    """A member leaves a pool from next year on, signs it, and what was signed ends."""

    def test_amendment_signed_on_the_portal(self):
        agreement = self._ref("gessa_cost_agreement_proxim")
        path = self._get_path("cae_cost_agreement_action", agreement)
        self._tour(path, "cae_cost_amend_tour", "support")
        amendment = agreement.next_ids
        self.assertEqual((amendment.state, amendment.version), ("sent", 2))
        self.assertEqual(amendment.date_start, self.next_year)
        self.assertFalse(agreement.date_end)

        self._tour("/my", "cae_cost_sign_tour", "member2")
        self.assertEqual(amendment.state, "signed")
        self.assertEqual(amendment.signed_by, "Bernard Lecocq")
        self.assertTrue(amendment.signature)
        self.assertEqual(
            agreement.line_ids.pool_id - amendment.line_ids.pool_id,
            self.pools["secretariat"],
        )
        # What it replaces is in force up to the day before.
        last_day = self.next_year - timedelta(days=1)
        self.assertEqual((agreement.state, agreement.date_end), ("signed", last_day))


@tagged("post_install", "-at_install")
class TestSimulationBeforeTheVote(CostJourney):
    """Human resources in equal parts: who would pay more, and who less."""

    def test_equal_parts_instead_of_posts(self):
        simulations = self.env["cae.cost.simulation"]
        self._tour("/odoo", "cae_cost_simulation_tour", "manager")
        simulation = simulations.search([("name", "=", "RH en parts égales")])
        self.assertEqual(simulation.state, "computed")
        # The same 258 280.00 a year: 42 000 + 68 440 + 100 340 + 47 500
        self.assertEqual((simulation.net_before, simulation.net_after), (258_280,) * 2)
        # AGIIE and Proxim pay for 118 and 64 posts now, 59 would be a quarter.
        self.assertEqual((simulation.more_count, simulation.less_count), (2, 2))
        lines = simulation.line_ids.filtered(
            lambda line: line.pool_id == self.pools["hr"]
        )
        # 68 440 ÷ 4 = 17 110.00 in place of 290.00 a post
        for member, membership in self.members.items():
            line = lines.filtered(
                lambda found, one=membership: found.membership_id == one
            )
            with self.subTest(member=member):
                self.assertEqual(
                    (line.amount_before, line.amount_after),
                    (POSTS[member] * 290, 17_110),
                )


@tagged("post_install", "-at_install")
class TestScreensOfSharedCosts(CostJourney):
    """Each role opens what its menus offer: lists, analyses, forms and wizards."""

    ROOTS = ("menu_cost", "menu_cost_configuration")
    # Besides those, who keeps agreements prepares them, who calls plans the calls.
    WORK = {
        "menu_cost_call",
        "menu_cost_call_line",
        "cae_cost_settlement_menu",
        "cae_cost_statement_menu",
        "cae_cost_settlement_line_menu",
        "cae_cost_agreement_menu",
        "cae_cost_agreement_line_menu",
        "cae_cost_budget_menu",
        "cae_grant_menu",
        "cae_grant_report_menu",
        "cae_cost_key_value_menu",
        "cae_cost_simulation_menu",
        "cae_cost_report_menu",
    }
    CONFIGURATION = {
        "cae_cost_pool_menu",
        "cae_cost_key_menu",
        "cae_cost_staff_menu",
        "cae_cost_clause_menu",
        "cae_cost_vat_exemption_reason_menu",
    }
    MENUS = {
        "support": WORK | {"cae_cost_agreement_prepare_menu"},
        "manager": WORK | CONFIGURATION | {"cae_cost_agreement_prepare_menu"},
        "accountant": WORK | CONFIGURATION | {"menu_cost_call_plan"},
        "auditor": WORK | CONFIGURATION,
        "coach": set(),
    }

    def test_screens_open(self):
        for role, expected in self.MENUS.items():
            env = self._get_env(role)
            menus = self._get_menus(env)
            names = {xmlid.removeprefix(f"{ADDON}.") for xmlid in menus}
            self.assertEqual(names, expected, role)
            for xmlid, action in menus.items():
                with self.subTest(role=role, menu=xmlid):
                    self._open(env, action)

    def test_screens_in_a_browser(self):
        """The accountant looks at every list, board, calendar, table and graph."""
        path = self._get_path("cae_cost_call_action")
        self._tour(path, "cae_cost_screens_tour", "accountant")

    def _get_env(self, role):
        user = self._ref(f"gessa_user_{role}")
        context = {"allowed_company_ids": self.company.ids, "lang": user.lang}
        return self.env(user=user, context=context)

    def _get_menus(self, env):
        """`{xmlid: action}` of what the user sees below the menus of shared costs."""
        menus = env["ir.ui.menu"].load_menus(False)
        todo = [
            child
            for menu in menus.values()
            if menu.get("xmlid") in {f"{ADDON}.{name}" for name in self.ROOTS}
            for child in menu["children"]
        ]
        found = {}
        while todo:
            menu = menus[todo.pop()]
            todo += menu["children"]
            if menu["action_id"]:
                actions = env["ir.actions.act_window"]
                found[menu["xmlid"]] = actions._for_xml_id(self._get_xmlid(menu))
        return found

    def _get_xmlid(self, menu):
        action = self.env[menu["action_model"]].browse(menu["action_id"])
        return action.get_external_id()[action.id]

    def _open(self, env, action):
        context = safe_eval(action["context"] or "{}", {"uid": env.uid})
        model = env[action["res_model"]].with_context(**context)
        domain = safe_eval(action["domain"] or "[]", {"uid": env.uid})
        views = model.get_views([*action["views"], [False, "search"]])["views"]
        for kind in views.keys() & {"list", "kanban", "calendar"}:
            arch = etree.fromstring(views[kind]["arch"])
            names = {node.get("name") for node in arch.iter("field")}
            spec = {name: {} for name in names & model._fields.keys()}
            model.web_search_read(domain, spec, limit=80)
        for kind in views.keys() & {"pivot", "graph"}:
            self._open_analysis(model, domain, etree.fromstring(views[kind]["arch"]))
        if "form" in views:
            record = model.search(domain, limit=1)
            if record or model.has_access("create"):
                Form(record or model)

    def _open_analysis(self, model, domain, arch):
        groups, sums = [], []
        for node in arch.iter("field"):
            name, interval = node.get("name"), node.get("interval")
            if node.get("type") == "measure":
                field = model._fields[name]
                sums.append(f"{name}:{field.aggregator or 'sum'}")
            elif not node.get("invisible"):
                groups.append(f"{name}:{interval}" if interval else name)
        rows = model.formatted_read_group(domain, groups, [*sums, "__count"])
        self.assertEqual(
            sum(row["__count"] for row in rows), model.search_count(domain)
        )
