# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date


class CaeDeadlineMixin(models.AbstractModel):
    """A record with a deadline, and notices before it to its responsible user.

    Concrete models say when the deadline is met (`_is_deadline_met`, whose fields
    they add to the dependencies of `_compute_deadline_state`) and who is told
    (`_get_deadline_user`). The company sets the notices, in days before the date.
    """

    _name = "cae.deadline.mixin"
    _description = "Record with a Deadline"
    _inherit = ["mail.thread", "mail.activity.mixin"]

    deadline_date = fields.Date(string="Deadline", index="btree_not_null")
    deadline_state = fields.Selection(
        [
            ("none", "No Deadline"),
            ("far", "Far"),
            ("soon", "Soon"),
            ("overdue", "Overdue"),
            ("met", "Met"),
        ],
        compute="_compute_deadline_state",
        store=True,
        index=True,
    )
    deadline_notice = fields.Integer(
        string="Last Notice (Days)", readonly=True, copy=False
    )
    deadline_notice_date = fields.Date(
        string="Deadline of the Last Notice", readonly=True, copy=False
    )

    @api.depends("deadline_date")
    def _compute_deadline_state(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.deadline_state = record._get_deadline_state(today)

    def _get_deadline_state(self, today):
        self.ensure_one()
        if not self.deadline_date:
            return "none"
        if self._is_deadline_met():
            return "met"
        if self.deadline_date < today:
            return "overdue"
        first = max(self._get_deadline_notices(), default=0)
        return "soon" if self.deadline_date <= today + timedelta(first) else "far"

    # === What concrete models say === #

    def _is_deadline_met(self):
        """Whether what the deadline asks for is done."""
        return False

    def _get_deadline_user(self):
        """The user who is told; nobody if empty."""
        return self.user_id if "user_id" in self._fields else self.env["res.users"]

    def _get_deadline_summary(self):
        """What the activity says, in a line."""
        return self.env._(
            "%(record)s: deadline on %(date)s",
            record=self.display_name,
            date=format_date(self.env, self.deadline_date),
        )

    def _get_deadline_notices(self):
        """The notices of the record's company, in days before the deadline."""
        company = self.company_id if "company_id" in self._fields else False
        return (company or self.env.company)._cae_get_deadline_notices()

    @api.model
    def _follow_deadlines(self):
        """Bring the dates themselves up to date, before the states and the notices."""

    # === Daily job === #

    @api.model
    def _cron_refresh_deadlines(self):
        """Refresh the state of every record with a deadline and plan the notices."""
        for name in self.env.registry.descendants(["cae.deadline.mixin"], "_inherit"):
            model = self.env[name]
            if not model._abstract and model._auto:
                model._follow_deadlines()
                records = model.search([("deadline_date", "!=", False)])
                records._refresh_deadlines()

    def _refresh_deadlines(self):
        """Recompute the states, plan the notices due, drop those of deadlines met."""
        self.env.add_to_compute(self._fields["deadline_state"], self)
        activity_type = self.env.ref("cae_member.mail_activity_type_deadline")
        met = self.filtered(lambda record: record.deadline_state == "met")
        met.activity_ids.filtered(
            lambda activity: activity.activity_type_id == activity_type
        ).unlink()
        today = fields.Date.context_today(self)
        by_notice = defaultdict(self.browse)
        for record in self - met:
            notice = record._get_due_notice(today)
            if notice is not None and record._get_deadline_user():
                by_notice[notice] |= record
        for notice, records in by_notice.items():
            records._plan_deadline_activities(activity_type)
            for date, dated in records.grouped("deadline_date").items():
                dated.write({"deadline_notice": notice, "deadline_notice_date": date})

    def _get_due_notice(self, today):
        """The notice to give today, in days; None if it was given or is not due.

        Only the latest one: notices missed while the job did not run are not
        caught up with one by one.
        """
        self.ensure_one()
        if not self.deadline_date:
            return None
        left = (self.deadline_date - today).days
        due = [notice for notice in self._get_deadline_notices() if left <= notice]
        if not due:
            return None
        given = self.deadline_notice_date == self.deadline_date
        if given and self.deadline_notice <= min(due):
            return None
        return min(due)

    def _plan_deadline_activities(self, activity_type):
        model = self.env["ir.model"]._get(self._name)
        # quick: the activity is on the user's list, no e-mail for each of them
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        activities.create(
            [
                {
                    "res_model_id": model.id,
                    "res_id": record.id,
                    "activity_type_id": activity_type.id,
                    "summary": record._get_deadline_summary(),
                    "date_deadline": record.deadline_date,
                    "user_id": record._get_deadline_user().id,
                }
                for record in self
            ]
        )
