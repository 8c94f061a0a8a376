# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A member fills in its jobs of the year and the team validates, in a browser."""

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestWorkforceOfTheYear(HttpCase):
    """GESSA asked AGIIE for the jobs of this year; its director answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workforce = cls.env.ref("cae_demo.gessa_workforce_this_agiie")
        cls.company = cls.env.ref("cae_demo.company_gessa")

    def test_from_the_portal_to_the_validated_figures(self):
        workforce = self.workforce
        self.assertEqual(workforce.state, "draft")
        self.start_tour(
            "/my", "cae_portal_workforce_tour", login="gessa.member1", timeout=180
        )
        self.env.invalidate_all()
        self.assertEqual(workforce.state, "submitted")
        self.assertEqual(
            (workforce.posts, workforce.fte, workforce.subsidised_posts),
            (121, 82.5, 106),
        )
        # 121 - 118 posts of last year
        self.assertEqual(workforce.posts_change, 3)

        path = f"/odoo/action-cae_member.cae_workforce_action/{workforce.id}"
        self.start_tour(
            path, "cae_validate_workforce_tour", login="gessa.support", timeout=180
        )
        self.env.invalidate_all()
        self.assertEqual(
            workforce.validated_by, self.env.ref("cae_demo.gessa_user_support")
        )
        figures = self.env["cae.workforce"].figures(self.company, workforce.year)
        self.assertEqual(figures[workforce.membership_id.id]["fte"], 82.5)

    def test_screens_open(self):
        """The list, the analysis and the spreadsheet of the demonstration."""
        year = self.workforce.year - 1
        figures = self.env["cae.workforce"].figures(self.company, year)
        # What the grouping published: 236 posts, 152 subsidised, 173 FTE.
        self.assertEqual(
            [
                sum(values[name] for values in figures.values())
                for name in ("posts", "subsidised_posts", "fte")
            ],
            [236, 152, 173],
        )
        manager = self.env.ref("cae_demo.gessa_user_manager")
        wizard = (
            self.env["cae.workforce.print"].with_user(manager).create({"year": year})
        )
        total = wizard._get_table()[1][-1][2]
        # 236 - 221 posts, 173 - 160 FTE; 15 / 221 and 13 / 160
        self.assertEqual(
            [float(cell) for cell in total[:8]],
            [236, 221, 15, 0.068, 173, 160, 13, 0.081],
        )
