# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .test_cost_pool import CaePoolCase


@tagged("post_install", "-at_install")
class TestCostBudget(CaePoolCase):
    """Budgets: prepared, voted, revised, printed, compared with what was spent."""

    def _vote(self, budgets, **vals):
        action = budgets.action_open_vote()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.user_manager)
            .with_context(**action["context"])
            .create({"decision": "Meeting of 12 March", **vals})
        )
        return wizard.action_confirm()

    def test_several_budgets_are_voted_at_once(self):
        budgets = self._create_budget(self.pool, 1200, vote=False)
        budgets |= self._create_budget(self.other_pool, 600, vote=False)
        self._vote(budgets, voted_on="2026-03-12")
        self.assertEqual(set(budgets.mapped("state")), {"voted"})
        self.assertEqual(set(budgets.mapped("decision")), {"Meeting of 12 March"})
        self.assertEqual(set(budgets.mapped("voted_on")), {date(2026, 3, 12)})
        with self.assertRaisesRegex(UserError, "Only a draft can be voted"):
            budgets.action_open_vote()

    def test_a_voted_budget_is_locked(self):
        budget = self._create_budget(self.pool, 1200)
        for vals in ({"cost": 1}, {"grant": 1}, {"date_to": "2026-06-30"}):
            with self.assertRaisesRegex(UserError, "revise it for a new vote"):
                budget.write(vals)
        with self.assertRaisesRegex(UserError, "it is kept"):
            budget.unlink()
        with self.assertRaisesRegex(UserError, "the next vote replaces it"):
            budget.action_cancel()
        draft = self._create_budget(self.pool, 1, vote=False)
        draft.action_cancel()
        draft.action_draft()
        draft.unlink()

    def test_a_revision_replaces_it_from_its_vote_on(self):
        self._share(self.pool, {self.agiie: 1})
        budget = self._create_budget(self.pool, 1200)
        revised = budget.browse(budget.action_revise()["res_id"])
        self.assertEqual(budget.action_revise()["res_id"], revised.id)
        revised.cost = 2400
        call = self._create_call("2026-01-01", "2026-01-31")
        self.assertEqual(call.amount, 100)
        revised.action_vote()
        self.assertEqual((budget.state, revised.state), ("cancelled", "voted"))
        self.assertEqual((budget.cost, budget.next_ids), (1200, revised))
        with self.assertRaisesRegex(UserError, "was voted, then replaced"):
            budget.action_draft()
        call.action_compute()
        self.assertEqual(call.amount, 200)

    def test_voted_budgets_do_not_overlap(self):
        self._create_budget(self.pool, 1200)
        other = self._create_budget(self.pool, 600, vote=False)
        other.date_from = "2026-12-31"
        overlap = self.assertRaisesRegex(ValidationError, "some of the same days")
        with overlap, self.env.cr.savepoint():
            other.action_vote()
        other.write({"date_from": "2027-01-01", "date_to": "2027-12-31"})
        other.action_vote()
        self.assertEqual(other.display_name, "HR – 2027")

    def test_who_votes(self):
        budget = self._create_budget(self.pool, 1200, vote=False)
        for user in (self.user_support, self.user_auditor):
            with self.assertRaises(AccessError):
                budget.with_user(user).action_vote()
        budget.with_user(self.user_accountant).action_vote()
        self.assertEqual(budget.state, "voted")

    # === Preparing === #

    def _prepare(self, **vals):
        wizard = (
            self.env["cae.cost.budget.prepare"]
            .with_user(self.user_manager)
            .create({"date_from": "2027-01-01", "date_to": "2027-12-31", **vals})
        )
        action = wizard.action_prepare()
        found = self.env["cae.cost.budget"].search(action["domain"])
        return {
            budget.pool_id.name: (budget.cost, budget.grant, budget.amount)
            for budget in found
        }

    @freeze_time("2026-12-31")
    def test_prepared_from_the_real_costs(self):
        self._spend(self.pool, 1000.10)
        self._spend(self.pool, -50)
        self._create_post(
            (self.pool, 100, "2026-01-01", False),
            costs=[("2026-01-01", "2026-12-31", 1200)],
        )
        self._create_grant(100, pool_id=self.pool.id)
        found = self._prepare(percent=2.5, percent_grant=-100)
        # (1 000.10 + 1 200) × 1.025 = 2 255.1025; grants and income end
        self.assertEqual(found["HR"], (2255.10, 0, 2255.10))
        self.assertEqual(found["Office"], (0, 0, 0))
        with self.assertRaisesRegex(UserError, "Every pool has a budget"):
            self._prepare()

    def test_prepared_from_the_voted_budget(self):
        self._create_budget(self.pool, 1200, grant=200)
        self._create_budget(self.other_pool, 999, vote=False)
        found = self._prepare(source="budget", percent=-10)
        self.assertEqual(found["HR"], (1080, 200, 880))
        self.assertEqual(found["Office"], (0, 0, 0))

    def test_the_year_before_is_proposed(self):
        with freeze_time("2026-11-20"):
            wizard = self.env["cae.cost.budget.prepare"].create({})
            self.assertEqual(
                (wizard.date_from, wizard.date_to),
                (date(2027, 1, 1), date(2027, 12, 31)),
            )
            self.assertEqual(
                (wizard.source_from, wizard.source_to),
                (date(2026, 1, 1), date(2026, 12, 31)),
            )
            self.assertTrue(wizard.is_unfinished)
            wizard.source_to = "2026-12-01"
            wizard.source_from = "2026-12-31"
            with self.assertRaisesRegex(UserError, "before it starts"):
                wizard.action_prepare()

    # === Prints === #

    def test_the_print_for_the_meeting(self):
        self._spend(self.pool, 900, "2025-05-01")
        self._create_budget(self.pool, 1200, grant=200)
        self._create_budget(self.other_pool, 600, vote=False)
        budgets = self.pool.budget_ids | self.other_pool.budget_ids
        (table,) = budgets._get_meeting_tables()
        self.assertEqual(table["label"], "2026")
        # 1 200 − 200 = 1 000, 900 the year before; in all 1 600
        self.assertEqual(
            {
                row["budget"].pool_id.name: (
                    row["net"],
                    row["last_net"],
                    row["difference"],
                )
                for row in table["rows"]
            },
            {"HR": (1000, 900, 100), "Office": (600, 0, 600)},
        )
        self.assertEqual(table["total"]["net"], 1600)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "cae_mutualisation.report_cost_budget", budgets.ids
        )[0]
        self.assertIn("1,600.00", html.decode())

    @freeze_time("2026-06-30")
    def test_budget_against_actual(self):
        self._spend(self.pool, 700, "2026-03-01")
        self._spend(self.pool, 50, "2026-12-01")
        self._spend(self.pool, 900, "2025-05-01")
        self._create_budget(self.pool, 1200)
        self._create_budget(self.pool, 1000, year=2025)
        report = self.env["cae.cost.report"].with_user(self.user_support).create({})
        action = report.action_show()
        lines = self.env["cae.cost.report.line"].search(action["domain"])
        self.assertEqual(
            [
                (line.year, line.pool_id.name, line.net, line.budget, line.left)
                for line in lines
            ],
            # Half of 1 200 is 600 to date
            [("2026", "HR", 700, 600, -100), ("2025", "HR", 900, 1000, 100)],
        )
        self.assertEqual(lines.mapped("percent"), [700 / 6, 90])
        sheet = load_workbook(io.BytesIO(report._make_workbook())).active
        self.assertEqual(
            [cell.value for cell in sheet[5]],
            ["2026", "HR", 700, 0, 0, 0, 700, 600, -100, 116.67, 1200],
        )
        self.assertIn("/web/content/", report.action_export()["url"])

    @freeze_time("2026-06-30")
    def test_the_report_asks_as_much_for_many_pools(self):
        def count():
            report = self.env["cae.cost.report"].create({})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            report.action_show()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self._spend(self.pool, 10)
        self._spend(self.other_pool, 10)
        count()
        few = count()
        for index in range(8):
            self._spend(self._create_pool(f"Pool {index}", self.fte), 10)
        self.assertEqual(count(), few)
