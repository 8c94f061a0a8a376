# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from contextlib import contextmanager

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .common import CaeMutualisationCase

TEMPLATE = "cae_mutualisation/static/xls/opening_balances.xlsx"
COLUMNS = ["activity_id", "date", "nature_id", "name", "amount", "general_account_id"]
CSV_OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "encoding": "utf-8",
    "float_thousand_separator": " ",
    "float_decimal_separator": ".",
    "date_format": "%Y-%m-%d",
    "keep_matches": True,
}


class OpeningCase(CaeMutualisationCase):
    """A cooperative that levies here from March 2026 on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.cae_levy_start = "2026-03-01"

    @classmethod
    def _create_opening(cls, nature="turnover", amount=1000, **vals):
        return cls.env["cae.activity.opening"].create(
            {
                "activity_id": cls.activity.id,
                "date": "2026-01-31",
                "nature_id": cls.natures[nature].id,
                "amount": amount,
                **vals,
            }
        )


@tagged("post_install", "-at_install")
class TestOpening(OpeningCase):
    def test_posted_in_the_ledger_without_entry(self):
        entries = self.env["account.move.line"].search_count([])
        openings = (
            self._create_opening("turnover", 4000)
            | self._create_opening("subcontracting", -1000)
            | self._create_opening("levy", -300, date="2026-02-28")
        )
        openings.action_post()
        self.assertEqual(set(openings.mapped("state")), {"posted"})
        natures = self.activity._read_natures(
            fields.Date.to_date("2026-01-01"), fields.Date.to_date("2026-02-28")
        )
        self.assertEqual(
            {
                nature.code: amount
                for nature, amount in natures[self.activity.id].items()
            },
            {"turnover": 4000, "subcontracting": -1000, "levy": -300},
        )
        figures = self.activity._read_figures(fields.Date.to_date("2026-02-28"))
        # 4 000 − 1 000 − 300, all settled before: nothing to collect nor to pay.
        self.assertEqual(figures[self.activity.id]["available_cash"], 2700)
        self.assertEqual(figures[self.activity.id]["uncollected"], 0)
        self.assertEqual(self.env["account.move.line"].search_count([]), entries)

    def test_open_invoice_of_before_is_a_document(self):
        """What the readme says: the settled part as opening, the open one posted."""
        settled = self._create_opening("turnover", 8500)
        levied = self._create_opening("levy", -850)
        (settled | levied).action_post()
        # On a suspense account: the opening entry holds its income already.
        suspense = self._create_account(self.company, "471000", "asset_current")
        nature = self.natures["turnover"]
        invoice = self._create_invoice(
            self.activity,
            1500,
            "2026-02-20",
            line_vals={
                "account_id": suspense.id,
                "cae_nature_override_id": nature.id,
            },
        )
        line = invoice.invoice_line_ids.analytic_line_ids
        self.assertEqual((line.cae_nature_id, line.amount), (nature, 1500))
        figures = self.activity._read_figures(fields.Date.to_date("2026-03-31"))
        # R = 8 500 − 850 + 1 500, U = 1 500, T = R − U
        self.assertEqual(figures[self.activity.id]["result"], 9150)
        self.assertEqual(figures[self.activity.id]["uncollected"], 1500)
        self.assertEqual(figures[self.activity.id]["available_cash"], 7650)
        self._pay(invoice, 1500, "2026-03-10")
        figures = self.activity._read_figures(fields.Date.to_date("2026-03-31"))
        self.assertEqual(figures[self.activity.id]["available_cash"], 9150)

    def test_kind_of_a_nature(self):
        training = self.env["cae.ledger.nature"].create(
            {"code": "turnover", "kind": "Training", "company_id": self.company.id}
        )
        opening = self._create_opening(nature_id=training.id)
        opening.action_post()
        self.assertEqual(opening.analytic_line_ids.cae_nature_id, training)

    def test_only_before_the_first_month_of_levies(self):
        opening = self._create_opening(date="2026-03-01")
        with self.assertRaisesRegex(UserError, "Wood.*03/01/2026"):
            opening.action_post()
        opening.date = "2026-02-28"
        self.company.cae_levy_start = False
        with self.assertRaisesRegex(UserError, "Set the first month of levies"):
            opening.action_post()

    def test_reset_until_a_levy_is_posted(self):
        self._create_scheme()
        opening = self._create_opening()
        opening.action_post()
        opening.action_reset()
        self.assertEqual(opening.state, "draft")
        self.assertFalse(opening.analytic_line_ids)
        opening.action_post()
        run = self._create_run("2026-03-01", post=True)
        with self.assertRaisesRegex(UserError, "Wood.*March 2026"):
            opening.action_reset()
        self.assertEqual(len(opening.analytic_line_ids), 1)
        run.action_cancel()
        opening.action_reset()
        self.assertFalse(opening.analytic_line_ids)

    def test_posted_does_not_change(self):
        opening = self._create_opening()
        opening.action_post()
        with self.assertRaisesRegex(UserError, "Posted"):
            opening.action_post()
        with self.assertRaisesRegex(UserError, "Posted"):
            opening.amount = 5
        with self.assertRaisesRegex(UserError, "Posted"):
            opening.unlink()
        with self.assertRaisesRegex(UserError, "buttons"):
            opening.write({"state": "draft"})
        with self.assertRaisesRegex(UserError, "by hand"):
            opening.analytic_line_ids.unlink()
        forged = self._create_opening(state="posted")
        self.assertEqual(forged.state, "draft")
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.Error):
            self._create_opening(amount=0)

    def test_rights(self):
        opening = self._create_opening()
        mine = opening.with_user(self.user_accountant)
        mine.action_post()
        mine.action_reset()
        for user in (self.user_coach, self.user_support, self.user_auditor):
            self.assertEqual(
                opening.with_user(user).read(["amount"])[0]["amount"], 1000
            )
            with self.assertRaises(AccessError):
                opening.with_user(user).action_post()
        for user in (self.user_portal, self.user_internal, self.user_secretary):
            with self.assertRaises(AccessError):
                opening.with_user(user).read(["amount"])

    def test_query_count_does_not_grow(self):
        counts = []
        for size in (1, 10, 200):  # the first one fills the caches
            activities = self.env["cae.activity"].create(
                [{"name": f"A{size}-{i}", "state": "open"} for i in range(size)]
            )
            openings = self.env["cae.activity.opening"].create(
                [
                    {
                        "activity_id": activity.id,
                        "date": "2026-01-31",
                        "nature_id": self.natures["turnover"].id,
                        "amount": 100,
                    }
                    for activity in activities
                ]
            )
            counts.append(
                [
                    self._count_queries(method)
                    for method in (openings.action_post, openings.action_reset)
                ]
            )
            self.assertFalse(openings.analytic_line_ids)
        # One more at most: a flush of the ORM may read in two halves.
        for ten, two_hundred in zip(counts[1], counts[2], strict=True):
            self.assertLessEqual(two_hundred - ten, 1)

    def _count_queries(self, method):
        """Queries of a call, but for the ORM's writes: it sends 100 rows in each."""
        self.env.invalidate_all()
        # Each new environment reads it once, and it depends on chance which is new.
        self.assertTrue(self.env.user.name)
        queries = []
        with contextmanager(self._patchExecute)(queries):
            method()
        writes = ("insert into", "update ")
        return len([q for q in queries if not q.strip().lower().startswith(writes)])


