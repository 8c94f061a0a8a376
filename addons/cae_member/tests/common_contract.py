# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager

from odoo.exceptions import UserError

from .common import CaeMemberCase


class CaeContractCase(CaeMemberCase):
    """A cooperative with types of contracts of its own, and who keeps them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_hr = cls._create_role_user("hr", "hr.group_hr_manager")
        cls.user_hr.group_ids += cls.env.ref("cae_member.group_user")
        cls.env.user.group_ids += cls.env.ref("hr.group_hr_manager")
        # The tests don't depend on what a cooperative has made of the data.
        cls.cape, cls.cesa, cls.candidate = cls.env["hr.contract.type"].create(
            [
                {
                    "name": "CAPE",
                    "cae_kind": "cape",
                    "max_months": 36,
                    "max_term_months": 12,
                    "max_renewals": 2,
                    "counts_for_membership": True,
                },
                {
                    "name": "CESA",
                    "cae_kind": "cesa",
                    "max_trial_months": 8,
                    "counts_for_membership": True,
                    "variable_part": "Turnover less expenses less contribution",
                },
                {
                    "name": "Candidate",
                    "cae_kind": "candidate",
                    "max_months": 18,
                    "max_extension_months": 6,
                },
            ]
        )

    @classmethod
    def _create_person(cls, name, partner=None, company=None, **vals):
        """An employee whose contact is `partner`, without contract yet."""
        partner = partner or cls._create_partner(name=name)
        return cls.env["hr.employee"].create(
            {
                "name": name,
                "work_contact_id": partner.id,
                "company_id": (company or cls.company).id,
                **vals,
            }
        )

    @contextmanager
    def _assert_refused(self, message):
        """The action is refused with a message (regex), and writes nothing."""
        with self.assertRaisesRegex(UserError, message), self.cr.savepoint():
            yield
            self.env.flush_all()
        self.env.invalidate_all()
