# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

# What is still to be done by somebody, in the order of its life.
OPEN_STATES = ("to_route", "proposed", "accepted", "assessed")


class CaeServiceRequestLine(models.Model):
    """What one field of expertise has to do for a request, from need to agreement."""

    _name = "cae.service.request.line"
    _description = "Line of a Request"
    _inherit = [
        "cae.state.mixin",
        "cae.visit.frequency.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "request_id desc, sequence, id"
    _check_company_auto = True

    request_id = fields.Many2one(
        "cae.service.request",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="request_id.company_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="request_id.partner_id", store=True, index=True
    )
    sequence = fields.Integer(default=10)
    expertise_id = fields.Many2one(
        "cae.expertise",
        string="Field of Expertise",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    name = fields.Char(
        string="Need", required=True, help="In a line, what is to be done."
    )
    hours = fields.Float(
        string="Estimated Hours", help="How much work it is, for the ranking."
    )
    suggested = fields.Boolean(
        readonly=True, help="Was proposed as an adjacent need, and kept."
    )
    state = fields.Selection(
        [
            ("to_route", "To Route"),
            ("proposed", "Proposed"),
            ("accepted", "Accepted"),
            ("assessed", "Assessed"),
            ("agreed", "Agreed"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="to_route",
        copy=False,
        index=True,
        readonly=True,
        tracking=True,
        group_expand=True,
    )

    # === Routing === #
    professional_id = fields.Many2one(
        "cae.professional",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        copy=False,
        tracking=True,
    )
    candidate_ids = fields.One2many(
        "cae.service.candidate", "line_id", string="Ranking", copy=False
    )
    proposed_date = fields.Datetime(readonly=True, copy=False)
    accepted_date = fields.Datetime(readonly=True, copy=False)

    # === Needs assessment and specification === #
    service_id = fields.Many2one(
        "product.product",
        string="Service",
        domain="[('is_cae_service', '=', True),"
        " ('cae_expertise_id', '=', expertise_id)]",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    service_tmpl_id = fields.Many2one(
        related="service_id.product_tmpl_id", string="Form of the Service"
    )
    assessment = fields.Properties(
        definition="service_tmpl_id.cae_assessment_definition", copy=True
    )
    assessment_note = fields.Text(
        string="Situation", help="What was said and seen when the need was assessed."
    )
    assessment_date = fields.Date(copy=False)
    specification = fields.Html(
        help="What will be done, drafted from the assessment, then reworded."
    )

    # === Agreement === #
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Line of the Agreement",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    order_id = fields.Many2one(related="sale_line_id.order_id", string="Agreement")

    _hours_positive = models.Constraint(
        "CHECK (hours >= 0)", "The estimated hours are not negative."
    )
