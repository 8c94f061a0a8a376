# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io
from datetime import date

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_person import MONTH, YEAR, CaePersonCase


@tagged("post_install", "-at_install")
@freeze_time("2026-02-10")
class TestPersonFigures(CaePersonCase):
    """The figures of a period, their workbook and who reads them."""

    def _figures(self, first=YEAR[0], last=YEAR[1], territories=None, user=None):
        report = self.report.with_user(user) if user else self.report
        return report.figures(self.company, first, last, territories)

    def _values(self, flow):
        return (
            flow.start,
            flow.entered,
            flow.returned,
            flow.moved,
            flow.left,
            flow.end,
        )

    def test_figures(self):
        figures = self._figures()
        self.assertEqual(self._values(figures["total"][()]), (3, 3, 2, 0, 4, 4))
        self.assertEqual(figures["changes"], 2)  # Ada, Gus; Fay was away in between
        lines = {key: self._values(flow) for key, flow in figures["territory"].items()}
        self.assertEqual(
            lines,
            {
                # Ada, Cléa; Bob in and out; Gus from Blois; Cléa out
                (self.territory.id,): (2, 1, 0, 1, 2, 2),
                # Fay, Gus in; Dan, Fay back; Gus to Tours; Dan, Fay out
                (self.blois.id,): (0, 2, 2, -1, 2, 1),
                (None,): (1, 0, 0, 0, 0, 1),
            },
        )
        lines = {key: self._values(flow) for key, flow in figures["kind"].items()}
        self.assertEqual(
            lines,
            {
                # Ada; Bob Fay Gus; Dan; Ada and Gus to CESA; Bob Dan Fay out
                ("cape",): (1, 3, 1, -2, 3, 0),
                # Cléa; Fay back; Ada and Gus; Cléa out
                ("cesa",): (1, 0, 1, 2, 1, 3),
                ("employee",): (1, 0, 0, 0, 0, 1),
            },
        )
        # On 31 December: Ada 25, Fay 26, Bob 40, Dan 45, Gus 46, Cléa 65
        lines = {key: self._values(flow) for key, flow in figures["sex_age"].items()}
        self.assertEqual(
            lines,
            {
                ("female", "0–25"): (1, 0, 0, 0, 0, 1),
                ("female", "26–44"): (0, 1, 1, 0, 1, 1),
                ("male", "26–44"): (0, 1, 0, 0, 1, 0),
                ("male", "45–54"): (0, 1, 1, 0, 1, 1),
                (None, "55+"): (1, 0, 0, 0, 1, 0),
                ("female", None): (1, 0, 0, 0, 0, 1),
            },
        )

    def test_identity(self):
        """start + entered + returned + moved - left = end, in any line and period."""
        periods = [YEAR, ("2025-03-31", "2025-03-31"), ("2025-04-01", "2025-08-22")]
        for period in periods:
            for territories in (None, self.territory, self.blois):
                figures = self._figures(*period, territories)
                for name in ("total", "territory", "kind", "sex_age", "coach"):
                    for key, flow in figures[name].items():
                        *come, left, end = self._values(flow)
                        with self.subTest(period=period, name=name, key=key):
                            self.assertEqual(sum(come) - left, end)

    def test_figures_agree_with_the_rows(self):
        months = self._sum_months()
        sums = [sum(column) for column in zip(*months.values(), strict=True)]
        flow = self._figures()["total"][()]
        self.assertEqual(sums[1:], [flow.entered, flow.returned, 2, flow.left])
        self.assertEqual(months[(12,)][0], flow.end)

    def test_figures_of_territories(self):
        figures = self._figures(territories=self.blois)
        self.assertEqual(self._values(figures["total"][()]), (0, 2, 2, -1, 2, 1))
        self.assertEqual(list(figures["territory"]), [(self.blois.id,)])
        both = self._figures(territories=self.blois | self.territory)
        self.assertEqual(self._values(both["total"][()]), (2, 3, 2, 0, 4, 3))

    def test_exits_and_membership(self):
        figures = self._figures()
        self.assertEqual(
            {key: len(months) for key, months in figures["exits"].items()},
            {self.retired.id: 1, None: 3},
        )
        self.assertAlmostEqual(figures["exits"][self.retired.id][0], 821 / MONTH)
        self.assertEqual(list(figures["membership"]), [2025])
        self.assertAlmostEqual(figures["membership"][2025][0], 487 / MONTH)
        # Dan: 1 January to 1 April 2024, 91 days; Ada's is of the year after.
        times = self._figures("2024-01-01", "2025-12-31")["membership"]
        self.assertEqual(set(times), {2024, 2025})
        self.assertAlmostEqual(times[2024][0], 91 / MONTH)

    def test_refused_periods(self):
        with self.assertRaisesRegex(UserError, "ends before it starts"):
            self._figures("2025-02-01", "2025-01-31")
        with self.assertRaisesRegex(UserError, "02/11/2026.*02/10/2026"):
            self._figures("2025-02-01", "2026-02-11")

    # === Who reads what === #

    def test_rights(self):
        for user in (self.user_coach, self.user_support, self.user_accountant):
            with self.assertRaises(AccessError):
                self._figures(user=user)
        other = self._create_company(name="Elsewhere")
        with self.assertRaises(AccessError):
            self.report.with_user(self.user_manager).figures(other, *YEAR)

    def test_managers_see_counts_only(self):
        for user in (self.user_manager, self.user_auditor):
            report = self.report.with_user(user)
            known = report.fields_get()
            for name in ("partner_id", "employee_id", "activity_id"):
                self.assertNotIn(name, known)
                with self.assertRaises(AccessError):
                    report.search([(name, "!=", False)], limit=1)
            groups = report._read_group(
                [("month", "=", "2025-12-01"), ("company_id", "=", self.company.id)],
                ["sex"],
                ["active_count:sum"],
            )
            self.assertEqual(dict(groups), {"female": 3, "male": 1})
            self.assertEqual(
                self._values(self._figures(user=user)["total"][()]), (3, 3, 2, 0, 4, 4)
            )
            report.get_views([(False, "pivot"), (False, "graph"), (False, "list")])
            self.assertTrue(report.search([], limit=1).read())
        hr_report = self.report.with_user(self.user_hr)
        self.assertIn("partner_id", hr_report.fields_get())

    def test_ids_tell_nothing(self):
        """The id of a row is not made of the number of a person in a plain way."""
        keys = {person.work_contact_id.id for person in (self.ada, self.bob, self.eve)}
        keys |= {self.ada.id, self.bob.id, self.eve.id}
        rows = self.report.search([("company_id", "=", self.company.id)])
        self.env["ir.config_parameter"].set_param("database.secret", "another")
        self.env.invalidate_all()
        others = self.report.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(rows), len(others))
        self.assertFalse(set(rows.ids) & set(others.ids))

    # === The workbook === #

    def _open_workbook(self, user=None, **vals):
        wizard = self.env["cae.person.report.print"].with_user(
            user or self.user_manager
        )
        form = Form(wizard)
        for name, value in vals.items():
            setattr(form, name, value)
        action = form.save().action_export()
        attachment_id = int(action["url"].split("/")[3].split("?")[0])
        attachment = self.env["ir.attachment"].browse(attachment_id)
        stream = io.BytesIO(base64.b64decode(attachment.datas))
        return load_workbook(stream)

    def _rows_of(self, book, title):
        return [list(row) for row in book[title].iter_rows(min_row=4, values_only=True)]

    def test_workbook(self):
        book = self._open_workbook()  # last year by default
        self.assertEqual(
            book.sheetnames,
            [
                "Summary",
                "Territories",
                "Contract Kinds",
                "Gender and Age",
                "Coaches",
                "Exits",
                "Time to Membership",
            ],
        )
        self.assertEqual(
            self._rows_of(book, "Summary"),
            [
                ["", "Persons"],
                ["Active on 12/31/2024", 3],
                ["Entries", 3],
                ["Returns", 2],
                ["Exits", 4],
                ["Active on 12/31/2025", 4],
                ["Changes of Contract", 2],
            ],
        )
        self.assertEqual(
            self._rows_of(book, "Territories")[1:],
            [
                ["Blois", 0, 2, 2, -1, 2, 1],
                ["Tours", 2, 1, 0, 1, 2, 2],
                ["Unknown", 1, 0, 0, 0, 0, 1],
                ["Total", 3, 3, 2, 0, 4, 4],
            ],
        )
        self.assertEqual(
            self._rows_of(book, "Gender and Age")[-1],
            ["Total", "", 3, 3, 2, 0, 4, 4],
        )
        self.assertEqual(
            self._rows_of(book, "Coaches")[1:3],
            [["Test Coach", 2, 3, 2, -1, 4, 2], ["Unknown", 1, 0, 0, 1, 0, 2]],
        )
        # Days under contract of Bob 167, Dan 205 and Fay 20: 392 / 3 and 167
        unknown = [3, round(392 / 3 / MONTH, 1), round(167 / MONTH, 1)]
        one = round(821 / MONTH, 1)
        total = [4, round(1213 / 4 / MONTH, 1), round((167 + 205) / 2 / MONTH, 1)]
        self.assertEqual(
            self._rows_of(book, "Exits")[1:],
            [["Retired", 1, one, one], ["Unknown", *unknown], ["Total", *total]],
        )
        months = round(487 / MONTH, 1)
        self.assertEqual(
            self._rows_of(book, "Time to Membership")[1:],
            [["2025", 1, months, months], ["Total", 1, months, months]],
        )

    def test_workbook_of_a_territory(self):
        book = self._open_workbook(territory_ids=self.blois)
        self.assertIn("Blois", book["Summary"]["A2"].value)
        self.assertEqual(
            [row[1] for row in self._rows_of(book, "Summary")],
            ["Persons", 0, 2, 2, -1, 2, 1, 0],
        )

    def test_workbook_without_people(self):
        book = self._open_workbook(
            date_from=date(2010, 1, 1), date_to=date(2010, 12, 31), user=self.user_hr
        )
        self.assertEqual(
            self._rows_of(book, "Territories")[1:], [["Total", 0, 0, 0, 0, 0, 0]]
        )
        self.assertEqual(self._rows_of(book, "Exits")[1:], [["Total", 0, 0, 0]])

    # === Scale === #

    def _count_queries(self, operation):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        operation()
        return self.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        wizard = self.env["cae.person.report.print"].create({})
        operations = {
            "months": lambda: self._sum_months("kind"),
            "figures": self._figures,
            "workbook": wizard._make_workbook,
        }
        for operation in operations.values():
            operation()  # fills the caches of what is read once
        few = {name: self._count_queries(op) for name, op in operations.items()}
        deferred = self.env["hr.employee"].with_context(
            cae_defer_terms=True, tracking_disable=True
        )
        deferred.create(
            [
                {
                    "name": f"Person {index}",
                    "company_id": self.company.id,
                    "date_version": "2025-03-01",
                    "contract_date_start": "2025-03-01",
                    "contract_type_id": self.cesa.id,
                }
                for index in range(40)
            ]
        )
        many = {name: self._count_queries(op) for name, op in operations.items()}
        self.assertEqual(self._sum_months()[(12,)][0], 44)
        self.assertEqual(many, few)
