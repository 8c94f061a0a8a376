# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest

from odoo.tests import TransactionCase, tagged

from ..controllers import bar_chart


@tagged("post_install", "-at_install")
class TestBarChart(TransactionCase):
    def test_examples(self):
        result = doctest.testmod(bar_chart)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_negative_months_hang_below_the_baseline(self):
        chart = bar_chart.layout([[{"in": -50}], [{"in": 100}]], 400, 200)
        below, above = chart.bars
        self.assertEqual(below.y, chart.baseline)
        self.assertEqual(above.y + above.height, chart.baseline)
        self.assertAlmostEqual(above.height, 2 * below.height, delta=0.3)

    def test_bars_stay_inside(self):
        columns = [[{"in": 10 * i}, {"a": 3 * i, "b": -i}] for i in range(12)]
        chart = bar_chart.layout(columns, 360, 240)
        for bar in chart.bars:
            self.assertGreaterEqual(bar.x, chart.left)
            self.assertLessEqual(bar.x + bar.width, chart.width)
            self.assertGreaterEqual(bar.y, 0)
            self.assertLessEqual(bar.y + bar.height, chart.bottom)
            self.assertGreater(bar.height, 0)
