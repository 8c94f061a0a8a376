# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class AccountMove(models.Model):
    """An invoice for shared services leads to the time and the visits it bills."""

    _inherit = "account.move"

    cae_time_count = fields.Integer(
        string="Time and Visits", compute="_compute_cae_time_count", compute_sudo=True
    )

    @api.depends("timesheet_ids")
    def _compute_cae_time_count(self):
        groups = self.env["account.analytic.line"]._read_group(
            [("cae_move_line_id.move_id", "in", self.ids)],
            ["timesheet_invoice_id"],
            ["__count"],
        )
        counts = {move.id: count for move, count in groups}
        for move in self:
            move.cae_time_count = counts.get(move.id, 0)

    def action_view_cae_time(self):
        """The time and the visits that this invoice bills."""
        return {
            **self.env["account.analytic.line"]._get_cae_time_action(),
            "domain": [("cae_move_line_id.move_id", "in", self.ids)],
        }

    def _get_cae_exemption_reasons(self):
        reasons = super()._get_cae_exemption_reasons()
        return reasons | self.sudo().invoice_line_ids.cae_exemption_id.reason_id

    def _get_cae_details(self):
        """The time to print under the invoice, when the company wants it."""
        self.ensure_one()
        if not self.company_id.sudo().cae_invoice_details:
            return self.env["account.analytic.line"]
        return (
            self.env["account.analytic.line"]
            .sudo()
            .search(
                [("cae_move_line_id", "in", self.sudo().invoice_line_ids.ids)],
                order="date, id",
            )
        )

    def _link_timesheets_to_invoice(self, start_date=None, end_date=None):
        """Odoo's own button bills time too: say on which line, by the rate."""
        result = super()._link_timesheets_to_invoice(start_date, end_date)
        lines = self.sudo().invoice_line_ids.filtered("sale_line_ids.is_cae_agreement")
        time = (
            self.env["account.analytic.line"]
            .sudo()
            .search(
                [
                    ("timesheet_invoice_id", "in", lines.move_id.ids),
                    ("so_line", "in", lines.sale_line_ids.ids),
                ]
            )
        )
        for line in lines:
            rate = line.cae_rate_id
            own = time.filtered(
                lambda found, line=line, rate=rate: (
                    found.timesheet_invoice_id == line.move_id
                    and found.so_line in line.sale_line_ids
                    and (not rate or rate.date_from <= found.date <= rate.date_to)
                    and not found.cae_move_line_id.filtered(
                        lambda other: other.move_id == line.move_id
                    )
                )
            )
            own.write({"cae_move_line_id": line.id})
        return result
