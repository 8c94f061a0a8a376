# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel.schedule import MOST_VISITS

FREQUENCY = (
    "cae_visit_count",
    "cae_visit_period",
    "cae_visit_hours",
    "cae_visit_weekday",
    "cae_visit_start_hour",
)


class SaleOrderLine(models.Model):
    """The planned visits follow the line: its end, professional and frequency."""

    _inherit = "sale.order.line"
    _rec_names_search = ["name", "order_id.name", "order_partner_id.name"]

    @api.depends_context("cae_show_member")
    def _compute_display_name(self):
        """Where calls are noted, the member comes first: it is what one looks for."""
        super()._compute_display_name()
        if not self.env.context.get("cae_show_member"):
            return
        for line in self.sudo().filtered("is_cae_agreement"):
            line.display_name = (
                f"{line.order_partner_id.name} – {line.product_id.name} "
                f"({line.order_id.name})"
            )

    @api.constrains("cae_visit_count", "cae_visit_period")
    def _check_cae_visit_count(self):
        for line in self:
            most = MOST_VISITS[line.cae_visit_period or "month"]
            if line.cae_visit_count > most:
                raise ValidationError(
                    self.env._(
                        "%(service)s: %(count)s visits are too many for this period, "
                        "which holds %(most)s, one a working day. Plan fewer, longer "
                        "visits.",
                        service=line.product_id.display_name,
                        count=line.cae_visit_count,
                        most=most,
                    )
                )

    def write(self, vals):
        changed = self.filtered(
            lambda line: any(
                name in vals and vals[name] != line[name] for name in FREQUENCY
            )
        )
        result = super().write(vals)
        if vals.get("cae_professional_id"):
            self._hand_over_visits(vals["cae_professional_id"])
        changed._replan_visits()
        return result

    def _replan_visits(self):
        """The visits to come that nobody touched follow the new frequency."""
        lines = self.sudo().filtered(
            lambda line: line.is_cae_agreement and line.state == "sale"
        )
        if not lines:
            return
        visits = self.env["cae.service.visit"].sudo()
        visits = visits.search(
            [
                ("sale_line_id", "in", lines.ids),
                ("state", "=", "planned"),
                ("generated", "=", True),
                ("start", ">", fields.Datetime.now()),
            ]
        )
        visits.filtered(
            lambda visit: visit._get_local_day() == visit.planned_date
        ).unlink()
        lines.order_id._plan_visits()

    def _hand_over_visits(self, professional_id):
        """The visits to come go to the new professional of the line."""
        visits = (
            self.env["cae.service.visit"]
            .sudo()
            .search(
                [
                    ("sale_line_id", "in", self.ids),
                    ("state", "=", "planned"),
                    ("start", ">", fields.Datetime.now()),
                    ("professional_id", "!=", professional_id),
                ]
            )
        )
        visits._write_and_sync({"professional_id": professional_id})

    def _cancel_visits_after(self, date=None):
        """Cancel the planned visits of the lines after a day; all of them without it.

        :param date: the last day of the agreement
        :return: the visits cancelled; they are planned anew if the end is put off
        """
        visits = (
            self.env["cae.service.visit"]
            .sudo()
            .search([("sale_line_id", "in", self.ids), ("state", "=", "planned")])
        )
        if date:
            visits = visits.filtered(lambda visit: visit._get_local_day() > date)
        visits._cancel(self.env._("The agreement ends."), ended=True)
        return visits
