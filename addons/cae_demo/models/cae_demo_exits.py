# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Command

from ..kernel import art_exits, be_exits


class CaeDemoLoader(models.AbstractModel):
    """Exit files: finished ones with their news, and those that run."""

    _inherit = "cae.demo.loader"

    def _load_art_exits(self):
        self._load_exits(art_exits.exits(self._today()))

    def _load_be_exits(self):
        self._load_exits(be_exits.exits(self._today()))

    def _load_exits(self, plans):
        """Once: who left, on which day, is what it was when the demo was loaded."""
        plans = {f"exit_{plan.key}": plan for plan in plans}
        created = self._make(
            "cae.exit",
            {name: self._prepare_exit(plan) for name, plan in plans.items()},
        )
        for name, exit_file in created.items():
            plan = plans[name]
            if plan.ended:
                self._end_exit(exit_file, plan)
            else:
                exit_file.action_start()
                done = [self._get_exit_step(key).id for key in plan.steps]
                self._tick_exit(
                    exit_file.task_ids.filtered(
                        lambda t, ids=done: t.step_id.id in ids
                    ),
                    self._today(),
                )
            self._forget_mails(exit_file)

    def _get_exit_step(self, key):
        return self.env.ref(f"cae_member.exit_step_{key}")

    def _prepare_exit(self, plan):
        coach = self._ref(f"user_{plan.coach}")
        activities = [self._ref(f"activity_{key}").id for key in plan.activities]
        return {
            "partner_id": self._ref(f"partner_{plan.key}").id,
            "company_id": self.env.company.id,
            "held_activity_ids": [Command.set(activities)],
            "reason_id": self.env.ref(f"cae_member.exit_reason_{plan.reason}").id,
            "reason_note": plan.words,
            "wanted_date": plan.day,
            "exit_date": plan.day,
            "coach_id": coach.id,
            "user_id": coach.id,
            "keep_note": plan.keeps,
            "note": plan.notes,
        }

    def _end_exit(self, exit_file, plan):
        """What happened is told, not done again: the person may have come back."""
        exit_file._make_tasks()
        self._tick_exit(exit_file.task_ids, plan.day)
        exit_file.write({"state": "done", "exported_date": plan.day})
        if exit_file.access_end_date <= self._today():
            exit_file.access_closed_date = exit_file.access_end_date
        self._make(
            "cae.exit.follow.up",
            {
                f"exit_{plan.key}_news_{news.months}": {
                    "exit_id": exit_file.id,
                    "date": plan.day + relativedelta(months=news.months),
                    "user_id": exit_file.user_id.id,
                    "situation": news.situation,
                    "note": news.note,
                    "turnover": news.turnover,
                }
                for news in plan.news
                if plan.day + relativedelta(months=news.months) <= self._today()
            },
        )

    def _tick_exit(self, tasks, day):
        for task in tasks:
            due = day + timedelta(days=task.delay_days)
            task.write(
                {
                    "done_date": min(due, self._today()),
                    "done_user_id": task.exit_id.user_id.id,
                }
            )
