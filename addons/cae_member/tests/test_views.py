# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import CaeMemberCase

ACTIONS = (
    "cae_membership_action",
    "cae_membership_report_action",
    "cae_activity_action",
    "cae_pole_action",
    "cae_territory_action",
    "cae_college_action",
    "cae_member_category_action",
    "cae_workforce_action",
    "cae_workforce_report_action",
    "cae_membership_action_workforce_missing",
)


@tagged("post_install", "-at_install")
class TestViews(CaeMemberCase):
    """Every screen opens for every role, and the forms work."""

    def test_screens(self):
        for xmlid in ACTIONS:
            action = self.env.ref(f"cae_member.{xmlid}")
            views = [(False, mode) for mode in action.view_mode.split(",")]
            for user in (
                self.user_coach,
                self.user_manager,
                self.user_accountant,
                self.user_auditor,
            ):
                records = self.env[action.res_model].with_user(user)
                result = records.get_views([*views, (False, "search")])
                self.assertEqual(len(result["views"]), len(views) + 1)
            self.assertTrue(action.help, xmlid)

    def test_menus_by_role(self):
        visible = {
            "cae_activity_menu": (True, True, False),
            "cae_college_menu": (False, True, False),
        }
        users = (self.user_coach, self.user_manager, self.user_internal)
        for xmlid, expected in visible.items():
            menu = self.env.ref(f"cae_member.{xmlid}")
            for user, shown in zip(users, expected, strict=True):
                menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
                path = [int(part) for part in menu.parent_path.split("/") if part]
                reachable = set(path) <= set(menus)
                self.assertEqual(reachable, shown, (xmlid, user.login))

    def test_membership_form(self):
        with Form(self.env["cae.membership"].with_user(self.user_support)) as form:
            form.partner_id = self.partner
            form.category_id = self.category
        membership = form.record
        membership.action_examine()
        with Form(membership) as form:
            form.admission_date = "2026-01-15"
        membership.action_admit()
        self.assertEqual(str(membership.admission_date), "2026-01-15")

    def test_activity_form(self):
        second = self._create_partner(name="Second")
        with Form(self.env["cae.activity"].with_user(self.user_support)) as form:
            form.name = "Joinery"
            form.territory_id = self.territory
            form.coach_id = self.user_coach
            for partner in (self.partner, second):
                with form.holder_ids.new() as holder:
                    holder.partner_id = partner
                    holder.share_percent = 50
        activity = form.record
        self.assertTrue(activity.code)
        self.assertEqual(activity.sudo().analytic_account_id.partner_id, self.partner)
        with Form(activity) as form:
            with form.holder_ids.edit(0) as holder:
                holder.share_percent = 70
            with form.holder_ids.edit(1) as holder:
                holder.share_percent = 30
        self.assertEqual(activity.holder_ids.mapped("share_percent"), [70, 30])

    def test_pole_form_with_activities(self):
        activity = self._create_activity()
        self.pole.activity_ids = [Command.link(activity.id)]
        with Form(self.pole) as form:
            form.kind = "brand"
        self.assertEqual(self.pole.activity_ids, activity)
