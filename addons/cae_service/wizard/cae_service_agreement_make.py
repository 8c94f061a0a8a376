# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import is_html_empty

from ..models.sale_order_template import TERM_FIELDS


class CaeServiceAgreementMake(models.TransientModel):
    """Draft an agreement from the assessed lines of a request."""

    _name = "cae.service.agreement.make"
    _description = "Draft an Agreement"
    _check_company_auto = True

    request_id = fields.Many2one(
        "cae.service.request", required=True, readonly=True, check_company=True
    )
    company_id = fields.Many2one(related="request_id.company_id")
    partner_id = fields.Many2one(related="request_id.partner_id")
    line_ids = fields.Many2many(
        "cae.service.request.line",
        string="Services",
        compute="_compute_line_ids",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('request_id', '=', request_id), ('state', '=', 'assessed'),"
        " ('sale_line_id', '=', False)]",
    )
    template_id = fields.Many2one(
        "sale.order.template",
        compute="_compute_template_id",
        store=True,
        precompute=True,
        readonly=False,
        check_company=True,
        domain="[('is_cae_agreement', '=', True)]",
    )
    start_date = fields.Date(
        string="Start", required=True, default=fields.Date.context_today
    )
    end_date = fields.Date(
        string="End",
        compute="_compute_end_date",
        store=True,
        readonly=False,
        help="Last day. Empty: without an end.",
    )
    billing_period = fields.Selection(
        selection=lambda self: (
            self.env["sale.order"]
            ._fields["cae_billing_period"]
            ._description_selection(self.env)
        ),
        compute="_compute_billing_period",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )

    @api.depends("request_id")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = wizard.request_id._get_cae_lines_to_agree()

    @api.depends("line_ids")
    def _compute_template_id(self):
        for wizard in self:
            templates = wizard.line_ids.service_id.cae_agreement_template_id
            wizard.template_id = wizard.template_id or templates[:1]

    @api.depends("template_id", "start_date")
    def _compute_end_date(self):
        templates = self.env["sale.order.template"]
        for wizard in self:
            template = wizard.template_id or templates.new({"name": "/"})
            wizard.end_date = wizard.start_date and template._get_cae_term_end(
                wizard.start_date
            )

    @api.depends("template_id")
    def _compute_billing_period(self):
        for wizard in self:
            chosen = wizard.template_id.cae_billing_period
            wizard.billing_period = chosen or wizard.billing_period or "month"

    def action_make(self):
        """Make the agreement and open it.

        :raises UserError: no line was chosen, or the organisation may not be served
        """
        self.ensure_one()
        self.request_id._check_may_be_served()
        lines = self.line_ids._check_cae_to_agree()
        if not lines:
            raise UserError(
                self.env._(
                    "%s: choose at least one service whose need was assessed.",
                    self.request_id.name,
                )
            )
        order = self.env["sale.order"].create(self._prepare_order(lines))
        for line, made in zip(lines, order.order_line, strict=True):
            line.sale_line_id = made
        return order._open_cae_agreement()

    def _prepare_order(self, lines):
        template = self.template_id
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "is_cae_agreement": True,
            "cae_request_id": self.request_id.id,
            "user_id": self.request_id.user_id.id or self.env.uid,
            "sale_order_template_id": template.id,
            "cae_start_date": self.start_date,
            "cae_end_date": self.end_date,
            "cae_billing_period": self.billing_period,
            **{
                name: template[name]
                for name in TERM_FIELDS
                if template and name != "cae_billing_period"
            },
            "cae_specification": self._join_specifications(lines),
            "order_line": [
                Command.create(line._prepare_cae_order_line()) for line in lines
            ],
        }

    def _join_specifications(self, lines):
        """One section per service, under its name."""
        sections = [
            (line.service_id.with_context(lang=self.partner_id.lang), line)
            for line in lines
            if not is_html_empty(line.specification)
        ]
        return self.env["ir.qweb"]._render(
            "cae_service.agreement_specification", {"sections": sections}
        )
