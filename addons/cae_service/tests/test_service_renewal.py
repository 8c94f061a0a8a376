# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common_agreement import CaeAgreementCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestServiceRenewal(CaeAgreementCase):
    """Agreements are renewed, left and ended by the days that they say."""

    def _create_year(self, **vals):
        return self._create_agreement(
            (self.service_books, self.pro_books, {"product_uom_qty": 10}), **vals
        )

    def _follow(self, today):
        with freeze_time(today):
            self.env["sale.order"]._follow_deadlines()

    def _day(self, text):
        return fields.Date.to_date(text)

    def test_deadline_is_the_day_of_notice(self):
        # Two months before 1 January 2027: until 31 October.
        agreement = self._create_year()
        self.assertEqual(agreement.cae_notice_date, self._day("2026-10-31"))
        self.assertEqual(agreement.deadline_date, self._day("2026-10-31"))
        self.assertEqual(agreement.deadline_state, "far")
        leap = self._create_year(cae_end_date="2028-02-29", cae_notice_months=1)
        self.assertEqual(leap.deadline_date, self._day("2028-01-31"))
        ends = self._create_year(cae_renewal="none")
        self.assertEqual(ends.deadline_date, self._day("2026-12-31"))
        self.assertFalse(self._create_year(cae_end_date=False).deadline_date)

    def test_tacit_renewal(self):
        agreement = self._create_year(
            user_id=self.user_support.id, cae_renewal_months=12
        )
        self._follow("2026-10-31")
        self.assertEqual(agreement.cae_end_date, self._day("2026-12-31"))
        self._follow("2026-11-01")
        self.assertEqual(agreement.cae_end_date, self._day("2027-12-31"))
        self.assertEqual(agreement.deadline_date, self._day("2027-10-31"))
        self.assertEqual(agreement.cae_agreement_state, "active")
        message = agreement.message_ids.filtered(
            lambda one: "is renewed" in (one.subject or "")
        )
        self.assertEqual(message.partner_ids, self.member)
        self.assertIn("12/31/2027", message.body)
        # Once is enough.
        self._follow("2026-11-02")
        self.assertEqual(agreement.cae_end_date, self._day("2027-12-31"))

    def test_renewals_missed_are_caught_up_with(self):
        agreement = self._create_year(cae_renewal_months=6)
        self._follow("2028-01-15")
        # By 15 January, the term to 30 June 2028 may still be left: by 30 April.
        self.assertEqual(agreement.cae_end_date, self._day("2028-06-30"))

    def test_agreed_renewals_wait_and_end(self):
        request = self._create_assessed_request((self.service_books, self.pro_books))
        agreement = self._make_agreement(request)
        agreement.cae_renewal = "explicit"
        agreement.user_id = self.user_support
        agreement.action_confirm()
        with freeze_time("2026-10-31"):
            agreement._cron_refresh_deadlines()
        activity = agreement.activity_ids
        self.assertEqual(activity.user_id, self.user_support)
        self.assertIn("renew it or not", activity.summary)
        self._follow("2026-12-31")
        self.assertEqual(agreement.cae_agreement_state, "active")
        self.assertEqual(request.line_ids.state, "agreed")
        self._follow("2027-01-01")
        self.assertEqual(agreement.cae_agreement_state, "ended")
        self.assertEqual(request.line_ids.state, "done")
        self.assertEqual(request.state, "done")

    def test_notice_in_time(self):
        agreement = self._create_year()
        line = agreement.order_line
        kept = self._create_visit(line, "2026-12-31 09:00:00")
        late = self._create_visit(line, "2027-01-04 09:00:00")
        action = agreement.with_user(self.user_support).action_give_notice()
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.user_support)
            .with_context(**action["context"])
        )
        form.date = "2026-10-31"
        form.reason = "It hires an accountant"
        self.assertEqual(form.last_day, self._day("2026-12-31"))
        self.assertFalse(form.late)
        form.save().action_confirm()
        self.assertEqual(agreement.cae_agreement_state, "notice")
        self.assertEqual(agreement.cae_notice_by, "member")
        self.assertEqual(agreement.deadline_state, "met")
        self.assertEqual((kept.state, late.state), ("planned", "cancelled"))
        self._follow("2026-11-01")
        self.assertEqual(agreement.cae_end_date, self._day("2026-12-31"))
        self._follow("2027-01-01")
        self.assertEqual(agreement.cae_agreement_state, "ended")
        with self.assertRaisesRegex(UserError, "the version in force"):
            agreement.action_give_notice("2027-01-02")

    def test_notice_too_late(self):
        agreement = self._create_year()
        notice = self.env["cae.service.agreement.notice"].create(
            {"order_id": agreement.id, "date": "2026-11-01"}
        )
        self.assertTrue(notice.late)
        self.assertEqual(notice.last_day, self._day("2027-12-31"))
        # Both may agree on another day, not on one before the notice.
        notice.last_day = "2026-10-15"
        with self.assertRaisesRegex(UserError, "is before the notice"):
            notice.action_confirm()
        notice.last_day = "2026-12-31"
        notice.action_confirm()
        self.assertEqual(agreement.cae_end_date, self._day("2026-12-31"))
        with self.assertRaisesRegex(UserError, "already"):
            agreement.action_give_notice("2026-11-02")

    def test_notice_without_an_end(self):
        agreement = self._create_year(cae_end_date=False)
        agreement.action_give_notice("2026-12-31")
        # Two months from 31 December: February has no 31st.
        self.assertEqual(agreement.cae_end_date, self._day("2027-02-28"))

    def test_renewal_needs_months(self):
        with self.assertRaisesRegex(ValidationError, "how many months"):
            self._create_year(cae_renewal_months=0)

    def test_other_orders_cost_nothing(self):
        orders = self.env["sale.order"].create(
            [{"partner_id": self.member.id} for _count in range(3)]
        )
        self.assertFalse(orders.filtered("deadline_date"))
        self.assertEqual(set(orders.mapped("deadline_state")), {"none"})
        self.assertEqual(set(orders.mapped("cae_agreement_state")), {False})

    def _count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_query_counts_do_not_grow(self):
        found = self._create_year()
        many = found.browse()
        for _count in range(6):
            many += self._create_year()
        names = ("cae_agreement_state", "cae_notice_date", "deadline_date")

        def recompute(orders):
            for name in names:
                self.env.add_to_compute(orders._fields[name], orders)
            orders.mapped("cae_version_count")
            orders.flush_recordset()

        self._count_queries(lambda: recompute(found))
        one = self._count_queries(lambda: recompute(found))
        self.assertEqual(self._count_queries(lambda: recompute(many)), one)

    def test_closing_costs_as_much_for_many(self):
        counts = []
        for size, day in ((1, "2027-01-01"), (6, "2027-02-01")):
            for _count in range(size):
                self._create_year(
                    cae_renewal="none",
                    cae_end_date=self._day(day).replace(day=1),
                )
            with freeze_time(self._day(day).replace(day=2)):
                counts.append(
                    self._count_queries(self.env["sale.order"]._close_cae_agreements)
                )
        self.assertEqual(counts[0], counts[1])
