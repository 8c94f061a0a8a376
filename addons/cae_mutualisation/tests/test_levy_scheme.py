# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestLevyScheme(CaeMutualisationCase):
    def _simulate(self, scheme, *rows):
        months = [
            {"date": f"2026-{index:02}-01", **row} for index, row in enumerate(rows, 1)
        ]
        return [result["total"] for result in scheme.simulate(months)]

    def test_art_turnover_without_subcontracting_nor_big_purchases(self):
        scheme = self._create_scheme(
            {"deducted": ("subcontracting", "pass_through"), "no_turnover_fee": 2.50}
        )
        totals = self._simulate(
            scheme,
            {"turnover": 5000, "subcontracting": 2000},
            {},
            {"turnover": 5000, "pass_through": 4000, "purchase": 500},
        )
        self.assertEqual(totals, [300.0, 2.5, 100.0])

    def test_be_gross_margin(self):
        scheme = self._create_scheme(
            {"deducted": ("purchase", "subcontracting", "pass_through")}
        )
        totals = self._simulate(scheme, {"turnover": 3000, "purchase": 1000})
        self.assertEqual(totals, [200.0])

    def test_margin_and_fixed_amount(self):
        scheme = self._create_scheme(
            {"rate": 13.5, "deducted": ("purchase",), "fixed_amount": 30}
        )
        totals = self._simulate(scheme, {"turnover": 3000, "purchase": 1000})
        self.assertEqual(totals, [300.0])

    def test_collected(self):
        scheme = self._create_scheme({"deducted": (), "recognition": "collected"})
        totals = self._simulate(
            scheme,
            {"turnover": 1000, "collected": 500},
            {"collected": 500},
            {"turnover": 200},
        )
        self.assertEqual(totals, [50.0, 50.0, 20.0])

    def test_components_by_code_and_total(self):
        scheme = self._create_scheme(
            {"deducted": ()},
            {"code": "insurance", "name": "Insurance", "rate": 1.25, "deducted": ()},
        )
        (result,) = scheme.simulate([{"date": "2026-03-15", "turnover": "1000.40"}])
        # 100.04 + 12.505 rounded half up
        self.assertEqual(
            result,
            {
                "date": "2026-03-15",
                "contribution": 100.04,
                "insurance": 12.51,
                "total": 112.55,
            },
        )

    def test_yearly_tiers_start_again_with_the_company_year(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        scheme = self._create_scheme({"rate": [(0, 10), (1000, 5)], "deducted": ()})
        results = scheme.simulate(
            [
                {"date": "2026-07-01", "turnover": 1000},
                {"date": "2026-05-01", "turnover": 1000},
                {"date": "2026-06-01", "turnover": 1000},
            ]
        )
        self.assertEqual([row["total"] for row in results], [100.0, 100.0, 50.0])

    def test_bad_figures_are_named(self):
        scheme = self._create_scheme()
        for months, message in (
            ([{"date": "2026-01-01", "sales": 3}], "sales"),
            ([{"date": "soon"}], "soon"),
            ([{"turnover": 1}], "date"),
            ([{"date": "2026-01-01", "turnover": "ten"}], "ten"),
            ([{"date": "2026-01-01", "turnover": "NaN"}], "NaN"),
            ([{"date": "2026-01-01"}, {"date": "2026-01-31"}], "twice"),
        ):
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                scheme.simulate(months)

    def test_schemes_do_not_overlap(self):
        self._create_scheme(date_to="2026-05-31")
        self.assertTrue(self._create_scheme(date_from="2026-06-01"))
        with self.assertRaisesRegex(ValidationError, "at the same time"):
            self._create_scheme(date_from="2026-03-01", date_to="2026-03-31")

    def test_scheme_starts_with_a_month(self):
        with self.assertRaisesRegex(ValidationError, "first day of a month"):
            self._create_scheme(date_from="2026-01-15")

    def test_rates_need_a_base(self):
        with self.assertRaisesRegex(ValidationError, "no base"):
            self._create_scheme({"base": ()})

    def test_destination_is_in_the_plan_of_the_activities(self):
        plan = self.env["account.analytic.plan"].create({"name": "Other plan"})
        account = self.env["account.analytic.account"].create(
            {"name": "Elsewhere", "plan_id": plan.id}
        )
        with self.assertRaisesRegex(ValidationError, "Elsewhere"):
            self._create_scheme({"analytic_account_id": account.id})

    def test_levied_scheme_is_not_deleted(self):
        scheme = self._create_scheme()
        self._create_invoice(self.activity, 100, "2026-01-10")
        self._create_run("2026-01-01", post=True)
        with self.assertRaisesRegex(UserError, "already been levied"):
            scheme.unlink()

    def test_exceptions_of_an_activity_do_not_overlap(self):
        exceptions = self.env["cae.levy.exception"]
        vals = {"activity_id": self.activity.id, "reason": "Start"}
        exceptions.create({**vals, "date_from": "2026-01-01", "date_to": "2026-03-31"})
        exceptions.create({**vals, "date_from": "2026-04-01", "date_to": "2026-04-30"})
        with self.assertRaisesRegex(ValidationError, "overlaps"):
            exceptions.create({**vals, "date_from": "2026-03-01"})

    def test_wizard_takes_the_figures_of_an_activity(self):
        scheme = self._create_scheme(date_from="2020-01-01")
        wizard = self.env["cae.levy.simulation"].create({"scheme_id": scheme.id})
        self.assertEqual(len(wizard.line_ids), 12)
        self.assertEqual(wizard.levy_total, 0)
        month = fields.Date.today() + relativedelta(months=-3, day=1)
        self._create_invoice(self.activity, 5000, month)
        self._create_bill(self.activity, 2000, month)
        with Form(wizard) as form:
            form.activity_id = self.activity
        line = wizard.line_ids.filtered(lambda line: line.month == month)
        self.assertEqual((line.turnover, line.subcontracting), (5000, 2000))
        self.assertEqual((line.levy, wizard.levy_total), (300, 300))
