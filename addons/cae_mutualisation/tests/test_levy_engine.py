# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
from collections import defaultdict

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestLevyEngine(CaeMutualisationCase):
    def _create_kind(self, kind, prefixes):
        nature = self.env["cae.ledger.nature"].create(
            {
                "company_id": self.company.id,
                "code": "turnover",
                "kind": kind,
                "account_prefixes": prefixes,
                "sequence": 1,
            }
        )
        self.natures[kind] = nature
        return nature

    def test_kinds_of_turnover_have_their_own_scale(self):
        """Training at 15 % of 1 000, sales at 10 % of 2 000; turnover, so no fee."""
        self._create_kind("training", "7062")
        training = self._create_account(self.company, "706200", "income", "Training")
        self._create_scheme(
            {"deducted": (), "no_turnover_fee": 2.5},
            {"code": "training", "rate": 15, "base": ("training",), "deducted": ()},
        )
        self._create_invoice(self.activity, 2000, "2026-01-10")
        self._create_invoice(
            self.activity, 1000, "2026-01-12", line_vals={"account_id": training.id}
        )
        other = self._create_activity("Trainer", date_start="2026-01-01")
        self._create_invoice(
            other, 100, "2026-01-12", line_vals={"account_id": training.id}
        )
        run = self._create_run("2026-01-01")
        amounts = {
            (line.activity_id.name, line.component_id.code): line.amount
            for line in run.line_ids
            if line.amount
        }
        expected = {
            ("Wood", "contribution"): 200,
            ("Wood", "training"): 150,
            ("Trainer", "training"): 15,
        }
        self.assertEqual(amounts, expected)
        scheme = run.line_ids.component_id.scheme_id
        typed = {"date": "2026-01-01", "turnover": 2000, "turnover.training": 1000}
        (row,) = scheme.simulate([typed])
        self.assertEqual((row["contribution"], row["training"]), (200, 150))

    def test_lower_scale_for_members(self):
        """8 % for members from February on, 10 % for the others: 100, then 80."""
        self._create_scheme(
            {"audience": "others"},
            {"code": "member", "rate": 8, "audience": "members"},
        )
        membership = self._create_membership(self.activity.holder_ids.partner_id)
        membership.action_examine()
        membership.action_admit("2026-02-15")
        for day in ("2026-01-10", "2026-02-10"):
            self._create_invoice(self.activity, 1000, day)
        january = self._create_run("2026-01-01", post=True)
        self.assertEqual(self._amounts(january), [(1, 100)])
        february = self._create_run("2026-02-01")
        self.assertEqual(self._amounts(february), [(2, 80)])
        scheme = january.line_ids.component_id.scheme_id
        figures = [{"date": "2026-01-01", "turnover": 1000}]
        self.assertEqual(scheme.simulate(figures)[0]["total"], 100)
        self.assertEqual(scheme.simulate(figures, member=True)[0]["total"], 80)

    def test_joint_activity_is_of_members_when_all_are(self):
        second = self._create_partner(name="Bob")
        self.activity.write(
            {
                "holder_ids": [
                    fields.Command.update(
                        self.activity.holder_ids.id, {"share_percent": 60}
                    ),
                    fields.Command.create(
                        {"partner_id": second.id, "share_percent": 40}
                    ),
                ]
            }
        )
        first = self.activity.holder_ids[0].partner_id
        for partner, day in ((first, "2026-01-05"), (second, "2026-03-05")):
            membership = self._create_membership(partner)
            membership.action_examine()
            membership.action_admit(day)
        periods = self.env["cae.activity"]._read_member_periods(self.company)
        start, end = periods[self.activity.id]
        self.assertEqual((str(start), end), ("2026-03-05", None))

    def test_exception_of_a_type_of_contract(self):
        """No levy under a CAPE; the activity's own rate wins over it."""
        cape = self.env["hr.contract.type"].create({"name": "CAPE"})
        employee = self.env["hr.employee"].create(
            {
                "name": "Ada",
                "company_id": self.company.id,
                "contract_type_id": cape.id,
                "contract_date_start": "2026-01-01",
                "contract_date_end": "2026-02-28",
                "date_version": "2026-01-01",
            }
        )
        self.activity.holder_ids.employee_id = employee
        other = self._create_activity("Web", date_start="2026-01-01")
        self.env["cae.levy.exception"].create(
            {
                "contract_type_id": cape.id,
                "date_from": "2026-01-01",
                "reason": "Programme of the region",
            }
        )
        self._create_scheme()
        for activity in (self.activity, other):
            for day in ("2026-01-10", "2026-02-10", "2026-03-10"):
                self._create_invoice(activity, 1000, day)
        run = self._create_run("2026-03-01")
        # The contract ends on 28 February: March is levied.
        self.assertEqual(self._amounts(run), [(3, 100)])
        self.assertEqual(self._amounts(run, other), [(3, 100), (2, 100), (1, 100)])
        self.env["cae.levy.exception"].create(
            {
                "activity_id": self.activity.id,
                "date_from": "2026-02-01",
                "date_to": "2026-02-28",
                "kind": "rate",
                "rate": 2,
                "reason": "Vote",
            }
        )
        run.action_compute()
        self.assertEqual(self._amounts(run), [(3, 100), (2, 20)])

    def test_exception_for_someone_and_once(self):
        cape = self.env["hr.contract.type"].create({"name": "CAPE"})
        vals = {"date_from": "2026-01-01", "reason": "Programme"}
        exceptions = self.env["cae.levy.exception"]
        for subject in ({}, {"activity_id": self.activity.id}):
            both = {"contract_type_id": cape.id} if subject else {}
            with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
                with self.env.cr.savepoint():
                    exceptions.create({**vals, **subject, **both})
        exceptions.create({**vals, "contract_type_id": cape.id})
        with self.assertRaisesRegex(ValidationError, "CAPE"):
            exceptions.create({**vals, "contract_type_id": cape.id})

    def test_base_before_the_first_levied_month_counts_for_tiers(self):
        """10 % up to 10 000 a year, 5 % above; 9 000 in January, levied elsewhere.

        March: 1 000 × 10 % + 2 000 × 5 % = 200.
        """
        self._create_scheme({"rate": [(0, 10), (10000, 5)]})
        self.company.cae_levy_start = "2026-03-01"
        self._create_invoice(self.activity, 9000, "2026-01-10")
        self._create_invoice(self.activity, 3000, "2026-03-10")
        self.assertEqual(self._amounts(self._create_run("2026-03-01")), [(3, 200)])

    def test_scheme_put_away_is_given_back(self):
        scheme = self._create_scheme()
        self._create_invoice(self.activity, 1000, "2026-01-10")
        self._create_run("2026-01-01", post=True)
        scheme.active = False
        self._create_scheme({"rate": 8})
        run = self._create_run("2026-02-01", post=True)
        self.assertEqual(sorted(run.line_ids.mapped("amount")), [-100, 80])
        back = run.line_ids.filtered(lambda line: line.amount < 0)
        self.assertEqual(
            back.explanation,
            "Regularisation of January 2026: 0 = 0.00; already levied 100.00; "
            "difference -100.00",
        )

    def test_foreign_currency_is_levied_at_the_rate_of_the_document(self):
        """1 000 $ at 1.25 $ a euro = 800 € → 80 €, whatever is paid for them later."""
        self._create_scheme(
            {"deducted": ()},
            {"code": "paid", "deducted": (), "recognition": "collected"},
        )
        dollars = self.env.ref("base.USD")
        dollars.active = True
        self.env["res.currency.rate"].create(
            [
                {
                    "name": day,
                    "currency_id": dollars.id,
                    "company_id": self.company.id,
                    "rate": rate,
                }
                for day, rate in (("2026-01-01", 1.25), ("2026-02-01", 1.6))
            ]
        )
        self._set_exchange_accounts()
        invoice = self._create_invoice(
            self.activity, 1000, "2026-01-10", currency_id=dollars.id
        )
        payment = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create(
                {
                    "payment_date": "2026-02-10",
                    "journal_id": self.journals["bank"].id,
                    "currency_id": dollars.id,
                    "amount": 1000,
                }
            )
        )
        payment.action_create_payments()
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        run = self._create_run("2026-02-01")
        found = {
            (line.component_id.code, line.month.month): line.amount
            for line in run.line_ids
            if line.amount
        }
        self.assertEqual(found, {("contribution", 1): 80, ("paid", 2): 80})

    def _set_exchange_accounts(self):
        gain = self._create_account(self.company, "766000", "income_other", "Gain")
        loss = self._create_account(self.company, "666000", "expense", "Loss")
        self.company.write(
            {
                "currency_exchange_journal_id": self.journals["general"].id,
                "income_currency_exchange_account_id": gain.id,
                "expense_currency_exchange_account_id": loss.id,
            }
        )
        method = self.journals["bank"].inbound_payment_method_line_ids[:1]
        method.payment_account_id = self._create_account(
            self.company, "511000", "asset_current", "Outstanding"
        )

    def test_random_years_balance_to_the_cent(self):
        """Lines of the runs = pairs on the activities; over the company, zero."""
        self._create_scheme(
            {"rate": [(0, "12.37"), (3000, "7.01")], "fixed_amount": 3.33},
            {"code": "paid", "rate": 1.7, "recognition": "collected", "deducted": ()},
        )
        chance = random.Random(2026)
        invoices = []
        levied = defaultdict(float)
        for month in range(1, 6):
            for _index in range(3):
                day = f"2026-{chance.randint(1, month):02}-{chance.randint(1, 28):02}"
                kind = chance.choice(["out_invoice", "out_invoice", "out_refund"])
                amount = round(chance.uniform(1, 3000), 2)
                invoices.append(self._create_invoice(self.activity, amount, day, kind))
            invoice = invoices.pop(chance.randrange(len(invoices)))
            part = round(invoice.amount_total * chance.uniform(0.1, 1), 2)
            self._pay(invoice, part, f"2026-{month:02}-28")
            run = self._create_run(f"2026-{month:02}-01", post=True)
            if month == 3:
                run.action_cancel()
                run = self._create_run(f"2026-{month:02}-01", post=True)
            mine = run.analytic_line_ids.filtered("cae_activity_id")
            self.assertEqual(round(sum(mine.mapped("amount")) + run.amount_total, 2), 0)
            self.assertEqual(round(sum(run.analytic_line_ids.mapped("amount")), 2), 0)
            for line in run.line_ids:
                levied[line.component_id.code] += line.amount
        turnover, collected = self._yearly_bases()
        # 12.37 % up to 3 000, 7.01 % above; 3.33 a month; and 1.7 % of what was paid
        lower = min(turnover, 3000)
        due = lower * 0.1237 + (turnover - lower) * 0.0701 + 5 * 3.33
        self.assertAlmostEqual(levied["contribution"], due, delta=0.00501)
        self.assertAlmostEqual(levied["paid"], collected * 0.017, delta=0.00501)

    def _yearly_bases(self):
        """Turnover of the year, and the part of it that is paid."""
        moves = self.env["account.move"].search(
            [("activity_id", "=", self.activity.id), ("state", "=", "posted")]
        )
        signed = [(move, -1 if move.move_type == "out_refund" else 1) for move in moves]
        return (
            sum(sign * move.amount_untaxed for move, sign in signed),
            sum(
                sign * (move.amount_total - move.amount_residual)
                for move, sign in signed
            ),
        )
