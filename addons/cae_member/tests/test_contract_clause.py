# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_document import CaeDocumentCase


@tagged("post_install", "-at_install")
class TestContractClause(CaeDocumentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clauses = cls.env["cae.contract.clause"]

    def _create_clause(self, body="Text", **vals):
        return self.clauses.create(
            {"name": "Ours", "body": body, "on_contract": True, **vals}
        )

    def test_unknown_placeholders_are_refused_with_those_known(self):
        for body, wrong in (
            ("Dear ${persn}", r"\$\{persn\}.*\$\{person\}"),
            ("From ${start on", r"\$\{start on"),
        ):
            with self.subTest(body=body), self.assertRaises(ValidationError) as error:
                self._create_clause(body)
            self.assertRegex(str(error.exception).replace("\n", " "), wrong)
        self.assertTrue(self._create_clause("Dear ${person}, ${ start }"))

    def test_a_clause_belongs_to_a_document(self):
        with self.assertRaisesRegex(ValidationError, "in no document"):
            self._create_clause(on_contract=False)

    def test_a_mandatory_clause_is_not_removed_by_mistake(self):
        clause = self._create_clause(mandatory=True)
        for remove in (clause.action_archive, clause.unlink):
            with self.subTest(remove=remove), self._assert_refused("is mandatory"):
                remove()
        clause.mandatory = False
        clause.action_archive()
        self.assertFalse(clause.active)

    def test_own_wording_stands_in_place_of_the_common_one(self):
        clause = self.env.ref("cae_member.contract_clause_cesa_statutes")
        own = self.clauses.browse(clause.action_own_wording()["res_id"])
        own.write({"name": "Our Statutes", "mandatory": False})
        found = self.clauses._find("contract", self.company, self.cesa)
        self.assertIn(own, found)
        self.assertNotIn(clause, found)
        # What stands for a mandatory clause can't be left out either.
        self.company.cae_statutes_version = False
        with self._assert_refused("“Our Statutes” lacks “the statutes in force”"):
            self._prepare()
        elsewhere = self._create_company(
            name="Elsewhere", country_id=self.company.country_id.id
        )
        found = self.clauses._find("contract", elsewhere, self.cesa)
        self.assertIn(clause, found)
        self.assertNotIn(own, found)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            with self.cr.savepoint():
                clause.action_own_wording()

    def test_clauses_of_another_country_are_not_taken(self):
        found = self.clauses._find("contract", self.company, self.candidate)
        self.assertFalse(found.filtered("mandatory"))
        self.company.country_id = self.env.ref("base.be")
        found = self.clauses._find("contract", self.company, self.candidate)
        belgian = self.env.ref("cae_member.contract_clause_candidate_rights")
        self.assertIn(belgian, found)
