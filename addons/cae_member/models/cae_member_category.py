# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeMemberCategory(models.Model):
    """Why someone is a member (worker, user, supporter…) and what it entitles to."""

    _name = "cae.member.category"
    _description = "Member Category"
    _order = "sequence, name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(help="Short code, unique in the company.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    college_id = fields.Many2one(
        "cae.college",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    voting = fields.Boolean(
        default=True, help="Members of this category vote at general meetings."
    )
    service_access = fields.Boolean(
        string="Access to Services",
        default=True,
        help="Members of this category may use the shared services.",
    )
    open_to_application = fields.Boolean(
        string="Open to Online Applications",
        help="Offered on the public form, when the company takes applications online.",
    )
    is_network = fields.Boolean(
        string="Networks",
        help="Members of this category may have auxiliary members: applicants choose "
        "them on the public form.",
    )
    is_auxiliary = fields.Boolean(
        string="Auxiliary Members",
        help="Who applies in this category says through which network.",
    )
    min_shares = fields.Integer(
        string="Minimum Shares", help="Fewest shares a member may hold. 0: no minimum."
    )
    max_shares = fields.Integer(
        string="Maximum Shares", help="Most shares a member may hold. 0: no maximum."
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another member category of this company has this code."
    )
    _shares_range = models.Constraint(
        "CHECK (min_shares >= 0 AND max_shares >= 0"
        " AND (max_shares = 0 OR max_shares >= min_shares))",
        "Shares are not negative; the maximum is 0 (none) or at least the minimum.",
    )
