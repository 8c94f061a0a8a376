# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Contracts that were there before the board of deadlines appear on it."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["cae.deadline"]._follow_deadlines()
