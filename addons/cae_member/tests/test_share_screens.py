# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_capital import CaeCapitalCase


@freeze_time("2026-06-15")
@tagged("post_install", "-at_install")
class TestShareScreens(CaeCapitalCase):
    """The dialog that moves shares, the prints and the spreadsheets."""

    def _open(self, operation, member=None, user=None):
        wizard = self.env["cae.share.operation"].with_user(user or self.user_support)
        return Form(
            wizard.with_context(
                default_operation=operation,
                default_membership_id=(member or self.ann).id,
            )
        )

    def test_subscribe_and_transfer(self):
        form = self._open("subscribe")
        self.assertEqual(form.share_class_id, self.share_class)
        form.quantity = 3
        self.assertEqual(form.amount, 60)
        form.date = "2026-01-10"
        action = form.save().action_confirm()
        row = self.movements.search(action["domain"])
        self.assertEqual(row.amount, 60)
        self._pay(row.move_id)
        form = self._open("transfer")
        form.quantity = 1
        form.to_membership_id = self.bob
        form.save().action_confirm()
        self.assertEqual(self.bob.share_quantity, 1)

    def test_convert_and_correct(self):
        other = self.env["cae.share.class"].create(
            {"name": "Shares B", "nominal_value": 10}
        )
        self._subscribe_paid(self.ann, 3, "2026-01-10")
        form = self._open("convert")
        form.to_class_id = other
        form.save().action_confirm()
        self.assertEqual(self.ann.shares_at(None, other), 2)
        for operation in ("loss", "cancel"):
            self._open(operation).save().action_confirm()
        self.assertEqual(self.ann.shares_at(None, self.share_class), 0)

    def test_what_is_missing_is_said(self):
        wizard = self.env["cae.share.operation"].create(
            {"membership_id": self.ann.id, "operation": "transfer"}
        )
        with self.assertRaisesRegex(UserError, "receives"):
            wizard.action_confirm()
        wizard.operation = "convert"
        with self.assertRaisesRegex(UserError, "convert into"):
            wizard.action_confirm()

    def test_only_support_moves_shares(self):
        for user in (self.user_coach, self.user_auditor, self.user_accountant):
            with self.assertRaises(AccessError):
                self._open("subscribe", user=user).save()

    def _registers(self, user=None, **vals):
        prints = self.env["cae.share.register.print"].with_user(
            user or self.user_auditor
        )
        return [
            prints.create({"register": register, "company_id": self.company.id, **vals})
            for register in ("holdings", "movements", "entries")
        ]

    def _render(self, report, records):
        html, kind = self.env["ir.actions.report"]._render_qweb_html(
            f"cae_member.{report}", records.ids
        )
        self.assertEqual(kind, "html")
        return html.decode()

    def test_registers_as_of_a_date(self):
        self._subscribe_paid(self.ann, 3, "2026-01-10")
        self.ann.action_leave("2026-03-31")
        for date, rows in (("2026-03-30", ([3], [3])), ("2026-06-15", ([], [3, -3]))):
            holdings, movements, _entries = self._registers(date=date)
            self.assertEqual([row[6] for row in holdings._get_table()[1]], rows[0])
            self.assertEqual([row[7] for row in movements._get_table()[1]], rows[1])

    def test_registers_on_paper(self):
        self._subscribe_paid(self.ann, 3, "2026-01-10")
        for wizard in self._registers():
            html = self._render("report_share_register", wizard)
            self.assertIn("Ann", html)
            self.assertIn(wizard._get_seal(), html)
            self.assertEqual(wizard.action_print()["type"], "ir.actions.report")

    def test_spreadsheet(self):
        self.ann.partner_id.name = "=1+1"
        self._subscribe_paid(self.ann, 3, "2026-01-10")
        for wizard in self._registers():
            url = wizard.action_export()["url"]
            attachment = self.env["ir.attachment"].browse(
                int(url.split("/")[3].split("?")[0])
            )
            sheet = load_workbook(io.BytesIO(attachment.raw)).active
            self.assertEqual(sheet.cell(4, 1).font.bold, True)
            self.assertGreater(sheet.max_row, 4)
        holdings = load_workbook(
            io.BytesIO(self._registers()[0]._make_workbook())
        ).active
        self.assertEqual(holdings.cell(5, 2).value, "=1+1")
        self.assertEqual(holdings.cell(5, 2).data_type, "s")
        self.assertEqual(holdings.cell(5, 8).value, 60)

    def test_certificate_and_subscription_form(self):
        row = self.ann.subscribe(self.share_class, 3, "2026-01-10")
        self._pay(row.move_id, 20)
        self.ann.partner_id.lang = "en_US"
        html = self._render("report_share_certificate", self.ann)
        for text in ("Ann", "Shares A", "60.00", "20.00", "40.00"):
            self.assertIn(text, html)
        self.category.min_shares = 2
        html = self._render("report_share_subscription", self.ann)
        for text in ("Ann", "Shares A", "At least"):
            self.assertIn(text, html)

    def test_views_of_every_role(self):
        for user in (self.user_coach, self.user_support, self.user_auditor):
            with Form(self.ann.with_user(user)) as form:
                self.assertEqual(form.share_quantity, 0)
        for model, kinds in (
            ("cae.share.movement", ("list", "form", "graph", "pivot", "calendar")),
            ("cae.share.class", ("list", "form")),
            ("cae.share.valuation", ("list",)),
            ("cae.member.entry", ("list",)),
            ("cae.register.head", ("list", "form")),
        ):
            for kind in kinds:
                views = self.env[model].with_user(self.user_auditor)
                self.assertTrue(views.get_view(view_type=kind)["arch"])
