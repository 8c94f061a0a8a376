# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .test_portal import PortalCase


@tagged("post_install", "-at_install")
class TestAcknowledgement(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.url = f"{cls.statement.access_url}/acknowledge"
        cls.partner = cls.user_portal.partner_id

    def _click(self, page):
        """Send the form of the page, as its button does."""
        [form] = page.xpath("//form[contains(@action, '/acknowledge')]")
        data = {field.get("name"): field.get("value") for field in form.iter("input")}
        return self.url_open(form.get("action"), data=data)

    def test_the_holder_clicks(self):
        self.assertEqual(self.statement.acknowledgement_state, "none")
        self.assertEqual(self.statement.acknowledgement_ratio, "0/1")
        self._login(self.user_portal)
        page, text = self._page(self.statement.access_url)
        self.assertIn("I have read this statement", text)
        response = self._click(page)
        self.assertPath(response, self.statement.access_url)
        text = self._plain(html.fromstring(response.text))
        self.assertIn("that you have read this statement. Thank you.", text)
        self.assertNotIn("I have read this statement", text)
        read = self.statement.acknowledgement_ids
        self.assertEqual(read.partner_id, self.partner)
        self.assertTrue(read.date)
        self.assertEqual(self.statement.acknowledgement_state, "all")
        self.assertEqual(self.statement.acknowledgement_ratio, "1/1")
        # Said again, the first time counts
        date = read.date
        self.statement.with_user(self.user_portal).acknowledge()
        self.assertEqual(self.statement.acknowledgement_ids, read)
        self.assertEqual(read.date, date)

    def test_without_the_form_nothing_is_recorded(self):
        self._login(self.user_portal)
        response = self.url_open(self.url, data={"csrf_token": "wrong"})
        self.assertEqual(response.status_code, 400)
        self.assertIn(self.url_open(self.url).status_code, (404, 405))
        self.assertFalse(self.statement.acknowledgement_ids)

    def test_others_do_not_acknowledge(self):
        token = self.statement._portal_ensure_token()
        for user in (
            self.user_portal_other,
            self.user_coach,
            self.user_accountant,
            self.user_internal,
        ):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.statement.with_user(user).acknowledge()
            self._login(user)
            page, _text = self._page("/my")
            csrf = self._csrf(page)
            data = {"csrf_token": csrf, "access_token": token}
            response = self.url_open(self.url, data=data)
            self.assertPath(response, "/my")
        self.assertFalse(self.statement.acknowledgement_ids)

    def _csrf(self, page):
        found = page.xpath("//input[@name='csrf_token']/@value")
        if found:
            return found[0]
        [text] = page.xpath("//script[contains(., 'csrf_token')]/text()")[:1]
        return text.split('csrf_token: "')[1].split('"')[0]

    def test_a_draft_is_not_acknowledged(self):
        for user in (self.user_portal, self.user_accountant):
            with self.assertRaises(AccessError):
                self.draft.with_user(user).acknowledge()

    def test_nobody_writes_it_by_hand(self):
        reading = self.env["cae.activity.statement.acknowledgement"]
        vals = {"statement_id": self.statement.id, "partner_id": self.partner.id}
        for user in (self.user_portal, self.user_accountant, self.user_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                reading.with_user(user).create(vals)
        self.statement.with_user(self.user_portal).acknowledge()
        read = self.statement.acknowledgement_ids
        self.assertTrue(read.with_user(self.user_portal).partner_id)
        with self.assertRaises(AccessError):
            read.with_user(self.user_portal_other).read(["date"])
        with self.assertRaises(AccessError):
            read.with_user(self.user_accountant).unlink()

    def test_joint_activity(self):
        bo = self._create_partner(name="Bo")
        self.own.write(
            {
                "holder_ids": [
                    Command.update(self.own.holder_ids.id, {"share_percent": 40}),
                    Command.create(
                        {"partner_id": bo.id, "share_percent": 60, "sequence": 1}
                    ),
                ]
            }
        )
        self.statement.action_withdraw()
        self.statement.action_publish()
        # Result 2 700: 1 080 and 1 620. Cash −300: −120 and −180. Bo comes first.
        self.assertEqual(
            self.statement.share_ids.mapped(lambda s: (s.result, s.available_cash)),
            [(1620, -180), (1080, -120)],
        )
        self._login(self.user_portal)
        page, _text = self._page(self.statement.access_url)
        [table] = page.find_class("o_cae_shares")
        rows = [self._plain(row) for row in table.xpath(".//tbody/tr")]
        self.assertRegex(rows[0], "Test Portal 40.00 % · your part.*1,080.00.*-120.00")
        self.assertRegex(rows[1], "Bo 60.00 %.*1,620.00.*-180.00")
        self.assertRegex(rows[2], "Total.*2,700.00.*-300.00")
        self._click(page)
        self.assertEqual(self.statement.acknowledgement_state, "partial")
        self.assertEqual(self.statement.acknowledgement_ratio, "1/2")
        found = self.env["cae.activity.statement"].search(
            [("acknowledgement_state", "in", ("none", "partial"))]
        )
        self.assertIn(self.statement, found)

    def test_withdrawing_clears_with_a_trace(self):
        self.statement.with_user(self.user_portal).acknowledge()
        self.statement.with_user(self.user_support).action_withdraw()
        self.assertFalse(self.statement.acknowledgement_ids)
        self.assertFalse(self.statement.acknowledgement_state)
        notes = self.statement.message_ids.mapped("body")
        self.assertTrue([n for n in notes if "acknowledged by: Test Portal (" in n])
        self.statement.action_publish()
        self.assertEqual(self.statement.acknowledgement_state, "none")


@tagged("post_install", "-at_install")
class TestStatementTables(PortalCase):
    def test_month_page_has_the_year_and_the_balance_sheet(self):
        self._login(self.user_portal)
        page, text = self._page(self.statement.access_url)
        [balance] = page.find_class("o_cae_balance")
        amounts = [
            self._plain(cell).removesuffix("€").replace(" ", "")
            for cell in balance.xpath(".//td[2]")
        ]
        # Has 5 000 due by customers; owes 2 000 and 300 overdrawn; its own is 2 700
        self.assertEqual(
            amounts,
            "0.00 5,000.00 5,000.00 2,000.00 300.00 0.00 2,700.00 5,000.00".split(),
        )
        self.assertIn("decree 2015-1363", text)
        heads = [
            self._plain(head)
            for head in page.xpath("//table[@class='o_cae_cascade']/thead//th")
        ]
        year = self.statement.year_from
        self.assertIn(f"Since {year.month:02}/{year.day:02}/{year.year}", heads[1])

    def test_year_page(self):
        year = self.company.compute_fiscalyear_dates(self.month)
        statement = self.env["cae.activity.statement"].create(
            {"activity_id": self.own.id, "kind": "year", **year}
        )
        statement.action_publish()
        self._login(self.user_portal)
        page, _text = self._page(statement.access_url)
        [table] = page.find_class("o_cae_months_table")
        self.assertEqual(len(table.xpath("./thead//th")), 13)
        rows = {
            self._plain(row.xpath("./th")[0]): [
                self._plain(cell) for cell in row.xpath("./td")
            ]
            for row in table.xpath("./tbody/tr")
        }
        expected = ["–"] * 12
        for name, amount in (
            ("Turnover", "5,000.00"),
            ("Subcontracting", "-2,000.00"),
            ("Contribution", "-300.00"),
            ("Result", "2,700.00"),
        ):
            cells = list(expected)
            cells[self.month.month - 1] = amount
            self.assertEqual(rows[name], [*cells, amount])
        # The month and the year are each read on their own
        self.assertFalse(
            page.xpath(f"//a[@href='{self.statement.access_url}']"),
        )
