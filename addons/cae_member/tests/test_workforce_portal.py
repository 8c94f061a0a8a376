# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import html

from odoo import http
from odoo.tests import HttpCase, tagged

from .common_workforce import CaeWorkforceCase

TYPED = {
    "posts": "84",
    "fte": "60,5",
    "subsidised_posts": "12",
    "permanent_posts": "70",
    "full_time_posts": "40",
    "part_time_above_half": "30",
    "turnover": "1 234 567,89",
    "payroll": "",
    "note": "Two hirings",
}


@tagged("post_install", "-at_install")
class TestWorkforcePortal(HttpCase, CaeWorkforceCase):
    """The representative of a member fills in its figures of the year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_portal.partner_id.parent_id = cls.ann.partner_id
        cls.user_portal_other.partner_id.parent_id = cls.bob.partner_id
        cls.before = cls._create_figures(cls.ann, 2024, (80, 58.25))
        cls.workforce = cls._create_figures(cls.ann, 2025, (), "draft")
        cls.workforce.deadline_date = "2026-01-31"
        cls.url = f"/my/workforce/{cls.workforce.id}"

    def _log_in(self, user):
        self.authenticate(user.login, user.login)
        self.opener.cookies["frontend_lang"] = "en_US"

    def _get(self, url=None):
        response = self.url_open(url or self.url)
        self.assertEqual(response.status_code, 200)
        return html.fromstring(response.text)

    def _post(self, action="save", url=None, **typed):
        data = {
            **TYPED,
            **typed,
            "action": action,
            "csrf_token": http.Request.csrf_token(self),
        }
        response = self.url_open(url or self.url, data=data)
        self.env.invalidate_all()
        return html.fromstring(response.text)

    def _text(self, page):
        return " ".join(page.text_content().split())

    def _value(self, page, name):
        return page.xpath(f"//input[@name='{name}']/@value")

    def test_list_and_card(self):
        self._log_in(self.user_portal)
        links = self._get("/my/workforce").xpath("//a[contains(@class, 'o_cae_work')]")
        self.assertEqual(
            [link.get("href").split("/")[-1] for link in links],
            [str(self.workforce.id), str(self.before.id)],
        )
        self.assertIn("01/31/2026", self._text(links[0]))
        self.assertIn("80 posts", self._text(links[1]))
        self.assertTrue(self._get("/my").xpath("//a[@href='/my/workforce']"))
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["workforce_count"]}
        )
        self.assertEqual(counters["workforce_count"], 2)

    def test_nothing_asked(self):
        self._log_in(self.user_portal_other)
        page = self._get("/my/workforce")
        self.assertIn("has not asked", self._text(page))

    def test_form_shows_the_year_before(self):
        self._log_in(self.user_portal)
        page = self._get()
        self.assertEqual(self._value(page, "posts"), [""])  # nobody has answered
        text = self._text(page)
        for shown in ("Ann, 2025", "2024: 80", "2024: 58.25", "Tours", "12/31/2025"):
            self.assertIn(shown, text)

    def test_save_then_submit(self):
        self._log_in(self.user_portal)
        page = self._post()
        self.assertIn("Your draft is saved", self._text(page))
        self.assertEqual(self._value(page, "fte"), ["60.50"])
        workforce = self.workforce
        self.assertEqual(workforce.state, "draft")
        self.assertEqual(
            (workforce.posts, workforce.fte, workforce.turnover, workforce.payroll),
            (84, 60.5, 1234567.89, 0),
        )
        self.assertEqual((workforce.source, workforce.note), ("member", "Two hirings"))
        page = self._post("submit", posts="85")
        self.assertIn("Submitted on", self._text(page))
        self.assertFalse(page.xpath("//form//input[@name='posts']"))
        self.assertEqual((workforce.state, workforce.posts), ("submitted", 85))
        self.assertEqual(
            workforce.message_ids[:1].author_id, self.user_portal.partner_id
        )
        workforce.action_validate()
        self.assertIn("Validated on", self._text(self._get()))

    def test_bad_input_is_told_and_kept(self):
        self._log_in(self.user_portal)
        for name, typed, message in (
            ("posts", "many", "whole number"),
            ("posts", "2.5", "whole number"),
            ("fte", "1e999", "Write a number"),
            ("fte", "nan", "Write a number"),
            ("posts", "-4", "write zero or more"),
            ("fte", "84,01", "cannot be more than the posts (84)"),
            ("subsidised_posts", "85", "cannot be more than the posts"),
            ("part_time_above_half", "45", "cannot be more than the posts"),
        ):
            with self.subTest(name=name, typed=typed):
                page = self._post("submit", **{name: typed, "note": "Kept"})
                text = self._text(page)
                self.assertIn(message, text)
                self.assertIn("Nothing is saved yet", text)
                self.assertEqual(self._value(page, name), [typed])
                self.assertEqual(self._value(page, "turnover"), [TYPED["turnover"]])
                self.assertIn("Kept", text)
                self.assertEqual(self.workforce.state, "draft")
                self.assertFalse(self.workforce.posts)

    def test_submit_needs_posts_and_fte(self):
        self._log_in(self.user_portal)
        nothing = dict.fromkeys(TYPED, "")
        page = self._post("submit", **nothing)
        self.assertIn("0 if there is none", self._text(page))
        self.assertEqual(self.workforce.state, "draft")
        self._post("save", **nothing)
        page = self._post("submit", **{**nothing, "posts": "0", "fte": "0"})
        self.assertEqual(self.workforce.state, "submitted")

    def test_after_submission_nothing_changes(self):
        self.workforce.write({"posts": 3, "fte": 2})
        self.workforce.action_submit()
        self._log_in(self.user_portal)
        page = self._post("save")
        self.assertIn("Submitted", self._text(page))
        self.assertIn("reopen", self._text(page))
        self.assertEqual(self.workforce.posts, 3)

    def test_other_fields_are_not_taken(self):
        self._log_in(self.user_portal)
        self._post(state="validated", year="1999", membership_id=str(self.bob.id))
        self.assertEqual(self.workforce.state, "draft")
        self.assertEqual(self.workforce.year, 2025)
        self.assertEqual(self.workforce.membership_id, self.ann)

    def test_somebody_else(self):
        for user in (self.user_portal_other, self.user_support, self.user_internal):
            with self.subTest(user=user.login):
                self._log_in(user)
                self._post("submit")
                self.assertEqual(self.workforce.state, "draft")
                self.assertFalse(self.workforce.posts)
                response = self.url_open(self.url)
                self.assertNotIn("o_cae_workforce", response.text)
        self._log_in(self.user_portal)
        response = self.url_open("/my/workforce/999999999", allow_redirects=False)
        self.assertEqual(response.status_code, 303)

    def test_rpc_cannot_write(self):
        self._log_in(self.user_portal)
        for method, args in (
            ("write", [self.workforce.ids, {"posts": 1}]),
            ("action_submit", [self.workforce.ids]),
        ):
            with (
                self.subTest(method=method),
                self.assertRaisesRegex(Exception, "AccessError"),
            ):
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/cae.workforce/{method}",
                    {
                        "model": "cae.workforce",
                        "method": method,
                        "args": args,
                        "kwargs": {},
                    },
                )
        self.assertEqual(self.workforce.state, "draft")
