# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields

from .common import CaeMemberCase


class CaeCapitalCase(CaeMemberCase):
    """A share class of 20.00, members, and payments by Odoo's own screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.cae_capital_floor = 0
        cls.share_class = cls.env["cae.share.class"].create(
            {"name": "Shares A", "code": "A", "nominal_value": 20}
        )
        cls.movements = cls.env["cae.share.movement"]
        cls.ann, cls.bob, cls.cleo = (
            cls._create_member(name) for name in ("Ann", "Bob", "Cleo")
        )

    @classmethod
    def _create_member(cls, name, date="2020-01-01", **vals):
        partner = cls._create_partner(name=name)
        member = cls._create_membership(partner, state="candidate", **vals)
        member.action_admit(date)
        return member

    @classmethod
    def _pay(cls, moves, amount=None, date=None):
        """Pay by the payment screen, the money being on the bank account at once."""
        method = cls.journals["bank"].inbound_payment_method_line_ids[:1]
        method |= cls.journals["bank"].outbound_payment_method_line_ids[:1]
        method.payment_account_id = cls.accounts["bank"]
        register = cls.env["account.payment.register"].with_context(
            active_model=moves._name, active_ids=moves.ids
        )
        vals = {
            "journal_id": cls.journals["bank"].id,
            "payment_date": date or fields.Date.today(),
        }
        if amount:
            vals["amount"] = amount
        return register.create(vals)._create_payments()

    def _subscribe_paid(self, member, quantity, date, share_class=None):
        rows = member.subscribe(share_class or self.share_class, quantity, date)
        self._pay(rows.move_id, date=date)
        return rows

    def _balance(self, *accounts, date=None):
        ids = [account.id for account in accounts]
        domain = [("account_id", "in", ids), ("parent_state", "=", "posted")]
        if date:
            domain.append(("date", "<=", date))
        ((total,),) = self.env["account.move.line"]._read_group(
            domain, [], ["balance:sum"]
        )
        return round(-total, 2) or 0.0

    def _capital_balance(self, date=None):
        classes = self.env["cae.share.class"].search([])
        accounts = classes.account_called_id | classes.account_paid_id
        return self._balance(*accounts, date=date)
