# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from decimal import Decimal

from odoo import api, fields, models

from ..kernel import capital
from .cae_share_movement import to_decimal


class CaeShareMovement(models.Model):
    _inherit = "cae.share.movement"

    @api.model
    def _queue_exits(self, memberships):
        """Put all the shares of those who left in the queue, and release it."""
        exits = self.browse()
        by_exit = memberships.grouped(lambda m: (m.company_id, m.exit_date))
        for company, date in sorted(by_exit, key=lambda key: (key[0].id, key[1])):
            self._lock_capital(company)
            leaving = by_exit[company, date]
            free = leaving._get_free_holdings()
            exits |= self.create(
                [
                    self._prepare_exit_vals(membership, share_class, quantity, date)
                    for (membership, share_class), quantity in free.items()
                    if quantity > 0
                ]
            )
            self._release_exits(company, date)
        return exits

    @api.model
    def _prepare_exit_vals(self, membership, share_class, quantity, date):
        return {
            "company_id": membership.company_id.id,
            "kind": "repayment",
            "membership_id": membership.id,
            "share_class_id": share_class.id,
            "quantity": -quantity,
            "unit_value": share_class.nominal_value,
            "date": date,
            "exit_date": date,
            "hold": True,
        }

    @api.model
    def _lock_capital(self, company):
        """One transaction at a time decides what may leave a company."""
        self.env["cae.register.head"].sudo()._lock(company, self._name)

    @api.model
    def _get_capital_floor(self, company):
        """What repayments may not bring the capital below."""
        highest = to_decimal(self.highest_capital(company))
        fraction = to_decimal(company.cae_capital_floor) / 100
        return capital.capital_floor(highest, fraction)

    @api.model
    def _get_lowest_capital(self, company, date):
        """The lowest capital from `date` on: what leaves then is gone since."""
        changes, before = {}, Decimal(0)
        for day, amount in self._get_capital_curve(company):
            changes[day] = to_decimal(amount) - before
            before = to_decimal(amount)
        return capital.running_minimum(changes, date)

    @api.model
    def _release_exits(self, company, date=None):
        """Cancel what the floor lets go, strictly in the order of the exits.

        An exit counts from its own day; one that was held counts from `date`, the
        day when it is released, since the capital of the days before stays what it was.
        """
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        self = self.sudo()
        queue = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "draft"),
                ("hold", "=", True),
            ]
        ).sorted(lambda row: row._get_queue_key())
        if not queue:
            return queue
        self._lock_capital(company)
        released = capital.release(
            [
                capital.Exit(
                    row.exit_date, row, -row.quantity, to_decimal(row.unit_value)
                )
                for row in queue
            ],
            self._get_lowest_capital(company, date),
            self._get_capital_floor(company),
        )
        rows = self.browse()
        for item, quantity in released:
            item.key._split_exit(quantity)
            rows |= item.key
        rows._post_exits(company, date)
        return rows

    def _split_exit(self, quantity):
        """Keep `quantity` shares on this row; the rest keeps its place in the queue."""
        self.ensure_one()
        rest = -self.quantity - quantity
        if rest:
            self.copy({"quantity": -rest, "queue_rank": self.queue_rank or self.id})
            self.quantity = -quantity

    def _post_exits(self, company, date):
        """Book and post exits that may leave: value, due date, entry, register row."""
        if not self:
            return
        unpaid = self._get_unpaid(self.membership_id)
        valuations = {
            day: self.env["cae.share.valuation"]._get_for_exit(company, day)
            for day in set(self.mapped("exit_date"))
        }
        entries, waived = [], self.browse()
        for row in self:
            key = (row.membership_id, row.share_class_id)
            nominal = -row.amount
            uncalled = min(max(unpaid.get(key, 0.0), 0.0), nominal)
            loss = valuations[row.exit_date]._get_loss(nominal)
            row.write(row._prepare_release_vals(date, nominal - uncalled, loss))
            entries.append((row, row._prepare_exit_lines(uncalled)))
            if uncalled:
                unpaid[key] -= uncalled
                waived |= row
        self._create_entries(entries)
        self.action_post()
        waived._reconcile_waived_calls()

    def _prepare_release_vals(self, date, paid, loss):
        """The terms of an exit: what was paid, less the loss, due in N years."""
        self.ensure_one()
        loss = min(loss, paid)
        delay = self.company_id.cae_exit_delay
        return {
            "hold": False,
            "date": max(self.exit_date, date),
            "loss_amount": loss,
            "repay_amount": paid - loss,
            "repayment_due_date": capital.due_date(self.exit_date, delay),
        }

    @api.model
    def _cron_release_exits(self):
        """Release what the floor held, where the capital has grown since."""
        waiting = self._read_group(
            [("state", "=", "draft"), ("hold", "=", True)], ["company_id"]
        )
        for (company,) in waiting:
            self._release_exits(company)
