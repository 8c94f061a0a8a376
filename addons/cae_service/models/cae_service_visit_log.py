# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models

from ..kernel.schedule import billed_hours

LOG_KINDS = ("phone", "mail")


class CaeServiceVisit(models.Model):
    """Calls answered and mail handled: a line each, done as soon as it is written."""

    _inherit = "cae.service.visit"

    needs_answer = fields.Boolean(
        string="To Answer",
        copy=False,
        help="Somebody has to call or write back: a to-do is made.",
    )

    def _log_done(self):
        """Calls and mail that are not planned ahead are done when they are noted."""
        now = fields.Datetime.now()
        logs = self.filtered(
            lambda visit: (
                visit.kind in LOG_KINDS
                and visit.state == "planned"
                and visit.start <= now
            )
        )
        if logs:
            logs.action_done()

    def _ask_for_answers(self):
        """A to-do for who took the call, or who follows the agreement."""
        asked = self.sudo().filtered("needs_answer")
        if not asked:
            return
        todo = self.env.ref("mail.mail_activity_data_todo")
        model = self.env["ir.model"]._get(self._name)
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(
            [
                {
                    "activity_type_id": todo.id,
                    "res_model_id": model.id,
                    "res_id": visit.id,
                    "user_id": (visit.user_id or visit._get_responsible()).id,
                    "summary": self.env._(
                        "Answer %(contact)s",
                        contact=visit.contact or visit.partner_id.name,
                    ),
                    "date_deadline": fields.Date.context_today(self),
                }
                for visit in asked
            ]
        )

    def _get_responsible(self):
        """Who follows the agreement, or else the current user."""
        self.ensure_one()
        order = self.order_id.sudo()
        return order.user_id or order.cae_request_id.user_id or self.env.user

    def _get_billed_hours(self):
        """The hours that count: those of calls and mail as the company rounds them."""
        self.ensure_one()
        if self.kind not in LOG_KINDS:
            return self.duration
        company = self.company_id
        return billed_hours(
            self.duration, company.cae_service_log_minimum, company.cae_service_log_step
        )
