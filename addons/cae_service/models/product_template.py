# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

# How a service is invoiced; the same keys stand on the lines of agreements.
PRICINGS = [
    ("cost", "At Cost"),
    ("hourly", "By the Hour"),
    ("flat", "Flat Fee per Period"),
]


class ProductTemplate(models.Model):
    """A service of the catalogue is a product with a field of expertise."""

    _name = "product.template"
    _inherit = ["product.template", "cae.visit.frequency.mixin"]

    is_cae_service = fields.Boolean(
        string="Shared Service", help="A service that the centre shares among members."
    )
    cae_expertise_id = fields.Many2one(
        "cae.expertise",
        string="Field of Expertise",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_pricing = fields.Selection(
        PRICINGS,
        string="Pricing",
        default="cost",
        help="At cost: full cost ÷ billable hours, settled at the end of the year. By "
        "the hour: the sales price. Flat: the fee for each period of the agreement.",
    )
    cae_flat_price = fields.Monetary(
        string="Flat Fee", help="For one period of the agreement, before tax."
    )
    cae_market_price = fields.Monetary(
        string="Market Price an Hour",
        help="What private firms ask, for comparison only.",
    )
    cae_included = fields.Html(
        string="What It Includes", translate=True, help="Shown in the catalogue."
    )
    cae_published = fields.Boolean(
        string="In the Public Catalogue",
        help="Everybody reads it; otherwise only members, on the portal.",
    )
    cae_agreement_template_id = fields.Many2one(
        "sale.order.template",
        string="Template of the Agreement",
        check_company=True,
        help="Terms, delays and signature proposed for agreements on this service.",
    )
    cae_assessment_definition = fields.PropertiesDefinition(
        string="Needs Assessment Form"
    )

    _cae_service_expertise = models.Constraint(
        "CHECK (is_cae_service IS NOT TRUE OR cae_expertise_id IS NOT NULL)",
        "A shared service belongs to a field of expertise: choose it.",
    )
    _cae_prices_positive = models.Constraint(
        "CHECK (cae_flat_price >= 0 AND cae_market_price >= 0)",
        "The prices of a shared service are not negative.",
    )

    @api.onchange("is_cae_service")
    def _onchange_is_cae_service(self):
        if self.is_cae_service:
            self.update(self._prepare_cae_service_vals())

    @api.model
    def _prepare_cae_service_vals(self):
        """A shared service is invoiced by the time recorded on a task of its own."""
        return {
            "type": "service",
            "service_tracking": "task_in_project",
            "service_policy": "delivered_timesheet",
            "uom_id": self.env.ref("uom.product_uom_hour").id,
        }

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**vals, **self._prepare_cae_service_vals()}
                if vals.get("is_cae_service")
                else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if vals.get("is_cae_service"):
            vals = {**vals, **self._prepare_cae_service_vals()}
        return super().write(vals)

    def _get_cae_price(self, pricing=None, date=None):
        """The price before tax: of a period if flat, of an hour otherwise.

        :param pricing: a key of PRICINGS; the service's own by default
        :param date: day of the price, today by default
        """
        self.ensure_one()
        pricing = pricing or self.cae_pricing
        if pricing == "flat":
            return self.cae_flat_price
        if pricing == "cost":
            return self._get_cae_cost_rate(date)
        return self.list_price

    def _get_cae_cost_rate(self, date=None):
        """The provisional price of an hour at cost: the sales price of the service."""
        return self.list_price
