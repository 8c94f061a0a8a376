# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

WORK_STATES = ("progress", "done")


class CaeExitTask(models.Model):
    """A step of one exit: proven by records, or ticked by somebody on a day.

    Tasks are written by their actions only.
    """

    _name = "cae.exit.task"
    _description = "Exit Task"
    _order = "exit_id, sequence, id"
    _check_company_auto = True

    exit_id = fields.Many2one(
        "cae.exit", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="exit_id.company_id", store=True, precompute=True, index=True
    )
    step_id = fields.Many2one(
        "cae.exit.step", readonly=True, index="btree_not_null", ondelete="set null"
    )
    name = fields.Char(required=True, readonly=True)
    description = fields.Text(readonly=True)
    sequence = fields.Integer(readonly=True)
    who = fields.Selection(
        lambda self: (
            self.env["cae.exit.step"]._fields["who"]._description_selection(self.env)
        ),
        readonly=True,
    )
    delay_days = fields.Integer(readonly=True)
    mandatory = fields.Boolean(readonly=True)
    check_code = fields.Selection(
        lambda self: (
            self.env["cae.exit.step"]
            ._fields["check_code"]
            ._description_selection(self.env)
        ),
        string="Proven By",
        readonly=True,
    )
    date_due = fields.Date(
        string="Due on", compute="_compute_date_due", store=True, index=True
    )
    done_date = fields.Date(string="Done on", readonly=True)
    done_user_id = fields.Many2one("res.users", string="Done by", readonly=True)
    kept_proof = fields.Char(readonly=True)
    waive_reason = fields.Char(string="Waived Because", readonly=True)
    waive_date = fields.Date(string="Waived on", readonly=True)
    waive_user_id = fields.Many2one("res.users", string="Waived by", readonly=True)
    state = fields.Selection(
        [("todo", "To Do"), ("done", "Done"), ("waived", "Waived")],
        compute="_compute_state",
        compute_sudo=True,
    )
    proof = fields.Char(
        compute="_compute_state",
        compute_sudo=True,
        help="What the records say, or who ticked it and when.",
    )
    is_late = fields.Boolean(string="Late", compute="_compute_state", compute_sudo=True)

    proof_count = fields.Integer(
        compute="_compute_state",
        compute_sudo=True,
        help="Records that can be shown as the proof.",
    )
    may_work = fields.Boolean(
        compute="_compute_may_work", help="Whether the user may tick the step."
    )

    _step_uniq = models.UniqueIndex(
        "(exit_id, step_id)", "This step is already in the exit file."
    )

    @api.depends("exit_id.exit_date", "delay_days")
    def _compute_date_due(self):
        for task in self:
            day = task.exit_id.exit_date
            task.date_due = day and day + timedelta(days=task.delay_days)

    @api.depends("done_date", "waive_date", "exit_id.state")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        open_tasks = self.filtered(
            lambda task: task.check_code and not (task.done_date or task.waive_date)
        )
        proofs = open_tasks.exit_id._get_proofs(set(open_tasks.mapped("check_code")))
        for task in self:
            proof = proofs.get((task.exit_id._origin.id, task.check_code))
            if task.waive_date:
                task.state, task.proof = "waived", task.waive_reason
            elif task.done_date:
                task.state = "done"
                task.proof = task.kept_proof or task.done_user_id.name
            else:
                task.state = "done" if proof and proof.done else "todo"
                task.proof = proof and proof.text
            settled = task.waive_date or task.done_date
            task.proof_count = len(proof.ids) if proof and not settled else 0
            task.is_late = bool(
                task.state == "todo" and task.date_due and task.date_due < today
            )

    @api.depends("who", "exit_id.state")
    @api.depends_context("uid")
    def _compute_may_work(self):
        started = self.exit_id.filtered(lambda found: found.state in WORK_STATES)
        own = started._filtered_access("write")
        accountant = self.env.user.has_group("cae_member.group_accountant")
        for task in self:
            task.may_work = task.exit_id in own or (
                accountant and task.who == "accountant" and task.exit_id in started
            )

    # === Actions === #

    def action_tick(self):
        """Say that a step which no record proves is done."""
        self._check_may_work()
        for task in self:
            if task.check_code:
                raise UserError(
                    self.env._(
                        "“%(step)s” is proven by records, not ticked: %(proof)s",
                        step=task.name,
                        proof=task.proof,
                    )
                )
        self.sudo().write(
            {
                "done_date": fields.Date.context_today(self),
                "done_user_id": self.env.uid,
                "waive_date": False,
                "waive_reason": False,
                "waive_user_id": False,
            }
        )
        return True

    def action_untick(self):
        """Take a tick or a waiver back; only a manager takes a waiver back."""
        self._check_may_work()
        if self.filtered("waive_date"):
            self._check_manager()
        vals = dict.fromkeys(
            (
                "done_date",
                "done_user_id",
                "kept_proof",
                "waive_date",
                "waive_reason",
                "waive_user_id",
            )
        )
        self.sudo().write(vals)
        return True

    def action_waive(self, reason=None):
        """Go without a step, for a reason in words; for managers."""
        self._check_manager()
        self._check_may_work()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the step is not needed."))
        self.sudo().write(
            {
                "waive_reason": reason.strip(),
                "waive_date": fields.Date.context_today(self),
                "waive_user_id": self.env.uid,
            }
        )
        for task in self:
            task.exit_id.message_post(
                body=self.env._(
                    "Step waived: %(step)s. Reason: %(reason)s",
                    step=task.name,
                    reason=task.waive_reason,
                )
            )
        return True

    def action_open_waive(self):
        self.ensure_one()
        self._check_manager()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Waive a Step"),
            "res_model": "cae.exit.waive",
            "view_mode": "form",
            "target": "new",
            "context": {"default_task_id": self.id},
        }

    def action_view_proof(self):
        """The records that prove the step, or that hinder it."""
        self.ensure_one()
        self.check_access("read")
        proofs = self.sudo().exit_id._get_proofs({self.check_code})
        proof = proofs.get((self.exit_id.id, self.check_code))
        if not (proof and proof.model and proof.ids):
            raise UserError(
                self.env._("There is no record to show: %(proof)s", proof=self.proof)
            )
        action = {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": proof.model,
            "view_mode": "list,form",
            "domain": [("id", "in", proof.ids)],
            "context": {"create": False},
        }
        if len(proof.ids) == 1:
            action.update(view_mode="form", res_id=proof.ids[0])
        return action

    def _check_manager(self):
        if not self.env.user.has_group("cae_member.group_manager"):
            raise AccessError(
                self.env._("Only a manager goes without a step of an exit.")
            )

    def _check_may_work(self):
        """Who keeps the file does its tasks; the accountant those of accountants."""
        self.check_access("read")
        self.exit_id._check_state(
            WORK_STATES, self.env._("Start the file to work on its steps.")
        )
        for task in self:
            if not task.may_work:
                raise AccessError(
                    self.env._(
                        "“%(step)s” of the exit of %(person)s is for those who keep "
                        "the file.",
                        step=task.name,
                        person=task.exit_id.partner_id.name,
                    )
                )

    def _keep_proofs(self):
        """Write down what the records said on the day when the file was finished."""
        today = fields.Date.context_today(self)
        proven = self.filtered(lambda task: task.check_code and task.state == "done")
        for task in proven.filtered(lambda task: not task.done_date):
            task.sudo().write({"done_date": today, "kept_proof": task.proof})
