# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import float_compare

# Accounts proposed for a new class, by country: role -> (code, type, name). They are
# defaults only: each class shows its accounts, and they may be changed.
FRENCH_ACCOUNTS = {
    "account_receivable_id": (
        "456210",
        "asset_receivable",
        "Members – called capital, unpaid",
    ),
    "account_called_id": ("101200", "equity", "Subscribed capital, called, unpaid"),
    "account_paid_id": ("101300", "equity", "Subscribed capital, called, paid"),
    "account_repayable_id": ("456700", "liability_payable", "Members – to be repaid"),
    "account_loss_id": ("119000", "equity", "Losses brought forward"),
}
COUNTRY_ACCOUNTS = {
    "FR": FRENCH_ACCOUNTS,
    # Contributions of a cooperative company: paid or not, one account.
    "BE": {
        "account_receivable_id": (
            "410000",
            "asset_receivable",
            "Members – called contributions, unpaid",
        ),
        "account_called_id": ("110900", "equity", "Contributions of the members"),
        "account_paid_id": ("110900", "equity", "Contributions of the members"),
        "account_repayable_id": (
            "489000",
            "liability_payable",
            "Members – to be repaid",
        ),
        "account_loss_id": ("141000", "equity", "Losses brought forward"),
    },
    "CA": {
        "account_receivable_id": (
            "113310",
            "asset_receivable",
            "Due from members, shares unpaid",
        ),
        "account_called_id": ("314000", "equity", "Other shares"),
        "account_paid_id": ("314000", "equity", "Other shares"),
        "account_repayable_id": (
            "222100",
            "liability_payable",
            "Amounts owing to members",
        ),
        "account_loss_id": ("321000", "equity", "Deficits, appropriated"),
    },
}
ACCOUNT_FIELDS = tuple(FRENCH_ACCOUNTS)


