# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from unittest.mock import patch

from lxml import html
from PyPDF2 import PdfReader

from odoo.tests import JsonRpcException, tagged

from odoo.addons.base.models.ir_actions_report import IrActionsReport

from .test_portal import PortalCase


class TransferPortalCase(PortalCase):
    """“Green Roofs” works for “Other Work”, whose holder answers."""

    def _form(self, **vals):
        return {
            "supplier_activity_id": str(self.own.id),
            "customer": self.foreign.code,
            "description": "Shelves",
            "amount": "1 250,50",
            "date": "2026-03-15",
            **vals,
        }

    def _post(self, url, data):
        """Send a form of the page, with its protection against other sites."""
        page = html.fromstring(self.url_open(url).text)
        (token,) = {n.get("value") for n in page.xpath("//input[@name='csrf_token']")}
        target = page.xpath("//form[@method='post']/@action")[0]
        return self.url_open(target, data={**data, "csrf_token": token})

    def _request(self, **vals):
        """Ask for a transfer as the holder of Green Roofs."""
        self._login(self.user_portal)
        response = self._post("/my/transfers/new", self._form(**vals))
        return response, self.env["cae.activity.transfer"].search(
            [("supplier_activity_id", "=", self.own.id)], limit=1
        )

    def _answer(self, transfer, data):
        return self._post(transfer.access_url, data)

    def _forge(self, url, data):
        """Send what no page offers, with a valid protection of one's own session."""
        page = html.fromstring(self.url_open("/my/transfers/new").text)
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        return self.url_open(url, data={**data, "csrf_token": token})


@tagged("post_install", "-at_install")
class TestTransferRequest(TransferPortalCase):
    def test_request(self):
        response, transfer = self._request(note="As agreed")
        self.assertPath(response, f"/my/transfer/{transfer.id}")
        self.assertEqual(
            (transfer.state, transfer.number, transfer.amount, str(transfer.date)),
            ("requested", "T0001", 1250.5, "2026-03-15"),
        )
        self.assertEqual(transfer.customer_activity_id, self.foreign)
        self.assertEqual(transfer.note, "As agreed")
        self.assertEqual(
            (transfer.supplier_nature_id.code, transfer.customer_nature_id.code),
            ("turnover", "subcontracting"),
        )
        authors = transfer.message_ids.filtered(lambda m: m.subject).author_id
        self.assertEqual(authors, self.user_portal.partner_id)

    def test_other_activity_by_name_or_both(self):
        for text in ("other work", self.foreign.display_name, f" {self.foreign.code} "):
            with self.subTest(text):
                _response, transfer = self._request(customer=text)
                self.assertEqual(transfer.customer_activity_id, self.foreign)
                transfer.action_withdraw()
                transfer.invalidate_recordset()

    def test_names_of_the_others_and_nothing_else(self):
        self._login(self.user_portal)
        page, text = self._page("/my/transfers/new")
        names = page.xpath("//datalist/option/@value")
        self.assertIn(self.foreign.display_name, names)
        self.assertNotIn(self.own.display_name, names)
        self.assertNotIn("Test Other", text)
        self.assertNotIn("5,000", text)

    def test_what_is_wrong_is_said_at_its_field(self):
        self._create_activity("Twin")
        self._create_activity("Twin")
        project = self._create_activity("Idea", opened=False)
        closed = self._create_activity("Past")
        closed.action_close()
        for vals, part in (
            ({"customer": "Nobody"}, "No open activity"),
            ({"customer": project.code}, "No open activity"),
            ({"customer": closed.code}, "No open activity"),
            ({"customer": self.own.code}, "No open activity"),
            ({"customer": "twin"}, "Several activities"),
            ({"customer": ""}, "code or the name"),
            ({"amount": "0"}, "above zero"),
            ({"amount": "-5"}, "above zero"),
            ({"amount": "nan"}, "above zero"),
            ({"amount": "ten"}, "above zero"),
            ({"date": "2026-02-31"}, "Type a date"),
            ({"date": ""}, "Type a date"),
            ({"description": "  "}, "Say what it is for"),
            ({"supplier_activity_id": str(self.foreign.id)}, "one of your activities"),
            ({"supplier_activity_id": "x"}, "one of your activities"),
        ):
            with self.subTest(vals):
                response, transfer = self._request(**vals)
                self.assertPath(response, "/my/transfers/new")
                self.assertIn(part, self._plain(html.fromstring(response.text)))
                self.assertFalse(transfer)

    def test_what_was_typed_is_kept(self):
        response, _transfer = self._request(amount="0", description="Two <shelves>")
        page = html.fromstring(response.text)
        (field,) = page.xpath("//input[@name='description']")
        self.assertEqual(field.get("value"), "Two <shelves>")

    def test_a_company_without_natures_is_told(self):
        self.natures["subcontracting"].write({"code": "purchase", "kind": "Old"})
        response, transfer = self._request()
        self.assertPath(response, "/my/transfers/new")
        self.assertIn("has no nature", response.text)
        self.assertFalse(transfer, "Nothing of it is kept.")

    def test_a_holder_who_may_not_read_transfers(self):
        """An employee with another role keeps the page of their own activity."""
        mine = self._create_activity("Mine", self.user_secretary.partner_id)
        self._login(self.user_secretary)
        page, _text = self._page(f"/my/activity/{mine.id}")
        self.assertFalse(page.find_class("o_cae_transfers"))
        for url in ("/my/transfers", "/my/transfers/new"):
            self.assertSent(self.url_open(url), "/my")

    def test_without_activity(self):
        self.own.holder_ids.unlink()
        self._login(self.user_portal)
        for url in ("/my/transfers", "/my/transfers/new"):
            self.assertSent(self.url_open(url), "/my")
        self._login(None)
        for url in ("/my/transfers", "/my/transfers/new"):
            self.assertSent(self.url_open(url), "/web/login")


