# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, models

from ..kernel import csv_file


class CaeDataExport(models.AbstractModel):
    """The contracts that the person was sent and has signed."""

    _inherit = "cae.data.export"

    @api.model
    def _prepare_export(self, partner, companies=None):
        export = super()._prepare_export(partner, companies)
        if not companies:
            # A contract comes before the activity and the membership.
            export.companies |= self._find_contract_documents(partner).company_id
        return export

    @api.model
    def _find_contract_documents(self, partner):
        return (
            self.env["cae.contract.document"]
            .sudo()
            .search(
                [
                    ("signer_ids.partner_id", "=", partner.id),
                    ("state", "in", ("sent", "signed")),
                ],
                order="date, id",
            )
        )

    @api.model
    def _cae_export_files(self, export):
        yield from super()._cae_export_files(export)
        documents = self._find_contract_documents(export.partner).filtered(
            lambda found: found.company_id in export.companies
        )
        state = self._get_label_getter(documents._name, "state")
        yield self._make_table(
            export,
            "contracts.csv",
            self.env._(
                "Your contracts, amendments and agreements, as they were sent and "
                "signed."
            ),
            {
                self.env._("Cooperative"): "company_id.name",
                self.env._("Document"): "name",
                self.env._("Date"): "date",
                self.env._("State"): state,
                self.env._("Sent on"): "sent_on",
                self.env._("Signed on"): "signed_on",
            },
            [documents],
        )
        yield from self._export_contract_prints(export, documents)

    @api.model
    def _export_contract_prints(self, export, documents):
        """The signed ones, as they were kept; else printed again from their text."""
        export.about["contracts/"] = self.env._("What you signed, as it was kept.")
        report = "cae_member.action_report_contract_document"
        for document in documents.filtered(lambda found: found.state == "signed"):
            name = f"contracts/{csv_file.file_name(document.name)}-{document.id}"
            kept = document.attachment_id
            if kept:
                yield f"{name}.pdf", kept.raw
            elif printed := self._render_print(export, report, document):
                yield f"{name}.{printed[1]}", printed[0]
