# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

from ..kernel.nature import Prefixes, classify


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_big_purchase_threshold = fields.Monetary(
        string="Big Purchase Threshold",
        help="A vendor bill line whose untaxed amount is above this is a big "
        "purchase, which a levy may leave out. Zero: only those that are ticked.",
    )
    cae_levy_start = fields.Date(
        string="First Month of Levies",
        help="Months before this one are never levied here: a cooperative that "
        "starts in the middle of a year has levied them elsewhere.",
    )
    cae_levy_version = fields.Integer(
        string="Levy Version",
        readonly=True,
        help="Counts the levy runs posted and cancelled, so that a run computed "
        "before the last of them can't be posted.",
    )

    def _cae_natures(self):
        """The company's natures by code, in order: ``{code: nature}``."""
        self.ensure_one()
        natures = self.env["cae.ledger.nature"].sudo()
        return {
            nature.code: nature
            for nature in natures.search([("company_id", "=", self.id)])
        }

    def _cae_nature_by_account(self, accounts):
        """The nature of each general account: ``{account: nature}``."""
        natures = self._cae_natures()
        rules = [
            (nature, Prefixes.parse(nature.account_prefixes))
            for nature in natures.values()
        ]
        default = natures.get("other", self.env["cae.ledger.nature"])
        return {
            account: classify(account.code or "", rules, default)
            for account in accounts.sudo().with_company(self)
        }

    def _cae_reclassify_ledger(self):
        """Set the nature of every analytic line again, in one query per nature."""
        lines = self.env["account.analytic.line"].sudo()
        lines.flush_model()
        self.env["account.move.line"].flush_model(["cae_pass_through"])
        for company in self:
            accounts = lines._read_group(
                [("company_id", "=", company.id), ("general_account_id", "!=", False)],
                aggregates=["general_account_id:recordset"],
            )[0][0]
            by_nature = defaultdict(list)
            for account, nature in company._cae_nature_by_account(accounts).items():
                by_nature[nature.id or None].append(account.id)
            for nature_id, account_ids in by_nature.items():
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE account_analytic_line line
                           SET cae_nature_id = %(nature)s
                         WHERE company_id = %(company)s
                           AND general_account_id IN %(accounts)s
                           AND cae_nature_id IS DISTINCT FROM %(nature)s
                           AND cae_levy_run_id IS NULL
                           AND NOT EXISTS (
                               SELECT FROM account_move_line item
                                WHERE item.id = line.move_line_id
                                  AND item.cae_pass_through)
                        """,
                        nature=nature_id,
                        company=company.id,
                        accounts=tuple(account_ids),
                    )
                )
        lines.invalidate_model(["cae_nature_id"])
