# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    cae_levy_run_id = fields.Many2one(
        "cae.levy.run",
        string="Levy Run",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
