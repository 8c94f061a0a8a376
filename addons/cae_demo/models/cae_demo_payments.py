# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import groupby


class CaeDemoLoader(models.AbstractModel):
    """What customers, members and the cooperative pay through the bank."""

    _inherit = "cae.demo.loader"

    def _open_items(self, moves):
        """What customers and vendors still have to settle."""
        return moves.line_ids.filtered(
            lambda line: (
                line.account_id.account_type
                in ("asset_receivable", "liability_payable")
                and not line.reconciled
            )
        )

    def _pay_documents(self, documents, batch):
        """Pay documents, those already settled excepted."""
        payments = []
        for document in documents:
            items = self._open_items(self._ref(f"move_{document.key}"))
            payments += [
                (document.paid_on, item, document.paid_amount) for item in items
            ]
        moves, pairs = self._enter_payments(payments)
        self._reconcile([pair for day_pairs in pairs.values() for pair in day_pairs])
        self._name_records(
            {f"move_bank_{move.date:%Y%m%d}{batch}": move for move in moves}
        )

    def _pay_credited(self, documents):
        """Pay what a credit note left of invoices, by Odoo's payment screen.

        Odoo takes an invoice for reversed when a credit note and a plain entry settle
        it: only a payment tells that the customer paid.
        """
        for document in documents:
            items = self._open_items(self._ref(f"move_{document.key}"))
            if items:
                context = {"active_model": items._name, "active_ids": items.ids}
                payment = self._register_payments(context, document.paid_on)
                self._name_records({f"payment_{document.key}": payment})

    def _register_payments(self, context, day):
        wizard = self.env["account.payment.register"].with_context(**context)
        vals = {
            "payment_date": day,
            "journal_id": self._journal("bank").id,
            "group_payment": True,
        }
        return wizard.create(vals)._create_payments()

    def _enter_payments(self, payments):
        """Enter payments `[(day, open item, amount or None for all of it)]`.

        One entry of the bank's journal a day, as on its statements: the payment screen
        takes a hundred times longer. Returns the entries, and by day the pairs of
        items to reconcile.
        """
        by_day = dict(groupby(sorted(payments, key=lambda row: row[0]), lambda r: r[0]))
        moves = self._post_entries(
            [self._prepare_bank_vals(day, rows) for day, rows in by_day.items()]
        )
        pairs = {}
        for move, (day, rows) in zip(moves, by_day.items(), strict=True):
            counterparts = move.line_ids.sorted("id")[1::2]
            pairs[day] = [
                item | line
                for (_day, item, _amount), line in zip(rows, counterparts, strict=True)
            ]
        return moves, pairs

    def _prepare_bank_vals(self, day, rows):
        """An entry with, for each payment, the bank's line and then its counterpart."""
        bank = self._journal("bank").default_account_id
        lines = []
        for _day, item, amount in rows:
            balance = item.amount_residual
            if amount:
                balance = amount if balance > 0 else -amount
            document = item.move_id.ref or item.move_id.name
            common = {
                "name": f"{item.partner_id.name}, {document}",
                "partner_id": item.partner_id.id,
            }
            lines += [
                {**self._prepare_item(bank, balance), **common},
                {**self._prepare_item(item.account_id, -balance), **common},
            ]
        return self._prepare_entry(
            day, "bank", f"Relevé bancaire du {day:%d/%m/%Y}", lines
        )

    def _reconcile(self, plan):
        """Reconcile each recordset of items of a list, all at once."""
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)
