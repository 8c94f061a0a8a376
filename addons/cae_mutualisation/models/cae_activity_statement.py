# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date

from .report_style import read_styles

DRAFT, PUBLISHED = "draft", "published"
MONTH, YEAR = "month", "year"
FROZEN = {
    "activity_id",
    "kind",
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
    "year_from",
    "carried_result",
    "year_result",
    "line_ids",
    "share_ids",
}


class CaeActivityStatement(models.Model):
    """The accounts of an activity over a period, as its holders receive them.

    The law asks for a statement that details charges and income (French labour code,
    L7332-3), and for an analytic balance sheet and income statement of each activity
    (decree 2015-1363). Once published it is a frozen snapshot.
    """

    _name = "cae.activity.statement"
    _description = "Activity Statement"
    _inherit = ["portal.mixin", "mail.thread", "cae.state.mixin"]
    _order = "date_to desc, date_from, activity_id"
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
    kind = fields.Selection(
        [(MONTH, "Monthly"), (YEAR, "Yearly")],
        default=MONTH,
        required=True,
        index=True,
        help="Monthly: the month, and the financial year up to it. Yearly: a whole "
        "financial year, month by month.",
    )
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
    share_ids = fields.One2many(
        "cae.activity.statement.share",
        "statement_id",
        string="Parts of the Holders",
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
    year_from = fields.Date(
        string="Financial Year From",
        readonly=True,
        help="First day of the financial year of the end of the period.",
    )
    carried_result = fields.Monetary(
        string="Result of Earlier Years",
        readonly=True,
        help="All that the activity earned less what it spent before this financial "
        "year.",
    )
    year_result = fields.Monetary(
        string="Result of the Year to Date",
        readonly=True,
        help="Since the first day of the financial year, levies included.",
    )
    result = fields.Monetary(
        string="Result of the Period",
        compute="_compute_result",
        help="Income less costs and levies.",
    )
    asset_total = fields.Monetary(
        string="What the Activity Has", compute="_compute_balance_totals"
    )
    liability_total = fields.Monetary(
        string="What the Activity Owes, and Its Own Funds",
        compute="_compute_balance_totals",
    )

    _period_uniq = models.UniqueIndex(
        "(activity_id, date_from, date_to)",
        "This activity already has a statement for this period.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The period of a statement ends after it starts.",
    )

    @api.depends("activity_id", "kind", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for statement in self:
            activity = statement.activity_id.name
            period = statement._format_period()
            statement.display_name = activity and f"{activity} – {period}"

    @api.depends("income", "costs", "levy")
    def _compute_result(self):
        for statement in self:
            statement.result = statement.income + statement.costs + statement.levy

    @api.depends(
        "closing_cash", "uncollected", "unpaid", "carried_result", "year_result"
    )
    def _compute_balance_totals(self):
        for statement in self:
            rows = statement._balance_amounts()
            assets = sum(amount for _key, side, amount in rows if side == "asset")
            others = sum(amount for _key, side, amount in rows if side != "asset")
            statement.asset_total = statement.currency_id.round(assets)
            statement.liability_total = statement.currency_id.round(others)

    @api.constrains("kind", "date_from", "date_to", "activity_id")
    def _check_year(self):
        for statement in self.filtered(lambda statement: statement.kind == YEAR):
            year = statement.company_id.compute_fiscalyear_dates(statement.date_to)
            if (statement.date_from, statement.date_to) != tuple(year.values()):
                raise ValidationError(
                    self.env._(
                        "A yearly statement covers a financial year of %(company)s: "
                        "%(start)s to %(end)s. Choose these dates for %(activity)s, "
                        "or make a monthly statement.",
                        company=statement.company_id.display_name,
                        start=format_date(self.env, year["date_from"]),
                        end=format_date(self.env, year["date_to"]),
                        activity=statement.activity_id.display_name,
                    )
                )

    @api.onchange("kind", "activity_id")
    def _onchange_kind(self):
        """The financial year of the dates, or the last month of the year chosen."""
        company = self.activity_id.company_id or self.env.company
        if self.kind == YEAR and self.date_to:
            year = company.compute_fiscalyear_dates(self.date_to)
            self.date_from, self.date_to = year["date_from"], year["date_to"]
        elif self.kind == MONTH and self._origin.kind == YEAR:
            self.date_from = self.date_to + relativedelta(day=1)

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
        if {"activity_id", "kind", "date_from", "date_to"} & set(vals):
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
        drafts._notify_holders()
        return True

    def action_withdraw(self):
        """Take a published statement back, to correct it; the chatter keeps a trace."""
        self._check_state(
            (PUBLISHED,), self.env._("Only a published statement is withdrawn.")
        )
        self._clear_acknowledgements()
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

    def _notify_holders(self):
        """A message to the holders, in their language; the mails wait in the queue.

        Subjects and bodies of hundreds are rendered at once: the mail composer would
        take most of the time of a publication.
        """
        template = self.env.ref(
            "cae_mutualisation.mail_template_statement_published",
            raise_if_not_found=False,
        )
        subjects, bodies = (
            template._render_field(field, self.ids, compute_lang=True)
            if template
            else {}
            for field in ("subject", "body_html")
        )
        for statement in self.with_context(mail_notify_force_send=False):
            partners = statement.activity_id.holder_ids.partner_id
            statement._message_subscribe(partners.ids)
            if template:
                statement.message_post(
                    subject=subjects[statement.id],
                    body=bodies[statement.id],
                    subtype_xmlid="mail.mt_comment",
                    email_layout_xmlid=template.email_layout_xmlid,
                )
            # After the message: the coach gets the holders' questions only.
            statement._message_subscribe(statement.activity_id.coach_id.partner_id.ids)

    def _check_draft(self):
        self._check_state(
            (DRAFT,), self.env._("It can't change any more: withdraw it first.")
        )

    def _format_period(self):
        """“March 2026”, “Year 2026”, or both dates."""
        self.ensure_one()
        start, end = self.date_from, self.date_to
        if not (start and end):
            return ""
        if self.kind == YEAR:
            if (start.day, start.month, end.day, end.month) == (1, 1, 31, 12):
                return self.env._("Year %(year)s", year=end.year)
            return self.env._(
                "Financial year %(start)s – %(end)s",
                start=format_date(self.env, start),
                end=format_date(self.env, end),
            )
        if start.day == 1 and end == start + relativedelta(day=31):
            return format_date(self.env, start, date_format="MMMM y")
        return f"{format_date(self.env, start)} – {format_date(self.env, end)}"

    def _get_lang(self):
        """The language of its first holder, else of the company."""
        self.ensure_one()
        holders = self.activity_id.holder_ids.partner_id.filtered("lang")
        return holders[:1].lang or self.company_id.partner_id.lang or self.env.lang

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.display_name

    @api.model
    def _get_report_style(self):
        return read_styles("statement")
