# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import CaeServiceCase


@tagged("post_install", "-at_install")
class TestServiceRequest(CaeServiceCase):
    """From what is asked to an answer: taken on, invited to apply, or refused."""

    def test_qualify(self):
        request = self._create_request(self.auxiliary)
        with self.assertRaisesRegex(UserError, "has no line"):
            request.action_qualify()
        request.line_ids = [(0, 0, {"name": "Lease", "expertise_id": self.law.id})]
        request.with_user(self.user_support).action_qualify()
        self.assertEqual(request.state, "qualified")
        self.assertEqual(request.user_id, self.user_support)
        self.assertTrue(request.response_date)
        self.assertEqual(request.membership_id, self.auxiliary.cae_membership_id)
        self.assertEqual(request.network_id, self.member.cae_membership_id)
        self.assertEqual(request.network_depth, 1)

    def test_invite_a_stranger(self):
        request = self._create_request(self.stranger, [self.law])
        with self.assertRaisesRegex(UserError, "Stranger has no e-mail"):
            request.action_invite()
        self.stranger.email = "stranger@example.com"
        self.company.cae_application_online = True
        request.user_id = self.user_support
        request.action_invite()
        self.assertEqual(request.state, "invited")
        self.assertTrue(request.response_date)
        mail = self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)]
        )
        self.assertIn(f"/cooperative/apply/{self.company.id}", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.stranger)
        with self.assertRaisesRegex(UserError, "Stranger cannot be served"):
            request.action_resume()

        membership = self._create_membership(self.stranger, "candidate")
        self.assertEqual(request.state, "invited")
        membership.action_admit()
        # Admitted: the request goes on by itself, and the responsible is told.
        self.assertEqual(request.state, "new")
        self.assertEqual(request.activity_ids.user_id, self.user_support)
        request.action_route()
        self.assertEqual(request.line_ids.state, "proposed")
        self.assertFalse(request.activity_ids)

    def test_application_form_that_is_closed(self):
        self.stranger.email = "stranger@example.com"
        self.company.cae_application_online = False
        request = self._create_request(self.stranger)
        request.action_invite()
        mail = self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)]
        )
        self.assertNotIn("/cooperative/apply", mail.body_html)

    def test_a_network_that_is_admitted_later(self):
        """The organisations below it go on by the daily job."""
        network = self._create_member("Late Network", state="candidate")
        below = self._create_member("Below", via=network)
        below.email = "below@example.com"
        request = self._create_request(below, [self.law])
        self.assertEqual(request.access_state, "network_out")
        request.action_invite()
        requests = self.env["cae.service.request"]
        requests._cron_resume_invited()
        self.assertEqual(request.state, "invited")
        network.cae_membership_id.action_admit("2025-01-01")
        requests._cron_resume_invited()
        self.assertEqual(request.state, "new")

    def test_members_are_not_invited(self):
        request = self._create_request(self.member)
        with self.assertRaisesRegex(UserError, "Network is a member"):
            request.action_invite()

    def test_refuse_cancel_reopen(self):
        request = self._create_request(lines=[self.law, self.books])
        request.action_route()
        with self.assertRaisesRegex(UserError, "Say why"):
            request.action_refuse()
        gone = request.line_ids[1]
        gone.action_cancel("Not needed")
        request.action_refuse("Nobody does this")
        self.assertEqual(request.state, "refused")
        self.assertEqual(set(request.line_ids.mapped("state")), {"cancelled"})
        self.assertFalse(request.line_ids.activity_ids)
        with self.assertRaisesRegex(UserError, "reopen it"):
            request.action_route()
        request.action_reopen()
        self.assertEqual(request.state, "new")
        # The line that was cancelled for itself stays so.
        self.assertEqual(request.line_ids.mapped("state"), ["to_route", "cancelled"])
        request.action_cancel("Gave up")
        self.assertEqual(
            (request.state, request.close_reason), ("cancelled", "Gave up")
        )

    def test_what_is_agreed_is_not_cancelled(self):
        request = self._create_request(lines=[self.law, self.books])
        request.action_route()
        request.line_ids[0].state = "agreed"
        with self.assertRaisesRegex(UserError, "is agreed"):
            request.action_cancel("No")
        self.assertEqual(request.state, "qualified")

    def test_refuse_and_tell(self):
        self.member.email = "member@example.com"
        request = self._create_request()
        action = request.action_open_refuse()
        wizard = self.env["cae.service.reason"].with_context(**action["context"])
        wizard = wizard.with_user(self.user_support).create(
            {"reason": "Out of our fields", "send_mail": True}
        )
        wizard.action_confirm()
        self.assertEqual(request.state, "refused")
        message = request.message_ids.filtered(
            lambda found: self.member in found.partner_ids
        )
        self.assertIn("Out of our fields", message.body)

    def test_territory_of_the_member(self):
        self.member.cae_membership_id.territory_id = self.territory
        self.assertEqual(self._create_request().territory_id, self.territory)
        contact = self._create_partner(name="Jo", parent_id=self.member.id)
        form = Form(self.env["cae.service.request"])
        form.partner_id = contact
        self.assertEqual(form.territory_id, self.territory)

    # === Delays === #

    def test_delays(self):
        with freeze_time("2026-03-02 08:00:00"):
            request = self._create_request(lines=[self.law])
        with freeze_time("2026-03-03 20:00:00"):
            request.action_route()
            self.assertEqual(request.response_days, 1.5)
        with freeze_time("2026-03-12 08:00:00"):
            request.line_ids.action_accept()
        with freeze_time("2026-04-01 08:00:00"):
            request.line_ids.state = "agreed"
            request._follow_lines()
        self.assertEqual(
            (request.response_days, request.acceptance_days, request.agreement_days),
            # 1 day and a half; 10 days; 31 - 2 + 1 = 30 days
            (1.5, 10, 30),
        )
        # One that still waits does not make the others look faster.
        with freeze_time("2026-03-02 08:00:00"):
            waiting = self._create_request(lines=[self.law])
        both = [("id", "in", (request + waiting).ids)]
        [(response, agreement)] = self.env["cae.service.request"]._read_group(
            both, [], ["response_days:avg", "agreement_days:avg"]
        )
        self.assertEqual((response, agreement), (1.5, 30))

        report = self.env["cae.service.request.report"]
        lines = (request + waiting).line_ids
        [(response, acceptance, accepted, count)] = report._read_group(
            [("line_id", "in", lines.ids)],
            [],
            [
                "response_days:avg",
                "acceptance_days:avg",
                "accepted_count:sum",
                "line_count:sum",
            ],
        )
        self.assertEqual((response, acceptance, accepted, count), (1.5, 10, 1, 2))

    def test_late_answers(self):
        self.company.cae_service_response_days = 3
        request = self._create_request(request_date=datetime(2026, 3, 2, 8))
        requests = self.env["cae.service.request"]
        mine = [("id", "=", request.id)]
        with freeze_time("2026-03-05 07:59:00"):
            self.assertFalse(request.is_late)
            self.assertFalse(requests.search([("is_late", "=", True), *mine]))
            self.assertTrue(requests.search([("is_late", "=", False), *mine]))
        request.invalidate_recordset(["is_late"])
        with freeze_time("2026-03-05 08:01:00"):
            self.assertTrue(request.is_late)
            self.assertTrue(requests.search([("is_late", "=", True), *mine]))
            self.assertFalse(requests.search([("is_late", "!=", True), *mine]))
            self.company.cae_service_response_days = 4
            self.assertFalse(request.is_late)
            self.assertEqual(
                request.answer_deadline, request.request_date + timedelta(days=4)
            )

    def test_the_first_message_is_an_answer(self):
        request = self._create_request()
        request.with_user(self.user_support).message_post(
            body="To check", subtype_xmlid="mail.mt_note"
        )
        self.assertFalse(request.response_date)
        request.with_user(self.user_portal).sudo().message_post(
            body="Are you there?",
            author_id=self.user_portal.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertFalse(request.response_date)
        request.with_user(self.user_support).message_post(
            body="We come on Monday",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertTrue(request.response_date)

    def test_statistics_count_who_declined(self):
        request = self._create_request(self.deep, [self.law])
        line = request.line_ids
        for professional in (self.pro_law, self.pro_both):
            line.action_propose(professional)
            line.action_decline("No time")
        self.env.flush_all()
        row = self.env["cae.service.request.report"].browse(line.id)
        self.assertEqual((row.declined_count, row.accepted_count), (2, 0))
        self.assertEqual(row.network_id, self.member.cae_membership_id)
        self.assertEqual((row.network_depth, row.state), (2, "to_route"))
        self.assertEqual(row.action_open_request()["res_id"], request.id)
