# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_cost_simulation import CostSimulationCase


@tagged("post_install", "-at_install")
class TestCostSimulation(CostSimulationCase):
    """Each kind of change, in figures worked out by hand."""

    def test_nothing_changed_is_what_a_call_says(self):
        simulation = self._simulate()
        call = self._create_call("2026-01-01", "2026-12-31")
        expected = {"AGIIE": "6000.00", "Proxim": "3000.00", "Vital": "1000.00"}
        for name in ("amount_before", "amount_after"):
            self.assertEqual(self._amounts(simulation, name), expected)
        self.assertEqual(
            {line.partner_id.name: f"{line.amount:.2f}" for line in call.line_ids},
            expected,
        )
        self.assertEqual(simulation.changes, "Nothing is changed.")
        self.assertEqual(simulation.same_count, 3)
        line = simulation.line_ids.filtered(lambda line: line.name == "Proxim")
        # 6 FTE × 365 days of 20 FTE × 365 days
        self.assertEqual((line.weight_before, line.weight_total_before), (2190, 7300))
        self.assertEqual(line.key_before_id, self.fte)

    def test_part_of_a_year_is_what_a_call_says(self):
        # 10 000 × 4 ÷ 12 = 3 333.33 for January to April: 60, 30 and 10 %
        simulation = self._simulate(date_to="2026-04-30")
        call = self._create_call("2026-01-01", "2026-04-30")
        expected = {"AGIIE": "2000.00", "Proxim": "1000.00", "Vital": "333.33"}
        self.assertEqual(self._amounts(simulation, "amount_before"), expected)
        self.assertEqual(
            {line.partner_id.name: f"{line.amount:.2f}" for line in call.line_ids},
            expected,
        )
        row = simulation.pool_ids
        self.assertEqual((row.net_before, row.grant_before), (3333.33, 666.67))

    def test_real_costs_are_what_a_settlement_says(self):
        self._spend(self.pool, 11500.03)
        self._spend(self.pool, -500)
        simulation = self._simulate(base="real")
        settlement = self._create_settlement()
        self.assertEqual(
            self._amounts(simulation, "amount_before"),
            {
                line.partner_id.name: f"{line.amount:.2f}"
                for line in settlement.line_ids
            },
        )
        # 60 % of 11 000.03
        self.assertEqual(self._amounts(simulation, "amount_before")["AGIIE"], "6600.02")

    def test_a_surplus_that_is_kept_is_not_shared(self):
        self.pool.keep_surplus = True
        self._spend(self.pool, -100)
        simulation = self._simulate({"new_cost": 60}, base="real")
        self.assertEqual(
            self._amounts(simulation, "amount_before", "amount_after")["AGIIE"],
            "0.00 36.00",
        )

    def test_another_key(self):
        simulation = self._simulate({"new_key_id": self.equal.id})
        self.assertEqual(
            self._amounts(simulation, "amount_before", "amount_after", "difference"),
            {
                "AGIIE": "6000.00 3333.34 -2666.66",
                "Proxim": "3000.00 3333.33 333.33",
                "Vital": "1000.00 3333.33 2333.33",
            },
        )
        self.assertEqual(simulation.changes, "HR: by FTE → Equal")
        vital = simulation.line_ids.filtered(lambda line: line.name == "Vital")
        self.assertEqual((vital.percent, vital.direction), (233.33, "more"))
        self.assertEqual((vital.weight_after, vital.weight_total_after), (365, 1095))
        self.assertEqual(
            (vital.key_before_id, vital.key_after_id), (self.fte, self.equal)
        )
        self.assertEqual(
            (simulation.more_count, simulation.less_count, simulation.difference),
            (2, 1, 0),
        )

    def test_another_cost(self):
        # 15 000 − 2 000 = 13 000: 60, 30 and 10 %
        simulation = self._simulate({"new_cost": 15000})
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "7800.00", "Proxim": "3900.00", "Vital": "1300.00"},
        )
        self.assertEqual(simulation.difference, 3000)
        # 12 000 less a tenth is 10 800, less 2 000: 8 800
        simulation = self._simulate({"cost_percent": -10})
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "5280.00", "Proxim": "2640.00", "Vital": "880.00"},
        )
        self.assertEqual(simulation.changes, "HR: cost -10.00 %")
        with self.assertRaisesRegex(ValidationError, "an amount or a percentage"):
            simulation.pool_ids.new_cost = 1

    def test_a_pool_that_is_dropped(self):
        simulation = self._simulate({"dropped": True})
        self.assertEqual(
            self._amounts(simulation, "amount_before", "amount_after")["AGIIE"],
            "6000.00 0.00",
        )
        self.assertEqual((simulation.net_before, simulation.net_after), (10000, 0))
        self.assertFalse(simulation.line_ids.key_after_id)

    def test_grants_lost(self):
        # 10 500; then all of them: 12 000
        for vals, expected in (
            ({"grant_lost": 500}, "6300.00 3150.00 1050.00"),
            ({"grant_lost_percent": 100}, "7200.00 3600.00 1200.00"),
        ):
            simulation = self._simulate(vals)
            self.assertEqual(" ".join(self._amounts(simulation).values()), expected)
        with self.assertRaisesRegex(UserError, "2000.01 of grants are lost, but only"):
            self._simulate({"grant_lost": 2000.01})

    def _create_grant(self, amount, **vals):
        return self.env["cae.grant"].create(
            {
                "name": "FSE",
                "funder_id": self._create_partner(name="Europe").id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "amount_granted": amount,
                "state": "granted",
                **vals,
            }
        )

    def test_a_grant_by_name_of_real_costs(self):
        # Of 4 000, three quarters are HR's, which costs 9 000 of 12 000.
        other = self._create_pool("IT", self.equal)
        self._create_agreement(self.agiie, other)
        grant = self._create_grant(4000)
        self._spend(self.pool, 9000)
        self._spend(other, 3000)
        simulation = self._simulate(base="real", lost_grant_ids=grant.ids)
        self.assertEqual(
            self._amounts(simulation, "amount_before", "amount_after"),
            {
                "AGIIE": "3600.00 5400.00",
                "Proxim": "1800.00 2700.00",
                "Vital": "600.00 900.00",
            },
        )
        rows = {row.pool_id: row for row in simulation.pool_ids}
        self.assertEqual((rows[other].grant_before, rows[other].grant_after), (1000, 0))
        self.assertEqual((simulation.net_before, simulation.net_after), (8000, 12000))
        self.assertEqual(simulation.changes, "Grant lost: FSE (Europe)")

    def test_a_grant_by_name_of_a_budget_is_what_it_foresees(self):
        small, big = (
            self._create_grant(amount, pool_id=self.pool.id)
            for amount in (1500, 119000)
        )
        # 12 000 − 500; then 12 000, as the budget foresees 2 000 only
        self._create_grant(1, state="asked")
        for grant, net in ((small, 11500), (big, 12000)):
            simulation = self._simulate(lost_grant_ids=grant.ids)
            self.assertEqual(simulation.net_after, net)
            self._amounts(simulation)
        # One for all pools: 1 000 of the 2 000 and of the 3 000 foreseen is lost.
        other = self._create_pool("IT", self.equal)
        self._create_agreement(self.agiie, other)
        self._create_budget(other, 30000, grant=3000)
        grant = self._create_grant(1000)
        simulation = self._simulate(lost_grant_ids=grant.ids)
        self.assertEqual(
            simulation.pool_ids.mapped(lambda row: row.grant_before - row.grant_after),
            [400, 600],
        )

    def test_who_has_no_value_is_said(self):
        surface = self._create_key("Surface", "surface")
        self._create_value(surface, self.agiie, 30)
        self._create_value(surface, self.proxim, 10)
        simulation = self._simulate({"new_key_id": surface.id})
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "7500.00", "Proxim": "2500.00", "Vital": "0.00"},
        )
        self.assertEqual(
            simulation.warning,
            "Vital has no validated value of Surface on 01/01/2026: it weighs nothing "
            "until it has one.",
        )
        surface.value_ids.action_reset()
        surface.value_ids.unlink()
        with self.assertRaisesRegex(UserError, "HR: there are 10000.00 to share"):
            simulation.action_compute()

    def test_a_pool_that_nobody_shares_yet(self):
        other = self._create_pool("IT", self.equal)
        self._create_budget(other, 300)
        simulation = self._simulate(compute=False)
        with self.assertRaisesRegex(UserError, "IT: there are 300.00 to share"):
            simulation.action_compute()
        row = simulation.pool_ids.filtered(lambda row: row.pool_id == other)
        row.share_all = True
        simulation.action_compute()
        self._amounts(simulation)
        lines = simulation.line_ids.filtered(lambda line: line.pool_id == other)
        self.assertEqual(
            sorted(
                (line.name, line.amount_before, line.amount_after) for line in lines
            ),
            [("AGIIE", 0, 100), ("Proxim", 0, 100), ("Vital", 0, 100)],
        )
        self.assertIn("Nobody shares these pools now", simulation.warning)
        self.assertEqual((simulation.net_before, simulation.net_after), (10000, 10300))

    def test_a_mixed_key_and_a_key_that_changed(self):
        # 60 % by FTE, 40 % in equal parts: 6 000 × 60, 30, 10 % and 4 000 ÷ 3
        mixed = self._create_key(
            "Mixed",
            "mixed",
            component_ids=[
                Command.create({"part_id": self.fte.id, "coefficient": 60}),
                Command.create({"part_id": self.equal.id, "coefficient": 40}),
            ],
        )
        simulation = self._simulate({"new_key_id": mixed.id})
        # 4 933.333…, 3 133.333…, 1 933.333…: the cent left goes to the first
        self.assertEqual(
            self._amounts(simulation),
            {"AGIIE": "4933.34", "Proxim": "3133.33", "Vital": "1933.33"},
        )

    def test_budgets_to_vote(self):
        self._create_budget(self.pool, 500, year=2025)
        draft = self._create_budget(self.pool, 24000, grant=4000, vote=False)
        simulation = self._simulate(base="draft", date_from="2025-01-01")
        # The draft of 2026 replaces the voted one; that of 2025 stays.
        self.assertEqual(simulation.net_before, 20500)
        self._create_budget(self.pool, 1, vote=False)
        with self.assertRaisesRegex(UserError, "HR has two draft budgets"):
            simulation.action_compute()
        self.assertEqual(draft.state, "draft")

    def test_two_simulations_of_one_name_and_two_members_of_one_name(self):
        twin = self._create_cost_members("AGIIE")
        self._create_value(self.fte, twin, 20)
        self._create_agreement(twin, self.pool)
        rows = self._simulate()._get_member_rows()
        self.assertEqual(
            [(row["name"], row["before"]) for row in rows if row["name"] == "AGIIE"],
            [("AGIIE", 3000), ("AGIIE", 5000)],
        )
