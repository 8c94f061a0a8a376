# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.cae_activity_statement import MONTH, YEAR


class CaeActivityStatementPrepare(models.TransientModel):
    """Draft the statements of a period, of all activities or of some."""

    _name = "cae.activity.statement.prepare"
    _description = "Prepare Statements"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(
        [(MONTH, "A month"), (YEAR, "A financial year")],
        default=MONTH,
        required=True,
        string="Statements of",
    )
    date = fields.Date(
        string="Day",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(months=-1, day=1)
        ),
        help="Any day of the period.",
    )
    date_from = fields.Date(string="From", compute="_compute_dates")
    date_to = fields.Date(string="To", compute="_compute_dates")
    activity_ids = fields.Many2many(
        "cae.activity",
        "cae_statement_prepare_activity_rel",
        string="Activities",
        check_company=True,
        default=lambda self: self._default_activity_ids(),
        help="Empty: every activity that lived, or had a document, in the period.",
    )

    def _default_activity_ids(self):
        context = self.env.context
        if context.get("active_model") != "cae.activity":
            return self.env["cae.activity"]
        return self.env["cae.activity"].browse(context.get("active_ids", ()))

    @api.depends("kind", "date", "company_id")
    def _compute_dates(self):
        for wizard in self:
            start = end = wizard.date
            if wizard.date and wizard.kind == MONTH:
                start, end = (
                    wizard.date + relativedelta(day=1),
                    wizard.date + relativedelta(day=31),
                )
            elif wizard.date:
                year = wizard.company_id.compute_fiscalyear_dates(wizard.date)
                start, end = year["date_from"], year["date_to"]
            wizard.date_from, wizard.date_to = start, end

    def action_prepare(self):
        """Draft the missing statements, read the drafts again, and show them all."""
        self.ensure_one()
        activities = self.activity_ids or self._find_activities()
        if not activities:
            raise UserError(
                self.env._(
                    "No activity of %(company)s lived or had a document from "
                    "%(start)s to %(end)s. Choose another period.",
                    company=self.company_id.display_name,
                    start=self.date_from,
                    end=self.date_to,
                )
            )
        statements = self.env["cae.activity.statement"]._prepare_period(
            activities, self.kind, self.date_from, self.date_to
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_activity_statement_action"
        )
        action["domain"] = [("id", "in", statements.ids)]
        return action

    def _find_activities(self):
        """Activities that lived in the period, or that the ledger knows in it."""
        [(with_lines,)] = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("cae_activity_id", "!=", False),
                    ("date", ">=", self.date_from),
                    ("date", "<=", self.date_to),
                ],
                aggregates=["cae_activity_id:array_agg_distinct"],
            )
        )
        lived = Domain(
            [("state", "!=", "project"), ("date_start", "<=", self.date_to)]
        ) & (Domain("date_end", "=", False) | Domain("date_end", ">=", self.date_from))
        return (
            self.env["cae.activity"]
            .with_context(active_test=False)
            .search(
                Domain("company_id", "=", self.company_id.id)
                & (lived | Domain("id", "in", with_lines or []))
            )
        )
