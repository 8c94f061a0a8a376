# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount

from ..kernel import agreement as kernel
from .cae_visit_frequency_mixin import FREQUENCY_FIELDS
from .product_template import PRICINGS

# What does not change in a signed agreement; who serves it may.
LOCKED_FIELDS = {
    "product_id",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
    "cae_pricing",
    "cae_visit_count",
    "cae_visit_period",
    "cae_visit_hours",
}


class SaleOrderLine(models.Model):
    """A service of an agreement: its price, who does it, and how often."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "cae.visit.frequency.mixin"]

    is_cae_agreement = fields.Boolean(related="order_id.is_cae_agreement")
    cae_pricing = fields.Selection(
        PRICINGS,
        string="Pricing",
        compute="_compute_cae_pricing",
        store=True,
        readonly=False,
        precompute=True,
    )
    cae_professional_id = fields.Many2one(
        "cae.professional",
        string="Professional",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_backup_ids = fields.Many2many(
        "cae.professional",
        "cae_sale_line_backup_rel",
        "sale_line_id",
        "professional_id",
        string="Stand-Ins",
        check_company=True,
        help="Who may answer, visit and record time in place of the professional.",
    )
    cae_request_line_id = fields.Many2one(
        "cae.service.request.line",
        string="Line of the Request",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
    )
    cae_visit_ids = fields.One2many("cae.service.visit", "sale_line_id")

    cae_previous_line_id = fields.Many2one(
        "sale.order.line",
        string="Line of the Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    cae_frequency_label = fields.Char(
        string="Frequency", compute="_compute_cae_frequency_label"
    )

    @api.depends("product_id", "order_id.is_cae_agreement")
    def _compute_cae_pricing(self):
        for line in self:
            service = line.product_id
            if not (line.order_id.is_cae_agreement and service.is_cae_service):
                line.cae_pricing = False
            elif not line.cae_pricing:
                line.cae_pricing = service.cae_pricing

    @api.depends(*FREQUENCY_FIELDS)
    @api.depends_context("lang")
    def _compute_cae_frequency_label(self):
        for line in self:
            line.cae_frequency_label = line._describe_cae_frequency()

    @api.onchange("product_id")
    def _onchange_cae_service(self):
        if self.order_id.is_cae_agreement and not self.cae_visit_count:
            self.update(self.product_id.product_tmpl_id._get_cae_frequency_vals())

    # === Price and quantity === #

    @api.depends("cae_pricing")
    def _compute_product_uom_id(self):
        services = self.filtered("cae_pricing")
        period = self.env.ref("cae_service.uom_period")
        hour = self.env.ref("uom.product_uom_hour")
        for line in services:
            line.product_uom_id = period if line.cae_pricing == "flat" else hour
        return super(SaleOrderLine, self - services)._compute_product_uom_id()

    @api.depends(
        "cae_pricing",
        "cae_visit_count",
        "cae_visit_period",
        "cae_visit_hours",
        "order_id.cae_start_date",
        "order_id.cae_end_date",
        "order_id.cae_billing_period",
    )
    def _compute_product_uom_qty(self):
        result = super()._compute_product_uom_qty()
        for line in self:
            foreseen = line._get_cae_foreseen_quantity()
            if foreseen is not None:
                line.product_uom_qty = foreseen
        return result

    def _get_cae_foreseen_quantity(self):
        """Fees or hours of the term; None where only the user can say how many."""
        self.ensure_one()
        order = self.order_id
        start, end = order.cae_start_date, order.cae_end_date
        if not (order.is_cae_agreement and self.cae_pricing and start):
            return None
        if end and end < start:
            return None  # The order says so itself.
        if self.cae_pricing == "flat":
            stop = end or kernel.term_end(start, kernel.OPEN_MONTHS)
            return self._count_cae_periods(stop, stop)
        return self._get_cae_foreseen_hours() or None

    def _get_cae_foreseen_hours(self):
        """Hours of the visits of the term; 0 without visits."""
        self.ensure_one()
        start, end = self.order_id.cae_start_date, self.order_id.cae_end_date
        if not (self.cae_visit_count and self.cae_visit_hours and start):
            return 0.0
        return float(
            kernel.hours(
                start,
                end,
                self.cae_visit_count,
                self.cae_visit_period or "month",
                self.cae_visit_hours,
            )
        )

    @api.depends("cae_pricing")
    def _compute_price_unit(self):
        # A price that was agreed stays when the quantity foreseen changes.
        agreed = self.filtered(lambda line: line.cae_pricing and line._origin)
        if self.env.context.get("force_price_recomputation"):
            agreed = agreed.filtered(lambda line: line.state == "sale")
        agreed = agreed.filtered(
            lambda line: line._origin.product_id == line.product_id
        )
        return super(SaleOrderLine, self - agreed)._compute_price_unit()

    def _compute_discount(self):
        # A price list does not change what is shared at cost.
        services = self.filtered("cae_pricing")
        for line in services:
            line.discount = line.discount or 0.0
        return super(SaleOrderLine, self - services)._compute_discount()

    def _get_display_price(self):
        if not self.cae_pricing:
            return super()._get_display_price()
        service = self.product_id.product_tmpl_id.with_company(self.company_id)
        day = self.order_id.cae_start_date
        price = service._get_cae_price(self.cae_pricing, day)
        return self._convert_to_sol_currency(price, service.currency_id)

    @api.onchange("cae_pricing")
    def _onchange_cae_pricing(self):
        self._reset_cae_price()

    def _reset_cae_price(self):
        """Another pricing has another price, even if the old one was typed."""
        lines = self.with_context(force_price_recomputation=True)
        lines._compute_price_unit()

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        for line, vals in zip(lines, vals_list, strict=True):
            foreseen = line._get_cae_foreseen_quantity()
            if "product_uom_qty" not in vals and foreseen is not None:
                line.product_uom_qty = foreseen
        lines.filtered(
            lambda line: not (line.is_expense or line.is_downpayment)
        )._check_cae_unlocked()
        return lines

    def write(self, vals):
        if LOCKED_FIELDS & vals.keys():
            self._check_cae_unlocked()
        result = super().write(vals)
        if {"cae_pricing", "product_id"} & vals.keys() and "price_unit" not in vals:
            self.filtered("cae_pricing")._reset_cae_price()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        self._check_cae_unlocked()

    def _check_cae_unlocked(self):
        """Refuse to change the services of an agreement that was sent or signed.

        :raises UserError: with the agreement and what to do
        """
        self.order_id._check_cae_content()

    @api.constrains("cae_professional_id", "product_id", "cae_pricing")
    def _check_cae_expertise(self):
        for line in self.filtered("cae_pricing"):
            professional = line.cae_professional_id
            field = line.product_id.cae_expertise_id
            if not professional or line.company_id.cae_service_any_professional:
                continue
            if field not in professional.expertise_ids:
                raise ValidationError(
                    self.env._(
                        "%(professional)s has not the expertise “%(field)s” that "
                        "%(service)s asks for. Choose another professional, add the "
                        "field to this one, or let anyone serve any field in the "
                        "settings.",
                        professional=professional.name,
                        field=field.name,
                        service=line.product_id.name,
                    )
                )

    # === In words === #

    def _get_cae_price_label(self):
        """``40.00 € an hour, settled at the end of the year at the real cost``."""
        self.ensure_one()
        if not self.cae_pricing:
            return ""
        price = format_amount(self.env, self.price_unit, self.currency_id)
        if self.cae_pricing == "cost":
            return self.env._(
                "%(price)s an hour, settled at the real cost of the year", price=price
            )
        if self.cae_pricing == "hourly":
            return self.env._("%(price)s an hour", price=price)
        return {
            "month": self.env._("%(price)s a month", price=price),
            "quarter": self.env._("%(price)s a quarter", price=price),
            "half": self.env._("%(price)s a half-year", price=price),
            "year": self.env._("%(price)s a year", price=price),
        }[self.order_id.cae_billing_period or "month"]

    def _get_cae_foreseen_label(self):
        """``84 hours`` or ``12 fees``."""
        self.ensure_one()
        count = self._format_cae_number(self.product_uom_qty)
        if self.cae_pricing == "flat":
            return self.env._("%(count)s fees", count=count)
        return self.env._("%(count)s hours", count=count)

    def _get_cae_terms(self):
        """The terms of the service in words, to compare versions."""
        self.ensure_one()
        labels = dict(self._fields["cae_pricing"]._description_selection(self.env))
        foreseen = ""
        if self.cae_pricing != "flat" and not self.cae_visit_count:
            foreseen = self._format_cae_number(self.product_uom_qty)
        return {
            "service": self.product_id.name,
            "professional": self.cae_professional_id.name or "",
            "pricing": labels[self.cae_pricing],
            "price": self._get_cae_price_label(),
            "frequency": self._describe_cae_frequency(),
            "quantity": foreseen,
        }
