# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest
from decimal import Decimal

from odoo.tests import TransactionCase, tagged

from ..controllers import line_chart
from ..kernel import distribution


@tagged("post_install", "-at_install")
class TestLineChart(TransactionCase):
    def test_examples(self):
        for module in (line_chart, distribution):
            result = doctest.testmod(module)
            self.assertTrue(result.attempted)
            self.assertFalse(result.failed)

    def test_points_are_in_proportion_and_inside(self):
        chart = line_chart.layout(
            {"now": [-300, 0, 900], "then": [100, 200, 300]}, 900, 260
        )
        for line in chart.lines:
            for point in line.points:
                self.assertGreaterEqual(point.x, chart.left)
                self.assertLess(point.x, chart.width)
                self.assertGreaterEqual(point.y, 0)
                self.assertLessEqual(point.y, chart.bottom)
        now = chart.lines[0].points
        # 1200 from lowest to highest: the zero is 300 / 1200 above the lowest
        self.assertAlmostEqual(
            (now[0].y - now[1].y) / (now[0].y - now[2].y), 0.25, delta=0.01
        )
        # The same distance between two places
        self.assertAlmostEqual(now[1].x - now[0].x, now[2].x - now[1].x, delta=0.2)
        # Equal values of two lines are at the same height
        same = line_chart.layout({"a": [5, 7], "b": [7, 5]}, 200, 136).lines
        self.assertEqual(same[0].points[0].y, same[1].points[1].y)

    def test_spread_adds_up(self):
        for amount in ("0", "0.05", "100000", "-12345.67", "1e6"):
            parts = distribution.spread(Decimal(amount), 12, Decimal("0.01"))
            self.assertEqual(sum(parts), Decimal(amount))
            self.assertLessEqual(max(parts) - min(parts), Decimal("0.01"))

    def test_every_difference_is_in_one_band(self):
        differences = [-812.5, -0.01, 0.0, 0.01, 99.99, 100.0, 640.0]
        bands = distribution.histogram(differences, 100)
        self.assertEqual(
            sum(band.less + band.same + band.more for band in bands), len(differences)
        )
        # -812.5 is from -900 on, 640 from 600 on: 16 bands of 100
        self.assertEqual([bands[0].start, bands[-1].start, len(bands)], [-900, 600, 16])
        # 0.01 and 99.99 pay more, 0.0 the same, all from 0 to 100
        zero = next(band for band in bands if band.start == 0)
        self.assertEqual((zero.less, zero.same, zero.more), (0, 1, 2))
