# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_dues import CaeDuesCase


@tagged("post_install", "-at_install")
class TestDuesRule(CaeDuesCase):
    def test_try_it_writes_nothing(self):
        before = self.env["cae.dues.line"].search_count([])
        action = self.rule.action_try()
        with Form(self.env["cae.dues.try"].with_context(**action["context"])) as dialog:
            dialog.fte = 12.5
            # 100 + 12.5 × 20 = 350
            self.assertEqual(dialog.amount, 350)
            self.assertIn("12.5 FTE", dialog.explanation)
            dialog.discount = 20
            self.assertEqual(dialog.amount, 280)
            dialog.discount = 120
            self.assertEqual(dialog.amount, 0)
            self.assertIn("0 to 100", dialog.explanation)
            dialog.discount = 0
        self.assertEqual(self.env["cae.dues.line"].search_count([]), before)

    def test_tiers_and_percentage(self):
        rule = self._create_rule(
            code="TIERS",
            fixed_amount=0,
            unit_amount=0,
            percent=0.3,
            tier_base="turnover",
            tier_mode="marginal",
            tier_ids=[self._tier(0, 50), self._tier(100_000, 0, 0.1)],
        )
        trial = self.env["cae.dues.try"].create(
            {"rule_id": rule.id, "turnover": 150_000}
        )
        # 0.3 % of 150 000 = 450; tiers: 50 + 0.1 % of 50 000 = 50
        self.assertEqual(trial.amount, 550)
        self.assertEqual(len(trial.explanation.splitlines()), 3)

    def test_rules_of_a_code_follow_each_other(self):
        self.rule.date_to = "2026-06-30"
        with (
            self.assertRaisesRegex(ValidationError, "same days"),
            self.env.cr.savepoint(),
        ):
            self._create_rule(date_from="2026-06-30")
        later = self._create_rule(date_from="2026-07-01", fixed_amount=150)
        day = fields.Date.to_date("2026-07-01")
        self.assertEqual(self.rule._get_valid(day), {self.rule: later})
        day = fields.Date.to_date("2026-06-30")
        self.assertEqual(later._get_valid(day), {later: self.rule})

    @mute_logger("odoo.sql_db")
    def test_limits_of_a_rule(self):
        for vals in (
            {"minimum": -1},
            {"minimum": 50, "maximum": 20},
            {"first_year_discount": 101},
            {"date_from": "2026-12-31", "date_to": "2026-01-01"},
        ):
            with (
                self.subTest(vals),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._create_rule(code="BAD", **vals)

    def test_a_copy_has_its_own_code(self):
        copy = self.rule.copy()
        self.assertEqual((copy.code, copy.fixed_amount), ("DUES (copy)", 100))


@tagged("post_install", "-at_install")
class TestDuesCompute(CaeDuesCase):
    def test_amounts_warnings_and_totals(self):
        campaign = self._create_campaign()
        self.assertEqual((campaign.year, campaign.figures_year), (2026, 2025))
        campaign.action_compute()
        self.assertEqual(campaign.state, "computed")
        self.assertEqual(self._amounts(campaign), {"Ann": 350, "Bob": 160, "Cleo": 100})
        cleo = self._line(campaign, self.cleo)
        self.assertEqual(cleo.problem, "no_figures")
        self.assertEqual(cleo.warning, "No validated figures for 2025.")
        self.assertEqual(campaign.amount_total, 610)
        self.assertEqual((campaign.to_call_count, campaign.waiting_count), (2, 1))
        self.assertEqual(
            self._line(campaign, self.ann).explanation.replace("\xa0", " "),
            "Fixed amount: 100.00 €\n12.5 FTE × 20.00 € = 250.00 €",
        )

    def test_figures_that_are_not_validated(self):
        self._create_figures(self.cleo, fte=2, state="submitted")
        campaign = self._create_campaign()
        campaign.action_compute()
        self.assertTrue(self._line(campaign, self.cleo).problem)
        campaign.figures_submitted = True
        campaign.action_compute()
        # 100 + 2 × 20
        self.assertEqual(self._line(campaign, self.cleo).amount, 140)
        self.assertFalse(self._line(campaign, self.cleo).problem)

    def test_reductions_do_not_add_up(self):
        self.rule.write(
            {
                "first_year_discount": 50,
                "small_discount": 30,
                "small_limit": 3,
                "prorata": "months",
            }
        )
        self.ann.write({"dues_discount": 10, "dues_discount_reason": "Board, 3 March"})
        self.bob.write({"dues_discount": 10})
        dan = self._admit("Dan", "2026-07-31")
        self._create_figures(dan, fte=1)
        campaign = self._create_campaign()
        campaign.action_compute()
        amounts = self._amounts(campaign)
        self.assertEqual(amounts["Ann"], 315)  # 350 less 10 %
        self.assertEqual(amounts["Bob"], 112)  # 160 less 30 %, not 40 %
        # 120 less 50 %, 6 of 12 months: July has begun
        self.assertEqual(amounts["Dan"], 30)
        line = self._line(campaign, dan)
        self.assertEqual((line.gross, line.discount, line.part), (120, 60, 0.5))
        self.assertIn("6/12", line.explanation)
        self.assertIn("first year", line.explanation)
        self.assertIn("Board", self._line(campaign, self.ann).explanation)

    def test_who_is_in_a_campaign(self):
        left_before = self._admit("Eve", "2020-01-01")
        left_before.action_leave("2025-12-31")
        left_within = self._admit("Fay", "2020-01-01")
        left_within.action_leave("2026-02-28")
        self._admit("Gus", "2027-01-01")
        self._admit("Hal", "2020-01-01", category_id=self.category_supporter.id)
        self.rule.write({"prorata": "days"})
        campaign = self._create_campaign()
        campaign.action_compute()
        amounts = self._amounts(campaign)
        self.assertEqual(set(amounts), {"Ann", "Bob", "Cleo", "Fay"})
        self.assertEqual(amounts["Fay"], 16.16)  # 100 × 59 / 365
        campaign.category_ids = self.category_supporter
        campaign.rule_id = self.rule
        campaign.action_compute()
        self.assertEqual(set(self._amounts(campaign)), {"Hal"})

    def test_own_rule_exemption_and_rule_out_of_date(self):
        own = self._create_rule(code="OWN", fixed_amount=5, unit_amount=0)
        self.ann.dues_rule_id = own
        self.bob.dues_exempt = True
        self.rule.date_to = "2025-12-31"
        campaign = self._create_campaign()
        campaign.action_compute()
        self.assertEqual(self._line(campaign, self.ann).amount, 5)
        bob = self._line(campaign, self.bob)
        self.assertTrue(bob.excluded)
        self.assertEqual(bob.exclude_reason, "Exempt from dues")
        cleo = self._line(campaign, self.cleo)
        self.assertEqual(cleo.problem, "no_rule")
        self.assertIn("not valid on", cleo.warning)
        campaign.action_call()
        self.assertEqual(campaign.called_count, 1)

    def test_compute_again_keeps_who_is_left_out(self):
        campaign = self._create_campaign()
        campaign.action_compute()
        line = self._line(campaign, self.bob)
        line.with_user(self.user_accountant).write(
            {"excluded": True, "exclude_reason": "Board"}
        )
        campaign.action_compute()
        self.assertEqual(self._line(campaign, self.bob), line)
        self.assertEqual((line.excluded, campaign.amount_total), (True, 450))

    @mute_logger("odoo.sql_db")
    def test_leaving_out_needs_a_reason(self):
        campaign = self._create_campaign()
        campaign.action_compute()
        line = self._line(campaign, self.bob)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            line.write({"excluded": True, "exclude_reason": " "})
            line.flush_recordset()

    def test_amounts_are_not_typed(self):
        campaign = self._call()
        line = self._line(campaign, self.ann).with_user(self.user_manager)
        with self.assertRaisesRegex(UserError, "by hand"):
            line.amount = 1
        with self.assertRaisesRegex(UserError, "Correct"):
            line.write({"excluded": True, "exclude_reason": "Late"})
        with self.assertRaisesRegex(UserError, "kept"):
            line.unlink()
        with self.assertRaisesRegex(UserError, "Compute"):
            self.env["cae.dues.line"].with_user(self.user_manager).create(
                {"campaign_id": campaign.id, "membership_id": self.cleo.id}
            )

    def test_a_campaign_is_of_a_year_at_most(self):
        with self.assertRaisesRegex(ValidationError, "a year at most"):
            self._create_campaign(date_to="2027-01-01")

    def test_language_of_the_member(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.ann.partner_id.lang = "fr_FR"
        campaign = self._create_campaign()
        campaign.action_compute()
        text = self._line(campaign, self.ann).explanation
        self.assertIn("12,5", text)
        self.assertIn("12.5", self._explain_in("en_US"))

    def _explain_in(self, lang):
        self.ann.partner_id.lang = lang
        campaign = self._create_campaign()
        campaign.action_compute()
        return self._line(campaign, self.ann).explanation

    def test_as_many_queries_for_ten_members_as_for_forty(self):
        counts = []
        for size in (5, 10, 40):
            names = [f"Member {size} {index}" for index in range(size)]
            partners = self.env["res.partner"].create([{"name": n} for n in names])
            members = self.env["cae.membership"].create(
                [
                    {
                        "partner_id": partner.id,
                        "category_id": self.category.id,
                        "state": "member",
                        "admission_date": "2020-01-01",
                    }
                    for partner in partners
                ]
            )
            self.env["cae.workforce"].create(
                [
                    {
                        "membership_id": m.id,
                        "year": 2025,
                        "posts": 1,
                        "fte": 1,
                        "state": "validated",
                    }
                    for m in members
                ]
            )
            campaign = self._create_campaign()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_compute()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertGreater(len(campaign.line_ids), size)
        # The first run also reads what the transaction keeps.
        self.assertEqual(counts[1], counts[2])
