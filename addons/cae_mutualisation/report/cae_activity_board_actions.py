# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, formatLang

FOLLOWERS = ("cae_member.group_coach", "cae_member.group_accountant")


class CaeActivityBoard(models.Model):
    """Why an activity is in difficulty, in words, and what can be done from there."""

    _inherit = "cae.activity.board"

    cash_note = fields.Char(compute="_compute_notes", string="Cash")
    idle_note = fields.Char(compute="_compute_notes", string="Invoicing")
    falling_note = fields.Char(compute="_compute_notes", string="Turnover")
    overdue_note = fields.Char(compute="_compute_notes", string="Customers")
    difficulty_note = fields.Char(compute="_compute_notes", string="Why")

    @api.depends(
        "is_cash_low",
        "is_idle",
        "is_falling",
        "is_overdue",
        "available_cash",
        "last_invoice_date",
        "date_start",
        "turnover_change",
        "overdue_amount",
        "overdue_days",
        "currency_id",
        "company_id",
    )
    @api.depends_context("lang")
    def _compute_notes(self):
        for row in self:
            notes = {
                "cash_note": row.is_cash_low and row._get_cash_note(),
                "idle_note": row.is_idle and row._get_idle_note(),
                "falling_note": row.is_falling and row._get_falling_note(),
                "overdue_note": row.is_overdue and row._get_overdue_note(),
            }
            row.update(notes)
            row.difficulty_note = " · ".join(filter(None, notes.values()))

    def _get_cash_note(self):
        amount = self._format_amount(self.available_cash)
        return self.env._("Available cash: %(amount)s", amount=amount)

    def _get_idle_note(self):
        if self.last_invoice_date:
            return self.env._(
                "No invoice since %(month)s",
                month=self._format_month(self.last_invoice_date),
            )
        if self.date_start:
            return self.env._(
                "No invoice since it opened in %(month)s",
                month=self._format_month(self.date_start),
            )
        return self.env._("No invoice yet")

    def _get_falling_note(self):
        return self.env._(
            "Turnover down %(percent)s %% over %(months)s months",
            percent=formatLang(self.env, -self.turnover_change, digits=0),
            months=self.company_id.sudo().cae_board_fall_months,
        )

    def _get_overdue_note(self):
        return self.env._(
            "%(amount)s overdue, the oldest by %(days)s days",
            amount=self._format_amount(self.overdue_amount),
            days=self.overdue_days,
        )

    def _format_amount(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _format_month(self, date):
        return format_date(self.env, date, date_format="MMMM y")

    def action_open_activity(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.activity",
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": self.activity_id.id,
        }

    def action_view_ledger(self):
        return self.activity_id.action_view_ledger()

    def action_view_overdue(self):
        """The invoices of these activities that customers should have paid."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_overdue_report_action"
        )
        return {
            **action,
            "domain": [("activity_id", "in", self.activity_id.ids)],
            "context": {},
        }

    def action_plan_call(self):
        """Ask the coach of each activity to call its holders, once.

        An activity that has a call planned gets no second one; one without coach is
        given to the user.
        """
        self._check_planner()
        waiting = self.filtered(lambda row: not row.call_date)
        kind = self.env.ref("mail.mail_activity_data_call")
        model_id = self.env["ir.model"]._get_id("cae.activity")
        # Others' activities are read only: the user was checked to be a follower.
        self.env["mail.activity"].sudo().create(
            [
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": row.activity_id.id,
                    "user_id": (row.coach_id or self.env.user).id,
                    "summary": self.env._("Call about the activity's figures"),
                    "note": row.difficulty_note,
                    "date_deadline": kind._get_date_deadline(),
                }
                for row in waiting
            ]
        )
        self.invalidate_recordset(["call_date"])
        return self._notify_planned(len(waiting), len(self) - len(waiting))

    def _check_planner(self):
        self.check_access("read")
        self.activity_id.check_access("read")
        if not any(self.env.user.has_group(group) for group in FOLLOWERS):
            raise AccessError(
                self.env._(
                    "Calls are planned by coaches, the support team, managers and "
                    "accountants. Ask one of them."
                )
            )

    def _notify_planned(self, planned, kept):
        message = self.env._("Calls planned: %(planned)s.", planned=planned)
        if kept:
            message += " " + self.env._("Already planned before: %(kept)s.", kept=kept)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if planned else "warning",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
