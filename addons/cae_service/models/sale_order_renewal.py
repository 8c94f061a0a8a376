# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited


from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel import agreement as kernel


class SaleOrder(models.Model):
    """What time does to agreements: renewals, ends, and the notice that is given."""

    _inherit = "sale.order"

    @api.model
    def _follow_deadlines(self):
        """Each day: renew what nobody left, and close what has ended."""
        self._renew_cae_agreements()
        self._close_cae_agreements()
        return super()._follow_deadlines()

    @api.model
    def _renew_cae_agreements(self):
        """Prolong the agreements renewed tacitly whose day of notice has passed."""
        today = fields.Date.context_today(self)
        due = self.search(
            [
                ("is_cae_agreement", "=", True),
                ("state", "=", "sale"),
                ("cae_renewal", "=", "tacit"),
                ("cae_renewal_months", ">", 0),
                ("cae_notice_date", "<", today),
                ("cae_notice_given_date", "=", False),
            ]
        )
        due = due.filtered(lambda order: not order._get_cae_next())
        for order in due:
            order._write_agreement(
                {
                    "cae_end_date": kernel.prolonged(
                        order.cae_end_date,
                        order.cae_renewal_months,
                        order.cae_notice_months,
                        today,
                        order.cae_start_date,
                    )
                }
            )
        due._tell_cae_renewal()
        return due

    def _tell_cae_renewal(self):
        template = self.env.ref(
            "cae_service.mail_template_agreement_renewed", raise_if_not_found=False
        )
        for order in self.filtered(lambda _order: template):
            order.message_post_with_source(
                template,
                email_layout_xmlid="mail.mail_notification_light",
                subtype_xmlid="mail.mt_comment",
            )

    @api.model
    def _close_cae_agreements(self):
        """The states that a day changes, and the requests of what has ended."""
        today = fields.Date.context_today(self)
        over = self.search(
            [
                ("cae_agreement_state", "in", ("active", "notice")),
                ("cae_end_date", "<", today),
            ]
        )
        self.env.add_to_compute(self._fields["cae_agreement_state"], over)
        over.filtered(
            lambda order: order.cae_agreement_state == "ended"
        )._close_cae_request_lines()
        return over

    # === Notice === #

    def action_give_notice(self, date=None, by="member", reason=False, last_day=None):
        """Open the form of the notice or, with a date, record it.

        :param date: day on which notice is given
        :param by: who leaves, ``member`` or ``centre``
        :param last_day: agreed by both; by default reckoned from the terms
        """
        self.ensure_one()
        self._check_cae_may_leave()
        if not date:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Notice"),
                "res_model": "cae.service.agreement.notice",
                "view_mode": "form",
                "target": "new",
                "context": {"default_order_id": self.id},
            }
        day = fields.Date.to_date(date)
        end = fields.Date.to_date(last_day) or self._get_cae_last_day(day)
        self._write_agreement(
            {
                "cae_notice_given_date": day,
                "cae_notice_by": by,
                "cae_notice_reason": reason,
                "cae_end_date": end,
            }
        )
        return True

    def _check_cae_may_leave(self):
        if self.cae_agreement_state == "notice":
            raise UserError(
                self.env._(
                    "Notice was given for %(agreement)s on %(date)s already.",
                    agreement=self.name,
                    date=format_date(self.env, self.cae_notice_given_date),
                )
            )
        if self.cae_agreement_state != "active" or self._get_cae_next():
            raise UserError(
                self.env._(
                    "%(agreement)s: notice is given for the version in force that no "
                    "other one follows.",
                    agreement=self.name,
                )
            )

    def _get_cae_last_day(self, day):
        """The last day of the agreement if notice is given on a day."""
        self.ensure_one()
        tacit = self.cae_renewal == "tacit"
        return kernel.last_day(
            self.cae_end_date or None,
            self.cae_notice_months,
            day,
            self.cae_renewal_months if tacit else 0,
            self.cae_start_date,
        )

    # === Project === #

    def _subscribe_cae_professionals(self):
        """Only the team and those who serve the member see the project."""
        for order in self.sudo():
            served = order.order_line.cae_professional_id
            users = (served | order.order_line.cae_backup_ids).user_id | order.user_id
            order.order_line.project_id.message_subscribe(users.partner_id.ids)
