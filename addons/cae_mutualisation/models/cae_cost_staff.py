# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from odoo import fields, models

from ..kernel.sharing import Period

READERS = "cae_member.group_manager,cae_member.group_accountant"


class CaeCostStaff(models.Model):
    """A post whose cost is split over pools: half HR and half secretariat, say."""

    _name = "cae.cost.staff"
    _description = "Shared Post"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(string="Post", required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    employee_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="hr.group_hr_user",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Its posted costs are those of the post. Empty: the costs are typed.",
    )
    cost_ids = fields.One2many("cae.cost.staff.cost", "staff_id", groups=READERS)
    split_ids = fields.One2many("cae.cost.staff.split", "staff_id", string="Split")

    def _get_splits(self):
        """`{pool id: [(Period, percent)]}`, in the order of the pools."""
        self.ensure_one()
        splits = {}
        for split in self.split_ids.sorted("pool_id"):
            splits.setdefault(split.pool_id.id, []).append(
                (
                    Period(split.date_from, split.date_to or None),
                    Decimal(f"{split.percent:.2f}"),
                )
            )
        return splits
