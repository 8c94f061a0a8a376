# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .product_template import PRICINGS


class CaeServiceClause(models.Model):
    """A clause of the agreements on shared services: its text, and when it is used."""

    _name = "cae.service.clause"
    _description = "Clause of Agreements"
    _inherit = ["cae.clause.mixin"]

    legal_reference = fields.Char(help="Printed in small, e.g. GDPR, art. 28.")
    mandatory = fields.Boolean(
        help="An agreement that lacks a value of this clause is not sent. Other "
        "clauses are left out when a value of theirs is missing.",
    )
    cae_pricing = fields.Selection(
        PRICINGS,
        string="With the Pricing",
        help="Only in agreements that have a service at this price. Empty: in all.",
    )
    cae_renewal = fields.Selection(
        [
            ("none", "Ends"),
            ("tacit", "Renewed unless Notice is Given"),
            ("explicit", "Renewed by Agreement"),
            ("open", "Without an End"),
        ],
        string="At the End",
        help="Only in agreements that end so. Empty: in all.",
    )
    replaces_id = fields.Many2one(
        "cae.service.clause",
        string="In Place of",
        domain=[("company_id", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
        help="The clause of all that this wording of the cooperative stands for.",
    )

    _replaces_uniq = models.UniqueIndex(
        "(company_id, replaces_id) WHERE replaces_id IS NOT NULL AND active",
        "This cooperative has its own wording of this clause already.",
    )

    @api.model
    def _get_placeholder_labels(self):
        return {
            "agreement": self.env._("number of the agreement"),
            "cooperative": self.env._("name of the cooperative"),
            "member": self.env._("name of the member"),
            "representative": self.env._(
                "who signs for the cooperative (Settings / Cooperative)"
            ),
            "services": self.env._("the services, as a list, with their frequency"),
            "at_cost": self.env._("services at cost, as a list, with their price"),
            "hourly": self.env._("services by the hour, as a list, with their price"),
            "flat": self.env._("services at a flat fee, as a list, with the fee"),
            "billing_period": self.env._("how often is invoiced: “each month”…"),
            "start": self.env._("first day of the agreement"),
            "end": self.env._("last day of the agreement"),
            "renewal_months": self.env._("months for which it is renewed"),
            "notice_months": self.env._("months of notice, if there is a notice"),
            "notice_date": self.env._("last day to give notice for the present term"),
        }

    @api.model
    def _find(self, company, pricings, renewal):
        """The clauses of an agreement, in order; own wordings in place of the others.

        :param pricings: the pricings of its services
        :param renewal: what happens at its end, or ``open``
        """
        return self._search_clauses(
            company,
            [
                ("cae_pricing", "in", [*pricings, False]),
                ("cae_renewal", "in", [renewal, False]),
            ],
        )