@tagged("post_install", "-at_install")
class TestTransferAnswer(TransferPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.transfer = cls.env["cae.activity.transfer"].create(
            {
                "supplier_activity_id": cls.own.id,
                "customer_activity_id": cls.foreign.id,
                "date": "2026-03-15",
                "description": "Shelves",
                "amount": 1250.5,
            }
        )
        cls.transfer.action_request()
        cls.url = cls.transfer.access_url

    def test_to_answer_comes_first(self):
        self._login(self.user_portal_other)
        page, text = self._page("/my/transfers")
        headings = [h.text_content().strip() for h in page.xpath("//h3")]
        self.assertEqual(headings, ["To accept or refuse", "The others"])
        self.assertIn("T0001", text)
        self.assertIn("-1,250.50", text)
        _page, text = self._page(f"/my/activity/{self.foreign.id}")
        self.assertIn("To accept or refuse: 1", text)
        self._login(self.user_portal)
        page, text = self._page("/my/transfers")
        self.assertEqual(len(page.xpath("//h3")), 1)
        self.assertNotIn("-1,250.50", text)

    def test_accept(self):
        self._login(self.user_portal_other)
        response = self._answer(self.transfer, {"answer": "accept"})
        self.assertPath(response, self.url)
        self.assertEqual(self.transfer.state, "accepted")
        self.assertEqual(self.transfer.answered_by_id, self.user_portal_other)
        told = self.transfer.message_ids.filtered("subject")[0]
        self.assertEqual(told.author_id, self.user_portal_other.partner_id)
        self.assertIn(self.user_portal.partner_id, told.notified_partner_ids)
        self.assertEqual(
            self.transfer.analytic_line_ids.sorted("id").mapped("amount"),
            [1250.5, -1250.5],
        )
        text = self._plain(html.fromstring(response.text))
        self.assertIn("cash of both activities has moved", text)
        # A second click of an old page: told, and nothing doubles.
        response = self._forge(f"{self.url}/answer", {"answer": "accept"})
        self.assertIn("Accepted", response.text)
        self.assertIn("Only a requested transfer", response.text)
        self.assertEqual(len(self.transfer.analytic_line_ids), 2)

    def test_refuse(self):
        self._login(self.user_portal_other)
        response = self._answer(self.transfer, {"answer": "refuse", "reason": " "})
        self.assertIn("Give a reason", response.text)
        self.assertEqual(self.transfer.state, "requested")
        self._answer(self.transfer, {"answer": "refuse", "reason": "Not <mine>"})
        self.assertEqual(self.transfer.state, "refused")
        self._login(self.user_portal)
        page, _text = self._page(self.url)
        self.assertIn("Not <mine>", page.find_class("o_cae_reason")[0].text_content())

    def test_locked_period_is_told_to_the_holder(self):
        self.company.fiscalyear_lock_date = "2026-03-31"
        self._login(self.user_portal_other)
        response = self._answer(self.transfer, {"answer": "accept"})
        self.assertIn("03/31/2026", response.text)
        self.assertEqual(self.transfer.state, "requested")
        self.assertFalse(self.transfer.analytic_line_ids)

    def test_withdraw(self):
        self._login(self.user_portal)
        response = self._answer(self.transfer, {"answer": "withdraw"})
        self.assertPath(response, self.url)
        self.assertEqual(self.transfer.state, "cancelled")

    def test_each_side_has_its_own_answers(self):
        for user, answers in (
            (self.user_portal, ("accept", "refuse")),
            (self.user_portal_other, ("withdraw",)),
            (self.user_portal_other, ("cancel", "draft", "", "unlink")),
        ):
            self._login(user)
            for answer in answers:
                with self.subTest(user=user.login, answer=answer):
                    data = {"answer": answer, "reason": "x"}
                    response = self._forge(f"{self.url}/answer", data)
                    self.assertPath(response, "/my")
                    self.assertEqual(self.transfer.state, "requested")

    def test_an_accepted_one_is_not_withdrawn_by_its_holder(self):
        self.transfer.action_accept()
        self._login(self.user_portal)
        response = self._forge(f"{self.url}/answer", {"answer": "withdraw"})
        self.assertIn("not accepted", response.text)
        self.assertEqual(self.transfer.state, "accepted")

    def test_strangers_see_and_do_nothing(self):
        stranger = self._create_role_user("stranger", "base.group_portal")
        self._create_activity("Third", stranger.partner_id)
        token = self.transfer._portal_ensure_token()
        self._login(stranger)
        for url in (
            self.url,
            f"{self.url}?access_token={token}",
            f"{self.url}?report_type=pdf",
            "/my/transfer/999999999",
        ):
            self.assertSent(self.url_open(url), "/my")
        for answer in ("accept", "refuse", "withdraw"):
            data = {"answer": answer, "reason": "x", "access_token": token}
            self.assertPath(self._forge(f"{self.url}/answer", data), "/my")
        self.assertEqual(self.transfer.state, "requested")
        _page, text = self._page("/my/transfers")
        self.assertNotIn("T0001", text)
        self._login(None)
        self.assertSent(self.url_open(self.url), "/web/login")

    def test_a_draft_is_hidden_from_the_other_side(self):
        self.transfer.action_draft()
        self._login(self.user_portal_other)
        self.assertSent(self.url_open(self.url), "/my")
        self._login(self.user_portal)
        self._page(self.url)

    def test_figures_of_the_other_side_stay_hidden(self):
        for user in (self.user_portal, self.user_portal_other):
            self._login(user)
            for url in (self.url, "/my/transfers"):
                _page, text = self._page(url)
                self.assertNotIn("5,000.00", text)
                self.assertNotIn("2,700.00", text)

    def test_pdf(self):
        render = IrActionsReport._render_qweb_pdf

        def force(report, *args, **kwargs):
            report = report.with_context(force_report_rendering=True)
            return render(report, *args, **kwargs)

        self._login(self.user_portal_other)
        with patch.object(IrActionsReport, "_render_qweb_pdf", force):
            response = self.url_open(
                f"{self.url}?report_type=pdf&download=true", timeout=60
            )
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        pages = PdfReader(io.BytesIO(response.content)).pages
        self.assertEqual(len(pages), 1)
        text = self._plain(pages[0].extract_text())
        for part in ("T0001", "Green Roofs", "Other Work", "1,250.50", "no VAT"):
            self.assertIn(part, text)

    def test_the_sides_write_to_each_other(self):
        self._login(self.user_portal_other)
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "cae.activity.transfer",
                "thread_id": self.transfer.id,
                "post_data": {
                    "body": "Which shelves?",
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                },
            },
        )
        question = self.transfer.message_ids[0]
        self.assertEqual(question.author_id, self.user_portal_other.partner_id)
        self.assertIn(self.user_portal.partner_id, question.notified_partner_ids)

    def test_states_are_not_written_by_rpc(self):
        self._login(self.user_support)
        for method, args in (
            ("write", [self.transfer.ids, {"state": "accepted"}]),
            ("write", [self.transfer.ids, {"number": "T7"}]),
        ):
            with self.assertRaisesRegex(JsonRpcException, "UserError"):
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/cae.activity.transfer/{method}",
                    {
                        "model": "cae.activity.transfer",
                        "method": method,
                        "args": args,
                        "kwargs": {"context": {"cae_levy_sentinel": True}},
                    },
                )
        self.assertEqual(self.transfer.state, "requested")
