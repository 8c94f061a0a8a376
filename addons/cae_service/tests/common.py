# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from odoo.addons.cae_member.tests.common import CaeMemberCase


class CaeServiceCase(CaeMemberCase):
    """A centre with two fields, three services, three professionals and members.

    `member` is a network, `auxiliary` came through it and `deep` through `auxiliary`;
    `stranger` is no member. `pro_law` and `pro_books` have users of their own.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Network")
        cls.auxiliary = cls._create_member("Auxiliary", via=cls.member)
        cls.deep = cls._create_member("Deep", via=cls.auxiliary)
        cls.stranger = cls._create_partner(name="Stranger", is_company=True)
        cls.law, cls.books = cls.env["cae.expertise"].create(
            [{"name": "Law", "code": "LAW"}, {"name": "Accounting", "code": "ACC"}]
        )
        cls.service_law = cls._create_service("Legal Advice", cls.law, "hourly", 80)
        cls.service_books = cls._create_service("Bookkeeping", cls.books, "cost", 40)
        cls.service_payroll = cls._create_service(
            "Payroll", cls.books, "flat", 45, cae_flat_price=120
        )
        cls.user_law = cls._create_role_user("law", "cae_service.group_professional")
        cls.user_books = cls._create_role_user(
            "books", "cae_service.group_professional"
        )
        cls.pro_law = cls._create_professional("Portia", cls.law, cls.user_law)
        cls.pro_books = cls._create_professional("Luca", cls.books, cls.user_books)
        cls.pro_both = cls._create_professional("Ada", cls.law + cls.books)

    @classmethod
    def _create_member(cls, name, via=None, state="member", **vals):
        """An organisation with a membership; `via`: the organisation above it."""
        partner = cls._create_partner(name=name, is_company=True)
        above = via.cae_membership_id if via else cls.env["cae.membership"]
        membership = cls._create_membership(
            partner, "candidate", via_membership_id=above.id, **vals
        )
        if state == "member":
            membership.action_admit("2025-01-01")
        return partner

    @classmethod
    def _create_service(cls, name, expertise, pricing, price, **vals):
        """A service without tax; `price`: of an hour."""
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_cae_service": True,
                "cae_expertise_id": expertise.id,
                "cae_pricing": pricing,
                "list_price": price,
                "taxes_id": [Command.clear()],
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def _create_professional(cls, name, expertises, user=None, **vals):
        return cls.env["cae.professional"].create(
            {
                "name": name,
                "expertise_ids": [Command.set(expertises.ids)],
                "user_id": user.id if user else False,
                **vals,
            }
        )

    @classmethod
    def _create_request(cls, partner=None, lines=(), **vals):
        """A request; `lines`: fields of expertise, or (field, values)."""
        pairs = [line if isinstance(line, tuple) else (line, {}) for line in lines]
        return cls.env["cae.service.request"].create(
            {
                "partner_id": (partner or cls.member).id,
                "need": "We need help.",
                "line_ids": [
                    Command.create(
                        {"name": f"Need of {field.name}", "expertise_id": field.id}
                        | line_vals
                    )
                    for field, line_vals in pairs
                ],
                **vals,
            }
        )

    @classmethod
    def _create_agreement(cls, *lines, partner=None, confirm=True, **vals):
        """An agreement from 2026 on; `lines`: (service, professional, values)."""
        agreement = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.member).id,
                "is_cae_agreement": True,
                "cae_start_date": "2026-01-01",
                "cae_end_date": "2026-12-31",
                "order_line": [
                    Command.create(
                        {
                            "product_id": service.id,
                            "cae_professional_id": professional.id,
                            **line_vals,
                        }
                    )
                    for service, professional, line_vals in lines
                ],
                **vals,
            }
        )
        if confirm:
            agreement.action_confirm()
        return agreement
