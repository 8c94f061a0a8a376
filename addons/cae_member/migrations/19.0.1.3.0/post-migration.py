# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """A plan adds a field of its name to projects, which have “Activities” already."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    plan = env.ref("cae_member.analytic_plan_activities", raise_if_not_found=False)
    if plan and plan.name == "Activities":
        plan.name = "Hosted Activities"
