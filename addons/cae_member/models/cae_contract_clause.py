# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

JOINT = "joint"
# What a document may be, and the box of the clauses that belong to it.
KIND_FIELDS = {
    "contract": "on_contract",
    "renewal": "on_renewal",
    "amendment": "on_amendment",
    "termination": "on_termination",
    JOINT: "on_joint",
}


class CaeContractClause(models.Model):
    """A clause of the documents that people sign: its text, and when it is used."""

    _name = "cae.contract.clause"
    _description = "Contract Clause"
    _inherit = ["cae.clause.mixin"]

    on_contract = fields.Boolean(string="Contracts")
    on_renewal = fields.Boolean(string="Renewals")
    on_amendment = fields.Boolean(string="Amendments")
    on_termination = fields.Boolean(string="Terminations")
    on_joint = fields.Boolean(string="Joint Agreements")
    cae_kind = fields.Selection(
        selection="_selection_cae_kind",
        string="Kind of Contract",
        help="Empty: any kind.",
    )
    replaces_id = fields.Many2one(
        "cae.contract.clause",
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
    def _selection_cae_kind(self):
        kinds = self.env["hr.contract.type"]._fields["cae_kind"]
        return kinds._description_selection(self.env)

    @api.model
    def _get_placeholder_labels(self):
        known = self._get_placeholders()
        return {name: label for name, (label, _where) in known.items()}

    @api.model
    def _get_placeholders(self):
        """What a clause may quote.

        :return: {name: (what it is, where its value is filled in)}
        """
        form = self.env._("the form of the person")
        settings = self.env._("Settings / Cooperative / Contract documents")
        return {
            "person": (self.env._("name of the person"), form),
            "address": (self.env._("private address of the person, on one line"), form),
            "cooperative": (self.env._("name of the cooperative"), settings),
            "representative": (self.env._("who signs for the cooperative"), settings),
            "statutes": (self.env._("the statutes in force"), settings),
            "levy": (self.env._("how the contribution is calculated"), settings),
            "type": (self.env._("type of contract"), form),
            "start": (self.env._("first day of the contract"), form),
            "end": (self.env._("last day of the contract"), form),
            "effective": (self.env._("day when the document takes effect"), form),
            "deadline": (self.env._("day by which the person must be a member"), form),
            "fixed_part": (
                self.env._("fixed part of the pay, gross, for a month"),
                form,
            ),
            **self._get_activity_placeholders(),
        }

    @api.model
    def _get_activity_placeholders(self):
        """Those of the activity, and of what is agreed about it."""
        page = self.env._("the page “Cooperative” of the person")
        activity = self.env._("the form of the activity")
        return {
            "activity": (self.env._("name of the activity"), page),
            "brand": (self.env._("brand of the activity"), activity),
            "holders": (
                self.env._("holders of a joint activity, with their shares"),
                activity,
            ),
            "trial_end": (self.env._("last day of the trial"), page),
            "objectives": (self.env._("objectives and minimum activity"), page),
            "turnover_goal": (self.env._("turnover aimed at, for a year"), page),
            "variable_part": (self.env._("how the variable part is calculated"), page),
            "change": (
                self.env._("what the amendment or termination says, in words"),
                page,
            ),
        }

    @api.constrains(*KIND_FIELDS.values())
    def _check_kinds(self):
        for clause in self:
            if not any(clause[name] for name in KIND_FIELDS.values()):
                raise ValidationError(
                    self.env._(
                        "The clause “%s” is in no document. Tick at least one: "
                        "contracts, renewals, amendments…",
                        clause.name,
                    )
                )

    @api.model
    def _find(self, kind, company, contract_type):
        """The clauses of a document, in order; own wordings in place of the others.

        :param kind: a key of KIND_FIELDS
        :param contract_type: hr.contract.type, empty for a joint agreement
        """
        return self._search_clauses(
            company,
            [
                (KIND_FIELDS[kind], "=", True),
                ("cae_kind", "in", [contract_type.cae_kind or False, False]),
            ],
        )

    def _explain_missing(self, lacking, document):
        """With where the values are filled in."""
        known = self._get_placeholders()
        lines = [
            self.env._(
                "- “%(clause)s” lacks “%(value)s”: fill it in %(where)s.",
                clause=clause.name,
                value=known[name][0],
                where=known[name][1],
            )
            for clause, names in lacking.items()
            for name in names
        ]
        return self.env._(
            "%(document)s can't be prepared yet:\n%(lines)s",
            document=document,
            lines="\n".join(lines),
        )
