# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from odoo import models
from odoo.fields import Command

from ..kernel import gessa_cost_bills as spent
from ..kernel import gessa_costs as costs

TERM = timedelta(days=30)
# Who pays a provision that many days too late, and in which quarter of last year.
SLOW, SLOW_QUARTER, SLOW_DAYS = "vital", 3, 41
PAID_AFTER = 25
# Who has not paid the last provision called.
OWING = "agiie"


class CaeDemoLoader(models.AbstractModel):
    """Bills, pay, provisions and the settlement of GESSA: last year and this one."""

    _inherit = "cae.demo.loader"

    def _load_cost_years(self, year):
        """The late bill comes last: the settlement does not know it yet."""
        self._refresh_statistics()
        for of_year in (year - 1, year):
            self._load_cost_bills(of_year, last=of_year < year)
            self._load_cost_entries(of_year)
        self._load_cost_documents(year)
        self._load_late_bill(year)

    # === What is spent and received === #

    def _load_cost_bills(self, year, last):
        """The bills of a year, and their payment after thirty days."""
        self._make(
            "res.partner",
            {
                f"partner_{key}": {
                    "name": name,
                    "is_company": True,
                    "supplier_rank": 1,
                    "company_id": self.env.company.id,
                    "country_id": self.env.ref("base.fr").id,
                    "lang": self.env.context["lang"],
                }
                for key, name in spent.VENDORS.items()
            },
        )
        found = spent.bills(year, self._today(), last=last)
        moves = self._post_cost_bills(
            {
                f"move_cost_{bill.key}_{day:%Y%m}": (bill, day, day)
                for bill, day in found
            }
        )
        due = self._today() - TERM
        self._pay_cost_items(
            [
                (item.date_maturity, item)
                for item in self._open_items(moves)
                if item.date <= due
            ],
            f"bills_{year}",
        )

    def _post_cost_bills(self, rows):
        """Post `{name: (bill, day, accounting day)}`."""
        accounts = self._accounts(
            {bill.account for bill, _day, _accounted in rows.values()}
        )
        created = self._make(
            "account.move",
            {
                name: {
                    "move_type": "in_invoice",
                    "partner_id": self._ref(f"partner_{bill.vendor}").id,
                    "invoice_date": day,
                    "date": accounted,
                    "invoice_date_due": day + TERM,
                    "ref": f"{bill.key[:3].upper()}{day:%y%m%d}",
                    "invoice_line_ids": [
                        Command.create(self._prepare_bill_line(bill, accounts))
                    ],
                }
                for name, (bill, day, accounted) in rows.items()
            },
        )
        moves = self.env["account.move"].union(*created.values())
        moves.action_post()
        return moves

    def _prepare_bill_line(self, bill, accounts):
        taxes = self.env.company.account_purchase_tax_id if bill.taxed else []
        analytic = self._ref(f"account_cost_{bill.pool}")
        return {
            "name": bill.label,
            "quantity": 1,
            "price_unit": bill.amount,
            "account_id": accounts[bill.account].id,
            "tax_ids": [Command.set(taxes.ids if taxes else [])],
            "analytic_distribution": {str(analytic.id): 100.0},
        }

    def _load_cost_entries(self, year):
        """Pay of each month that is over, what the pools earn, and the grant."""
        vals = {}
        for month in range(1, costs.over_months(year, self._today()) + 1):
            name = f"move_pay_{year}_{month}"
            pay = self._prepare_cost_pay(date(year, month, 27))
            vals |= {name: pay[0], f"{name}_bank": pay[1]}
        for item in spent.INCOMES:
            day = date(year, item.month, 14)
            vals[f"move_cost_{item.key}_{year}"] = self._prepare_cost_receipt(
                day, item.label, item.account, item.amount, item.pool
            )
        if year < self._today().year:
            for rank, (day, amount, note) in enumerate(costs.receipts(year + 1), 1):
                vals[f"move_grant_{rank}"] = self._prepare_cost_receipt(
                    day, f"Subvention FSE : {note}", "741000", amount, "management"
                )
        past = {
            name: item for name, item in vals.items() if item["date"] <= self._today()
        }
        if past:
            moves = self._post_entries(list(past.values()))
            self._name_records(dict(zip(past, moves, strict=True)))

    def _prepare_cost_pay(self, day):
        """The pay of a month and its transfer; posts that are booked apart have an
        analytic account, so that they are not counted twice."""
        codes = self._accounts(("641100", "645100", "421000", "431000"))
        others = [post for post in costs.POSTS if not post.posted]
        rows = [
            (sum(post.monthly for post in others), None),
            *(
                (post.monthly, self._ref(f"account_post_{post.key}"))
                for post in costs.POSTS
                if post.posted
            ),
        ]
        lines, total = [], sum(cost for cost, _analytic in rows)
        gross = sum(round(cost * costs.GROSS, 2) for cost, _analytic in rows)
        for cost, analytic in rows:
            pay = round(cost * costs.GROSS, 2)
            lines += [
                self._prepare_item(codes["641100"], pay, analytic),
                self._prepare_item(codes["645100"], cost - pay, analytic),
            ]
        net = round(gross * costs.NET, 2)
        due = [
            self._prepare_item(codes["421000"], net),
            self._prepare_item(codes["431000"], total - net),
        ]
        bank = self._journal("bank").default_account_id
        return (
            self._prepare_entry(
                day,
                "general",
                f"Paie de {day:%m/%Y}",
                [*lines, *({**item, "balance": -item["balance"]} for item in due)],
            ),
            self._prepare_entry(
                day + timedelta(days=1),
                "bank",
                f"Virement de paie {day:%m/%Y}",
                [*due, self._prepare_item(bank, -total)],
            ),
        )

    def _prepare_cost_receipt(self, day, label, account, amount, pool):
        bank = self._journal("bank").default_account_id
        lines = [
            self._prepare_item(bank, amount),
            self._prepare_item(
                self._accounts([account])[account],
                -amount,
                self._ref(f"account_cost_{pool}"),
            ),
        ]
        return self._prepare_entry(day, "bank", label, lines)

    # === What members are asked === #

    def _load_cost_documents(self, year):
        """In the order of their days, as their numbers follow each other.

        The quarters that are over are called; the running one is prepared.
        """
        today = self._today()
        settled = min(today, date(year, *costs.SETTLED))
        steps = [
            (costs.call_day(of_year, quarter), of_year, quarter)
            for of_year in (year - 1, year)
            for quarter in costs.quarters(of_year, today)
        ]
        calls = self.env["cae.cost.call"]
        for day, of_year, quarter in (step for step in steps if step[0] < settled):
            calls |= self._call_provisions(of_year, quarter, day)
        self._load_cost_settlement(year - 1, settled)
        for day, of_year, quarter in (step for step in steps if step[0] >= settled):
            calls |= self._call_provisions(of_year, quarter, day)
        self._make_cost_call(year, len(costs.quarters(year, today)) + 1)
        self._pay_cost_calls(calls, self._ref(f"cost_call_{year - 1}_{SLOW_QUARTER}"))

    def _pay_cost_calls(self, calls, slow):
        """In time, but for one of last year; who owes the last one has not paid."""
        last = calls.sorted("date_from")[-1]
        payments = []
        for item in self._open_items(calls._get_move_lines().move_id):
            lines = item.move_id.invoice_line_ids
            call, member = lines.cae_cost_call_id, lines.cae_cost_membership_id
            if call == last and member == self._membership(OWING):
                continue
            late = call == slow and member == self._membership(SLOW)
            days = SLOW_DAYS if late else -4
            payments.append((item.date_maturity + timedelta(days=days), item))
        self._pay_cost_items(payments, "calls")

    def _make_cost_call(self, year, quarter, **vals):
        first, last = costs.QUARTERS[quarter - 1]
        name = f"cost_call_{year}_{quarter}"
        self._make(
            "cae.cost.call",
            {
                name: {
                    "name": f"Provisions {quarter}{'er' if quarter == 1 else 'e'} "
                    f"trimestre {year}",
                    "company_id": self.env.company.id,
                    "date_from": date(year, first, 1),
                    "date_to": costs.last_day(year, last),
                    "payment_term_id": self._get_cost_term().id,
                    **vals,
                }
            },
        )
        return self._ref(name)

    def _get_cost_term(self):
        return self.env.ref("account.account_payment_term_30days")

    def _call_provisions(self, year, quarter, day):
        call = self._make_cost_call(year, quarter, invoice_date=day)
        call.action_compute()
        self._as_accountant(call).action_call()
        self._name_cost_moves(call, f"call_{year}_{quarter}")
        return call

    def _load_cost_settlement(self, last, day):
        """Last year's, invoiced and paid: it is not closed yet."""
        name = f"cost_settlement_{last}"
        settlement = self._make(
            "cae.cost.settlement",
            {
                name: {
                    "name": f"Décompte {last}",
                    "company_id": self.env.company.id,
                    "date_from": date(last, 1, 1),
                    "date_to": date(last, 12, 31),
                    "invoice_date": day,
                    "payment_term_id": self._get_cost_term().id,
                }
            },
        )[name]
        settlement.action_compute()
        self._as_accountant(settlement).action_invoice()
        self._name_records(
            {
                f"cost_statement_{last}_{key}": statement
                for statement in settlement.statement_ids
                for key in [self._key(statement.membership_id, "membership_")]
            }
        )
        moves = self._name_cost_moves(settlement, f"settlement_{last}")
        paid = day + timedelta(days=PAID_AFTER)
        if paid <= self._today():
            self._pay_cost_settlement(moves, paid)

    def _pay_cost_settlement(self, moves, day):
        """By the bank; what is given back by a payment, else Odoo says “reversed”."""
        items = self._open_items(moves)
        credits = items.filtered(lambda item: item.amount_residual < 0)
        self._pay_cost_items([(day, item) for item in items - credits], "settlement")
        for rank, item in enumerate(credits, 1):
            context = {"active_model": item._name, "active_ids": item.ids}
            payment = self._register_payments(context, day)
            self._name_records(
                {
                    f"payment_cost_settlement_{rank}": payment,
                    f"move_payment_cost_settlement_{rank}": payment.move_id,
                }
            )

    def _as_accountant(self, records):
        """Invoices name who made them: the accountant, not Odoo's robot."""
        return records.with_user(self._ref("user_accountant")).sudo()

    def _name_cost_moves(self, document, name):
        moves = document._get_move_lines().move_id
        self._name_records(
            {
                f"move_cost_{name}_{key}": move
                for move in moves
                for member in [move.invoice_line_ids.cae_cost_membership_id]
                for key in [self._key(member, "membership_")]
            }
        )
        return moves

    def _pay_cost_items(self, payments, batch):
        """Pay `[(day, open item)]` by the bank, today at the latest."""
        today = self._today()
        entries, pairs = self._enter_payments(
            [(min(day, today), item, None) for day, item in payments]
        )
        self._reconcile([pair for found in pairs.values() for pair in found])
        self._name_records(
            {f"move_bank_{batch}_{entry.date:%Y%m%d}": entry for entry in entries}
        )

    def _load_late_bill(self, year):
        """A bill of last year that comes today: to compute again shows what it adds."""
        last = date(year - 1, 12, 31)
        self._post_cost_bills(
            {
                "move_cost_late_bill": (
                    spent.LATE,
                    date(year - 1, 12, 18),
                    last,
                )
            }
        )