@tagged("post_install", "-at_install")
class TestOpeningImport(OpeningCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The file's codes; other companies of the database have the same ones.
        cls.first = cls.env["cae.activity"].search(
            [("code", "=", "A0001"), ("company_id", "=", cls.company.id)]
        ) or cls._create_activity("First", code="A0001")
        cls.second = cls._create_activity("Second", code="A0002")
        other = cls._create_company(name="Elsewhere")
        cls.env["cae.activity"].create(
            [
                {"name": name, "code": f"A000{n}", "company_id": other.id}
                for n, name in ((1, "First"), (2, "Second"))
            ]
        )
        cls.env["cae.ledger.nature"].create(
            {"code": "turnover", "kind": "Training", "company_id": cls.company.id}
        )

    def _load(self, content, file_type, options, columns=None):
        """What Odoo's own import does of a file, as the accountant."""
        imports = self.env["base_import.import"].with_user(self.user_accountant)
        wizard = imports.create(
            {
                "res_model": "cae.activity.opening",
                "file": content,
                "file_name": "opening",
                "file_type": file_type,
            }
        )
        columns = columns or COLUMNS
        return wizard.execute_import(columns, columns, dict(options))

    def _load_csv(self, *lines):
        content = "\n".join(["Activity,Date,Nature,Amount", *lines]).encode()
        columns = ["activity_id", "date", "nature_id", "amount"]
        return self._load(content, "text/csv", CSV_OPTIONS, columns)

    def test_template_is_offered_and_loads(self):
        (template,) = self.env["cae.activity.opening"].get_import_templates()
        self.assertEqual(template["template"], f"/{TEMPLATE}")
        with file_open(TEMPLATE, "rb") as stream:
            content = stream.read()
        xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        preview = (
            self.env["base_import.import"]
            .create(
                {
                    "res_model": "cae.activity.opening",
                    "file": content,
                    "file_name": "opening_balances.xlsx",
                    "file_type": xlsx,
                }
            )
            .parse_preview({"has_headers": True, "quoting": '"', "separator": ""})
        )
        self.assertEqual(
            preview["matches"],
            {index: [name] for index, name in enumerate(COLUMNS)},
        )
        result = self._load(content, xlsx, CSV_OPTIONS)
        self.assertFalse(result["messages"])
        openings = self.env["cae.activity.opening"].browse(result["ids"])
        self.assertEqual(
            [
                (o.activity_id, str(o.date), o.nature_id, o.amount)
                for o in openings.sorted("id")
            ],
            [
                (self.first, "2026-01-31", self.natures["turnover"], 4000),
                (self.first, "2026-01-31", self.natures["subcontracting"], -1000),
                (self.first, "2026-01-31", self.natures["expense"], -250.5),
                (self.first, "2026-01-31", self.natures["levy"], -300),
                (self.second, "2026-01-31", self.natures["turnover"], 1500),
                (self.second, "2026-01-31", self.natures["levy"], -150),
                (self.second, "2025-12-31", self.natures["other"], 820.25),
            ],
        )
        self.assertEqual(set(openings.mapped("state")), {"draft"})
        openings.with_user(self.user_accountant).action_post()
        figures = (self.first | self.second)._read_figures(
            fields.Date.to_date("2026-02-28")
        )
        # 4 000 − 1 000 − 250.50 − 300, and 1 500 − 150 + 820.25
        self.assertEqual(figures[self.first.id]["available_cash"], 2449.5)
        self.assertEqual(figures[self.second.id]["available_cash"], 2170.25)

    def test_csv_by_name_and_label(self):
        result = self._load_csv(
            "Second,2026-01-31,Turnover,10",
            "A0002,2026-01-31,TURNOVER,20",
            "A0002,2026-01-31,turnover.Training,30",
            "A0002,2026-01-31,Turnover (Training),40",
            "A0002,2026-01-31,Big purchases,-50",
        )
        self.assertFalse(result["messages"])
        openings = self.env["cae.activity.opening"].browse(result["ids"])
        self.assertEqual(openings.activity_id, self.second)
        self.assertEqual(
            openings.sorted("id").mapped(lambda o: o.nature_id._figure_key()),
            ["turnover"] * 2 + ["turnover.Training"] * 2 + ["pass_through"],
        )

    @mute_logger("odoo.sql_db")
    def test_errors_name_their_row(self):
        result = self._load_csv(
            "A0001,2026-01-31,turnover,10",
            "A0099,2026-01-31,turnover,20",
            "A0002,2026-01-31,sales,30",
            "A0002,2026-01-31,turnover,0",
        )
        self.assertFalse(result["ids"])
        messages = defaultdict(str)
        for message in result["messages"]:
            messages[message["rows"]["from"]] += message["message"]
        self.assertEqual(set(messages), {1, 2, 3})
        for row, part in ((1, "A0099"), (2, "sales"), (3, "zero")):
            self.assertIn(part, messages[row])
        self.assertFalse(self.env["cae.activity.opening"].search([]))

    def test_natures_are_found_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        natures = self.env["cae.ledger.nature"].with_context(lang="fr_FR")
        label = self.natures["turnover"].with_context(lang="fr_FR").display_name
        domain = [("company_id", "=", self.company.id)]
        for text in (label, "Turnover", "turnover"):
            found = natures.name_search(text, domain, operator="=")
            self.assertEqual(
                [key for key, _name in found], self.natures["turnover"].ids, text
            )
        found = natures.name_search(label[:4], domain)
        self.assertIn(self.natures["turnover"].id, [key for key, _name in found])
        self.assertFalse(natures.name_search("nothing", domain))
        others = natures.search([*domain, ("display_name", "not ilike", label)])
        self.assertNotIn(self.natures["turnover"], others)
        self.assertIn(self.natures["levy"], others)
