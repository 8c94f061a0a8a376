# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io
import zipfile

from odoo.tests import tagged

from .common_document import CaeDocumentCase


@tagged("post_install", "-at_install")
class TestDataExportContract(CaeDocumentCase):
    """What a person was sent and signed is in their own data, nothing else."""

    def _export(self, partner, companies=None):
        stream = io.BytesIO()
        self.env["cae.data.export"]._write_archive(stream, partner, companies)
        return zipfile.ZipFile(stream)

    def _rows(self, archive):
        text = archive.read("contracts.csv").decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]

    def test_sent_and_signed_documents(self):
        draft = self._prepare()
        self.assertEqual(self._rows(self._export(self.partner_ada)), [])
        draft.action_send()
        (row,) = self._rows(self._export(self.partner_ada))
        self.assertEqual(row[:2], [self.company.name, draft.name])
        draft._sign("Ada Lovelace", self.image, partner=self.partner_ada)
        draft._sign("Claire Martin")
        self.assertEqual(draft.state, "signed")
        archive = self._export(self.partner_ada)
        (path,) = [name for name in archive.namelist() if "contracts/" in name]
        self.assertEqual(archive.read(path), draft.attachment_id.raw)

    def test_nothing_of_anybody_else(self):
        self._prepare().action_send()
        other = self._create_partner(name="Somebody else")
        self.assertEqual(self._rows(self._export(other)), [])
        elsewhere = self._create_company(name="Elsewhere")
        self.assertEqual(self._rows(self._export(self.partner_ada, elsewhere)), [])
