# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeCostPool(models.Model):
    """Costs that members share in the same way: management, secretariat…"""

    _name = "cae.cost.pool"
    _description = "Cost Pool"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(help="Short code, unique in the company.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    key_id = fields.Many2one(
        "cae.cost.key",
        string="Usual Key",
        required=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="Proposed for agreements; each may say another one.",
    )
    analytic_account_ids = fields.Many2many(
        "account.analytic.account",
        string="Analytic Accounts",
        check_company=True,
        help="The posted costs of these accounts of the structure are the pool's, less "
        "the income on them. What is a grant is deducted apart.",
    )
    description = fields.Text(help="What members get for it, for the agreement.")
    territory_id = fields.Many2one(
        "cae.territory",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Where the pool works, if in one territory: it takes its grants.",
    )
    keep_surplus = fields.Boolean(
        help="When grants and income exceed the costs, the rest stays with the "
        "grouping. Else it is shared like a cost."
    )
    product_id = fields.Many2one(
        "product.product",
        string="Invoiced as",
        check_company=True,
        ondelete="restrict",
        help="Gives the income account and the usual taxes.",
    )
    budget_ids = fields.One2many("cae.cost.budget", "pool_id", string="Budgets")
    split_ids = fields.One2many("cae.cost.staff.split", "pool_id", string="Staff")
    grant_ids = fields.One2many("cae.grant", "pool_id", string="Grants")

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another pool of this company has this code."
    )

    def _get_order(self):
        """As the pools are sorted everywhere."""
        self.ensure_one()
        return self.sequence, (self.name or "").casefold(), self.id
