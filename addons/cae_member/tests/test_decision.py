# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.mail.tests.common import MailCase

from .common import CaeMemberCase


@freeze_time("2026-03-10")
@tagged("post_install", "-at_install")
class TestDecision(CaeMemberCase, MailCase):
    """Dialogs by which the team admits and refuses, and what is sent."""

    def _create_candidates(self, *names, state="candidate"):
        memberships = self.env["cae.membership"]
        for name in names:
            email = f"{name.lower()}@example.org" if name[0] != "-" else False
            partner = self._create_partner(name=name, email=email)
            memberships |= self._create_membership(partner, state=state)
        return memberships

    def _open(self, action, **vals):
        wizards = self.env[action["res_model"]].with_user(self.user_support)
        return wizards.with_context(**action["context"]).create(vals)

    def _get_mails(self, memberships):
        return self.env["mail.mail"].search(
            [("model", "=", "cae.membership"), ("res_id", "in", memberships.ids)]
        )

    def test_admission_of_a_meeting(self):
        candidates = self._create_candidates("Ada", "Bea", "-Cleo")
        wizard = self._open(
            candidates.action_open_admit(), date="2026-03-01", decision="Meeting 4"
        )
        self.assertEqual(wizard.without_email, "-Cleo")
        with self.mock_mail_gateway():
            result = wizard.action_admit()
        self.assertEqual(set(candidates.mapped("state")), {"member"})
        self.assertEqual(set(candidates.mapped("decision_note")), {"Meeting 4"})
        self.assertEqual(set(candidates.mapped("admission_date")), {date(2026, 3, 1)})
        self.assertEqual(len(set(candidates.mapped("number"))), 3)
        mails = self._get_mails(candidates)
        self.assertEqual(mails.recipient_ids, candidates[:2].partner_id)
        mail = mails.filtered(lambda m: m.res_id == candidates[0].id)
        self.assertIn(candidates[0].number, mail.body_html)
        self.assertIn("/my/membership", mail.body_html)
        self.assertIn("-Cleo", result["params"]["message"])
        self.assertFalse(candidates.partner_id.user_ids)

    def test_admission_without_mail(self):
        candidate = self._create_candidates("Ada")
        wizard = self._open(candidate.action_open_admit(), send_welcome=False)
        self.assertEqual(wizard.date, date(2026, 3, 10))
        result = wizard.action_admit()
        self.assertEqual(result["type"], "ir.actions.act_window_close")
        self.assertFalse(self._get_mails(candidate))

    def test_what_was_typed_is_proposed(self):
        candidate = self._create_candidates("Ada")
        candidate.write({"admission_date": "2026-02-01", "decision_note": "Board"})
        action = candidate.action_open_admit()
        wizards = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizards) as form:
            self.assertEqual(str(form.date), "2026-02-01")
            self.assertEqual(form.decision, "Board")

    def test_only_candidates(self):
        applicant = self._create_candidates("Ada", state="applicant")
        with self.assertRaisesRegex(UserError, "Examine"):
            applicant.action_open_admit()
        member = self._create_candidates("Bea", state="member")
        with self.assertRaisesRegex(UserError, "record an exit"):
            member.action_open_refuse()
        with self.assertRaisesRegex(UserError, "Only a member"):
            applicant.action_open_leave()

    def test_portal_access(self):
        candidates = self._create_candidates("Ada", "Bea", "-Cleo")
        twin = self._create_candidates("Twin")
        twin.partner_id.email = "ada@example.org"
        known = self._create_membership(self.user_portal.partner_id, state="candidate")
        everybody = candidates | twin | known
        wizard = self._open(
            everybody.action_open_admit(), grant_portal=True, send_welcome=False
        )
        with self.mock_mail_gateway():
            result = wizard.action_admit()
        users = candidates[:2].partner_id.user_ids
        self.assertEqual(len(users), 2)
        self.assertTrue(all(user._is_portal() for user in users))
        self.assertEqual(users.company_id, self.company)
        self.assertFalse((candidates[2] | twin).partner_id.user_ids)
        self.assertEqual(known.partner_id.user_ids, self.user_portal)
        message = result["params"]["message"]
        self.assertIn("-Cleo", message)
        self.assertIn("Twin", message)
        self.assertNotIn("Bea", message)
        self.assertEqual(set(everybody.mapped("state")), {"member"})

    def test_contact_of_an_organisation(self):
        partner = self._create_partner(name="Network", is_company=True)
        person = self._create_partner(
            name="Ada", email="ada@example.org", parent_id=partner.id
        )
        membership = self._create_membership(partner, state="candidate")
        self.assertEqual(membership._get_contact(), person)
        with self.mock_mail_gateway():
            self._open(membership.action_open_admit(), grant_portal=True).action_admit()
        self.assertEqual(self._get_mails(membership).recipient_ids, person)
        found = self.env["cae.membership"].with_user(person.user_ids).search([])
        self.assertEqual(found.sudo(), membership)

    def test_refusal(self):
        candidates = self._create_candidates("Ada", "Bea")
        action = candidates.action_open_refuse()
        self._open(action, reason="Too early").action_refuse()
        self.assertEqual(set(candidates.mapped("state")), {"refused"})
        self.assertEqual(set(candidates.mapped("exit_note")), {"Too early"})
        self.assertFalse(self._get_mails(candidates))

    def test_refusal_by_mail(self):
        for tell in (True, False):
            candidate = self._create_candidates(f"Ada{tell}")
            wizard = self._open(
                candidate.action_open_refuse(),
                reason="Too early",
                send_mail=True,
                tell_reason=tell,
            )
            wizard.action_refuse()
            mail = self._get_mails(candidate)
            self.assertEqual(mail.recipient_ids, candidate.partner_id)
            self.assertEqual("Too early" in mail.body_html, tell)

    def test_mail_in_the_language_of_the_member(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("cae_member.mail_template_membership_welcome")
        template.with_context(lang="fr_FR").subject = "Bienvenue"
        candidate = self._create_candidates("Ada")
        candidate.partner_id.lang = "fr_FR"
        self._open(candidate.action_open_admit()).action_admit()
        self.assertEqual(self._get_mails(candidate).subject, "Bienvenue")

    def test_dialogs_are_for_the_support_team(self):
        candidate = self._create_candidates("Ada")
        for model in ("cae.membership.admit", "cae.membership.refuse"):
            for user in (
                self.user_coach,
                self.user_accountant,
                self.user_secretary,
                self.user_auditor,
                self.user_internal,
                self.user_portal,
            ):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).create(
                        {"membership_ids": candidate.ids}
                    )

    def test_batch_costs_no_query_a_member(self):
        counts = {}
        for count in (5, 25):
            names = [f"M{count}x{i}" for i in range(count)]
            wizard = self._open(self._create_candidates(*names).action_open_admit())
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            wizard.membership_ids.action_admit()
            self.env.flush_all()
            counts[count] = self.cr.sql_log_count - before
        self.assertLessEqual(counts[25], counts[5] + 3)
