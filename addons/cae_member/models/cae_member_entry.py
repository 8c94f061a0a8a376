# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeMemberEntry(models.Model):
    """The register of members: who was admitted, changed category or left, and when."""

    _name = "cae.member.entry"
    _description = "Register of Members"
    _inherit = ["cae.register.mixin"]
    _order = "date desc, number desc, id desc"
    _rec_name = "member_name"
    _check_company_auto = True
    _register_content = (
        "kind",
        "membership_id",
        "member_number",
        "member_name",
        "category_name",
        "note",
    )

    kind = fields.Selection(
        [
            ("admission", "Admission"),
            ("category", "Change of Category"),
            ("exit", "Exit"),
        ],
        required=True,
        readonly=True,
    )
    membership_id = fields.Many2one(
        "cae.membership",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    # As they were on that day: the seal covers words, not records that may change.
    member_number = fields.Char(readonly=True)
    member_name = fields.Char(string="Member", readonly=True)
    category_name = fields.Char(string="Category", readonly=True)
    note = fields.Char(string="Decision or Reason", readonly=True)
