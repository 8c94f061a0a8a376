# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Records of exits for the access matrix."""

from odoo.fields import Command


def build_exit(activity, coach, name):
    """A file that runs, with a task and news, and a reason and a step of its own.

    :return: ``{model: record}``
    """
    env, company = activity.env, activity.company_id
    step = env["cae.exit.step"].create({"name": name, "company_id": company.id})
    reason = env["cae.exit.reason"].create({"name": name, "company_id": company.id})
    person = env["res.partner"].create({"name": f"{name} leaver"})
    exit_file = env["cae.exit"].create(
        {
            "partner_id": person.id,
            "company_id": company.id,
            "held_activity_ids": [Command.clear()],
            "reason_id": reason.id,
            "coach_id": coach.id,
            "user_id": coach.id,
        }
    )
    exit_file.action_start()
    task = exit_file.task_ids.filtered(lambda found: found.step_id == step)
    news = env["cae.exit.follow.up"].create(
        {"exit_id": exit_file.id, "situation": "unknown"}
    )
    records = (exit_file, task, news, reason, step)
    return {record._name: record for record in records}
