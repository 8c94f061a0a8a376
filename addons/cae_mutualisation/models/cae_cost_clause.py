# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostClause(models.Model):
    """A clause of the cost-sharing agreements: its text, and when it is used."""

    _name = "cae.cost.clause"
    _description = "Clause of Cost-Sharing Agreements"
    _inherit = ["cae.clause.mixin"]

    legal_reference = fields.Char(help="Printed in small, e.g. CGI, art. 261 B.")
    mandatory = fields.Boolean(
        help="An agreement that lacks a value of this clause is not sent. Other "
        "clauses are left out when a value of theirs is missing.",
    )
    vat = fields.Selection(
        [("taxable", "With a Taxable Pool"), ("exempt", "With an Exempt Pool")],
        string="VAT",
        help="Only in agreements that have a pool taxed so. Empty: in all.",
    )
    term = fields.Selection(
        [("fixed", "With an End"), ("open", "Without an End")],
        string="Duration",
        help="Only in agreements of this duration. Empty: in all.",
    )
    notice = fields.Selection(
        [("with", "With a Notice"), ("without", "Without Notice")],
        help="Only in agreements with or without a notice. Empty: in all.",
    )
    amendment = fields.Selection(
        [("first", "First Agreements"), ("amendment", "Amendments")],
        string="Used In",
        help="Only in a first agreement, or in those that amend one. Empty: in all.",
    )
    replaces_id = fields.Many2one(
        "cae.cost.clause",
        string="In Place of",
        domain=[("company_id", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
        help="The clause of all that this wording of the grouping stands for.",
    )

    _replaces_uniq = models.UniqueIndex(
        "(company_id, replaces_id) WHERE replaces_id IS NOT NULL AND active",
        "This grouping has its own wording of this clause already.",
    )

    @api.model
    def _get_placeholder_labels(self):
        return {
            "agreement": self.env._("number of the agreement"),
            "grouping": self.env._("name of the grouping"),
            "representative": self.env._(
                "who signs for the grouping (Settings / Cooperative)"
            ),
            "member": self.env._("name of the member"),
            "pools": self.env._("the pools, as a list, with what members get"),
            "keys": self.env._("the pools with their keys, as a list"),
            "taxable_pools": self.env._("pools that bear VAT, as a list"),
            "exempt_pools": self.env._("exempt pools, as a list, with the law"),
            "start": self.env._("first day of the agreement"),
            "end": self.env._("last day of the agreement, if it has one"),
            "notice_months": self.env._("months of notice, if there is a notice"),
            "notice_date": self.env._("last day to give notice before the end"),
            "previous": self.env._("the agreement that this one amends"),
        }

    @api.model
    def _find(self, company, vats, term, notice, amendment):
        """The clauses of an agreement, in order; own wordings in place of the others.

        :param vats: how its pools are taxed, keys of `vat`
        :param term, notice, amendment: keys of the fields of these names
        """
        return self._search_clauses(
            company,
            [
                ("vat", "in", [*vats, False]),
                ("term", "in", [term, False]),
                ("notice", "in", [notice, False]),
                ("amendment", "in", [amendment, False]),
            ],
        )
