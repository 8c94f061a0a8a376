# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What people do with the suite from end to end, in a real browser, on the demo."""

import io
import re
from unittest.mock import patch

from dateutil.relativedelta import relativedelta
from lxml import html
from PyPDF2 import PdfReader

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport


@tagged("post_install", "-at_install")
class TestMonthOfACooperative(HttpCase):
    """The levy of last month, from its computation to the entrepreneur's PDF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_art")
        cls.month = fields.Date.today() + relativedelta(months=-1, day=1)
        holder = cls.env.ref("cae_demo.art_user_entrepreneur1").partner_id
        cls.activity = cls.env["cae.activity"].search(
            [("holder_ids.partner_id", "=", holder.id)]
        )

    def _find(self, model, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env[model].search([("company_id", "=", self.company.id), *domain])

    def test_levy_computed_posted_and_seen_by_the_entrepreneur(self):
        self.assertFalse(
            self._find("cae.levy.run", month=self.month), "The demo left it to do."
        )
        self.start_tour(
            "/odoo", "cae_levy_run_tour", login="art.accountant", timeout=180
        )
        run = self._find("cae.levy.run", month=self.month)
        self.assertEqual(run.state, "posted")
        line = run.line_ids.filtered(
            lambda line: line.activity_id == self.activity and not line.is_correction
        )
        self.assertEqual((line.base_amount, line.amount), (3000, 300))
        statement = self._find(
            "cae.activity.statement", activity_id=self.activity.id, date_from=self.month
        )
        self.assertEqual(statement.state, "published")

        self.start_tour("/web/login", "cae_portal_statement_tour", timeout=120)
        self._check_pdf(statement)
        self._check_refusals(statement)

    def test_transfer_accepted_and_statement_read_by_the_entrepreneur(self):
        transfer = self.env.ref("cae_demo.art_transfer_ouali_roussel")
        statement = self._find(
            "cae.activity.statement", activity_id=self.activity.id, state="published"
        ).sorted("date_to")[-1]
        before = self.activity.available_cash
        self.start_tour(
            "/my/activities",
            "cae_portal_transfer_tour",
            login="art.entrepreneur1",
            timeout=120,
        )
        self.assertEqual(transfer.state, "accepted")
        self.activity.invalidate_recordset()
        self.assertEqual(self.activity.available_cash, before - 560)
        self.assertEqual(statement.acknowledgement_state, "all")

    def _check_pdf(self, statement):
        self.authenticate("art.entrepreneur1", "art.entrepreneur1")
        page = html.fromstring(self.url_open(statement.access_url, timeout=60).text)
        link = page.find_class("o_cae_download")[0].get("href")
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            response = self.url_open(link, timeout=60)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        reader = PdfReader(io.BytesIO(response.content))
        text = "".join(page.extract_text() for page in reader.pages)
        # Digits only: how they are separated depends on the language
        digits = re.sub(r"[\s.,]", "", text)
        for amount in ("500000", "200000", "=30000"):
            self.assertIn(amount, digits)

    def _check_refusals(self, statement):
        urls = (
            self.activity.access_url,
            statement.access_url,
            f"{statement.access_url}?report_type=pdf",
        )
        for login, landing in (("art.entrepreneur2", "/my"), (None, "/web/login")):
            self.authenticate(login, login)
            for url in urls:
                with self.subTest(login=login, url=url):
                    response = self.url_open(url)
                    self.assertTrue(response.history, "It was not refused.")
                    self.assertIn(landing, response.url)
                    self.assertNotIn(str(statement.id), response.url)
                    self.assertNotIn(self.activity.name, response.text)
