# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class CaeServiceAgreementNotice(models.TransientModel):
    """Record that the member or the centre leaves an agreement."""

    _name = "cae.service.agreement.notice"
    _description = "Notice"

    order_id = fields.Many2one(
        "sale.order", string="Agreement", required=True, readonly=True
    )
    date = fields.Date(
        string="Notice Given on", required=True, default=fields.Date.context_today
    )
    by = fields.Selection(
        selection=lambda self: (
            self.env["sale.order"]
            ._fields["cae_notice_by"]
            ._description_selection(self.env)
        ),
        string="Who Leaves",
        required=True,
        default="member",
    )
    reason = fields.Char()
    last_day = fields.Date(
        compute="_compute_last_day",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Reckoned from the terms; change it only if both agree.",
    )
    notice_date = fields.Date(related="order_id.cae_notice_date")
    late = fields.Boolean(compute="_compute_late")

    @api.depends("date", "order_id")
    def _compute_last_day(self):
        for notice in self:
            notice.last_day = notice.date and notice.order_id._get_cae_last_day(
                notice.date
            )

    @api.depends("date", "notice_date")
    def _compute_late(self):
        for notice in self:
            limit = notice.notice_date
            notice.late = bool(limit and notice.date and notice.date > limit)

    def action_confirm(self):
        self.ensure_one()
        if self.last_day < self.date:
            raise UserError(
                self.env._(
                    "The last day, %(last)s, is before the notice of %(date)s.",
                    last=format_date(self.env, self.last_day),
                    date=format_date(self.env, self.date),
                )
            )
        return self.order_id.action_give_notice(
            self.date, self.by, self.reason, self.last_day
        )
