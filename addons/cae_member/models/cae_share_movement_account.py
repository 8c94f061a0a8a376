# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, format_date


class CaeShareMovement(models.Model):
    _inherit = "cae.share.movement"

    # === Capital calls === #

    def _create_calls(self, payment_term=None):
        """Call the capital subscribed: one invoice for each subscription, posted."""
        moves = self.env["account.move"].create(
            [movement._prepare_call_vals(payment_term) for movement in self]
        )
        for movement, move in zip(self, moves, strict=True):
            movement.move_id = move
        moves._post(soft=False)
        return moves

    def _prepare_call_vals(self, payment_term):
        share_class = self.share_class_id
        line = {
            "name": self.env._(
                "Subscription of shares: %(name)s", name=share_class.name
            ),
            "quantity": self.quantity,
            "price_unit": self.unit_value,
            "account_id": share_class.account_called_id.id,
            "tax_ids": [Command.clear()],
        }
        return {
            "move_type": "out_invoice",
            "company_id": self.company_id.id,
            "journal_id": share_class.journal_id.id,
            "share_class_id": share_class.id,
            "share_membership_id": self.membership_id.id,
            "partner_id": self.membership_id.partner_id.id,
            "fiscal_position_id": False,
            "invoice_date": self.date,
            "date": self.date,
            "invoice_payment_term_id": payment_term.id if payment_term else False,
            "invoice_date_due": False if payment_term else self.date,
            "invoice_line_ids": [Command.create(line)],
        }

    # === Entries === #

    def _create_entries(self, lines_by_movement):
        """One posted entry for each movement, or for several that share their lines.

        `lines_by_movement`: list of (movements, lines); a line is
        (account, partner, amount, maturity), debits positive. Lines of zero are left
        out, and no entry is made when nothing remains.
        """
        vals_list, owners = [], []
        for movements, lines in lines_by_movement:
            lines = [
                line
                for line in lines
                if not movements.company_id.currency_id.is_zero(line[2])
            ]
            if lines:
                owners.append(movements)
                vals_list.append(movements[0]._prepare_entry_vals(lines))
        moves = self.env["account.move"].create(vals_list)
        for movements, move in zip(owners, moves, strict=True):
            movements.write({"move_id": move.id})
        moves._post(soft=False)
        return moves

    def _prepare_entry_vals(self, lines):
        self.ensure_one()
        kind = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        label = f"{kind} – {self.share_class_id.name}"
        return {
            "move_type": "entry",
            "company_id": self.company_id.id,
            "journal_id": self.share_class_id.journal_id.id,
            "share_class_id": self.share_class_id.id,
            "date": self.date,
            "ref": label,
            "line_ids": [
                Command.create(
                    {
                        "name": label,
                        "account_id": account.id,
                        "partner_id": partner.id,
                        "balance": amount,
                        "date_maturity": maturity,
                    }
                )
                for account, partner, amount, maturity in lines
            ],
        }

    def _prepare_transfer_lines(self):
        """From the member who gives to the one who receives, class by class."""
        return [
            (
                movement.share_class_id.account_paid_id,
                movement.membership_id.partner_id,
                -movement.amount,
                False,
            )
            for movement in self
        ]

    def _prepare_loss_lines(self):
        self.ensure_one()
        share_class, partner = self.share_class_id, self.membership_id.partner_id
        return [
            (share_class.account_paid_id, partner, -self.amount, False),
            (share_class.account_loss_id, partner, self.amount, False),
        ]

    def _prepare_exit_lines(self, unpaid):
        """What was paid is owed, less the loss; what was not is no more called."""
        self.ensure_one()
        share_class, partner = self.share_class_id, self.membership_id.partner_id
        nominal = -self.amount
        due = self.repayment_due_date
        return [
            (share_class.account_paid_id, partner, nominal - unpaid, False),
            (share_class.account_called_id, partner, unpaid, False),
            (share_class.account_receivable_id, partner, -unpaid, False),
            (share_class.account_repayable_id, partner, -self.repay_amount, due),
            (share_class.account_loss_id, partner, -self.loss_amount, False),
        ]

    def _reconcile_waived_calls(self):
        """What is no more called is reconciled with the calls, oldest first."""
        for movement in self:
            account = movement.share_class_id.account_receivable_id
            waived = movement.move_id.line_ids.filtered(
                lambda line, account=account: line.account_id == account
            )
            if waived:
                calls = self._get_open_call_lines(
                    movement.membership_id, movement.share_class_id
                )
                (calls + waived).reconcile()

    # === What is unpaid === #

    def _get_open_call_lines(self, memberships, share_classes):
        """The receivable lines of capital calls that are not fully paid."""
        lines = self.env["account.move.line"].sudo()
        return lines.search(
            [
                ("move_id.share_membership_id", "in", memberships.ids),
                ("move_id.share_class_id", "in", share_classes.ids),
                ("parent_state", "=", "posted"),
                ("display_type", "=", "payment_term"),
                ("reconciled", "=", False),
            ],
            order="date_maturity, id",
        )

    @api.model
    def _sum_open_calls(self, condition):
        """`[(membership id, class id, residual)]` of the calls that `condition` keeps.

        In the condition, `m` is the call and `l` its receivable line.
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """SELECT m.share_membership_id, m.share_class_id,
                    SUM(l.amount_residual)::float8
                FROM account_move m JOIN account_move_line l ON l.move_id = m.id
                WHERE m.share_membership_id IS NOT NULL AND m.state = 'posted'
                    AND l.display_type = 'payment_term' AND l.amount_residual != 0
                    AND %s
                GROUP BY m.share_membership_id, m.share_class_id""",
                condition,
            )
        )

    @api.model
    def _get_unpaid(self, memberships):
        """`{(membership, class): amount called and not paid}`, in one query."""
        unpaid = defaultdict(float)
        if memberships.ids:
            condition = SQL("m.share_membership_id IN %s", tuple(memberships.ids))
            for member, share_class, amount in self._sum_open_calls(condition):
                key = (
                    self.env["cae.membership"].browse(member),
                    self.env["cae.share.class"].browse(share_class),
                )
                unpaid[key] = amount
        return unpaid

    # === Repayment === #

    def action_repay(self):
        """Pay leavers by Odoo's payment screen, in the order of their exits."""
        self._check_repayment_order()
        account_lines = self.sudo().move_id.line_ids.filtered(
            lambda line: (
                line.account_id == line.move_id.share_class_id.account_repayable_id
                and not line.reconciled
            )
        )
        return account_lines.with_env(self.env).action_register_payment()

    def _check_repayment_order(self):
        """Refuse to pay someone before those who left earlier."""
        due = self.filtered("residual")
        if not due:
            raise UserError(self.env._("Nothing is left to repay on these exits."))
        last = max(row._get_queue_key() for row in due)
        earlier = self.search(
            [
                ("company_id", "in", due.company_id.ids),
                ("kind", "=", "repayment"),
                ("state", "=", "posted"),
                ("residual", ">", 0),
                ("exit_date", "<=", last[0]),
                ("id", "not in", due.ids),
            ]
        )
        earlier = earlier.filtered(lambda row: row._get_queue_key() < last)
        earlier = earlier.sorted(lambda row: row._get_queue_key())
        if earlier:
            raise UserError(
                self.env._(
                    "%(member)s left on %(date)s and comes first: shares are repaid "
                    "strictly in the order of the exits.",
                    member=earlier[0].membership_id.display_name,
                    date=format_date(self.env, earlier[0].exit_date),
                )
            )
