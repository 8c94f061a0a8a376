# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.misc import format_date

DRAFT, PUBLISHED = "draft", "published"
FROZEN = {
    "company_id",
    "date_from",
    "date_to",
    "account_ids",
    "recipient_ids",
    "line_ids",
    "levy_total",
    "income_total",
    "cost_total",
}


class CaePooledStatement(models.Model):
    """The account of the pooled services, made available to every entrepreneur.

    The cooperative draws it up at the end of the financial year (French labour code,
    R7331-9): what the levies brought, and what was done with them. Once published it
    is a frozen snapshot, for those who held an activity in the period.
    """

    _name = "cae.pooled.statement"
    _description = "Account of the Pooled Services"
    _inherit = ["portal.mixin", "mail.thread", "cae.state.mixin"]
    _order = "date_to desc, company_id"
    _check_company_auto = True

    def _default_year(self):
        """The last financial year that is over."""
        today = fields.Date.context_today(self)
        company = self.env.company
        current = company.compute_fiscalyear_dates(today)["date_from"]
        return company.compute_fiscalyear_dates(current - relativedelta(days=1))

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._default_year()["date_from"],
        tracking=True,
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self._default_year()["date_to"],
        tracking=True,
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
    account_ids = fields.Many2many(
        "account.analytic.account",
        "cae_pooled_statement_account_rel",
        string="Accounts of the Services",
        compute="_compute_account_ids",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        groups="cae_member.group_user",
        help="The analytic accounts of the structure that this account adds up: "
        "where levies go, and those of the settings.",
    )
    line_ids = fields.One2many(
        "cae.pooled.statement.line", "statement_id", string="Lines", readonly=True
    )
    levy_total = fields.Monetary(string="Levies Received", readonly=True)
    income_total = fields.Monetary(string="Other Income", readonly=True)
    cost_total = fields.Monetary(
        string="Costs", readonly=True, help="Costs of the services, negative."
    )
    result = fields.Monetary(
        compute="_compute_result", help="Levies and other income, less costs."
    )
    recipient_ids = fields.Many2many(
        "res.partner",
        "cae_pooled_statement_recipient_rel",
        string="Made Available to",
        readonly=True,
        copy=False,
        groups="cae_member.group_user",
        help="The holders of the activities that lived in the period, when it was "
        "published. They read it on the portal.",
    )
    recipient_count = fields.Integer(
        string="Entrepreneurs",
        compute="_compute_recipient_count",
        groups="cae_member.group_user",
    )

    _period_uniq = models.UniqueIndex(
        "(company_id, date_from, date_to)",
        "This cooperative already has an account of the pooled services for this "
        "period.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)",
        "The period of an account of the pooled services ends after it starts.",
    )

    @api.depends("date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = self.env._(
                "Pooled services – %(period)s", period=statement._format_period()
            )

    @api.depends("company_id")
    def _compute_account_ids(self):
        for statement in self:
            statement.account_ids = statement.company_id._cae_get_pooled_accounts()

    @api.depends("levy_total", "income_total", "cost_total")
    def _compute_result(self):
        for statement in self:
            statement.result = (
                statement.levy_total + statement.income_total + statement.cost_total
            )

    @api.depends("recipient_ids")
    def _compute_recipient_count(self):
        for statement in self:
            statement.recipient_count = len(statement.recipient_ids)

    def _compute_access_url(self):
        for statement in self:
            statement.access_url = f"/my/pooled/{statement.id}"

    @api.constrains("account_ids")
    def _check_account_ids(self):
        activities = (
            self.env["cae.activity"]
            .sudo()
            .with_context(active_test=False)
            .search([("analytic_account_id", "in", self.account_ids.ids)])
        )
        if activities:
            raise ValidationError(
                self.env._(
                    "%(account)s is the account of an activity. The account of the "
                    "pooled services adds up accounts of the structure: take it away.",
                    account=activities[0].analytic_account_id.display_name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        statements = super().create(vals_list)
        statements._refresh()
        return statements

    def write(self, vals):
        if FROZEN & set(vals):
            self._check_draft()
        result = super().write(vals)
        if {"company_id", "date_from", "date_to", "account_ids"} & set(vals):
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
        """Freeze it, and make it available to those who held an activity then."""
        for statement in self.filtered(lambda statement: statement.state == DRAFT):
            if not statement.account_ids:
                raise UserError(
                    self.env._(
                        "%(statement)s adds up no account. Choose the analytic "
                        "accounts of the structure before you publish it.",
                        statement=statement.display_name,
                    )
                )
            statement._refresh()
            statement.write(
                {
                    "state": PUBLISHED,
                    "published_on": fields.Date.context_today(self),
                    "recipient_ids": [Command.set(statement._find_holders().ids)],
                }
            )
            statement._notify_holders()
        return True

    def action_withdraw(self):
        """Take a published account back, to correct it."""
        self._check_state(
            (PUBLISHED,),
            self.env._("Only a published account of the pooled services is withdrawn."),
        )
        self.write({"state": DRAFT, "published_on": False})
        return self.write({"recipient_ids": [Command.clear()]})

    def action_preview(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.access_url, "target": "new"}

    def _find_holders(self):
        """The holders of the activities of the company that lived in the period."""
        self.ensure_one()
        activities = (
            self.env["cae.activity"].sudo().with_context(active_test=False)
        ).search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "project"),
                ("date_start", "<=", self.date_to),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", self.date_from),
            ]
        )
        return activities.holder_ids.partner_id

    def _notify_holders(self):
        """A mail to each holder, in their language, by the queue."""
        self.ensure_one()
        template = self.env.ref(
            "cae_mutualisation.mail_template_pooled_published", raise_if_not_found=False
        )
        if not template:
            return
        for lang, partners in self.recipient_ids.grouped(
            lambda partner: partner.lang or self._get_lang()
        ).items():
            rendered = {
                field: template._render_field(field, self.ids, set_lang=lang)[self.id]
                for field in ("subject", "body_html")
            }
            self.with_context(lang=lang, mail_notify_force_send=False).message_notify(
                subject=rendered["subject"],
                body=rendered["body_html"],
                partner_ids=partners.ids,
                model=self._name,
                res_id=self.id,
                email_layout_xmlid=template.email_layout_xmlid,
            )

    def _check_draft(self):
        self._check_state(
            (DRAFT,), self.env._("It can't change any more: withdraw it first.")
        )

    def _format_period(self):
        """“Year 2026”, or both dates."""
        self.ensure_one()
        start, end = self.date_from, self.date_to
        if not (start and end):
            return ""
        if (start.day, start.month, end) == (1, 1, start.replace(month=12, day=31)):
            return self.env._("Year %(year)s", year=end.year)
        return f"{format_date(self.env, start)} – {format_date(self.env, end)}"

    def _get_lang(self):
        self.ensure_one()
        return self.company_id.partner_id.lang or self.env.lang

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.display_name
