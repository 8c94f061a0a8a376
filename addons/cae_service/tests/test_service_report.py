# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CaeServiceCase


@tagged("post_install", "-at_install")
class TestServiceReport(CaeServiceCase):
    """Hours, amounts and members served, by hand.

    | day    | member    | service     | hours | amount       | market        |
    |--------|-----------|-------------|-------|--------------|---------------|
    | 01-12  | Network   | law, hourly | 2     | 2 × 80 = 160 | 2 × 150 = 300 |
    | 02-03  | Auxiliary | books, cost | 3.5   | 3.5×40 = 140 | 3.5×90 = 315  |
    | 02-04  | Auxiliary | payroll     | 1     | flat: 0      | no price: 0   |
    | 02-28  | Auxiliary | payroll     | 0     | 2 × 120 = 240| 0             |
    | 03-10  | Deep      | law, −10 %  | 1     | 72           | 150           |
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["cae.service.report"]
        cls.service_law.cae_market_price = 150
        cls.service_books.cae_market_price = 90
        cls.request = cls._create_request(territory_id=cls.territory.id)
        cls.of_member = cls._create_agreement(
            (cls.service_law, cls.pro_law, {}), cae_request_id=cls.request.id
        )
        cls.of_auxiliary = cls._create_agreement(
            (cls.service_books, cls.pro_books, {}),
            (cls.service_payroll, cls.pro_books, {}),
            partner=cls.auxiliary,
        )
        cls.of_deep = cls._create_agreement(
            (cls.service_law, cls.pro_law, {"discount": 10}), partner=cls.deep
        )
        cls.books, cls.payroll = cls.of_auxiliary.order_line
        cls.of_deep_time = cls._record_time(
            (cls.of_member.order_line, cls.pro_law, "2026-01-12", 2),
            (cls.books, cls.pro_books, "2026-02-03", 3.5),
            (cls.payroll, cls.pro_both, "2026-02-04", 1),
            (cls.of_deep.order_line, cls.pro_law, "2026-03-10", 1),
        )[-1]
        cls.fee = cls._invoice_fee("out_invoice", "2026-02-28", 2)

    @classmethod
    def _record_time(cls, *entries):
        """Timesheets on the tasks of lines: (line, professional, day, hours)."""
        return cls.env["account.analytic.line"].create(
            [
                {
                    "name": "Work",
                    "date": day,
                    "unit_amount": hours,
                    "employee_id": professional.employee_id.id,
                    "task_id": line.task_id.id,
                    "project_id": line.task_id.project_id.id,
                }
                for line, professional, day, hours in entries
            ]
        )

    @classmethod
    def _invoice_fee(cls, move_type, day, quantity, post=True):
        return cls._create_invoice(
            None,
            120,
            day,
            move_type,
            cls.auxiliary,
            post,
            {
                "quantity": quantity,
                "product_id": cls.service_payroll.id,
                "sale_line_ids": [Command.link(cls.payroll.id)],
            },
        )

    def _read(self, *groups):
        """`{group…: (hours, amount, market value, saving, members)}`."""
        rows = self.report._read_group(
            [("company_id", "=", self.company.id)],
            groups,
            [
                "hours:sum",
                "amount:sum",
                "market_value:sum",
                "saving:sum",
                "member_count:count_distinct",
            ],
        )
        size = len(groups)
        return {
            row[0] if size == 1 else row[:size]: tuple(
                round(value, 6) for value in row[size:]
            )
            for row in rows
        }

    def test_by_service(self):
        self.assertEqual(
            self._read("service_id"),
            {
                # 160 + 72; 300 + 150
                self.service_law: (3, 232, 450, 218, 2),
                self.service_books: (3.5, 140, 315, 175, 1),
                # without a market price, nothing is said to be saved
                self.service_payroll: (1, 240, 0, 0, 1),
            },
        )

    def test_total_counts_a_member_once(self):
        # 232 + 140 + 240; 450 + 315; 218 + 175; three members though four pairs
        self.assertEqual(self._read()[()], (7.5, 612, 765, 393, 3))

    def test_by_network_and_depth(self):
        network = self.member.cae_membership_id
        self.assertEqual(
            self._read("network_id", "network_depth"),
            {
                (network, 0): (2, 160, 300, 140, 1),
                (network, 1): (4.5, 380, 315, 175, 1),
                (network, 2): (1, 72, 150, 78, 1),
            },
        )

    def test_fee_is_of_the_professional_of_the_line(self):
        found = self._read("professional_id")
        self.assertEqual(found[self.pro_law], (3, 232, 450, 218, 2))
        # 3.5 hours of books, and the fee of the payroll
        self.assertEqual(found[self.pro_books], (3.5, 380, 315, 175, 1))
        # who stood in has worked an hour that the fee pays
        self.assertEqual(found[self.pro_both], (1, 0, 0, 0, 1))

    def test_flat_fee_with_a_market_price(self):
        self.service_payroll.cae_market_price = 60
        # an hour worth 60, for 240
        self.assertEqual(
            self._read("service_id")[self.service_payroll], (1, 240, 60, -180, 1)
        )
        self.assertEqual(
            self._read("kind", "pricing")["fee", "flat"], (0, 240, 0, -240, 1)
        )

    def test_credit_notes_count_and_drafts_do_not(self):
        self._invoice_fee("out_invoice", "2026-03-31", 5, post=False)
        self._invoice_fee("out_refund", "2026-03-31", 1)
        # 240 − 120
        self.assertEqual(self._read("service_id")[self.service_payroll][1], 120)

    def test_amount_is_what_odoo_invoices(self):
        move = self.of_member._create_invoices()
        self.assertEqual(move.amount_untaxed, 160)
        row = self.report.search([("order_id", "=", self.of_member.id)])
        self.assertEqual(row.amount, move.amount_untaxed)

    def test_row_says_who_and_where(self):
        row = self.report.search([("order_id", "=", self.of_member.id)])
        self.assertEqual(row.partner_id, self.member)
        self.assertEqual(row.expertise_id, self.law)
        self.assertEqual(row.territory_id, self.territory)
        self.assertEqual(row.currency_id, self.company.currency_id)
        self.assertEqual(row.action_open_agreement()["res_id"], self.of_member.id)

    def test_branch_counts_as_its_organisation(self):
        branch = self._create_partner(name="Branch", parent_id=self.member.id)
        agreement = self._create_agreement(
            (self.service_law, self.pro_law, {}), partner=branch
        )
        self._record_time((agreement.order_line, self.pro_law, "2026-04-01", 1))
        row = self.report.search([("order_id", "=", agreement.id)])
        self.assertEqual(row.partner_id, self.member)
        self.assertEqual(row.network_id, self.member.cae_membership_id)

    def test_other_time_is_not_counted(self):
        """Orders that are no agreement, and time for the centre itself."""
        order = self._create_agreement(
            (self.service_law, self.pro_law, {}), is_cae_agreement=False
        )
        self._record_time((order.order_line, self.pro_law, "2026-04-01", 9))
        self.assertFalse(self.report.search([("order_id", "=", order.id)]))
        self.assertEqual(self._read()[()][0], 7.5)

    def test_currency_of_the_agreement(self):
        """Amounts are in the company's currency: 72 at 0.8 € a unit would be 90."""
        self.of_deep.currency_rate = 0.8
        row = self.report.search([("order_id", "=", self.of_deep.id)])
        self.assertAlmostEqual(row.amount, 90)

    def test_queries_do_not_grow(self):
        self._read("network_id", "network_depth", "professional_id")
        self._record_time(
            *(
                (self.of_deep.order_line, self.pro_law, f"2026-05-{day:02}", 1)
                for day in range(1, 21)
            )
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.report._read_group(
                [("company_id", "=", self.company.id)],
                ["network_id", "network_depth", "professional_id"],
                ["hours:sum", "member_count:count_distinct"],
            )

    # === Rights === #

    def test_who_reads(self):
        for user in (
            self.user_coach,
            self.user_support,
            self.user_manager,
            self.user_accountant,
            self.user_auditor,
        ):
            with self.subTest(user=user.name):
                rows = self.report.with_user(user).search([])
                self.assertEqual(len(rows), 5)
                self.assertTrue(rows.mapped("hours"))
        for user in (self.user_law, self.user_secretary, self.user_portal):
            with self.subTest(user=user.name), self.assertRaises(AccessError):
                self.report.with_user(user).search([])

    def test_other_companies_are_not_read(self):
        other = self._create_company(
            name="Other", currency_id=self.env.ref("base.EUR").id
        )
        user = self._create_role_user("other_coach", "cae_member.group_coach", other)
        self.assertFalse(self.report.with_user(user).search([]))

    # === Spreadsheet === #

    def _create_print(self, **vals):
        return self.env["cae.service.report.print"].create(
            {"date_from": "2026-01-01", "date_to": "2026-12-31", **vals}
        )

    def test_sheets(self):
        book = load_workbook(io.BytesIO(self._create_print()._make_workbook()))
        self.assertEqual(
            book.sheetnames, ["Services", "Members", "Networks", "Professionals"]
        )
        rows = {
            title: [
                [round(cell, 4) if isinstance(cell, float) else cell for cell in row]
                for row in book[title].iter_rows(min_row=5, values_only=True)
            ]
            for title in book.sheetnames
        }
        # 175 ÷ 315, 218 ÷ 450, 393 ÷ 765
        total = ["Total", 7.5, 612, 765, 393, 0.5137, 3]
        self.assertEqual(
            rows["Services"],
            [
                ["Bookkeeping", 3.5, 140, 315, 175, 0.5556, 1],
                ["Legal Advice", 3, 232, 450, 218, 0.4844, 2],
                ["Payroll", 1, 240, 0, 0, None, 1],
                total,
            ],
        )
        self.assertEqual(
            [row[0] for row in rows["Members"]],
            ["Auxiliary", "Deep", "Network", "Total"],
        )
        # 160 + 380 + 72; 300 + 315 + 150
        self.assertEqual(
            rows["Networks"],
            [
                ["Network", 7.5, 612, 765, 393, 0.5137, 3],
                ["The network itself", 2, 160, 300, 140, 0.4667, 1],
                ["Members at level 1", 4.5, 380, 315, 175, 0.5556, 1],
                ["Members at level 2", 1, 72, 150, 78, 0.52, 1],
                total,
            ],
        )
        self.assertEqual(
            [row[0] for row in rows["Professionals"]],
            ["Ada", "Luca", "Portia", "Total"],
        )

    def test_period(self):
        february = self._create_print(date_from="2026-02-01", date_to="2026-02-28")
        (_title, rows), *_others = february._get_sheets()
        self.assertEqual(
            [(label, *cells[:2]) for _kind, label, cells in rows],
            [("Bookkeeping", 3.5, 140), ("Payroll", 1, 240), ("Total", 4.5, 380)],
        )
        empty = self._create_print(date_from="2020-01-01", date_to="2020-12-31")
        self.assertEqual({len(rows) for _title, rows in empty._get_sheets()}, {0})
        self.assertTrue(empty._make_workbook())

    def test_period_the_wrong_way_round(self):
        wrong = self._create_print(date_from="2026-03-01", date_to="2026-02-01")
        with self.assertRaisesRegex(ValidationError, "ends before it starts"):
            wrong.action_export()

    def test_spreadsheet_is_of_who_made_it(self):
        mine = self.env["cae.service.report.print"].with_user(self.user_coach)
        found = mine.create({})
        self.assertIn("/web/content/", found.action_export()["url"])
        with self.assertRaises(AccessError):
            found.with_user(self.user_auditor).read(["date_from"])
