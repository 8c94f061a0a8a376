# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from passlib.context import CryptContext

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

# The passwords of tests protect nothing: a strong hash of each takes half a second.
CRYPT_CONTEXT = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1)


class CaeMemberCase(BaseCommon):
    """A cooperative in euros with a few accounts, and one user for each role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(
            cls.registry["res.users"], "_crypt_context", lambda _users: CRYPT_CONTEXT
        )
        # Messages are compared in English, whatever languages the database has.
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env.user.group_ids += cls.env.ref("cae_member.group_manager")
        cls.env.user.group_ids += cls.env.ref("cae_member.group_accountant")
        cls._setup_users()
        cls._setup_accounting(cls.company)
        cls.college = cls.env["cae.college"].create({"name": "All", "weight": 100})
        cls.category = cls.env["cae.member.category"].create(
            {"name": "Worker", "college_id": cls.college.id, "voting": True}
        )
        cls.category_supporter = cls.env["cae.member.category"].create(
            {"name": "Supporter", "college_id": cls.college.id, "voting": False}
        )
        cls.territory = cls.env["cae.territory"].create({"name": "Tours", "code": "T"})
        cls.pole = cls.env["cae.pole"].create({"name": "Wood"})

    @classmethod
    def default_env_context(cls):
        return {**super().default_env_context(), "lang": "en_US"}

    @classmethod
    def setup_independent_company(cls, **kwargs):
        """A company of its own: what the database holds changes no result."""
        return cls._create_company(
            name="Coop Tests",
            currency_id=cls._enable_currency("EUR").id,
            country_id=cls.env.ref("base.fr").id,
            **kwargs,
        )

    @classmethod
    def setup_main_company(cls, currency_code="EUR"):
        return super().setup_main_company(currency_code=currency_code)

    @classmethod
    def _setup_users(cls):
        roles = ("coach", "support", "manager", "accountant", "secretary", "auditor")
        for role in roles:
            user = cls._create_role_user(role, f"cae_member.group_{role}")
            setattr(cls, f"user_{role}", user)
        cls.user_internal = cls._create_role_user("internal", "base.group_user")
        cls.user_portal = cls._create_role_user("portal", "base.group_portal")
        cls.user_portal_other = cls._create_role_user("other", "base.group_portal")

    @classmethod
    def _create_role_user(cls, role, groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=f"cae_test_{role}",
            password=f"cae_test_{role}",
            groups=groups,
            name=f"Test {role.capitalize()}",
            lang="en_US",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def _setup_accounting(cls, company):
        """The few accounts and journals that invoices need; no chart of accounts."""
        accounts = {
            "receivable": cls._create_account(company, "411000", "asset_receivable"),
            "payable": cls._create_account(company, "401000", "liability_payable"),
            "income": cls._create_account(company, "706000", "income"),
            "expense": cls._create_account(company, "604000", "expense"),
            "bank": cls._create_account(company, "512000", "asset_cash"),
        }
        for kind in ("receivable", "payable"):
            cls.env["ir.default"].set(
                "res.partner",
                f"property_account_{kind}_id",
                accounts[kind].id,
                company_id=company.id,
            )
        journals = {
            "sale": cls._create_journal(company, "sale", accounts["income"]),
            "purchase": cls._create_journal(company, "purchase", accounts["expense"]),
            "general": cls._create_journal(company, "general"),
            "bank": cls._create_journal(company, "bank"),
        }
        if company == cls.company:
            cls.accounts, cls.journals = accounts, journals
        return accounts, journals

    @classmethod
    def _create_account(cls, company, code, account_type, name=None):
        accounts = cls.env["account.account"].with_company(company)
        return accounts.create(
            {
                "name": name or code,
                "code": code,
                "account_type": account_type,
                "reconcile": account_type in ("asset_receivable", "liability_payable"),
                "company_ids": [Command.set(company.ids)],
            }
        )

    @classmethod
    def _create_journal(cls, company, journal_type, account=None):
        return cls.env["account.journal"].create(
            {
                "name": journal_type.capitalize(),
                "code": journal_type[:4].upper(),
                "type": journal_type,
                "company_id": company.id,
                "default_account_id": account.id if account else False,
            }
        )

    @classmethod
    def _create_membership(cls, partner=None, state="applicant", **vals):
        """A membership brought to `state` by its actions."""
        partner = partner or cls._create_partner(name="Applicant")
        membership = cls.env["cae.membership"].create(
            {"partner_id": partner.id, "category_id": cls.category.id, **vals}
        )
        if state in ("candidate", "member"):
            membership.action_examine()
        if state == "member":
            membership.action_admit()
        return membership

    @classmethod
    def _create_activity(cls, name="Activity", partner=None, opened=True, **vals):
        """An activity, open unless told otherwise, wholly held by `partner`."""
        if partner:
            vals.setdefault(
                "holder_ids",
                [Command.create({"partner_id": partner.id, "share_percent": 100})],
            )
        activity = cls.env["cae.activity"].create({"name": name, **vals})
        if opened:
            activity.action_open(vals.get("date_start"))
        return activity

    @classmethod
    def _create_invoice(
        cls,
        activity,
        amount,
        date=None,
        move_type="out_invoice",
        partner=None,
        post=True,
        line_vals=None,
        **vals,
    ):
        """A document of one untaxed line; `line_vals` completes or changes the line."""
        sale = move_type.startswith("out")
        date = fields.Date.to_date(date) or fields.Date.today()
        line = {
            "name": "Line",
            "quantity": 1,
            "price_unit": amount,
            "account_id": cls.accounts["income" if sale else "expense"].id,
            "tax_ids": [Command.clear()],
            **(line_vals or {}),
        }
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "activity_id": activity.id if activity else False,
                "partner_id": (partner or cls.partner).id,
                "journal_id": cls.journals["sale" if sale else "purchase"].id,
                "invoice_date": date,
                "date": date,
                "invoice_line_ids": [Command.create(line)],
                **vals,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def _create_entry(cls, activity, amount, date=None, post=True, **vals):
        """A miscellaneous entry: expense of `amount` paid by the bank."""
        expense = {"name": "Expense", "account_id": cls.accounts["expense"].id}
        bank = {"name": "Bank", "account_id": cls.accounts["bank"].id}
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "activity_id": activity.id if activity else False,
                "journal_id": cls.journals["general"].id,
                "date": fields.Date.to_date(date) or fields.Date.today(),
                "line_ids": [
                    Command.create({**expense, "debit": amount}),
                    Command.create({**bank, "credit": amount}),
                ],
                **vals,
            }
        )
        if post:
            move.action_post()
        return move
