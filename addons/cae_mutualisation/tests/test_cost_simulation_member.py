# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common_cost_simulation import CostSimulationCase


@tagged("post_install", "-at_install")
class TestCostSimulationMember(CostSimulationCase):
    """Who joins, who leaves, and whose figures change, worked out by hand."""

    def test_a_member_joins_in_the_year(self):
        change = {
            "kind": "join",
            "name": "Mobil",
            "date": "2026-07-01",
            "value_ids": [(self.fte, 10)],
        }
        simulation = self._simulate(member_vals=[change])
        # 12, 6 and 2 FTE for 365 days, 10 for 184: 4 380, 2 190, 730, 1 840 of 9 140
        # 4 792.122…, 2 396.061…, 798.687…, 2 013.129…: the last two get the cents left
        self.assertEqual(
            self._amounts(simulation, "amount_before", "amount_after"),
            {
                "AGIIE": "6000.00 4792.12",
                "Proxim": "3000.00 2396.06",
                "Vital": "1000.00 798.69",
                "Mobil": "0.00 2013.13",
            },
        )
        mobil = simulation.line_ids.filtered(lambda line: line.name == "Mobil")
        self.assertFalse(mobil.membership_id)
        self.assertEqual((mobil.weight_after, mobil.weight_total_after), (1840, 9140))
        self.assertEqual(simulation.changes, "Mobil joins on 07/01/2026: FTE 10.00")

    def test_a_member_of_the_register_joins_one_pool(self):
        other = self._create_pool("IT", self.equal)
        self._create_agreement(self.agiie, other)
        self._create_budget(other, 400)
        member = self._create_cost_members("Mobil")
        self._create_value(self.fte, member, 20)
        join = {
            "kind": "join",
            "membership_id": member.id,
            "date": "2025-03-01",
            "pool_ids": self.pool.ids,
        }
        simulation = self._simulate(member_vals=[join])
        # 12, 6, 2 and 20 of 40; IT stays with AGIIE alone
        self.assertEqual(
            self._amounts(simulation),
            {
                "AGIIE": "3000.00",
                "Proxim": "1500.00",
                "Vital": "500.00",
                "Mobil": "5000.00",
            },
        )
        lines = simulation.line_ids.filtered(lambda line: line.pool_id == other)
        self.assertEqual(
            [(one.name, one.amount_after) for one in lines], [("AGIIE", 400)]
        )

    def test_a_member_leaves_in_the_year(self):
        leave = {
            "kind": "leave",
            "membership_id": self.agiie.id,
            "date": "2026-06-30",
        }
        simulation = self._simulate(member_vals=[leave])
        # 12 FTE for 181 days, 6 and 2 for 365: 2 172, 2 190, 730 of 5 092
        # 4 265.514…, 4 300.864…, 1 433.621…: the first one gets the cent left
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "4265.52", "Proxim": "4300.86", "Vital": "1433.62"},
        )
        self.assertEqual(simulation.changes, "AGIIE leaves: last day 06/30/2026")
        # Before the year: its part goes to the others, 6 and 2 of 8.
        simulation.member_ids.date = "2025-12-31"
        simulation.action_compute()
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "0.00", "Proxim": "7500.00", "Vital": "2500.00"},
        )

    def test_a_member_leaves_and_comes_back(self):
        leave = {"kind": "leave", "membership_id": self.agiie.id, "date": "2026-06-30"}
        back = {"kind": "join", "membership_id": self.agiie.id, "date": "2026-10-01"}
        simulation = self._simulate(member_vals=[back, leave])
        agiie = simulation.line_ids.filtered(lambda line: line.name == "AGIIE")
        # 181 days until June and 92 from October: 273 × 12
        self.assertEqual(agiie.weight_after, 3276)
        self._amounts(simulation)

    def test_other_figures_of_a_member(self):
        # Mid-year: 6 × 181 + 12 × 184 = 3 294 of 4 380 + 3 294 + 730 = 8 404
        # 5 211.803…, 3 919.562…, 868.633…: the last one lost most
        change = {
            "kind": "value",
            "membership_id": self.proxim.id,
            "date": "2026-07-01",
            "value_ids": [(self.fte, 12)],
        }
        simulation = self._simulate(member_vals=[change])
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "5211.80", "Proxim": "3919.56", "Vital": "868.64"},
        )
        self.assertEqual(simulation.changes, "Proxim, from 07/01/2026 on: FTE 12.00")
        # A figure known later on in the year no longer counts.
        self._create_value(self.fte, self.proxim, 100, "2026-10-01")
        simulation.action_compute()
        proxim = simulation.line_ids.filtered(lambda line: line.name == "Proxim")
        self.assertEqual(proxim.weight_after, 3294)
        # 6 × 273 + 100 × 92
        self.assertEqual(proxim.weight_before, 10838)

    def test_hours_until_a_member_leaves(self):
        hours = self._create_key("Hours", "hours")
        self.pool.key_id = hours
        for day, agiie in (("2026-03-31", 30), ("2026-09-30", 50)):
            self._create_value(hours, self.agiie, agiie, day)
        self._create_value(hours, self.vital, 70, "2026-12-31")
        leave = {"kind": "leave", "membership_id": self.agiie.id, "date": "2026-06-30"}
        typed = {
            "kind": "value",
            "membership_id": self.proxim.id,
            "date": "2026-01-01",
            "value_ids": [(hours, 100)],
        }
        simulation = self._simulate(
            {"new_key_id": hours.id}, member_vals=[leave, typed]
        )
        # 30, 100 and 70 of 200
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "1500.00", "Proxim": "5000.00", "Vital": "3500.00"},
        )
