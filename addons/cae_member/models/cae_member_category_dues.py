# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


# pylint: disable=consider-merging-classes-inherited
class CaeMemberCategory(models.Model):
    _inherit = "cae.member.category"

    dues_rule_id = fields.Many2one(
        "cae.dues.rule",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="How the yearly dues of these members are computed. Empty: none.",
    )
