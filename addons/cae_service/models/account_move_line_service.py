# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class AccountMoveLine(models.Model):
    """A line of an invoice for shared services: at which rate, and why without tax."""

    _inherit = "account.move.line"

    cae_rate_id = fields.Many2one(
        "cae.service.rate",
        string="Cost Group",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="At whose provisional rate this line was invoiced.",
    )
    cae_exemption_id = fields.Many2one(
        "cae.vat.exemption",
        string="VAT Exemption",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_settlement_line_id = fields.Many2one(
        "cae.service.settlement.line",
        string="Line of the Settlement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_timesheet_ids = fields.One2many(
        "account.analytic.line", "cae_move_line_id", string="Time and Visits"
    )

    def _copy_data_extend_business_fields(self, values):
        """A credit note is about the same rate, exemption and settlement."""
        for name in ("cae_rate_id", "cae_exemption_id", "cae_settlement_line_id"):
            values[name] = self[name].id
        return super()._copy_data_extend_business_fields(values)

    def action_view_cae_time(self):
        """The time that this line bills."""
        self.ensure_one()
        return {
            **self.env["account.analytic.line"]._get_cae_time_action(),
            "domain": [("cae_move_line_id", "=", self.id)],
        }
