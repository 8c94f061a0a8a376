# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    cae_pass_through = fields.Boolean(
        string="Big Purchase",
        compute="_compute_cae_pass_through",
        store=True,
        readonly=False,
        copy=True,
        help="A purchase that a levy may leave out of its base. Set when the untaxed "
        "amount is above the company's threshold; the accountant may change it.",
    )

    cae_nature_override_id = fields.Many2one(
        "cae.ledger.nature",
        string="Nature",
        check_company=True,
        ondelete="restrict",
        copy=True,
        help="What this line is to its activity. Empty: it follows from the product's "
        "category, else from the account.",
    )

    cae_levy_component_id = fields.Many2one(
        "cae.levy.component", string="Levy", readonly=True, ondelete="restrict"
    )

    # Not on the company's threshold: changing it must not rewrite past bills.
    @api.depends("balance", "move_id.move_type", "display_type")
    def _compute_cae_pass_through(self):
        """Tick what is above the threshold; a tick made by hand stays."""
        for line in self:
            threshold = line.company_id.cae_big_purchase_threshold
            above = (
                threshold > 0
                and line.display_type == "product"
                and line.move_id.is_purchase_document(include_receipts=True)
                and line.company_currency_id.compare_amounts(
                    abs(line.balance), threshold
                )
                > 0
            )
            line.cae_pass_through = above or line.cae_pass_through

    def _prepare_analytic_distribution_line(self, *args, **kwargs):
        vals = super()._prepare_analytic_distribution_line(*args, **kwargs)
        if self.cae_levy_component_id:
            vals["cae_levy_run_id"] = self.move_id.cae_levy_run_id.id
            vals["cae_levy_component_id"] = self.cae_levy_component_id.id
        return vals
