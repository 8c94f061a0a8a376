# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Leaving the Belgian cooperative, in a real browser, on the demo."""

import csv
import io
import re
import zipfile

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

LOGIN = "be.entrepreneur1"


@tagged("post_install", "-at_install")
class TestSomebodyLeaves(HttpCase):
    """The coach opens the file, the steps are proven, the person takes the data."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_be")
        # Prints are for other tests: each takes a second.
        cls.company.cae_export_render_limit = 0
        cls.person = cls.env.ref("cae_demo.be_partner_hubert")
        cls.activity = cls.env.ref("cae_demo.be_activity_hubert")
        cls.today = fields.Date.context_today(cls.person)

    def _as(self, role, record):
        user = self.env.ref(f"cae_demo.be_user_{role}")
        return record.with_user(user).with_company(self.company)

    def test_leave_freely(self):
        self.start_tour("/odoo", "cae_exit_open_tour", login="be.coach", timeout=180)
        exit_file = self.env["cae.exit"].search(
            [("partner_id", "=", self.person.id), ("state", "=", "progress")]
        )
        self.assertEqual(exit_file.kind, "own_business")
        self.assertTrue(exit_file.keep_customers and exit_file.keep_brand)
        self.assertEqual(self.activity.state, "closing")
        with self.assertRaises(UserError):
            self._as("coach", exit_file).action_done()

        self._settle(exit_file)
        self._take_data(exit_file)
        path = f"/odoo/action-cae_member.cae_exit_action/{exit_file.id}"
        self.start_tour(path, "cae_exit_done_tour", login="be.coach", timeout=180)
        self.env.invalidate_all()
        self.assertEqual(exit_file.state, "done")
        # News are asked for six months later.
        self.assertEqual(exit_file.deadline_date, self.today + relativedelta(months=6))
        self._close_access(exit_file)

    def _settle(self, exit_file):
        """Each does the own part; the capital floor keeps nobody's shares."""
        self._as("support", exit_file).action_end_membership()
        self.assertEqual(exit_file.membership_id.state, "former")
        unpaid = self.env["account.move"].search(
            [
                ("activity_id", "=", self.activity.id),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
            ]
        )
        self.assertTrue(unpaid)
        for move in unpaid:
            wizard = self._as("accountant", self.env["account.payment.register"])
            wizard.with_context(
                active_model="account.move", active_ids=move.ids
            ).create({}).action_create_payments()
        self._as("coach", self.activity).action_close()
        employees = self._as("hr", self.activity.holder_ids.employee_id)
        employees.terminate_term(self.today, note="Own business")
        statements = self._as("accountant", self.env["cae.activity.statement"])
        statements.create(
            {
                "activity_id": self.activity.id,
                "date_from": self.today + relativedelta(day=1),
                "date_to": self.today + relativedelta(day=31),
            }
        ).action_publish()
        by_hand = exit_file.task_ids.filtered(
            lambda task: not task.check_code and task.state == "todo"
        )
        self._as("coach", by_hand).action_tick()
        self.env.invalidate_all()
        left = exit_file.task_ids.filtered(lambda task: task.state == "todo")
        self.assertEqual(
            set(left.mapped("check_code")), {"data_exported", "access_closed"}
        )

    def _take_data(self, exit_file):
        """The person finds the download on the portal, and the activity in it."""
        self.start_tour("/my", "cae_my_data_tour", login=LOGIN, timeout=120)
        self.authenticate(LOGIN, LOGIN)
        page = self.url_open("/my/data", timeout=60).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        response = self.url_open(
            "/my/data/download", data={"csrf_token": token}, timeout=120
        )
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            text = archive.read("invoices.csv").decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
        self.assertEqual({row[1] for row in rows}, {self.activity.name})
        count = self.env["account.move"].search_count(
            [
                ("activity_id", "=", self.activity.id),
                ("state", "=", "posted"),
                ("move_type", "!=", "entry"),
            ]
        )
        self.assertEqual(len(rows), count)
        self.env.invalidate_all()
        self.assertEqual(exit_file.exported_date, self.today)

    def _close_access(self, exit_file):
        user = self.person.user_ids
        self.assertEqual(user.login, LOGIN)
        exit_file.access_end_date = self.today
        self.env["cae.exit"]._cron_close_access()
        self.assertEqual(exit_file.access_closed_date, self.today)
        self.env.flush_all()
        self.logout()
        page = self.url_open("/web/login", timeout=60).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        values = {"csrf_token": token, "login": LOGIN, "password": LOGIN}
        page = self.url_open("/web/login", data=values, timeout=60)
        self.assertIn("/web/login", page.url)
        self.assertIn("alert-danger", page.text)
