# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common_cost import CaeCostCase


class CostSimulationCase(CaeCostCase):
    """HR costs 12 000 and has 2 000 of grants; 12, 6 and 2 FTE share the 10 000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})
        cls.budget = cls._create_budget(cls.pool, 12000, grant=2000)

    @classmethod
    def _simulate(cls, pool_vals=None, member_vals=(), compute=True, **vals):
        """A simulation of 2026; the values of the row of HR, and of changed members."""
        simulation = cls.env["cae.cost.simulation"].create(
            {
                "name": "Try",
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "base": "voted",
                **vals,
            }
        )
        row = simulation.pool_ids.filtered(lambda row: row.pool_id == cls.pool)
        row.write(pool_vals or {})
        simulation.member_ids = [
            Command.create(
                {
                    **change,
                    "value_ids": [
                        Command.create({"key_id": key.id, "amount": amount})
                        for key, amount in change.get("value_ids", ())
                    ],
                }
            )
            for change in member_vals
        ]
        if compute:
            simulation.action_compute()
        return simulation

    def _amounts(self, simulation, *names):
        """`{member: amounts}`, and Σ of both sides is the net cost, to the cent."""
        self.assertEqual(simulation.state, "computed")
        for row in simulation.pool_ids:
            lines = simulation.line_ids.filtered(
                lambda line, row=row: line.pool_id == row.pool_id
            )
            for side in ("before", "after"):
                self.assertEqual(
                    sum(
                        round(100 * amount) for amount in lines.mapped(f"amount_{side}")
                    ),
                    round(100 * row[f"net_{side}"]),
                )
        names = names or ("amount_after",)
        return {
            line.name: " ".join(f"{line[name]:.2f}" for name in names)
            for line in simulation.line_ids.filtered(
                lambda line: line.pool_id == self.pool
            )
        }


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


@tagged("post_install", "-at_install")
class TestCostSimulationRecord(CostSimulationCase):
    """How a simulation is filled in, and what it leaves alone."""

    def test_it_begins_with_all_the_pools(self):
        other = self._create_pool("IT", self.equal)
        self._create_budget(other, 10, year=2027, vote=False)
        action = other.action_simulate()
        with Form(
            self.env["cae.cost.simulation"].with_context(**action["context"])
        ) as form:
            form.name = "From a pool"
        simulation = form.record
        self.assertEqual(simulation.pool_ids.pool_id, self.pool | other)
        self.assertEqual(simulation.base, "draft")
        self.assertEqual(str(simulation.date_from), "2027-01-01")
        action = self.budget.action_simulate()
        simulation = (
            self.env["cae.cost.simulation"]
            .with_context(**action["context"])
            .create({"name": "From a budget"})
        )
        self.assertEqual(simulation.base, "voted")
        self.assertEqual(str(simulation.date_from), "2026-01-01")
        self.assertEqual(simulation.pool_ids.pool_id, self.pool | other)

    def test_figures_are_proposed_to_who_joins(self):
        simulation = self._simulate(compute=False)
        with Form(simulation) as form, form.member_ids.new() as change:
            change.membership_id = self.proxim
            change.date = "2026-07-01"
        (value,) = simulation.member_ids.value_ids
        self.assertEqual((value.key_id, value.amount), (self.fte, 6))

    def test_figures_are_void_when_a_change_changes(self):
        support = new_test_user(
            self.env, "simulation_support", groups="cae_member.group_support"
        )
        simulation = self._simulate({"new_key_id": self.equal.id}).with_user(support)
        change = {"kind": "join", "name": "M", "date": "2026-07-01"}
        steps = (
            lambda: simulation.pool_ids.write({"new_key_id": False}),
            lambda: simulation.write({"date_to": "2026-06-30"}),
            lambda: simulation.write({"member_ids": [Command.create(change)]}),
            lambda: simulation.member_ids.write({"date": "2026-04-01"}),
            lambda: simulation.member_ids.value_ids.create(
                {
                    "change_id": simulation.member_ids.id,
                    "key_id": self.fte.id,
                    "amount": 3,
                }
            ),
            lambda: simulation.member_ids.value_ids.write({"amount": 4}),
            lambda: simulation.member_ids.unlink(),
            lambda: simulation.pool_ids.write({"net_after": 1}),
            lambda: simulation.write({"net_after": 1}),
        )
        for step in steps:
            simulation.action_compute()
            step()
            self.assertEqual(simulation.state, "draft")
            self.assertFalse(simulation.line_ids)
            self.assertEqual(simulation.pool_ids.net_after, 0)
            self.assertEqual(simulation.net_after, 0)
        with self.assertRaisesRegex(UserError, "no figures yet"):
            simulation.action_print()
        simulation.action_compute()
        simulation.write({"name": "Another name", "note": "For May"})
        self.assertEqual(simulation.state, "computed")

    def test_a_variant(self):
        change = {
            "kind": "join",
            "name": "Mobil",
            "date": "2026-07-01",
            "value_ids": [(self.fte, 10)],
        }
        simulation = self._simulate({"new_cost": 15000}, [change])
        variant = simulation.browse(simulation.action_duplicate()["res_id"])
        self.assertEqual(variant.name, "Try (variant)")
        self.assertEqual(variant.state, "draft")
        self.assertEqual(variant.pool_ids.new_cost, 15000)
        self.assertEqual(variant.member_ids.value_ids.amount, 10)
        variant.action_compute()
        self.assertEqual(
            variant.line_ids.mapped("amount_after"),
            simulation.line_ids.mapped("amount_after"),
        )
        action = (simulation | variant).action_view_lines()
        self.assertEqual(action["context"]["pivot_column_groupby"], ["simulation_id"])

    def test_who_changes_how(self):
        for vals, message in (
            ({"kind": "leave", "name": "M"}, "can only join"),
            ({"kind": "value", "membership_id": self.vital.id}, "which figures change"),
            ({"name": "M", "membership_id": self.vital.id}, "not both"),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                self._simulate(member_vals=[{"date": "2026-07-01", **vals}])

    def test_nothing_else_is_changed(self):
        names = (
            "cae.cost.agreement",
            "cae.cost.agreement.line",
            "cae.cost.key",
            "cae.cost.key.value",
            "cae.cost.budget",
            "cae.cost.pool",
            "cae.membership",
            "cae.grant",
            "account.move",
            "res.partner",
        )

        def snapshot():
            self.env.flush_all()
            rows = {}
            for name in names:
                table = self.env[name]._table
                self.env.cr.execute(f"SELECT t::text FROM {table} t ORDER BY id")
                rows[name] = self.env.cr.fetchall()
            return rows

        before = snapshot()
        simulation = self._simulate(
            {"new_key_id": self.equal.id, "new_cost": 5000, "grant_lost": 1},
            [
                {"kind": "leave", "membership_id": self.agiie.id, "date": "2026-06-30"},
                {
                    "kind": "join",
                    "name": "Mobil",
                    "date": "2026-07-01",
                    "value_ids": [(self.fte, 10)],
                },
            ],
        )
        self.assertEqual(len(simulation.line_ids), 4)
        self.assertEqual(snapshot(), before)
