# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import csv
import io
import zipfile

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CaeMutualisationCase


@tagged("post_install", "-at_install")
class TestExitLedger(CaeMutualisationCase):
    """What the ledger adds to an exit: the cash left, the statement, the levies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.activity.holder_ids.partner_id
        cls.stranger = cls._create_partner(name="Stranger")
        cls.other = cls._create_activity("Other", cls.stranger, date_start="2026-01-01")
        cls._create_scheme()
        cls.invoice = cls._create_invoice(cls.activity, 1000, "2026-01-10")
        cls._create_invoice(cls.other, 7000, "2026-01-10")
        cls._create_bill(cls.activity, 200, "2026-01-12")
        cls._create_run("2026-01-31", post=True)

    @classmethod
    def _create_exit(cls, **vals):
        exit_file = cls.env["cae.exit"].create(
            {
                "partner_id": cls.person.id,
                "reason_id": cls.env.ref("cae_member.exit_reason_other").id,
                "exit_date": "2026-01-31",
                **vals,
            }
        )
        exit_file.action_start()
        return exit_file

    def _publish(self, activity, date_to):
        statement = self.env["cae.activity.statement"].create(
            {
                "activity_id": activity.id,
                "date_from": "2026-01-01",
                "date_to": date_to,
            }
        )
        statement.action_publish()
        return statement

    def _state(self, exit_file):
        task = exit_file.task_ids.filtered(
            lambda found: found.check_code == "statement_published"
        )
        task.invalidate_recordset()
        return task.state

    def test_available_cash(self):
        """1 000 invoiced, 200 subcontracted, both unpaid, a levy of 10 % of the rest.

        R = 1000 − 200 − 80 = 720; T = R − U + V = 720 − 1000 + 200 = −80.
        """
        exit_file = self._create_exit()
        self.assertEqual(exit_file.available_cash, -80)
        rows = dict(exit_file._get_owed_rows())
        self.assertEqual(rows["Available cash of the activities"], -80)
        self._pay(self.invoice, 1000, "2026-02-01")
        exit_file.invalidate_recordset()
        self.assertEqual(exit_file.available_cash, 920)

    def test_last_statement(self):
        exit_file = self._create_exit()
        self.assertEqual(self._state(exit_file), "todo")
        self._publish(self.other, "2026-01-31")
        self.assertEqual(self._state(exit_file), "todo")
        self._publish(self.activity, "2026-01-30")
        self.assertEqual(self._state(exit_file), "todo")
        self._publish(self.activity, "2026-01-31")
        self.assertEqual(self._state(exit_file), "done")

    def test_statement_follows_the_end_of_the_activity(self):
        exit_file = self._create_exit()
        self._publish(self.activity, "2026-01-31")
        self.activity.action_close("2026-02-15")
        self.assertEqual(self._state(exit_file), "todo")

    def test_nobody_without_activity_waits_for_a_statement(self):
        person = self._create_partner(name="Guest")
        exit_file = self._create_exit(partner_id=person.id)
        self.assertEqual(self._state(exit_file), "done")

    def _export(self, partner):
        stream = io.BytesIO()
        self.env["cae.data.export"]._write_archive(stream, partner)
        with zipfile.ZipFile(stream) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def _rows(self, files, table):
        text = files[table].decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]

    def test_export(self):
        own = self._publish(self.activity, "2026-01-31")
        self._publish(self.other, "2026-01-31")
        draft = self.env["cae.activity.statement"].create(
            {
                "activity_id": self.activity.id,
                "date_from": "2026-02-01",
                "date_to": "2026-02-28",
            }
        )
        files = self._export(self.person)
        (levy,) = self._rows(files, "levies.csv")
        # 10 % of 1 000.00 − 200.00; the 700.00 of the other activity are not there.
        self.assertEqual(levy[5:8], ["800.00", "80.00", "80.00"])
        (statement,) = self._rows(files, "statements.csv")
        self.assertEqual(statement[2:4], ["2026-01-01", "2026-01-31"])
        self.assertEqual(statement[8], "-80.00")
        (path,) = [path for path in files if path.startswith("statements/")]
        self.assertIn(f"-{own.id}.", path)
        self.assertNotIn(f"-{draft.id}.", path)
        readme = files["README.txt"].decode()
        self.assertIn("levies.csv", readme)
        self.assertIn("statements/", readme)

    def test_prints_up_to_the_limit(self):
        for day in ("2026-01-15", "2026-01-31"):
            self._publish(self.activity, day)
        self.company.cae_export_render_limit = 1
        files = self._export(self.person)
        paths = [path for path in files if path.startswith("statements/")]
        self.assertEqual(len(paths), 1)
        self.assertIn("1 older statements", files["README.txt"].decode())
        self.company.cae_export_render_limit = 0
        files = self._export(self.person)
        self.assertFalse([path for path in files if path.startswith("statements/")])
        self.assertEqual(len(self._rows(files, "statements.csv")), 2)

    def test_cash_is_for_those_who_see_figures(self):
        exit_file = self._create_exit(user_id=self.user_coach.id)
        for user in (self.user_coach, self.user_accountant, self.user_auditor):
            self.assertEqual(exit_file.with_user(user).available_cash, -80)
        with self.assertRaises(AccessError):
            exit_file.with_user(self.user_secretary).read(["available_cash"])
