# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from . import common


@tagged("post_install", "-at_install")
class TestArtFollowUp(common.ArtefactsCase):
    """What Artefacts does beside its levies."""

    def _own(self, model, *domain):
        return self.env[model].search([("company_id", "=", self.company.id), *domain])

    def test_transfers_wait_are_accepted_or_refused(self):
        transfers = self._own("cae.activity.transfer")
        self.assertEqual(
            sorted(transfers.mapped("state")),
            ["accepted", "accepted", "refused", "requested"],
        )
        lines = transfers.analytic_line_ids
        self.assertEqual(sorted(lines.mapped("amount")), [-650, -480, 480, 650])

    def test_scheme_to_debate_is_compared_and_not_in_force(self):
        comparison = self._own("cae.levy.comparison")
        self.assertFalse(comparison.scheme_id.active)
        counts = [comparison[f"{name}_count"] for name in ("more", "less", "same")]
        self.assertEqual(sum(counts), len(comparison.line_ids))
        effect = sum(comparison.line_ids.mapped("difference"))
        self.assertAlmostEqual(comparison.effect, effect, 2)
        self.assertTrue(comparison.effect)

    def test_forecast_is_on_the_board(self):
        forecast = self._own("cae.levy.forecast")
        self.assertEqual(forecast.state, "confirmed")
        rows = self._own("cae.levy.report", ("forecast_amount", "!=", 0))
        self.assertAlmostEqual(
            sum(rows.mapped("forecast_amount")), forecast.levy_total, 2
        )

    def test_statements_balance_and_some_are_read(self):
        statements = self._own("cae.activity.statement")
        for statement in statements:
            self.assertAlmostEqual(statement.asset_total, statement.liability_total, 2)
        states = set(statements.mapped("acknowledgement_state"))
        self.assertEqual(states, {"all", "none"})
        if self.month(0).year != self.month(11).year:
            self.assertIn("year", statements.mapped("kind"))
            self.assertEqual(self._own("cae.pooled.statement").state, "published")
