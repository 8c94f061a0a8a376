# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

POST_READERS = (
    "cae_member.group_manager,cae_member.group_accountant,cae_member.group_auditor"
)
READERS = f"cae_member.group_support,{POST_READERS}"


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
        "the income on them. What is a grant is deducted apart. An account belongs to "
        "one pool or post, and all of them to one analytic plan: else a bill could "
        "count twice.",
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
    budget_ids = fields.One2many(
        "cae.cost.budget", "pool_id", string="Budgets", groups=READERS
    )
    split_ids = fields.One2many(
        "cae.cost.staff.split", "pool_id", string="Staff", groups=POST_READERS
    )
    grant_ids = fields.One2many("cae.grant", "pool_id", string="Grants", groups=READERS)

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another pool of this company has this code."
    )

    def _get_order(self):
        """As the pools are sorted everywhere."""
        self.ensure_one()
        return self.sequence, (self.name or "").casefold(), self.id

    @api.constrains("analytic_account_ids", "company_id")
    def _check_analytic_accounts(self):
        self.company_id._check_cae_cost_accounts()

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            self._check_unused()
        return super().write(vals)

    def _check_unused(self):
        """Members who signed for a pool expect it: end the agreements first."""
        line = self._search_lines_in_force(limit=1)
        if line:
            raise UserError(
                self.env._(
                    "%(pool)s is in the agreement %(agreement)s, which is in force. "
                    "End or amend it before you archive the pool.",
                    pool=line.pool_id.name,
                    agreement=line.agreement_id.display_name,
                )
            )

    def _search_lines_in_force(self, **options):
        """Lines of signed agreements that have not ended, whoever looks."""
        return (
            self.env["cae.cost.agreement.line"]
            .sudo()
            .search(self._get_lines_in_force_domain(), **options)
        )

    def _get_lines_in_force_domain(self):
        return [
            ("pool_id", "in", self.ids),
            ("state", "=", "signed"),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", fields.Date.context_today(self)),
        ]
