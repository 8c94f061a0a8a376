# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CaeMutualisationCase

JANUARY = ("2026-01-01", "2026-01-31")
FEBRUARY = ("2026-02-01", "2026-02-28")
YEAR = ("2026-01-01", "2026-12-31")


class StatementCase(CaeMutualisationCase):
    """A levy of 10 % of turnover less subcontracting; months of 2025 and 2026.

    December 2025: 1 000 invoiced and paid, nothing levied.
    January 2026: 5 000 invoiced, 2 000 subcontracted; levy 300. February: 400 invoiced,
    100 of rent; levy 40. The 5 000 are paid in February; nothing else is.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_scheme()
        paid = cls._create_invoice(cls.activity, 1000, "2025-12-10")
        cls._pay(paid, 1000, "2025-12-20")
        invoice = cls._create_invoice(cls.activity, 5000, "2026-01-10")
        cls._create_bill(cls.activity, 2000, "2026-01-20")
        cls._create_invoice(cls.activity, 400, "2026-02-10")
        cls._create_bill(cls.activity, 100, "2026-02-12", "rent")
        cls._pay(invoice, 5000, "2026-02-05")
        cls._create_run("2026-01-01", post=True)
        cls._create_run("2026-02-01", post=True)

    @classmethod
    def _create_statement(cls, dates, kind="month", activity=None):
        date_from, date_to = dates
        return cls.env["cae.activity.statement"].create(
            {
                "activity_id": (activity or cls.activity).id,
                "kind": kind,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    def _rows(self, statement, *names):
        return [
            (line.section, line.name, *(line[name] for name in names))
            for line in statement.line_ids
        ]

    def assertBalanced(self, statement, total):
        self.assertEqual(statement.asset_total, total)
        self.assertEqual(statement.liability_total, total)


@tagged("post_install", "-at_install")
class TestStatementYear(StatementCase):
    def test_month_and_year_to_date(self):
        statement = self._create_statement(FEBRUARY)
        self.assertEqual(
            self._rows(statement, "amount", "year_amount"),
            [
                ("income", "Turnover", 400, 5400),
                # Nothing bought in February; 2 000 in January
                ("cost", "Subcontracting", 0, -2000),
                ("cost", "Expenses", -100, -100),
                ("levy", "Contribution", -40, -340),
            ],
        )
        # 400 − 100 − 40, and 5 400 − 2 100 − 340
        self.assertEqual((statement.result, statement.year_result), (260, 2960))

    def test_income_statement_by_nature_and_month(self):
        statement = self._create_statement(YEAR, "year")
        self.assertEqual(statement.display_name, "Wood – Year 2026")
        rest = [0.0] * 10
        self.assertEqual(
            self._rows(statement, "amount", "months"),
            [
                ("income", "Turnover", 5400, [5000, 400, *rest]),
                ("cost", "Subcontracting", -2000, [-2000, 0, *rest]),
                ("cost", "Expenses", -100, [0, -100, *rest]),
                ("levy", "Contribution", -340, [-300, -40, *rest]),
            ],
        )
        *_rows, result = statement._get_month_table()
        # 5 000 − 2 000 − 300, then 400 − 100 − 40
        self.assertEqual(result["amounts"], [2700, 260, *rest])
        self.assertEqual(result["total"], 2960)
        self.assertEqual(statement.result, 2960)

    def test_levies_that_no_run_explains(self):
        column = self.env["account.analytic.line"]._cae_activity_column()
        self.env["account.analytic.line"].create(
            {
                "name": "By hand",
                "date": "2026-02-15",
                "amount": -7,
                "general_account_id": self.accounts["levy"].id,
                column: self.activity.analytic_account_id.id,
            }
        ).cae_nature_id = self.natures["levy"]
        year = self._create_statement(YEAR, "year")
        month = self._create_statement(FEBRUARY)
        self.assertEqual(
            self._rows(year, "amount", "months")[-1],
            ("levy", "Other levies", -7, [0, -7, *[0] * 10]),
        )
        self.assertEqual(
            self._rows(month, "amount", "year_amount")[-1],
            ("levy", "Other levies", -7, -7),
        )
        for statement in year | month:
            self.assertEqual(
                statement.closing_cash,
                statement.opening_cash
                + statement.result
                + statement.uncollected_change
                + statement.unpaid_change,
            )

    def test_a_part_of_a_month_has_no_levy(self):
        statement = self._create_statement(("2026-01-01", "2026-01-30"))
        # Levies are dated 31 January
        self.assertEqual((statement.income, statement.costs), (5000, -2000))
        self.assertEqual(statement.levy, 0)

    def test_a_year_covers_the_financial_year(self):
        with self.assertRaisesRegex(ValidationError, "01/01/2026 to 12/31/2026"):
            self._create_statement(("2026-02-01", "2026-12-31"), "year")
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        statement = self._create_statement(("2025-07-01", "2026-06-30"), "year")
        self.assertEqual(
            statement.display_name, "Wood – Financial year 07/01/2025 – 06/30/2026"
        )
        # July 2025 is the first column: December the 6th, January the 7th
        turnover = statement.line_ids[0].months
        self.assertEqual(turnover[5:8], [1000, 5000, 400])

    def test_balance_sheet_balances(self):
        statement = self._create_statement(JANUARY)
        # Its own: 1 000 of 2025 and 2 700 of January. It owes 2 000 to the supplier,
        # the customer owes it 5 000: cash is 3 700 − 5 000 + 2 000
        self.assertEqual(statement.closing_cash, 700)
        self.assertEqual(
            statement._balance_amounts(),
            [
                ("cash", "asset", 700),
                ("customers", "asset", 5000),
                ("suppliers", "debt", 2000),
                ("carried", "funds", 1000),
                ("year", "funds", 2700),
            ],
        )
        self.assertBalanced(statement, 5700)

    def test_balance_sheet_of_an_overdrawn_activity(self):
        other = self._create_activity("Other", self._create_partner(name="Bo"))
        self._create_invoice(other, 1000, "2026-01-10")
        self._create_entry(other, 350.55, "2026-01-11")
        statement = self._create_statement(JANUARY, activity=other)
        # Result 649.45, of which 1 000 is not paid: cash −350.55
        self.assertEqual(
            statement._balance_amounts(),
            [
                ("cash", "asset", 0),
                ("customers", "asset", 1000),
                ("suppliers", "debt", 0),
                ("overdraft", "debt", 350.55),
                ("carried", "funds", 0),
                ("year", "funds", 649.45),
            ],
        )
        self.assertBalanced(statement, 1000)

    def test_credit_notes_go_to_the_other_side(self):
        other = self._create_activity("Other", self._create_partner(name="Bo"))
        self._create_invoice(other, 30, "2026-01-10", "out_refund")
        self._create_invoice(other, 20, "2026-01-10", "in_refund")
        statement = self._create_statement(JANUARY, activity=other)
        # Result −30 + 20; neither is paid: no cash moved
        self.assertEqual(
            statement._balance_amounts(),
            [
                ("cash", "asset", 0),
                ("customers", "asset", 0),
                ("supplier_credits", "asset", 20),
                ("suppliers", "debt", 0),
                ("customer_credits", "debt", 30),
                ("carried", "funds", 0),
                ("year", "funds", -10),
            ],
        )
        self.assertBalanced(statement, 20)

    def test_joint_activity_is_split_to_the_cent(self):
        holders = [self._create_partner(name=name) for name in ("Bo", "Cy", "Di")]
        joint = self._create_activity(
            "Joint",
            holder_ids=[
                Command.create({"partner_id": holder.id, "share_percent": percent})
                for holder, percent in zip(holders, (33.34, 33.33, 33.33), strict=True)
            ],
        )
        self._create_invoice(joint, 100.01, "2026-01-10")
        statement = self._create_statement(JANUARY, activity=joint)
        # 100.01 × 33.34 % = 33.343334, × 33.33 % = 33.333333 twice. To the cent 33.34
        # + 33.33 + 33.33 = 100.00: the cent left goes to the largest rest, 0.3334 cent
        self.assertEqual(
            [
                (share.partner_id.name, share.result, share.available_cash)
                for share in statement.share_ids
            ],
            [("Bo", 33.35, 0), ("Cy", 33.33, 0), ("Di", 33.33, 0)],
        )
        statement.action_publish()
        with self.assertRaisesRegex(UserError, "withdraw"):
            statement.share_ids[0].result = 1
        with self.assertRaisesRegex(UserError, "withdraw"):
            statement.share_ids[0].unlink()
        with self.assertRaisesRegex(UserError, "withdraw"):
            statement.line_ids[0].months = []

    def test_published_year_is_frozen(self):
        statement = self._create_statement(YEAR, "year")
        statement.action_publish()
        self._create_invoice(self.activity, 50, "2026-03-10")
        self.assertEqual(statement.line_ids[0].months[:3], [5000, 400, 0])
        for name, value in (("kind", "month"), ("year_result", 1), ("share_ids", [])):
            with self.assertRaisesRegex(UserError, "withdraw"):
                statement.write({name: value})


@tagged("post_install", "-at_install")
class TestPrepareStatements(StatementCase):
    def _prepare(self, **vals):
        wizard = self.env["cae.activity.statement.prepare"].create(vals)
        action = wizard.action_prepare()
        return wizard, self.env[action["res_model"]].search(action["domain"])

    def test_year_of_all_activities(self):
        self._create_activity("Closed before", date_start="2024-01-01").action_close(
            "2025-06-30"
        )
        self._create_activity("A project", opened=False)
        late = self._create_activity("Closed, billed after", date_start="2024-01-01")
        self._create_entry(late, 10, "2026-03-01")
        late.action_close("2025-06-30")
        wizard, statements = self._prepare(kind="year", date="2026-05-05")
        self.assertEqual(str(wizard.date_from), "2026-01-01")
        self.assertEqual(str(wizard.date_to), "2026-12-31")
        self.assertEqual(statements.activity_id, self.activity | late)
        self.assertEqual(set(statements.mapped("kind")), {"year"})

    def test_drafts_are_read_again_and_published_ones_stay(self):
        _wizard, statement = self._prepare(date="2026-02-05")
        self.assertEqual(statement.income, 400)
        self._create_invoice(self.activity, 1, "2026-02-20")
        self.assertEqual(self._prepare(date="2026-02-28")[1], statement)
        self.assertEqual(statement.income, 401)
        statement.action_publish()
        self._create_invoice(self.activity, 1, "2026-02-20")
        self.assertEqual(self._prepare(date="2026-02-28")[1], statement)
        self.assertEqual(statement.income, 401)

    def test_chosen_activities(self):
        other = self._create_activity("Other", date_start="2026-01-01")
        wizards = self.env["cae.activity.statement.prepare"].with_context(
            active_model="cae.activity", active_ids=other.ids
        )
        action = wizards.create({"date": "2026-01-05"}).action_prepare()
        found = self.env["cae.activity.statement"].search(action["domain"])
        self.assertEqual(found.activity_id, other)

    def test_no_activity_is_said(self):
        with self.assertRaisesRegex(UserError, "2001-01-01 to 2001-01-31"):
            self._prepare(date="2001-01-20")

    def test_mails_wait_in_the_queue(self):
        _wizard, statement = self._prepare(date="2026-02-05")
        statement.action_publish()
        mail = self.env["mail.mail"].search(
            [("model", "=", statement._name), ("res_id", "=", statement.id)]
        )
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.recipient_ids, self.activity.holder_ids.partner_id)

    def test_query_count_does_not_grow(self):
        """2 or 60 activities, twelve months each: the same number of queries."""
        counts = []
        for size in (2, 60):
            partners = self.env["res.partner"].create(
                [{"name": f"P{size}-{i}"} for i in range(size)]
            )
            activities = self.env["cae.activity"].create(
                [
                    {
                        "name": f"S{size}-{i}",
                        "holder_ids": [Command.create({"partner_id": partner.id})],
                    }
                    for i, partner in enumerate(partners)
                ]
            )
            column = self.env["account.analytic.line"]._cae_activity_column()
            self.env["account.analytic.line"].create(
                [
                    {
                        "name": "Sale",
                        "date": f"2026-{month:02}-10",
                        "amount": 10,
                        "general_account_id": self.accounts["income"].id,
                        column: activity.analytic_account_id.id,
                    }
                    for activity in activities
                    for month in range(1, 13)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            statements = self.env["cae.activity.statement"].with_context(
                tracking_disable=True
            )
            made = statements._prepare_period(
                activities, "year", *map(fields.Date.to_date, YEAR)
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(set(made.mapped("income")), {120})
            self.assertEqual(set(made.share_ids.mapped("result")), {120})
        self.assertLessEqual(counts[1] - counts[0], 6)
