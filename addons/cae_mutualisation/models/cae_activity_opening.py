# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import format_date

from .account_analytic_line import LEVY_SENTINEL

DRAFT, POSTED = "draft", "posted"


class CaeActivityOpening(models.Model):
    """What an activity earned or spent before the cooperative kept its ledger here.

    One line per activity, month and nature, signed as the ledger: income positive,
    cost negative. Posted, it is an analytic line without journal entry, so that the
    available cash and the tiers of the year go on where the former software stopped.
    """

    _name = "cae.activity.opening"
    _description = "Opening Balance"
    _inherit = ["cae.state.mixin"]
    _order = "date, activity_id, nature_id, id"
    _check_company_auto = True

    activity_id = fields.Many2one(
        "cae.activity",
        required=True,
        index=True,
        ondelete="restrict",
        help="In a file: its code or its name.",
    )
    company_id = fields.Many2one(
        related="activity_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True,
        help="Any day of the month; before the first month of levies.",
    )
    nature_id = fields.Many2one(
        "cae.ledger.nature",
        required=True,
        check_company=True,
        ondelete="restrict",
        domain="[('company_id', '=', company_id)]",
        help="In a file: its code (turnover, purchase, subcontracting, pass_through, "
        "expense, payroll, levy, subsidy, other) or its label.",
    )
    nature_sign = fields.Selection(related="nature_id.sign")
    name = fields.Char(
        string="Label", required=True, default=lambda self: self._default_name()
    )
    amount = fields.Monetary(
        required=True,
        help="Without VAT. As in the ledger: income positive, cost and levy negative.",
    )
    general_account_id = fields.Many2one(
        "account.account",
        check_company=True,
        ondelete="restrict",
        help="For information: the general ledger does not move.",
    )
    state = fields.Selection(
        [(DRAFT, "Draft"), (POSTED, "Posted")],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    analytic_line_ids = fields.One2many(
        "account.analytic.line",
        "cae_opening_id",
        string="Analytic Lines",
        readonly=True,
    )

    _amount_check = models.Constraint(
        "CHECK (amount <> 0)", "An opening balance of zero has nothing to say."
    )

    @api.model
    def _default_name(self):
        return self.env._("Opening balance")

    @api.depends("activity_id", "nature_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for opening in self:
            parts = (
                opening.activity_id.display_name,
                opening.nature_id.display_name,
                opening.date and format_date(self.env, opening.date),
            )
            opening.display_name = ", ".join(part for part in parts if part)

    @api.constrains("activity_id", "nature_id")
    def _check_nature_company(self):
        for opening in self:
            if opening.nature_id.company_id != opening.company_id:
                raise ValidationError(
                    self.env._(
                        "The nature of %(opening)s is of another company.",
                        opening=opening.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "state": DRAFT} for vals in vals_list])

    def write(self, vals):
        if "state" in vals:
            self._check_sentinel()
        else:
            self._check_state((DRAFT,), self.env._("Set it back to draft first."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        self._check_state((DRAFT,), self.env._("Set it back to draft first."))

    @api.model
    def load(self, fields, data):
        """A file is of the current company: codes of activities repeat in others."""
        company = self.with_context(allowed_company_ids=self.env.company.ids)
        return super(CaeActivityOpening, company).load(fields, data)

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Opening balances of activities"),
                "template": "/cae_mutualisation/static/xls/opening_balances.xlsx",
            }
        ]

    def action_post(self):
        """Write the analytic lines of the drafts, at once.

        :raises UserError: already posted, or not before the first month of levies
        """
        self._lock()
        self._check_state((DRAFT,), self.env._("Only a draft can be posted."))
        self._check_before_start()
        self.env["account.analytic.line"].with_context(
            cae_levy_sentinel=LEVY_SENTINEL
        ).create(self._prepare_analytic_lines())
        self._set_state(POSTED)
        return True

    def action_reset(self):
        """Back to draft: the analytic lines go.

        :raises UserError: a levy run of that month or a later one is posted
        """
        self._lock()
        self._check_state((POSTED,), self.env._("It is a draft already."))
        self._check_not_levied()
        self.analytic_line_ids.with_context(cae_levy_sentinel=LEVY_SENTINEL).unlink()
        self._set_state(DRAFT)
        return True

    def _prepare_analytic_lines(self):
        column = self.env["account.analytic.line"]._cae_activity_column()
        return [
            {
                "name": opening.name,
                "date": opening.date,
                "amount": opening.amount,
                "general_account_id": opening.general_account_id.id,
                "company_id": opening.company_id.id,
                # Else timesheets would look for their employee, line by line.
                "user_id": self.env.uid,
                "cae_nature_override_id": opening.nature_id.id,
                "cae_opening_id": opening.id,
                column: opening.activity_id.analytic_account_id.id,
            }
            for opening in self
        ]

    def _check_before_start(self):
        """What is levied here comes from documents; before, from these lines."""
        for company, openings in self.grouped("company_id").items():
            start = company.sudo().cae_levy_start
            if not start:
                raise UserError(
                    self.env._(
                        "Set the first month of levies of %(company)s in the settings "
                        "first: opening balances are of the months before it.",
                        company=company.display_name,
                    )
                )
            if late := openings.filtered(lambda o, start=start: o.date >= start)[:1]:
                raise UserError(
                    self.env._(
                        "%(opening)s is not before the first month of levies, "
                        "%(start)s (settings). From then on, post its documents.",
                        opening=late.display_name,
                        start=format_date(self.env, start),
                    )
                )

    def _check_not_levied(self):
        last = dict(
            self.env["cae.levy.run"]
            .sudo()
            ._read_group(
                [("company_id", "in", self.company_id.ids), ("state", "=", "posted")],
                ["company_id"],
                ["month:max"],
            )
        )
        for opening in self:
            month = last.get(opening.company_id)
            if month and month >= opening.date.replace(day=1):
                raise UserError(
                    self.env._(
                        "%(opening)s counts in the levies of %(month)s, which are "
                        "posted. Cancel that run first, or add an opening balance "
                        "that corrects it: the next run takes it into account.",
                        opening=opening.display_name,
                        month=format_date(self.env, month, date_format="MMMM y"),
                    )
                )

    def _lock(self):
        """Two people posting the same selection: the second is told so."""
        self._lock_rows(
            self.env._(
                "Someone else is posting these opening balances. Reload the page "
                "and look at their state."
            ),
            ["state"],
        )

    def _set_state(self, state):
        sentinel = self.with_context(cae_levy_sentinel=LEVY_SENTINEL)
        sentinel.write({"state": state})

    def _check_sentinel(self):
        """A state written over RPC would leave lines without their record."""
        if self.env.context.get("cae_levy_sentinel") is not LEVY_SENTINEL:
            raise UserError(
                self.env._(
                    "The state of %(opening)s changes by its buttons only: post, back "
                    "to draft.",
                    opening=self[:1].display_name,
                )
            )
