# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.cae_mutualisation.models.cae_cost_key_figures import DIGITS, Figure


class CaeCostKey(models.Model):
    """Hours worked for each member, out of timesheets, month by month."""

    _inherit = "cae.cost.key"

    expertise_ids = fields.Many2many(
        "cae.expertise",
        string="Only Time of",
        check_company=True,
        help="Empty: all the time worked for a member, on agreements and on projects "
        "whose customer it is. Else the time on services of these fields only.",
    )

    @api.model
    def _get_fill_methods(self):
        return (*super()._get_fill_methods(), "hours")

    def _get_fill_span(self, year):
        """Hours count in the year in which they were worked."""
        if self.method != "hours":
            return super()._get_fill_span(year)
        return date(year, 1, 1), date(year, 12, 31)

    def _read_figures(self, year):
        result = super()._read_figures(year)
        keys = self.filtered(lambda key: key.method == "hours")
        if not keys:
            return result
        by_company = defaultdict(list)
        for company_id, *row in keys._read_hours(year):
            by_company[company_id].append(row)
        for key in keys:
            fields_of_key = set(key.expertise_ids.ids)
            result[key] = found = defaultdict(dict)
            for member_id, month, expertise_id, hours in by_company[key.company_id.id]:
                if fields_of_key and expertise_id not in fields_of_key:
                    continue
                months = found[member_id]
                before = months[month].amount if month in months else 0.0
                months[month] = Figure(round(before + hours, DIGITS), "timesheet")
        return result

    def _read_hours(self, year):
        """`[(company id, membership id, first of the month, expertise id, hours)]`.

        Time knows its member by its agreement, else by the customer of its task or
        project. The month that is not over yet waits.
        """
        self.env.flush_all()
        first = fields.Date.context_today(self).replace(day=1)
        last = min(date(year, 12, 31), first - timedelta(days=1))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT member.company_id, member.id,
                       date_trunc('month', time.date)::date AS month,
                       template.cae_expertise_id, time.product_uom_id,
                       SUM(time.unit_amount)
                  FROM account_analytic_line time
                  LEFT JOIN sale_order_line line ON line.id = time.so_line
                  LEFT JOIN sale_order orders ON orders.id = line.order_id
                  LEFT JOIN product_product product ON product.id = line.product_id
                  LEFT JOIN product_template template
                    ON template.id = product.product_tmpl_id
                  JOIN res_partner partner
                    ON partner.id = COALESCE(orders.partner_id, time.partner_id)
                  JOIN cae_membership member
                    ON member.partner_id = partner.commercial_partner_id
                   AND member.company_id = time.company_id
                 WHERE time.project_id IS NOT NULL
                   AND time.company_id = ANY(%s)
                   AND time.date BETWEEN %s AND %s
                 GROUP BY 1, 2, 3, 4, 5
                 ORDER BY 1, 2, 3, 4, 5
                """,
                self.company_id.ids,
                date(year, 1, 1),
                last,
            )
        )
        hour = self.env.ref("uom.product_uom_hour")
        uoms = hour.browse({row[4] for row in rows if row[4]})
        by_id = {uom.id: uom for uom in uoms}
        return [
            (
                *row,
                by_id.get(uom_id, hour)._compute_quantity(
                    amount or 0.0, hour, round=False
                ),
            )
            for *row, uom_id, amount in rows
        ]
