# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import file_open
from odoo.tools.misc import format_date

DRAFT, PUBLISHED = "draft", "published"
FROZEN = {
    "activity_id",
    "date_from",
    "date_to",
    "opening_cash",
    "income",
    "costs",
    "levy",
    "uncollected_change",
    "unpaid_change",
    "closing_cash",
    "uncollected",
    "unpaid",
    "expected_cash",
    "line_ids",
}


class CaeActivityStatement(models.Model):
    """The accounts of an activity over a period, as its holders receive them.

    The law asks for a statement that details charges and income (French labour code,
    L7332-3). Once published it is a frozen snapshot.
    """

    _name = "cae.activity.statement"
    _description = "Activity Statement"
    _inherit = ["portal.mixin", "mail.thread", "cae.state.mixin"]
    _order = "date_from desc, activity_id"
    _check_company_auto = True
    # A holder only reads a statement, and asks questions about it on the portal.
    _mail_post_access = "read"

    activity_id = fields.Many2one(
        "cae.activity",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="activity_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(months=-1, day=1)
        ),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(months=-1, day=31)
        ),
    )
    state = fields.Selection(
        [(DRAFT, "Draft"), (PUBLISHED, "Published")],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    published_on = fields.Date(readonly=True, copy=False)
    line_ids = fields.One2many(
        "cae.activity.statement.line",
        "statement_id",
        string="Income, Costs and Levy",
        readonly=True,
    )
    opening_cash = fields.Monetary(readonly=True)
    income = fields.Monetary(readonly=True)
    costs = fields.Monetary(readonly=True, help="Costs other than levies, negative.")
    levy = fields.Monetary(readonly=True, help="Levies, negative.")
    uncollected_change = fields.Monetary(
        string="Change of What Customers Owe",
        readonly=True,
        help="Positive when customers paid more than was invoiced in the period.",
    )
    unpaid_change = fields.Monetary(
        string="Change of What Suppliers Are Owed", readonly=True
    )
    closing_cash = fields.Monetary(string="Available Cash", readonly=True)
    uncollected = fields.Monetary(readonly=True)
    unpaid = fields.Monetary(readonly=True)
    expected_cash = fields.Monetary(readonly=True)

    _period_uniq = models.UniqueIndex(
        "(activity_id, date_from, date_to)",
        "This activity already has a statement for this period.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The period of a statement ends after it starts.",
    )

    @api.depends("activity_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for statement in self:
            activity = statement.activity_id.name
            period = statement._format_period()
            statement.display_name = activity and f"{activity} – {period}"

    def _compute_access_url(self):
        for statement in self:
            statement.access_url = f"/my/statement/{statement.id}"

    @api.model_create_multi
    def create(self, vals_list):
        statements = super().create(vals_list)
        statements._refresh()
        return statements

    def write(self, vals):
        if FROZEN & set(vals):
            self._check_draft()
        result = super().write(vals)
        if {"activity_id", "date_from", "date_to"} & set(vals):
            self._refresh()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    def action_refresh(self):
        """Read the figures of a draft again."""
        self._check_draft()
        self._refresh()

    def action_publish(self):
        """Freeze the statements and send them to the holders of their activity."""
        drafts = self.filtered(lambda statement: statement.state == DRAFT)
        drafts._refresh()
        drafts.write(
            {"state": PUBLISHED, "published_on": fields.Date.context_today(self)}
        )
        template = self.env.ref(
            "cae_mutualisation.mail_template_statement_published",
            raise_if_not_found=False,
        )
        for statement in drafts:
            partners = statement.activity_id.holder_ids.partner_id
            statement._message_subscribe(partners.ids)
            if template:
                statement.message_post_with_source(
                    template, subtype_xmlid="mail.mt_comment"
                )
            # After the message: the coach gets the holders' questions only.
            statement._message_subscribe(statement.activity_id.coach_id.partner_id.ids)
        return True

    def action_withdraw(self):
        """Take a published statement back, to correct it; the chatter keeps a trace."""
        self._check_state(
            (PUBLISHED,), self.env._("Only a published statement is withdrawn.")
        )
        return self.write({"state": DRAFT, "published_on": False})

    def action_preview(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.access_url, "target": "new"}

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        """A link with a token opens the questions of a published statement only."""
        thread = super()._get_thread_with_access(thread_id, **kwargs)
        draft = thread and thread.sudo().state != PUBLISHED
        if draft and not thread.sudo(False).has_access("read"):
            return self.browse()
        return thread

    @api.model
    def _prepare_month(self, run):
        """The statements of a run's month: those that miss are drafted."""
        date_from = run.month
        date_to = date_from + relativedelta(day=31)
        period = [("date_from", "=", date_from), ("date_to", "=", date_to)]
        activities = run._activities([date_from])
        existing = self.search([("activity_id", "in", activities.ids), *period])
        existing.filtered(lambda statement: statement.state == DRAFT)._refresh()
        return existing | self.create(
            [
                {"activity_id": activity.id, "date_from": date_from, "date_to": date_to}
                for activity in activities - existing.activity_id
            ]
        )

    def _refresh(self):
        """Write figures and rows, in sets: one reading per period.

        What is written in words is in the holders' language, whoever asks for it.
        """
        self.line_ids.unlink()
        rows = []
        for (lang, date_from, date_to), statements in self.grouped(
            lambda statement: (
                statement._get_lang(),
                statement.date_from,
                statement.date_to,
            )
        ).items():
            statements = statements.with_context(lang=lang)
            rows += statements._refresh_period(date_from, date_to)
        self.env["cae.activity.statement.line"].create(rows)

    def _refresh_period(self, date_from, date_to):
        activities = self.activity_id
        opening = activities._read_figures(date_from - timedelta(days=1))
        closing = activities._read_figures(date_to)
        amounts = activities._read_natures(date_from, date_to)
        levies = self._read_levies(date_from, date_to)
        rows = []
        for statement in self:
            activity = statement.activity_id
            mine = statement._prepare_rows(
                amounts.get(activity.id, {}), levies.get(activity.id, ())
            )
            statement.write(
                statement._prepare_figures(
                    mine, opening[activity.id], closing[activity.id]
                )
            )
            rows += mine
        return rows

    def _read_levies(self, date_from, date_to):
        """Posted levy lines of the runs of the period: ``{activity id: lines}``."""
        lines = self.env["cae.levy.run.line"].search(
            [
                ("activity_id", "in", self.activity_id.ids),
                ("run_state", "=", "posted"),
                ("run_month", ">=", date_from),
                ("run_month", "<=", date_to),
            ],
            order="run_month, is_correction, month, component_id",
        )
        return lines.grouped(lambda line: line.activity_id.id)

    def _prepare_rows(self, amounts, levies):
        """Rows of one statement, in the language of the context."""
        self.ensure_one()
        lang = self.company_id.partner_id.lang or self.env.lang
        rows = []
        for nature, amount in amounts.items():
            if nature.code == "levy" or not amount:
                continue
            section = "income" if nature.sign == "1" else "cost"
            name = nature.with_context(lang=lang).display_name
            rows.append({"section": section, "name": name, "amount": amount})
        for line in levies:
            line = line.with_context(lang=lang)
            rows.append(
                {
                    "section": "levy",
                    "name": line.component_id.name,
                    "explanation": line.explanation,
                    "amount": -line.amount,
                }
            )
        for sequence, row in enumerate(rows):
            row.update(statement_id=self.id, sequence=sequence)
        return rows

    def _prepare_figures(self, rows, opening, closing):
        currency = self.currency_id
        totals = defaultdict(float)
        for row in rows:
            totals[row["section"]] += row["amount"]
        return {
            "opening_cash": opening["available_cash"],
            "income": currency.round(totals["income"]),
            "costs": currency.round(totals["cost"]),
            "levy": currency.round(totals["levy"]),
            "uncollected_change": currency.round(
                opening["uncollected"] - closing["uncollected"]
            ),
            "unpaid_change": currency.round(closing["unpaid"] - opening["unpaid"]),
            "closing_cash": closing["available_cash"],
            "uncollected": closing["uncollected"],
            "unpaid": closing["unpaid"],
            "expected_cash": closing["expected_cash"],
        }

    def _check_draft(self):
        self._check_state(
            (DRAFT,), self.env._("It can't change any more: withdraw it first.")
        )

    def _format_period(self):
        """“March 2026”, or both dates when it is not one month."""
        self.ensure_one()
        start, end = self.date_from, self.date_to
        if not (start and end):
            return ""
        if start.day == 1 and end == start + relativedelta(day=31):
            return format_date(self.env, start, date_format="MMMM y")
        return f"{format_date(self.env, start)} – {format_date(self.env, end)}"

    def _get_lang(self):
        """The language of its first holder, else of the company."""
        self.ensure_one()
        partners = self.activity_id.holder_ids.partner_id | self.company_id.partner_id
        return partners.filtered("lang")[:1].lang or self.env.lang

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.display_name

    @api.model
    def _get_report_style(self):
        """The stylesheet, which the print carries in itself."""
        with file_open("cae_mutualisation/static/src/css/statement.css") as stream:
            return Markup(stream.read())
