# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..kernel import clause as kernel

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
        "cae.contract.clause",
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

    @api.model
    def _selection_cae_kind(self):
        kinds = self.env["hr.contract.type"]._fields["cae_kind"]
        return kinds._description_selection(self.env)

    @api.depends_context("lang")
    def _compute_placeholder_help(self):
        known = self._get_placeholders()
        self.placeholder_help = "\n".join(
            f"${{{name}}}: {label}" for name, (label, _where) in known.items()
        )

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
    def _find(self, kind, company, contract_type):
        """The clauses of a document, in order; own wordings in place of the others.

        :param kind: a key of KIND_FIELDS
        :param contract_type: hr.contract.type, empty for a joint agreement
        """
        found = self.sudo().search(
            [
                (KIND_FIELDS[kind], "=", True),
                ("cae_kind", "in", [contract_type.cae_kind or False, False]),
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

    def _get_blocks(self, values):
        """The filled text as paragraphs and lists, for the template."""
        self.ensure_one()
        # Filled first: a value of several lines makes several lines.
        return kernel.blocks(kernel.fill(self.body, values))
