# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CaeServiceCase


@tagged("post_install", "-at_install")
class TestServiceAnswer(CaeServiceCase):
    """A professional answers what is proposed to them, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls._create_request(
            lines=[cls.law, cls.books], user_id=cls.user_support.id
        )
        cls.line_law, cls.line_books = cls.request.line_ids
        cls.line_law.action_propose(cls.pro_law)
        cls.line_books.action_propose(cls.pro_books)

    def test_accept(self):
        self.assertEqual(self.request.state, "qualified")
        todo = self.line_law.activity_ids
        self.assertEqual(todo.user_id, self.user_law)
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.user_law.partner_id.ids)], limit=1
        )
        self.assertIn(self.line_law.name, told.body)

        self.line_law.with_user(self.user_law).action_accept()
        self.assertEqual(self.line_law.state, "accepted")
        self.assertTrue(self.line_law.accepted_date)
        self.assertFalse(self.line_law.activity_ids)
        message = self.request.message_ids[0]
        self.assertIn("Portia accepted", message.body)
        self.assertEqual(message.partner_ids, self.user_support.partner_id)
        # The other one has not answered yet.
        self.assertFalse(self.request.routed_date)
        self.line_books.with_user(self.user_books).action_accept()
        self.assertTrue(self.request.routed_date)

    def test_decline(self):
        line = self.line_law.with_user(self.user_law)
        with self.assertRaisesRegex(UserError, "why you decline"):
            line.action_decline(" ")
        line.action_decline("On leave")
        self.assertEqual(self.line_law.state, "to_route")
        self.assertFalse(self.line_law.professional_id)
        declined = self.line_law.candidate_ids
        self.assertEqual(declined.professional_id, self.pro_law)
        self.assertEqual(declined.decline_reason, "On leave")
        self.assertFalse(self.line_law.activity_ids)
        self.assertEqual(self.request.activity_ids.user_id, self.user_support)
        # It is no longer led to them.
        with self.assertRaises(AccessError):
            line.read(["name"])

        self.line_law.with_user(self.user_support).action_route()
        self.assertEqual(self.line_law.professional_id, self.pro_both)
        self.assertTrue(
            self.line_law.candidate_ids.filtered(
                lambda one: one.professional_id == self.pro_law
            ).declined
        )

    def test_others_may_not_answer(self):
        for user in (self.user_books, self.user_coach, self.user_internal):
            line = self.line_law.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    line.action_accept()
                with self.assertRaises(AccessError):
                    line.action_decline("No")
        self.assertEqual(self.line_law.state, "proposed")
        # A coach who is a professional too reads all lines, and answers the own ones.
        self.user_coach.group_ids += self.env.ref("cae_service.group_professional")
        line = self.line_law.with_user(self.user_coach)
        self.assertEqual(line.name, "Need of Law")
        for call in (
            line.action_accept,
            lambda: line.action_decline("No"),
            lambda: line.write({"assessment_note": "Mine"}),
        ):
            with self.assertRaisesRegex(AccessError, "not proposed to you"):
                call()

    def test_a_professional_writes_no_routing(self):
        line = self.line_law.with_user(self.user_law)
        line.write({"assessment_note": "Two leases to review"})
        self.assertEqual(self.line_law.assessment_note, "Two leases to review")
        for vals in (
            {"state": "accepted"},
            {"state": "assessed"},
            {"professional_id": self.pro_both.id},
            {"request_id": self.request.id},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(AccessError, "only the team"),
            ):
                line.write(vals)
        # Who accepted may assess, no more.
        line.action_accept()
        line.write({"state": "assessed"})
        with self.assertRaisesRegex(AccessError, "only the team"):
            line.write({"state": "agreed"})
        for action in (
            lambda: line.action_propose(self.pro_both),
            line.action_route,
            line.action_rank,
            line.action_reset,
            lambda: line.action_cancel("No"),
        ):
            with self.assertRaisesRegex(AccessError, "Only the team"):
                action()

    def test_the_wizard_leaves_who_declined(self):
        wizard = (
            self.env["cae.service.reason"]
            .with_user(self.user_law)
            .create({"kind": "decline", "line_id": self.line_law.id, "reason": "No"})
        )
        action = wizard.action_confirm()
        self.assertEqual(action["target"], "main")
        self.assertEqual(self.line_law.state, "to_route")

    def test_the_team_answers_for_who_has_no_user(self):
        self.line_law.action_propose(self.pro_both)
        self.assertEqual(self.line_law.activity_ids.user_id, self.user_support)
        self.assertIn("Ask Ada", self.line_law.activity_ids.summary)
        self.line_law.with_user(self.user_support).action_accept()
        self.assertEqual(self.line_law.state, "accepted")

    def test_proposed_to_another(self):
        self.line_law.with_user(self.user_support).action_propose(self.pro_both.id)
        self.assertEqual(self.line_law.professional_id, self.pro_both)
        self.assertEqual(len(self.line_law.activity_ids), 1)
        self.assertNotIn(self.user_law, self.line_law.activity_ids.user_id)

    def test_cancel_and_reset(self):
        with self.assertRaises(AccessError):
            self.line_law.with_user(self.user_law).action_cancel("No")
        team = self.line_law.with_user(self.user_support)
        team.action_cancel("Not needed")
        self.assertEqual(self.line_law.state, "cancelled")
        self.assertFalse(self.line_law.activity_ids)
        # What is cancelled holds up nothing.
        self.line_books.with_user(self.user_books).action_accept()
        self.assertTrue(self.request.routed_date)
        team.action_reset()
        self.assertEqual(self.line_law.state, "to_route")
        self.assertFalse(self.request.routed_date)

    def test_under_agreement_nothing_is_routed(self):
        agreement = self._create_agreement((self.service_law, self.pro_law, {}))
        self.line_law.write(
            {"state": "assessed", "sale_line_id": agreement.order_line.id}
        )
        with self.assertRaisesRegex(UserError, agreement.name):
            self.line_law.action_reset()
        with self.assertRaisesRegex(UserError, agreement.name):
            self.line_law.unlink()

    def test_screens_of_a_professional(self):
        """Their menus are their own, and each of them opens."""
        menus = self.env["ir.ui.menu"].with_user(self.user_law)
        root = self.env.ref("cae_member.menu_root")
        visible = menus.browse(menus._visible_menu_ids())
        self.assertIn(root, visible)
        mine = self.env.ref("cae_service.cae_service_request_line_menu_mine")
        self.assertIn(mine, visible)
        for xmlid in (
            "cae_service.cae_service_request_menu",
            "cae_service.cae_professional_menu",
            "cae_member.menu_members",
            "cae_member.menu_configuration",
        ):
            self.assertNotIn(self.env.ref(xmlid), visible, xmlid)
        action = mine.action.with_user(self.user_law)
        lines = self.env["cae.service.request.line"].with_user(self.user_law)
        views = lines.get_views([(False, kind) for kind in ("kanban", "list", "form")])
        self.assertNotIn("candidate_ids", views["views"]["form"]["arch"])
        found = lines.search([("professional_id.user_id", "=", self.user_law.id)])
        self.assertEqual(found, self.line_law)
        self.assertEqual(action.res_model, lines._name)
        spec = {
            name: {"fields": {"display_name": {}}}
            if lines._fields[name].relational
            else {}
            for name in views["models"][lines._name]["fields"]
        }
        data = found.web_read(spec)[0]
        self.assertEqual(data["need"], "We need help.")
        request = found.request_id
        self.assertEqual(request.get_view(view_type="form")["model"], request._name)
