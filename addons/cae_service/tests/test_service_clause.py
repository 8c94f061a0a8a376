# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_agreement import CaeAgreementCase


@tagged("post_install", "-at_install")
class TestServiceClause(CaeAgreementCase):
    """Clauses fit the prices and the end of an agreement, and are frozen when sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clauses = cls.env["cae.service.clause"]

    def _create_draft(self, *lines, **vals):
        lines = lines or ((self.service_books, self.pro_books, {"product_uom_qty": 5}),)
        return self._create_agreement(*lines, confirm=False, **vals)

    def _ref(self, name):
        return self.env.ref(f"cae_service.service_clause_{name}")

    def test_clauses_by_pricing(self):
        cost, hourly, flat = (self._ref(name) for name in ("cost", "hourly", "flat"))
        books = (self.service_books, self.pro_books, {})
        law = (self.service_law, self.pro_law, {})
        payroll = (self.service_payroll, self.pro_both, {})
        for lines, expected in (
            ([books], cost),
            ([law], hourly),
            ([law, payroll], hourly + flat),
            ([books, law, payroll], cost + hourly + flat),
        ):
            found = self._create_draft(*lines)._find_cae_clauses()
            self.assertEqual(found & (cost + hourly + flat), expected)

    def test_clauses_by_end(self):
        for vals, expected in (
            ({"cae_renewal": "none"}, "term_none"),
            ({"cae_renewal": "tacit"}, "term_tacit"),
            ({"cae_renewal": "explicit"}, "term_explicit"),
            ({"cae_renewal": "tacit", "cae_end_date": False}, "term_open"),
        ):
            found = self._create_draft(**vals)._find_cae_clauses()
            terms = found.filtered("cae_renewal")
            self.assertEqual(terms, self._ref(expected))

    def test_clauses_by_country(self):
        order = self._create_draft()
        self.assertIn(self._ref("data_fr"), order._find_cae_clauses())
        self.assertNotIn(self._ref("data_ca"), order._find_cae_clauses())
        self.company.country_id = self.env.ref("base.ca")
        self.assertIn(self._ref("data_ca"), order._find_cae_clauses())

    def test_text_has_the_values(self):
        order = self._create_draft(
            (
                self.service_books,
                self.pro_books,
                {
                    "cae_visit_count": 2,
                    "cae_visit_period": "month",
                    "cae_visit_hours": 3.5,
                },
            )
        )
        order.action_quotation_sent()
        text = order.cae_clauses
        for expected in (
            "places its shared services at the disposal of Network",
            "Bookkeeping: 2 visits a month of 3.5 hours",
            "40.00",
            "runs until 31 December 2026",
            "renewed by itself for 12 months",
            "gives notice in writing by 31 October 2026",
            "a notice in writing of 2 months",
            "The centre invoices each month",
            "art. 28",
        ):
            self.assertIn(expected, text.replace("\xa0", " "))
        self.assertNotIn("${", text)

    def test_what_was_sent_does_not_change(self):
        order = self._create_draft()
        self.assertFalse(order.cae_clauses)
        order.action_quotation_sent()
        sent = order.cae_clauses
        clause = self._ref("confidential")
        clause.with_context(lang="en_US").body = "Something else, for ${member}."
        self.assertEqual(order._get_cae_clauses(), sent)
        order.action_confirm()
        self.assertEqual(order.cae_clauses, sent)
        other = self._create_draft()
        other.action_confirm()
        self.assertIn("Something else, for Network.", other.cae_clauses)

    def test_values_are_escaped(self):
        self.member.name = "<script>alert(1)</script>"
        order = self._create_draft()
        order.action_quotation_sent()
        self.assertIn("&lt;script&gt;", order.cae_clauses)
        self.assertNotIn("<script>", order.cae_clauses)

    def test_mandatory_clause_without_its_value(self):
        self.company.cae_signatory = False
        clause = self.clauses.create(
            {"name": "Signatory", "body": "${representative} signs.", "mandatory": True}
        )
        order = self._create_draft()
        with self.assertRaisesRegex(UserError, "“Signatory” lacks “who signs"):
            order.action_quotation_sent()
        self.assertEqual(order.state, "draft")
        clause.mandatory = False
        order.action_quotation_sent()
        self.assertNotIn("signs.", order.cae_clauses)

    def test_template_chooses_the_clauses(self):
        liability = self._ref("liability")
        notice = self._ref("notice")
        template = self.env["sale.order.template"].create(
            {
                "name": "Short",
                "is_cae_agreement": True,
                "cae_clause_ids": liability.ids,
            }
        )
        found = self._create_draft(
            sale_order_template_id=template.id
        )._find_cae_clauses()
        self.assertIn(liability, found)
        self.assertNotIn(notice, found)
        # The law of the country is printed whatever the template says.
        self.assertIn(self._ref("data_fr"), found)

    def test_own_wording(self):
        clause = self._ref("liability")
        own = self.clauses.browse(clause.action_own_wording()["res_id"])
        own.body = "We answer for what we do."
        found = self._create_draft()._find_cae_clauses()
        self.assertIn(own, found)
        self.assertNotIn(clause, found)

    def test_mistakes_are_refused(self):
        with self.assertRaisesRegex(
            ValidationError, r"\$\{membre\}, which is not known"
        ):
            self.clauses.create({"name": "Wrong", "body": "${membre} pays."})
        with self.assertRaisesRegex(UserError, "is mandatory"):
            self._ref("data_fr").active = False
        with self.assertRaisesRegex(UserError, "is mandatory"):
            self._ref("data_fr").unlink()
        with self.assertRaisesRegex(ValidationError, "needs a cooperative"):
            self.clauses.create(
                {"name": "Alone", "body": "x", "replaces_id": self._ref("data_fr").id}
            )

    def test_an_agreement_without_service_is_not_sent(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.member.id,
                "is_cae_agreement": True,
                "cae_start_date": "2026-01-01",
            }
        )
        with self.assertRaisesRegex(UserError, "has no shared service"):
            order.action_quotation_sent()
