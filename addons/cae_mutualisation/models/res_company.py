# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
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
    cae_levy_posting = fields.Selection(
        [("analytic", "Analytic lines only"), ("entry", "A journal entry")],
        string="Levies Are Posted as",
        default="analytic",
        required=True,
        help="Analytic lines leave the general ledger and the FEC untouched. An entry "
        "balances on each account, for accountants who want the levy in a journal.",
    )
    cae_levy_journal_id = fields.Many2one(
        "account.journal",
        string="Levy Journal",
        domain=[("type", "=", "general")],
        check_company=True,
    )
    cae_levy_run_day = fields.Integer(
        string="Levies Are Computed on Day",
        help="From this day of each month, the levies of the month before are computed "
        "by themselves, and a preview is sent. Zero: by hand.",
    )
    cae_levy_user_ids = fields.Many2many(
        "res.users",
        "cae_levy_user_rel",
        string="Preview of Levies Sent to",
        domain=[("share", "=", False)],
        help="Empty: every accountant of the cooperative.",
    )
    cae_nature_stale = fields.Boolean(
        string="Natures to Review",
        readonly=True,
        help="Analytic lines of months already levied have another nature than the "
        "settings say.",
    )
    cae_levy_version = fields.Integer(
        string="Levy Version",
        readonly=True,
        help="Counts the levy runs posted and cancelled, so that a run computed "
        "before the last of them can't be posted.",
    )

    _cae_levy_run_day_check = models.Constraint(
        "CHECK (cae_levy_run_day BETWEEN 0 AND 28)",
        "Levies are computed between the 1st and the 28th, or on day zero: by hand.",
    )

    def _cae_natures(self):
        """The company's main nature of each code, in order: ``{code: nature}``."""
        self.ensure_one()
        return {
            nature.code: nature
            for nature in self._cae_get_natures().filtered(lambda item: not item.kind)
        }

    def _cae_get_natures(self):
        """All natures of the company, kinds included, in the order they match."""
        self.ensure_one()
        natures = self.env["cae.ledger.nature"].sudo()
        return natures.search([("company_id", "=", self.id)])

    def _cae_nature_by_account(self, accounts):
        """The nature of each general account: ``{account: nature}``."""
        natures = self._cae_get_natures()
        rules = [
            (nature, Prefixes.parse(nature.account_prefixes)) for nature in natures
        ]
        default = natures.filtered(lambda item: item.code == "other" and not item.kind)
        return {
            account: classify(account.code or "", rules, default)
            for account in accounts.sudo().with_company(self)
        }

    def _cae_reclassify_ledger(self, levied=False):
        """Set the nature of the analytic lines again, in one query per company.

        Lines of months whose levy is posted wait for the accountant's agreement,
        since the next run would correct those months.

        :param levied: also the lines of months whose levy is posted
        """
        lines = self.env["account.analytic.line"].sudo()
        for company in self:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE account_analytic_line line
                       SET cae_nature_id = target.nature_id
                      FROM (%(natures)s) target
                     WHERE line.id = target.line_id AND %(period)s
                    """,
                    natures=company._sql_cae_stale_natures(),
                    period=SQL("TRUE") if levied else SQL("NOT target.levied"),
                )
            )
            self.env.cr.execute(
                SQL(
                    "SELECT EXISTS (SELECT FROM (%s) target)",
                    company._sql_cae_stale_natures(),
                )
            )
            company.sudo().cae_nature_stale = self.env.cr.fetchone()[0]
        lines.invalidate_model(["cae_nature_id"])

    def _sql_cae_stale_natures(self):
        """Lines whose nature is not what the settings say: id, nature, levied or not.

        The order of precedence is that of `account.analytic.line`'s nature.
        """
        self.ensure_one()
        self._flush_cae_natures()
        by_code = self._cae_natures()
        return SQL(
            """
            SELECT line.id AS line_id, target.nature_id,
                   line.cae_nature_id AS former_id,
                   EXISTS (SELECT FROM cae_levy_run run
                            WHERE run.company_id = line.company_id
                              AND run.state = 'posted'
                              AND run.month = date_trunc('month', line.date)) AS levied
              FROM account_analytic_line line
         LEFT JOIN account_move_line item ON item.id = line.move_line_id
         LEFT JOIN product_product product ON product.id = line.product_id
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         LEFT JOIN (VALUES %(categories)s) category(id, nature_id)
                ON category.id = template.categ_id
         LEFT JOIN (VALUES %(accounts)s) account(id, nature_id)
                ON account.id = line.general_account_id
        CROSS JOIN LATERAL (SELECT COALESCE(
                       line.cae_nature_override_id,
                       item.cae_nature_override_id,
                       CASE WHEN item.cae_pass_through
                            THEN %(pass_through)s::integer END,
                       category.nature_id,
                       account.nature_id) AS nature_id) target
             WHERE line.company_id = %(company)s
               AND line.cae_levy_run_id IS NULL
               AND line.cae_nature_id IS DISTINCT FROM target.nature_id
            """,
            company=self.id,
            pass_through=by_code["pass_through"].id
            if "pass_through" in by_code
            else None,
            categories=self._sql_nature_by_category(),
            accounts=self._sql_nature_by_account(),
        )

    def _flush_cae_natures(self):
        self.env["account.analytic.line"].sudo().flush_model()
        self.env["account.move.line"].flush_model(
            ["cae_pass_through", "cae_nature_override_id"]
        )
        self.env["product.template"].flush_model(["categ_id"])
        self.env["cae.levy.run"].flush_model(["state", "month"])

    def _sql_nature_by_category(self):
        categories = (
            self.env["product.category"]
            .sudo()
            .with_company(self)
            .search([("property_cae_nature_id", "!=", False)])
        )
        return _sql_map(
            (category.id, category.property_cae_nature_id.id) for category in categories
        )

    def _sql_nature_by_account(self):
        accounts = (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                [("company_id", "=", self.id), ("general_account_id", "!=", False)],
                aggregates=["general_account_id:recordset"],
            )[0][0]
        )
        by_account = self._cae_nature_by_account(accounts)
        return _sql_map(
            (account.id, nature.id) for account, nature in by_account.items()
        )


def _sql_map(pairs):
    """Rows of a VALUES list of two ids; one that matches nothing when empty."""
    rows = [(key, value or None) for key, value in pairs] or [(0, None)]
    return SQL(", ").join(
        SQL("(%s::integer, %s::integer)", key, value) for key, value in rows
    )
