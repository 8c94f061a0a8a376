# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..kernel import capital
from .cae_share_movement import to_decimal


class CaeShareValuation(models.Model):
    """The losses at the close of a financial year, and what leavers bear of them."""

    _name = "cae.share.valuation"
    _description = "Value of the Shares"
    _order = "date desc, id desc"
    _rec_name = "date"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Close of the Year",
        required=True,
        help="Applies to the exits of this financial year and, until the next one is "
        "recorded, to later ones.",
    )
    loss = fields.Monetary(
        string="Losses", help="Losses of the year and brought forward, as an amount."
    )
    reserves = fields.Monetary(
        string="Statutory Reserves", help="The legal reserve is not one of them."
    )
    capital = fields.Monetary(
        compute="_compute_capital",
        store=True,
        readonly=False,
        help="The capital at that date, from the register.",
    )
    rule = fields.Selection(
        lambda self: self.env["res.company"]._fields["cae_loss_rule"].selection,
        required=True,
        default=lambda self: self.env.company.cae_loss_rule,
    )
    loss_percent = fields.Float(
        string="Loss (% of Nominal)", compute="_compute_loss_percent", digits=(9, 4)
    )

    _date_uniq = models.UniqueIndex(
        "(company_id, date)", "The value of the shares on this date is recorded."
    )
    _amounts_positive = models.Constraint(
        "CHECK (loss >= 0 AND reserves >= 0)", "Losses and reserves are not negative."
    )

    @api.depends("company_id", "date")
    def _compute_capital(self):
        movements = self.env["cae.share.movement"]
        for valuation in self:
            valuation.capital = (
                movements.capital_at(valuation.company_id, valuation.date)
                if valuation.company_id and valuation.date
                else 0
            )

    @api.depends("loss", "reserves", "capital", "rule")
    def _compute_loss_percent(self):
        for valuation in self:
            total = valuation.capital
            borne = valuation._get_loss(total) if total else 0
            valuation.loss_percent = 100 * borne / total if total else 0

    def _get_loss(self, nominal):
        """The loss borne by shares of this nominal amount; zero without valuation."""
        if not self:
            return 0.0
        self.ensure_one()
        return float(
            capital.loss_of_shares(
                to_decimal(nominal),
                to_decimal(self.loss),
                to_decimal(self.capital),
                to_decimal(self.reserves),
                self.rule,
            )
        )

    @api.model
    def _get_for_exit(self, company, exit_date):
        """The value at the close of the year of the exit, else the last known."""
        close = company.compute_fiscalyear_dates(exit_date)["date_to"]
        return self.search(
            [("company_id", "=", company.id), ("date", "<=", close)], limit=1
        )
