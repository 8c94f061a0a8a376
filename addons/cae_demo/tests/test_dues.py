# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemoDues(TransactionCase):
    """The dues of GESSA and of the consortium."""

    def _ref(self, name):
        return self.env.ref(f"cae_demo.{name}")

    def test_last_year_is_paid_and_one_is_late_this_year(self):
        before = self._ref("gessa_dues_campaign_before")
        self.assertEqual(before.state, "called")
        self.assertEqual(set(before.line_ids.mapped("payment_state")), {"paid"})
        running = self._ref("gessa_dues_campaign")
        late = running.line_ids.filtered("is_late")
        self.assertEqual(late.partner_name, "Proxim' Services")
        self.assertEqual(late.reminder_count, 1)
        self.assertEqual(running.amount_residual, late.move_id.amount_total)
        for line in running.line_ids:
            # 150.00 + 24.00 an FTE, at most 900.00
            self.assertAlmostEqual(line.amount, min(150 + 24 * line.fte, 900), 2)

    def test_the_consortium_has_not_called_yet(self):
        campaign = self._ref("cons_dues_campaign")
        self.assertEqual(campaign.state, "computed")
        self.assertFalse(campaign.line_ids.move_ids)
        self.assertTrue(campaign.waiting_count)
        reduced = campaign.line_ids.filtered("discount")
        self.assertTrue(reduced)
        for line in reduced:
            self.assertAlmostEqual(line.discount, line.gross / 2, 2)

    def test_nobody_gets_a_mail(self):
        mails = self.env["mail.mail"].search([("model", "=", "cae.dues.line")])
        self.assertFalse(mails)
