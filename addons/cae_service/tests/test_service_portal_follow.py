# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_portal import CaeServicePortalCase


@tagged("post_install", "-at_install")
class TestServicePortalFollow(HttpCase, CaeServicePortalCase):
    """What a member reads of its requests, agreements, visits and hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls._create_request(
            lines=[
                (cls.law, {"professional_id": cls.pro_law.id, "state": "accepted"}),
                (cls.books, {"professional_id": cls.pro_books.id, "state": "proposed"}),
            ]
        )
        cls.other = cls._create_request(cls.auxiliary)
        cls.agreement = cls._create_agreement(
            (cls.service_books, cls.pro_books, {"product_uom_qty": 20}),
            (cls.service_payroll, cls.pro_both, {"product_uom_qty": 12}),
            cae_end_date=False,
        )
        cls.foreign = cls._create_agreement(
            (cls.service_books, cls.pro_books, {"product_uom_qty": 5}),
            partner=cls.auxiliary,
        )
        cls.user_portal.tz = "America/Toronto"

    # === Request === #

    def test_request_and_its_lines(self):
        self._log_in(self.user_portal)
        text = self._text(self._get(f"/my/requests/{self.request.id}"))
        self.assertIn("Need of Law", text)
        self.assertIn("Portia", text)
        self.assertIn("Nobody has accepted yet", text)
        self.assertNotIn("Luca", text, "who is asked has not accepted yet")

    def test_somebody_elses_request(self):
        self._log_in(self.user_portal)
        for request_id in (self.other.id, 999999999):
            url = f"/my/requests/{request_id}"
            self.assertEqual(self._visit(url), "/my")
            self._post(f"{url}/cancel", reason="No")
        self.assertEqual(self.other.state, "new")
        self._log_in()
        self.assertTrue(
            self._visit(f"/my/requests/{self.request.id}").startswith("/web/login")
        )

    def test_network_does_not_read_its_auxiliarys(self):
        """And the other way round."""
        self._log_in(self.user_portal_other)
        self.assertEqual(self._visit(f"/my/requests/{self.request.id}"), "/my")
        self._get(f"/my/requests/{self.other.id}")

    def test_give_up(self):
        url = f"/my/requests/{self.request.id}/cancel"
        self._log_in(self.user_portal)
        page = self._post(url, reason="  ")
        self.assertIn("Say in a few words why", self._text(page))
        self.assertEqual(self.request.state, "new")
        response = self.url_open(url, data={"reason": "Solved"})
        self.assertEqual(response.status_code, 400, "no token")
        self.assertEqual(self.url_open(url).status_code, 405)
        page = self._post(url, reason="Solved by <b>ourselves</b>")
        self.assertEqual(self.request.state, "cancelled")
        self.assertEqual(self.request.close_reason, "Solved by <b>ourselves</b>")
        self.assertEqual(set(self.request.line_ids.mapped("state")), {"cancelled"})
        self.assertFalse(page.xpath("//form[contains(@action, '/cancel')]"))
        message = self.request.message_ids[:1]
        self.assertEqual(message.author_id, self.user_portal.partner_id)
        self.assertNotIn("<b>", message.body)

    def test_too_late_to_give_up(self):
        self.request.state = "qualified"
        self._log_in(self.user_portal)
        page = self._get(f"/my/requests/{self.request.id}")
        self.assertFalse(page.xpath("//form[contains(@action, '/cancel')]"))
        page = self._post(f"/my/requests/{self.request.id}/cancel", reason="No")
        self.assertIn("Write a message below to give it up", self._text(page))
        self.assertEqual(self.request.state, "qualified")
        with self.assertRaises(UserError):
            self.request._cancel_by_member("No")

    @mute_logger("odoo.http")
    def test_messages(self):
        self._log_in(self.user_portal)
        for request, allowed in ((self.request, True), (self.other, False)):
            before = request.message_ids
            response = self.url_open(
                "/mail/message/post",
                json={
                    "params": {
                        "thread_model": request._name,
                        "thread_id": request.id,
                        "post_data": {
                            "body": "When do you come?",
                            "message_type": "comment",
                            "subtype_xmlid": "mail.mt_comment",
                        },
                    }
                },
            )
            self.env.invalidate_all()
            new = request.message_ids - before
            self.assertEqual("error" not in response.json(), allowed)
            self.assertEqual(len(new), int(allowed))
        self.assertEqual(
            self.request.message_ids[:1].author_id, self.user_portal.partner_id
        )

    # === Agreements === #

    def _agreements(self):
        page = self._get("/my/agreements")
        cards = page.xpath(
            "//*[contains(concat(' ', @class, ' '), ' o_cae_agreement ')]"
        )
        return {
            self._text(card.xpath(".//h3")[0]).split()[0]: self._text(
                card.xpath(".//*[contains(@class, 'badge')]")[0]
            )
            for card in cards
        }

    def test_agreements_and_their_states(self):
        sent, draft, cancelled, ended, later = (
            self._create_agreement(
                (self.service_law, self.pro_law, {}), confirm=confirm, **vals
            )
            for confirm, vals in (
                (False, {}),
                (False, {}),
                (True, {}),
                (True, {"cae_start_date": "2020-01-01", "cae_end_date": "2020-12-31"}),
                (True, {"cae_start_date": "2090-01-01", "cae_end_date": "2090-12-31"}),
            )
        )
        sent.require_signature = True
        sent.write({"state": "sent", "validity_date": False})
        cancelled._action_cancel()
        self._log_in(self.user_portal)
        self.assertEqual(
            self._agreements(),
            {
                sent.name: "To Sign",
                cancelled.name: "Cancelled",
                ended.name: "Ended",
                later.name: "Begins Later",
                self.agreement.name: "Running",
            },
        )
        self.assertNotIn(draft.name, self._agreements())
        sent.require_signature = False
        self.assertEqual(self._agreements()[sent.name], "Proposed")
        links = self._get("/my/agreements").xpath("//a/@href")
        own = [link for link in links if f"/my/orders/{self.agreement.id}?" in link]
        self.assertEqual(len(own), 2, "to read, and its PDF")
        self.assertIn("Bookkeeping", self._text(self._get(own[0])))
        self.assertIn("/my/invoices", links)

    def test_ordinary_orders_are_no_agreements(self):
        order = self.env["sale.order"].create({"partner_id": self.member.id})
        order.action_quotation_sent()
        self._log_in(self.user_portal)
        self.assertNotIn(order.name, self._agreements())

    # === Hours === #

    def _record(self, line, date, hours):
        self.env["account.analytic.line"].create(
            {
                "name": "Work",
                "date": date,
                "unit_amount": hours,
                "employee_id": self.pro_books.employee_id.id,
                "task_id": line.task_id.id,
                "project_id": line.task_id.project_id.id,
            }
        )

    def test_hours_by_month_and_service(self):
        books, payroll = self.agreement.order_line
        for line, date, hours in (
            (books, "2026-01-05", 3.5),
            (books, "2026-01-19", 3.5),
            (books, "2026-02-02", 4),
            (payroll, "2026-02-20", 1.25),
            (self.foreign.order_line, "2026-01-05", 100),
        ):
            self._record(line, date, hours)
        self._log_in(self.user_portal)
        page = self._get("/my/hours")
        rows = [
            [self._text(cell) for cell in row.xpath("./th|./td")]
            for row in page.xpath("//table//tr")
        ]
        self.assertEqual(
            rows,
            [
                ["Month", "Bookkeeping", "Payroll", "Total"],
                ["January 2026", "7.00", "–", "7.00"],
                ["February 2026", "4.00", "1.25", "5.25"],
                # 7 + 4; 1.25; 11 + 1.25
                ["Total", "11.00", "1.25", "12.25"],
                ["Foreseen", "20.00", "flat fee", ""],
                # 20 - 11
                ["Left", "9.00", "–", ""],
            ],
        )
        self.assertNotIn(self.foreign.name, self._text(page))
        self._log_in(self.user_portal_other)
        self.assertIn("100.00", self._text(self._get("/my/hours")))

    # === Visits === #

    def _create_visit(self, start, agreement=None, line=0, **vals):
        return self.env["cae.service.visit"].create(
            {
                "name": "Visit",
                "sale_line_id": (agreement or self.agreement).order_line[line].id,
                "professional_id": self.pro_books.id,
                "start": start,
                "duration": 3.5,
                **vals,
            }
        )

    def _visits(self, url="/my/visits"):
        page = self._get(url)
        found = page.xpath("//*[contains(concat(' ', @class, ' '), ' o_cae_visit ')]")
        return [self._text(visit) for visit in found]

    def test_visits_planned_and_done(self):
        self._create_visit("2026-02-01 03:00:00", state="done", note="Entered all.")
        self._create_visit("2026-03-10 14:00:00", line=1)
        self._create_visit("2026-03-03 14:00:00", move_reason="Absence")
        self._create_visit("2026-03-05 14:00:00", state="cancelled")
        self._create_visit("2026-03-04 14:00:00", agreement=self.foreign, note="Secret")
        self._log_in(self.user_portal)
        planned = self._visits()
        # 14:00 UTC in Toronto: 9:00 before the change of 8 March, 10:00 after it.
        self.assertEqual(len(planned), 2)
        self.assertIn("3 Tue Bookkeeping", planned[0])
        self.assertIn("09:00–12:30", planned[0])
        self.assertIn("Moved: Absence", planned[0])
        self.assertIn("10:00–13:30", planned[1])
        self.assertIn("Luca", planned[0])
        done = self._visits("/my/visits?state=done")
        self.assertEqual(len(done), 1)
        self.assertIn("Entered all.", done[0])
        # 1 February at 3:00 UTC is the evening of 31 January there.
        self.assertIn("31 Sat", done[0])
        page = self._text(self._get("/my/visits?state=done"))
        self.assertIn("January 2026", page)
        self.assertNotIn("Secret", page)
        payroll = self.service_payroll.id
        found = self._visits(f"/my/visits?service={payroll}")
        self.assertEqual(len(found), 1)
        self.assertIn("Payroll", found[0])
        self.assertEqual(len(self._visits("/my/visits?service=999999&state=x")), 2)

    def test_queries_of_the_pages_do_not_grow(self):
        for number in range(2):
            self._create_visit(f"2026-03-0{number + 1} 14:00:00")
        self._log_in(self.user_portal)
        urls = ("/my/visits", "/my/requests", "/my/agreements", "/my/hours")

        def count():
            counts = []
            for url in urls:
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                self._get(url)
                counts.append(self.env.cr.sql_log_count - before)
            return counts

        count()
        few = count()
        for number in range(10):
            self._create_visit(f"2026-04-{number + 10} 14:00:00")
            self._create_request(lines=[self.law])
        self.env.flush_all()
        count()
        self.assertEqual(count(), few)
