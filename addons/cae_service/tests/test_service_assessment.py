# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_agreement import CaeAgreementCase


@tagged("post_install", "-at_install")
class TestServiceAssessment(CaeAgreementCase):
    """The need is assessed by the form of the service, the specification drafted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service_books.write(
            {
                "cae_visit_count": 2,
                "cae_visit_period": "month",
                "cae_visit_hours": 3.5,
                "cae_visit_weekday": "1",
                "cae_included": "<p>Entries, <em>returns</em></p>",
                "cae_assessment_definition": [
                    {"name": "head", "type": "separator", "string": "Accounts"},
                    {"name": "docs", "type": "integer", "string": "Documents"},
                    {"name": "paper", "type": "boolean", "string": "On paper"},
                    {
                        "name": "tool",
                        "type": "selection",
                        "string": "Software",
                        "selection": [["ods", "A spreadsheet"], ["erp", "Odoo"]],
                    },
                    {
                        "name": "kinds",
                        "type": "tags",
                        "string": "Kinds",
                        "tags": [["bill", "Bills", 1], ["bank", "Bank", 2]],
                    },
                    {
                        "name": "who",
                        "type": "many2one",
                        "string": "Contact",
                        "comodel": "res.partner",
                    },
                    {"name": "due", "type": "date", "string": "Needed by"},
                    {"name": "note", "type": "char", "string": "Remark"},
                    {"name": "none", "type": "char", "string": "Left empty"},
                ],
            }
        )
        cls.request = cls._create_request(
            lines=[(cls.books, {"professional_id": cls.pro_books.id})]
        )
        cls.line = cls.request.line_ids

    def _accept(self, **vals):
        self.line.write({"state": "accepted", **vals})
        return self.line

    def test_frequency_in_words(self):
        line = self._accept(service_id=self.service_books.id)
        self.assertEqual(
            line.frequency_label,
            "2 visits a month of 3.5 hours, on Tuesdays from 9:00",
        )
        line.write({"cae_visit_count": 1, "cae_visit_period": "week"})
        line.write({"cae_visit_weekday": False, "cae_visit_hours": 4})
        self.assertEqual(line.frequency_label, "1 visit a week of 4 hours")
        line.cae_visit_count = 0
        self.assertFalse(line.frequency_label)

    def test_frequency_is_the_service_s_unless_given(self):
        line = self._accept(service_id=self.service_books.id)
        self.assertEqual((line.cae_visit_count, line.cae_visit_hours), (2, 3.5))
        line.cae_visit_count = 3
        line.service_id = self.service_payroll
        line.service_id = self.service_books
        self.assertEqual(line.cae_visit_count, 3)

    def test_questions_appear_with_the_service(self):
        """Before it is saved, and without an answer."""
        line = self._accept()
        spec = {name: {} for name in ("service_id", "service_tmpl_id", "assessment")}

        def show(service, **values):
            values["service_id"] = service.id
            return line.onchange(values, ["service_id"], spec)["value"]["assessment"]

        questions = show(self.service_books)
        definition = self.service_books.cae_assessment_definition
        self.assertEqual(
            [question["name"] for question in questions],
            [question["name"] for question in definition],
        )
        self.assertFalse(any(question.get("value") for question in questions))
        answered = [
            {**question, "value": 120 if question["name"] == "docs" else None}
            for question in questions
        ]
        kept = show(self.service_books, assessment=answered)
        self.assertEqual(
            [(one["name"], one["value"]) for one in kept if one.get("value")],
            [("docs", 120)],
        )
        self.assertEqual(show(self.service_books.browse()), [])

    def test_assess_needs_a_service_and_a_time(self):
        with self.assertRaisesRegex(UserError, "accepts the line"):
            self.line.action_assess()
        line = self._accept()
        with self.assertRaisesRegex(UserError, "choose the service"):
            line.action_assess()
        line.service_id = self.service_payroll
        with self.assertRaisesRegex(UserError, "how often"):
            line.action_assess()
        line.hours = 5
        line.action_assess()
        self.assertEqual(line.state, "assessed")
        self.assertTrue(line.assessment_date)
        self.assertEqual(self.request.state, "qualified")

    def test_professional_assesses_what_was_led_to_them(self):
        line = self._accept(service_id=self.service_books.id)
        mine = line.with_user(self.user_books)
        mine.write({"assessment_note": "A box of receipts", "assessment": {"docs": 3}})
        mine.action_draft_specification()
        mine.action_assess()
        self.assertEqual(line.state, "assessed")
        self.assertIn("A box of receipts", line.specification)

    def test_specification_says_the_answers(self):
        contact = self._create_partner(name="Jo <b>Bold</b>")
        line = self._accept(service_id=self.service_books.id)
        line.assessment = {
            "docs": 1200,
            "paper": True,
            "tool": "ods",
            "kinds": ["bill", "bank"],
            "who": contact.id,
            "due": "2026-03-31",
            "note": "Ask <script>alert(1)</script> Jo",
        }
        line.assessment_note = "Two shoe boxes"
        line.action_draft_specification()
        text = line.specification
        for expected in (
            "2 visits a month of 3.5 hours, on Tuesdays from 9:00",
            "<em>returns</em>",
            "Two shoe boxes",
            "<strong>Accounts</strong>",
            "<strong>Documents</strong>: 1,200",
            "<strong>On paper</strong>: yes",
            "<strong>Software</strong>: A spreadsheet",
            "<strong>Kinds</strong>: Bills, Bank",
            "<strong>Contact</strong>: Jo &lt;b&gt;Bold&lt;/b&gt;",
            "<strong>Needed by</strong>: 03/31/2026",
            "&lt;script&gt;",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("Left empty", text)
        self.assertNotIn("<script>", text)

    def test_reworded_specification_is_kept(self):
        line = self._accept(service_id=self.service_books.id)
        line.action_draft_specification()
        self.assertFalse(line.specification_reworded)
        line.assessment_note = "More"
        line.action_draft_specification()  # Nobody touched it: drafted again.
        self.assertIn("More", line.specification)
        line.specification = "<p>In our words</p>"
        self.assertTrue(line.specification_reworded)
        with self.assertRaisesRegex(UserError, "was reworded"):
            line.action_draft_specification()
        self.assertEqual(line.specification, "<p>In our words</p>")
        line.with_context(overwrite_specification=True).action_draft_specification()
        self.assertNotIn("In our words", line.specification)

    def test_a_service_begins_with_a_form(self):
        questions = self.service_law.product_tmpl_id.cae_assessment_definition
        self.assertIn("People employed", [one["string"] for one in questions])
        self.service_law.cae_assessment_definition = []
        self.service_law.product_tmpl_id.action_propose_cae_form()
        self.assertTrue(self.service_law.cae_assessment_definition)
        other = self.env["product.template"].create({"name": "A pen"})
        self.assertFalse(other.cae_assessment_definition)

    def test_print_of_the_specification(self):
        line = self._accept(service_id=self.service_books.id)
        line.action_draft_specification()
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "cae_service.report_specification", line.ids
        )
        self.assertIn("Bookkeeping", html.decode())
        self.assertIn("on Tuesdays from 9:00", html.decode())