class CaeShareClass(models.Model):
    """A class of shares: its nominal value, and where it stands in the accounts."""

    _name = "cae.share.class"
    _description = "Share Class"
    _order = "sequence, code, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(help="Short code, unique in the company.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    nominal_value = fields.Monetary(required=True)
    category_ids = fields.Many2many(
        "cae.member.category",
        string="Reserved For",
        check_company=True,
        help="The categories whose members may hold these shares. Empty: all.",
    )
    journal_id = fields.Many2one(
        "account.journal",
        check_company=True,
        domain="[('type', '=', 'sale')]",
        ondelete="restrict",
        help="The journal of the capital, of type Sales so that members receive "
        "calls; created with the first class if empty.",
    )
    account_receivable_id = fields.Many2one(
        "account.account",
        string="Called, Unpaid (Receivable)",
        check_company=True,
        domain="[('account_type', '=', 'asset_receivable')]",
        ondelete="restrict",
        help="What members owe for the shares they subscribed.",
    )
    account_called_id = fields.Many2one(
        "account.account",
        string="Capital Called, Unpaid",
        check_company=True,
        ondelete="restrict",
    )
    account_paid_id = fields.Many2one(
        "account.account",
        string="Capital Called, Paid",
        check_company=True,
        ondelete="restrict",
        help="The capital moves here as payments come in. The same account as the "
        "unpaid capital where the chart does not tell them apart.",
    )
    account_repayable_id = fields.Many2one(
        "account.account",
        string="Capital to Be Repaid",
        check_company=True,
        domain="[('account_type', '=', 'liability_payable')]",
        ondelete="restrict",
        help="What the cooperative owes to those who left.",
    )
    account_loss_id = fields.Many2one(
        "account.account",
        string="Losses Brought Forward",
        check_company=True,
        ondelete="restrict",
        help="Takes the losses that leavers bear and those that the capital absorbs.",
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another share class of this company has this code."
    )
    _nominal_positive = models.Constraint(
        "CHECK (nominal_value > 0)", "The nominal value of a share is positive."
    )

    @api.constrains("account_receivable_id", "account_repayable_id")
    def _check_account_types(self):
        for share_class in self:
            for account, wanted in (
                (share_class.account_receivable_id, "asset_receivable"),
                (share_class.account_repayable_id, "liability_payable"),
            ):
                if account and account.account_type != wanted:
                    raise ValidationError(
                        self.env._(
                            "%(account)s must be of the type %(type)s, so that "
                            "Odoo's payments reach it. Change its type, or choose a "
                            "sub-account.",
                            account=account.display_name,
                            type=wanted,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        classes = super().create(vals_list)
        classes._propose_accounts()
        return classes

    def write(self, vals):
        if "nominal_value" in vals or "company_id" in vals:
            self._check_terms_kept(vals)
        return super().write(vals)

    def _check_terms_kept(self, vals):
        """The value of shares that exist never changes behind their holders."""
        changed = self.filtered(
            lambda c: (
                c.company_id.id != vals.get("company_id", c.company_id.id)
                or float_compare(
                    c.nominal_value,
                    vals.get("nominal_value", c.nominal_value),
                    precision_digits=2,
                )
            )
        )
        movements = self.env["cae.share.movement"].sudo()
        used = movements.search([("share_class_id", "in", changed.ids)], limit=1)
        if used:
            raise UserError(
                self.env._(
                    "Shares of the class %(name)s exist: its value and its company "
                    "stay. Create another class and convert the shares.",
                    name=used.share_class_id.name,
                )
            )

    # === Accounts === #

    def action_propose_accounts(self):
        """Fill the accounts and the journal that are empty."""
        self.check_access("write")
        self._propose_accounts()
        return True

    def _propose_accounts(self):
        for share_class in self:
            company = share_class.company_id
            country = company.account_fiscal_country_id or company.country_id
            proposal = COUNTRY_ACCOUNTS.get(country.code, FRENCH_ACCOUNTS)
            vals = {
                name: self._find_or_create_account(company, *proposal[name]).id
                for name in ACCOUNT_FIELDS
                if not share_class[name]
            }
            if not share_class.journal_id:
                vals["journal_id"] = self._find_or_create_journal(company).id
            if vals:
                share_class.write(vals)

    @api.model
    def _find_or_create_account(self, company, code, account_type, name):
        """The chart's account if its type suits, else a sub-account next to it."""
        accounts = self.env["account.account"].sudo().with_company(company)
        codes = [code, *(f"{code[:-1]}{digit}" for digit in range(1, 10))]
        found = accounts.search(
            [("company_ids", "parent_of", company.ids), ("code", "in", codes)]
        )
        by_code = found.grouped("code")
        for candidate in codes:
            account = by_code.get(candidate)
            if not account:
                return accounts.create(
                    {
                        "code": candidate,
                        "name": name,
                        "account_type": account_type,
                        "reconcile": account_type != "equity",
                        "non_trade": account_type != "equity",
                        "company_ids": [Command.link(company.id)],
                    }
                )
            if account.account_type == account_type:
                return account
        raise UserError(
            self.env._(
                "No account from %(first)s to %(last)s suits the capital. Create one "
                "of the type %(type)s and choose it on the share class.",
                first=codes[0],
                last=codes[-1],
                type=account_type,
            )
        )

    @api.model
    def _find_or_create_journal(self, company):
        journals = self.env["account.journal"].sudo()
        known = self.sudo().search(
            [("company_id", "=", company.id), ("journal_id", "!=", False)], limit=1
        )
        if known:
            return known.journal_id
        codes = set(journals.search([("company_id", "=", company.id)]).mapped("code"))
        free = (code for code in ("CAP", "CAPIT", "SHARE") if code not in codes)
        return journals.create(
            {
                "name": self.env._("Share Capital"),
                "code": next(free, "CAPX"),
                "type": "sale",
                "company_id": company.id,
                "show_on_dashboard": False,
            }
        )

    def _check_configured(self):
        """Refuse to move shares while an account or the journal is missing."""
        for share_class in self.sudo():
            for name in (*ACCOUNT_FIELDS, "journal_id"):
                if not share_class[name]:
                    raise UserError(
                        self.env._(
                            "The share class %(name)s has no “%(field)s”. Set it in "
                            "Configuration > Share Classes.",
                            name=share_class.name,
                            field=self._fields[name]._description_string(self.env),
                        )
                    )
