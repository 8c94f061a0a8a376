# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostKeyRules(CaeCostCase):
    """What shared costs stays as it was, and is corrected by known ways."""

    def _close_year(self, year=2026):
        """A closed settlement of a pool in equal parts: nothing of FTE in it."""
        pool = self._create_pool("Rent", self.equal)
        if not self.env["cae.cost.agreement"].search(
            [("line_ids.pool_id", "=", pool.id)]
        ):
            self._create_agreement(self.agiie, pool, date=f"{year}-01-01")
        settlement = self._create_settlement(year)
        settlement.action_invoice()
        settlement.action_close()
        return settlement

    def test_who_validated_and_when(self):
        value = self._create_value(self.fte, self.agiie, 12, validate=False)
        self.assertFalse(value.validated_by)
        value.with_user(self.user_support).action_validate()
        self.assertEqual(value.validated_by, self.user_support)
        self.assertTrue(value.validated_on)
        with self.assertRaisesRegex(UserError, "was validated already"):
            value.action_validate()

    def test_nobody_vouches_in_the_name_of_another(self):
        made = self.env["cae.cost.key.value"].create(
            {
                "key_id": self.fte.id,
                "membership_id": self.agiie.id,
                "date_from": "2026-01-01",
                "amount": 1,
                "state": "validated",
                "validated_by": self.user_manager.id,
            }
        )
        self.assertEqual(made.validated_by, self.env.user)
        draft = self._create_value(self.fte, self.proxim, 1, validate=False)
        draft.write({"state": "validated", "validated_by": self.user_manager.id})
        self.assertEqual(draft.validated_by, self.env.user)

    def test_validated_values_are_locked(self):
        value = self._create_value(self.fte, self.agiie, 12)
        surface = self._create_key("Surface", "surface")
        for vals in (
            {"amount": 13},
            {"date_from": "2026-02-01"},
            {"membership_id": self.proxim.id},
            {"key_id": surface.id},
            {"validated_by": self.user_manager.id},
            {"state": "replaced", "amount": 13},
        ):
            for locked in (value, value.sudo()):
                with self.subTest(vals), self.assertRaisesRegex(UserError, "Validated"):
                    locked.write(vals)
        # What it rests on may be told later.
        value.source_note = "Payroll book"
        with self.assertRaisesRegex(UserError, "Validated"):
            value.unlink()

    def test_a_value_set_back_is_corrected(self):
        value = self._create_value(self.fte, self.agiie, 12)
        for state in ("draft", "replaced"):
            with self.assertRaisesRegex(UserError, "ask a manager or an accountant"):
                value.with_user(self.user_support).write({"state": state})
        with self.assertRaisesRegex(UserError, "ask a manager or an accountant"):
            value.with_user(self.user_support).action_reset()
        for user in (self.user_manager, self.user_accountant):
            value.with_user(user).action_reset()
            self.assertEqual((value.state, value.validated_by.id), ("draft", False))
            value.amount += 1
            value.action_validate()
        self.assertEqual(value.amount, 14)
        with self.assertRaisesRegex(UserError, "Only a validated value"):
            self._create_value(self.fte, self.vital, 1, validate=False).action_reset()

    def test_a_closed_settlement_keeps_its_values(self):
        old = self._create_value(self.fte, self.agiie, 10, "2025-01-01")
        value = self._create_value(self.fte, self.agiie, 12, "2026-07-01")
        other = self._create_value(self.fte, self.proxim, 6, "2027-01-01")
        hours = self._create_key("Hours", "hours")
        worked = [
            self._create_value(hours, self.agiie, 5, day)
            for day in ("2025-12-01", "2026-12-01")
        ]
        settlement = self._close_year()
        # The first holds until 30 June 2026; hours count on their day only.
        for locked in (old, value, worked[1]):
            with self.assertRaisesRegex(UserError, "“Settlement 2026”"):
                locked.action_reset()
        (other + worked[0]).action_reset()
        with self.assertRaisesRegex(UserError, "“Settlement 2026”"):
            value.sudo().write({"state": "draft"})
        # Another company's settlement says nothing about these.
        settlement.action_reopen()
        value.action_reset()

    def test_a_value_until_the_next_one(self):
        old = self._create_value(self.fte, self.agiie, 10, "2024-01-01")
        self._create_value(self.fte, self.agiie, 11, "2026-01-01")
        self._close_year()
        # It held until 31 December 2025.
        old.action_reset()
        self.assertEqual(old.state, "draft")

    def test_nobody_types_over_a_validated_value(self):
        self._create_value(self.fte, self.agiie, 12)
        # Rolled back, as the user's request is.
        with self.assertRaises(ValidationError) as refused:
            self._create_value(self.fte, self.agiie, 13, validate=False)
        self.assertIn("is validated already", str(refused.exception))
        draft = self._create_value(self.fte, self.agiie, 13, "2026-02-01", False)
        with self.assertRaisesRegex(ValidationError, "is validated already"):
            draft.date_from = "2026-01-01"

    def _propose(self, value, amount):
        """What the taking over of a changed figure makes."""
        return value.create(
            {
                "key_id": value.key_id.id,
                "membership_id": value.membership_id.id,
                "date_from": value.date_from,
                "amount": amount,
                "source": "workforce",
            }
        )

    def test_a_proposal_takes_the_place_of_a_value(self):
        value = self._create_value(self.fte, self.agiie, 12)
        proposal = self._propose(value, 13)
        self.assertEqual(proposal.replaces_id, value)
        self.assertEqual(proposal.replaced_amount, 12)
        with self.assertRaisesRegex(UserError, "waits to be validated"):
            value.action_reset()
        with self.assertRaisesRegex(UserError, "ask a manager or an accountant"):
            proposal.with_user(self.user_support).action_validate()
        self.assertEqual((value.state, proposal.state), ("validated", "draft"))
        proposal.with_user(self.user_accountant).action_validate()
        self.assertEqual((value.state, proposal.state), ("replaced", "validated"))
        self.assertEqual(self.fte.value_ids, proposal)
        # The trace stays.
        for action in (
            value.action_validate,
            value.action_reset,
            value.unlink,
            lambda: value.write({"amount": 1}),
            lambda: value.write({"state": "draft"}),
        ):
            with self.assertRaises(UserError):
                action()

    def test_a_proposal_for_a_closed_year_is_refused(self):
        value = self._create_value(self.fte, self.agiie, 12)
        proposal = self._propose(value, 13)
        self._close_year()
        with self.assertRaisesRegex(UserError, "“Settlement 2026”"):
            proposal.action_validate()
        # From another day on it is another value.
        proposal.date_from = "2027-01-01"
        proposal.action_validate()
        self.assertEqual((value.state, proposal.state), ("validated", "validated"))

    def test_a_figure_changed_by_hand_is_typed(self):
        value = self._create_value(self.fte, self.agiie, 12, validate=False)
        value.write({"source": "timesheet"})
        value.amount = 13
        self.assertEqual(value.source, "typed")

    def test_keys_that_take_no_values(self):
        mixed = self._create_key(
            "Mixed", "mixed", component_ids=[Command.create({"part_id": self.fte.id})]
        )
        for key in (self.equal, mixed):
            with self.assertRaisesRegex(ValidationError, "takes no values"):
                self._create_value(key, self.agiie, 1, validate=False)
        surface = self._create_key("Surface", "surface")
        self._create_value(surface, self.agiie, 1, validate=False)
        with self.assertRaisesRegex(UserError, r"Surface has values \(1\)"):
            surface.method = "equal"

    def test_a_mixed_key_is_of_keys_that_are_not(self):
        part = [Command.create({"part_id": self.fte.id})]
        mixed = self._create_key("Mixed", "mixed", component_ids=part)
        with self.assertRaisesRegex(ValidationError, "Mixed cannot be a part of Twice"):
            self._create_key(
                "Twice",
                "mixed",
                component_ids=[Command.create({"part_id": mixed.id})],
            )
        with self.assertRaisesRegex(ValidationError, "FTE cannot be a part of Mixed"):
            self.fte.write(
                {
                    "method": "mixed",
                    "component_ids": [Command.create({"part_id": self.equal.id})],
                }
            )
        company = self._create_company(name="Elsewhere")
        foreign = self._create_key("Foreign", "fte", company_id=company.id)
        with self.assertRaisesRegex(ValidationError, "Foreign cannot be a part of"):
            mixed.component_ids.part_id = foreign
        with self.assertRaisesRegex(ValidationError, "say of which keys"):
            self._create_key("Nothing", "mixed")

    def test_the_method_stays_once_values_are_validated(self):
        value = self._create_value(self.fte, self.agiie, 12, validate=False)
        self.fte.method = "posts"
        value.action_validate()
        with self.assertRaisesRegex(UserError, r"FTE has values \(1\)"):
            self.fte.method = "fte"
        self.fte.write({"method": "posts", "note": "The same method is no change"})
        with self.assertRaisesRegex(UserError, r"FTE has values \(1\)"):
            self.fte.unlink()

    def test_a_key_in_use_stays(self):
        mixed = self._create_key(
            "Mixed", "mixed", component_ids=[Command.create({"part_id": self.fte.id})]
        )
        pool = self._create_pool("Secretariat", mixed)
        agreement = self._create_agreement(self.proxim, pool)
        for key in (mixed, self.fte):
            for action in (key.action_archive, key.unlink):
                with self.assertRaisesRegex(
                    UserError, rf"{key.name}: agreements in force.*Proxim"
                ):
                    action()
        agreement._write_managed({"date_end": "2026-01-31"})
        mixed.action_archive()
        self.assertFalse(mixed.active)

    def test_a_key_that_nobody_uses_goes(self):
        key = self._create_key("Draft", "surface")
        self._create_value(key, self.agiie, 1, validate=False)
        key.unlink()
        self.assertFalse(key.exists())
