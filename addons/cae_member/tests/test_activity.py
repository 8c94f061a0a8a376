# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase


@freeze_time("2026-03-10")
@tagged("post_install", "-at_install")
class TestActivity(CaeMemberCase):
    """The life of an activity and of its analytic account."""

    def test_account_is_created_with_the_activity(self):
        activity = self._create_activity("Joinery", self.partner)
        account = activity.analytic_account_id
        plan = self.env.ref("cae_member.analytic_plan_activities")
        self.assertEqual(activity.code, "A0001")
        self.assertEqual(account.name, "Joinery")
        self.assertEqual(account.code, "A0001")
        self.assertEqual(account.plan_id, plan)
        self.assertEqual(account.company_id, self.company)
        self.assertEqual(account.partner_id, self.partner)
        self.assertEqual(activity._get_analytic_distribution(), {str(account.id): 100})

    def test_batch(self):
        activities = self.env["cae.activity"].create(
            [{"name": "One"}, {"name": "Two", "code": "TWO"}, {"name": "Three"}]
        )
        self.assertEqual(activities.mapped("code"), ["A0001", "TWO", "A0002"])
        self.assertEqual(
            activities.analytic_account_id.mapped("name"), ["One", "Two", "Three"]
        )

    def test_given_code_is_passed_over(self):
        self._create_activity(code="A0001")
        self.assertEqual(self._create_activity().code, "A0002")

    @mute_logger("odoo.sql_db")
    def test_code_is_unique(self):
        self._create_activity(code="X")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_activity(code="X")

    @mute_logger("odoo.sql_db")
    def test_one_account_for_one_activity(self):
        account = self._create_activity().analytic_account_id
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._create_activity(analytic_account_id=account.id)

    def test_account_follows_the_activity(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        activity = self._create_activity("Joinery", self.partner)
        account = activity.analytic_account_id
        holder = self._create_partner(name="Second")
        activity.with_context(lang="fr_FR").write(
            {
                "name": "Menuiserie",
                "code": "M",
                "holder_ids": [
                    Command.update(activity.holder_ids.id, {"partner_id": holder.id})
                ],
            }
        )
        for lang in ("en_US", "fr_FR"):
            self.assertEqual(account.with_context(lang=lang).name, "Menuiserie")
        self.assertEqual(account.code, "M")
        self.assertEqual(account.partner_id, holder)
        activity.action_archive()
        self.assertFalse(account.active)
        activity.action_unarchive()
        self.assertTrue(account.active)

    def test_life(self):
        activity = self._create_activity(opened=False)
        self.assertEqual(activity.state, "project")
        activity.action_open()
        self.assertEqual(activity.state, "open")
        self.assertEqual(activity.date_start, date(2026, 3, 10))
        activity.action_start_closing()
        self.assertEqual(activity.state, "closing")
        activity.action_close(date="2026-03-31")
        self.assertEqual(activity.state, "closed")
        self.assertEqual(activity.date_end, date(2026, 3, 31))
        activity.action_reopen()
        self.assertEqual(activity.state, "open")
        self.assertFalse(activity.date_end)

    def test_wrong_transitions(self):
        refused = {
            "project": ("start_closing", "close", "reopen"),
            "open": ("open", "reopen"),
            "closed": ("open", "start_closing", "close"),
        }
        for state, actions in refused.items():
            activity = self._create_activity(f"In {state}", opened=state != "project")
            if state == "closed":
                activity.action_close()
            for action in actions:
                with (
                    self.subTest(state=state, action=action),
                    self.assertRaisesRegex(UserError, f"In {state}.*(?i:{state})"),
                ):
                    getattr(activity, f"action_{action}")()

    @mute_logger("odoo.sql_db")
    def test_closing_before_opening(self):
        activity = self._create_activity(date_start="2026-03-01")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            activity.action_close(date="2026-02-28")

    def test_company_is_kept(self):
        activity = self._create_activity("Joinery")
        other = self._create_company(name="Other")
        with self.assertRaisesRegex(UserError, "Joinery"):
            activity.company_id = other

    def test_delete(self):
        activity = self._create_activity(opened=False)
        account = activity.analytic_account_id
        activity.unlink()
        self.assertFalse(account.exists())
        used = self._create_activity("Used")
        self._create_invoice(used, 100)
        with self.assertRaisesRegex(UserError, "Used"):
            used.unlink()

    def test_copy(self):
        activity = self._create_activity("Joinery", self.partner)
        copy = activity.copy()
        self.assertEqual(copy.name, "Joinery (copy)")
        self.assertEqual(copy.state, "project")
        self.assertNotEqual(copy.analytic_account_id, activity.analytic_account_id)
        self.assertEqual(copy.holder_partner_ids, self.partner)

    def test_smart_buttons(self):
        activity = self._create_activity("Joinery", self.partner)
        self._create_invoice(activity, 100)
        self._create_invoice(activity, 10, move_type="out_refund")
        bill = self._create_invoice(activity, 50, move_type="in_invoice")
        membership = self._create_membership(partner=self.partner)
        self.assertEqual(activity.invoice_count, 2)
        self.assertEqual(activity.bill_count, 1)
        self.assertEqual(activity.membership_count, 1)
        bills = self.env["account.move"].search(activity.action_view_bills()["domain"])
        self.assertEqual(bills, bill)
        invoices = activity.action_view_invoices()["domain"]
        self.assertEqual(self.env["account.move"].search_count(invoices), 2)
        found = activity.action_view_memberships()["domain"]
        self.assertEqual(self.env["cae.membership"].search(found), membership)

    def test_load(self):
        result = self.env["cae.activity"].load(
            ["id", "name", "code", "holder_ids/partner_id/.id"],
            [
                ["__test__.one", "One", "", str(self.partner.id)],
                ["__test__.two", "Two", "TWO", ""],
            ],
        )
        self.assertFalse(result["messages"])
        one = self.env.ref("__test__.one")
        self.assertEqual(one.holder_partner_ids, self.partner)
        self.assertEqual(one.analytic_account_id.partner_id, self.partner)
        self.assertEqual(self.env.ref("__test__.two").code, "TWO")

    def test_coach_by_default(self):
        activities = self.env["cae.activity"]
        mine = activities.with_user(self.user_coach).create({"name": "Mine"})
        self.assertEqual(mine.coach_id, self.user_coach)
        other = activities.with_user(self.user_support).create({"name": "Other"})
        self.assertFalse(other.coach_id)

    def test_portal_address(self):
        activity = self._create_activity()
        self.assertEqual(activity.access_url, f"/my/activity/{activity.id}")
