# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel.nature import Prefixes

NATURES = [
    ("turnover", "Turnover"),
    ("purchase", "Purchases"),
    ("subcontracting", "Subcontracting"),
    ("pass_through", "Big purchases"),
    ("expense", "Expenses"),
    ("payroll", "Payroll"),
    ("levy", "Levy"),
    ("subsidy", "Subsidies"),
    ("other", "Other"),
]


class CaeLedgerNature(models.Model):
    """What an analytic line is to an activity: turnover, purchase, levy…

    The nature follows from the general account by prefixes; a big purchase and a
    levy are known from the line itself.
    """

    _name = "cae.ledger.nature"
    _description = "Ledger Nature"
    _order = "company_id, sequence, id"
    _rec_name = "code"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    code = fields.Selection(NATURES, required=True)
    kind = fields.Char(
        help="Empty for the main nature of its code. Otherwise a kind that a levy may "
        "treat apart, e.g. Training among the turnover.",
    )
    account_prefixes = fields.Char(
        help="Account prefixes separated by commas; a minus sign excludes: 60,-604. "
        "The first nature that matches, in order, is taken. Leave it empty for a "
        "nature that no account gives by itself. An account that no nature "
        "matches is of the nature Other."
    )
    sign = fields.Selection(
        [("1", "Income is positive"), ("-1", "Cost is positive")],
        default="1",
        required=True,
        help="How amounts of this nature are shown and enter the base of a levy.",
    )
    sequence = fields.Integer(default=10)

    _company_code_uniq = models.UniqueIndex(
        "(company_id, code, COALESCE(kind, ''))",
        "A company has each nature once: give the second one a kind.",
    )

    @api.depends("code", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for nature in self:
            label = labels.get(nature.code)
            nature.display_name = f"{label} ({nature.kind})" if nature.kind else label

    def _figure_key(self):
        """How typed figures name it: ``turnover``, or ``turnover.Training``."""
        self.ensure_one()
        return f"{self.code}.{self.kind}" if self.kind else self.code

    @api.constrains("account_prefixes")
    def _check_account_prefixes(self):
        for nature in self:
            try:
                Prefixes.parse(nature.account_prefixes)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%(part)s” is not an account prefix (nature %(nature)s). "
                        "Write digits separated by commas, with a minus sign "
                        "to exclude: 60,-604.",
                        part=error,
                        nature=nature.display_name,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        natures = super().create(vals_list)
        natures.company_id._cae_reclassify_ledger()
        return natures

    def write(self, vals):
        result = super().write(vals)
        if {"account_prefixes", "sequence", "code"} & set(vals):
            self.company_id._cae_reclassify_ledger()
        return result

    @api.model
    def _create_missing(self, companies):
        """Give each company the natures of its country that it has not yet."""
        countries = companies.account_fiscal_country_id | companies.country_id
        by_country = (
            self.env["cae.ledger.nature.template"]
            .sudo()
            .search([("country_id", "in", countries.ids)])
            .grouped("country_id")
        )
        existing = {
            (company.id, code)
            for company, code in self.sudo()._read_group(
                [("company_id", "in", companies.ids)], ["company_id", "code"]
            )
        }
        return self.sudo().create(
            [
                template._prepare_nature_vals(company)
                for company in companies
                for template in by_country.get(
                    company.account_fiscal_country_id or company.country_id, ()
                )
                if (company.id, template.code) not in existing
            ]
        )
