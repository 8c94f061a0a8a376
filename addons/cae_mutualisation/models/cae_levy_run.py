# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tools.misc import format_date

from .account_analytic_line import LEVY_SENTINEL

DRAFT, COMPUTED, POSTED, CANCELLED = "draft", "computed", "posted", "cancelled"


class CaeLevyRun(models.Model):
    """The levies of a company for a month: computed, checked, posted at once."""

    _name = "cae.levy.run"
    _description = "Levy Run"
    _inherit = ["mail.thread", "mail.activity.mixin", "cae.state.mixin"]
    _order = "month desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    nature_stale = fields.Boolean(related="company_id.cae_nature_stale")
    month = fields.Date(
        required=True,
        tracking=True,
        default=lambda self: self._default_month(),
        help="Any day of the month; its first day is kept.",
    )
    state = fields.Selection(
        [
            (DRAFT, "Draft"),
            (COMPUTED, "Computed"),
            (POSTED, "Posted"),
            (CANCELLED, "Cancelled"),
        ],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many(
        "cae.levy.run.line", "run_id", string="Levies", readonly=True
    )
    posted_at = fields.Datetime(readonly=True, copy=False)
    levy_version = fields.Integer(
        readonly=True,
        copy=False,
        help="The company's count of posted and cancelled runs when this one was "
        "computed.",
    )
    amount_total = fields.Monetary(
        string="Total", compute="_compute_totals", store=True
    )
    correction_total = fields.Monetary(
        string="Of Which Corrections", compute="_compute_totals", store=True
    )
    activity_count = fields.Integer(
        string="Activities Levied", compute="_compute_totals", store=True
    )
    analytic_line_ids = fields.One2many(
        "account.analytic.line", "cae_levy_run_id", string="Analytic Lines"
    )

    _month_uniq = models.UniqueIndex(
        "(company_id, month) WHERE state != 'cancelled'",
        "This company already has a levy run for this month.",
    )

    @api.model
    def _default_month(self):
        """The month after the last run, or the last complete month."""
        last = self.search(
            [("company_id", "=", self.env.company.id), ("state", "!=", CANCELLED)],
            limit=1,
        )
        if last:
            return last.month + relativedelta(months=1)
        return fields.Date.context_today(self) + relativedelta(months=-1, day=1)

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for run in self:
            run.display_name = run.month and self.env._(
                "Levy of %(month)s", month=run._format_month(run.month)
            )

    @api.depends("line_ids.amount", "line_ids.is_correction")
    def _compute_totals(self):
        lines = self.env["cae.levy.run.line"]
        totals = {
            run: (amount, count)
            for run, amount, count in lines._read_group(
                [("run_id", "in", self.ids)],
                ["run_id"],
                ["amount:sum", "activity_id:count_distinct"],
            )
        }
        corrections = dict(
            lines._read_group(
                [("run_id", "in", self.ids), ("is_correction", "=", True)],
                ["run_id"],
                ["amount:sum"],
            )
        )
        for run in self:
            run.amount_total, run.activity_count = totals.get(run._origin, (0.0, 0))
            run.correction_total = corrections.get(run._origin, 0.0)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [{**self._first_day(vals), "state": DRAFT} for vals in vals_list]
        )

    def write(self, vals):
        if "state" in vals:
            self._check_sentinel()
        if {"month", "date", "company_id"} & set(vals):
            self._check_state(
                (DRAFT, COMPUTED), self.env._("Its dates can't change any more.")
            )
        return super().write(self._first_day(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        self._check_state(
            (DRAFT, COMPUTED, CANCELLED),
            self.env._("Cancel it if it is the last one, or let the next correct it."),
        )

    def action_compute(self):
        """Compute the levies of the month, and what earlier months must be corrected.

        Can be done again until the run is posted.

        :raises UserError: a run already posted, no scheme for the month, or a later
            month already posted
        """
        for run in self:
            run._lock()
            run._check_state(
                (DRAFT, COMPUTED),
                self.env._("Only a run that is not posted can be computed."),
            )
            run._check_last()
            # First the state, which the lines copy.
            run._set_state(
                COMPUTED, levy_version=run.company_id.sudo().cae_levy_version
            )
            run._compute_lines()
        return True

    def action_post(self):
        """Write the analytic lines of the run, or its entry: all of it, or nothing.

        :raises UserError: the run is not computed, was computed before another run
            was posted, is being posted by someone else, or its date is locked
        """
        for run in self:
            run._lock()
            run._check_state(
                (COMPUTED,), self.env._("Only a computed run can be posted, once.")
            )
            run._check_last()
            run._check_fresh()
            run._check_unlocked()
            run.with_context(cae_levy_sentinel=LEVY_SENTINEL)._write_ledger()
            run._set_state(POSTED, posted_at=fields.Datetime.now())
            run._bump_version()
        return True

    def action_cancel(self):
        """Take back a run: its analytic lines go, its figures stay to be read.

        An entry is reversed rather than deleted.

        :raises UserError: a later month is posted, or the run's date is locked
        """
        for run in self:
            run._lock()
            run._check_state(
                (DRAFT, COMPUTED, POSTED), self.env._("It is cancelled already.")
            )
            if run.state == POSTED:
                run._check_last()
                run._check_unlocked()
                run._bump_version()
                run.with_context(cae_levy_sentinel=LEVY_SENTINEL)._withdraw_ledger()
            run._set_state(CANCELLED)
        # The month is free for another run at once: the database must know.
        self.flush_recordset(["state"])
        return True

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_levy_run_line_action"
        )
        action["domain"] = [("run_id", "=", self.id)]
        action["context"] = {"search_default_group_activity": 1}
        action["display_name"] = self.display_name
        return action

    def action_view_analytic_lines(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.analytic.line",
            "view_mode": "list,pivot,graph",
            "domain": [("cae_levy_run_id", "=", self.id)],
            "name": self.env._("Analytic Lines"),
            "context": {"create": False},
        }

    def action_prepare_statements(self):
        """Draft the statements of the month of every activity, and show them."""
        self.ensure_one()
        self._check_state(
            (POSTED,), self.env._("Post it before you prepare its statements.")
        )
        statements = self.env["cae.activity.statement"]._prepare_month(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_activity_statement_action"
        )
        action["domain"] = [("id", "in", statements.ids)]
        return action

    def _lock(self):
        """One user at a time works on a company's levies; the second is told so."""
        self.check_access("write")
        company = self.company_id.sudo()
        self.flush_recordset()
        try:
            company.lock_for_update(allow_referencing=True)
            self.lock_for_update()
        except (LockError, SerializationFailure) as error:
            raise UserError(
                self.env._(
                    "Someone else is computing or posting the levies of your "
                    "cooperative. Wait a moment, reload the page and look at the "
                    "state of the run."
                )
            ) from error
        self.invalidate_recordset(["state", "levy_version"])
        company.invalidate_recordset(["cae_levy_version"])

    def _set_state(self, state, **vals):
        if self.state != state:  # else every line would be written again
            vals["state"] = state
        self.with_context(cae_levy_sentinel=LEVY_SENTINEL).write(vals)

    def _check_sentinel(self):
        """A state written over RPC would let a month be levied twice."""
        if self.env.context.get("cae_levy_sentinel") is not LEVY_SENTINEL:
            raise UserError(
                self.env._(
                    "The state of %(run)s changes by its buttons only: compute, post, "
                    "cancel.",
                    run=self[:1].display_name,
                )
            )

    def _bump_version(self):
        self.company_id.sudo().cae_levy_version += 1

    def _check_last(self):
        later = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("month", ">", self.month),
                ("state", "=", POSTED),
            ],
            order="month desc",
            limit=1,
        )
        if later:
            raise UserError(
                self.env._(
                    "%(later)s is posted already: only the last posted month can be "
                    "changed. Cancel it first, or let the next run correct %(run)s.",
                    later=later.display_name,
                    run=self.display_name,
                )
            )

    def _check_fresh(self):
        if self.levy_version != self.company_id.sudo().cae_levy_version:
            raise UserError(
                self.env._(
                    "Another levy of %(company)s was posted or cancelled after "
                    "%(run)s was computed. Compute it again before you post it.",
                    company=self.company_id.display_name,
                    run=self.display_name,
                )
            )

    @api.model
    def _first_day(self, vals):
        if not vals.get("month"):
            return vals
        try:
            return {**vals, "month": fields.Date.to_date(vals["month"]).replace(day=1)}
        except ValueError as error:
            raise ValidationError(
                self.env._("“%(month)s” is not a date.", month=vals["month"])
            ) from error

    def _format_month(self, month):
        return format_date(self.env, month, date_format="MMMM y")
