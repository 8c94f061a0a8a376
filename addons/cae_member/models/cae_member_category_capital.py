# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models


class CaeMemberCategory(models.Model):
    _inherit = "cae.member.category"

    share_class_ids = fields.Many2many(
        "cae.share.class",
        string="Share Classes",
        check_company=True,
        help="The classes reserved for this category and others; a class reserved for "
        "none is open to all.",
    )
