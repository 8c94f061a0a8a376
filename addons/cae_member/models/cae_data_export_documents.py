# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, models

from ..kernel import csv_file

PRINTED_TYPES = ("out_invoice", "out_refund")


class CaeDataExport(models.AbstractModel):
    """The documents of the person's activities, and the ledger."""

    _inherit = "cae.data.export"

    @api.model
    def _get_document_domain(self, export):
        types = self.env["account.move"].get_invoice_types(include_receipts=True)
        return [
            ("activity_id", "in", export.activities.ids),
            ("state", "=", "posted"),
            ("move_type", "in", types),
        ]

    @api.model
    def _export_contacts(self, export):
        sales = self.env["account.move"].get_sale_types(include_receipts=True)
        groups = self.env["account.move"]._read_group(
            self._get_document_domain(export), ["partner_id", "move_type"]
        )
        customers = {partner.id for partner, kind in groups if kind in sales}
        ids = {partner.id for partner, _kind in groups if partner}
        yes, no = self.env._("yes"), self.env._("no")
        return self._make_table(
            export,
            "contacts.csv",
            self.env._(
                "Customers and suppliers of your activities, to go on with them."
            ),
            {
                self.env._("Name"): "display_name",
                self.env._("Customer"): lambda found: (
                    yes if found.id in customers else no
                ),
                self.env._("E-mail"): "email",
                self.env._("Phone"): "phone",
                self.env._("Street"): "street",
                self.env._("Zip"): "zip",
                self.env._("City"): "city",
                self.env._("Country"): "country_id.name",
                self.env._("VAT Number"): "vat",
            },
            self._read_batches(
                "res.partner",
                [("id", "in", list(ids))],
                ["name", "email", "phone", "street", "zip", "city", "vat"],
            ),
        )

    @api.model
    def _export_invoices(self, export):
        model = "account.move"
        amounts = ["untaxed", "tax", "total", "residual"]
        return self._make_table(
            export,
            "invoices.csv",
            self.env._(
                "Invoices to customers and bills of suppliers of your activities; "
                "credit notes and bills are negative."
            ),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Activity"): "activity_id.name",
                self.env._("Type"): self._get_label_getter(model, "move_type"),
                self.env._("Number"): "name",
                self.env._("Date"): "invoice_date",
                self.env._("Due Date"): "invoice_date_due",
                self.env._("Customer or Supplier"): "partner_id.display_name",
                self.env._("Reference"): "ref",
                self.env._("Untaxed"): "amount_untaxed_signed",
                self.env._("Taxes"): "amount_tax_signed",
                self.env._("Total"): "amount_total_signed",
                self.env._("Unpaid"): "amount_residual_signed",
                self.env._("Currency"): "company_id.currency_id.name",
                self.env._("Payment"): self._get_label_getter(model, "payment_state"),
            },
            self._read_batches(
                model,
                self._get_document_domain(export),
                ["name", "ref", *(f"amount_{amount}_signed" for amount in amounts)],
                order="invoice_date, id",
            ),
        )

    @api.model
    def _export_payments(self, export):
        return self._make_table(
            export,
            "payments.csv",
            self.env._("What was paid of these invoices and bills, and by what."),
            {
                self.env._("Activity"): lambda row: row[1].activity_id.name,
                self.env._("Document"): lambda row: row[1].name,
                self.env._("Date"): lambda row: row[0].max_date,
                self.env._("Amount"): lambda row: row[0].amount,
                self.env._("Currency"): lambda row: row[0].company_currency_id.name,
                self.env._("Settled by"): lambda row: row[2].name,
            },
            self._get_settlements(export),
        )

    @api.model
    def _get_settlements(self, export):
        """Batches of (reconciliation, document of an own activity, other document)."""
        own = set(export.activities.ids)
        batches = self._read_batches(
            "account.partial.reconcile",
            [
                "|",
                ("debit_move_id.move_id.activity_id", "in", list(own)),
                ("credit_move_id.move_id.activity_id", "in", list(own)),
            ],
            ["debit_move_id", "credit_move_id", "max_date", "amount"],
            order="max_date, id",
        )
        for batch in batches:
            rows = []
            for part in batch:
                moves = part.debit_move_id.move_id, part.credit_move_id.move_id
                rows += [
                    (part, move, other)
                    for move, other in (moves, moves[::-1])
                    if move.activity_id.id in own
                ]
            yield rows

    @api.model
    def _export_analytic_lines(self, export):
        column = self.env["cae.activity"]._get_analytic_plan()._column_name()
        names = {
            activity.analytic_account_id.id: activity.name
            for activity in export.activities
        }
        return self._make_table(
            export,
            "ledger.csv",
            self.env._(
                "The ledger of your activities, line by line: what was earned is "
                "positive, what was spent is negative."
            ),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Activity"): lambda line: names[line[column].id],
                self.env._("Date"): "date",
                self.env._("Label"): "name",
                self.env._("Reference"): "ref",
                self.env._("Account"): "general_account_id.display_name",
                self.env._("Customer or Supplier"): "partner_id.display_name",
                self.env._("Amount"): "amount",
                self.env._("Currency"): "currency_id.name",
            },
            self._read_batches(
                "account.analytic.line",
                [(column, "in", list(names))],
                ["name", "date", "ref", "amount"],
                order="date, id",
            ),
        )

    # === Documents === #

    @api.model
    def _export_certificates(self, export):
        export.about["certificates/"] = self.env._("The certificates of your shares.")
        for member in export.memberships.with_env(self.env):
            if not member.share_quantity:
                continue
            printed = self._render_print(
                export, "cae_member.action_report_share_certificate", member
            )
            if printed:
                name = csv_file.file_name(f"{member.company_id.name} {member.number}")
                yield f"certificates/{name}-{member.id}.{printed[1]}", printed[0]

    @api.model
    def _export_invoice_prints(self, export):
        """The prints that exist as they are; some of the others, made for it."""
        export.about["invoices/"] = self.env._("The invoices of your activities.")
        limit = min(export.companies.mapped("cae_export_render_limit"), default=0)
        left_out = 0
        domain = [
            *self._get_document_domain(export),
            ("move_type", "in", PRINTED_TYPES),
        ]
        for batch in self._read_batches(
            "account.move",
            domain,
            ["name", "company_id"],
            order="invoice_date desc, id",
        ):
            prints = self._find_invoice_prints(batch)
            for move in batch:
                path = f"invoices/{csv_file.file_name(move.name)}-{move.id}"
                if move.id in prints:
                    yield f"{path}.pdf", self._read_attachment(prints[move.id])
                elif limit > 0:
                    limit -= 1
                    printed = self._render_print(
                        export, "account.account_invoices", move
                    )
                    if printed:
                        yield f"{path}.{printed[1]}", printed[0]
                else:
                    left_out += 1
        if left_out:
            export.notes.append(
                self.env._(
                    "%(count)s older invoices were never printed: they are in "
                    "invoices.csv; ask the cooperative for their print.",
                    count=left_out,
                )
            )

    @api.model
    def _find_invoice_prints(self, moves):
        """The PDF that was sent of each invoice: `{invoice id: attachment}`."""
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "account.move"),
                ("res_id", "in", moves.ids),
                ("res_field", "=", "invoice_pdf_report_file"),
            ]
        )
        attachments.fetch(["res_id", "store_fname"])
        return {attachment.res_id: attachment for attachment in attachments}

    @api.model
    def _read_attachment(self, attachment):
        """The bytes of one attachment, and not those of all that were found."""
        if attachment.store_fname:
            return attachment._file_read(attachment.store_fname)
        return attachment.with_prefetch(attachment.ids).raw
