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
        export.about["contacts.csv"] = self.env._(
            "Customers and suppliers of your activities, to go on with them."
        )
        header = [
            self.env._("Name"),
            self.env._("Customer"),
            self.env._("E-mail"),
            self.env._("Phone"),
            self.env._("Street"),
            self.env._("Zip"),
            self.env._("City"),
            self.env._("Country"),
            self.env._("VAT Number"),
        ]
        sales = self.env["account.move"].get_sale_types(include_receipts=True)
        groups = self.env["account.move"]._read_group(
            self._get_document_domain(export), ["partner_id", "move_type"]
        )
        customers = {partner.id for partner, kind in groups if kind in sales}
        ids = {partner.id for partner, _kind in groups if partner}
        yes, no = self.env._("yes"), self.env._("no")
        batches = self._read_batches(
            "res.partner",
            [("id", "in", list(ids))],
            ["name", "email", "phone", "street", "zip", "city", "country_id", "vat"],
        )
        rows = (
            [
                [
                    contact.display_name,
                    yes if contact.id in customers else no,
                    contact.email,
                    contact.phone,
                    contact.street,
                    contact.zip,
                    contact.city,
                    contact.country_id.name,
                    contact.vat,
                ]
                for contact in batch
            ]
            for batch in batches
        )
        return "contacts.csv", self._make_table(export, header, rows)

    @api.model
    def _export_invoices(self, export):
        export.about["invoices.csv"] = self.env._(
            "Invoices to customers and bills of suppliers of your activities; credit "
            "notes and bills are negative."
        )
        header = [
            self.env._("Cooperative"),
            self.env._("Activity"),
            self.env._("Type"),
            self.env._("Number"),
            self.env._("Date"),
            self.env._("Due Date"),
            self.env._("Customer or Supplier"),
            self.env._("Reference"),
            self.env._("Untaxed"),
            self.env._("Taxes"),
            self.env._("Total"),
            self.env._("Unpaid"),
            self.env._("Currency"),
            self.env._("Payment"),
        ]
        types = self._get_labels("account.move", "move_type")
        payments = self._get_labels("account.move", "payment_state")
        batches = self._read_batches(
            "account.move",
            self._get_document_domain(export),
            [
                "activity_id",
                "move_type",
                "name",
                "invoice_date",
                "invoice_date_due",
                "partner_id",
                "ref",
                "amount_untaxed_signed",
                "amount_tax_signed",
                "amount_total_signed",
                "amount_residual_signed",
                "payment_state",
            ],
            order="invoice_date, id",
        )
        rows = (
            [
                [
                    move.company_id.name,
                    move.activity_id.name,
                    types[move.move_type],
                    move.name,
                    move.invoice_date,
                    move.invoice_date_due,
                    move.partner_id.display_name,
                    move.ref,
                    move.amount_untaxed_signed,
                    move.amount_tax_signed,
                    move.amount_total_signed,
                    move.amount_residual_signed,
                    move.company_id.currency_id.name,
                    payments.get(move.payment_state),
                ]
                for move in batch
            ]
            for batch in batches
        )
        return "invoices.csv", self._make_table(export, header, rows)

    @api.model
    def _export_payments(self, export):
        export.about["payments.csv"] = self.env._(
            "What was paid of these invoices and bills, and by what."
        )
        header = [
            self.env._("Activity"),
            self.env._("Document"),
            self.env._("Date"),
            self.env._("Amount"),
            self.env._("Currency"),
            self.env._("Settled by"),
        ]
        return "payments.csv", self._make_table(
            export, header, self._get_payment_rows(export)
        )

    @api.model
    def _get_payment_rows(self, export):
        own = set(export.activities.ids)
        batches = self._read_batches(
            "account.partial.reconcile",
            [
                "|",
                ("debit_move_id.move_id.activity_id", "in", list(own)),
                ("credit_move_id.move_id.activity_id", "in", list(own)),
            ],
            ["debit_move_id", "credit_move_id", "max_date", "amount", "company_id"],
            order="max_date, id",
        )
        for batch in batches:
            rows = []
            for part in batch:
                moves = part.debit_move_id.move_id, part.credit_move_id.move_id
                for move, other in (moves, moves[::-1]):
                    if move.activity_id.id in own:
                        rows.append(
                            [
                                move.activity_id.name,
                                move.name,
                                part.max_date,
                                part.amount,
                                part.company_id.currency_id.name,
                                other.name,
                            ]
                        )
            yield rows

    @api.model
    def _export_analytic_lines(self, export):
        export.about["ledger.csv"] = self.env._(
            "The ledger of your activities, line by line: what was earned is positive, "
            "what was spent is negative."
        )
        header = [
            self.env._("Cooperative"),
            self.env._("Activity"),
            self.env._("Date"),
            self.env._("Label"),
            self.env._("Reference"),
            self.env._("Account"),
            self.env._("Customer or Supplier"),
            self.env._("Amount"),
            self.env._("Currency"),
        ]
        plan = self.env["cae.activity"]._get_analytic_plan()
        column = plan._column_name()
        names = {
            activity.analytic_account_id.id: activity.name
            for activity in export.activities
        }
        batches = self._read_batches(
            "account.analytic.line",
            [(column, "in", list(names))],
            ["name", "date", "ref", "amount", "general_account_id", "partner_id"],
            order="date, id",
        )
        rows = (
            [
                [
                    line.company_id.name,
                    names[line[column].id],
                    line.date,
                    line.name,
                    line.ref,
                    line.general_account_id.display_name,
                    line.partner_id.display_name,
                    line.amount,
                    line.currency_id.name,
                ]
                for line in batch
            ]
            for batch in batches
        )
        return "ledger.csv", self._make_table(export, header, rows)

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
