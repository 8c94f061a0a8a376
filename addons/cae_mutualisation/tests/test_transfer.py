# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import psycopg2

from odoo import fields
from odoo.exceptions import UserError, ValidationError
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
