# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..kernel import clause as kernel


class CaeClauseMixin(models.AbstractModel):
    """The text of a clause with placeholders, for all cooperatives or one of them.

    Concrete models add `replaces_id`, a clause of theirs, and say what may be quoted
    (`_get_placeholder_labels`) and when a clause is used.
    """

    _name = "cae.clause.mixin"
    _description = "Clause of Documents"
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
    legal_reference = fields.Char(help="Printed in small, e.g. C. trav. L7331-2, a.")
    mandatory = fields.Boolean(
        help="A document that lacks a value of this clause is not prepared. Other "
        "clauses are left out when a value of theirs is missing.",
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
    placeholder_help = fields.Text(
        string="Placeholders", compute="_compute_placeholder_help"
    )

    @api.depends_context("lang")
    def _compute_placeholder_help(self):
        self.placeholder_help = "\n".join(
            f"${{{name}}}: {label}"
            for name, label in self._get_placeholder_labels().items()
        )

    @api.model
    def _get_placeholder_labels(self):
        """What a clause may quote: {name: what it is}."""
        return {}

    @api.constrains("body")
    def _check_placeholders(self):
        known = self._get_placeholder_labels()
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
    def _search_clauses(self, company, domain):
        """The clauses for a company, in order; own wordings in place of the others."""
        found = self.sudo().search(
            [
                *domain,
                ("country_id", "in", [company.country_id.id, False]),
                ("company_id", "in", [company.id, False]),
            ]
        )
        return found - found.replaces_id

    def _is_mandatory(self):
        """Also the cooperative's own wording of a mandatory clause."""
        self.ensure_one()
        return self.mandatory or self.sudo().replaces_id.mandatory

    def _get_missing(self, values):
        """Names of the values that the clause quotes and that are empty."""
        self.ensure_one()
        return kernel.missing(self.body, values)

    def _get_filled(self, values, document):
        """The clauses that lack no value.

        :param document: its name, for the message
        :raises UserError: mandatory clauses lack values: which
        """
        missing = {clause: clause._get_missing(values) for clause in self}
        lacking = {
            clause: names
            for clause, names in missing.items()
            if names and clause._is_mandatory()
        }
        if lacking:
            raise UserError(self._explain_missing(lacking, document))
        return self.filtered(lambda clause: not missing[clause])

    def _explain_missing(self, lacking, document):
        """Which clauses lack which values: `{clause: names}`."""
        known = self._get_placeholder_labels()
        lines = [
            self.env._(
                "- “%(clause)s” lacks “%(value)s”.",
                clause=clause.name,
                value=known[name],
            )
            for clause, names in lacking.items()
            for name in names
        ]
        return self.env._(
            "%(document)s can't be sent yet:\n%(lines)s",
            document=document,
            lines="\n".join(lines),
        )

    def _get_blocks(self, values):
        """The filled text as paragraphs and lists, for the template."""
        self.ensure_one()
        # Filled first: a value of several lines makes several lines.
        return kernel.blocks(kernel.fill(self.body, values))
