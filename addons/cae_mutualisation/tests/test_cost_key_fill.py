# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import Form, tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostKeyFill(CaeCostCase):
    """Yearly figures of the members become values to validate, and never twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.posts = cls._create_key("Posts", "posts", year_offset=0)
        for member in (cls.agiie, cls.proxim):
            cls._create_agreement(member, cls.pool)
        cls.figures = cls._create_figures(cls.agiie, fte=10.5, posts=14)

    @classmethod
    def _create_figures(cls, member, validate=True, year=2025, **figures):
        workforce = cls.env["cae.workforce"].create(
            {"membership_id": member.id, "year": year, "posts": 20, **figures}
        )
        workforce.action_submit()
        if validate:
            workforce.action_validate()
        return workforce

    def _open(self, **vals):
        return self.env["cae.cost.key.fill"].create(
            {"year": 2025, "key_ids": self.fte.ids, **vals}
        )

    def _rows(self, wizard):
        return {
            (line.membership_id.partner_id.name, line.key_id.name): line.status
            for line in wizard.line_ids
        }

    def _values(self, key=None):
        return self.env["cae.cost.key.value"].search(
            [("key_id", "=", (key or self.fte).id)]
        )

    def test_what_would_be_made_is_shown_then_made(self):
        # Submitted, not validated: it is missing. Vital shares nothing by the key.
        self._create_figures(self.proxim, validate=False, fte=6)
        self._create_figures(self.vital, fte=2)
        wizard = self._open()
        self.assertEqual(
            self._rows(wizard),
            {("AGIIE", "FTE"): "create", ("Proxim", "FTE"): "missing"},
        )
        self.assertEqual((wizard.create_count, wizard.missing_count), (1, 1))
        self.assertFalse(self._values())
        action = wizard.action_fill()
        value = self._values()
        self.assertEqual(action["domain"], [("id", "in", value.ids)])
        self.assertEqual(
            (value.membership_id, value.amount, value.date_from, value.state),
            (self.agiie, 10.5, date(2026, 1, 1), "draft"),
        )
        self.assertEqual(
            (value.source, value.workforce_id), ("workforce", self.figures)
        )

    def test_never_twice(self):
        self._open().action_fill()
        value = self._values()
        for validate in (False, True):
            if validate:
                value.action_validate()
            wizard = self._open()
            self.assertEqual(self._rows(wizard)["AGIIE", "FTE"], "same")
            wizard.action_fill()
            self.assertEqual(self._values(), value)

    def test_all_members_and_the_year_of_each_key(self):
        self._create_figures(self.vital, fte=2, posts=3)
        wizard = self._open(key_ids=(self.fte + self.posts).ids, everyone=True)
        rows = self._rows(wizard)
        self.assertEqual(rows["Vital", "FTE"], "create")
        self.assertEqual(rows["Vital", "Posts"], "create")
        self.assertEqual(rows["Proxim", "Posts"], "missing")
        wizard.action_fill()
        self.assertEqual(
            {
                (value.membership_id, value.amount, value.date_from)
                for value in self._values(self.posts)
            },
            {
                (self.agiie, 14, date(2025, 1, 1)),
                (self.vital, 3, date(2025, 1, 1)),
            },
        )

    def test_members_of_the_year_by_a_mixed_key(self):
        mixed = self._create_key(
            "Mixed", "mixed", component_ids=[(0, 0, {"part_id": self.posts.id})]
        )
        pool = self._create_pool("Secretariat", mixed)
        self._create_agreement(self.agiie, pool, date_end="2026-12-31")
        rows = self._rows(self._open(key_ids=self.posts.ids, year=2026))
        self.assertEqual(rows, {("AGIIE", "Posts"): "missing"})
        # Its agreement does not reach 2027, nor begins before 2026.
        for year in (2025, 2027):
            self.assertFalse(self._open(key_ids=self.posts.ids, year=year).line_ids)

    def _change_figures(self, fte):
        self.figures.action_reopen()
        self.figures.fte = fte
        self.figures.action_submit()
        self.figures.action_validate()

    def test_a_changed_figure_corrects_a_draft(self):
        self._open().action_fill()
        self._change_figures(11)
        wizard = self._open()
        line = wizard.line_ids.filtered(lambda line: line.status == "update")
        self.assertEqual((line.current, line.amount), (10.5, 11))
        wizard.action_fill()
        self.assertEqual(self._values().amount, 11)
        self.assertEqual(self._values().source, "workforce")

    def test_a_changed_figure_is_proposed_for_a_validated_value(self):
        self._open().action_fill()
        value = self._values()
        value.action_validate()
        self._change_figures(11)
        wizard = self._open()
        self.assertEqual(self._rows(wizard)["AGIIE", "FTE"], "propose")
        wizard.action_fill()
        proposal = self._values() - value
        self.assertEqual((value.amount, value.state), (10.5, "validated"))
        self.assertEqual((proposal.amount, proposal.state), (11, "draft"))
        # It is there already, and follows the figure until it is validated.
        self.assertEqual(self._rows(self._open())["AGIIE", "FTE"], "same")
        self._change_figures(12)
        self._open().action_fill()
        self.assertEqual(proposal.amount, 12)
        self.assertEqual(len(self._values()), 2)
        proposal.action_validate()
        self.assertEqual((value.state, proposal.state), ("replaced", "validated"))
        self.assertEqual(self._rows(self._open())["AGIIE", "FTE"], "same")

    def test_what_was_typed_is_kept(self):
        value = self._create_value(self.fte, self.agiie, 9, validate=False)
        for validate in (False, True):
            if validate:
                value.action_validate()
            wizard = self._open()
            self.assertEqual(self._rows(wizard)["AGIIE", "FTE"], "typed")
            wizard.action_fill()
            self.assertEqual(self._values(), value)
            self.assertEqual(value.amount, 9)

    def test_the_form(self):
        with Form(self.env["cae.cost.key.fill"].with_user(self.user_support)) as form:
            form.year = 2025
            self.assertEqual(form.create_count, 1)
            form.everyone = True
            # FTE and posts of AGIIE; of Proxim and Vital nothing.
            self.assertEqual((form.create_count, form.missing_count), (2, 4))
        form.record.action_fill()
        self.assertEqual(len(self._values() + self._values(self.posts)), 2)

    def test_more_than_is_shown_is_counted(self):
        names = [f"M{index:03}" for index in range(201)]
        self._create_cost_members(*names)
        wizard = self._open(everyone=True)
        # AGIIE is new; Proxim, Vital and the 201 are missing.
        self.assertEqual((wizard.create_count, wizard.missing_count), (1, 203))
        self.assertEqual((len(wizard.line_ids), wizard.hidden_count), (200, 4))

    def test_queries_do_not_grow_with_members(self):
        def count(key, names, **figures):
            members = self._create_cost_members(*names)
            for member in members:
                self._create_figures(member, **figures)
                self._create_agreement(member, self._pools[key])
            self.env.flush_all()
            self.env.invalidate_all()
            return [self._count_fill(key) for _turn in ("create", "same")] + [
                self._count_update(key, members)
            ]

        self._pools = {}
        for index in range(3):
            key = self._create_key(f"K{index}", "fte")
            self._pools[key] = self._create_pool(f"P{index}", key)
        warm, first, second = self._pools
        count(warm, ["W"], fte=1)
        few = count(first, ["A1", "A2"], fte=3)
        many = count(second, [f"B{index}" for index in range(20)], fte=3)
        self.assertEqual(few, many)

    def _count_fill(self, key):
        self.env.flush_all()
        self.env.invalidate_all()
        key.mapped("name")
        before = self.cr.sql_log_count
        key._fill(2025)
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _count_update(self, key, members):
        members.workforce_ids.action_reopen()
        members.workforce_ids.fte = 5
        members.workforce_ids.action_submit()
        members.workforce_ids.action_validate()
        found = self._count_fill(key)
        self.assertEqual(set(self._values(key).mapped("amount")), {5})
        return found
