# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from decimal import Decimal
from fractions import Fraction

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..kernel.sharing import Period
from .common_cost import CaeCostCase

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@tagged("post_install", "-at_install")
class TestCostKeyWeights(CaeCostCase):
    """What members weigh by each method, reckoned by hand.

    2026 has 365 days: 90 until March, 91 until June (181), 92 until September (273),
    92 until December.
    """

    def _weigh(self, pool, period=YEAR):
        """`({member: value-days or hours}, {member: part of the whole})`."""
        (found,) = self.env["cae.cost.engine"]._get_weights(pool, period)
        names = {member.id: member.partner_id.name for member in self.members}
        weights = found.parts[0].weights if len(found.parts) == 1 else {}
        return (
            {names[id_]: weight for id_, weight in weights.items()},
            {names[id_]: share for id_, share in found.weights.items()},
        )

    def _pool(self, method, values=None, **vals):
        """A pool shared by the three members from 1 January on by a new key."""
        key = self._create_key(method.capitalize(), method, **vals)
        pool = self._create_pool(method.capitalize(), key)
        for member, amount in zip(self.members, values or (0, 0, 0), strict=True):
            if values:
                self._create_value(key, member, amount)
            self._create_agreement(member, pool)
        return pool

    def _move(self, pool, member, **vals):
        """Other dates for the member's agreement of a pool."""
        lines = self.env["cae.cost.agreement.line"].search(
            [("pool_id", "=", pool.id), ("membership_id", "=", member.id)]
        )
        lines.agreement_id._write_managed(vals)

    def test_equal_parts_by_days(self):
        pool = self._pool("equal")
        # Joins on 1 July: 184 days; leaves on 31 March: 90 days.
        self._move(pool, self.proxim, date_start="2026-07-01")
        self._move(pool, self.vital, date_end="2026-03-31")
        weights, parts = self._weigh(pool)
        self.assertEqual(weights, {"AGIIE": 365, "Proxim": 184, "Vital": 90})
        # 365 + 184 + 90 = 639
        self.assertEqual(parts["Vital"], Fraction(90, 639))

    def test_fixed_percentages(self):
        weights, parts = self._weigh(self._pool("fixed", (50, 30, 20)))
        # × 365 days: 18 250, 10 950, 7 300 of 36 500
        self.assertEqual(weights, {"AGIIE": 18250, "Proxim": 10950, "Vital": 7300})
        self.assertEqual(
            parts,
            {
                "AGIIE": Fraction(1, 2),
                "Proxim": Fraction(3, 10),
                "Vital": Fraction(1, 5),
            },
        )

    def test_posts_of_a_member_that_joins(self):
        # The grouping's 236 posts: 150, 60 and 26; Vital joins on 1 October (92 days).
        pool = self._pool("posts", (150, 60, 26))
        self._move(pool, self.vital, date_start="2026-10-01")
        weights, parts = self._weigh(pool)
        # 150 × 365, 60 × 365, 26 × 92
        self.assertEqual(weights, {"AGIIE": 54750, "Proxim": 21900, "Vital": 2392})
        self.assertEqual(parts["AGIIE"], Fraction(54750, 79042))

    def test_fte_that_change_during_the_year(self):
        pool = self._pool("fte", (12, 6.5, 2))
        self._create_value(pool.key_id, self.proxim, 8, "2026-07-01")
        # A value from next year on does not count yet, nor one to validate.
        self._create_value(pool.key_id, self.agiie, 99, "2027-01-01")
        self._create_value(pool.key_id, self.vital, 99, "2026-02-01", validate=False)
        weights, _parts = self._weigh(pool)
        # 12 × 365; 6.5 × 181 + 8 × 184 = 1 176.5 + 1 472; 2 × 365
        self.assertEqual(
            weights, {"AGIIE": 4380, "Proxim": Decimal("2648.5"), "Vital": 730}
        )

    def test_fte_of_a_quarter(self):
        pool = self._pool("fte", (12, 6, 2))
        self._create_value(pool.key_id, self.proxim, 9, "2026-03-01")
        quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
        weights, _parts = self._weigh(pool, quarter)
        # 12 × 90; 6 × 59 + 9 × 31 = 354 + 279; 2 × 90
        self.assertEqual(weights, {"AGIIE": 1080, "Proxim": 633, "Vital": 180})

    def test_payroll_of_a_member_that_leaves_and_comes_back(self):
        pool = self._pool("payroll", (400000, 200000.50, 0))
        self._move(pool, self.proxim, date_end="2026-01-31")
        self._create_agreement(self.proxim, pool, date="2026-12-01")
        weights, parts = self._weigh(pool)
        # 31 days in January and 31 in December
        self.assertEqual(weights["AGIIE"], 400000 * 365)
        self.assertEqual(weights["Proxim"], Decimal("200000.50") * 62)
        self.assertEqual(parts["Vital"], 0)

    def test_turnover(self):
        _weights, parts = self._weigh(self._pool("turnover", (600000, 300000, 100000)))
        self.assertEqual(
            parts,
            {
                "AGIIE": Fraction(6, 10),
                "Proxim": Fraction(3, 10),
                "Vital": Fraction(1, 10),
            },
        )

    def test_surface_in_a_leap_year(self):
        pool = self._pool("surface", (120, 80, 40))
        self._move(pool, self.vital, date_end="2028-02-29")
        weights, _parts = self._weigh(
            pool, Period(date(2028, 1, 1), date(2028, 12, 31))
        )
        # 366 days, and 60 until 29 February
        self.assertEqual(weights, {"AGIIE": 43920, "Proxim": 29280, "Vital": 2400})

    def test_hours_count_as_they_are(self):
        pool = self._pool("hours")
        for member, hours, day in (
            (self.agiie, 30, "2026-01-01"),
            (self.agiie, 12.25, "2026-12-01"),
            (self.proxim, 7.75, "2026-06-01"),
            (self.proxim, 50, "2025-12-01"),
            (self.vital, 50, "2027-01-01"),
        ):
            self._create_value(pool.key_id, member, hours, day)
        # Whatever the days of the agreement.
        self._move(pool, self.proxim, date_start="2026-05-15")
        weights, parts = self._weigh(pool)
        # 42.25 and 7.75 of 50
        self.assertEqual(
            weights,
            {"AGIIE": Decimal("42.25"), "Proxim": Decimal("7.75"), "Vital": 0},
        )
        self.assertEqual(parts["Proxim"], Fraction(31, 200))

    def _mix(self, **parts):
        keys = {"fte": self.fte, "equal": self.equal}
        return self._create_key(
            "Mixed",
            "mixed",
            component_ids=[
                Command.create({"part_id": keys[name].id, "coefficient": coefficient})
                for name, coefficient in parts.items()
            ],
        )

    def test_mixed(self):
        pool = self._create_pool("Mixed", self._mix(fte=60, equal=40))
        for member, fte in zip(self.members, (12, 6, 2), strict=True):
            self._create_value(self.fte, member, fte)
            self._create_agreement(member, pool)
        _weights, parts = self._weigh(pool)
        # 60 % × 12/20 + 40 % × 1/3 = 9/25 + 2/15 = 37/75
        # 60 % × 6/20 + 40 % × 1/3 = 9/50 + 2/15 = 47/150
        # 60 % × 2/20 + 40 % × 1/3 = 3/50 + 2/15 = 29/150
        self.assertEqual(
            parts,
            {
                "AGIIE": Fraction(37, 75),
                "Proxim": Fraction(47, 150),
                "Vital": Fraction(29, 150),
            },
        )

    def test_mixed_counts_by_proportions_and_days(self):
        # 3 and 2 are 60 and 40; Vital joins on 1 July (184 days).
        pool = self._create_pool("Mixed", self._mix(fte=3, equal=2))
        for member, fte in zip(self.members, (12, 6, 2), strict=True):
            self._create_value(self.fte, member, fte)
            self._create_agreement(member, pool)
        self._move(pool, self.vital, date_start="2026-07-01")
        _weights, parts = self._weigh(pool)
        # FTE: 4 380, 2 190 and 2 × 184 = 368 of 6 938; days: 365, 365, 184 of 914
        self.assertEqual(
            parts["Vital"],
            Fraction(3, 5) * Fraction(368, 6938) + Fraction(2, 5) * Fraction(184, 914),
        )

    def test_a_mixed_key_needs_the_values_of_its_parts(self):
        pool = self._create_pool("Mixed", self._mix(fte=60, equal=40))
        self._create_agreement(self.agiie, pool)
        with self.assertRaisesRegex(UserError, "FTE: AGIIE, on 01/01/2026"):
            self._weigh(pool)

    def test_queries_do_not_grow_with_members(self):
        def count(names):
            key = self._create_key(f"Key {len(names)}", "fte")
            pool = self._create_pool(f"Pool {len(names)}", key)
            for member in self._create_cost_members(*names):
                self._create_value(key, member, 2)
                self._create_agreement(member, pool)
            self.env.flush_all()
            self.env.invalidate_all()
            pool.mapped("name")
            before = self.cr.sql_log_count
            self.env["cae.cost.engine"]._get_weights(pool, YEAR)
            return self.cr.sql_log_count - before

        count(["Warm"])
        few = count(["A1", "A2"])
        many = count([f"B{index}" for index in range(20)])
        self.assertEqual(few, many)
