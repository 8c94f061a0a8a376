# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestGessaWorkforce(TransactionCase):
    """The jobs of the four associations, as GESSA's own page tells them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_gessa")
        cls.asked = cls.env.ref("cae_demo.gessa_workforce_this_agiie")
        cls.year = cls.asked.year

    def _sum(self, year, *names):
        figures = self.env["cae.workforce"].figures(self.company, year)
        return [sum(values[name] for values in figures.values()) for name in names]

    def test_last_year(self):
        self.assertEqual(
            self._sum(self.year - 1, "posts", "subsidised_posts", "fte"),
            [236, 152, 173],
        )
        permanent, full_time, above_half = self._sum(
            self.year - 1, "permanent_posts", "full_time_posts", "part_time_above_half"
        )
        # Most posts that are not subsidised are permanent: 74 of 84; most are at full
        # time or above half time: 73 + 140 of 236.
        self.assertEqual((permanent, full_time + above_half), (74, 213))

    def test_year_before(self):
        self.assertEqual(
            self._sum(self.year - 2, "posts", "subsidised_posts", "fte"),
            [221, 143, 160],
        )

    def test_this_year(self):
        self.assertEqual(self.asked.state, "draft")
        self.assertTrue(self.asked.deadline_date)
        submitted = self.env.ref("cae_demo.gessa_workforce_this_proxim")
        self.assertEqual(submitted.state, "submitted")
        # 79 posts after 64: +23.4 %, over the 20 % of the settings
        self.assertTrue(submitted.change_alert)
        self.assertTrue(submitted.note)
        without = self.env["cae.membership"].search_count(
            [
                ("company_id", "=", self.company.id),
                ("workforce_ids", "not any", [("year", "=", self.year)]),
            ]
        )
        self.assertEqual(without, 2)

    def test_the_director_reads_her_own_only(self):
        user = self.env.ref("cae_demo.gessa_user_member1")
        found = self.env["cae.workforce"].with_user(user).search([("year", ">", 0)])
        self.assertEqual(found.sudo().partner_id.name, "AGIIE")
        self.assertEqual(len(found), 3)
