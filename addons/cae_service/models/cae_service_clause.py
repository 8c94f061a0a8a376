# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.cae_member.kernel import clause as kernel

from .product_template import PRICINGS


class CaeServiceClause(models.Model):
    """A clause of the agreements on shared services: its text, and when it is used."""

    _name = "cae.service.clause"
    _description = "Clause of Agreements"
    _order = "sequence, id"

    name = fields.Char(string="Title", required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    body = fields.Text(
        string="Text",
        required=True,
        translate=True,
        help="An empty line parts paragraphs; lines that begin with “- ” make a list.",
    )
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
    country_id = fields.Many2one(
        "res.country",
        ondelete="restrict",
        help="Only for cooperatives of this country. Empty: for all.",
    )
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        ondelete="cascade",
        help="Only for this cooperative. Empty: for all.",
    )
    replaces_id = fields.Many2one(
        "cae.service.clause",
        string="In Place of",
        domain=[("company_id", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
        help="The clause of all that this wording of the cooperative stands for.",
    )
    placeholder_help = fields.Text(
        string="Placeholders", compute="_compute_placeholder_help"
    )

    _replaces_uniq = models.UniqueIndex(
        "(company_id, replaces_id) WHERE replaces_id IS NOT NULL AND active",
        "This cooperative has its own wording of this clause already.",
    )

    @api.depends_context("lang")
    def _compute_placeholder_help(self):
        self.placeholder_help = "\n".join(
            f"${{{name}}}: {label}" for name, label in self._get_placeholders().items()
        )

    @api.model
    def _get_placeholders(self):
        """What a clause may quote: {name: what it is}."""
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

    @api.constrains("body")
    def _check_placeholders(self):
        known = self._get_placeholders()
        for clause in self:
            wrong = kernel.unknown(clause.body, known)
            if wrong:
                raise ValidationError(
                    self.env._(
                        "The clause “%(clause)s” quotes %(wrong)s, which is not known. "
                        "Placeholders:\n%(known)s",
                        clause=clause.name,
                        wrong=", ".join(wrong),
                        known=", ".join(f"${{{name}}}" for name in known),
                    )
                )

    @api.constrains("replaces_id", "company_id")
    def _check_replaces_id(self):
        for clause in self.filtered("replaces_id"):
            replaced = clause.replaces_id
            if not clause.company_id or replaced.company_id or replaced.replaces_id:
                raise ValidationError(
                    self.env._(
                        "“%(clause)s” stands for “%(replaced)s”: it needs a "
                        "cooperative, and can only stand for a clause of all.",
                        clause=clause.name,
                        replaced=replaced.name,
                    )
                )

    def write(self, vals):
        if vals.get("active") is False:
            self._check_not_mandatory()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_mandatory(self):
        self._check_not_mandatory()

    def _check_not_mandatory(self):
        """A clause that the law asks for is not removed by mistake."""
        for clause in self.filtered("mandatory"):
            raise UserError(
                self.env._(
                    "The clause “%s” is mandatory. Untick “Mandatory” before you "
                    "remove it, if the law of your cooperative does not ask for it.",
                    clause.name,
                )
            )

    def action_own_wording(self):
        """Copy a clause of all for the user's company, to be reworded."""
        self.ensure_one()
        own = self.copy({"company_id": self.env.company.id, "replaces_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": own.id,
            "views": [[False, "form"]],
        }

    @api.model
    def _find(self, company, pricings, renewal):
        """The clauses of an agreement, in order; own wordings in place of the others.

        :param pricings: the pricings of its services
        :param renewal: what happens at its end, or ``open``
        """
        found = self.sudo().search(
            [
                ("cae_pricing", "in", [*pricings, False]),
                ("cae_renewal", "in", [renewal, False]),
                ("country_id", "in", [company.country_id.id, False]),
                ("company_id", "in", [company.id, False]),
            ]
        )
        return found - found.replaces_id

    def _get_missing(self, values):
        """Names of the values that the clause quotes and that are empty."""
        self.ensure_one()
        return kernel.missing(self.body, values)

    def _get_blocks(self, values):
        """The filled text as paragraphs and lists, for the template."""
        self.ensure_one()
        return kernel.blocks(kernel.fill(self.body, values))
