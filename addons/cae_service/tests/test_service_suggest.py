# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CaeServiceCase


@tagged("post_install", "-at_install")
class TestServiceSuggest(CaeServiceCase):
    """What else a need touches: its words, the adjacent needs, and experience."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.law.keywords = "Avocat, lawyer, procès"
        cls.hr, cls.web = cls.env["cae.expertise"].create(
            [{"name": "Human Resources"}, {"name": "Website", "keywords": "site"}]
        )
        cls.env["cae.expertise.suggestion"].create(
            {
                "expertise_id": cls.law.id,
                "suggested_id": cls.books.id,
                "reason": "New statutes change the accounts",
            }
        )

    def _suggest(self, request):
        action = request.with_user(self.user_support).action_open_suggest()
        wizard = self.env["cae.service.suggest"].browse(action["res_id"])
        return wizard.with_user(self.user_support)

    def _get_lines(self, wizard):
        return {line.expertise_id: line for line in wizard.line_ids}

    def test_words_and_adjacent_needs(self):
        """Accents and capitals do not count; the field that is named brings others."""
        request = self._create_request(need="Un PROCES, il nous faut des avocats")
        wizard = self._suggest(request)
        lines = self._get_lines(wizard)
        self.assertEqual(set(lines), {self.law, self.books})
        self.assertEqual(lines[self.law].reason, "the need says: Avocat, procès")
        self.assertTrue(lines[self.law].selected)
        self.assertEqual(lines[self.books].reason, "New statutes change the accounts")
        self.assertFalse(lines[self.books].selected)
        lines[self.books].write({"selected": True, "name": "Accounts", "hours": 4})
        wizard.action_add()
        self.assertEqual(
            [(line.expertise_id, line.name) for line in request.line_ids],
            [(self.law, "Law"), (self.books, "Accounts")],
        )
        self.assertEqual(set(request.line_ids.mapped("suggested")), {True})
        # What the request asks for is not proposed again.
        self.assertFalse(self._suggest(request).line_ids)

    def test_named_by_the_member(self):
        request = self._create_request(expertise_ids=self.web.ids)
        wizard = self._suggest(request)
        self.assertEqual(wizard.line_ids.source, "named")
        wizard.action_add()
        self.assertEqual(request.line_ids.expertise_id, self.web)
        self.assertFalse(request.line_ids.suggested)

    def test_asked_together(self):
        """Of five requests for law, two asked for human resources, one for the web."""
        for fields in (
            [self.law, self.hr, self.hr],
            [self.law, self.hr],
            [self.law, self.web],
            [self.law],
            [self.law],
        ):
            self._create_request(lines=fields)
        refused = self._create_request(lines=[self.law, self.web])
        refused.action_refuse("No")
        request = self._create_request(lines=[self.law])
        wizard = self._suggest(request)
        lines = self._get_lines(wizard)
        # The request itself is the sixth for law: 2 of 6 are 33 %; one proves nothing.
        self.assertEqual(set(lines), {self.books, self.hr})
        self.assertEqual(lines[self.hr].reason, "asked together with Law 2 times of 6")
        self.company.cae_service_together_percent = 34
        self.assertEqual(set(self._get_lines(self._suggest(request))), {self.books})

    def test_other_companies_and_archived_fields(self):
        company = self._create_company(name="Elsewhere")
        self.env.user.company_ids += company
        self.env["cae.expertise"].create(
            {"name": "Lawyer", "company_id": company.id, "code": "X"}
        )
        self.books.active = False
        wizard = self._suggest(self._create_request(need="A lawyer"))
        self.assertEqual(wizard.line_ids.expertise_id, self.law)

    def test_for_the_team_only(self):
        request = self._create_request()
        with self.assertRaises(AccessError):
            request.with_user(self.user_coach).action_open_suggest()

    def test_query_count_does_not_grow(self):
        self.law._get_suggestions(self.company, "A lawyer for a site")
        counts = []
        for number in (2, 12):
            for i in range(number):
                other = self.env["cae.expertise"].create({"name": f"F{number}-{i}"})
                self._create_request(lines=[self.law, other])
                self._create_request(lines=[self.law, other])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.law._get_suggestions(self.company, "A lawyer for a site")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
