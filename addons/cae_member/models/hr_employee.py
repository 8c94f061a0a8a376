# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..kernel.term import Term, counted, limit_after, membership_deadline


class HrEmployee(models.Model):
    """The dates that a person's contracts lead to."""

    _inherit = "hr.employee"

    cae_first_counted_date = fields.Date(
        string="First Counted Contract",
        compute="_compute_cae_limits",
        store=True,
        groups="hr.group_hr_user",
        help="Start of the first contract that counts in the delay to join.",
    )
    membership_deadline = fields.Date(
        compute="_compute_cae_limits",
        store=True,
        groups="hr.group_hr_user",
        help="The person must be a member by this day; no new contract from it on.",
    )
    contract_limit_date = fields.Date(
        string="Contract Limit",
        compute="_compute_cae_limits",
        store=True,
        groups="hr.group_hr_user",
        help="The day when the longest duration of the type of contract is reached, "
        "all terms and extensions included. The last day under contract is the day "
        "before.",
    )
    cae_extension_ids = fields.One2many(
        "cae.contract.extension",
        "employee_id",
        string="Extensions",
        groups="hr.group_hr_manager",
    )
    cae_activity_id = fields.Many2one(
        related="version_id.cae_activity_id",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_manager",
    )
    cae_objectives = fields.Text(
        related="version_id.cae_objectives",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_manager",
    )
    cae_turnover_goal = fields.Monetary(
        related="version_id.cae_turnover_goal",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_manager",
    )
    cae_variable_part = fields.Text(
        related="version_id.cae_variable_part",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_manager",
    )
    cae_amendment = fields.Text(
        related="version_id.cae_amendment",
        readonly=False,
        inherited=True,
        groups="hr.group_hr_manager",
    )
    cae_change = fields.Selection(
        related="version_id.cae_change", inherited=True, groups="hr.group_hr_manager"
    )
    cae_terminated = fields.Boolean(
        related="version_id.cae_terminated",
        inherited=True,
        groups="hr.group_hr_manager",
    )
    cae_planned_end = fields.Date(
        related="version_id.cae_planned_end",
        inherited=True,
        groups="hr.group_hr_manager",
    )

    @api.depends(
        "work_contact_id",
        "version_ids.active",
        "version_ids.contract_date_start",
        "version_ids.contract_date_end",
        "version_ids.contract_type_id.counts_for_membership",
        "version_ids.contract_type_id.max_months",
        "version_ids.contract_type_id.reset_months",
        "cae_extension_ids.months",
        "cae_extension_ids.contract_type_id",
        "company_id.cae_membership_delay",
        "company_id.cae_membership_gaps",
        "company_id.cae_membership_reset",
        "company_id.cae_count_other_employers",
    )
    def _compute_cae_limits(self):
        terms = self._cae_read_terms()
        extensions = self._cae_read_extensions()
        for employee in self:
            known = terms[employee.id]
            found = employee._get_membership_deadline(known)
            employee.cae_first_counted_date = found and found[0]
            employee.membership_deadline = found and found[1]
            employee.contract_limit_date = employee._get_contract_limit(
                known, extensions
            )

    def _get_membership_deadline(self, terms):
        """First counted day and deadline of the terms; False if there is none."""
        company = self.company_id
        if not company.cae_membership_delay:
            return False
        return (
            membership_deadline(
                [term for term, kind in terms if kind.counts_for_membership],
                company.cae_membership_delay,
                gaps=company.cae_membership_gaps == "elapsed",
                reset_months=company.cae_membership_reset,
            )
            or False
        )

    def _get_contract_limit(self, terms, extensions):
        """When the type of the last term reaches its longest duration, or False."""
        if not terms:
            return False
        last, contract_type = terms[-1]
        months = contract_type.max_months
        if not months:
            return False
        months += extensions[self.id, contract_type.id]
        same = [term for term, other in terms if other == contract_type]
        earlier = counted(same, last.start, contract_type.reset_months)
        return limit_after(last.start, months, earlier)

    # === Reading === #

    def _cae_read_terms(self):
        """The terms of each person, in order: {employee id: [(Term, type)]}.

        Those of the same person's other employees of the company too (a person who
        came back), and of other companies where the company counts them.
        """
        persons = self.sudo()._cae_read_persons()
        groups = (
            self.env["hr.version"]
            .sudo()
            ._read_group(
                [
                    ("employee_id", "in", [i for ids in persons.values() for i in ids]),
                    ("contract_date_start", "!=", False),
                    ("contract_type_id", "!=", False),
                ],
                [
                    "employee_id",
                    "contract_date_start:day",
                    "contract_date_end:day",
                    "contract_type_id",
                ],
                ["date_version:max"],
            )
        )
        by_employee = defaultdict(dict)
        for employee, start, end, contract_type, _changed in sorted(
            groups, key=lambda group: group[-1]
        ):
            # Amended to another type, a term is of the last one.
            term = Term(start, end or None)
            by_employee[employee.id][start] = (term, contract_type)
        return {
            asked: sorted(
                (term for id_ in ids for term in by_employee[id_].values()),
                key=lambda known: known[0].start,
            )
            for asked, ids in persons.items()
        }

    def _cae_read_persons(self):
        """Ids of the employees who are the same person: {employee id: [ids]}."""
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        contacts = self.work_contact_id
        found = employees.search_fetch(
            [("work_contact_id", "in", contacts.ids)], ["work_contact_id", "company_id"]
        )
        by_contact = found.grouped("work_contact_id")
        persons = {}
        for employee in self:
            same = by_contact.get(employee.work_contact_id, employees)
            if not employee.company_id.cae_count_other_employers:
                same = same.filtered(lambda e, c=employee.company_id: e.company_id == c)
            persons[employee.id] = list({*same.ids, *employee.ids})
        return persons

    def _cae_read_extensions(self):
        """Months decided: {(employee id, contract type id): months}, 0 if none."""
        without = self.env.context.get("cae_extensions_without", ())
        groups = (
            self.env["cae.contract.extension"]
            .sudo()
            ._read_group(
                [("employee_id", "in", self.ids), ("id", "not in", without)],
                ["employee_id", "contract_type_id"],
                ["months:sum"],
            )
        )
        months = defaultdict(int)
        for employee, contract_type, total in groups:
            months[employee.id, contract_type.id] = total
        return months

    def _cae_read_memberships(self):
        """The membership of each person in the employee's company, if any.

        :return: {employee id: cae.membership}
        """
        employees = self.sudo()
        found = (
            self.env["cae.membership"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch(
                [
                    ("partner_id", "in", employees.work_contact_id.ids),
                    ("company_id", "in", employees.company_id.ids),
                ],
                ["partner_id", "company_id", "state", "admission_date", "exit_date"],
            )
        )
        by_key = {(m.partner_id.id, m.company_id.id): m for m in found}
        return {
            employee.id: by_key.get(
                (employee.work_contact_id.id, employee.company_id.id), found.browse()
            )
            for employee in employees
        }

    # === Checks === #

    def _check_cae_membership_deadline(self, terms, versions):
        """Refuse a counted term that begins once the time to join is over."""
        memberships = self._cae_read_memberships()
        for version in versions:
            employee = version.employee_id
            if not version.contract_type_id.counts_for_membership:
                continue
            start = version.contract_date_start
            earlier = [known for known in terms[employee.id] if known[0].start < start]
            found = employee._get_membership_deadline(earlier)
            reset = employee.company_id.cae_membership_reset
            if (
                not found
                or start < found[1]
                or not counted([term for term, _type in earlier], start, reset)
                or memberships[employee.id]._is_member_on(start)
            ):
                continue
            raise ValidationError(
                self.env._(
                    "%(person)s: %(type)s from %(start)s is refused. The first "
                    "contract that counts began on %(first)s, so the time to become a "
                    "member ended on %(deadline)s. Admit the person first.",
                    person=employee.name,
                    type=version.contract_type_id.name,
                    start=format_date(self.env, start),
                    first=format_date(self.env, found[0]),
                    deadline=format_date(self.env, found[1]),
                )
            )

    # === What follows === #

    def _cae_terms_changed(self):
        """Refresh what depends on the terms, also for the same person elsewhere.

        While terms are put off, whoever put them off calls this once at the end.
        """
        if self.env.context.get("cae_defer_terms"):
            return
        employees = self.sudo()
        contacts = employees.work_contact_id
        same = employees.with_context(active_test=False).search(
            [("work_contact_id", "in", contacts.ids), ("id", "not in", employees.ids)]
        )
        for name in (
            "cae_first_counted_date",
            "membership_deadline",
            "contract_limit_date",
        ):
            self.env.add_to_compute(self._fields[name], same)
        (employees | same)._cae_sync_deadlines()

    def _cae_sync_deadlines(self):
        """Make the board of deadlines follow the contracts of the persons."""
        if self:
            self.env["cae.deadline"].sudo()._sync(self.sudo())

    def write(self, vals):
        result = super().write(vals)
        if {"active", "work_contact_id", "company_id"} & set(vals):
            self._cae_terms_changed()
        return result
