# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..kernel.sharing import Period
from .test_cost_pool import CaePoolCase


@tagged("post_install", "-at_install")
class TestCostPoolRules(CaePoolCase):
    """What may not be written down, since a cost would count twice or be lost."""

    # === Accounts === #

    def test_an_account_has_one_pool_or_post(self):
        with (
            self.assertRaisesRegex(ValidationError, "belongs to “HR” and to “Office”"),
            self.env.cr.savepoint(),
        ):
            self.other_pool.analytic_account_ids += self.pool.analytic_account_ids
        with (
            self.assertRaisesRegex(ValidationError, "“HR” and to “Director”"),
            self.env.cr.savepoint(),
        ):
            self._create_post(analytic_account_id=self.pool.analytic_account_ids.id)
        account = self.structure.copy({"name": "Pay"})
        self._create_post(analytic_account_id=account.id)
        with (
            self.assertRaisesRegex(ValidationError, "“Director” and to “Manager”"),
            self.env.cr.savepoint(),
        ):
            self._create_post(name="Manager", analytic_account_id=account.id)

    def test_accounts_are_of_one_plan(self):
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        project = self.env["account.analytic.account"].create(
            {"name": "Project", "plan_id": plan.id, "company_id": self.company.id}
        )
        with (
            self.assertRaisesRegex(ValidationError, "would count twice"),
            self.env.cr.savepoint(),
        ):
            self.other_pool.analytic_account_ids = project
        with (
            self.assertRaisesRegex(ValidationError, "would count twice"),
            self.env.cr.savepoint(),
        ):
            self.pool.analytic_account_ids.plan_id = plan
        # A plan below the same root is fine: a line has one account of both.
        below = self.env["account.analytic.plan"].create(
            {"name": "Below", "parent_id": self.structure.plan_id.id}
        )
        self.pool.analytic_account_ids.plan_id = below
        self._spend(self.pool, 10)
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        self.assertEqual(self.pool._get_costs(year)[self.pool]["posted"], 10)

    def test_an_agreement_in_force_keeps_its_pool(self):
        self._share(self.pool, {self.agiie: 1})
        agreement = self.env["cae.cost.agreement"].search(
            [("membership_id", "=", self.agiie.id)]
        )
        with self.assertRaisesRegex(UserError, "HR is in .* AGIIE, which is in force"):
            self.pool.action_archive()
        agreement._write_managed({"date_end": "2026-01-31"})
        with freeze_time("2026-02-01"):
            self.pool.action_archive()
        self.assertFalse(self.pool.active)

    # === Posts === #

    def test_costs_typed_and_posted_do_not_overlap(self):
        account = self.structure.copy({"name": "Pay"})
        post = self._create_post(costs=[("2026-01-01", "2026-03-31", 10)])
        with (
            self.assertRaisesRegex(ValidationError, "it would count twice"),
            self.env.cr.savepoint(),
        ):
            post.analytic_account_id = account
        post.write({"analytic_account_id": account.id, "posted_from": "2026-04-01"})
        with (
            self.assertRaisesRegex(ValidationError, "it would count twice"),
            self.env.cr.savepoint(),
        ):
            post.cost_ids.date_to = "2026-04-01"
        with (
            self.assertRaisesRegex(ValidationError, "it would count twice"),
            self.env.cr.savepoint(),
        ):
            post.posted_from = False

    def test_what_no_pool_bears_is_told(self):
        with freeze_time("2026-05-15"):
            post = self._create_post(
                (self.pool, 50, "2026-01-01", "2026-06-30"),
                (self.other_pool, 30, "2026-01-01", False),
                (self.pool, 70, "2026-07-01", False),
                costs=[("2026-01-01", "2026-12-31", 12000)],
            )
            self.assertEqual(post.rest_percent, 20)
            self.assertEqual(post.split_text, "HR 50 %, Office 30 %")
            self.assertEqual(post.rest_text, "20 % from 01/01/2026 to 06/30/2026")
            # 6 000 until June, of which 20 %
            self.assertEqual((post.year_cost, post.year_rest), (12000, 1200))
            found = self.env["cae.cost.staff"].search([("rest_percent", ">", 0)])
            self.assertIn(post, found)
        with freeze_time("2026-08-01"):
            self.env.invalidate_all()
            found = self.env["cae.cost.staff"].search([("rest_percent", ">", 0)])
            self.assertNotIn(post, found)

    def test_a_split_is_typed_in_the_form(self):
        with freeze_time("2026-05-15"), Form(self.env["cae.cost.staff"]) as form:
            form.name = "Clerk"
            with form.split_ids.new() as split:
                split.percent = 60
                split.pool_id = self.pool
                split.date_from = "2026-01-01"
            self.assertEqual(form.rest_percent, 40)
        with (
            self.assertRaisesRegex(ValidationError, "more than one post"),
            self.env.cr.savepoint(),
        ):
            form.record.split_ids = [
                Command.create(
                    {
                        "pool_id": self.other_pool.id,
                        "percent": 41,
                        "date_from": "2026-03-01",
                    }
                )
            ]

    def test_costs_of_a_post_are_confidential(self):
        post = self._create_post(
            (self.pool, 100, "2026-01-01", False),
            costs=[("2026-01-01", "2026-12-31", 12000)],
        )
        for user in (self.user_manager, self.user_accountant, self.user_auditor):
            self.assertEqual(post.with_user(user).cost_ids.amount, 12000)
        self.user_support.company_ids += self.company
        for user in (self.user_coach, self.user_support):
            with self.assertRaises(AccessError):
                post.with_user(user).cost_ids.mapped("amount")
            # The total of the pool is no secret: members pay it.
            with freeze_time("2026-12-31"):
                self.assertEqual(self.pool.with_user(user).year_staff, 12000)
            self.env.invalidate_all()

    # === The year === #

    @freeze_time("2026-06-30")
    def test_the_year_to_date_against_the_budget(self):
        self._spend(self.pool, 400, "2026-06-30")
        self._spend(self.pool, 999, "2026-07-01")
        self._create_post(
            (self.pool, 100, "2026-01-01", False),
            costs=[("2026-01-01", "2026-12-31", 1200)],
        )
        self._create_grant(200, pool_id=self.pool.id)
        self._create_budget(self.pool, 1200)
        pool = self.pool.with_user(self.user_accountant)
        # Half a year: 400 + 600 − 100 = 900; 75 % of 1 200
        self.assertEqual(
            (pool.year_posted, pool.year_staff, pool.year_grant, pool.year_net),
            (400, 600, 100, 900),
        )
        self.assertEqual((pool.year_budget, pool.year_budget_to_date), (1200, 600))
        self.assertEqual(pool.year_percent, 75)
        lines = self.env["account.analytic.line"].search(
            pool.action_view_lines()["domain"]
        )
        self.assertEqual(sum(lines.mapped("amount")), -1399)
        self.assertEqual(
            lines[0].action_open_cae_document()["res_id"],
            lines[0].move_line_id.move_id.id,
        )

    def test_counts_and_what_they_open(self):
        self._share(self.pool, {self.agiie: 1, self.proxim: 2})
        self._create_budget(self.pool, 12)
        self._create_grant(1, pool_id=self.pool.id)
        post = self._create_post(
            (self.pool, 10, "2026-01-01", "2026-01-31"),
            (self.pool, 20, "2026-02-01", False),
        )
        pool = self.pool.with_user(self.user_manager)
        self.assertEqual(
            (pool.line_count, pool.budget_count, pool.grant_count, pool.staff_count),
            (2, 1, 1, 1),
        )
        for action, records in (
            (pool.action_view_budgets(), self.pool.budget_ids),
            (pool.action_view_grants(), self.pool.grant_ids),
            (pool.action_view_staff(), post),
        ):
            model = self.env[action["res_model"]]
            self.assertEqual(model.search(action["domain"]), records)
        action = pool.action_view_agreements()
        self.assertEqual(
            self.env["cae.cost.agreement"].search(action["domain"]).membership_id,
            self.agiie | self.proxim,
        )

    def test_the_board_asks_as_much_for_many_pools(self):
        def count(pools):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            pools.mapped("year_net")
            pools.mapped("line_count")
            return self.env.cr.sql_log_count - before

        pools = self.pool | self.other_pool
        count(pools)
        few = count(pools)
        for index in range(8):
            pools |= self._create_pool(f"Pool {index}", self.fte)
        self.assertEqual(count(pools), few)
