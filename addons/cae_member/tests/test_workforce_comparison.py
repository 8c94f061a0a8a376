# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.tests import tagged

from .common_workforce import CaeWorkforceCase


@freeze_time("2026-11-10")
@tagged("post_install", "-at_install")
class TestWorkforceComparison(CaeWorkforceCase):
    """Shares, changes since the year before, and the sums of many members."""

    def test_shares_and_changes(self):
        self._create_figures(self.ann, 2025, (20, 16))
        workforce = self._create_figures(self.ann, 2026, (25, 17, 10, 20, 0, 5))
        self.assertEqual(workforce.permanent_share, 20 / 25)
        self.assertEqual(workforce.subsidised_share, 10 / 25)
        self.assertEqual(workforce.part_time_share, 5 / 25)
        self.assertEqual((workforce.posts_change, workforce.fte_change), (5, 1))
        self.assertEqual(workforce.posts_change_rate, 0.25)  # 5 of 20
        self.assertEqual(workforce.fte_change_rate, 0.063)  # 1 of 16, 6.25 % up
        first = workforce.previous_id
        self.assertEqual((first.year, first.posts_change), (2025, 0))
        self.assertFalse(first.previous_id or first.change_alert)

    def test_large_change(self):
        for membership, posts in ((self.ann, 24), (self.bob, 25), (self.cyd, 15)):
            self._create_figures(membership, 2025, (20, 10))
            self._create_figures(membership, 2026, (posts, 10))
        found = self._search(("year", "=", 2026)).sorted("id")
        # 20 % up is not over 20 %; 25 % up and 25 % down are
        self.assertEqual(found.mapped("change_alert"), [False, True, True])
        large = ("change_alert", "=", True)
        self.assertEqual(self._search(large), found.filtered("change_alert"))
        small = self._search(("change_alert", "=", False), ("year", "=", 2026))
        self.assertEqual(small, found[:1])
        self.company.cae_workforce_change_alert = 0
        found.invalidate_recordset()
        self.assertFalse(any(found.mapped("change_alert")))
        self.assertFalse(self._search(large))

    def test_empty_draft_is_no_fall(self):
        self._create_figures(self.ann, 2025, (20, 10))
        empty = self._create_figures(self.ann, 2026, (), "draft")
        self.assertEqual((empty.previous_posts, empty.posts_change), (20, 0))
        self.assertFalse(empty.change_alert)
        self.assertFalse(self._search(("change_alert", "=", True)))

    def _read_report(self, groupby, *aggregates):
        self.env.flush_all()
        return self.env["cae.workforce.report"]._read_group(
            [("company_id", "=", self.company.id), ("year", "=", "2026")],
            groupby,
            aggregates,
        )

    def test_report_takes_ratios_of_sums(self):
        self._create_figures(self.ann, 2025, (80, 60))
        self._create_figures(self.ann, 2026, (90, 63, 9, 81))
        self._create_figures(self.bob, 2026, (10, 7, 9, 1), "submitted")
        self._create_figures(self.cyd, 2026, (5, 5, 5, 5), "draft")
        ((posts, fte, change, permanent, subsidised, ratio),) = self._read_report(
            [],
            "posts:sum",
            "fte:sum",
            "posts_change:sum",
            "permanent_share:avg",
            "subsidised_share:avg",
            "fte_per_post:avg",
        )
        self.assertEqual((posts, fte, change), (100, 70, 10))
        # (81 + 1) / 100, where the mean of 90 % and 10 % would be 50 %
        self.assertAlmostEqual(permanent, 0.82)
        self.assertAlmostEqual(subsidised, 0.18)
        self.assertAlmostEqual(ratio, 0.70)
        rows = self._read_report(["territory_id", "category_id"], "permanent_share:avg")
        self.assertEqual(rows, [(self.territory, self.category, 0.82)])
        row = self.env["cae.workforce.report"].search(
            [("company_id", "=", self.company.id), ("year", "=", "2025")]
        )
        self.assertEqual(row.action_open_workforce()["res_id"], row.workforce_id.id)

    def _print(self, **vals):
        wizard = self.env["cae.workforce.print"].create({"year": 2026, **vals})
        return wizard, wizard._get_table()

    def test_print(self):
        self._create_figures(self.ann, 2025, (80, 60))
        self._create_figures(self.ann, 2026, (90, 63, 9, 81, 50, 30), turnover=1000)
        self._create_figures(self.bob, 2026, (10, 7, 9, 1))
        self._create_figures(self.cyd, 2025, (5, 5))
        wizard, (columns, rows) = self._print()
        self.assertEqual(
            [(kind, label) for kind, label, _cells in rows],
            [
                ("territory", "Blois"),
                ("member", "Cyd"),
                ("subtotal", "Total Blois"),
                ("territory", "Tours"),
                ("member", "Ann"),
                ("member", "Bob"),
                ("subtotal", "Total Tours"),
                ("total", "Total"),
            ],
        )
        by_label = {label: cells for _kind, label, cells in rows}
        self.assertTrue(all(len(c) in (0, len(columns)) for c in by_label.values()))
        # posts, before, change (Ann alone answered twice: 90 - 80), rate 10 / 80
        self.assertEqual(
            [float(cell) for cell in by_label["Total"][:4]], [100, 85, 10, 0.125]
        )
        # FTE 63 + 7, 60 + 5 before, 63 - 60, 3 / 60
        self.assertEqual(
            [float(cell) for cell in by_label["Total"][4:8]], [70, 65, 3, 0.05]
        )
        # subsidised 18 of 100, permanent 82, full time 50, part time 30
        self.assertEqual(
            [float(cell) for cell in by_label["Total"][8:16]],
            [18, 0.18, 82, 0.82, 50, 0.5, 30, 0.3],
        )
        self.assertEqual(float(by_label["Total"][16]), 1000)
        self.assertEqual(by_label["Cyd"][:4], [None, 5, None, None])
        action = wizard.action_export()
        self.assertIn("download=true", action["url"])
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", wizard._name), ("res_id", "=", wizard.id)]
        )
        book = load_workbook(io.BytesIO(base64.b64decode(attachment.datas)))
        cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
        self.assertEqual(cells[4 + len(rows) - 1][:3], ["Total", 100, 85])
        # Cyd, who answered the year before only, is asked for again
        self.assertIn("Cyd", cells[-1][0])
        self.assertNotIn("Ann", cells[-1][0])

    def test_print_with_submitted_figures(self):
        self._create_figures(self.ann, 2026, (10, 8), "submitted")
        self.assertFalse(self._print()[1][1])
        rows = self._print(validated_only=False)[1][1]
        self.assertEqual(rows[-1][2][0], 10)
