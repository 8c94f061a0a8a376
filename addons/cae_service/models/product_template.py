# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

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
    cae_saving = fields.Float(
        string="Saving",
        compute="_compute_cae_saving",
        help="What a member saves on the market price of an hour. Negative: it is "
        "dearer here. Nothing for a flat fee, which is not the price of an hour.",
    )
    cae_assessment_definition = fields.PropertiesDefinition(
        string="Needs Assessment Form"
    )
    # Odoo edits a form where it is filled in: here, so that one is ready at once.
    cae_form_id = fields.Many2one(
        "product.template", string="Service", compute="_compute_cae_form_id"
    )
    cae_assessment_sample = fields.Properties(
        string="Questions to the Member",
        definition="cae_form_id.cae_assessment_definition",
        help="What is typed here is a try: the answers of a member stand on the line "
        "of its request.",
    )

    _cae_service_expertise = models.Constraint(
        "CHECK (is_cae_service IS NOT TRUE OR cae_expertise_id IS NOT NULL)",
        "A shared service belongs to a field of expertise: choose it.",
    )
    _cae_prices_positive = models.Constraint(
        "CHECK (cae_flat_price >= 0 AND cae_market_price >= 0)",
        "The prices of a shared service are not negative.",
    )

    @api.depends("cae_pricing", "list_price", "cae_market_price", "is_cae_service")
    def _compute_cae_saving(self):
        for service in self:
            market = service.cae_market_price
            compared = service.is_cae_service and service.cae_pricing != "flat"
            service.cae_saving = (
                (market - service._get_cae_price()) / market
                if compared and market > 0
                else 0
            )

    def _compute_cae_form_id(self):
        for service in self:
            service.cae_form_id = service._origin

    @api.onchange("is_cae_service")
    def _onchange_is_cae_service(self):
        if self.is_cae_service:
            self.update(self._prepare_cae_service_vals())
            self.company_id = self.company_id or self.env.company

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
                {
                    **vals,
                    **self._prepare_cae_service_vals(),
                    # As its field of expertise, a service belongs to one company.
                    "company_id": vals.get("company_id") or self.env.company.id,
                }
                if vals.get("is_cae_service")
                else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if vals.get("is_cae_service"):
            vals = {**vals, **self._prepare_cae_service_vals()}
        elif "is_cae_service" in vals or vals.get("active") is False:
            self._check_cae_unused()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cae_used(self):
        self._check_cae_unused()

    def _check_cae_unused(self):
        """Refuse to take away a service while an agreement on it runs.

        :raises UserError: names the service, the agreements and what to do
        """
        lines = (
            self.env["sale.order.line"]
            .sudo()
            .search(
                [
                    ("product_id.product_tmpl_id", "in", self.ids),
                    ("product_id.is_cae_service", "=", True),
                    *self._get_cae_running_domain(),
                ],
                order="id",
            )
        )
        for service, found in lines.grouped("product_template_id").items():
            orders = found.order_id
            raise UserError(
                self.env._(
                    "%(service)s stands in %(count)s agreements that run: %(orders)s. "
                    "End or cancel them first; to offer it to nobody else, take it "
                    "out of the public catalogue.",
                    service=service.name,
                    count=len(orders),
                    orders=", ".join(orders[:5].mapped("name")),
                )
            )

    @api.model
    def _get_cae_running_domain(self):
        """Lines of agreements that are proposed or run, today."""
        today = fields.Date.context_today(self)
        return [
            ("order_id.is_cae_agreement", "=", True),
            ("order_id.state", "!=", "cancel"),
            "|",
            ("order_id.cae_end_date", "=", False),
            ("order_id.cae_end_date", ">=", today),
        ]

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
