# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..kernel.clause import seal
from .common_document import WORDS, CaeDocumentCase


@tagged("post_install", "-at_install")
class TestContractDocument(CaeDocumentCase):
    def _text(self, document):
        return " ".join(html.fromstring(document.body).text_content().split())

    # === Preparing === #

    def test_a_cesa_states_all_that_the_law_asks_for(self):
        """C. trav. L7331-2, a to f; R7331-10; R7331-12."""
        document = self._prepare(user=self.user_hr)
        text = self._text(document)
        for reference, words in WORDS["cesa"].items():
            with self.subTest(reference=reference):
                self.assertIn(reference, text)
                self.assertIn(words, text)
        for words in (
            "Ada Lovelace, 1 rue des Lices, 37000 Tours",
            "represented by Claire Martin, manager",
            "fixed part is 600.00 €",
            # 36 months from 1 January 2026.
            "must be a member of the cooperative before 1 January 2029",
        ):
            self.assertIn(words, text)
        self.assertEqual(document.name, "Contract – CESA – Ada Lovelace")
        # No trial on this contract: its clause is left out.
        self.assertNotIn("L7332-1 ", text)
        self.assertEqual(document.signer_ids.mapped("role"), ["person", "cooperative"])

    def test_a_missing_value_names_the_clause_and_where_to_fill_it(self):
        self.version.write({"cae_objectives": False, "wage": 0})
        self.company.cae_levy_text = False
        levied = self.company._cae_describe_levy(self.version.date_version)
        with self.assertRaises(UserError) as error:
            self._prepare()
        message = str(error.exception)
        self.assertRegex(
            message,
            "“Objectives and Minimum Activity” lacks “objectives and minimum "
            "activity”: fill it in the page “Cooperative” of the person",
        )
        self.assertRegex(message, "“Fixed Part and Variable Part” lacks “fixed part")
        if not levied:
            self.assertRegex(message, "“Contribution to the Pooled Services” lacks")

    def test_nothing_is_prepared_half(self):
        self.version.cae_objectives = False
        with self._assert_refused("can't be prepared yet"):
            self._prepare()
        self.assertFalse(self.ada.cae_contract_document_ids)

    def test_kinds_of_documents(self):
        cape = self._create_person("Cape", self._create_partner(name="Cape"))
        contract = cape.open_term(
            self.cape, "2026-01-01", "2026-06-30", cae_objectives="A plan"
        )
        renewal = cape.open_term(
            self.cape, "2026-07-01", "2026-12-31", cae_objectives="A plan"
        )
        amendment = self.ada.amend_term("2026-03-01", wage=700, cae_amendment="More")
        end = self.ada.terminate_term("2026-08-31", note="She moves to Lyon")
        for version, kind, words in (
            (contract, "contract", "from 1 January 2026 to 30 June 2026"),
            (renewal, "renewal", "from 1 July 2026 to 31 December 2026"),
            (amendment, "amendment", "from 1 March 2026 on"),
            (end, "termination", "ends on 31 August 2026, in the evening"),
        ):
            with self.subTest(kind=kind):
                document = self._prepare(version)
                self.assertEqual(document.kind, kind)
                self.assertIn(words, self._text(document))
        self.assertIn("700.00", self._text(self._prepare(amendment)))
        self.assertIn("She moves to Lyon", self._text(self._prepare(end)))

    def test_what_people_typed_is_text_and_not_markup(self):
        self.version.cae_objectives = "<b>bold</b> & ${end}"
        document = self._prepare()
        self.assertIn("<b>bold</b> & ${end}", self._text(document))

    def test_a_draft_is_written_again_and_not_twice(self):
        document = self._prepare()
        self.version.cae_objectives = "30 000 of turnover"
        self.assertEqual(self._prepare(), document)
        self.assertIn("30 000 of turnover", self._text(document))
        self.assertEqual(len(document.signer_ids), 2)

    def test_without_contract_or_contact(self):
        nobody = self._create_person("Nobody")
        with self._assert_refused("has no contract on this date"):
            self._prepare(nobody.version_id)
        version = nobody.open_term(self.cesa, "2026-01-01", **self._terms())
        nobody.work_contact_id = False
        with self._assert_refused("Nobody has no contact"):
            self._prepare(version)

    # === What was sent never changes === #

    def test_the_text_that_was_sent_is_frozen_also_for_code(self):
        document = self._send()
        self.assertEqual(document.state, "sent")
        self.assertEqual(document.content_hash, seal(document.body))
        for records in (document, document.sudo()):
            for vals in (
                {"body": "<p>Other</p>"},
                {"name": "Other"},
                {"version_id": False},
                {"signer_ids": [Command.clear()]},
            ):
                with self.subTest(vals=vals), self._assert_refused("never changes"):
                    records.write(vals)
            for vals in (
                {"state": "signed"},
                {"state": "draft"},
                {"content_hash": seal("")},
                {"attachment_id": False},
            ):
                with self.subTest(vals=vals), self._assert_refused("buttons only"):
                    records.write(vals)
            with self._assert_refused("was sent: it is kept"):
                records.unlink()
        signer = document.sudo().signer_ids[0]
        for change in (
            lambda: signer.write({"signed_by": "Forged"}),
            lambda: signer.write({"partner_id": self.partner.id}),
            signer.unlink,
            lambda: signer.copy({"partner_id": self.partner.id}),
        ):
            with self._assert_refused("never changes"):
                change()

    def test_a_document_is_not_born_signed(self):
        vals = {"name": "X", "kind": "contract", "version_id": self.version.id}
        for extra in ({"state": "signed"}, {"content_hash": "0"}):
            with self.subTest(extra=extra), self._assert_refused("begins as a draft"):
                self.env["cae.contract.document"].create({**vals, **extra})

    def test_a_text_changed_behind_is_neither_signed_nor_printed(self):
        document = self._send()
        self.cr.execute(
            "UPDATE cae_contract_document SET body = body || '<p>More</p>' "
            "WHERE id = %s",
            [document.id],
        )
        document.invalidate_recordset()
        for operation in (
            lambda: document._sign("Ada", self.image, partner=self.partner_ada),
            lambda: document._sign("Claire"),
            lambda: self.env["ir.actions.report"]._render_qweb_html(
                "cae_member.action_report_contract_document", document.ids
            ),
            document.action_remind,
        ):
            with self._assert_refused("its seal differs"):
                operation()

    # === Sending and signing === #

    def test_a_signer_without_mail_or_access(self):
        self.partner_ada.email = False
        with self._assert_refused("Ada Lovelace has no e-mail"):
            self._send()
        grace = self._create_partner(name="Grace", email="grace@example.com")
        person = self._create_person("Grace", grace)
        version = person.open_term(self.cesa, "2026-01-01", **self._terms())
        document = self._send(version, user=self.user_hr)
        self.assertTrue(grace.user_ids._is_portal())
        mail = self.env["mail.mail"].search(
            [("model", "=", document._name), ("res_id", "=", document.id)]
        )
        self.assertEqual(mail.recipient_ids, grace)
        self.assertIn(f"/my/contracts/{document.id}", mail.body_html)

    def test_all_signatures_make_it_hold(self):
        document = self._send(user=self.user_hr)
        document._sign("A. Lovelace", self.image, partner=self.partner_ada)
        self.assertEqual((document.state, document.unsigned_count), ("sent", 1))
        with self._assert_refused("given already"):
            document._sign("Again", self.image, partner=self.partner_ada)
        wizard = self.env["cae.contract.sign"].with_user(self.user_hr)
        values = {"document_id": document.id, "name": "Claire", "function": "Manager"}
        wizard.create(values).action_sign()
        self.assertEqual(document.state, "signed")
        self.assertEqual(
            document.signer_ids.mapped("signed_by"), ["A. Lovelace", "Claire"]
        )
        printed = document.attachment_id.raw.decode()
        for words in ("A. Lovelace", "Claire, Manager", document.content_hash):
            self.assertIn(words, " ".join(printed.split()))
        self.assertIn(document.attachment_id, document.message_ids.attachment_ids)
        told = self.ada.message_ids.filtered(lambda m: "Signed by all" in m.body)
        self.assertTrue(told)
        self.assertFalse(told.attachment_ids)
        with self._assert_refused("A signed document holds"):
            document.action_cancel()
        with self._assert_refused("still holds"):
            self._prepare()

    def test_signatures_need_a_name_an_image_and_the_right_person(self):
        document = self._send()
        stranger = self._create_partner(name="Stranger")
        for name, image, partner, message in (
            ("", self.image, self.partner_ada, "Type your name"),
            ("Ada", False, self.partner_ada, "Draw your signature"),
            ("Ada", {"x": 1}, self.partner_ada, "Draw your signature"),
            ("Ada", "abc", self.partner_ada, "not encoded"),
            ("Ada", "bm90IGFuIGltYWdl", self.partner_ada, "could not be decoded"),
            ("Eve", self.image, stranger, "not asked"),
        ):
            with self.subTest(message=message), self._assert_refused(message):
                document._sign(name, image, partner=partner)
        draft = self._prepare(self.ada.amend_term("2026-02-01", wage=650))
        with self._assert_refused("Only a document that was sent"):
            draft._sign("Ada", self.image, partner=self.partner_ada)

    def test_a_cancelled_document_gives_way_to_another(self):
        document = self._send()
        with self._assert_refused("waits for signatures"):
            self._prepare()
        document.action_cancel()
        with self._assert_refused("Only a document that was sent"):
            document._sign("Ada", self.image, partner=self.partner_ada)
        following = self._prepare()
        self.assertNotEqual(following, document)
        self.assertEqual(following.replaces_id, document)

    # === Joint agreement === #

    def test_the_joint_agreement_splits_the_remuneration(self):
        activity, first, second = self._create_joint(66.67, 33.33)
        self.assertEqual(activity.joint_agreement_state, "missing")
        document = self._send(activity)
        self.assertEqual(activity.joint_agreement_state, "sent")
        text = self._text(document)
        self.assertIn(f"{first.name}: 66.67 %", text)
        self.assertIn(f"{second.name}: 33.33 %", text)
        # While it waits, the button opens it.
        self.assertEqual(self._prepare(activity), document)
        document._sign("Ada", self.image, partner=first)
        document._sign("Claire")
        self.assertEqual(document.state, "sent")
        document._sign("Other", self.image, partner=second)
        self.assertEqual(document.state, "signed")
        self.assertEqual(activity.joint_agreement_state, "signed")
        with self._assert_refused("still holds"):
            self._prepare(activity)

    def test_other_shares_ask_for_another_agreement(self):
        activity, first, second = self._create_joint()
        document = self._send(activity)
        for partner in (first, second):
            document._sign(partner.name, self.image, partner=partner)
        document._sign("Claire")
        activity.holder_ids = [
            Command.update(holder.id, {"share_percent": 50})
            for holder in activity.holder_ids
        ]
        self.assertEqual(activity.joint_agreement_state, "renew")
        renewed = self._prepare(activity)
        self.assertEqual(renewed.replaces_id, document)
        self.assertIn(f"{first.name}: 50 %", self._text(renewed))
        # What was signed still says what was agreed.
        self.assertIn(f"{first.name}: 60 %", self._text(document))

    def test_a_joint_agreement_is_for_several_holders_whose_shares_add_up(self):
        alone = self._create_activity("Alone", self.partner_ada)
        self.assertFalse(alone.joint_agreement_state)
        with self._assert_refused("Alone has one holder"):
            self._prepare(alone)
        activity, *_holders = self._create_joint()
        self.cr.execute(
            "UPDATE cae_activity_holder SET share_percent = 30 WHERE id = %s",
            [activity.holder_ids[0].id],
        )
        activity.invalidate_recordset()
        activity.holder_ids.invalidate_recordset()
        # 30 + 40 = 70.
        with self._assert_refused("add up to 70.00 %"):
            self._prepare(activity)

    # === Rights and scale === #

    def test_contracts_stay_with_who_keeps_them(self):
        document = self._send()
        for role in ("coach", "support", "manager", "accountant", "auditor"):
            user = getattr(self, f"user_{role}")
            with self.subTest(role=role):
                as_user = document.with_user(user)
                self.assertFalse(as_user.has_access("read"))
                self.assertFalse(as_user.search([("id", "=", document.id)]))
                with self.assertRaises(AccessError):
                    self.env["cae.contract.clause"].with_user(user).search([])
        for name in ("read", "write", "create"):
            self.assertTrue(document.with_user(self.user_hr).has_access(name))
        elsewhere = self._create_company(name="Elsewhere")
        foreign = self._create_role_user("far", "hr.group_hr_manager", elsewhere)
        self.assertFalse(document.with_user(foreign).has_access("read"))

    def test_the_person_reads_their_own_once_it_is_sent(self):
        document = self._prepare().with_user(self.user_portal)
        self.assertFalse(document.has_access("read"))
        document.with_env(self.env).action_send()
        document.invalidate_recordset()
        self.assertTrue(document.has_access("read"))
        self.assertFalse(document.has_access("write"))
        self.assertFalse(document.with_user(self.user_portal_other).has_access("read"))
        with self.assertRaises(AccessError):
            document.read(["version_id"])
        document.with_env(self.env).action_cancel()
        document.invalidate_recordset()
        self.assertFalse(document.has_access("read"))

    def test_states_of_agreements_are_read_at_once(self):
        activities = self.env["cae.activity"].union(
            *(self._create_joint()[0] for _index in range(12))
        )

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.mapped("joint_agreement_state")
            return self.cr.sql_log_count - before

        count(activities)
        self.assertEqual(count(activities[:2]), count(activities))
