# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .common import CaeMemberCase

# Posts, FTE, subsidised, permanent, full time, part time above half.
NAMES = (
    "posts",
    "fte",
    "subsidised_posts",
    "permanent_posts",
    "full_time_posts",
    "part_time_above_half",
)


class CaeWorkforceCase(CaeMemberCase):
    """Three member organisations in two territories."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Workforce = cls.env["cae.workforce"]
        cls.place = cls.env["cae.territory"].create({"name": "Blois", "code": "B"})
        cls.ann, cls.bob, cls.cyd = (
            cls._create_organisation(name, territory)
            for name, territory in (
                ("Ann", cls.territory),
                ("Bob", cls.territory),
                ("Cyd", cls.place),
            )
        )

    @classmethod
    def _create_organisation(cls, name, territory=None):
        partner = cls._create_partner(
            name=name, is_company=True, email=f"{name.lower()}@example.com"
        )
        return cls._create_membership(
            partner,
            "member",
            territory_id=territory.id if territory else False,
        )

    def _search(self, *domain):
        own = ("company_id", "=", self.company.id)
        return self.Workforce.search([own, *domain])

    @classmethod
    def _create_figures(cls, membership, year, figures, state="validated", **vals):
        workforce = cls.Workforce.create(
            {
                "membership_id": membership.id,
                "year": year,
                **dict(zip(NAMES, figures, strict=False)),
                **vals,
            }
        )
        if state != "draft":
            workforce.action_submit()
        if state == "validated":
            workforce.action_validate()
        return workforce
