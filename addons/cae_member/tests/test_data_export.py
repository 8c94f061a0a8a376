# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io
import tracemalloc
import zipfile

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common_capital import CaeCapitalCase

TABLES = (
    "person",
    "memberships",
    "share-movements",
    "activities",
    "contacts",
    "invoices",
    "payments",
    "ledger",
)


class ExportCase(CaeCapitalCase):
    """Ann and Bob hold an activity each; Ann is also in another cooperative."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann.partner_id.write({"name": "Ann Own", "email": "ann@example.com"})
        cls.bob.partner_id.name = "Bob Stranger"
        cls.own = cls._create_activity("Own activity", cls.ann.partner_id)
        cls.strange = cls._create_activity("Strange activity", cls.bob.partner_id)
        cls.buyer = cls._create_partner(name="Own buyer", phone="+33 2 47 00 00 00")
        cls.foreign_buyer = cls._create_partner(name="Strange buyer")
        cls.invoice = cls._create_invoice(cls.own, 120.5, partner=cls.buyer)
        cls.bill = cls._create_invoice(cls.own, 30, move_type="in_invoice")
        cls.strange_invoice = cls._create_invoice(
            cls.strange, 777, partner=cls.foreign_buyer
        )
        cls._pay(cls.invoice, 20)

    def _subscribe(self):
        self._subscribe_paid(self.ann, 5, "2024-01-10")
        self._subscribe_paid(self.bob, 7, "2024-01-10")

    def _export(self, partner=None, companies=None):
        """`{path: bytes}` of the archive."""
        stream = io.BytesIO()
        self.env["cae.data.export"]._write_archive(
            stream, partner or self.ann.partner_id, companies
        )
        return self._unzip(stream.getvalue())

    def _unzip(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertIsNone(archive.testzip())
            return {name: archive.read(name) for name in archive.namelist()}

    def _rows(self, files, table):
        """The rows of a table, without its header."""
        text = files[f"{table}.csv"].decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


@tagged("post_install", "-at_install")
class TestDataExport(ExportCase):
    """A person takes everything that is theirs, and nothing of anybody else."""

    def test_tables(self):
        self._subscribe()
        files = self._export()
        for table in TABLES:
            self.assertTrue(files[f"{table}.csv"].startswith(b"\xef\xbb\xbf"), table)
        self.assertEqual(
            self._rows(files, "person")[0][:2], ["Ann Own", "ann@example.com"]
        )
        (member,) = self._rows(files, "memberships")
        self.assertEqual(member[1:3], ["Ann Own", self.ann.number])
        # Five shares of 20.00.
        self.assertEqual(member[8:10], ["5", "100.00"])
        (movement,) = self._rows(files, "share-movements")
        self.assertEqual(movement[5:8], ["5", "20.00", "100.00"])
        (activity,) = self._rows(files, "activities")
        self.assertEqual((activity[2], activity[7]), ("Own activity", "100.00"))
        invoices = {row[3]: row for row in self._rows(files, "invoices")}
        self.assertEqual(set(invoices), {self.invoice.name, self.bill.name})
        # 120.50 less the 20.00 that were paid.
        self.assertEqual(invoices[self.invoice.name][10:12], ["120.50", "100.50"])
        self.assertEqual(invoices[self.bill.name][10], "-30.00")
        (payment,) = self._rows(files, "payments")
        self.assertEqual(payment[1:4:2], [self.invoice.name, "20.00"])
        ledger = self._rows(files, "ledger")
        self.assertEqual(sorted(row[7] for row in ledger), ["-30.00", "120.50"])
        contacts = {row[0]: row for row in self._rows(files, "contacts")}
        self.assertEqual(contacts["Own buyer"][1:4:2], ["yes", "+33 2 47 00 00 00"])

    def test_documents(self):
        self._subscribe()
        files = self._export()
        certificates = [path for path in files if path.startswith("certificates/")]
        self.assertEqual(len(certificates), 1)
        self.assertIn(b"Ann Own", files[certificates[0]])
        prints = [path for path in files if path.startswith("invoices/")]
        self.assertEqual(len(prints), 1)
        self.assertIn(self.invoice.name.encode(), files[prints[0]])

    def test_print_that_exists(self):
        """What the customer got is taken as it is, whatever the limit."""
        self.company.cae_export_render_limit = 0
        files = self._export()
        self.assertFalse([path for path in files if path.startswith("invoices/")])
        self.assertIn("1 older invoices", files["README.txt"].decode())
        self.env["ir.attachment"].create(
            {
                "name": "sent.pdf",
                "raw": b"%PDF-1.4 sent",
                "res_model": "account.move",
                "res_id": self.invoice.id,
                "res_field": "invoice_pdf_report_file",
            }
        )
        files = self._export()
        (path,) = [path for path in files if path.startswith("invoices/")]
        self.assertEqual(files[path], b"%PDF-1.4 sent")
        self.assertNotIn("older invoices", files["README.txt"].decode())

    def test_nothing_of_anybody_else(self):
        self._subscribe()
        everything = b"".join(self._export().values())
        for word in ("Own activity", "Own buyer"):
            self.assertIn(word.encode(), everything)
        for word in (
            "Strange",
            self.strange.code,
            self.strange_invoice.name,
            self.bob.number,
            "777",
        ):
            self.assertNotIn(f"{word};".encode(), everything, word)
        self.assertNotIn(b"Stran", everything)

    def test_who_has_nothing(self):
        files = self._export(self._create_partner(name="Nobody"))
        for table in TABLES[1:]:
            self.assertEqual(self._rows(files, table), [], table)

    def test_company_of_the_file_only(self):
        """The support team of one cooperative hands over the data of that one."""
        elsewhere = self.env["res.company"].create(
            {"name": "Elsewhere", "currency_id": self.company.currency_id.id}
        )
        self.env.user.company_ids += elsewhere
        college = self.env["cae.college"].create(
            {"name": "E", "company_id": elsewhere.id}
        )
        category = self.env["cae.member.category"].create(
            {"name": "E", "college_id": college.id, "company_id": elsewhere.id}
        )
        self.env["cae.membership"].create(
            {
                "partner_id": self.ann.partner_id.id,
                "company_id": elsewhere.id,
                "category_id": category.id,
            }
        )
        self.env["cae.activity"].with_company(elsewhere).create(
            {
                "name": "Activity elsewhere",
                "company_id": elsewhere.id,
                "holder_ids": [Command.create({"partner_id": self.ann.partner_id.id})],
            }
        )
        files = self._export(companies=self.company)
        self.assertEqual(len(self._rows(files, "memberships")), 1)
        self.assertEqual(len(self._rows(files, "activities")), 1)
        files = self._export()
        self.assertEqual(len(self._rows(files, "memberships")), 2)
        self.assertEqual(len(self._rows(files, "activities")), 2)

    def test_organisation_of_the_person(self):
        """Who represents an organisation has its membership, as on the portal."""
        organisation = self._create_partner(name="Network", is_company=True)
        self._create_membership(organisation, "member")
        person = self._create_partner(name="Delegate", parent_id=organisation.id)
        rows = self._rows(self._export(person), "memberships")
        self.assertEqual([row[1] for row in rows], ["Network"])

    def test_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.ann.partner_id.lang = "fr_FR"
        files = self._export()
        amounts = {row[7] for row in self._rows(files, "ledger")}
        self.assertEqual(amounts, {"120,50", "-30,00"})

    def test_formulas_are_text(self):
        self.buyer.name = "=HYPERLINK(A1)"
        names = [row[0] for row in self._rows(self._export(), "contacts")]
        self.assertIn("'=HYPERLINK(A1)", names)

    def _add_lines(self, count):
        account = self.own.analytic_account_id
        column = account.plan_id._column_name()
        self.env["account.analytic.line"].create(
            [
                {
                    "name": f"Line {number}",
                    "amount": 1,
                    "date": "2026-01-01",
                    "company_id": self.company.id,
                    column: account.id,
                }
                for number in range(count)
            ]
        )

    def _measure(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        files = self._export()
        return self.cr.sql_log_count - before, files

    def test_queries_do_not_grow(self):
        self.company.cae_export_render_limit = 0
        self._measure()
        few, _files = self._measure()
        for number in range(15):
            self._create_invoice(
                self.own, 10, partner=self._create_partner(name=f"Buyer {number}")
            )
        self._add_lines(50)
        many, files = self._measure()
        # Two lines of the case, fifteen of the invoices, fifty of these.
        self.assertEqual(len(self._rows(files, "ledger")), 67)
        self.assertLessEqual(many, few + 2)

    def test_five_thousand_lines(self):
        """Batches of a thousand: a query each, and no memory that grows with them."""
        self.company.cae_export_render_limit = 0
        self._add_lines(1000)
        self._measure()
        few, _files = self._measure()
        self._add_lines(4000)
        self.env.flush_all()
        self.env.invalidate_all()
        tracemalloc.start()
        many, files = self._measure()
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        self.assertEqual(len(self._rows(files, "ledger")), 5002)
        # Four more batches, of a few queries each.
        self.assertLessEqual(many, few + 4 * 4)
        self.assertLess(peak, 30 * 1024 * 1024)


@tagged("post_install", "-at_install")
class TestDataExportHttp(HttpCase, ExportCase):
    """Who may download what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.cae_export_render_limit = 0
        cls.user_portal.partner_id = cls.ann.partner_id
        cls.user_portal_other.partner_id = cls.bob.partner_id
        cls.reason = cls.env.ref("cae_member.exit_reason_other")

    def authenticate(self, *args, **kwargs):
        session = super().authenticate(*args, **kwargs)
        self.opener.cookies["frontend_lang"] = "en_US"
        return session

    def _create_exit(self):
        exit_file = self.env["cae.exit"].create(
            {
                "partner_id": self.ann.partner_id.id,
                "reason_id": self.reason.id,
                "exit_date": fields.Date.today(),
            }
        )
        exit_file.action_start()
        return exit_file

    def _download(self, user):
        self.authenticate(user.login, user.login)
        page = self.url_open("/my/data")
        self.assertIn("o_cae_data_download", page.text)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open("/my/data/download", data={"csrf_token": token})

    def test_own_data_on_the_portal(self):
        exit_file = self._create_exit()
        response = self._download(self.user_portal)
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        self.assertIn("no-store", response.headers["Cache-Control"])
        self.assertEqual(int(response.headers["Content-Length"]), len(response.content))
        files = self._unzip(response.content)
        self.assertEqual(len(self._rows(files, "invoices")), 2)
        self.assertEqual(exit_file.exported_date, fields.Date.today())
        task = exit_file.task_ids.filtered(lambda t: t.check_code == "data_exported")
        self.assertEqual(task.state, "done")

    def test_somebody_else_gets_their_own(self):
        exit_file = self._create_exit()
        files = self._unzip(self._download(self.user_portal_other).content)
        names = {row[2] for row in self._rows(files, "activities")}
        self.assertEqual(names, {"Strange activity"})
        self.assertNotIn(b"Own activity", b"".join(files.values()))
        self.assertFalse(exit_file.exported_date)

    def test_the_way_of_the_form_only(self):
        self.authenticate(self.user_portal.login, self.user_portal.login)
        self.assertEqual(self.url_open("/my/data/download").status_code, 405)
        response = self.url_open("/my/data/download", data={"csrf_token": "guess"})
        self.assertEqual(response.status_code, 400)

    def test_support_hands_over(self):
        exit_file = self._create_exit()
        paths = (
            exit_file.action_export_data()["url"],
            self.ann.action_export_data()["url"],
        )
        for path in paths:
            for user in (
                self.user_portal,
                self.user_coach,
                self.user_auditor,
                self.user_internal,
            ):
                self.authenticate(user.login, user.login)
                self.assertEqual(
                    self.url_open(path).status_code, 404, (path, user.name)
                )
        self.assertFalse(exit_file.exported_date)
        self.authenticate(self.user_support.login, self.user_support.login)
        for path in paths:
            files = self._unzip(self.url_open(path).content)
            self.assertEqual(len(self._rows(files, "invoices")), 2)
        self.assertEqual(exit_file.exported_date, fields.Date.today())

    def test_support_of_another_company(self):
        exit_file = self._create_exit()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        user = self._create_role_user("far", "cae_member.group_manager", elsewhere)
        self.authenticate(user.login, user.login)
        path = exit_file.action_export_data()["url"]
        self.assertEqual(self.url_open(path).status_code, 404)
