# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import CaeMutualisationCase


class TransferCase(CaeMutualisationCase):
    """Two activities of a cooperative, held by one portal user each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account(cls.company, "708000", "income")
        cls.company.cae_transfer_account_id = cls.account
        cls.supplier = cls._create_activity(
            "Timber", cls.user_portal.partner_id, date_start="2026-01-01"
        )
        cls.customer = cls._create_activity(
            "Bakery",
            cls.user_portal_other.partner_id,
            date_start="2026-01-01",
            coach_id=cls.user_coach.id,
        )

    @classmethod
    def _create_transfer(cls, state="draft", **vals):
        transfer = cls.env["cae.activity.transfer"].create(
            {
                "supplier_activity_id": cls.supplier.id,
                "customer_activity_id": cls.customer.id,
                "date": "2026-03-15",
                "description": "Shelves",
                "amount": 1000,
                **vals,
            }
        )
        if state != "draft":
            transfer.action_request()
        if state == "accepted":
            transfer.action_accept()
        return transfer

    def _rows(self, transfer):
        """Activity, nature and amount of each analytic line, in order."""
        return [
            (line.cae_activity_id, line.cae_nature_id.code, line.amount)
            for line in transfer.analytic_line_ids.sorted("id")
        ]


@tagged("post_install", "-at_install")
class TestTransfer(TransferCase):
    def test_accepted_is_a_pair_without_entry(self):
        entries = self.env["account.move.line"].search_count([])
        transfer = self._create_transfer("requested")
        self.assertFalse(transfer.analytic_line_ids, "Nothing before the answer.")
        transfer.action_accept()
        self.assertEqual(
            self._rows(transfer),
            [
                (self.supplier, "turnover", 1000),
                (self.customer, "subcontracting", -1000),
            ],
        )
        lines = transfer.analytic_line_ids
        self.assertEqual(lines.general_account_id, self.account)
        self.assertEqual(set(lines.mapped("date")), {transfer.date})
        self.assertFalse(lines.move_line_id)
        self.assertEqual(self.env["account.move.line"].search_count([]), entries)

    def test_available_cash_moves_at_once(self):
        self._create_transfer("accepted", date="2026-01-15")
        # No receivable: T = R on both sides.
        for activity, amount in ((self.supplier, 1000), (self.customer, -1000)):
            figures = activity._read_figures(fields.Date.to_date("2026-01-31"))
            self.assertEqual(
                figures[activity.id],
                {
                    "result": amount,
                    "uncollected": 0,
                    "unpaid": 0,
                    "available_cash": amount,
                    "expected_cash": amount,
                },
            )

    def test_levies_of_both_sides(self):
        """10 % of (turnover − subcontracting), the transfer counted on both sides."""
        self._create_scheme()
        self._create_invoice(self.supplier, 4000, "2026-03-10")
        self._create_invoice(self.customer, 3000, "2026-03-10")
        transfer = self._create_transfer("accepted")
        run = self._create_run("2026-03-01", post=True)
        # 10 % × (4 000 + 1 000), and 10 % × (3 000 − 1 000)
        self.assertEqual(self._amounts(run, self.supplier), [(3, 500)])
        self.assertEqual(self._amounts(run, self.customer), [(3, 200)])
        # Cancelled after the levy: the next run gives 100 back, and takes 100 more.
        transfer.action_cancel("Never delivered")
        self.assertFalse(transfer.analytic_line_ids)
        run = self._create_run("2026-04-01")
        self.assertEqual(self._amounts(run, self.supplier)[-1], (3, -100))
        self.assertEqual(self._amounts(run, self.customer)[-1], (3, 100))

    def test_collected_levy_counts_it_at_its_date(self):
        self._create_scheme({"recognition": "collected", "deducted": ()})
        self._create_invoice(self.supplier, 4000, "2026-03-10")
        self._create_transfer("accepted")
        run = self._create_run("2026-03-01")
        # The invoice is not paid, the transfer is settled: 10 % × 1 000
        self.assertEqual(self._amounts(run, self.supplier), [(3, 100)])

    def test_other_natures(self):
        training = self.env["cae.ledger.nature"].create(
            {"code": "turnover", "kind": "Training", "company_id": self.company.id}
        )
        transfer = self._create_transfer(
            supplier_nature_id=training.id,
            customer_nature_id=self.natures["expense"].id,
        )
        transfer.action_request()
        transfer.action_accept()
        natures = transfer.analytic_line_ids.sorted("id").mapped("cae_nature_id")
        self.assertEqual(natures, training | self.natures["expense"])
        # The nature was chosen: a change of the settings does not move it.
        self.company._cae_reclassify_ledger(levied=True)
        self.assertEqual(
            transfer.analytic_line_ids.sorted("id").mapped("cae_nature_id"), natures
        )
        for field_name, code in (
            ("supplier_nature_id", "expense"),
            ("customer_nature_id", "turnover"),
            ("customer_nature_id", "levy"),
        ):
            nature = self.natures[code]
            with self.assertRaisesRegex(ValidationError, nature.display_name):
                self._create_transfer(**{field_name: nature.id})

    def test_numbers_follow_each_other_per_company(self):
        first, second = (self._create_transfer("requested") for _index in range(2))
        self.assertEqual([first.number, second.number], ["T0001", "T0002"])
        first.action_draft()
        first.action_request()
        self.assertEqual(first.number, "T0001", "It keeps its number.")
        self.assertFalse(self._create_transfer().number, "A draft takes none.")

    @freeze_time("2026-05-20")
    def test_a_copy_starts_again(self):
        copy = self._create_transfer("accepted").copy()
        self.assertEqual(
            (copy.state, copy.number, str(copy.date), copy.amount),
            ("draft", False, "2026-05-20", 1000),
        )
        self.assertFalse(copy.analytic_line_ids)

    def test_life_of_a_transfer(self):
        transfer = self._create_transfer()
        with self.assertRaisesRegex(UserError, "Draft"):
            transfer.action_accept()
        transfer.action_request()
        with self.assertRaisesRegex(UserError, "reason"):
            transfer.action_refuse("  ")
        transfer.action_refuse("Not ordered")
        self.assertEqual((transfer.state, transfer.reason), ("refused", "Not ordered"))
        self.assertEqual(transfer.answered_by_id, self.env.user)
        with self.assertRaisesRegex(UserError, "T0001.*Refused"):
            transfer.action_accept()
        transfer.action_draft()
        self.assertFalse(transfer.answered_on)
        transfer.amount = 900
        transfer.action_request()
        self.assertFalse(transfer.reason)
        transfer.action_accept()
        with self.assertRaisesRegex(UserError, "T0001.*Accepted"):
            transfer.action_accept()
        self.assertEqual(len(transfer.analytic_line_ids), 2)
        with self.assertRaisesRegex(UserError, "Accepted"):
            transfer.action_withdraw()
        transfer.action_cancel("Twice")
        self.assertEqual(transfer.state, "cancelled")
        withdrawn = self._create_transfer("requested")
        withdrawn.action_withdraw()
        self.assertEqual(withdrawn.state, "cancelled")

    def test_what_was_read_does_not_change(self):
        transfer = self._create_transfer("requested")
        with self.assertRaisesRegex(UserError, "set it back to draft"):
            transfer.amount = 2000
        transfer.customer_nature_id = self.natures["purchase"]
        transfer.action_accept()
        with self.assertRaisesRegex(UserError, "T0001"):
            transfer.customer_nature_id = self.natures["expense"]
        with self.assertRaisesRegex(UserError, "T0001"):
            transfer.unlink()
        draft = self._create_transfer()
        draft.unlink()
        self.assertFalse(draft.exists())
        numbered = self._create_transfer("requested")
        numbered.action_draft()
        with self.assertRaisesRegex(UserError, "T0002 has a number"):
            numbered.unlink()

    def test_states_and_lines_are_written_by_the_actions_only(self):
        transfer = self._create_transfer(state="draft")
        forged = self.env["cae.activity.transfer"].create(
            {
                "supplier_activity_id": self.supplier.id,
                "customer_activity_id": self.customer.id,
                "description": "Forged",
                "amount": 10,
                "state": "accepted",
                "number": "T9999",
            }
        )
        self.assertEqual((forged.state, forged.number), ("draft", False))
        for vals in ({"state": "accepted"}, {"number": "T7"}, {"reason": "x"}):
            with self.assertRaisesRegex(UserError, "buttons"):
                transfer.write(vals)
            fake = transfer.with_context(cae_levy_sentinel="LEVY_SENTINEL")
            with self.assertRaisesRegex(UserError, "buttons"):
                fake.write(vals)
        transfer.action_request()
        transfer.action_accept()
        line = transfer.analytic_line_ids[0]
        for change in (
            lambda: line.write({"amount": 1}),
            lambda: line.unlink(),
            lambda: line.copy(),
        ):
            with self.assertRaisesRegex(UserError, "T0001|by hand"):
                change()

    def test_wrong_sides(self):
        with self.assertRaisesRegex(ValidationError, "Timber is on both sides"):
            self._create_transfer(customer_activity_id=self.supplier.id)
        other = self._create_company(
            name="Elsewhere", currency_id=self.company.currency_id.id
        )
        foreign = self.env["cae.activity"].create(
            {"name": "Far", "company_id": other.id, "state": "open"}
        )
        with self.assertRaisesRegex(ValidationError, "Far belongs to Elsewhere"):
            self._create_transfer(customer_activity_id=foreign.id)
        project = self._create_activity("Idea", opened=False)
        with self.assertRaisesRegex(ValidationError, "Idea.*Project"):
            self._create_transfer(customer_activity_id=project.id)
        transfer = self._create_transfer("requested")
        self.customer.action_close("2026-03-31")
        with self.assertRaisesRegex(ValidationError, "Bakery.*Closed"):
            transfer.action_accept()
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.Error):
            self._create_transfer(customer_activity_id=self.activity.id, amount=0)

    def test_without_natures(self):
        transfer = self._create_transfer()
        transfer.customer_nature_id = False
        with self.assertRaisesRegex(UserError, "has no nature"):
            transfer.action_request()

    def test_locked_period_is_refused_with_its_date(self):
        transfer = self._create_transfer("requested")
        self.company.fiscalyear_lock_date = "2026-03-31"
        with self.assertRaisesRegex(UserError, "03/15/2026.*03/31/2026"):
            transfer.action_accept()
        self.assertEqual(transfer.state, "requested")
        transfer.action_draft()
        transfer.date = "2026-04-01"
        transfer.action_request()
        transfer.action_accept()
        self.assertEqual(len(transfer.analytic_line_ids), 2)

    @freeze_time("2026-05-20")
    def test_cancelled_in_a_locked_period_is_reversed_today(self):
        self._create_scheme()
        transfer = self._create_transfer("accepted")
        self._create_run("2026-03-01", post=True)
        self.company.fiscalyear_lock_date = "2026-03-31"
        transfer.action_cancel("Never delivered")
        self.assertEqual(str(transfer.reversed_on), "2026-05-20")
        self.assertEqual(
            self._rows(transfer),
            [
                (self.supplier, "turnover", 1000),
                (self.customer, "subcontracting", -1000),
                (self.supplier, "turnover", -1000),
                (self.customer, "subcontracting", 1000),
            ],
        )
        dates = [str(line.date) for line in transfer.analytic_line_ids.sorted("id")]
        self.assertEqual(dates, ["2026-03-15"] * 2 + ["2026-05-20"] * 2)
        # March stays levied; May takes 10 % × 1 000 back.
        self._create_run("2026-04-01", post=True)
        run = self._create_run("2026-05-01")
        self.assertEqual(self._amounts(run, self.supplier), [(5, -100)])

    @freeze_time("2026-05-20")
    def test_cancelled_when_today_is_locked_too(self):
        transfer = self._create_transfer("accepted")
        self.company.fiscalyear_lock_date = "2026-05-31"
        with self.assertRaisesRegex(UserError, "05/20/2026"):
            transfer.action_cancel("Never delivered")
        self.assertEqual(transfer.state, "accepted")
        self.assertEqual(len(transfer.analytic_line_ids), 2)

    def test_reason_wizard(self):
        transfer = self._create_transfer("requested")
        wizards = self.env["cae.activity.transfer.reason"]
        wizards.create({"transfer_id": transfer.id, "reason": "No"}).action_confirm()
        self.assertEqual((transfer.state, transfer.reason), ("refused", "No"))
        transfer = self._create_transfer("accepted")
        wizards.create(
            {"transfer_id": transfer.id, "decision": "cancel", "reason": "Twice"}
        ).action_confirm()
        self.assertEqual((transfer.state, transfer.reason), ("cancelled", "Twice"))

    def test_smart_button_counts_both_sides(self):
        self._create_transfer("accepted")
        self._create_transfer(
            supplier_activity_id=self.customer.id,
            customer_activity_id=self.supplier.id,
        )
        self.assertEqual(self.supplier.transfer_count, 2)
        self.assertEqual(self.activity.transfer_count, 0)
        action = self.supplier.action_view_transfers()
        found = self.env["cae.activity.transfer"].search(action["domain"])
        self.assertEqual(len(found), 2)


@tagged("post_install", "-at_install")
class TestTransferPeople(TransferCase):
    def test_the_coach_is_reminded_until_the_answer(self):
        self.company.cae_transfer_answer_days = 3
        with freeze_time("2026-03-20"):
            transfer = self._create_transfer("requested")
        activity = transfer.activity_ids
        self.assertEqual(activity.user_id, self.user_coach)
        self.assertEqual(str(activity.date_deadline), "2026-03-23")
        transfer.action_refuse("No")
        self.assertFalse(transfer.activity_ids)

    def test_both_sides_are_told(self):
        transfer = self._create_transfer("requested")
        both = self.user_portal.partner_id | self.user_portal_other.partner_id
        mails = self._mails_to(both, transfer)
        self.assertEqual(mails.recipient_ids, both)
        self.assertIn("T0001", mails[0].subject)
        self.assertIn("1,000.00", mails[0].body_html)
        link = f"{transfer.get_base_url()}{transfer.access_url}"
        self.assertIn(f'href="{link}"', mails[0].body_html)
        transfer.action_refuse("Not <ordered>")
        answers = self._mails_to(both, transfer) - mails
        self.assertEqual(answers.recipient_ids, both)
        self.assertIn("Refused", answers[0].subject)
        self.assertIn("Not &lt;ordered&gt;", answers[0].body_html)

    def _mails_to(self, partners, transfer):
        return self.env["mail.mail"].search(
            [
                ("model", "=", transfer._name),
                ("res_id", "=", transfer.id),
                ("recipient_ids", "in", partners.ids),
            ]
        )

    def test_team_and_accountant_do_everything(self):
        for user in (self.user_support, self.user_manager, self.user_accountant):
            with self.subTest(user.login):
                transfer = self._create_transfer().with_user(user)
                transfer.action_request()
                transfer.action_accept()
                transfer.action_cancel("Twice")
                self.assertEqual(transfer.state, "cancelled")

    def test_others_only_read(self):
        transfer = self._create_transfer("requested")
        for user in (
            self.user_coach,
            self.user_auditor,
            self.user_portal,
            self.user_portal_other,
        ):
            with self.subTest(user.login):
                mine = transfer.with_user(user)
                self.assertEqual(mine.read(["amount"])[0]["amount"], 1000)
                for action, args in (
                    (mine.action_accept, ()),
                    (mine.action_refuse, ("No",)),
                    (mine.action_withdraw, ()),
                    (mine.action_draft, ()),
                ):
                    with self.assertRaises(AccessError):
                        action(*args)
        for user in (self.user_internal, self.user_secretary):
            with self.assertRaises(AccessError):
                transfer.with_user(user).read(["amount"])

    def test_a_draft_is_for_its_own_side(self):
        transfer = self._create_transfer()
        transfers = self.env["cae.activity.transfer"]
        self.assertEqual(transfers.with_user(self.user_portal).search([]), transfer)
        other = transfers.with_user(self.user_portal_other)
        self.assertFalse(other.search([]))
        transfer.action_request()
        self.assertEqual(other.search([]), transfer)
        # Of the other activity, the name; nothing else can be read.
        row = other.browse(transfer.id).read(["supplier_activity_id"])[0]
        self.assertEqual(row["supplier_activity_id"][1], self.supplier.display_name)
        with self.assertRaises(AccessError):
            self.supplier.with_user(self.user_portal_other).read(["name"])

    def test_print(self):
        transfer = self._create_transfer("accepted", note="With <love>")
        report = self.env["ir.actions.report"]
        content, kind = report._render_qweb_html(
            "cae_mutualisation.action_report_activity_transfer", transfer.ids
        )
        self.assertEqual(kind, "html")
        text = content.decode()
        for part in ("T0001", "Timber", "Bakery", "Shelves", "one legal person"):
            self.assertIn(part, text)
        self.assertIn("With &lt;love&gt;", text)
        # Of each side, what it is called; of people, who answered only.
        for user in (self.user_portal, self.user_portal_other):
            self.assertNotIn(user.name, text)
