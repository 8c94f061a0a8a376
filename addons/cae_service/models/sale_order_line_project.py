# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models

from .sale_order_line_visit import FREQUENCY


class SaleOrderLine(models.Model):
    """The project of an agreement: its name, its hours, and which version has them."""

    _inherit = "sale.order.line"

    def _get_cae_version_at(self, day):
        """The line of the version in force on a day, from the last one back."""
        line = self.sudo()
        while line.cae_previous_line_id and day and day < line.order_id.cae_start_date:
            line = line.cae_previous_line_id
        return line.sudo(self.env.su)

    def _timesheet_create_project_prepare_values(self):
        values = super()._timesheet_create_project_prepare_values()
        order = self.order_id
        if order.is_cae_agreement:
            values.update(
                name=f"{order.name} – {order.partner_id.name}",
                privacy_visibility="followers",
                user_id=order.user_id.id,
            )
        return values

    def _timesheet_create_project(self):
        project = super()._timesheet_create_project()
        order = self.order_id
        if order.is_cae_agreement:
            # With a single service Odoo adds its name: the project is of the whole.
            services = order._get_cae_services()
            project.write(
                {
                    "name": f"{order.name} – {order.partner_id.name}",
                    "allocated_hours": sum(
                        line._get_cae_allocated_hours() for line in services
                    ),
                }
            )
        return project

    def _get_cae_allocated_hours(self):
        """Hours foreseen: of the visits, or those sold by the hour."""
        by_hour = self.cae_pricing != "flat"
        foreseen = self._get_cae_foreseen_hours()
        return foreseen or (self.product_uom_qty if by_hour else 0.0)

    def _convert_qty_company_hours(self, dest_company):
        if self.cae_pricing:
            return self._get_cae_allocated_hours()
        return super()._convert_qty_company_hours(dest_company)

    def _has_cae_previous_frequency(self):
        """Whether somebody comes as often and on the same days as before."""
        self.ensure_one()
        before = self.cae_previous_line_id
        return all(self[name] == before[name] for name in FREQUENCY)

    def _prepare_cae_taken_visit(self):
        """What a visit planned under the version before takes from this one."""
        self.ensure_one()
        before = self.cae_previous_line_id
        vals = {"sale_line_id": self.id}
        if self.cae_professional_id and (
            self.cae_professional_id != before.cae_professional_id
        ):
            vals["professional_id"] = self.cae_professional_id.id
        return vals
