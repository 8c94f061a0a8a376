# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields
from odoo.http import request, route
from odoo.tools import format_date

from .portal import CaeServicePortal

MODEL = "sale.order"


class CaeAgreementPortal(CaeServicePortal):
    """Agreements of a member, and the hours that it used of each."""

    def _get_own_agreements(self, domain=()):
        """Those of the visitor's organisation, by its own rules; newest first."""
        orders = request.env[MODEL]
        if not orders.has_access("read"):
            return orders
        return orders.search(
            [
                *self._get_service_own_domain(),
                ("is_cae_agreement", "=", True),
                ("state", "in", ("sent", "sale", "cancel")),
                *domain,
            ],
            order="cae_start_date desc, id desc",
        )

    @route("/my/agreements", type="http", auth="user", website=True)
    def portal_my_agreements(self, **kwargs):
        agreements = self._get_own_agreements().sudo()
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "agreements": [
                    {"order": order, **self._prepare_agreement_state(order)}
                    for order in agreements
                ],
                "page_name": "cae_agreements",
            }
        )
        return request.render("cae_service.portal_my_agreements", values)

    def _prepare_agreement_state(self, order):
        """The state in a member's words, and the colour of its badge."""
        env = request.env
        today = fields.Date.context_today(order)
        if order.state == "cancel":
            return {"label": env._("Cancelled"), "color": "secondary"}
        if order.state == "sent":
            label = env._("To Sign") if order._has_to_be_signed() else env._("Proposed")
            return {"label": label, "color": "warning"}
        if order.cae_start_date > today:
            return {"label": env._("Begins Later"), "color": "info"}
        if order.cae_end_date and order.cae_end_date < today:
            return {"label": env._("Ended"), "color": "secondary"}
        return {"label": env._("Running"), "color": "success"}

    # === Hours === #

    @route("/my/hours", type="http", auth="user", website=True)
    def portal_my_hours(self, **kwargs):
        agreements = self._get_own_agreements([("state", "=", "sale")]).sudo()
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "tables": self._prepare_hours(agreements),
                "page_name": "cae_hours",
            }
        )
        return request.render("cae_service.portal_my_hours", values)

    def _prepare_hours(self, agreements):
        """A table for each agreement: its services, and their hours by month."""
        lines = agreements.order_line.filtered("product_id.is_cae_service")
        hours = {}
        for line, month, amount in (
            request.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [("so_line", "in", lines.ids), ("project_id", "!=", False)],
                ["so_line", "date:month"],
                ["unit_amount:sum"],
            )
        ):
            hours.setdefault(line.order_id, {}).setdefault(month, {})[line] = amount
        own = lines.grouped("order_id")
        return [
            self._prepare_hours_table(order, own[order], hours.get(order, {}))
            for order in agreements
            if order in own
        ]

    def _prepare_hours_table(self, order, lines, months):
        totals = {
            line: sum(found.get(line, 0) for found in months.values()) for line in lines
        }
        foreseen = {line: self._get_foreseen_hours(line) for line in lines}
        return {
            "order": order,
            "lines": lines,
            "rows": [
                {
                    "month": format_date(request.env, month, date_format="MMMM y"),
                    "hours": [found.get(line, 0) for line in lines],
                    "total": sum(found.values()),
                }
                for month, found in sorted(months.items())
            ],
            "totals": [totals[line] for line in lines],
            "total": sum(totals.values()),
            "foreseen": list(foreseen.values()),
            "left": [
                planned and planned - totals[line] for line, planned in foreseen.items()
            ],
        }

    def _get_foreseen_hours(self, line):
        """Hours of the agreement; none for a flat fee: hours do not count there."""
        return 0 if line.cae_pricing == "flat" else line.product_uom_qty
