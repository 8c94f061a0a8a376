# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

FLOW = ("start", "entered", "returned", "moved", "left", "end")


class CaePersonReportPrint(models.TransientModel):
    """The people of a period, as those who fund the cooperative ask for them."""

    _name = "cae.person.report.print"
    _description = "Statistics for Funders"
    _inherit = ["cae.workbook.mixin"]

    @api.model
    def _default_date_to(self):
        """The end of last year."""
        return fields.Date.context_today(self) + relativedelta(
            years=-1, month=12, day=31
        )

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="First Day",
        required=True,
        default=lambda self: self._default_date_to() + relativedelta(month=1, day=1),
    )
    date_to = fields.Date(
        string="Last Day", required=True, default=lambda self: self._default_date_to()
    )
    territory_ids = fields.Many2many(
        "cae.territory", string="Territories", help="Empty: all of them."
    )

    def _get_file_name(self):
        return f"{self._get_title()} {self.date_from} {self.date_to}"

    def _get_title(self):
        return self.env._("People in Figures")

    def _get_sheets(self):
        """`[(title, titles of the columns, rows, total row or None)]`.

        Words are text, numbers of persons are int, months are float.
        """
        self.ensure_one()
        figures = self.env["cae.person.report"].figures(
            self.company_id, self.date_from, self.date_to, self.territory_ids
        )
        kinds = dict(
            self.env["hr.contract.type"]
            ._fields["cae_kind"]
            ._description_selection(self.env)
        )
        sexes = dict(
            self.env["hr.version"]._fields["sex"]._description_selection(self.env)
        )
        territory, coach = self.env._("Territory"), self.env._("Coach")
        kind, sex = self.env._("Contract Kind"), self.env._("Gender")
        return [
            self._get_summary(figures),
            self._get_lines(
                self.env._("Territories"),
                [(territory, self._get_names("cae.territory", figures["territory"]))],
                figures["territory"],
            ),
            self._get_lines(
                self.env._("Contract Kinds"), [(kind, kinds)], figures["kind"]
            ),
            self._get_lines(
                self.env._("Gender and Age"),
                [(sex, sexes), (self.env._("Age Bracket"), None)],
                figures["sex_age"],
            ),
            self._get_lines(
                self.env._("Coaches"),
                [(coach, self._get_names("res.users", figures["coach"]))],
                figures["coach"],
            ),
            self._get_exits(figures["exits"]),
            self._get_membership(figures["membership"]),
        ]

    def _get_flow_titles(self):
        before = self.date_from - relativedelta(days=1)
        return [
            self.env._("Active on %(date)s", date=format_date(self.env, before)),
            self.env._("Entries"),
            self.env._("Returns"),
            self.env._("Moved Here, Less Moved Away"),
            self.env._("Exits"),
            self.env._("Active on %(date)s", date=format_date(self.env, self.date_to)),
        ]

    def _get_summary(self, figures):
        titles = ["", self.env._("Persons")]
        flow = figures["total"].get(())
        rows = [
            [title, getattr(flow, name) if flow else 0]
            for name, title in zip(FLOW, self._get_flow_titles(), strict=True)
            if name != "moved" or self.territory_ids
        ]
        changes = [self.env._("Changes of Contract"), figures["changes"]]
        return self.env._("Summary"), titles, [*rows, changes], None

    def _get_names(self, model, keys):
        """Names of the records that keys are about: {id: name}."""
        records = self.env[model].sudo().browse([key for (key,) in keys if key])
        return {record.id: record.display_name for record in records}

    def _get_lines(self, title, labels, found):
        """A sheet with the flow of each line; unknown labels come last.

        :param labels: for each part of a key, its title and the names of its values,
            or None when a value is its own name
        """
        unknown = self.env._("Unknown")
        rows = []
        for key, flow in found.items():
            names = [
                names.get(part) if names else part
                for part, (_title, names) in zip(key, labels, strict=True)
            ]
            numbers = [getattr(flow, name) for name in FLOW]
            rows.append(([(not name, name or unknown) for name in names], numbers))
        rows.sort(key=lambda row: row[0])
        total = [sum(column) for column in zip(*(row[1] for row in rows), strict=True)]
        blanks = [""] * (len(labels) - 1)
        return (
            title,
            [*(name for name, _names in labels), *self._get_flow_titles()],
            [[*(name for _last, name in names), *numbers] for names, numbers in rows],
            [self.env._("Total"), *blanks, *(total or [0] * len(FLOW))],
        )

    def _get_exits(self, exits):
        reasons = self._get_names("hr.departure.reason", [(key,) for key in exits])
        titles = [self.env._("Departure Reason"), self.env._("Persons")]
        lines = {
            reasons.get(key) or self.env._("Unknown"): months
            for key, months in exits.items()
        }
        return self._get_durations(
            self.env._("Exits"),
            [
                *titles,
                self.env._("Months under Contract, Average"),
                self.env._("Months under Contract, Median"),
            ],
            lines,
        )

    def _get_membership(self, membership):
        return self._get_durations(
            self.env._("Time to Membership"),
            [
                self.env._("Year of Admission"),
                self.env._("Persons Admitted"),
                self.env._("Months from the First Contract, Average"),
                self.env._("Months from the First Contract, Median"),
            ],
            {str(year): months for year, months in membership.items()},
        )

    def _get_durations(self, title, titles, lines):
        """A sheet of durations: number, average and median of each line and of all."""
        summarise = self.env["cae.person.report"]._summarise
        whole = [months for known in lines.values() for months in known]
        return (
            title,
            titles,
            [[name, *summarise(months)] for name, months in sorted(lines.items())],
            [self.env._("Total"), *summarise(whole)],
        )

    def _write_workbook(self, book):
        for sheet in self._get_sheets():
            self._write_sheet(book, *sheet)

    def _write_sheet(self, book, title, titles, rows, total):
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        foot = book.add_format({"bold": True, "top": 1})
        sheet = book.add_worksheet(title[:31])
        sheet.write_string(0, 0, f"{self.company_id.name} – {title}", bold)
        sheet.write_string(1, 0, self._describe_period())
        for column, text in enumerate(titles):
            sheet.write_string(3, column, text, head)
        lines = [(row, None) for row in rows] + ([(total, foot)] if total else [])
        for index, (row, look) in enumerate(lines, start=4):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(index, column, value, look)
                elif value is not None:
                    sheet.write_number(index, column, value, look)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, max(1, len(titles) - 1), 16)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _describe_period(self):
        period = self.env._(
            "From %(date_from)s to %(date_to)s",
            date_from=format_date(self.env, self.date_from),
            date_to=format_date(self.env, self.date_to),
        )
        names = ", ".join(self.territory_ids.mapped("name"))
        return f"{period} – {names}" if names else period
