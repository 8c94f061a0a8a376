# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestRegisterMixin(CaeMemberCase):
    """Numbers without gaps, rows that nobody rewrites, tampering located."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        from .fake_models import load_fake_models

        load_fake_models(cls)
        cls.register = cls.env["cae.fake.register"]

    def _create_rows(self, count, company=None):
        company = company or self.company
        return self.register.create(
            [
                {"name": f"Row {i}", "amount": i / 3, "company_id": company.id}
                for i in range(count)
            ]
        )

    def _post_rows(self, count, company=None):
        rows = self._create_rows(count, company)
        rows.action_post()
        return rows

    def _sql(self, query, *args):
        self.env.flush_all()
        self.cr.execute(query, args)
        self.env.invalidate_all()

    def _verify(self):
        return self.register.verify_register(self.company)

    def test_numbers_and_seals(self):
        rows = self._post_rows(2) + self._post_rows(1)
        self.assertEqual(rows.mapped("number"), [1, 2, 3])
        self.assertEqual(set(rows.mapped("state")), {"posted"})
        self.assertEqual(len(set(rows.mapped("chain_hash"))), 3)
        self.assertFalse(self._verify())
        rows.action_post()
        self.assertEqual(rows.mapped("number"), [1, 2, 3])

    def test_numbers_of_each_company(self):
        other = self._create_company(name="Other")
        self._post_rows(2)
        self.assertEqual(self._post_rows(2, other).mapped("number"), [1, 2])
        self.assertFalse(self._verify())
        self.assertFalse(self.register.verify_register(other))

    def test_drafts_change_and_are_deleted(self):
        rows = self._create_rows(3)
        rows[0].unlink()
        rows[1:].write({"name": "Changed"})
        rows[2:].action_post()
        self.assertEqual(rows[2].number, 1)

    def test_posted_rows_refuse_everybody(self):
        row = self._post_rows(1)
        environments = {
            "user": row,
            "manager": row.with_user(self.user_manager),
            "sudo": row.sudo(),
            "superuser": row.with_user(SUPERUSER_ID),
            "context": row.sudo().with_context(
                force_write=True,
                install_mode=True,
                bypass_register=True,
                tracking_disable=True,
                module="cae_member",
            ),
        }
        changes = {
            "name": "Forged",
            "amount": 9,
            "date": "2020-01-01",
            "state": "draft",
            "number": 7,
            "chain_hash": "0" * 64,
            "company_id": self._create_company(name="Other").id,
        }
        for who, record in environments.items():
            for name, value in changes.items():
                with self.subTest(who=who, field=name), self.assertRaises(UserError):
                    record.write({name: value})
            with self.subTest(who=who), self.assertRaises(UserError):
                record.unlink()
        with self.assertRaisesRegex(UserError, "new row"):
            row.sudo().write({"name": "Forged", "note": "With a free field"})
        with self.assertRaisesRegex(UserError, "new row"):
            (row + self._create_rows(1)).unlink()
        self.assertFalse(self._verify())

    def test_nobody_gives_numbers(self):
        for vals in ({"state": "posted"}, {"number": 5}, {"chain_hash": "x"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.register.create(vals)
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._create_rows(1).write(vals)
        row = self.register.with_context(
            default_state="posted", default_number=5, default_chain_hash="x"
        ).create({})
        self.assertEqual((row.state, row.number, row.chain_hash), ("draft", 0, False))

    def test_a_copy_is_a_draft(self):
        copy = self._post_rows(1).copy()
        self.assertEqual((copy.state, copy.number), ("draft", 0))

    def test_free_fields_stay_free(self):
        row = self._post_rows(1)
        row.note = "Seen"
        row.message_post(body="Hello")
        row.activity_schedule("mail.mail_activity_data_todo", summary="Look")
        self.assertTrue(row.activity_ids)
        self.assertFalse(self._verify())

    def test_changes_by_sql(self):
        rows = self._post_rows(5)
        for column, value in (
            ("name", "Forged"),
            ("amount", 1000),
            ("date", "2020-01-01"),
            ("chain_hash", "0" * 64),
        ):
            with self.subTest(column=column), self.cr.savepoint() as savepoint:
                self._sql(
                    f"UPDATE cae_fake_register SET {column} = %s WHERE id = %s",
                    value,
                    rows[2].id,
                )
                self.assertIn(rows[2], self._verify())
                self.assertLessEqual(self._verify(), rows[2] + rows[3])
                savepoint.rollback()
                self.env.invalidate_all()
        self.assertFalse(self._verify())

    def test_deletion_by_sql(self):
        rows = self._post_rows(5)
        with self.cr.savepoint() as savepoint:
            self._sql("DELETE FROM cae_fake_register WHERE id = %s", rows[2].id)
            self.assertEqual(self._verify(), rows[3])
            savepoint.rollback()
        with self.cr.savepoint() as savepoint:
            self._sql("DELETE FROM cae_fake_register WHERE id = %s", rows[4].id)
            self.assertEqual(set(self._verify().ids), {rows[3].id, rows[4].id})
            savepoint.rollback()
        self._sql("DELETE FROM cae_fake_register")
        self.assertEqual(self._verify().ids, [rows[4].id])

    def test_deletion_and_renumbering_by_sql(self):
        rows = self._post_rows(4)
        self._sql("DELETE FROM cae_fake_register WHERE id = %s", rows[1].id)
        self._sql("UPDATE cae_fake_register SET number = 2 WHERE id = %s", rows[2].id)
        self._sql("UPDATE cae_fake_register SET number = 3 WHERE id = %s", rows[3].id)
        self.assertIn(rows[2], self._verify())

    def test_insertion_by_sql(self):
        from ..models.cae_register_mixin import compute_seal

        rows = self._post_rows(2)
        insert = """INSERT INTO cae_fake_register
            (company_id, number, date, name, amount, state, chain_hash)
            VALUES (%s, %s, '2026-01-01', 'Forged', 5, 'posted', %s) RETURNING id"""
        content = {
            "company_id": str(self.company.id),
            "number": "3",
            "date": "2026-01-01",
            "name": "Forged",
            "amount": "5",
        }
        seal = compute_seal(rows[1].chain_hash, content)
        self._sql(insert, self.company.id, 3, seal)
        ((forged,),) = self.cr.fetchall()
        self.assertEqual(self._verify().ids, [forged])

    def test_rows_made_drafts_by_sql(self):
        rows = self._post_rows(3)
        self._sql(
            "UPDATE cae_fake_register SET state = 'draft' WHERE id = %s", rows[1].id
        )
        self.assertEqual(self._verify(), rows[1])

    def test_swap_by_sql(self):
        rows = self._post_rows(3)
        self._sql(
            "UPDATE cae_fake_register SET name = CASE name WHEN 'Row 0' THEN 'Row 1' "
            "WHEN 'Row 1' THEN 'Row 0' ELSE name END"
        )
        self.assertEqual(self._verify(), rows[:2])

    def test_query_count(self):
        counts = []
        for count in (10, 200):
            self._post_rows(count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertFalse(self._verify())
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts, [2, 2])

    def test_queries_of_posting(self):
        self._post_rows(1)
        counts = []
        for count in (10, 200):
            rows = self._create_rows(count)
            self.env.flush_all()
            before = self.cr.sql_log_count
            rows.action_post()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)

    @mute_logger("odoo.sql_db")
    def test_cron_tells_the_managers_once(self):
        rows = self._post_rows(3)
        heads = self.env["cae.register.head"]
        heads._cron_verify_registers()
        head = heads.search(
            [
                ("register", "=", self.register._name),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertTrue(head.checked_on)
        self.assertFalse(head.activity_ids)
        self._sql("UPDATE cae_fake_register SET name = 'X' WHERE id = %s", rows[1].id)
        heads._cron_verify_registers()
        heads._cron_verify_registers()
        self.assertEqual(head.broken_count, 1)
        mine = head.activity_ids.filtered(lambda a: a.user_id == self.user_manager)
        self.assertEqual(len(mine), 1)
        self.assertIn("2", mine.note)
        self.assertEqual(
            head.action_view_broken()["domain"], [("id", "in", rows[1].ids)]
        )

    def test_a_deleted_head_is_found(self):
        rows = self._post_rows(2)
        self._sql(
            "DELETE FROM cae_register_head WHERE register = %s", self.register._name
        )
        self.assertEqual(self._verify(), rows)
        self.env["cae.register.head"]._cron_verify_registers()
        head = self.env["cae.register.head"].search(
            [
                ("register", "=", self.register._name),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertEqual(head.broken_count, 2)

    def test_a_head_that_counts_is_kept(self):
        self._post_rows(1)
        head = self.env["cae.register.head"].search(
            [
                ("register", "=", self.register._name),
                ("company_id", "=", self.company.id),
            ]
        )
        with self.assertRaises(UserError):
            head.sudo().unlink()
