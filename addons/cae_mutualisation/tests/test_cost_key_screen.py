# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostKeyScreen(CaeCostCase):
    """What the screens of keys and values tell, and the import of a file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fixed = cls._create_key("Agreed", "fixed")

    def _fix(self, *percentages, date="2026-01-01"):
        for member, amount in zip(self.members, percentages, strict=False):
            self._create_value(self.fixed, member, amount, date)

    def test_percentages_that_make_100(self):
        self.assertFalse(self.fixed.percent_warning)
        self._fix(33.33, 33.33, 33.34)
        self.assertFalse(self.fixed.percent_warning)

    def test_percentages_that_do_not(self):
        self._fix(50, 30, 20)
        self._create_value(self.fixed, self.vital, 15, "2026-07-01", validate=False)
        # 50 + 30 + 15, as a draft would make it
        self.assertRegex(
            self.fixed.percent_warning, "^From 07/01/2026 on .* 95.00 %, not to 100"
        )
        self._create_value(self.fixed, self.agiie, 55, "2026-10-01")
        self.assertEqual(len(self.fixed.percent_warning.splitlines()), 1)
        self.assertNotIn("10/01/2026", self.fixed.percent_warning)

    def test_a_member_that_leaves_leaves_its_percentage(self):
        self._fix(50, 30, 20)
        pool = self._create_pool("Rent", self.fixed)
        self._create_agreement(self.vital, pool, date_end="2026-06-30")
        self._create_agreement(self.agiie, pool)
        # Proxim has not signed yet: it counts. From July on: 50 + 30.
        self.assertRegex(self.fixed.percent_warning, "From 07/01/2026 on .* 80.00 %")

    def test_words_and_units(self):
        units = {
            "equal": "",
            "fixed": "%",
            "posts": "posts",
            "fte": "FTE",
            "payroll": "€",
            "turnover": "€",
            "hours": "hours",
            "surface": "m²",
            "mixed": "",
        }
        methods = [method for method, _label in self.fixed._fields["method"].selection]
        self.assertEqual(set(methods), set(units))
        for method, unit in units.items():
            key = self.env["cae.cost.key"].new({"method": method})
            self.assertEqual(key.unit, unit)
            self.assertTrue(key.explanation)
        value = self._create_value(self._create_key("Pay", "payroll"), self.agiie, 1)
        self.assertEqual(value.unit, "€")

    def test_counts_and_pools(self):
        mixed = self._create_key(
            "Mixed", "mixed", component_ids=[Command.create({"part_id": self.fte.id})]
        )
        other = self._create_pool("Rent", self.equal)
        self._create_agreement(
            self.agiie,
            other,
            line_ids=[Command.create({"pool_id": other.id, "key_id": mixed.id})],
        )
        self.assertEqual(self.equal.pool_ids, other)
        self.assertEqual(mixed.pool_ids, other)
        self.assertEqual(self.fte.pool_ids, self.pool + other)
        self._create_value(self.fte, self.agiie, 1)
        self._create_value(self.fte, self.agiie, 2, "2026-02-01", validate=False)
        self.assertEqual((self.fte.draft_count, self.fte.value_count), (1, 2))
        self.assertEqual(self.agiie.cost_value_count, 2)
        for record, method in (
            (self.fte, "action_view_values"),
            (self.agiie, "action_view_cost_values"),
        ):
            action = getattr(record, method)()
            found = self.env["cae.cost.key.value"].search(action["domain"])
            self.assertEqual(found, self.fte.value_ids)
        action = self.fte.action_view_pools()
        self.assertEqual(
            self.env["cae.cost.pool"].search(action["domain"]), self.pool + other
        )

    def test_many_are_validated_at_once(self):
        values = self.env["cae.cost.key.value"].browse()
        for member in self.members:
            values |= self._create_value(self.fte, member, 1, validate=False)
        values.with_user(self.user_support).action_validate()
        self.assertEqual(set(values.mapped("state")), {"validated"})

    def test_the_form_of_a_key(self):
        with Form(self.env["cae.cost.key"].with_user(self.user_manager)) as form:
            form.name = "Square Metres"
            form.method = "surface"
            with form.value_ids.new() as line:
                line.membership_id = self.agiie
                line.date_from = "2026-01-01"
                line.amount = 120
        self.assertEqual(form.record.value_ids.source, "typed")
        self.assertEqual(form.record.value_ids.state, "draft")

    def test_a_file_is_imported(self):
        number = self.proxim.number
        names = ["key_id", "membership_id", "date_from", "amount", "source_note"]
        result = (
            self.env["cae.cost.key.value"]
            .with_user(self.user_support)
            .load(
                names,
                [
                    ["Agreed", "AGIIE", "2026-01-01", "60", "Minutes of 3 March"],
                    ["Agreed", number, "2026-01-01", "40.5", ""],
                ],
            )
        )
        self.assertFalse(result["messages"])
        values = self.env["cae.cost.key.value"].browse(result["ids"])
        self.assertEqual(
            [(v.membership_id, v.amount, v.state, v.source) for v in values],
            [
                (self.agiie, 60, "draft", "typed"),
                (self.proxim, 40.5, "draft", "typed"),
            ],
        )
        # The same file again: told, not doubled.
        values.action_validate()
        result = self.env["cae.cost.key.value"].load(
            names, [["Agreed", "AGIIE", "2026-01-01", "61", ""]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("is validated already", result["messages"][0]["message"])

    def test_the_template_of_the_import(self):
        (template,) = self.env["cae.cost.key.value"].get_import_templates()
        self.assertEqual(
            template["template"], "/cae_mutualisation/static/xls/cost_key_values.xlsx"
        )
