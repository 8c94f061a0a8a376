# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.cae_mutualisation.kernel.sharing import Period

from . import common

MEMBERS = ("agiie", "proxim", "vital", "vital_mobilite")
FTE = {
    "agiie": Fraction(75),
    "proxim": Fraction(44),
    "vital": Fraction("31.5"),
    "vital_mobilite": Fraction("9.5"),
}
COUNTED = (
    "account.analytic.account",
    "account.move",
    "account.move.line",
    "account.payment",
    "cae.cost.agreement",
    "cae.cost.agreement.line",
    "cae.cost.budget",
    "cae.cost.call",
    "cae.cost.call.line",
    "cae.cost.key",
    "cae.cost.key.component",
    "cae.cost.key.value",
    "cae.cost.pool",
    "cae.cost.settlement",
    "cae.cost.settlement.line",
    "cae.cost.settlement.pool",
    "cae.cost.staff",
    "cae.cost.staff.cost",
    "cae.cost.staff.split",
    "cae.cost.statement",
    "cae.grant",
    "cae.grant.receipt",
    "hr.employee",
    "ir.model.data",
    "mail.mail",
    "payment.provider",
    "product.product",
    "res.partner",
)


@tagged("post_install", "-at_install")
class TestGessaCosts(common.OrganisationCase):
    """What the four associations share, in figures that can be checked by hand."""

    code = "gessa"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = {cls.ref(f"membership_{key}").id: key for key in MEMBERS}
        budgets = cls.env["cae.cost.budget"].search(
            [("company_id", "=", cls.company.id)]
        )
        # The year of the first loading.
        cls.year = max(budgets.mapped("date_from")).year
        cls.settlement = cls.ref(f"cost_settlement_{cls.year - 1}")

    def _read(self, lines, pool, name="amount"):
        """`{member: amount}` of a pool."""
        found = lines.filtered(
            lambda line: line.pool_id == self.ref(f"cost_pool_{pool}")
        )
        return {
            self.names[line.membership_id.id]: Decimal(f"{line[name]:.2f}")
            for line in found
        }

    def _amounts(self, *values):
        return dict(zip(MEMBERS, map(Decimal, values), strict=True))

    def _calls(self, *domain):
        return self.env["cae.cost.call"].search(
            [("company_id", "=", self.company.id), *domain], order="date_from"
        )

    # === How the net cost is made === #

    def test_net_costs_of_last_year(self):
        found = {
            cost.pool_id: (cost.posted, cost.staff, cost.income, cost.grant, cost.net)
            for cost in self.settlement.cost_ids
        }
        expected = {
            # Rent 4 × 3 600, study 2 × 9 600, travel 2 × 1 900, insurance 2 160;
            # 90 % of 12 × 6 800, 20 % of 6 × 5 000, 50 % of 12 × 3 200
            "management": (39560, 73440 + 6000 + 19200, 0, 119000, 19200),
            # Software 3 840 and lawyer 2 700; 10 % of 12 × 6 800, then of the
            # director of HR 6 × 5 000 and 80 % of 6 × 5 000
            "hr": (6540, 8160 + 30000 + 24000, 2400, 0, 66300),
            # Software 2 880 and audit 5 200; 12 × 4 000, 12 × 3 000, 20 % of 12 × 2 500
            "accounting": (8080, 48000 + 36000 + 6000, 0, 0, 98080),
            # 2 × (960 + 780 + 620); 50 % of 12 × 3 200, 80 % of 12 × 2 500
            "secretariat": (4720, 19200 + 24000, 720, 0, 47200),
        }
        for pool, values in expected.items():
            with self.subTest(pool=pool):
                self.assertEqual(found[self.ref(f"cost_pool_{pool}")], values)
        # 19 200 + 66 300 + 98 080 + 47 200
        self.assertEqual(self.settlement.net, 230780)

    def test_the_grant_is_booked_and_deducted_once(self):
        grant = self.ref("grant_last")
        self.assertEqual(
            (grant.state, grant.amount_granted, grant.amount_received),
            ("granted", 119000, 119000),
        )
        self.assertEqual(len(grant.receipt_ids), 2)
        self.assertTrue(grant.conditions)
        booked = self.env["account.move.line"].search(
            [("account_id", "=", grant.account_id.id), ("parent_state", "=", "posted")]
        )
        # 71 400 and 47 600, on the analytic account of the pool all the same
        self.assertEqual(sum(booked.mapped("balance")), -119000)
        self.assertEqual(sum(booked.analytic_line_ids.mapped("amount")), 119000)
        asked = self.ref("grant_asked")
        self.assertEqual((asked.state, asked.amount_asked), ("asked", 100000))

    # === Shares === #

    def test_shares_add_up_to_the_net_cost(self):
        lines = self.settlement.line_ids
        for cost in self.settlement.cost_ids:
            found = lines.filtered(lambda line, cost=cost: line.pool_id == cost.pool_id)
            self.assertEqual(len(found), 4)
            total = sum(Decimal(f"{line.amount:.2f}") for line in found)
            self.assertEqual(total, Decimal(f"{cost.net:.2f}"))

    def test_shares_by_key(self):
        lines = self.settlement.line_ids
        # 19 200 ÷ 4
        self.assertEqual(
            self._read(lines, "management"), self._amounts(4800, 4800, 4800, 4800)
        )
        # 112, 60, 39 and 10 of 221 posts, 300 each
        self.assertEqual(
            self._read(lines, "hr"), self._amounts(33600, 18000, 11700, 3000)
        )
        # 75, 44, 31.5 and 9.5 of 160 FTE, 613 each
        self.assertEqual(
            self._read(lines, "accounting"),
            self._amounts(45975, 26972, "19309.5", "5823.5"),
        )

    def test_the_secretariat_is_shared_by_days(self):
        # Vital Services Mobilité joined on 1 April: 275 days.
        year = date(self.year, 1, 1) - date(self.year - 1, 1, 1)
        days = {key: year.days for key in MEMBERS} | {"vital_mobilite": 275}
        fte = {key: FTE[key] * days[key] for key in MEMBERS}
        expected = {
            key: 47200
            * (
                Fraction(60, 100) * fte[key] / sum(fte.values())
                + Fraction(40, 100) * Fraction(days[key], sum(days.values()))
            )
            for key in MEMBERS
        }
        found = self._read(self.settlement.line_ids, "secretariat")
        for key, amount in expected.items():
            with self.subTest(member=key):
                self.assertLess(abs(amount - Fraction(found[key])), Fraction(1, 100))

    # === Provisions === #

    def test_provisions_are_the_voted_budgets(self):
        last = self._calls(("date_to", "<", date(self.year, 1, 1)))
        self.assertEqual(set(last.mapped("state")), {"called"})
        self.assertEqual(len(last), 4)
        # Cost less grants and income
        budgets = {
            "management": 141400 - 119000,
            "hr": 66490 - 2400,
            "accounting": 96000,
            "secretariat": 46720 - 720,
        }
        for pool, budget in budgets.items():
            self.assertEqual(sum(self._read_all(last, pool).values()), budget)
        invoiced = last._get_move_lines()
        total = -sum(invoiced.mapped("balance"))
        self.assertAlmostEqual(total, sum(budgets.values()), places=2)
        # 64 090 ÷ 221 = 290 a post
        self.assertEqual(
            self._read_all(last, "hr"), self._amounts(32480, 17400, 11310, 2900)
        )

    def _read_all(self, calls, pool):
        """`{member: amount}` of several calls."""
        result = dict.fromkeys(MEMBERS, Decimal(0))
        for call in calls:
            for key, amount in self._read(call.line_ids, pool).items():
                result[key] += amount
        return result

    def test_the_first_quarter_of_the_secretariat(self):
        call = self.ref(f"cost_call_{self.year - 1}_1")
        found = self._read(call.line_ids, "secretariat")
        self.assertNotIn("vital_mobilite", found)
        self.assertEqual(sum(found.values()), 11500)
        # From April on: 11 500 × (60 % × 9.5 ÷ 160 + 40 % ÷ 4) = 1 559.6875
        after = self.ref(f"cost_call_{self.year - 1}_2")
        amount = self._read(after.line_ids, "secretariat")["vital_mobilite"]
        self.assertEqual(
            amount, Decimal("1559.6875").quantize(Decimal("0.01"), ROUND_HALF_UP)
        )

    def test_this_year(self):
        calls = self._calls(("date_from", ">=", date(self.year, 1, 1)))
        self.assertEqual(calls[-1].state, "draft")
        called = calls[:-1]
        self.assertEqual(set(called.mapped("state")) - {"called"}, set())
        # Direction 42 000, RH 236 × 290, accounting 173 × 580, secretariat 47 500
        quarter = Decimal(42000 + 236 * 290 + 173 * 580 + 47500) / 4
        for call in called:
            self.assertEqual(Decimal(f"{call.amount:.2f}"), quarter)
        calls[-1].action_compute()
        # A quarter of 68 440 is 17 110, 72.50 a post
        self.assertEqual(
            self._read(calls[-1].line_ids, "hr"),
            self._amounts(8555, 4640, 3045, 870),
        )

    def test_one_invoice_is_late(self):
        moves = self._calls(("state", "=", "called"))._get_move_lines().move_id
        late = moves.filtered(lambda move: move.payment_state == "not_paid")
        self.assertEqual(late.partner_id.name, "AGIIE")
        self.assertEqual(len(late), 1)
        self.assertEqual(set((moves - late).mapped("payment_state")), {"paid"})

    # === Settlement and the late bill === #

    def test_settlement_is_invoiced_and_one_member_is_credited(self):
        self.assertEqual(self.settlement.state, "invoiced")
        moves = self.settlement._get_move_lines().move_id
        credited = moves.filtered(lambda move: move.move_type == "out_refund")
        self.assertEqual(credited.partner_id.name, "Vital Services Mobilité")
        total = sum(self.settlement.line_ids.mapped("settled"))
        # 230 780 less provisions: 22 400 + 64 090 + 96 000 + 46 000
        self.assertAlmostEqual(total, 230780 - 228490, 2)
        self.assertAlmostEqual(sum(self.settlement.line_ids.mapped("delta")), 0, 2)

    def test_late_bill_is_shared_by_the_key_of_its_pool(self):
        bill = self.ref("move_cost_late_bill")
        self.assertEqual((bill.state, bill.amount_untaxed), ("posted", 1768))
        self.assertEqual(bill.date, date(self.year - 1, 12, 31))
        self.settlement.action_compute()
        lines = self.settlement.line_ids
        # 1 768 ÷ 221 posts = 8.00 a post
        self.assertEqual(
            self._read(lines, "hr", "delta"), self._amounts(896, 480, 312, 80)
        )
        for pool in ("management", "accounting", "secretariat"):
            self.assertEqual(
                set(self._read(lines, pool, "delta").values()), {Decimal(0)}
            )
        self.settlement.with_user(self.ref("user_accountant")).action_invoice()
        self.assertEqual(self.settlement.net, 230780 + 1768)
        self.assertEqual(self.settlement.delta, 0)

    # === Agreements, taxes, posts === #

    def test_agreements_and_taxes(self):
        agreements = self.env["cae.cost.agreement"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            {self.names[found.membership_id.id] for found in agreements}, set(MEMBERS)
        )
        self.assertTrue(all(agreements.mapped("signed_on")))
        amended = self.ref("cost_agreement_vital_mobilite_2")
        before = self.ref("cost_agreement_vital_mobilite")
        self.assertEqual((amended.previous_id, amended.version), (before, 2))
        self.assertEqual(before.date_end, date(self.year - 1, 3, 31))
        self.assertEqual(amended.date_start, date(self.year - 1, 4, 1))
        self.assertEqual(
            amended.line_ids.pool_id - before.line_ids.pool_id,
            self.ref("cost_pool_secretariat"),
        )
        moves = self.settlement._get_move_lines().move_id
        for move in moves:
            exempt = move.partner_id.name == "Proxim' Services"
            rate = Decimal("1.00") if exempt else Decimal("1.20")
            total = Decimal(f"{move.amount_untaxed:.2f}") * rate
            self.assertEqual(
                Decimal(f"{move.amount_total:.2f}"),
                total.quantize(Decimal("0.01"), ROUND_HALF_UP),
            )
            self.assertEqual(bool(move._get_cae_exemption_texts()), exempt)

    def test_six_posts(self):
        posts = self.env["cae.cost.staff"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(posts), 6)
        self.assertEqual(len(posts.sudo().employee_id), 6)
        last = Period(date(self.year - 1, 1, 1), date(self.year - 1, 12, 31))
        pools = self.env["cae.cost.pool"].search([("company_id", "=", self.company.id)])
        staff = sum(cost["staff"] for cost in pools._get_costs(last).values())
        # 12 × (6 800 + 5 000 + 4 000 + 3 000 + 3 200 + 2 500)
        self.assertEqual(staff, 294000)

    def test_members_pay_online(self):
        provider = self.ref("payment_provider")
        self.assertEqual((provider.state, provider.code), ("test", "demo"))
        found = self.env["payment.provider"]._get_compatible_providers(
            self.company.id,
            self.ref("partner_agiie").id,
            100.0,
            currency_id=self.company.currency_id.id,
        )
        self.assertEqual(found, provider)
        journal = provider.journal_id
        self.assertEqual((journal.type, journal.company_id), ("bank", self.company))

    # === Loading === #

    def test_loading_again_changes_nothing(self):
        def count():
            return {
                name: self.env[name]
                .sudo()
                .with_context(active_test=False)
                .search_count([])
                for name in COUNTED
            }

        before = count()
        loader = self.env["cae.demo.loader"]
        loader._load_gessa()
        later = fields.Date.today() + timedelta(days=100)
        with patch.object(
            self.registry["cae.demo.loader"], "_today", lambda self: later
        ):
            loader._load_gessa()
        self.assertEqual(count(), before)

    def test_each_association_has_a_login_of_its_own(self):
        for rank, key in enumerate(MEMBERS, 1):
            user = self.ref(f"user_member{rank}")
            statements = self.env["cae.cost.statement"].with_user(user).search([])
            self.assertEqual(statements.sudo().partner_id, self.ref(f"partner_{key}"))
            self.assertEqual(len(statements), 1)
