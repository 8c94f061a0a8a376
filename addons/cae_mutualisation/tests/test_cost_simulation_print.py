# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
import re

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common_cost_simulation import CostSimulationCase


@tagged("post_install", "-at_install")
class TestCostSimulationPrint(CostSimulationCase):
    """What is shown at a meeting: table, bars, print and spreadsheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.simulation = cls._simulate({"new_key_id": cls.equal.id})

    def test_table_and_bars(self):
        rows = self.simulation._get_member_rows()
        self.assertEqual(
            [(row["name"], row["difference"], row["direction"]) for row in rows],
            [
                ("Vital", 2333.33, "more"),
                ("Proxim", 333.33, "more"),
                ("AGIIE", -2666.66, "less"),
            ],
        )
        table = re.sub(r"<[^>]*>|\s+", " ", self.simulation.member_table)
        self.assertRegex(table, r"\+\s*\$?\s*2,333\.33")
        chart = self.simulation.chart
        for key, count in (("before", 4), ("more", 3), ("less", 2), ("same", 1)):
            # one of them is in the legend
            self.assertEqual(chart.count(f'class="o_cae_cost_bar_{key}"'), count, key)

    def test_only_the_biggest_changes_are_drawn(self):
        members = self._create_cost_members(*(f"Member {i}" for i in range(40)))
        self._share(self.pool, dict.fromkeys(members, 1))
        self.simulation.action_compute()
        self.assertEqual(self.simulation.member_count, 43)
        self.assertIn(
            "The 14 of 43 members", re.sub(r"<[^>]*>|\s+", " ", self.simulation.chart)
        )
        # 1 FTE of 60: 166.67 → 232.56; AGIIE: 12 of 60
        self.assertEqual(
            self.simulation.chart.count('class="o_cae_cost_bar_before"'), 15
        )
        self.assertEqual(self.simulation.member_table.count("<tr"), 32)
        self.assertIn("AGIIE", self.simulation.chart)

    def test_the_print_has_all_of_it(self):
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "cae_mutualisation.report_cost_simulation", self.simulation.ids
        )
        text = re.sub(r"<[^>]*>|\s+", " ", html.decode())
        for found in ("HR: by FTE → Equal", "Of 3 members, 2 would pay more", "AGIIE"):
            self.assertIn(found, text)
        self.assertIn("<svg", html.decode())
        action = self.simulation.action_print()
        self.assertEqual(action["type"], "ir.actions.report")

    def test_spreadsheet(self):
        book = load_workbook(io.BytesIO(base64.b64decode(self.simulation.spreadsheet)))
        self.assertEqual(book.sheetnames, ["Members", "Shares", "Pools"])
        rows = list(book["Members"].values)
        self.assertEqual(rows[2][0], "HR: by FTE → Equal")
        self.assertEqual(rows[-1][:4], ("Total", 10000, 10000, 0))
        self.assertEqual(rows[-4][:4], ("Vital", 1000, 3333.33, 2333.33))
        shares = list(book["Shares"].values)
        self.assertEqual(
            shares[-3],
            (
                "AGIIE",
                "HR",
                "FTE",
                4380,
                7300,
                6000,
                "Equal",
                365,
                1095,
                3333.34,
                -2666.66,
            ),
        )
        self.assertEqual(
            list(book["Pools"].values)[-1],
            ("HR", "FTE", "Equal", 12000, 12000, 2000, 2000, 10000, 10000),
        )

    def test_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        simulation = self.simulation.with_context(lang="fr_FR")
        self.assertIn("HR", simulation.changes)
        self.assertIn("6\xa0000,00\xa0€", simulation.member_table)


@tagged("post_install", "-at_install")
class TestCostSimulationAccess(CostSimulationCase):
    """Who computes, who reads, and what it takes."""

    def _user(self, role):
        return new_test_user(
            self.env,
            f"simulation_{role}",
            groups=f"cae_member.group_{role}",
            company_id=self.env.company.id,
        )

    def test_who_computes(self):
        change = {
            "kind": "join",
            "name": "Mobil",
            "date": "2026-07-01",
            "value_ids": [Command.create({"key_id": self.fte.id, "amount": 10})],
        }
        for role in ("support", "manager", "accountant"):
            simulations = self.env["cae.cost.simulation"].with_user(self._user(role))
            for base in ("voted", "draft", "real"):
                simulation = simulations.create(
                    {
                        "name": role,
                        "base": base,
                        "date_from": "2026-01-01",
                        "date_to": "2026-12-31",
                        "member_ids": [Command.create(change)],
                    }
                )
                simulation.pool_ids.new_key_id = self.equal
                simulation.action_compute()
                self.assertEqual(simulation.member_count, 4)
                self.assertIn("Mobil", simulation.member_table)
                self.assertTrue(simulation.spreadsheet)

    def test_who_reads(self):
        simulation = self._simulate()
        read = simulation.with_user(self._user("auditor"))
        self.assertIn("AGIIE", read.member_table)
        self.assertTrue(read.spreadsheet)
        self.assertTrue(read.action_export())
        for refused in (read.action_compute, read.copy):
            with self.assertRaises(AccessError):
                refused()
        coach = simulation.with_user(self._user("coach"))
        with self.assertRaises(AccessError):
            coach.read(["name"])
        with self.assertRaises(AccessError):
            coach.action_compute()

    def test_queries_do_not_grow_with_members(self):
        counts = []
        simulation = self._simulate({"new_key_id": self.equal.id})
        for number in (2, 5, 100):
            names = (f"M{number}-{i}" for i in range(number))
            members = self._create_cost_members(*names)
            self.env["cae.cost.key.value"].create(
                [
                    {
                        "key_id": self.fte.id,
                        "membership_id": member.id,
                        "date_from": "2026-01-01",
                        "amount": 1,
                    }
                    for member in members
                ]
            ).action_validate()
            self.env["cae.cost.agreement"].create(
                [
                    {
                        "membership_id": member.id,
                        "date_start": "2026-01-01",
                        "line_ids": [Command.create({"pool_id": self.pool.id})],
                    }
                    for member in members
                ]
            )._write_managed({"state": "signed"})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            simulation.action_compute()
            self.assertTrue(simulation.member_table)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(simulation.member_count, 110)
        # the first time, access rights and views are read too
        self.assertEqual(counts[1], counts[2])
