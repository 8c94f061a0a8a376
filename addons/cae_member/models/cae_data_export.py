# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..kernel import csv_file

BATCH = 1000


@dataclass
class Export:
    """One person's data: whose it is, in which cooperatives, and what is what.

    `about` describes the files by the start of their path; `notes` says what is
    missing. Both end up in README.txt.
    """

    partner: models.BaseModel
    companies: models.BaseModel
    memberships: models.BaseModel
    activities: models.BaseModel
    decimal_point: str
    about: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class CaeDataExport(models.AbstractModel):
    """A person's own data as an archive: tables, documents, and what is what.

    An addon adds files by extending `_cae_export_files`. Nothing here checks who
    asks: callers hand over the data to the person, or to the support team of the
    companies named.
    """

    _name = "cae.data.export"
    _description = "Export of a Person's Data"

    @api.model
    def _write_archive(self, stream, partner, companies=None):
        """Write the archive of a partner's data into a binary file.

        The files are made one after the other, tables by batches: the memory does
        not grow with the data.

        :param stream: binary file, open for writing
        :param companies: cooperatives that the data is of; all those of the person
            when empty, which only the person may ask for
        """
        partner.ensure_one()
        export = self._prepare_export(partner, companies)
        self = self.sudo().with_context(
            lang=partner.lang or self.env.lang,
            allowed_company_ids=export.companies.ids or self.env.companies.ids,
        )
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in self._cae_export_files(export):
                chunks = [content] if isinstance(content, bytes) else content
                with archive.open(path, "w") as entry:
                    for chunk in chunks:
                        entry.write(chunk)
            archive.writestr("README.txt", self._get_readme(export))

    @api.model
    def _prepare_export(self, partner, companies=None):
        """What belongs to the partner; memberships of their organisation too."""
        partner = partner.sudo()
        persons = partner | partner.commercial_partner_id
        memberships = self.env["cae.membership"].sudo().with_context(active_test=False)
        memberships = memberships.search([("partner_id", "in", persons.ids)])
        activities = self.env["cae.activity"].sudo().with_context(active_test=False)
        activities = activities.search([("holder_ids.partner_id", "=", partner.id)])
        found = companies or memberships.company_id | activities.company_id
        lang = self.env["res.lang"]._get_data(code=partner.lang or self.env.lang)
        return Export(
            partner.with_env(self.sudo().env),
            found.sudo(),
            memberships.filtered(lambda row: row.company_id in found),
            activities.filtered(lambda row: row.company_id in found),
            lang.decimal_point or ".",
        )

    @api.model
    def _cae_export_files(
        self, export
    ) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
        """Yield the files of the archive: `(path, bytes or chunks of bytes)`.

        To extend: yield from `super()`, then one's own; describe each in
        `export.about`. Records are read as superuser: search by
        `export.memberships`, `export.activities` or `export.partner` only.
        """
        tables = (
            self._export_person,
            self._export_memberships,
            self._export_share_movements,
            self._export_activities,
            self._export_contacts,
            self._export_invoices,
            self._export_payments,
            self._export_analytic_lines,
        )
        for table in tables:
            yield table(export)
        yield from self._export_certificates(export)
        yield from self._export_invoice_prints(export)

    # === Tables === #

    @api.model
    def _make_table(self, export, name, about, columns, batches):
        """A CSV file, made of chunks: its header, then each batch of rows.

        :param about: what the table is, for README.txt
        :param columns: `{title: path of fields, or function of a record}`
        :param batches: iterable of iterables of records, read when it is written
        """
        export.about[name] = about
        getters = [
            attrgetter(getter) if isinstance(getter, str) else getter
            for getter in columns.values()
        ]

        def encode():
            yield csv_file.BOM + csv_file.encode([list(columns)])
            for batch in batches:
                rows = [[get(record) for get in getters] for record in batch]
                yield csv_file.encode(rows, export.decimal_point)

        return name, encode()

    @api.model
    def _read_batches(self, model, domain, fnames, order="id"):
        """Records a thousand at a time, forgotten once they are written."""
        records = self.env[model].with_context(active_test=False)
        for ids in split_every(BATCH, records.search(domain, order=order).ids):
            batch = records.browse(ids)
            batch.fetch(fnames)
            yield batch
            batch.invalidate_recordset()

    @api.model
    def _get_label_getter(self, model, fname):
        """A function that gives the label of a selection of a record."""
        labels = dict(self.env[model]._fields[fname]._description_selection(self.env))
        return lambda record: labels.get(record[fname])

    @api.model
    def _export_person(self, export):
        return self._make_table(
            export,
            "person.csv",
            self.env._("You: name, address, e-mail, phone."),
            {
                self.env._("Name"): "name",
                self.env._("E-mail"): "email",
                self.env._("Phone"): "phone",
                self.env._("Street"): "street",
                self.env._("Street 2"): "street2",
                self.env._("Zip"): "zip",
                self.env._("City"): "city",
                self.env._("Country"): "country_id.name",
                self.env._("VAT Number"): "vat",
                self.env._("Job"): "function",
                self.env._("Date of Birth"): "cae_birthdate",
                self.env._("Language"): "lang",
            },
            [export.partner.with_env(self.env)],
        )

    @api.model
    def _export_memberships(self, export):
        return self._make_table(
            export,
            "memberships.csv",
            self.env._("Your memberships: number, category, dates, shares."),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Member"): "partner_id.name",
                self.env._("Member Number"): "number",
                self.env._("State"): self._get_label_getter("cae.membership", "state"),
                self.env._("Category"): "category_id.name",
                self.env._("Application"): "application_date",
                self.env._("Admission"): "admission_date",
                self.env._("Exit"): "exit_date",
                self.env._("Shares"): "share_quantity",
                self.env._("Capital"): "share_amount",
                self.env._("Currency"): "currency_id.name",
            },
            [export.memberships.with_env(self.env)],
        )

    @api.model
    def _export_share_movements(self, export):
        model = "cae.share.movement"
        own = [("membership_id", "in", export.memberships.ids)]
        return self._make_table(
            export,
            "share-movements.csv",
            self.env._("The movements of your shares, as the register has them."),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Member"): "membership_id.partner_id.name",
                self.env._("Date"): "date",
                self.env._("Movement"): self._get_label_getter(model, "kind"),
                self.env._("Class of Shares"): "share_class_id.name",
                self.env._("Shares"): "quantity",
                self.env._("Unit Value"): "unit_value",
                self.env._("Amount"): "amount",
                self.env._("To Repay"): "repay_amount",
                self.env._("To Repay before"): "repayment_due_date",
                self.env._("Currency"): "currency_id.name",
            },
            self._read_batches(
                model,
                [*own, ("state", "=", "posted")],
                ["date", "kind", "quantity", "unit_value", "amount", "repay_amount"],
                order="date, id",
            ),
        )

    @api.model
    def _export_activities(self, export):
        holders = self.env["cae.activity.holder"].search(
            [
                ("activity_id", "in", export.activities.ids),
                ("partner_id", "=", export.partner.id),
            ]
        )
        parts = {row.activity_id.id: row.share_percent for row in holders}
        return self._make_table(
            export,
            "activities.csv",
            self.env._("Your activities: code, dates, state, your part."),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Code"): "code",
                self.env._("Activity"): "name",
                self.env._("Brand Name"): "brand_name",
                self.env._("State"): self._get_label_getter("cae.activity", "state"),
                self.env._("Opened on"): "date_start",
                self.env._("Closed on"): "date_end",
                self.env._("Share (%)"): lambda record: parts[record.id],
            },
            [export.activities.with_env(self.env)],
        )

    # === What is what === #

    @api.model
    def _get_readme(self, export):
        """The text that says what is what, in the person's language."""
        names = ", ".join(export.companies.mapped("name"))
        lines = [
            self.env._("Data of %(person)s", person=export.partner.name),
            names,
            "",
            self.env._(
                "Tables (.csv) open in any spreadsheet: the text is in UTF-8, a "
                "semicolon separates the columns, dates are written year-month-day."
            ),
            "",
        ]
        lines += [f"{path}: {text}" for path, text in export.about.items()]
        if export.notes:
            lines += ["", *export.notes]
        return "\r\n".join(lines) + "\r\n"

    @api.model
    def _render_print(self, export, report_xmlid, record):
        """The print of a record; a note instead when the printer fails."""
        reports = self.env["ir.actions.report"].with_company(record.company_id)
        try:
            return reports._render_qweb_pdf(report_xmlid, record.ids)
        except UserError as error:
            export.notes.append(
                self.env._(
                    "%(document)s could not be printed: %(error)s",
                    document=record.display_name,
                    error=error,
                )
            )
            return None
