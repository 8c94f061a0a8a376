# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CaeMemberCase


@tagged("post_install", "-at_install")
class TestHolder(CaeMemberCase):
    """The shares of the holders add up to 100 %."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Holder {index}"} for index in range(3)]
        )

    def _create_shared(self, *shares):
        lines = [
            Command.create({"partner_id": partner.id, "share_percent": share})
            for partner, share in zip(self.partners, shares, strict=False)
        ]
        return self._create_activity("Shared", holder_ids=lines)

    def test_sum(self):
        self.assertEqual(len(self._create_shared(60, 40).holder_ids), 2)
        self.assertEqual(len(self._create_shared(33.33, 33.33, 33.33).holder_ids), 3)
        for shares in ((60, 39.98), (60, 40.02), (50,), (100, 100)):
            with (
                self.subTest(shares=shares),
                self.assertRaisesRegex(ValidationError, "Shared.*100"),
            ):
                self._create_shared(*shares)

    def test_no_holder(self):
        self.assertFalse(self._create_activity().holder_ids)

    def test_change_of_shares(self):
        activity = self._create_shared(60, 40)
        first, second = activity.holder_ids
        activity.holder_ids = [
            Command.update(first.id, {"share_percent": 30}),
            Command.update(second.id, {"share_percent": 30}),
            Command.create({"partner_id": self.partners[2].id, "share_percent": 40}),
        ]
        self.assertEqual(activity.holder_ids.mapped("share_percent"), [30, 30, 40])
        with self.assertRaises(ValidationError):
            first.share_percent = 50
        with self.assertRaises(ValidationError):
            second.unlink()

    def test_holders_created_on_their_own(self):
        activity = self._create_activity()
        self.env["cae.activity.holder"].create(
            [
                {
                    "activity_id": activity.id,
                    "partner_id": partner.id,
                    "share_percent": 50,
                }
                for partner in self.partners[:2]
            ]
        )
        self.assertEqual(activity.holder_partner_ids, self.partners[:2])
        self.assertEqual(activity.analytic_account_id.partner_id, self.partners[0])

    def test_last_holder_leaves(self):
        activity = self._create_activity(partner=self.partner)
        activity.holder_ids.unlink()
        self.assertFalse(activity.holder_ids)
        self.assertFalse(activity.analytic_account_id.partner_id)

    def test_search_by_holder(self):
        activity = self._create_shared(60, 40)
        self._create_activity(partner=self.partners[2])
        found = self.env["cae.activity"].search(
            [("holder_partner_ids", "in", self.partners[1].ids)]
        )
        self.assertEqual(found, activity)
