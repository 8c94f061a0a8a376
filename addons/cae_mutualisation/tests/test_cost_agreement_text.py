# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from freezegun import freeze_time
from lxml import html
from PyPDF2 import PdfReader

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_cost_agreement import CaeCostAgreementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestCostAgreementText(CaeCostAgreementCase):
    """What the member reads: parties, pools, weights, VAT and clauses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 12, 6 and 2 of 20 FTE.
        cls._share(cls.pool, {cls.proxim: 6, cls.vital: 2})
        cls._create_value(cls.fte, cls.agiie, 12)

    def _titles(self, agreement):
        page = html.fromstring(str(agreement._get_text()))
        found = [node.text_content() for node in page.iter("h3")]
        return [title.split("– ")[1] for title in found if "Article" in title]

    def _rows(self, agreement):
        page = html.fromstring(str(agreement._get_text()))
        (table,) = page.find_class("o_cae_pools")
        return [
            [cell.text_content() for cell in row.iter("td")] for row in table.iter("tr")
        ][1:]

    def test_the_table_shows_the_weights_of_that_day(self):
        agreement = self._draft(self.pool, self.secretariat)
        # In the secretariat AGIIE is alone as yet.
        self.assertEqual(
            self._rows(agreement),
            [
                ["HR", "FTE", "12", "60.00 %", "Bears VAT"],
                ["Secretariat", "Equal", "equal parts", "100.00 %", "Bears VAT"],
            ],
        )
        self._create_value(self.fte, self.agiie, 4.5, "2026-07-01")
        self.assertEqual(self._rows(agreement)[0][2:4], ["12", "60.00 %"])
        # 4.5 of 12.5 for one that begins later.
        agreement.date_start = "2026-07-01"
        self.assertEqual(self._rows(agreement)[0][2:4], ["4.50", "36.00 %"])
        self.assertEqual(agreement.line_ids.mapped("share_label")[0], "36.00 %")
        # Half, once another member is asked too, before anybody has signed.
        self._create_agreement(self.proxim, self.secretariat, signed=False)
        self.assertEqual(self._rows(agreement)[1][3], "50.00 %")

    def test_who_is_asked_at_the_same_time_counts(self):
        """Sent to all the members at once, nobody's text says that it bears all."""
        agreement = self._draft(self.secretariat)
        other = self._draft(self.secretariat, member=self.proxim)
        later = self._draft(self.secretariat, member=self.vital, date="2026-07-01")
        (agreement | other | later).line_ids.invalidate_recordset(["share_label"])
        # Two on that day; three of them from July on.
        self.assertEqual(agreement.line_ids.share_label, "50.00 %")
        self.assertEqual(later.line_ids.share_label, "33.33 %")
        other.action_cancel()
        agreement.line_ids.invalidate_recordset(["share_label"])
        self.assertEqual(agreement.line_ids.share_label, "100.00 %")

    def test_mixed_keys_and_hours(self):
        surface = self._create_key("Surface", "surface")
        mixed = self._create_key(
            "60/40",
            "mixed",
            component_ids=[
                Command.create({"part_id": self.fte.id, "coefficient": 60}),
                Command.create({"part_id": surface.id, "coefficient": 40}),
            ],
        )
        for member, amount in ((self.agiie, 10), (self.proxim, 30)):
            self._create_value(surface, member, amount)
        agreement = self._draft()
        agreement.line_ids.key_id = mixed
        # 60 % × 12 / 20 + 40 % × 10 / 40 = 36 % + 10 %
        self.assertEqual(
            self._rows(agreement)[0][1:4],
            ["60/40 (60 % FTE, 40 % Surface)", "12 (FTE), 10 (Surface)", "46.00 %"],
        )
        agreement.line_ids.key_id = self._create_key("Hours", "hours")
        self.assertEqual(
            self._rows(agreement)[0][1:4], ["Hours", "counted in the year", "–"]
        )

    def test_clauses_that_fit(self):
        agreement = self._draft(self.pool, self.secretariat)
        titles = self._titles(agreement)
        self.assertEqual(titles[0], "Object")
        self.assertIn("Value Added Tax", titles)
        self.assertIn("Notice", titles)
        self.assertNotIn("Exemption from Value Added Tax", titles)
        self.assertNotIn("End without Notice", titles)
        self.assertIn("without an agreed end", str(agreement._get_text()))
        agreement.line_ids[0].exemption_reason_id = self.reason
        agreement.write({"notice_months": 0, "date_end": "2026-12-31"})
        titles = self._titles(agreement)
        self.assertIn("Value Added Tax", titles)
        self.assertIn("Exemption from Value Added Tax", titles)
        self.assertIn("End without Notice", titles)
        text = str(agreement._get_text())
        self.assertIn("HR: VAT exemption, article 261 B", text)
        self.assertIn("CGI, art. 261 B", text)
        self.assertIn("to 31 December 2026", text)
        agreement.line_ids[1].exemption_reason_id = self.reason
        self.assertNotIn("Value Added Tax", self._titles(agreement))

    def test_clauses_of_the_country(self):
        agreement = self._draft()
        agreement.line_ids.exemption_reason_id = self.reason
        self.assertIn("CGI, art. 261 B", str(agreement._get_text()))
        self.company.country_id = self.env.ref("base.be")
        text = str(agreement._get_text())
        self.assertNotIn("CGI, art. 261 B", text)
        self.assertIn("Belgian VAT code, art. 44", text)

    def test_an_amendment_says_what_it_amends(self):
        first = self._draft()
        first._sign_paper("Ada", "2026-01-02")
        amendment = first._make_amendment("2026-07-01")
        self.assertEqual(self._titles(amendment)[0], "What Is Amended")
        self.assertIn(f"place of {first.name}", str(amendment._get_text()))

    def test_a_value_that_lacks_is_named(self):
        self.company.cae_signatory = False
        agreement = self._draft()
        message = "“Object” lacks “who signs for the grouping"
        with self.assertRaisesRegex(UserError, message):
            agreement.action_send()
        self.assertIn(message, agreement.preview)
        self.company.cae_signatory = "Claire Martin"
        agreement.invalidate_recordset(["preview"])
        self.assertIn("Claire Martin", agreement.preview)

    def test_clauses_quote_what_is_known(self):
        clauses = self.env["cae.cost.clause"]
        with self.assertRaisesRegex(ValidationError, "quotes \\$\\{persn\\}"):
            clauses.create({"name": "Wrong", "body": "${persn} pays"})
        own = clauses.create(
            {
                "name": "Our own object",
                "sequence": 1,
                "body": "${member} and ${grouping}.",
                "company_id": self.company.id,
                "amendment": "first",
                "replaces_id": self.env.ref("cae_mutualisation.cost_clause_object").id,
            }
        )
        agreement = self._draft()
        self.assertEqual(self._titles(agreement)[0], own.name)
        self.assertNotIn("Object", self._titles(agreement))

    def test_the_text_sent_does_not_follow(self):
        agreement = self._send()
        before = agreement.body
        self.env.ref("cae_mutualisation.cost_clause_disputes").body = "Else."
        self.pool.name = "Renamed"
        self._create_value(self.fte, self.agiie, 1, "2026-03-01")
        self.assertEqual(agreement._get_text(), before)
        self.assertEqual(self._rows(agreement)[0][:4], ["HR", "FTE", "12", "60.00 %"])
        agreement._check_seal()

    def test_what_to_check_before_it_is_sent(self):
        mobil = self._create_cost_members("Mobil")
        agreement = self._draft(member=mobil)
        self.assertIn(
            "Mobil has no validated value of FTE on 03/10/2026", agreement.warning
        )
        self._create_value(self.fte, mobil, 0)
        agreement.invalidate_recordset(["warning"])
        self.assertFalse(agreement.warning)
        agreement.line_ids.key_id = self.equal
        self.assertIn("other members share it by FTE", agreement.warning)
        agreement.line_ids.exemption_reason_id = self.reason
        self.assertIn(f"No VAT ({self.reason.name}): HR.", agreement.warning)
        self.assertIn("exactly its share of the common costs", agreement.warning)
        agreement._sign_paper("Ada", "2026-03-09")
        self.assertFalse(agreement.warning)

    def test_the_pdf_of_a_draft(self):
        agreement = self._draft(terms="<p>Two meeting rooms are lent.</p>")
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, kind = reports._render_qweb_pdf(
            "cae_mutualisation.action_report_cost_agreement", agreement.ids
        )
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(content)).pages
        text = " ".join("".join(page.extract_text() for page in pages).split())
        for said in ("AGIIE", "60.00 %", "Two meeting rooms", "may still change"):
            self.assertIn(said, text)
        self.assertIn(f"1 / {len(pages)}", text)

    def test_texts_of_many_take_the_same_reads(self):
        def count(number):
            members = self._create_cost_members(
                *(f"Member {number} {index}" for index in range(number))
            )
            agreements = self.env["cae.cost.agreement"]
            for member in members:
                agreements |= self._draft(self.pool, self.secretariat, member=member)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            agreements.mapped("warning")
            agreements.line_ids.mapped("share_label")
            return self.cr.sql_log_count - before

        count(1)
        self.assertLessEqual(count(8), count(2) + 2)
