# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemoExits(TransactionCase):
    """Who left the Belgian cooperative and Artefacts, and what became of them."""

    def _exits(self, code):
        company = self.env.ref(f"cae_demo.company_{code}")
        return self.env["cae.exit"].search([("company_id", "=", company.id)])

    def test_freely_with_an_own_business(self):
        noel = self.env.ref("cae_demo.be_exit_noel")
        self.assertEqual((noel.kind, noel.positive), ("own_business", True))
        self.assertEqual(noel.membership_id.state, "former")
        self.assertTrue(noel.keep_customers and noel.keep_brand and noel.keep_domain)
        self.assertEqual(noel.task_done_count, noel.task_count)
        if noel.exit_date <= fields.Date.today() - timedelta(days=184):
            self.assertEqual(noel.situation, "own_business")
            self.assertTrue(noel.follow_up_ids.turnover)

    def test_one_leaves_each(self):
        for code in ("be", "art"):
            running = self._exits(code).filtered(lambda e: e.state == "progress")
            self.assertEqual(len(running), 1)
            self.assertEqual(running.held_activity_ids.state, "closing")
            self.assertGreater(running.task_count, running.task_done_count)
        gerard = self.env.ref("cae_demo.be_exit_gerard")
        self.assertFalse(gerard.membership_id)

    def test_finished_exits_of_artefacts(self):
        ended = self._exits("art").filtered(lambda e: e.state in ("done", "followed"))
        self.assertEqual(len(ended), 3)
        self.assertEqual(
            set(ended.mapped("kind")), {"end_of_contract", "retirement", "employment"}
        )
        delorme = self.env.ref("cae_demo.art_exit_delorme")
        self.assertEqual(delorme.state, "followed")
        # He came back: the file of the first departure is history.
        self.assertEqual(delorme.membership_id.state, "member")
