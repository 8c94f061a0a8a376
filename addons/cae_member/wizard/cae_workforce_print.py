# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import fields, models

from ..kernel.workforce import Figures, change_rate, percentage, total

COUNT, DECIMAL, PERCENT, MONEY, TEXT = "count", "decimal", "percent", "money", "text"
NUMBER_FORMATS = {
    COUNT: "#,##0",
    DECIMAL: "#,##0.00",
    PERCENT: "0.0%",
    MONEY: "#,##0.00",
    TEXT: "@",
}


class CaeWorkforcePrint(models.TransientModel):
    """The workforce of a year as a spreadsheet: organisation by territory."""

    _name = "cae.workforce.print"
    _description = "Print the Workforce"
    _inherit = ["cae.workbook.mixin"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True,
        default=lambda self: fields.Date.context_today(self).year - 1,
    )
    validated_only = fields.Boolean(
        default=True, help="Else figures submitted and not yet validated count too."
    )

    def _get_file_name(self):
        return f"{self._get_title()} {self.year}"

    def _get_title(self):
        return self.env._("Workforce of the Year")

    def _get_columns(self):
        """`[(title, kind)]`, after the column of the names."""
        year, before = self.year, self.year - 1
        posts, fte = self.env._("Posts"), self.env._("FTE")
        share = self.env._("% of posts")
        change, rate = self.env._("Change"), self.env._("Change, %")
        return [
            (f"{posts} {year}", COUNT),
            (f"{posts} {before}", COUNT),
            (change, COUNT),
            (rate, PERCENT),
            (f"{fte} {year}", DECIMAL),
            (f"{fte} {before}", DECIMAL),
            (change, DECIMAL),
            (rate, PERCENT),
            (self.env._("Subsidised posts"), COUNT),
            (share, PERCENT),
            (self.env._("Permanent posts"), COUNT),
            (share, PERCENT),
            (self.env._("Full-time posts"), COUNT),
            (share, PERCENT),
            (self.env._("Part time above half"), COUNT),
            (share, PERCENT),
            (self.env._("Turnover"), MONEY),
            (self.env._("Payroll"), MONEY),
        ]

    def _read_figures(self):
        """`{membership: (territory, figures or None, figures before or None)}`."""
        answers = {}
        for rank, year in enumerate((self.year - 1, self.year)):
            found = self.env["cae.workforce"].figures(
                self.company_id, year, validated_only=self.validated_only
            )
            for membership_id, values in found.items():
                pair = answers.setdefault(membership_id, [None, None])
                pair[rank] = Figures.from_values(values)
        memberships = self.env["cae.membership"].browse(answers)
        places = self.env["cae.workforce"].search_fetch(
            [
                ("membership_id", "in", memberships.ids),
                ("year", "in", (self.year - 1, self.year)),
            ],
            ["membership_id", "territory_id"],
            order="year",
        )
        territories = {place.membership_id.id: place.territory_id for place in places}
        return {
            membership: (
                territories[membership.id],
                answers[membership.id][1],
                answers[membership.id][0],
            )
            for membership in memberships
        }

    def _get_table(self):
        """`(columns, rows)`; each row is `(kind, label, cells)`.

        The kinds are "territory", "member", "subtotal" and "total"; the cells follow
        the columns, are empty for a territory, and None where there is no answer.
        """
        self.ensure_one()
        groups = defaultdict(list)
        for membership, (territory, now, before) in self._read_figures().items():
            groups[territory].append((membership.partner_id.name or "", now, before))
        rows, everybody = [], []
        for territory in sorted(groups, key=lambda t: (not t, t.name or "", t.id)):
            label = territory.name or self.env._("Without territory")
            members = sorted(groups[territory], key=lambda member: member[0])
            rows.append(("territory", label, []))
            rows += [
                ("member", name, self._get_cells([(now, before)]))
                for name, now, before in members
            ]
            pairs = [(now, before) for _name, now, before in members]
            subtotal = self.env._("Total %(territory)s", territory=label)
            rows.append(("subtotal", subtotal, self._get_cells(pairs)))
            everybody += pairs
        if everybody:
            rows.append(("total", self.env._("Total"), self._get_cells(everybody)))
        return self._get_columns(), rows

    def _get_cells(self, pairs):
        """The cells of one member, or of several together.

        :param pairs: `[(figures, figures of the year before)]`, either may be None
        """
        answered = [now for now, _before in pairs if now]
        answered_before = [before for _now, before in pairs if before]
        now = total(answered) if answered else None
        before = total(answered_before) if answered_before else None
        both = [pair for pair in pairs if pair[0] and pair[1]]
        cells = []
        for name in ("posts", "fte"):
            cells += [now and getattr(now, name), before and getattr(before, name)]
            cells += self._get_change(name, both)
        for name in (
            "subsidised_posts",
            "permanent_posts",
            "full_time_posts",
            "part_time_above_half",
        ):
            cells.append(now and getattr(now, name))
            cells.append(now and self._ratio(percentage(getattr(now, name), now.posts)))
        return [*cells, now and now.turnover, now and now.payroll]

    def _get_change(self, name, both):
        """Only who answered in both years says what changed."""
        if not both:
            return [None, None]
        now, before = (
            sum(getattr(pair[rank], name) for pair in both) for rank in (0, 1)
        )
        return [now - before, self._ratio(change_rate(before, now))]

    def _ratio(self, percent):
        return None if percent is None else percent / 100

    def _get_missing(self):
        """Names of the member organisations that have not answered for the year."""
        memberships = self.env["cae.membership"]
        found = memberships.search(
            [
                ("company_id", "=", self.company_id.id),
                *memberships._get_missing_domain(self.year),
            ]
        )
        return sorted(found.partner_id.mapped("name"))

    # === Spreadsheet === #

    def _write_workbook(self, book):
        columns, rows = self._get_table()
        sheet = book.add_worksheet(str(self.year))
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        sheet.write_string(
            0, 0, f"{self.company_id.name} – {self._get_title()} {self.year}", bold
        )
        sheet.write_string(1, 0, self._get_note())
        sheet.write_string(3, 0, self.env._("Organisation"), head)
        for column, (title, _kind) in enumerate(columns, start=1):
            sheet.write_string(3, column, title, head)
        self._write_rows(book, sheet, columns, rows)
        self._write_missing(sheet, len(rows) + 5)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(columns), 11)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)

    def _get_note(self):
        kept = (
            self.env._("Validated figures.")
            if self.validated_only
            else self.env._("Submitted and validated figures.")
        )
        changes = self.env._(
            "Changes compare the members who answered in both years; amounts in "
            "%(currency)s.",
            currency=self.company_id.currency_id.name,
        )
        return f"{kept} {changes}"

    def _write_rows(self, book, sheet, columns, rows):
        looks = {
            "territory": {"bold": True},
            "member": {"indent": 1},
            "subtotal": {"bold": True, "top": 4, "bg_color": "#F2F2F2"},
            "total": {"bold": True, "top": 1, "bg_color": "#E0E0E0"},
        }
        labels = {row: book.add_format(look) for row, look in looks.items()}
        numbers = {
            (row, kind): book.add_format({**look, "indent": 0, "num_format": form})
            for row, look in looks.items()
            for kind, form in NUMBER_FORMATS.items()
        }
        for index, (row, label, cells) in enumerate(rows, start=4):
            sheet.write_string(index, 0, label, labels[row])
            for column, value in enumerate(cells):
                look = numbers[row, columns[column][1]]
                if value is None:
                    sheet.write_blank(index, column + 1, None, look)
                else:
                    sheet.write_number(index, column + 1, float(value), look)

    def _write_missing(self, sheet, index):
        missing = self._get_missing()
        if missing:
            sheet.write_string(
                index,
                0,
                self.env._("No answer yet: %(members)s", members=", ".join(missing)),
            )
