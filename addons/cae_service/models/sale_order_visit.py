# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

BATCH = 1000


class SaleOrder(models.Model):
    """Visits are planned from the frequency of the agreement, some months ahead."""

    _inherit = "sale.order"

    cae_visit_count = fields.Integer(
        string="Number of Visits", compute="_compute_cae_visit_count"
    )

    @api.depends("order_line.cae_visit_ids.state")
    def _compute_cae_visit_count(self):
        counts = dict(
            self.env["cae.service.visit"]._read_group(
                [("order_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["order_id"],
                ["__count"],
            )
        )
        for order in self:
            order.cae_visit_count = counts.get(order, 0)

    def write(self, vals):
        result = super().write(vals)
        if "cae_end_date" in vals:
            ended = self.filtered(
                lambda order: (
                    order.is_cae_agreement
                    and order.state == "sale"
                    and order.cae_end_date
                )
            )
            for date, orders in ended.grouped("cae_end_date").items():
                orders.order_line._cancel_visits_after(date)
        return result

    def action_confirm(self):
        result = super().action_confirm()
        self.filtered("is_cae_agreement").sudo()._plan_visits()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        self.filtered("is_cae_agreement").order_line._cancel_visits_after()
        return result

    def action_plan_visits(self, date_to=None):
        """Plan the visits of confirmed agreements that are not planned yet.

        :param date_to: last day planned; by default so many months ahead as the
            company's settings say
        :return: a notification that tells how many
        :raises UserError: for an order that is not an agreement under way
        """
        self.check_access("write")
        for order in self:
            if not order.is_cae_agreement or order.state != "sale":
                raise UserError(
                    self.env._(
                        "%(order)s is not an agreement under way: confirm it, then "
                        "plan its visits.",
                        order=order.name,
                    )
                )
        visits = self.sudo()._plan_visits(fields.Date.to_date(date_to))
        without = self.order_line.filtered(
            lambda line: line._has_visits() and not line.cae_professional_id
        )
        message = self.env._("Visits planned: %(count)s.", count=len(visits))
        if without:
            message += " " + self.env._(
                "Without a professional, hence left out: %(services)s.",
                services=", ".join(without.product_id.mapped("display_name")),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if without else "success",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_view_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.cae_service_visit_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {}
        return action

    def _plan_visits(self, date_to=None):
        """The visits added, from tomorrow on; never twice the same day of the grid."""
        visits = self.env["cae.service.visit"]
        agreements = self.filtered(
            lambda order: (
                order.is_cae_agreement
                and order.state == "sale"
                and order.cae_start_date
            )
        )
        for company, orders in agreements.grouped("company_id").items():
            lines = orders.order_line.filtered(
                lambda line: line._has_visits() and line.cae_professional_id
            )
            if not lines:
                continue
            today = fields.Date.context_today(
                company.with_context(tz=company.resource_calendar_id.tz or "UTC")
            )
            until = date_to or today + relativedelta(
                months=company.cae_service_plan_months
            )
            vals_list = lines._prepare_visits(today, until)
            for begin in range(0, len(vals_list), BATCH):
                visits += visits.with_context(
                    tracking_disable=True, mail_create_nosubscribe=True
                ).create(vals_list[begin : begin + BATCH])
        return visits

    @api.model
    def _cron_plan_visits(self):
        """Go on planning the agreements under way."""
        lines = self.env["sale.order.line"].search(
            [
                ("order_id.is_cae_agreement", "=", True),
                ("state", "=", "sale"),
                ("cae_visit_count", ">", 0),
                "|",
                ("order_id.cae_end_date", "=", False),
                ("order_id.cae_end_date", ">=", fields.Date.context_today(self)),
            ]
        )
        lines.order_id._plan_visits()
