# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from odoo.fields import Command
from odoo.tests import tagged

from ..kernel.sharing import Period
from .common_cost import CaeCostCase

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def money(*texts):
    return tuple(Decimal(text) for text in texts)


class CaePoolCase(CaeCostCase):
    """Helpers to make posts and grants."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_pool = cls._create_pool("Office", cls.equal)
        cls.funder = cls._create_partner(name="Funder", is_company=True)

    @classmethod
    def _create_post(cls, *splits, costs=(), **vals):
        """Splits are (pool, percent, from, to); costs are (from, to, amount)."""
        return cls.env["cae.cost.staff"].create(
            {
                "name": "Director",
                "split_ids": [
                    Command.create(
                        {
                            "pool_id": pool.id,
                            "percent": percent,
                            "date_from": start,
                            "date_to": end,
                        }
                    )
                    for pool, percent, start, end in splits
                ],
                "cost_ids": [
                    Command.create({"date_from": start, "date_to": end, "amount": cost})
                    for start, end, cost in costs
                ],
                **vals,
            }
        )

    @classmethod
    def _create_grant(cls, amount, grant=True, start="2026-01-01", **vals):
        record = cls.env["cae.grant"].create(
            {
                "name": "Fund",
                "funder_id": cls.funder.id,
                "date_from": start,
                "date_to": "2026-12-31",
                "amount_asked": amount,
                "amount_granted": amount,
                **vals,
            }
        )
        if grant:
            record.action_grant()
        return record

    def _cost(self, pool, *names, period=YEAR):
        cost = pool._get_costs(period)[pool]
        return tuple(cost[name] for name in names)


@tagged("post_install", "-at_install")
class TestCostPool(CaePoolCase):
    """What a pool costs, in figures worked out by hand."""

    def test_posted_costs_less_income(self):
        self._spend(self.pool, 1000.10)
        self._spend(self.pool, 200.20, "2026-12-31")
        self._spend(self.pool, 999, "2025-12-31")
        self._spend(self.pool, 999, "2027-01-01")
        self._spend(self.pool, -300.05)
        # 1 000.10 + 200.20 = 1 200.30; less 300.05 = 900.25
        self.assertEqual(
            self._cost(self.pool, "posted", "income", "net"),
            money("1200.30", "300.05", "900.25"),
        )
        self.assertEqual(self._cost(self.other_pool, "net"), money("0"))

    def test_time_and_drafts_cost_nothing(self):
        (analytic,) = self.pool.analytic_account_ids
        column = analytic.plan_id._column_name()
        self.env["account.analytic.line"].create(
            {"name": "Hours", "date": "2026-06-01", "amount": -50, column: analytic.id}
        )
        self.assertEqual(self._cost(self.pool, "net"), money("0"))

    def test_a_bill_typed_in_the_ledger_alone_counts(self):
        # Without a journal item, with a general account.
        (analytic,) = self.pool.analytic_account_ids
        column = analytic.plan_id._column_name()
        self.env["account.analytic.line"].create(
            {
                "name": "Rent",
                "date": "2026-06-01",
                "amount": -50,
                "general_account_id": self.accounts["rent"].id,
                "company_id": self.company.id,
                column: analytic.id,
            }
        )
        self.assertEqual(self._cost(self.pool, "posted"), money("50"))

    def test_a_bill_on_accounts_of_two_plans_counts_once(self):
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        project = self.env["account.analytic.account"].create(
            {"name": "Project", "plan_id": plan.id, "company_id": self.company.id}
        )
        (analytic,) = self.pool.analytic_account_ids
        (other,) = self.other_pool.analytic_account_ids
        move = self._spend(self.pool, 100)
        line = move.line_ids.filtered("analytic_distribution")
        line.analytic_distribution = {
            f"{analytic.id},{project.id}": 60,
            f"{other.id},{project.id}": 40,
        }
        self.assertEqual(self._cost(self.pool, "posted"), money("60"))
        self.assertEqual(self._cost(self.other_pool, "posted"), money("40"))

    def test_accounts_of_another_plan(self):
        plan = self.env["account.analytic.plan"].create({"name": "Pools"})
        account = self.env["account.analytic.account"].create(
            {"name": "Pool", "plan_id": plan.id, "company_id": self.company.id}
        )
        self.other_pool.analytic_account_ids = False
        self.pool.analytic_account_ids = account
        self._spend(self.pool, 70)
        self.assertEqual(self._cost(self.pool, "posted"), money("70"))

    def test_provisions_are_not_costs_even_with_an_analytic_account(self):
        (analytic,) = self.pool.analytic_account_ids
        self._share(self.pool, {self.agiie: 1})
        self._create_budget(self.pool, 12000)
        call = self._create_call("2026-01-01", "2026-12-31", post=False)
        call.action_call()
        lines = call._get_move_lines()
        self.assertFalse(lines.analytic_distribution)
        # A model puts the account on the draft when its partner is written.
        self.env["account.analytic.distribution.model"].create(
            {
                "company_id": self.company.id,
                "analytic_distribution": {str(analytic.id): 100},
            }
        )
        lines._compute_analytic_distribution()
        lines.move_id.action_post()
        lines = self.env["account.analytic.line"].search(
            [(analytic.plan_id._column_name(), "=", analytic.id)]
        )
        # The account is on the invoice.
        self.assertEqual(sum(lines.mapped("amount")), 12000)
        self._spend(self.pool, 500)
        self.assertEqual(
            self._cost(self.pool, "posted", "income", "budget", "net"),
            money("500", "0", "12000", "500"),
        )

    # === Posts === #

    def test_a_split_that_changes_in_the_year(self):
        # 3 650 a year, 50 % for HR until June, 20 % from July; Office 30 % all year.
        # By months: 1 825.00 each half. HR 912.50 + 365.00; Office 547.50 × 2.
        self._create_post(
            (self.pool, 50, "2026-01-01", "2026-06-30"),
            (self.pool, 20, "2026-07-01", False),
            (self.other_pool, 30, "2026-01-01", False),
            costs=[("2026-01-01", "2026-12-31", 3650)],
        )
        self.assertEqual(self._cost(self.pool, "staff", "net"), money("1277.5") * 2)
        self.assertEqual(self._cost(self.other_pool, "staff"), money("1095"))

    def test_a_cost_typed_over_two_years(self):
        # 24 months from July 2025 to June 2027, 24 000: a thousand a month.
        self._create_post(
            (self.pool, 100, "2025-01-01", False),
            costs=[("2025-07-01", "2027-06-30", 24000)],
        )
        years = [
            Period(date(year, 1, 1), date(year, 12, 31)) for year in (2025, 2026, 2027)
        ]
        self.assertEqual(
            [self._cost(self.pool, "staff", period=year) for year in years],
            [money("6000"), money("12000"), money("6000")],
        )

    def test_posted_costs_of_a_post_from_a_day_on(self):
        account = self.structure.copy({"name": "Pay"})
        post = self._create_post(
            (self.pool, 40, "2026-01-01", False),
            costs=[("2026-01-01", "2026-03-31", 3000)],
            analytic_account_id=account.id,
            posted_from="2026-04-01",
        )
        helper = SimpleNamespace(analytic_account_ids=account)
        self._spend(helper, 5000, "2026-03-31")
        self._spend(helper, 1000, "2026-04-01")
        # typed 3 000 + posted from April 1 000 = 4 000; 40 %
        self.assertEqual(self._cost(self.pool, "staff"), money("1600"))
        self.assertEqual(self._cost(self.pool, "posted"), money("0"))
        post.posted_from = "2026-12-01"
        self.assertEqual(self._cost(self.pool, "staff"), money("1200"))

    def test_archived_posts_and_pools_keep_their_costs(self):
        post = self._create_post(
            (self.pool, 100, "2026-01-01", False),
            costs=[("2026-01-01", "2026-12-31", 1200)],
        )
        post.active = False
        self.pool.active = False
        self.assertEqual(self._cost(self.pool, "staff"), money("1200"))

    # === Grants === #

    def test_grants_of_a_pool_a_territory_and_of_none(self):
        north = self.env["cae.territory"].create({"name": "North", "code": "N"})
        self.other_pool.territory_id = north
        self._spend(self.pool, 3000)
        self._spend(self.other_pool, 1000)
        self._create_grant(500, pool_id=self.pool.id)
        # All of it for the one pool of the territory
        self._create_grant(100, territory_id=north.id)
        # 3 000 and 1 000 of 4 000: 75 and 25 %
        self._create_grant(100)
        self.assertEqual(self._cost(self.pool, "grant", "net"), money("575", "2425"))
        self.assertEqual(
            self._cost(self.other_pool, "grant", "net"), money("125", "875")
        )

    def test_granted_asked_refused_and_received(self):
        self._spend(self.pool, 3000)
        grant = self._create_grant(1200, grant=False, pool_id=self.pool.id)
        self.assertEqual(self._cost(self.pool, "grant"), money("0"))
        grant.action_grant()
        self.assertEqual(self._cost(self.pool, "grant"), money("1200"))
        grant.receipt_ids = [Command.create({"date": "2026-05-01", "amount": 800})]
        grant.deducted = "received"
        self.assertEqual(self._cost(self.pool, "grant"), money("800"))
        self.assertEqual(grant.amount_left, 400)
        grant.receipt_ids.unlink()
        grant.action_refuse()
        self.assertEqual(self._cost(self.pool, "grant"), money("0"))

    def test_a_grant_across_two_years_adds_up_to_the_cent(self):
        # October 2025 to September 2026: 3 and 9 months of 12 of 1 000.01.
        # 3/12: 250.0025 → 250.00; the rest 750.01
        self._spend(self.pool, 3000)
        grant = self._create_grant(
            1000.01, start="2025-10-01", date_to="2026-09-30", pool_id=self.pool.id
        )
        before = Period(date(2025, 1, 1), date(2025, 12, 31))
        self.assertEqual(self._cost(self.pool, "grant", period=before), money("250.00"))
        self.assertEqual(self._cost(self.pool, "grant"), money("750.01"))
        self.assertIn("2025", grant.deduction_text)
        self.assertIn("750.01", grant.deduction_text)

    def test_what_is_booked_as_a_grant_is_deducted_once(self):
        subsidy = self._create_account(self.company, "740000", "income", "Subsidies")
        account = self.structure.copy({"name": "Pay"})
        self._create_post(
            (self.pool, 100, "2026-01-01", False), analytic_account_id=account.id
        )
        self._spend(self.pool, 3000)
        self._spend(self.pool, -600, account=subsidy)
        # Aid to employment, on the account of the post; a late one of last year
        helper = SimpleNamespace(analytic_account_ids=account)
        self._spend(helper, 1000)
        self._spend(helper, -400, account=subsidy)
        self.assertEqual(
            self._cost(self.pool, "posted", "staff", "income", "net"),
            money("3000", "600", "600", "3000"),
        )
        self._create_grant(1000, pool_id=self.pool.id, account_id=subsidy.id)
        # 3 000 + 1 000 − 1 000
        self.assertEqual(
            self._cost(self.pool, "posted", "staff", "income", "grant", "net"),
            money("3000", "1000", "0", "1000", "3000"),
        )
        # The next year, when a balance of 200 is paid late
        self._spend(self.pool, -200, "2027-02-01", account=subsidy)
        after = Period(date(2027, 1, 1), date(2027, 12, 31))
        self.assertEqual(
            self._cost(self.pool, "income", "net", period=after), money("0", "0")
        )

    def test_surplus_is_shared_or_kept(self):
        self._spend(self.pool, 100)
        self._create_grant(150, pool_id=self.pool.id)
        self.assertEqual(self._cost(self.pool, "net"), money("-50"))
        self.pool.keep_surplus = True
        self.assertEqual(self._cost(self.pool, "net"), money("0"))

    def test_a_grant_stays_in_its_company(self):
        self._spend(self.pool, 100)
        self._create_grant(60)
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids += company
        key = self.fte.copy({"company_id": company.id})
        foreign = self.env["cae.cost.pool"].create(
            {"name": "Foreign", "key_id": key.id, "company_id": company.id}
        )
        self.env["cae.cost.staff"].create(
            {
                "name": "Post",
                "company_id": company.id,
                "split_ids": [
                    Command.create(
                        {
                            "pool_id": foreign.id,
                            "percent": 100,
                            "date_from": "2026-01-01",
                        }
                    )
                ],
                "cost_ids": [
                    Command.create(
                        {
                            "date_from": "2026-01-01",
                            "date_to": "2026-12-31",
                            "amount": 300,
                        }
                    )
                ],
            }
        )
        pools = (self.pool | foreign).with_context(
            allowed_company_ids=(self.company | company).ids
        )
        costs = pools._get_costs(YEAR)
        self.assertEqual(
            [(costs[pool]["grant"], costs[pool]["net"]) for pool in pools],
            [money("60", "40"), money("0", "300")],
        )

    def test_a_grant_that_is_lowered_after_the_settlement(self):
        self._share(self.pool, {self.agiie: 1})
        self._spend(self.pool, 1000)
        grant = self._create_grant(400, pool_id=self.pool.id)
        settlement = self._create_settlement(pool_ids=self.pool.ids)
        settlement.action_invoice()
        grant.amount_granted = 300
        settlement.action_compute()
        # 1 000 − 300 = 700, 600 were invoiced
        self.assertEqual(
            self._read_lines(settlement, "amount", "settled", "delta"),
            {("AGIIE", "HR"): ("700.00", "600.00", "100.00")},
        )

    def test_queries_do_not_grow(self):
        """As many for two pools, posts and grants as for twelve."""

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["cae.cost.pool"].search(
                [("company_id", "=", self.company.id)]
            )._get_costs(YEAR)
            return self.env.cr.sql_log_count - before

        def fill(index):
            pool = self._create_pool(f"Pool {index}", self.fte)
            account = self.structure.copy({"name": f"Pay {index}"})
            self._spend(pool, 100)
            self._create_post(
                (pool, 50, "2026-01-01", False),
                costs=[("2025-01-01", "2025-12-31", 1200)],
                analytic_account_id=account.id,
                posted_from="2026-01-01",
            )
            self._create_grant(10)
            self._create_budget(pool, 120)

        for index in range(2):
            fill(index)
        few = count()
        for index in range(2, 12):
            fill(index)
        self.assertEqual(count(), few)
