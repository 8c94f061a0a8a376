# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from unittest.mock import patch

import openpyxl
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common_cost import CaeCostCase


@tagged("post_install", "-at_install")
class TestCostStatement(CaeCostCase):
    """What follows a settlement: it is frozen, told, printed and sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 12, 6 and 2 of 20 FTE; secretariat in three equal parts.
        cls._share(cls.pool, {cls.agiie: 12, cls.proxim: 6, cls.vital: 2})
        cls.office = cls._create_pool("Office", cls.equal, sequence=110)
        cls._share(cls.office, dict.fromkeys(cls.members, 1))
        cls._create_budget(cls.pool, 12000)
        cls._create_call("2026-01-01", "2026-12-31").action_call()
        cls._spend(cls.pool, 11500)
        cls._spend(cls.pool, -500)
        cls._spend(cls.office, 100)
        cls.settlement = cls._create_settlement()

    def _statement(self, member):
        return self.settlement.statement_ids.filtered(
            lambda statement: statement.membership_id == member
        )

    def _invoiced(self):
        """What the members were asked in all for each pool."""
        lines = self.env["account.move.line"].search(
            [("cae_cost_pool_id", "!=", False), ("company_id", "=", self.company.id)]
        )
        return {
            pool.name: round(-sum(found.mapped("balance")), 2)
            for pool, found in lines.grouped("cae_cost_pool_id").items()
        }

    def _remind_of_mail(self):
        self.members.partner_id.write({"email": "members@example.com"})

    def _mails(self, statements):
        return self.env["mail.mail"].search(
            [("model", "=", "cae.cost.statement"), ("res_id", "in", statements.ids)]
        )

    # === Statements === #

    def test_a_statement_adds_up_the_pools(self):
        # 6 600 of 11 000 and 33.34 of 100 (the cent left goes to the first); 7 200
        # were called
        statement = self._statement(self.agiie)
        self.assertEqual(
            (statement.amount, statement.provisional, statement.balance),
            (6633.34, 7200, -566.66),
        )
        self.assertEqual(statement.pool_count, 2)

    def test_the_arithmetic_in_words(self):
        words = dict(
            (line.pool_id.name, line.words)
            for line in self._statement(self.proxim).line_ids
        )
        # 6 of 20 FTE all the year; 3 300 less 3 600
        self.assertEqual(
            words["HR"].replace("\xa0", " "),
            "HR cost 11,000.00 € net. By FTE: 6.00 on average over 365 days, of "
            "20.00 for all the members. In all 30.00 % of 11,000.00 €: 3,300.00 €. "
            "Provisions of 3,600.00 € were called: 300.00 € is given back.",
        )
        self.assertIn("365 days of agreement, of 1,095", words["Office"])
        self.assertIn("33.33 € is to be paid", words["Office"].replace("\xa0", " "))

    def test_a_member_that_weighs_nothing_any_more(self):
        self.env["cae.cost.agreement"].search(
            [("membership_id", "=", self.vital.id)]
        )._write_managed({"state": "cancelled"})
        self.settlement.action_compute()
        # 1 200 of provisions are given back; nothing was called for the office
        (line,) = self._statement(self.vital).line_ids
        self.assertEqual((line.amount, line.delta, line.percent), (0, -1200, 0))
        self.assertIn("No agreement weighs", line.explanation)
        self.assertIn("1,200.00 € is given back", line.words.replace("\xa0", " "))

    def test_documents_of_each_member(self):
        self.settlement.action_invoice()
        self._spend(self.pool, 100, "2026-12-31")
        self.settlement.action_compute()
        self.settlement.action_invoice()
        documents = self.settlement.statement_ids._get_documents()
        for statement, moves in documents.items():
            self.assertEqual(moves.partner_id, statement.partner_id)
            self.assertEqual(
                moves.mapped("move_type"), ["out_refund", "out_invoice"], statement
            )
        self.assertEqual(self._invoiced(), {"HR": 11100, "Office": 100})

    # === What has changed === #

    def test_the_change_since_it_was_invoiced(self):
        self.assertEqual((self.settlement.change, self.settlement.due_count), (0, 3))
        self.settlement.action_invoice()
        self.assertEqual((self.settlement.change, self.settlement.due_count), (0, 0))
        self._spend(self.pool, 200, "2026-12-31")
        self._spend(self.office, -50, "2026-12-31")
        self.settlement.action_compute()
        # 200 more and 50 less; due: 120 − 16.67 (or .66), 60 − 16.67, 20 − 16.67
        self.assertEqual((self.settlement.change, self.settlement.due_count), (150, 3))
        self.assertEqual(self.settlement.delta, 150)
        changes = {cost.pool_id.name: cost.change for cost in self.settlement.cost_ids}
        self.assertEqual(changes, {"HR": 200, "Office": -50})
        self.settlement.action_compute()
        self.assertEqual((self.settlement.change, self.settlement.delta), (150, 150))

    def test_invoicing_again_without_a_change_makes_nothing(self):
        self.settlement.action_invoice()
        count = self.settlement.move_count
        self.settlement.action_compute()
        self.settlement.action_invoice()
        self.assertEqual(self.settlement.move_count, count)

    def test_an_invoice_that_was_credited_is_asked_again(self):
        self.settlement.action_invoice()
        moves = self.settlement._get_move_lines().move_id
        move = moves.filtered(lambda move: move.partner_id == self.agiie.partner_id)
        move._reverse_moves(cancel=True)
        self.settlement.action_compute()
        # the credit note of 566.66 was reversed: it is due again
        self.assertEqual(self._statement(self.agiie).delta, -566.66)
        self.assertEqual(self._statement(self.proxim).delta, 0)

    # === Closed === #

    def _close(self):
        self.settlement.action_invoice()
        self.settlement.action_close()

    def test_closing_needs_everything_invoiced(self):
        self.settlement.action_invoice()
        # A late bill that nobody has computed would never be shared.
        self._spend(self.pool, 1, "2026-12-31")
        with self.assertRaisesRegex(UserError, "have changed since it was computed"):
            self.settlement.action_close()
        self.settlement.action_compute()
        with self.assertRaisesRegex(UserError, "differences were computed"):
            self.settlement.action_close()
        self.settlement.action_invoice()
        self.settlement.action_close()
        self.assertEqual(self.settlement.state, "closed")
        self.assertEqual(self._invoiced(), {"HR": 11001, "Office": 100})

    def test_closed_is_frozen_for_code_too(self):
        self._close()
        parts = (
            self.settlement.line_ids,
            self.settlement.cost_ids,
            self.settlement.statement_ids,
        )
        for records in parts:
            with self.subTest(records=records._name):
                name = "net" if "net" in records._fields else "amount"
                with self.assertRaisesRegex(UserError, "unless it is reopened"):
                    records[:1].write({name: 1})
                with self.assertRaisesRegex(UserError, "unless it is reopened"):
                    records[:1].unlink()
        with self.assertRaisesRegex(UserError, "unless it is reopened"):
            self.settlement.cost_ids.create(
                {
                    "settlement_id": self.settlement.id,
                    "pool_id": self._create_pool("Late", self.fte).id,
                }
            )
        for vals in ({"name": "Other"}, {"date_to": "2027-12-31"}, {"post": False}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.settlement.write(vals)
        with self.assertRaises(UserError):
            self.settlement.unlink()
        for action in ("action_compute", "action_invoice"):
            with self.subTest(action=action), self.assertRaises(UserError):
                getattr(self.settlement, action)()

    def test_what_changes_after_closing_changes_nothing(self):
        self._close()
        before = self._read_lines(
            self.settlement, "shared", "weight", "amount", "provisional", "delta"
        )
        self._create_value(self.fte, self.vital, 50, "2026-02-01")
        self._create_budget(self._create_pool("New", self.fte), 999)
        self.env["cae.cost.agreement"].search(
            [("membership_id", "=", self.proxim.id)]
        )._write_managed({"date_end": "2026-03-31"})
        self.env["cae.grant"].create(
            {
                "name": "Late grant",
                "funder_id": self._create_partner(name="Funder").id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "pool_id": self.pool.id,
                "amount_granted": 5000,
                "state": "granted",
            }
        )
        self._spend(self.pool, 777, "2026-12-31")
        self.env.invalidate_all()
        after = self._read_lines(
            self.settlement, "shared", "weight", "amount", "provisional", "delta"
        )
        self.assertEqual(before, after)
        # Reopened, all of it counts, and only the difference is asked.
        self.settlement.action_reopen()
        self.settlement.action_compute()
        # 11 000 + 777 − 5 000 instead of 11 000
        self.assertEqual(self.settlement.change, -4223)

    def test_an_archived_pool_stays_in_its_settlement(self):
        self.settlement.action_invoice()
        agreements = self.env["cae.cost.agreement"].search(
            [("line_ids.pool_id", "=", self.office.id)]
        )
        agreements._write_managed({"date_end": "2026-12-31"})
        with freeze_time("2027-01-15"):
            self.office.active = False
        self.settlement.action_compute()
        self.assertEqual(self.settlement.due_count, 0)
        self.assertEqual(self.settlement.net, 11100)

    # === The table === #

    def test_the_table_adds_up(self):
        table = self.settlement._get_table()
        self.assertEqual([cost.pool_id.name for cost in table.pools], ["HR", "Office"])
        self.assertEqual(
            [member.partner_id.name for member in table.members],
            ["AGIIE", "Proxim", "Vital"],
        )
        for cost in table.pools:
            shares = [
                share
                for (_m, pool), share in table.shares.items()
                if pool == cost.pool_id.id
            ]
            self.assertEqual(f"{cost.net:.2f}", str(sum(shares)))
        self.assertEqual(str(table.totals["amount"]), "11100.00")
        # 11 100 less 12 000
        self.assertEqual(str(table.totals["balance"]), "-900.00")

    def test_many_pools_take_several_sheets(self):
        for index in range(7):
            self._share(self._create_pool(f"Pool {index}", self.equal), {self.agiie: 1})
        self.settlement.action_compute()
        sheets = self.settlement._get_table().sheets()
        self.assertEqual([len(sheet) for sheet in sheets], [7, 2])

    def test_spreadsheet(self):
        printed = self.env["cae.cost.table.print"].create(
            {"settlement_id": self.settlement.id}
        )
        book = openpyxl.load_workbook(io.BytesIO(printed._make_workbook()))
        rows = list(book["Members"].iter_rows(min_row=4, values_only=True))
        self.assertEqual(rows[0][:4], ("Member", "HR", "Office", "Share"))
        self.assertEqual(rows[1][:6], ("AGIIE", 6600, 33.34, 6633.34, 7200, -566.66))
        self.assertEqual(rows[4][1], "=SUM(B5:B7)")
        self.assertEqual(rows[5][1:4], (11000, 100, 11100))
        self.assertEqual(rows[6][1], "=ROUND(B8-B9,2)")
        pools = list(book["Pools"].iter_rows(min_row=5, values_only=True))
        # budget, posted, posts, income, grants, net, called
        self.assertEqual(pools[0][:8], ("HR", 12000, 11500, 0, 500, 0, 11000, 12000))

    def test_prints(self):
        report = self.env["ir.actions.report"].with_context(lang="en_US")
        html, _kind = report._render_qweb_html(
            "cae_mutualisation.report_cost_statement", self._statement(self.agiie).ids
        )
        text = html.decode().replace("\xa0", " ").replace("\ufeff", "")
        for part in (
            "Statement of shared costs",
            "Draft: figures may still change",
            "11,000.00 € × 4,380 / 7,300 (FTE) = 6,600.00 €",
            "Less income",
            "-500.00",
            "In all 60.00 % of 11,000.00 €: 6,600.00 €.",
        ):
            self.assertIn(part, text)
        html, _kind = report._render_qweb_html(
            "cae_mutualisation.report_cost_table", self.settlement.ids
        )
        text = html.decode().replace("\xa0", " ").replace("\ufeff", "")
        for part in ("AGIIE", "Proxim", "6,633.34", "-566.66", "11,100.00", "✓"):
            self.assertIn(part, text)

    # === Mail === #

    def test_statements_are_sent_once(self):
        self._remind_of_mail()
        with self.assertRaisesRegex(UserError, "Invoice the differences first"):
            self.settlement.action_send()
        self.settlement.action_invoice()
        self.assertEqual(self.settlement.unsent_count, 3)
        self.settlement.action_send()
        statements = self.settlement.statement_ids
        self.assertEqual(len(self._mails(statements)), 3)
        self.assertEqual(self.settlement.unsent_count, 0)
        with self.assertRaisesRegex(UserError, "was sent its statement"):
            self.settlement.action_send()
        # Asked for, one is sent again.
        self._statement(self.vital).action_send()
        self.assertEqual(len(self._mails(statements)), 4)

    def test_a_changed_statement_is_sent_again(self):
        self._remind_of_mail()
        self.settlement.action_invoice()
        self.settlement.action_send()
        self._create_value(self.fte, self.vital, 2, "2026-02-01")
        self._spend(self.pool, 100, "2026-12-31")
        self.env["cae.cost.agreement"].search([("membership_id", "=", self.agiie.id)])
        self.settlement.action_compute()
        self.settlement.action_invoice()
        self.assertEqual(self.settlement.unsent_count, 3)

    def test_who_has_no_mail_is_named(self):
        self.settlement.action_invoice()
        self.agiie.partner_id.email = "agiie@example.com"
        (self.proxim | self.vital).partner_id.email = False
        answer = self.settlement.action_send()
        self.assertIn("Proxim, Vital", answer["params"]["message"])
        self.assertEqual(self.settlement.unsent_count, 2)

    def test_many_are_sent_in_the_background(self):
        self._remind_of_mail()
        self.settlement.action_invoice()
        module = "odoo.addons.cae_mutualisation.models.cae_cost_statement_send"
        progress = patch.object(type(self.env["ir.cron"]), "_commit_progress")
        with patch(f"{module}.AT_ONCE", 2), progress as commit:
            commit.return_value = 60
            self.settlement.action_send()
            self.assertEqual(self.settlement.queued_count, 3)
            self.assertFalse(self._mails(self.settlement.statement_ids))
            self.env["cae.cost.statement"]._cron_send()
            self.assertEqual(
                [call.args for call in commit.call_args_list[1:]], [(2,), (1,)]
            )
        self.assertEqual(len(self._mails(self.settlement.statement_ids)), 3)
        self.assertEqual(
            (self.settlement.queued_count, self.settlement.unsent_count), (0, 0)
        )

    # === Rights === #

    def test_only_the_accountant_settles_and_sends(self):
        self.settlement.action_invoice()
        for role in ("support", "manager", "auditor"):
            user = new_test_user(
                self.env,
                f"cost_{role}",
                groups=f"cae_member.group_{role}",
                company_id=self.company.id,
                company_ids=[(6, 0, self.company.ids)],
            )
            settlement = self.settlement.with_user(user)
            self.assertEqual(settlement.net, 11100)
            for action in ("action_compute", "action_invoice", "action_send"):
                with (
                    self.subTest(role=role, action=action),
                    self.assertRaises(UserError),
                ):
                    getattr(settlement, action)()
            with self.subTest(role=role), self.assertRaises(AccessError):
                settlement.statement_ids[:1].action_send()

    def test_the_accountant_does_all_of_it(self):
        self._remind_of_mail()
        settlement = self.settlement.with_user(self.user_accountant)
        settlement.action_compute()
        settlement.action_invoice()
        settlement.action_send()
        self.assertTrue(settlement.action_export()["url"])
        settlement.action_close()
        settlement.action_reopen()
        self.assertEqual(settlement.state, "invoiced")

    def test_the_membership_leads_to_its_statements(self):
        self.assertEqual(self.agiie.cost_statement_count, 1)
        action = self.agiie.action_view_cost_statements()
        found = self.env["cae.cost.statement"].search(action["domain"])
        self.assertEqual(found, self._statement(self.agiie))
