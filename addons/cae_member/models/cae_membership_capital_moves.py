# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models
from odoo.exceptions import UserError

from ..kernel import capital
from .cae_share_movement import to_decimal


class CaeMembership(models.Model):
    _inherit = "cae.membership"

    def subscribe(self, share_class, quantity, date=None, payment_term=None):
        """Subscribe `quantity` shares for each member, and call the capital.

        The call is an invoice: members pay it by Odoo's own means, in one or more
        instalments (`payment_term`). Returns the rows of the register.
        """
        self._check_capital_request(share_class, quantity)
        self._check_may_receive(share_class, quantity)
        movements = (
            self.env["cae.share.movement"]
            .sudo()
            .create(
                [
                    member._prepare_movement_vals(
                        "subscription", share_class, quantity, date
                    )
                    for member in self
                ]
            )
        )
        movements._create_calls(payment_term)
        movements.action_post()
        for company in movements.company_id:
            movements._release_exits(company, movements[:1].date)
        return movements.with_env(self.env)

    def transfer(self, to_membership, share_class, quantity, date=None):
        """Give paid shares to another member; the capital stays the same."""
        self.ensure_one()
        to_membership.ensure_one()
        (self | to_membership)._check_capital_request(share_class, quantity)
        if self == to_membership:
            raise UserError(self.env._("Choose another member to transfer shares to."))
        self._check_may_give(share_class, quantity)
        left = self.share_quantity - quantity
        if left and self.state in ("member", "leaving"):
            self._check_share_limits(left)
        to_membership._check_may_receive(share_class, quantity)
        movements = self.env["cae.share.movement"].sudo()
        movements = movements.create(
            [
                self._prepare_movement_vals(
                    "transfer",
                    share_class,
                    -quantity,
                    date,
                    counterpart_membership_id=to_membership.id,
                ),
                to_membership._prepare_movement_vals(
                    "transfer",
                    share_class,
                    quantity,
                    date,
                    counterpart_membership_id=self.id,
                ),
            ]
        )
        movements._create_entries([(movements, movements._prepare_transfer_lines())])
        movements.action_post()
        return movements.with_env(self.env)

    def convert_shares(self, from_class, to_class, quantity, date=None):
        """Exchange paid shares for shares of another class, of the same amount."""
        self.ensure_one()
        self._check_capital_request(from_class, quantity)
        self._check_capital_request(to_class, quantity)
        self._check_may_give(from_class, quantity)
        try:
            received = capital.convert(
                quantity,
                to_decimal(from_class.nominal_value),
                to_decimal(to_class.nominal_value),
            )
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(quantity)s shares “%(old)s” do not make a whole number of "
                    "shares “%(new)s”. Choose another number.",
                    quantity=quantity,
                    old=from_class.name,
                    new=to_class.name,
                )
            ) from error
        self._check_may_receive(to_class, received - quantity)
        movements = self.env["cae.share.movement"].sudo()
        movements = movements.create(
            [
                self._prepare_movement_vals("conversion", from_class, -quantity, date),
                self._prepare_movement_vals("conversion", to_class, received, date),
            ]
        )
        movements._create_entries([(movements, movements._prepare_transfer_lines())])
        movements.action_post()
        return movements.with_env(self.env)

    def absorb_loss(self, share_class, quantity, date=None):
        """Cancel paid shares against losses, by decision of the members."""
        self._check_capital_request(share_class, quantity)
        for member in self:
            member._check_may_give(share_class, quantity)
        movements = self.env["cae.share.movement"].sudo()
        movements = movements.create(
            [
                member._prepare_movement_vals("loss", share_class, -quantity, date)
                for member in self
            ]
        )
        movements._create_entries(
            [(row, row._prepare_loss_lines()) for row in movements]
        )
        movements.action_post()
        return movements.with_env(self.env)

    def cancel_subscription(self, share_class, quantity, date=None):
        """Correct a subscription made by mistake: rows of the opposite sign.

        What is unpaid is no more called; what was paid is owed to the member at once.
        """
        self.ensure_one()
        self._check_capital_request(share_class, quantity)
        if quantity > self._get_free_holdings().get((self, share_class), 0):
            raise UserError(
                self.env._(
                    "%(member)s does not hold that many shares.",
                    member=self.display_name,
                )
            )
        movements = self.env["cae.share.movement"].sudo()
        row = movements.create(
            self._prepare_movement_vals("subscription", share_class, -quantity, date)
        )
        unpaid = row._get_unpaid(self).get((self, share_class), 0.0)
        unpaid = min(max(unpaid, 0.0), -row.amount)
        row.repay_amount = -row.amount - unpaid
        row._create_entries([(row, row._prepare_exit_lines(unpaid))])
        row.action_post()
        if unpaid:
            row._reconcile_waived_calls()
        return row.with_env(self.env)

    # === Exit === #

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "former":
            self._leave_capital()
        return result

    def _leave_capital(self):
        """The shares of those who left go to the queue of exits."""
        holders = self.filtered("share_quantity")
        if holders:
            holders.sudo()._set_default_exit_date()
            self.env["cae.share.movement"].sudo()._queue_exits(holders.sudo())

    def _set_default_exit_date(self):
        self.filtered(lambda member: not member.exit_date).write(
            {"exit_date": fields.Date.context_today(self)}
        )
