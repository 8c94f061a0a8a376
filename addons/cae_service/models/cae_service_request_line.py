# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

# What is still to be done by somebody, in the order of its life.
OPEN_STATES = ("to_route", "proposed", "accepted", "assessed")
# Written by the team and by the actions; a professional writes the rest of the own
# lines: what was assessed, what will be done.
ROUTING_FIELDS = {
    "request_id",
    "expertise_id",
    "suggested",
    "state",
    "professional_id",
    "candidate_ids",
    "proposed_date",
    "accepted_date",
    "close_reason",
    "sale_line_id",
}


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
    need = fields.Text(related="request_id.need", string="In the Member's Words")
    wanted_date = fields.Date(related="request_id.wanted_date", store=True)
    priority = fields.Selection(related="request_id.priority", store=True)
    request_state = fields.Selection(
        related="request_id.state", string="State of the Request"
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
        "cae.service.candidate",
        "line_id",
        string="Ranking",
        copy=False,
        groups="cae_member.group_user",
    )
    proposed_date = fields.Datetime(readonly=True, copy=False)
    accepted_date = fields.Datetime(readonly=True, copy=False)
    close_reason = fields.Char(string="Cancelled because", readonly=True, copy=False)
    is_mine = fields.Boolean(
        compute="_compute_is_mine", help="It was proposed to the user who reads it."
    )

    # === Needs assessment and specification === #
    service_id = fields.Many2one(
        "product.product",
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
        string="Situation",
        groups="cae_member.group_user,cae_service.group_professional",
        help="What was said and seen when the need was assessed.",
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

    @api.depends("professional_id.user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for line in self.sudo():
            line.with_env(self.env).is_mine = (
                line.professional_id.user_id == self.env.user
            )

    def write(self, vals):
        if not (self.env.su or self._is_team()):
            self._check_mine()
            kept = ROUTING_FIELDS & vals.keys()
            if vals.get("state") == "assessed" and self._is_accepted():
                kept -= {"state"}
            if kept:
                raise AccessError(
                    self.env._(
                        "%(fields)s: only the team of the cooperative writes this. "
                        "Accept or decline what is proposed to you.",
                        fields=", ".join(
                            self._fields[name]._description_string(self.env)
                            for name in sorted(kept)
                        ),
                    )
                )
        return super().write(vals)

    @api.model
    def _is_team(self):
        """Whether the user follows the requests of the members."""
        return self.env.user.has_group("cae_member.group_support")

    def _check_team(self):
        """Whom to ask is for the team to decide.

        :raises AccessError: the user is not of it
        """
        self.check_access("write")
        if not (self.env.su or self._is_team()):
            raise AccessError(
                self.env._(
                    "Only the team of the cooperative routes requests. Accept or "
                    "decline what is proposed to you."
                )
            )

    def _is_accepted(self):
        """Who accepted assesses the need, and may correct the assessment."""
        return all(line.state in ("accepted", "assessed") for line in self)

    def _check_mine(self):
        """A professional acts on what is proposed to them, on nothing else.

        :raises AccessError: naming the line
        """
        for line in self.sudo():
            if line.professional_id.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(line)s is not proposed to you: only its professional or "
                        "the team of the cooperative may change it.",
                        line=line.display_name,
                    )
                )
