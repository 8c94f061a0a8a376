# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel import agreement as kernel
from .sale_order_template import TERM_FIELDS


class SaleOrder(models.Model):
    """An agreement on shared services is an order with dates and a specification."""

    _name = "sale.order"
    _inherit = ["cae.deadline.mixin", "sale.order"]

    is_cae_agreement = fields.Boolean(
        string="Agreement on Shared Services",
        compute="_compute_is_cae_agreement",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        copy=True,
    )
    cae_request_id = fields.Many2one(
        "cae.service.request",
        string="Request",
        check_company=True,
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
    )
    cae_start_date = fields.Date(
        string="Start",
        compute="_compute_cae_start_date",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    cae_end_date = fields.Date(
        string="End",
        compute="_compute_cae_end_date",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Last day. Empty: without an end.",
    )
    cae_billing_period = fields.Selection(
        [
            ("month", "Monthly"),
            ("quarter", "Quarterly"),
            ("half", "Half-Yearly"),
            ("year", "Yearly"),
        ],
        string="Billing Period",
        default="month",
        compute="_compute_cae_terms",
        store=True,
        readonly=False,
    )
    cae_renewal = fields.Selection(
        [
            ("none", "Ends"),
            ("tacit", "Renewed unless Notice is Given"),
            ("explicit", "Renewed by Agreement"),
        ],
        string="At the End",
        default="tacit",
        compute="_compute_cae_terms",
        store=True,
        readonly=False,
    )
    cae_renewal_months = fields.Integer(
        string="Renewed for (Months)",
        default=12,
        compute="_compute_cae_terms",
        store=True,
        readonly=False,
    )
    cae_notice_months = fields.Integer(
        string="Notice (Months)",
        default=2,
        help="Before the end, to leave.",
        compute="_compute_cae_terms",
        store=True,
        readonly=False,
    )
    cae_specification = fields.Html(
        string="Specification", help="What the centre does, part of the agreement."
    )
    cae_version = fields.Integer(string="Version", default=1, readonly=True, copy=False)
    cae_previous_id = fields.Many2one(
        "sale.order",
        string="Amends",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The version that this one stands for from its start.",
    )

    cae_term_end_date = fields.Date(
        string="End as Agreed",
        readonly=True,
        copy=False,
        help="Before another version took over.",
    )
    cae_next_ids = fields.One2many(
        "sale.order", "cae_previous_id", string="Amended by", readonly=True
    )
    cae_origin_id = fields.Many2one(
        "sale.order",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    cae_version_count = fields.Integer(
        string="Versions", compute="_compute_cae_version_count"
    )
    cae_clauses = fields.Html(
        string="Clauses",
        readonly=True,
        copy=False,
        help="The text as it was when the agreement was sent.",
    )
    cae_notice_date = fields.Date(
        string="Notice until",
        compute="_compute_cae_notice_date",
        store=True,
        index="btree_not_null",
        help="Last day to give notice for the present term.",
    )
    cae_notice_given_date = fields.Date(
        string="Notice Given on", readonly=True, copy=False, tracking=True
    )
    cae_notice_by = fields.Selection(
        [("member", "The Member"), ("centre", "The Centre")],
        string="Who Leaves",
        readonly=True,
        copy=False,
    )
    cae_notice_reason = fields.Char(
        string="Reason of the Notice", readonly=True, copy=False
    )
    cae_agreement_state = fields.Selection(
        [
            ("draft", "Draft"),
            ("sent", "To Sign"),
            ("active", "In Force"),
            ("notice", "Notice Given"),
            ("ended", "Ended"),
            ("replaced", "Replaced"),
            ("cancelled", "Cancelled"),
        ],
        string="State of the Agreement",
        compute="_compute_cae_agreement_state",
        store=True,
        index="btree_not_null",
        group_expand=True,
    )
    deadline_date = fields.Date(compute="_compute_cae_deadline_date", store=True)

    _cae_dates = models.Constraint(
        "CHECK (cae_end_date >= cae_start_date)",
        "An agreement does not end before it starts.",
    )
    _cae_agreement_start = models.Constraint(
        "CHECK (is_cae_agreement IS NOT TRUE OR cae_start_date IS NOT NULL)",
        "An agreement has a first day: give it.",
    )
    _cae_months_positive = models.Constraint(
        "CHECK (cae_renewal_months >= 0 AND cae_notice_months >= 0)",
        "The months of renewal and of notice are not negative.",
    )

    # === Terms === #

    @api.depends("sale_order_template_id")
    def _compute_is_cae_agreement(self):
        for order in self:
            template = order.sale_order_template_id
            order.is_cae_agreement = order.is_cae_agreement or template.is_cae_agreement

    @api.depends("is_cae_agreement")
    def _compute_cae_start_date(self):
        for order in self:
            if order.is_cae_agreement and not order.cae_start_date:
                order.cae_start_date = fields.Date.context_today(order)
            else:
                order.cae_start_date = order.cae_start_date

    @api.depends("sale_order_template_id")
    def _compute_cae_end_date(self):
        for order in self:
            template = order.sale_order_template_id
            if order.cae_start_date and template.is_cae_agreement:
                order.cae_end_date = template._get_cae_term_end(order.cae_start_date)
            else:
                order.cae_end_date = order.cae_end_date

    @api.depends("sale_order_template_id")
    def _compute_cae_terms(self):
        for order in self:
            template = order.sale_order_template_id
            terms = template if template.is_cae_agreement else order
            for name in TERM_FIELDS:
                order[name] = terms[name]

    @api.model_create_multi
    def create(self, vals_list):
        templates = self.env["sale.order.template"]
        full = []
        for vals in vals_list:
            template = templates.browse(vals.get("sale_order_template_id"))
            terms = (
                {name: template[name] for name in TERM_FIELDS}
                if template.is_cae_agreement
                else {}
            )
            full.append({**terms, **vals})
        return super().create(full)

    @api.onchange("sale_order_template_id")
    def _onchange_sale_order_template_id(self):
        template = self.sale_order_template_id
        if template.is_cae_agreement and not template.sale_order_template_line_ids:
            return None  # Terms only: the services of the agreement stay.
        return super()._onchange_sale_order_template_id()

    @api.depends("is_cae_agreement")
    def _compute_require_signature(self):
        agreements = self.filtered("is_cae_agreement")
        for order in agreements:
            template = order.sale_order_template_id
            order.require_signature = not template or template.require_signature
        return super(SaleOrder, self - agreements)._compute_require_signature()

    @api.depends("is_cae_agreement")
    def _compute_require_payment(self):
        agreements = self.filtered("is_cae_agreement")
        for order in agreements:
            template = order.sale_order_template_id
            order.require_payment = (
                template.is_cae_agreement and template.require_payment
            )
        return super(SaleOrder, self - agreements)._compute_require_payment()

    @api.constrains("is_cae_agreement", "cae_renewal", "cae_renewal_months")
    def _check_cae_renewal(self):
        for order in self:
            tacit = order.is_cae_agreement and order.cae_renewal == "tacit"
            if tacit and order.cae_end_date and not order.cae_renewal_months:
                raise ValidationError(
                    self.env._(
                        "%(agreement)s is renewed unless notice is given: say for how "
                        "many months.",
                        agreement=order.name,
                    )
                )

    # === State and deadline === #

    @api.depends("is_cae_agreement", "cae_end_date", "cae_notice_months")
    def _compute_cae_notice_date(self):
        for order in self:
            end = order.is_cae_agreement and order.cae_end_date
            order.cae_notice_date = end and kernel.notice_day(
                end, order.cae_notice_months
            )

    @api.depends(
        "is_cae_agreement",
        "state",
        "cae_end_date",
        "cae_notice_given_date",
        "cae_next_ids.state",
    )
    def _compute_cae_agreement_state(self):
        today = fields.Date.context_today(self)
        for order in self:
            order.cae_agreement_state = (
                order.is_cae_agreement and order._get_cae_agreement_state(today)
            )

    def _get_cae_agreement_state(self, today):
        if self.state != "sale":
            return {"cancel": "cancelled"}.get(self.state, self.state)
        if self.cae_end_date and self.cae_end_date < today:
            return "replaced" if self._get_cae_next() else "ended"
        return "notice" if self.cae_notice_given_date else "active"

    def _get_cae_next(self):
        """The signed version that stands in place of this one."""
        return self.cae_next_ids.filtered(lambda order: order.state == "sale")[:1]

    @api.depends(
        "is_cae_agreement", "state", "cae_renewal", "cae_notice_date", "cae_end_date"
    )
    def _compute_cae_deadline_date(self):
        for order in self:
            if not order.is_cae_agreement or order.state != "sale":
                order.deadline_date = False
            elif order.cae_renewal == "none":
                order.deadline_date = order.cae_end_date
            else:
                order.deadline_date = order.cae_notice_date

    @api.depends("cae_agreement_state", "cae_next_ids.state")
    def _compute_deadline_state(self):
        return super()._compute_deadline_state()

    def _is_deadline_met(self):
        """Nothing more to decide once notice is given or another version follows."""
        closed = self.cae_agreement_state in ("notice", "ended", "replaced")
        return closed or bool(self._get_cae_next())

    def _get_deadline_summary(self):
        if not self.is_cae_agreement:
            return super()._get_deadline_summary()
        values = {"agreement": self.name, "member": self.partner_id.name}
        if self.cae_renewal == "tacit":
            return self.env._(
                "%(agreement)s with %(member)s is renewed unless notice is given",
                **values,
            )
        return self.env._("%(agreement)s with %(member)s: renew it or not", **values)

    # === Versions === #

    def _compute_cae_version_count(self):
        firsts = self.cae_origin_id | self.filtered(lambda one: not one.cae_origin_id)
        counts = dict(
            self.env["sale.order"]._read_group(
                [("cae_origin_id", "in", firsts.ids)], ["cae_origin_id"], ["__count"]
            )
        )
        for order in self:
            order.cae_version_count = 1 + counts.get(order.cae_origin_id or order, 0)

    def action_view_cae_versions(self):
        """All versions of the agreement, the last one first."""
        self.ensure_one()
        first = self.cae_origin_id or self
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Versions"),
            "res_model": "sale.order",
            "view_mode": "list,form",
            "views": [
                (self.env.ref("cae_service.sale_order_view_list_agreement").id, "list"),
                (False, "form"),
            ],
            "domain": ["|", ("id", "=", first.id), ("cae_origin_id", "=", first.id)],
        }
