# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .cae_membership import ADMITTED_STATES

OPEN_STATES = ("draft", "progress")


class CaeExit(models.Model):
    """The departure of a person: what is done, what is owed, what becomes of them.

    Members leave, and so do candidates and holders of a support contract who never
    were members: the membership is optional.
    """

    _name = "cae.exit"
    _description = "Exit File"
    _inherit = ["cae.state.mixin", "cae.deadline.mixin"]
    _order = "exit_date desc, id desc"
    _check_company_auto = True
    _rec_name = "partner_id"
    _rec_names_search = ["partner_id"]

    # === Who === #
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    membership_id = fields.Many2one(
        "cae.membership",
        compute="_compute_membership_id",
        store=True,
        index="btree_not_null",
    )
    membership_state = fields.Selection(
        related="membership_id.state", string="Membership State"
    )
    held_activity_ids = fields.Many2many(
        "cae.activity",
        "cae_exit_activity_rel",
        "exit_id",
        "activity_id",
        string="Activities Held",
        compute="_compute_held_activity_ids",
        store=True,
        readonly=False,
        check_company=True,
        domain="[('holder_ids.partner_id', '=', partner_id)]",
    )
    closing_activity_ids = fields.Many2many(
        "cae.activity",
        "cae_exit_closing_activity_rel",
        "exit_id",
        "activity_id",
        string="Activities That the File Closes",
        readonly=True,
        copy=False,
    )
    coach_id = fields.Many2one(
        "res.users",
        compute="_compute_coach_id",
        store=True,
        readonly=False,
        check_company=True,
        domain=[("share", "=", False)],
        index="btree_not_null",
    )
    territory_id = fields.Many2one(
        "cae.territory",
        compute="_compute_territory_id",
        store=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        check_company=True,
        domain=[("share", "=", False)],
        index="btree_not_null",
        tracking=True,
        help="Who keeps the file, and asks for news afterwards.",
    )

    # === Why and when === #
    reason_id = fields.Many2one(
        "cae.exit.reason",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    kind = fields.Selection(related="reason_id.kind", store=True, string="Outcome")
    positive = fields.Boolean(related="reason_id.positive", store=True)
    reason_note = fields.Char(string="In Words")
    wanted_date = fields.Date(
        string="Date Wanted",
        default=fields.Date.context_today,
        help="The day when the person wants to leave.",
    )
    exit_date = fields.Date(
        compute="_compute_exit_date",
        store=True,
        readonly=False,
        tracking=True,
        index=True,
        help="The day when the person leaves; by default the date wanted.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("progress", "In Progress"),
            ("done", "Done"),
            ("followed", "Followed Up"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    note = fields.Html(string="Notes")

    # === What the person keeps === #
    keep_customers = fields.Boolean(
        string="Keeps the Customers", default=lambda self: self._default_keep()
    )
    keep_brand = fields.Boolean(
        string="Keeps the Brand", default=lambda self: self._default_keep()
    )
    keep_domain = fields.Boolean(
        string="Keeps the Web Domain", default=lambda self: self._default_keep()
    )
    keep_note = fields.Text(
        string="What Goes with the Person",
        help="Customers, brand, web domain, stock, equipment: which, on what terms.",
    )

    # === Steps === #
    task_ids = fields.One2many("cae.exit.task", "exit_id", string="Steps")
    task_count = fields.Integer(string="Steps in All", compute="_compute_task_counts")
    task_done_count = fields.Integer(
        string="Steps Done", compute="_compute_task_counts"
    )
    progress = fields.Float(compute="_compute_task_counts", help="Of the steps, in %.")

    _open_uniq = models.UniqueIndex(
        "(partner_id, company_id) WHERE state IN ('draft', 'progress')",
        "This person already has an exit file that is not finished.",
    )

    def _default_keep(self):
        return self.env.company.cae_exit_keep

    @api.depends("partner_id", "company_id")
    def _compute_membership_id(self):
        found = self.env["cae.membership"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        by_key = {(member.partner_id, member.company_id): member for member in found}
        for exit_file in self:
            key = (exit_file.partner_id._origin, exit_file.company_id._origin)
            exit_file.membership_id = by_key.get(key)

    @api.depends("partner_id", "company_id")
    def _compute_held_activity_ids(self):
        holders = self.env["cae.activity.holder"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("activity_id.state", "!=", "closed"),
            ]
        )
        by_key = holders.grouped(lambda row: (row.partner_id, row.company_id))
        for exit_file in self:
            key = (exit_file.partner_id._origin, exit_file.company_id._origin)
            exit_file.held_activity_ids = by_key.get(key, holders.browse()).activity_id

    @api.depends("held_activity_ids")
    def _compute_coach_id(self):
        for exit_file in self:
            coaches = exit_file.held_activity_ids.coach_id
            exit_file.coach_id = exit_file.coach_id or coaches[:1]

    @api.depends("held_activity_ids", "membership_id")
    def _compute_territory_id(self):
        for exit_file in self:
            exit_file.territory_id = (
                exit_file.territory_id
                or exit_file.held_activity_ids.territory_id[:1]
                or exit_file.membership_id.territory_id
            )

    @api.depends("wanted_date")
    def _compute_exit_date(self):
        for exit_file in self:
            exit_file.exit_date = exit_file.exit_date or exit_file.wanted_date

    @api.depends("task_ids", "task_ids.done_date", "task_ids.waive_date")
    def _compute_task_counts(self):
        for exit_file in self:
            tasks = exit_file.task_ids
            done = len(tasks.filtered(lambda task: task.state != "todo"))
            exit_file.task_count = len(tasks)
            exit_file.task_done_count = done
            exit_file.progress = 100 * done / len(tasks) if tasks else 0

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        self._check_state(
            ("draft", "cancelled"),
            self.env._("Only a draft or a cancelled file can be deleted."),
        )

    # === Transitions === #

    def action_start(self):
        """Make the steps, close the activities held alone, end the membership.

        Who may not write memberships (a coach) starts the file all the same: the
        support team then records the end of the membership.
        """
        self._lock_rows(
            self.env._("Somebody else is working on this file. Try again."), ["state"]
        )
        self._check_state(("draft",), self.env._("Only a draft can be started."))
        self._check_ready()
        self._make_tasks()
        self.write({"state": "progress"})
        for exit_file in self:
            exit_file._start_closing_activities()
            if exit_file.membership_id.has_access("write"):
                exit_file.action_end_membership()
        return True

    def action_end_membership(self):
        """Record the exit of the member on the exit date of the file."""
        self._check_state(("progress",), self.env._("Start the file first."))
        for exit_file in self:
            member = exit_file.membership_id
            if member.state in ADMITTED_STATES:
                member.action_leave(
                    exit_file.exit_date, exit_file.reason_id._get_membership_reason()
                )
                member.exit_note = exit_file.reason_note or exit_file.reason_id.name
        return True

    def action_done(self):
        """Finish the file: the exit date has come, every mandatory step is settled."""
        self._check_state(
            ("progress",), self.env._("Only a file in progress can be finished.")
        )
        today = fields.Date.context_today(self)
        for exit_file in self:
            if exit_file.exit_date > today:
                raise UserError(
                    self.env._(
                        "%(person)s leaves on %(date)s: finish the file from that day "
                        "on, or change the exit date.",
                        person=exit_file.partner_id.name,
                        date=exit_file.exit_date,
                    )
                )
            exit_file._check_mandatory_tasks()
        self.task_ids._keep_proofs()
        self.write({"state": "done"})
        self._end_follow_up()
        return True

    def action_cancel(self):
        """The person stays: memberships, activities and access are as before."""
        self._check_state(
            ("draft", "progress"),
            self.env._(
                "A finished exit cannot be cancelled; the person applies again."
            ),
        )
        for exit_file in self.filtered(lambda found: found.state == "progress"):
            member = exit_file.membership_id
            if member.state == "former":
                raise UserError(
                    self.env._(
                        "%(person)s is a former member since %(date)s. Open a new "
                        "application on the membership instead.",
                        person=exit_file.partner_id.name,
                        date=member.exit_date,
                    )
                )
            if member.state == "leaving":
                member.action_cancel_leaving()
            closing = exit_file.closing_activity_ids
            closing.filtered(lambda found: found.state == "closing").action_reopen()
            exit_file._restore_access()
        self.write({"state": "cancelled"})
        return True

    def action_draft(self):
        """Take a cancelled file up again."""
        self._check_state(
            ("cancelled",), self.env._("Only a cancelled file can be taken up again.")
        )
        self.write({"state": "draft", "closing_activity_ids": False})
        self.task_ids.sudo().unlink()
        return True

    def _check_ready(self):
        for exit_file in self:
            if not (exit_file.exit_date and exit_file.reason_id):
                raise UserError(
                    self.env._(
                        "Give the exit date and the reason of %(person)s before "
                        "starting the file.",
                        person=exit_file.partner_id.name,
                    )
                )

    def _check_mandatory_tasks(self):
        self.ensure_one()
        missing = self.task_ids.filtered(
            lambda task: task.mandatory and task.state == "todo"
        )
        if missing:
            steps = "\n".join(
                f"- {task.name}: {task.proof}" if task.proof else f"- {task.name}"
                for task in missing
            )
            raise UserError(
                self.env._(
                    "These steps of the exit of %(person)s are not done. Do them, or "
                    "let a manager waive them:\n%(steps)s",
                    person=self.partner_id.name,
                    steps=steps,
                )
            )

    def _make_tasks(self):
        """The steps of the cooperative and of its country, as tasks of the files."""
        vals_list = []
        for company, exits in self.grouped("company_id").items():
            steps = self.env["cae.exit.step"].search(
                [
                    ("company_id", "in", (False, company.id)),
                    ("country_id", "in", (False, company.country_id.id)),
                ]
            )
            vals_list += [
                step._prepare_task_vals(exit_file)
                for exit_file in exits
                for step in steps.with_context(lang=self.env.lang)
            ]
        self.env["cae.exit.task"].sudo().create(vals_list)

    def _start_closing_activities(self):
        """What the person holds with others goes on without them."""
        self.ensure_one()
        alone = self.held_activity_ids.filtered(
            lambda found: (
                found.state == "open" and found.holder_partner_ids == self.partner_id
            )
        )
        alone.action_start_closing()
        self.closing_activity_ids = alone

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Exit of %(person)s", person=self.partner_id.name)
