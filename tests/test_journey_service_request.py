# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An auxiliary member asks for a lawyer, and gets three professionals; in a browser."""

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

WITHOUT_MAIL = {"tracking_disable": True, "no_reset_password": True}


@tagged("post_install", "-at_install")
class TestRequestForALawyer(HttpCase):
    """At the Consortium: law brings accounting and organisation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_cons")
        cls.env = cls.env(
            context={
                **cls.env.context,
                **WITHOUT_MAIL,
                "allowed_company_ids": cls.company.ids,
            }
        )
        cls._setup_members()
        cls._setup_fields()
        cls._setup_professionals()

    @classmethod
    def _setup_members(cls):
        """A network, and an organisation that is a member through it."""
        network, cls.auxiliary = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "company_id": cls.company.id}
                for name in ("Tour Network", "Tour Auxiliary")
            ]
        )
        category = cls.env["cae.member.category"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        memberships = cls.env["cae.membership"]
        for partner in (network, cls.auxiliary):
            memberships += memberships.create(
                {
                    "partner_id": partner.id,
                    "category_id": category.id,
                    "via_membership_id": memberships[:1].id,
                }
            )
        memberships.action_examine()
        memberships.action_admit()
        cls.network = memberships[0]

    @classmethod
    def _setup_fields(cls):
        """Three fields of the test alone: those of the demonstration rest."""
        fields = cls.env["cae.expertise"]
        fields.search([("company_id", "=", cls.company.id)]).action_archive()
        cls.law, cls.books, cls.organisation = fields.create(
            [
                {"name": "Tour Law", "keywords": "barrister"},
                {"name": "Tour Accounting"},
                {"name": "Tour Organisation"},
            ]
        )
        cls.env["cae.expertise.suggestion"].create(
            [
                {"expertise_id": cls.law.id, "suggested_id": field.id}
                for field in (cls.books, cls.organisation)
            ]
        )

    @classmethod
    def _setup_professionals(cls):
        """Two for law, of whom the tour asks the second; one for each other field."""
        cls.professionals = cls.env["cae.professional"]
        for name, field in (
            ("Tour Best Lawyer", cls.law),
            ("Tour Portia", cls.law),
            ("Tour Luca", cls.books),
            ("Tour Olga", cls.organisation),
        ):
            login = name.lower().replace(" ", "_")
            user = new_test_user(
                cls.env,
                login=login,
                password=login,
                name=name,
                groups="cae_service.group_professional",
                company_id=cls.company.id,
                company_ids=[Command.set(cls.company.ids)],
            )
            cls.professionals += cls.professionals.create(
                {
                    "name": name,
                    "user_id": user.id,
                    "expertise_ids": [Command.set(field.ids)],
                }
            )

    def test_from_the_need_to_three_professionals(self):
        self.start_tour(
            "/odoo/action-cae_service.cae_service_request_action",
            "cae_service_request_tour",
            login="cons.support",
            timeout=180,
        )
        self.env.invalidate_all()
        request = self.env["cae.service.request"].search(
            [("partner_id", "=", self.auxiliary.id)]
        )
        lines = request.line_ids
        self.assertEqual(lines.expertise_id, self.law + self.books + self.organisation)
        self.assertEqual((request.network_id, request.network_depth), (self.network, 1))
        self.assertEqual(lines.professional_id, self.professionals[1:])
        self.assertEqual(set(lines.mapped("state")), {"proposed"})

        self.start_tour(
            "/odoo/action-cae_service.cae_service_request_line_action_mine",
            "cae_service_accept_tour",
            login="tour_portia",
            timeout=180,
        )
        self.env.invalidate_all()
        self.assertEqual(lines.mapped("state"), ["accepted", "proposed", "proposed"])
        for line in lines[1:]:
            line.with_user(line.professional_id.user_id).action_accept()
        self.assertEqual(set(lines.mapped("state")), {"accepted"})
        self.assertEqual(len(lines.professional_id), 3)
        self.assertTrue(request.routed_date)
