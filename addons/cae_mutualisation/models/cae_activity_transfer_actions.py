# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from .account_analytic_line import LEVY_SENTINEL
from .cae_activity_transfer import ACCEPTED, CANCELLED, DRAFT, REFUSED, REQUESTED

ACTIVITY_TYPE = "cae_mutualisation.mail_activity_type_transfer"


class CaeActivityTransfer(models.Model):
    """What happens to a transfer: requested, answered, taken back."""

    _inherit = "cae.activity.transfer"

    def action_request(self):
        """Number the transfers and tell the holders of the other side.

        :raises UserError: not a draft, a nature missing, an activity closed
        """
        for transfer in self:
            transfer._lock()
            transfer._check_state(
                (DRAFT,), self.env._("Only a draft can be requested.")
            )
            transfer._check_activities_work()
            transfer._check_complete()
            number = (
                transfer.number
                or transfer.company_id._cae_next_free_codes(
                    "cae_transfer_sequence_id", self._name, "number", 1
                )[0]
            )
            transfer._set_state(REQUESTED, number=number, reason=False)
            transfer._tell("cae_mutualisation.mail_template_transfer_requested")
            transfer._plan_answer()
        return True

    def action_accept(self):
        """Write the pair of analytic lines at the date of the transfer.

        :raises UserError: already answered, or being answered by someone else; a date
            in a locked period; an activity closed meanwhile
        """
        for transfer in self:
            transfer._lock()
            transfer._check_state(
                (REQUESTED,), self.env._("Only a requested transfer can be accepted.")
            )
            transfer._check_activities_work()
            transfer._check_complete()
            transfer._check_unlocked()
            transfer._create_pair(transfer.date)
            transfer._answer(ACCEPTED)
        return True

    def action_refuse(self, reason=None):
        """Refuse requested transfers; `reason` is told to the other side.

        :raises UserError: no reason, or already answered
        """
        reason = self._clean_reason(reason)
        for transfer in self:
            transfer._lock()
            transfer._check_state(
                (REQUESTED,), self.env._("Only a requested transfer can be refused.")
            )
            transfer._answer(REFUSED, reason=reason)
        return True

    def action_withdraw(self):
        """Give up transfers that were not answered yet.

        :raises UserError: already answered
        """
        for transfer in self:
            transfer._lock()
            transfer._check_state(
                (DRAFT, REQUESTED, REFUSED),
                self.env._("Only a transfer that is not accepted can be withdrawn."),
            )
            told = transfer.state == REQUESTED
            transfer._set_state(CANCELLED)
            transfer.activity_unlink([ACTIVITY_TYPE])
            if told:
                transfer._tell("cae_mutualisation.mail_template_transfer_answered")
        return True

    def action_draft(self):
        """Back to draft, to correct what was requested or refused."""
        for transfer in self:
            transfer._lock()
            transfer._check_state(
                (REQUESTED, REFUSED),
                self.env._("An accepted transfer is cancelled, and made again."),
            )
            transfer._set_state(DRAFT, answered_on=False, answered_by_id=False)
            transfer.activity_unlink([ACTIVITY_TYPE])
        return True

    def action_cancel(self, reason=None):
        """Take accepted transfers back: their lines go.

        In a locked period nothing is deleted: a pair of the other sign is written
        today. Levies already posted are regularised by the next run either way.

        :raises UserError: no reason, not accepted, or today is locked too
        """
        reason = self._clean_reason(reason)
        for transfer in self:
            transfer._lock()
            transfer._check_state(
                (ACCEPTED,), self.env._("Only an accepted transfer is cancelled.")
            )
            reversed_on = False
            if transfer._get_lock_violations(transfer.date):
                reversed_on = fields.Date.context_today(transfer)
                transfer._check_unlocked(reversed_on)
                transfer._create_pair(reversed_on, sign=-1)
            else:
                lines = transfer.sudo().analytic_line_ids
                lines.with_context(cae_levy_sentinel=LEVY_SENTINEL).unlink()
            transfer._set_state(CANCELLED, reason=reason, reversed_on=reversed_on)
            transfer._tell("cae_mutualisation.mail_template_transfer_answered")
        return True

    def action_view_analytic_lines(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.analytic.line",
            "view_mode": "list",
            "views": [
                (
                    self.env.ref(
                        "cae_mutualisation.account_analytic_line_view_list_ledger"
                    ).id,
                    "list",
                )
            ],
            "domain": [("cae_transfer_id", "=", self.id)],
            "name": self.env._("Analytic Lines"),
            "context": {"create": False},
        }

    def action_preview(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.access_url, "target": "new"}

    def _create_pair(self, date, sign=1):
        """More for the supplier, less for the customer: the sum is zero."""
        self.env["account.analytic.line"].sudo().with_context(
            cae_levy_sentinel=LEVY_SENTINEL
        ).create(self._prepare_pair(date, sign))

    def _prepare_pair(self, date, sign):
        self.ensure_one()
        column = self.env["account.analytic.line"]._cae_activity_column()
        supplier = self.supplier_activity_id.sudo()
        customer = self.customer_activity_id.sudo()
        common = {
            "ref": self.number,
            "date": date,
            "general_account_id": self.general_account_id.id,
            "company_id": self.company_id.id,
            # Else timesheets would make it the time of an employee.
            "user_id": self.env.uid,
            "cae_transfer_id": self.id,
        }
        return [
            {
                **common,
                "name": f"{self.number} – {other.display_name}: {self.description}",
                column: mine.analytic_account_id.id,
                "amount": factor * self.amount,
                "cae_nature_override_id": nature.id,
            }
            for mine, other, factor, nature in (
                (supplier, customer, sign, self.supplier_nature_id),
                (customer, supplier, -sign, self.customer_nature_id),
            )
        ]

    def _answer(self, state, **vals):
        self._set_state(
            state,
            answered_on=fields.Date.context_today(self),
            answered_by_id=self.env.uid,
            **vals,
        )
        self.activity_unlink([ACTIVITY_TYPE])
        self._tell("cae_mutualisation.mail_template_transfer_answered")

    def _tell(self, template_xmlid):
        """A message to the holders of both sides, but for who did it."""
        self.ensure_one()
        activities = self.supplier_activity_id | self.customer_activity_id
        self._message_subscribe(activities.sudo().holder_ids.partner_id.ids)
        template = self.env.ref(template_xmlid, raise_if_not_found=False)
        if template:
            self.message_post_with_source(template, subtype_xmlid="mail.mt_comment")

    def _plan_answer(self):
        """The coach of the side that must answer sees it among their activities."""
        coach = self.customer_activity_id.sudo().coach_id
        if coach:
            days = self.company_id.sudo().cae_transfer_answer_days
            self.sudo().activity_schedule(
                ACTIVITY_TYPE,
                date_deadline=fields.Date.context_today(self) + timedelta(days=days),
                user_id=coach.id,
            )

    def _lock(self):
        """One answer at a time; the second person is told so."""
        self.ensure_one()
        self._lock_rows(
            self.env._(
                "Someone else is answering this transfer at the same time. Reload "
                "the page and look at its state."
            ),
            ["state", "number"],
        )

    def _set_state(self, state, **vals):
        sentinel = self.with_context(cae_levy_sentinel=LEVY_SENTINEL)
        sentinel.write({**vals, "state": state})

    def _clean_reason(self, reason):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._(
                    "Give a reason: the holders of the other activity will read it."
                )
            )
        return reason

    def _check_complete(self):
        if not (self.supplier_nature_id and self.customer_nature_id):
            raise UserError(
                self.env._(
                    "%(transfer)s has no nature for one of its sides. Choose them, or "
                    "check the natures of %(company)s under Configuration / Levy / "
                    "Natures.",
                    transfer=self.display_name,
                    company=self.company_id.display_name,
                )
            )

    def _get_lock_violations(self, date):
        """The lock dates of the company that a date violates, for this user."""
        return self.company_id.sudo()._get_violated_lock_dates(
            date, False, self.env["account.journal"]
        )

    def _check_unlocked(self, date=None):
        date = date or self.date
        if violations := self._get_lock_violations(date):
            raise UserError(
                self.env._(
                    "%(date)s, the date of %(transfer)s, is in a locked period: "
                    "%(locks)s. It must be set back to draft and given a later date.",
                    date=format_date(self.env, date),
                    transfer=self.display_name,
                    locks=self.company_id.sudo()._format_lock_dates(violations),
                )
            )
