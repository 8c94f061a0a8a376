# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..kernel.term import ONE_DAY, Term, refusal, trial_limit

TERM_FIELDS = {
    "active",
    "employee_id",
    "contract_date_start",
    "contract_date_end",
    "contract_type_id",
    "trial_date_end",
    "cae_terminated",
}


class HrVersion(models.Model):
    """A contract of the cooperative, its amendments and its termination.

    The versions that share a start of contract are one term. Those of a type with
    limits are checked together, for each person.
    """

    _inherit = "hr.version"

    cae_change = fields.Selection(
        [
            ("contract", "Contract"),
            ("renewal", "Renewal"),
            ("amendment", "Amendment"),
            ("termination", "Termination"),
        ],
        string="Act",
        compute="_compute_cae_change",
        store=True,
        groups="hr.group_hr_manager",
    )
    cae_activity_id = fields.Many2one(
        "cae.activity",
        string="Activity",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        groups="hr.group_hr_manager",
        help="The hosted activity that the contract is about.",
    )
    cae_objectives = fields.Text(
        string="Objectives and Minimum Activity",
        tracking=True,
        groups="hr.group_hr_manager",
        help="What the person undertakes to reach (C. trav. L7331-2, a).",
    )
    cae_turnover_goal = fields.Monetary(
        string="Turnover Goal",
        tracking=True,
        groups="hr.group_hr_manager",
        help="Turnover without taxes aimed at, for a year.",
    )
    cae_variable_part = fields.Text(
        string="Variable Part",
        compute="_compute_cae_variable_part",
        store=True,
        readonly=False,
        tracking=True,
        groups="hr.group_hr_manager",
        help="How the variable part of the pay is calculated (C. trav. L7332-3).",
    )
    cae_amendment = fields.Text(
        string="What Changes",
        copy=False,
        tracking=True,
        groups="hr.group_hr_manager",
        help="The amendment or the termination, in words.",
    )
    cae_terminated = fields.Boolean(
        string="Termination", copy=False, readonly=True, groups="hr.group_hr_manager"
    )
    cae_planned_end = fields.Date(
        string="End Planned before the Termination",
        copy=False,
        readonly=True,
        groups="hr.group_hr_manager",
    )

    @api.depends(
        "employee_id",
        "contract_type_id",
        "contract_date_start",
        "date_version",
        "cae_terminated",
    )
    def _compute_cae_change(self):
        terms = self.employee_id._cae_read_terms()
        for version in self:
            start = version.contract_date_start
            if not start:
                version.cae_change = False
            elif version.cae_terminated:
                version.cae_change = "termination"
            elif version.date_version > start:
                version.cae_change = "amendment"
            else:
                renewed = any(
                    term.start < start and contract_type == version.contract_type_id
                    for term, contract_type in terms[version.employee_id.id]
                )
                version.cae_change = "renewal" if renewed else "contract"

    @api.depends("contract_type_id")
    def _compute_cae_variable_part(self):
        for version in self:
            proposed = version.contract_type_id.variable_part
            version.cae_variable_part = version.cae_variable_part or proposed

    @api.model
    def _get_whitelist_fields_from_template(self):
        return super()._get_whitelist_fields_from_template() + [
            "cae_objectives",
            "cae_turnover_goal",
            "cae_variable_part",
        ]

    # === Limits === #

    @api.constrains(*sorted(TERM_FIELDS))
    def _check_cae_terms(self):
        """Refuse terms over the limits of their type, or after the time to join.

        :raises ValidationError: with the dates: of the term, of those that count and
            the last day allowed
        """
        if self.env.context.get("cae_defer_terms"):
            return
        versions = self.sudo().filtered(
            lambda version: (
                version.active
                and version.employee_id
                and version.contract_date_start
                and version.contract_type_id
            )
        )
        if not versions:
            return
        terms = versions.employee_id._cae_read_terms()
        extensions = versions.employee_id._cae_read_extensions()
        for version in versions:
            known = terms[version.employee_id.id]
            same = [
                term
                for term, contract_type in known
                if contract_type == version.contract_type_id
            ]
            extension = extensions[version.employee_id.id, version.contract_type_id.id]
            limits = version.contract_type_id._get_limits(extension)
            for term in same:
                if term.start >= version.contract_date_start:
                    found = refusal(term, same, limits)
                    if found:
                        raise ValidationError(version._explain_refusal(term, found))
            version._check_cae_trial([term for term, _contract_type in known])
        versions.employee_id._check_cae_membership_deadline(terms, versions)

    def _explain_refusal(self, term, found):
        """The refusal of a term in words, with its dates."""
        contract_type = self.contract_type_id
        values = {
            "person": self.employee_id.name,
            "type": contract_type.name,
            "start": format_date(self.env, term.start),
            "end": term.end and format_date(self.env, term.end),
            "last": found.limit and format_date(self.env, found.limit - ONE_DAY),
            "renewals": contract_type.max_renewals,
            "terms": self._describe_terms(found.earlier),
        }
        if found.code == "renewals":
            return self.env._(
                "%(person)s: a new term of %(type)s from %(start)s is refused. It may "
                "be renewed %(renewals)s times at most. Terms that count: %(terms)s.",
                **values,
            )
        if found.code == "open":
            return self.env._(
                "%(person)s: %(type)s from %(start)s needs an end, on %(last)s at the "
                "latest.",
                **values,
            )
        if found.code == "term":
            return self.env._(
                "%(person)s: %(type)s from %(start)s to %(end)s is too long. One term "
                "lasts %(months)s months at most: until %(last)s.",
                **values,
                months=contract_type.max_term_months,
            )
        return self.env._(
            "%(person)s: %(type)s from %(start)s to %(end)s is over the limit. All "
            "terms together last %(months)s months at most: until %(last)s. Terms that "
            "count: %(terms)s.",
            **values,
            months=contract_type.max_months,
        )

    def _describe_terms(self, terms):
        """Terms as text: “01/03/2024 – 31/05/2024, …”."""
        return ", ".join(
            f"{format_date(self.env, term.start)} – "
            f"{format_date(self.env, term.end) if term.end else '…'}"
            for term in terms
        ) or self.env._("none")

    def _check_cae_trial(self, terms):
        """Refuse a trial that ends after what the type of contract allows."""
        months = self.contract_type_id.max_trial_months
        if not months or not self.trial_date_end:
            return
        start = self.contract_date_start
        limit = trial_limit(start, months, terms)
        if limit == start:
            raise ValidationError(
                self.env._(
                    "%(person)s: the contract from %(start)s has no trial. Earlier "
                    "contracts are deducted from the %(months)s months of a trial, and "
                    "took them all.",
                    person=self.employee_id.name,
                    start=format_date(self.env, start),
                    months=months,
                )
            )
        if self.trial_date_end >= limit:
            raise ValidationError(
                self.env._(
                    "%(person)s: the trial of the contract from %(start)s would end on "
                    "%(end)s. A trial lasts %(months)s months at most, earlier "
                    "contracts deducted: until %(last)s.",
                    person=self.employee_id.name,
                    start=format_date(self.env, start),
                    end=format_date(self.env, self.trial_date_end),
                    months=months,
                    last=format_date(self.env, limit - ONE_DAY),
                )
            )

    def _get_term(self):
        """The version's term, for the kernel."""
        self.ensure_one()
        return Term(self.contract_date_start, self.contract_date_end or None)

    # === What follows === #

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        if any(vals.get("contract_date_start") for vals in vals_list):
            versions.employee_id._cae_terms_changed()
        return versions

    def write(self, vals):
        result = super().write(vals)
        if TERM_FIELDS & set(vals):
            self.employee_id._cae_terms_changed()
        return result

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        employees.exists()._cae_terms_changed()
        return result
