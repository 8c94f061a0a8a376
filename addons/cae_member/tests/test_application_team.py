# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import doctest
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.cae_member.models import cae_membership_application

from .common import CaeMemberCase


@freeze_time("2026-03-10")
@tagged("post_install", "-at_install")
class TestApplicationTeam(CaeMemberCase):
    """What the team does with an application received online."""

    def _create_application(self, **vals):
        return self.env["cae.membership.application"].create(
            {
                "name": "Ada",
                "email": "ada@example.org",
                "category_id": self.category.id,
                **vals,
            }
        )

    def _get_mine(self, application):
        return application.with_user(self.user_support)

    def test_examples_of_the_functions(self):
        result = doctest.testmod(cae_membership_application)
        self.assertEqual(result.failed, 0)
        self.assertTrue(result.attempted)

    def test_new_contact(self):
        application = self._get_mine(
            self._create_application(
                kind="organisation",
                name="Workshop",
                contact_name="Ada",
                legal_form="Association",
                registration_number="123 456 789",
            )
        )
        self.assertFalse(application.duplicate_count)
        action = application.action_create_contact()
        membership = self.env["cae.membership"].browse(action["res_id"])
        self.assertEqual(application.state, "done")
        self.assertEqual(membership.state, "applicant")
        self.assertEqual(membership.category_id, self.category)
        partner = membership.partner_id
        self.assertTrue(partner.is_company)
        self.assertEqual(partner.company_registry, "123 456 789")
        self.assertEqual(partner.cae_legal_form, "Association")
        self.assertEqual(partner.child_ids.name, "Ada")
        with self.assertRaisesRegex(UserError, "already been handled"):
            application.action_confirm()

    def test_duplicates(self):
        by_email = self._create_partner(name="A", email="Ada <ADA@example.org>")
        by_vat = self._create_partner(name="B", is_company=True)
        by_vat.with_context(no_vat_validation=True).vat = "FR 23 334-175 221"
        by_registry = self._create_partner(
            name="C", is_company=True, company_registry="fr23.334175221"
        )
        self._create_partner(name="D", email="other@example.org")
        company_other = self._create_company(name="Other")
        self._create_partner(
            name="E", email="ada@example.org", company_id=company_other.id
        )
        application = self._create_application(registration_number="FR23334175221")
        self.assertEqual(
            application.duplicate_partner_ids, by_email | by_vat | by_registry
        )
        self.assertFalse(self._create_application(email="z@z.org").duplicate_count)

    def test_duplicates_of_many_in_one_query(self):
        counts = {}
        for count in (5, 50):
            applications = self.env["cae.membership.application"].create(
                [
                    {"name": f"{i}", "email": f"same{count}-{i}@example.org"}
                    for i in range(count)
                ]
            )
            self.env["res.partner"].create(
                [{"name": "P", "email": app.email} for app in applications]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(sum(applications.mapped("duplicate_count")), count)
            counts[count] = self.cr.sql_log_count - before
        self.assertLessEqual(counts[50], counts[5] + 1)

    def test_contact_is_kept_as_it_was(self):
        known = self._create_partner(name="Known", email="ada@example.org")
        application = self._get_mine(self._create_application(phone="0600", city="X"))
        with self.assertRaisesRegex(UserError, "Choose the contact"):
            application.action_confirm()
        known.with_user(self.user_support).with_context(
            cae_application_id=application.id
        ).action_choose_for_cae_application()
        application.action_confirm()
        self.assertEqual(application.membership_id.partner_id, known)
        self.assertEqual((known.name, known.phone, known.city), ("Known", False, False))

    def test_open_application_is_joined(self):
        membership = self._create_membership(self.partner, state="candidate")
        application = self._create_application(partner_id=self.partner.id)
        application.action_confirm()
        self.assertEqual(application.membership_id, membership)
        self.assertEqual(membership.state, "candidate")

    def test_member_does_not_apply_twice(self):
        self._create_membership(self.partner, state="member")
        application = self._create_application(partner_id=self.partner.id)
        with self.assertRaisesRegex(UserError, "already a member"):
            application.action_confirm()
        application.action_discard()
        self.assertEqual(application.state, "discarded")
        application.action_restore()
        self.assertEqual(application.state, "new")

    def test_former_member_keeps_the_number(self):
        membership = self._create_membership(self.partner, state="member")
        number = membership.number
        membership.action_leave()
        membership.active = False
        application = self._create_application(
            partner_id=self.partner.id, category_id=self.category_supporter.id
        )
        application.action_confirm()
        self.assertEqual(application.membership_id, membership)
        self.assertTrue(membership.active)
        self.assertEqual(membership.state, "applicant")
        self.assertEqual(membership.category_id, self.category_supporter)
        self.assertEqual(membership.application_date, application._get_received_date())
        membership.action_examine()
        membership.action_admit()
        self.assertEqual(membership.number, number)

    def test_refused_applicant_applies_again(self):
        membership = self._create_membership(self.partner)
        membership.action_refuse(reason="Too early")
        application = self._create_application(partner_id=self.partner.id)
        application.action_confirm()
        self.assertEqual(membership.state, "applicant")
        self.assertFalse(membership.exit_note)

    def test_activities_are_closed(self):
        self.company.cae_application_user_id = self.user_support
        application = self._create_application()
        application._plan_follow_up()
        self.assertEqual(application.activity_ids.user_id, self.user_support)
        application.action_create_contact()
        self.assertFalse(application.activity_ids)
        membership = application.membership_id
        activity = membership.activity_ids
        self.assertEqual(activity.user_id, self.user_support)
        self.assertEqual(
            activity.date_deadline, membership.application_date + timedelta(days=30)
        )
        membership._plan_examination()
        self.assertEqual(len(membership.activity_ids), 1)
        membership.action_examine()
        membership.action_admit()
        self.assertFalse(membership.activity_ids)

    def test_retention(self):
        new = self._create_application()
        closed = self._create_application(email="b@example.org")
        closed.action_discard()
        self.env.flush_all()
        old = fields.Datetime.now() - timedelta(days=400)
        self.env.cr.execute(
            "UPDATE cae_membership_application SET create_date = %s, write_date = %s"
            " WHERE id = ANY(%s)",
            [old, old, (new | closed).ids],
        )
        self.env.invalidate_all()
        new.source_hash = "y"
        new._gc_applications()
        self.assertEqual((new | closed).exists(), new)
        self.assertFalse(new.source_hash)

    def test_rights(self):
        application = self._create_application()
        allowed = {
            self.user_support: (True, True, True, False),
            self.user_manager: (True, True, True, True),
            self.user_auditor: (True, False, False, False),
            self.user_coach: (False,) * 4,
            self.user_accountant: (False,) * 4,
            self.user_secretary: (False,) * 4,
            self.user_internal: (False,) * 4,
            self.user_portal: (False,) * 4,
        }
        for user, rights in allowed.items():
            found = tuple(
                application.with_user(user).has_access(operation)
                for operation in ("read", "write", "create", "unlink")
            )
            self.assertEqual(found, rights, user.login)
        with self.assertRaises(AccessError):
            application.with_user(self.user_auditor).action_discard()

    def test_other_company(self):
        application = self._create_application()
        company_other = self._create_company(name="Other")
        user = self._create_role_user("far", "cae_member.group_manager", company_other)
        self.assertFalse(application.with_user(user).has_access("read"))

    def test_screen(self):
        known = self._create_partner(name="Known", email="ada@example.org")
        with Form(self._get_mine(self._create_application())) as form:
            form.partner_id = known
        self.assertEqual(form.record.partner_id, known)
