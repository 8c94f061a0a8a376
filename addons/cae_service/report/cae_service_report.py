# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.cae_member.models.cae_membership_network import MAX_DEPTH

from ..models.product_template import PRICINGS

# A row is an hour worked, or what was invoiced without counting hours.
KINDS = [("time", "Time"), ("fee", "Flat Fee")]


class CaeServiceReport(models.Model):
    """What the members were served, for how much, and what it saved them.

    A row is a timesheet of an agreement, or an invoiced line of a flat fee. The two
    add up: time on a flat service bears no amount, its fee bears no hours.
    """

    _name = "cae.service.report"
    _description = "Analysis of Shared Services"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "order_id"
    _depends = {
        "account.analytic.line": [
            "company_id",
            "date",
            "employee_id",
            "project_id",
            "so_line",
            "unit_amount",
        ],
        "account.move": ["date", "move_type", "state"],
        "account.move.line": ["balance", "company_id", "move_id", "sale_line_ids"],
        "cae.membership": ["company_id", "partner_id", "via_membership_id"],
        "cae.professional": ["company_id", "employee_id"],
        "cae.service.request": ["territory_id"],
        "product.product": ["product_tmpl_id"],
        "product.template": ["cae_expertise_id", "cae_market_price"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": [
            "cae_request_id",
            "company_id",
            "currency_rate",
            "is_cae_agreement",
            "partner_id",
        ],
        "sale.order.line": [
            "cae_pricing",
            "cae_professional_id",
            "discount",
            "order_id",
            "price_unit",
            "product_id",
        ],
    }

    date = fields.Date(readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    order_id = fields.Many2one("sale.order", string="Agreement", readonly=True)
    service_id = fields.Many2one("product.product", readonly=True)
    expertise_id = fields.Many2one(
        "cae.expertise", string="Field of Expertise", readonly=True
    )
    pricing = fields.Selection(PRICINGS, readonly=True)
    partner_id = fields.Many2one("res.partner", string="Member", readonly=True)
    network_id = fields.Many2one(
        "cae.membership",
        readonly=True,
        help="On top of the line by which the member came; a direct member is its own.",
    )
    network_depth = fields.Integer(
        readonly=True, aggregator=None, help="0: a direct member."
    )
    professional_id = fields.Many2one("cae.professional", readonly=True)
    territory_id = fields.Many2one(
        "cae.territory", readonly=True, help="Where the member asked for it."
    )
    hours = fields.Float(readonly=True)
    amount = fields.Monetary(
        readonly=True,
        help="Before tax, invoiced or to invoice: the hours at the price of the "
        "agreement; flat fees as they were invoiced.",
    )
    market_value = fields.Monetary(
        readonly=True,
        help="The hours at the market price of the service; 0 when it has none.",
    )
    saving = fields.Monetary(
        readonly=True,
        help="Market value less amount, for the services that have a market price.",
    )
    member_count = fields.Integer(
        string="Members Served", readonly=True, aggregator="count_distinct"
    )

    @property
    def _table_query(self):
        return SQL(
            """
            WITH RECURSIVE %(networks)s
            SELECT served.id, served.date, served.kind, orders.company_id,
                   line.order_id, line.product_id AS service_id,
                   template.cae_expertise_id AS expertise_id,
                   line.cae_pricing AS pricing,
                   member.id AS partner_id, member.id AS member_count,
                   network.top_id AS network_id, network.depth AS network_depth,
                   served.professional_id, request.territory_id,
                   served.hours, served.amount,
                   served.hours * COALESCE(template.cae_market_price, 0)
                       AS market_value,
                   CASE WHEN template.cae_market_price > 0
                        THEN served.hours * template.cae_market_price - served.amount
                        ELSE 0
                    END AS saving
              FROM (%(time)s UNION ALL %(fees)s) served
              JOIN sale_order_line line ON line.id = served.line_id
              JOIN sale_order orders ON orders.id = line.order_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              JOIN res_partner partner ON partner.id = orders.partner_id
              JOIN res_partner member ON member.id = partner.commercial_partner_id
              LEFT JOIN network
                ON network.partner_id = member.id
               AND network.company_id = orders.company_id
              LEFT JOIN cae_service_request request
                ON request.id = orders.cae_request_id
            """,
            networks=self._sql_networks(),
            time=self._sql_time(),
            fees=self._sql_fees(),
        )

    @api.model
    def _sql_networks(self):
        """Every membership with the one on top of its line, and how far down it is."""
        return SQL(
            """
            network AS (
                SELECT id, partner_id, company_id, id AS top_id, 0 AS depth
                  FROM cae_membership
                 WHERE via_membership_id IS NULL
                 UNION ALL
                SELECT below.id, below.partner_id, below.company_id,
                       network.top_id, network.depth + 1
                  FROM network
                  JOIN cae_membership below ON below.via_membership_id = network.id
                 WHERE network.depth < %s
            )
            """,
            MAX_DEPTH,
        )

    @api.model
    def _sql_time(self):
        """The hours of agreements; flat services are paid by their fees."""
        return SQL(
            """
            SELECT 2 * time.id::bigint AS id, time.so_line AS line_id, time.date,
                   'time' AS kind, professional.id AS professional_id,
                   time.unit_amount::numeric AS hours,
                   CASE WHEN line.cae_pricing = 'flat' THEN 0
                        ELSE time.unit_amount::numeric * line.price_unit::numeric
                             * (1 - COALESCE(line.discount, 0) / 100)
                             / COALESCE(NULLIF(orders.currency_rate, 0), 1)::numeric
                    END AS amount
              FROM account_analytic_line time
              JOIN sale_order_line line ON line.id = time.so_line
              JOIN sale_order orders
                ON orders.id = line.order_id AND orders.is_cae_agreement
              LEFT JOIN cae_professional professional
                ON professional.employee_id = time.employee_id
               AND professional.company_id = orders.company_id
             WHERE time.project_id IS NOT NULL
            """
        )

    @api.model
    def _sql_fees(self):
        """Flat fees as they were invoiced, less what was credited."""
        return SQL(
            """
            SELECT 2 * item.id::bigint + 1 AS id, line.id AS line_id, move.date,
                   'fee' AS kind, line.cae_professional_id AS professional_id,
                   0::numeric AS hours, -item.balance AS amount
              FROM account_move_line item
              JOIN account_move move
                ON move.id = item.move_id AND move.state = 'posted'
               AND move.move_type IN ('out_invoice', 'out_refund')
              JOIN sale_order_line_invoice_rel link
                ON link.invoice_line_id = item.id
              JOIN sale_order_line line
                ON line.id = link.order_line_id AND line.cae_pricing = 'flat'
              JOIN sale_order orders
                ON orders.id = line.order_id AND orders.is_cae_agreement
            """
        )

    def action_open_agreement(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "view_mode": "form",
        }
