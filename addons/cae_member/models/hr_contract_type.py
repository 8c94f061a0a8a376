# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel.term import ONE_DAY, Limits, bounds, counted

LIMIT_FIELDS = (
    "max_months",
    "max_term_months",
    "max_renewals",
    "max_extension_months",
    "reset_months",
    "max_trial_months",
)


class HrContractType(models.Model):
    """What contracts of a type may not exceed; the law of a country, as data."""

    _inherit = "hr.contract.type"

    cae_kind = fields.Selection(
        [
            ("cape", "Support of a Business Project (CAPE)"),
            ("cesa", "Entrepreneur-Employee (CESA)"),
            ("candidate", "Candidate Entrepreneur"),
            ("employee", "Employee"),
            ("subsidised", "Subsidised Contract"),
        ],
        string="Kind",
        help="What the contract is for the cooperative: choose the texts of its "
        "documents and the lines of statistics by it.",
    )
    counts_for_membership = fields.Boolean(
        string="Counts to Become a Member",
        help="Its time counts in the delay to become a member.",
    )
    max_months = fields.Integer(
        string="Longest, All Terms (Months)",
        help="All terms of one person together. 0: no limit.",
    )
    max_term_months = fields.Integer(
        string="Longest Term (Months)", help="One term. 0: no limit."
    )
    max_renewals = fields.Integer(
        string="Renewals", help="Most renewals of one person. 0: no limit."
    )
    max_extension_months = fields.Integer(
        string="Longest Extension (Months)",
        help="Most months that decisions may add to the longest duration of all "
        "terms. 0: no extension.",
    )
    reset_months = fields.Integer(
        string="Counted Anew after (Months)",
        help="After so many months without contract, earlier terms no longer count. "
        "0: they always count.",
    )
    max_trial_months = fields.Integer(
        string="Longest Trial (Months)",
        help="Renewal included, time of earlier contracts deducted. 0: no limit.",
    )
    variable_part = fields.Text(
        translate=True,
        help="How the variable part of the pay is calculated, in words; proposed on "
        "new contracts of this type.",
    )

    @api.constrains(*LIMIT_FIELDS)
    def _check_limits(self):
        for contract_type in self:
            for name in LIMIT_FIELDS:
                if contract_type[name] < 0:
                    raise ValidationError(
                        self.env._(
                            "%(type)s: “%(field)s” is %(value)s; it cannot be negative "
                            "(0 means no limit).",
                            type=contract_type.name,
                            field=contract_type._fields[name]._description_string(
                                self.env
                            ),
                            value=contract_type[name],
                        )
                    )

    def _get_limits(self, extension=0):
        """What the kernel checks; `extension` in months, from decisions."""
        self.ensure_one()
        return Limits(
            max_months=self.max_months and self.max_months + extension,
            max_term_months=self.max_term_months,
            max_renewals=self.max_renewals,
            reset_months=self.reset_months,
        )

    def _get_last_day(self, terms, start, extension=0):
        """The last day of a term that begins on a day, and the terms that count.

        :param terms: those of the person and of this type
        :return: (date or False without limit, [Term])
        """
        limits = self._get_limits(extension)
        earlier = counted(terms, start, limits.reset_months)
        found = bounds(start, earlier, limits)
        return (found[0][0] - ONE_DAY if found else False), earlier
