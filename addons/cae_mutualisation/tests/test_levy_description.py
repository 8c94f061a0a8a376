# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import tagged

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestLevyDescription(CaeMutualisationCase):
    """What contracts say of the contribution (C. trav. L7331-2, c)."""

    def _describe(self, day="2026-06-15"):
        text = self.company._cae_describe_levy(fields.Date.to_date(day))
        return text.replace("\xa0", " ")

    def _names(self, *codes):
        names = [self.natures[code].display_name.lower() for code in codes]
        return ", ".join(names)

    def test_a_rate_less_costs_and_a_fee(self):
        self._create_scheme({"no_turnover_fee": 2.5}, decision="AGM of 12 June 2025")
        base, less = self._names("turnover"), self._names("subcontracting")
        self.assertEqual(
            self._describe(),
            f"- Contribution: 10 % of: {base} less {less}, when invoiced; "
            "2.50 € for a month without turnover.\n"
            "Voted by: AGM of 12 June 2025.",
        )

    def test_tiers_floor_and_cap(self):
        self._create_scheme(
            {
                "rate": [(0, 13.5), (20000, 9)],
                "deducted": (),
                "recognition": "collected",
                "floor": 120,
                "floor_period": "year",
                "cap": 500,
                "cap_period": "month",
                "fixed_amount": 30,
                "audience": "members",
            }
        )
        self.assertEqual(
            self._describe(),
            "- Contribution: 13.5 % from 0.00 €, 9 % from 20,000.00 € (for a year, "
            f"each rate on its own band) of: {self._names('turnover')}, when paid; "
            "30.00 € for each month of presence; at least 120.00 € for a year; at "
            "most 500.00 € for a month; for activities of members.",
        )

    def test_the_scheme_in_force_on_the_day_or_what_was_typed(self):
        self._create_scheme({"rate": 8}, date_to="2026-06-30", name="Before")
        self._create_scheme({"rate": 12}, date_from="2026-07-01", name="After")
        self.assertIn(" 8 %", self._describe("2026-06-30"))
        self.assertIn(" 12 %", self._describe("2026-07-01"))
        self.assertEqual(self._describe("2025-12-31"), "")
        self.company.cae_levy_text = "As the statutes say"
        self.assertEqual(self._describe(), "As the statutes say")
