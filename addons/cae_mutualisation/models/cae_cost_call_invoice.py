# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_date

from ..kernel.sharing import settle


# pylint: disable=consider-merging-classes-inherited
class CaeCostCall(models.Model):
    """How provisions are computed, called and withdrawn."""

    _inherit = "cae.cost.call"

    def action_compute(self):
        """Share the voted budgets of the period; nothing is invoiced yet.

        :raises UserError: no budget is voted, a member has no value, or somebody else
            computes the same provisions
        """
        for call in self:
            call._compute_lines()
        return True

    def _compute_lines(self):
        self.ensure_one()
        remedy = self.env._("What was called stays: correct it in the settlement.")
        self._check_state(("draft", "computed"), remedy)
        self._lock_rows(self._get_busy_message(), ["state", "line_ids"])
        self._check_state(("draft", "computed"), remedy)
        self._check_not_settled()
        period = self._get_period()
        budgets = self._get_pools()._read_budgets(period)
        if not budgets:
            raise UserError(
                self.env._(
                    "No budget is voted for %(start)s to %(end)s. Write the budget of "
                    "the pools, and say which meeting voted it.",
                    start=format_date(self.env, self.date_from),
                    end=format_date(self.env, self.date_to),
                )
            )
        pools = self.env["cae.cost.pool"].union(*budgets)
        engine = self.env["cae.cost.engine"]
        found = {one.pool: one for one in engine._get_weights(pools, period)}
        rows = []
        for pool, budget in budgets.items():
            rows += self._prepare_rows(pool, budget, found.get(pool))
        call = self.sudo()
        call.line_ids.unlink()
        try:
            engine._insert(call.line_ids, rows)
        except (UniqueViolation, SerializationFailure) as error:
            raise UserError(self._get_busy_message()) from error
        call.invalidate_recordset(["line_ids"])
        call.modified(["line_ids"])
        call.state = "computed"

    def _prepare_rows(self, pool, budget, found):
        if not found or not any(found.weights.values()):
            if not budget:
                return []
            raise UserError(
                self.env._(
                    "%(pool)s has a budget of %(budget)s in this period, and no member "
                    "that weighs anything shares it. Look at the agreements.",
                    pool=pool.name,
                    budget=budget,
                )
            )
        shares = settle(budget, found.weights)
        members = self.env["cae.membership"].sudo().browse(list(found.weights))
        partners = {member.id: member.partner_id.id for member in members}
        return [
            {
                "call_id": self.id,
                "company_id": self.company_id.id,
                "date_from": self.date_from,
                "membership_id": member_id,
                "partner_id": partners[member_id],
                "pool_id": pool.id,
                "shared": budget,
                "amount": shares[member_id].amount,
                **row,
            }
            for member_id, row in found.rows().items()
        ]

    def _check_not_settled(self):
        closed = self.env["cae.cost.settlement"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "closed"),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ]
        )
        for settlement in closed:
            if settlement._get_pools() & self._get_pools():
                raise UserError(
                    self.env._(
                        "%(call)s: these days are settled by “%(settlement)s”, which "
                        "is closed.",
                        call=self.name,
                        settlement=settlement.name,
                    )
                )

    def action_call(self):
        """Invoice the provisions that were computed: one invoice for each member.

        :raises UserError: somebody else is calling, or what they are made of has
            changed since they were computed
        """
        for call in self:
            call._call()
        return True

    def _call(self):
        self.ensure_one()
        remedy = self.env._("Compute it first, and look at the lines.")
        self._check_state(("computed",), remedy)
        self.company_id._check_cae_accountant()
        self._lock_rows(self._get_busy_message(), ["state", "line_ids"])
        self._check_state(("computed",), remedy)
        call = self.sudo()
        before = call._get_fingerprint()
        call._compute_lines()
        if before != call._get_fingerprint():
            raise UserError(
                self.env._(
                    "%(call)s: budgets, keys or agreements have changed since it was "
                    "computed. It has to be computed and looked at again.",
                    call=self.name,
                )
            )
        call._create_invoices(call.line_ids, "amount")
        call.state = "called"

    def _get_fingerprint(self):
        """What the invoices are made of."""
        return sorted(
            (line.membership_id.id, line.pool_id.id, line.amount)
            for line in self.line_ids
        )

    def action_cancel(self):
        """Withdraw the call, while none of its invoices is posted."""
        self._check_state(
            ("draft", "computed", "called"), self.env._("It is cancelled already.")
        )
        self.company_id._check_cae_accountant()
        self._lock_rows(self._get_busy_message(), ["state"])
        lines = self._get_move_lines()
        self._check_credited(lines.filtered(lambda line: line.parent_state == "posted"))
        moves = lines.move_id
        moves.filtered(lambda move: move.state == "draft").button_cancel()
        self.sudo().line_ids.unlink()
        self.state = "cancelled"

    def _check_credited(self, lines):
        """What is posted was credited to the cent, pool by pool."""
        for (membership, pool, _call), found in lines.grouped(
            lambda line: (
                line.cae_cost_membership_id,
                line.cae_cost_pool_id,
                line.cae_cost_call_id,
            )
        ).items():
            left = -sum(found.mapped("balance"))
            if not found.company_currency_id.is_zero(left):
                raise UserError(
                    self.env._(
                        "%(invoice)s is posted: %(left)s before tax is not credited "
                        "to %(member)s for %(pool)s. Credit the invoices before you "
                        "cancel the call.",
                        invoice=found.move_id[0].display_name,
                        left=format_amount(self.env, left, found.company_currency_id),
                        member=membership.partner_id.name,
                        pool=pool.name,
                    )
                )

    def action_draft(self):
        """Take a cancelled call up again, from the start."""
        self._check_state(("cancelled",), self.env._("Only a cancelled one is reset."))
        self.company_id._check_cae_accountant()
        self.state = "draft"

    def write(self, vals):
        if {"date_from", "date_to", "pool_ids", "company_id"} & vals.keys():
            self._check_state(
                ("draft", "computed", "cancelled"),
                self.env._("What was called stays: cancel it first."),
            )
            # Computed again before it is called, with what was chosen now.
            self.filtered(lambda call: call.state == "computed")._forget_lines()
        return super().write(vals)

    def _forget_lines(self):
        self.sudo().line_ids.unlink()
        self.state = "draft"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        self._check_state(
            ("draft", "computed", "cancelled"),
            self.env._("Its invoices lead to it: cancel it instead."),
        )
