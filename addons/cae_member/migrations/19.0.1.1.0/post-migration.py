# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Members admitted before there was a register of members enter it now."""
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    entered = env["cae.member.entry"].search([]).membership_id
    members = env["cae.membership"].search(
        [("number", "!=", False), ("id", "not in", entered.ids)],
        order="admission_date, number, id",
    )
    members.filtered("admission_date")._enter_register("admission")
    members.filtered(lambda m: m.state == "former")._enter_register("exit")
