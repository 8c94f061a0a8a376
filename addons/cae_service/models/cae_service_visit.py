# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeServiceVisit(models.Model):
    """A visit planned or made for a member; also a call answered or mail handled."""

    _name = "cae.service.visit"
    _description = "Visit"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Subject", required=True)
    kind = fields.Selection(
        [
            ("visit", "Visit"),
            ("remote", "Remote Work"),
            ("phone", "Phone Call"),
            ("mail", "Mail"),
        ],
        default="visit",
        required=True,
        index=True,
    )
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Service of the Agreement",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('order_id.is_cae_agreement', '=', True), ('state', '=', 'sale')]",
    )
    order_id = fields.Many2one(
        related="sale_line_id.order_id", string="Agreement", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="order_id.partner_id",
        string="Member",
        store=True,
        index=True,
    )
    service_id = fields.Many2one(
        related="sale_line_id.product_id", string="Service", store=True, index=True
    )
    company_id = fields.Many2one(
        related="sale_line_id.company_id", store=True, index=True
    )
    professional_id = fields.Many2one(
        "cae.professional",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    user_id = fields.Many2one(related="professional_id.user_id", store=True, index=True)
    start = fields.Datetime(required=True, index=True, tracking=True)
    duration = fields.Float(required=True, default=1.0, help="In hours.")
    stop = fields.Datetime(compute="_compute_stop", inverse="_inverse_stop", store=True)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        copy=False,
        index=True,
        readonly=True,
        tracking=True,
    )
    generated = fields.Boolean(
        readonly=True, copy=False, help="Planned from the frequency of the agreement."
    )
    planned_date = fields.Date(
        readonly=True,
        copy=False,
        help="The day that the frequency gave, before the visit was moved.",
    )
    move_reason = fields.Char(
        string="Moved because", readonly=True, copy=False, help="E.g. an absence."
    )
    timesheet_id = fields.Many2one(
        "account.analytic.line", readonly=True, copy=False, index="btree_not_null"
    )
    contact = fields.Char(string="Who Called or Wrote")
    note = fields.Text(string="Report", help="The member reads it on the portal.")

    _duration_positive = models.Constraint(
        "CHECK (duration > 0)", "A visit lasts longer than nothing: give its hours."
    )

    @api.depends("start", "duration")
    def _compute_stop(self):
        for visit in self:
            visit.stop = visit.start and fields.Datetime.add(
                visit.start, minutes=round(visit.duration * 60)
            )

    def _inverse_stop(self):
        for visit in self.filtered(lambda found: found.start and found.stop):
            visit.duration = (visit.stop - visit.start).total_seconds() / 3600
