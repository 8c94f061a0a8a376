# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_signatory = fields.Char(
        string="Who Signs for the Cooperative",
        help="Name and function, as printed, e.g. Claire Martin, manager.",
    )
    cae_statutes_version = fields.Char(
        string="Statutes in Force",
        help="As contracts mention them, e.g. those adopted by the general meeting of "
        "12 June 2025.",
    )
    cae_levy_text = fields.Text(
        string="Calculation of the Contribution",
        translate=True,
        help="How the contribution to the pooled services is calculated, as contracts "
        "state it. Empty: what the levy scheme in force says, if there is one.",
    )

    def _cae_describe_levy(self, date):
        """How the contribution is calculated on a day, in words, for contracts.

        Other addons know a scheme: what is typed here goes first.

        :param date: the day when the contract takes effect
        :return: text, empty when nothing is known
        """
        self.ensure_one()
        return self.cae_levy_text or ""
