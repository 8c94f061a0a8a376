# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The dues of a year, from the preview to the payment, in a real browser."""

from dateutil.relativedelta import relativedelta
from lxml import html

from odoo import fields
from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestYearOfDues(HttpCase):
    """The accountant of GESSA calls the dues of the next year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_gessa")
        start = fields.Date.today() + relativedelta(years=1, month=1, day=1)
        cls.campaign = (
            cls.env["cae.dues.campaign"]
            .with_company(cls.company)
            .create(
                {
                    "name": "Cotisations",
                    "company_id": cls.company.id,
                    "date_from": start,
                    "date_to": start + relativedelta(month=12, day=31),
                    # Of the figures that GESSA has.
                    "figures_year": start.year - 2,
                    "date_due": fields.Date.today() + relativedelta(days=30),
                }
            )
        )

    def test_preview_call_payment_and_portal(self):
        path = f"/odoo/action-cae_member.cae_dues_campaign_action/{self.campaign.id}"
        self.start_tour(
            path, "cae_dues_call_tour", login="gessa.accountant", timeout=180
        )
        self.assertEqual(self.campaign.state, "called")
        lines = self.campaign.line_ids
        self.assertEqual(len(lines.move_id), 4)
        for line in lines:
            # 150.00 + 24.00 an FTE, at most 900.00
            expected = min(150 + 24 * line.fte, 900)
            self.assertAlmostEqual(line.move_id.amount_untaxed, expected, places=2)
        agiie = self.env.ref("cae_demo.gessa_membership_agiie")
        line = lines.filtered(lambda found: found.membership_id == agiie)
        self._look_at_portal(line, "text-bg-warning")
        path = f"/odoo/action-account.action_move_out_invoice_type/{line.move_id.id}"
        self.start_tour(
            path, "cae_dues_pay_tour", login="gessa.accountant", timeout=180
        )
        self.env.invalidate_all()
        self.assertEqual((line.payment_state, line.residual), ("paid", 0))
        self.assertEqual(
            self.campaign.amount_residual,
            sum((lines - line).mapped("move_id.amount_total")),
        )
        self._look_at_portal(line, "text-bg-success")

    def _look_at_portal(self, line, badge):
        """The member finds the invoice, and whether it is paid."""
        self.authenticate("gessa.member1", "gessa.member1")
        page = html.fromstring(self.url_open("/my/dues", timeout=60).text)
        (card,) = [
            found
            for found in page.find_class("o_cae_dues")
            if line.move_id.name in found.text_content()
        ]
        self.assertTrue(card.find_class(badge))
