# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from zlib import crc32

from odoo import models
from odoo.fields import Command
from odoo.tools import SQL

from ..kernel.plan import PURCHASE, STRUCTURE

TERM = timedelta(days=30)
ANALYZED = (
    "account.analytic.line",
    "account.move",
    "account.move.line",
    "account.partial.reconcile",
    "account.payment",
)


class CaeDemoLoader(models.AbstractModel):
    """Invoices, bills, credit notes and payments, made in batches."""

    _inherit = "cae.demo.loader"

    def _load_documents(self, documents, batch=""):
        """Post documents, take the credit notes off their invoices, and pay.

        `batch` tells the bank's entries from those of other batches.
        """
        if not documents:
            return
        self._refresh_statistics()
        self._post_documents([found for found in documents if not found.reverses])
        reversals = [found for found in documents if found.reverses]
        self._reconcile(
            [
                self._open_items(move | move.reversed_entry_id)
                for move in self._post_documents(reversals)
            ]
        )
        self._refresh_statistics()
        credited = {found.reverses for found in reversals}
        paid = [found for found in documents if found.paid_on]
        self._pay_documents([x for x in paid if x.key not in credited], batch)
        self._pay_credited([x for x in paid if x.key in credited])

    def _refresh_statistics(self):
        """Tell PostgreSQL how big the tables are.

        In a new database it takes empty tables for small ones: the queries that look
        for the payments of many invoices then last minutes instead of milliseconds.
        """
        for model_name in ANALYZED:
            model = self.env[model_name]
            model.flush_model()
            self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(model._table)))

    def _post_documents(self, documents):
        codes = {line.account for document in documents for line in document.lines}
        accounts = self._accounts(codes)
        journals = {kind: self._journal(kind).id for kind in ("sale", "purchase")}
        created = self._make(
            "account.move",
            {
                f"move_{document.key}": {
                    **self._prepare_move_vals(document, accounts),
                    "journal_id": journals["sale" if document.is_sale else "purchase"],
                }
                for document in documents
            },
        )
        moves = self.env["account.move"].union(*created.values())
        if moves:
            moves.action_post()
        return moves

    def _prepare_move_vals(self, document, accounts):
        vals = {
            "move_type": document.kind,
            "partner_id": self._ref(f"partner_{document.partner}").id,
            "invoice_date": document.day,
            # Else Odoo dates bills of past months at their end.
            "date": document.day,
            "invoice_date_due": document.day + TERM,
            "invoice_user_id": self._ref("user_accountant").id,
            "activity_id": self._get_activity(document).id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": line.name,
                        "quantity": line.quantity,
                        "price_unit": line.price,
                        "account_id": accounts[line.account].id,
                        "tax_ids": [Command.set(self._get_tax(document, line).ids)],
                        **self._prepare_distribution(document),
                    }
                )
                for line in document.lines
            ],
        }
        if document.kind == PURCHASE:
            vals["ref"] = (
                f"F{document.day:%y%m}-{crc32(document.key.encode()) % 10000:04}"
            )
        if document.reverses:
            vals["reversed_entry_id"] = self._ref(f"move_{document.reverses}").id
        return vals

    def _get_tax(self, document, line):
        company = self.env.company
        if line.tax:
            return self.env["account.chart.template"].ref(line.tax)
        if document.is_sale:
            return company.account_sale_tax_id
        return company.account_purchase_tax_id

    def _get_activity(self, document):
        """The activity of a document; none for the structure's own."""
        if document.activity == STRUCTURE:
            return self.env["cae.activity"]
        return self._ref(f"activity_{document.activity}")

    def _prepare_distribution(self, document):
        """Lines of an activity fill themselves; others are the structure's."""
        if document.activity != STRUCTURE:
            return {}
        structure = self._ref("account_structure")
        return {"analytic_distribution": {str(structure.id): 100.0}}
