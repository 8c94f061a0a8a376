# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ..kernel.term import counted


class CaeDeadline(models.Model):
    """A date that a person's contracts lead to, on one board for all.

    The rows follow the contracts and the membership: nobody writes them. They tell no
    pay nor any other detail of the contract.
    """

    _name = "cae.deadline"
    _description = "Deadline of a Person"
    _inherit = ["cae.deadline.mixin"]
    _order = "deadline_date, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Person", required=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", required=True, ondelete="cascade", groups="hr.group_hr_user"
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    kind = fields.Selection(
        [
            ("membership", "Becoming a Member"),
            ("limit", "Limit of the Contract"),
            ("contract_end", "End of the Contract"),
            ("trial", "End of the Trial"),
        ],
        required=True,
        index=True,
    )
    deadline_state = fields.Selection(group_expand="_expand_deadline_states")
    is_met = fields.Boolean(string="Met", readonly=True)
    contract_type_id = fields.Many2one("hr.contract.type", ondelete="set null")
    activity_id = fields.Many2one(
        "cae.activity", index="btree_not_null", ondelete="set null"
    )
    territory_id = fields.Many2one(
        related="activity_id.territory_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        help="The coach of the activity, else who is responsible for the contract.",
    )
    membership_id = fields.Many2one("cae.membership", ondelete="set null")
    renewals_left = fields.Integer(
        readonly=True, help="Of the contract that ends. -1: as many as one likes."
    )
    days_left = fields.Integer(
        compute="_compute_days_left",
        search="_search_days_left",
        help="Until the deadline; negative once it is over.",
    )
    missing = fields.Char(
        string="What Is Missing",
        compute="_compute_missing",
        help="What remains to be done to become a member, or whether a contract that "
        "ends may be renewed.",
    )

    _kind_uniq = models.UniqueIndex(
        "(employee_id, kind)", "This person already has this deadline."
    )

    @api.depends("partner_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for deadline in self:
            name = deadline.partner_id.name or ""
            deadline.display_name = f"{name} – {kinds.get(deadline.kind, '')}"

    @api.model
    def _expand_deadline_states(self, _states, _domain):
        """The columns of the board, what presses first."""
        return ["overdue", "soon", "far", "met"]

    @api.depends("deadline_date")
    def _compute_days_left(self):
        today = fields.Date.context_today(self)
        for deadline in self:
            date = deadline.deadline_date
            deadline.days_left = (date - today).days if date else 0

    def _search_days_left(self, operator, value):
        if operator not in ("<", "<=", ">", ">="):
            return NotImplemented
        today = fields.Date.context_today(self)
        return [("deadline_date", operator, fields.Date.add(today, days=value))]

    def _get_renewal_steps(self):
        """Whether the contract that ends may be renewed, in words."""
        if self.renewals_left < 0:
            return []
        if not self.renewals_left:
            return [self.env._("no renewal left")]
        return [self.env._("renewals left: %s", self.renewals_left)]

    @api.depends("kind", "membership_id.state", "renewals_left")
    def _compute_missing(self):
        for deadline in self:
            steps = []
            if deadline.kind == "membership" and not deadline.is_met:
                steps = deadline.membership_id._get_missing_steps()
            elif deadline.kind == "contract_end" and not deadline.is_met:
                steps = deadline._get_renewal_steps()
            deadline.missing = ", ".join(steps)

    # === What the mixin asks === #

    @api.depends("is_met")
    def _compute_deadline_state(self):
        return super()._compute_deadline_state()

    def _is_deadline_met(self):
        return self.is_met

    def _get_deadline_summary(self):
        summary = super()._get_deadline_summary()
        return f"{summary} ({self.missing})" if self.missing else summary

    # === Following the contracts === #

    @api.model
    def _follow_deadlines(self):
        """Let the rows follow the calendar: a trial is over, a contract ended."""
        employees = self.env["hr.employee"].sudo()
        employees.search(
            [("version_ids.contract_date_start", "!=", False)]
        )._cae_sync_deadlines()

    @api.model
    def _sync(self, employees):
        """Make the rows of the employees what their contracts and membership say."""
        existing = {
            (row.employee_id.id, row.kind): row
            for row in self.search_fetch([("employee_id", "in", employees.ids)])
        }
        to_create, kept = [], self.browse()
        for vals in self._prepare_rows(employees):
            row = existing.get((vals["employee_id"], vals["kind"]))
            if not row:
                to_create.append(vals)
                continue
            kept |= row
            current = row._convert_to_write({name: row[name] for name in vals})
            changed = {k: v for k, v in vals.items() if current[k] != v}
            if changed:
                row.write(changed)
        (self.union(*existing.values()) - kept).unlink()
        quiet = self.with_context(tracking_disable=True, mail_create_nosubscribe=True)
        quiet.create(to_create)

    @api.model
    def _prepare_rows(self, employees):
        """The rows that employees should have, as values."""
        employed = employees.filtered(lambda e: e.active and e.work_contact_id)
        terms = employed._cae_read_terms()
        memberships = employed._cae_read_memberships()
        last_versions = self._read_last_versions(employed)
        activities = self._read_activities(employed)
        exits = self._read_exits(employed)
        today = fields.Date.context_today(self)
        rows = []
        for employee in employed:
            version = last_versions.get(employee.id)
            if not terms[employee.id] or not version:
                continue
            exit_date = exits.get(employee.id)
            left = version.contract_date_end if version.cae_terminated else exit_date
            if left and version.contract_date_start <= left < today:
                continue  # gone: nothing is due any more
            common = {
                **self._prepare_row(employee, version, activities.get(employee.id)),
                "membership_id": memberships[employee.id].id,
                "renewals_left": self._count_renewals_left(version, terms[employee.id]),
            }
            member = memberships[employee.id]._is_member_on(today)
            settled = version.cae_terminated or bool(exit_date)
            trial = version.trial_date_end
            rows += [
                {**common, "kind": kind, "deadline_date": date, "is_met": met}
                for kind, date, met in (
                    ("membership", employee.membership_deadline, member),
                    ("limit", employee.contract_limit_date, False),
                    ("contract_end", version.contract_date_end, settled),
                    ("trial", trial, trial and trial < today),
                )
                if date
            ]
        return rows

    @api.model
    def _prepare_row(self, employee, version, held):
        """What the rows of a person have in common; `held`: an activity of theirs."""
        activity = version.cae_activity_id or held or self.env["cae.activity"]
        return {
            "partner_id": employee.work_contact_id.id,
            "employee_id": employee.id,
            "company_id": employee.company_id.id,
            "activity_id": activity.id,
            "contract_type_id": version.contract_type_id.id,
            "user_id": (activity.coach_id or version.hr_responsible_id).id,
        }

    @api.model
    def _count_renewals_left(self, version, terms):
        """Renewals that the type of the last contract still allows; -1: no limit."""
        contract_type = version.contract_type_id
        if not contract_type.max_renewals:
            return -1
        same = [term for term, other in terms if other == contract_type]
        start = version.contract_date_start
        used = len(counted(same, start, contract_type.reset_months))
        return max(0, contract_type.max_renewals - used)

    @api.model
    def _read_last_versions(self, employees):
        """The last version under contract of each: {employee id: hr.version}."""
        versions = self.env["hr.version"].sudo()
        versions.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (employee_id) employee_id, id
                  FROM hr_version
                 WHERE employee_id IN %s AND active
                   AND contract_date_start IS NOT NULL
              ORDER BY employee_id, contract_date_start DESC, date_version DESC
                """,
                tuple(employees.ids or [0]),
            )
        )
        found = versions.browse([version_id for _employee, version_id in rows])
        return {version.employee_id.id: version for version in found}

    @api.model
    def _read_activities(self, employees):
        """The first activity held by each: {employee id: cae.activity}."""
        holders = (
            self.env["cae.activity.holder"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", employees.ids),
                    ("activity_id.state", "!=", "closed"),
                ],
                ["employee_id", "activity_id"],
                order="activity_id desc, sequence desc, id desc",
            )
        )
        return {holder.employee_id.id: holder.activity_id for holder in holders}

    @api.model
    def _read_exits(self, employees):
        """When each leaves, of those with an exit file: {employee id: date}."""
        groups = (
            self.env["cae.exit"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", employees.work_contact_id.ids),
                    ("company_id", "in", employees.company_id.ids),
                    ("state", "in", ("progress", "done", "followed")),
                ],
                ["partner_id", "company_id"],
                ["exit_date:max"],
            )
        )
        dates = {(partner, company): date for partner, company, date in groups}
        found = {
            employee.id: dates.get((employee.work_contact_id, employee.company_id))
            for employee in employees
        }
        return {key: date for key, date in found.items() if date}
