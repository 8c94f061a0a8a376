# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from decimal import Decimal

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..kernel.sharing import settle
from .cae_cost_pool_cost import ZERO, cents

OPEN = ("draft", "computed", "invoiced")


# pylint: disable=consider-merging-classes-inherited
class CaeCostSettlement(models.Model):
    """Real costs by key: computed as often as one likes, before any document."""

    _inherit = "cae.cost.settlement"

    def action_compute(self):
        """Compute the shares and the differences; nothing is invoiced yet.

        :raises UserError: it is closed, a provision runs over its dates, a cost has
            no member to share it, or somebody else is settling
        """
        for settlement in self:
            settlement._compute_lines()
        return True

    def _compute_lines(self):
        self.ensure_one()
        remedy = self.env._("Reopen it before you compute it again.")
        self._check_state(OPEN, remedy)
        self._lock_rows(self._get_busy_message(), ["state", "line_ids", "cost_ids"])
        self._check_state(OPEN, remedy)
        # Another may have been made at the same time as this one.
        self._check_overlap()
        self._check_calls()
        settlement = self.sudo()
        period, pools = self._get_period(), self._get_pools()
        costs = pools._get_costs(period)
        weights = self.env["cae.cost.engine"]._get_weights(pools, period)
        found = {one.pool: one for one in weights}
        provisional = settlement._read_invoiced(
            pools, settlement._get_provision_domain()
        )
        settled = settlement._read_invoiced(
            pools, [("cae_cost_settlement_id", "=", self.id)]
        )
        before = settlement._read_before()
        rows = []
        for pool in pools:
            rows += settlement._settle_pool(
                pool,
                costs[pool]["net"],
                found.get(pool),
                (provisional, settled, before),
            )
        settlement._write_costs(costs, found, provisional, settled)
        settlement._write_rows(rows)
        vals = {"computed_on": fields.Datetime.now()}
        if settlement.state == "draft":
            vals["state"] = "computed"
        settlement.write(vals)

    # === What was asked === #

    def _check_calls(self):
        """A provision belongs to one settlement as a whole."""
        calls = self.env["cae.cost.call"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "called"),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", self.date_from),
            ]
        )
        for call in calls:
            inside = self.date_from <= call.date_from and call.date_to <= self.date_to
            if not inside and call._get_pools() & self._get_pools():
                raise UserError(
                    self.env._(
                        "%(settlement)s: the provisions “%(call)s” run over its dates. "
                        "Settle a period that contains them.",
                        settlement=self.name,
                        call=call.name,
                    )
                )

    def _get_provision_domain(self):
        return [
            ("cae_cost_call_id.date_from", ">=", self.date_from),
            ("cae_cost_call_id.date_to", "<=", self.date_to),
        ]

    def _read_invoiced(self, pools, domain):
        """`{pool id: {membership id: amount}}` before tax, credit notes taken off."""
        groups = self.env["account.move.line"]._read_group(
            [
                *domain,
                ("company_id", "=", self.company_id.id),
                ("cae_cost_pool_id", "in", pools.ids),
                ("parent_state", "!=", "cancel"),
            ],
            ["cae_cost_pool_id", "cae_cost_membership_id"],
            ["balance:sum"],
        )
        result = {}
        for pool, membership, balance in groups:
            result.setdefault(pool.id, {})[membership.id] = -cents(balance)
        return result

    def _read_before(self):
        """`{(pool id, membership id): share}` when it was invoiced last."""
        self.line_ids.flush_model()
        return {
            (pool_id, membership_id): amount
            for pool_id, membership_id, amount in self.env.execute_query(
                SQL(
                    """SELECT pool_id, membership_id, amount_before
                         FROM cae_cost_settlement_line WHERE settlement_id = %s""",
                    self.id,
                )
            )
        }

    # === Shares === #

    def _settle_pool(self, pool, net, found, history):
        """Rows of the members of a pool, and of those who were asked and left it."""
        provisional, settled, before = history
        asked = {
            name: amounts.get(pool.id, {})
            for name, amounts in (("provisional", provisional), ("settled", settled))
        }
        members = asked["provisional"].keys() | asked["settled"].keys()
        called = {
            member_id: sum(amounts.get(member_id, ZERO) for amounts in asked.values())
            for member_id in members
        }
        shares = self._share_net(pool, net, found.weights if found else {}, called)
        rows = found.rows() if found else {}
        total = max((row["weight_total"] for row in rows.values()), default=Decimal(0))
        nothing = {
            "key_id": found.key.id if found else None,
            "agreement_line_id": None,
            "weight": Decimal(0),
            "weight_total": total,
            "detail": "[]",
        }
        return [
            {
                "membership_id": member_id,
                "pool_id": pool.id,
                "shared": net,
                "amount": share.amount,
                "amount_before": before.get((pool.id, member_id)) or 0,
                "provisional": asked["provisional"].get(member_id, ZERO),
                "settled": asked["settled"].get(member_id, ZERO),
                "delta": share.balance,
                **rows.get(member_id, nothing),
            }
            for member_id, share in shares.items()
        ]

    def _share_net(self, pool, net, weights, called):
        try:
            return settle(net, weights, called)
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(pool)s: %(net)s was spent, and no member that weighs anything "
                    "shares it. Look at the agreements and at the values of the key, "
                    "or leave the pool out.",
                    pool=pool.name,
                    net=net,
                )
            ) from error

    # === Rows === #

    def _write_costs(self, costs, found, provisional, settled):
        before = {cost.pool_id.id: cost.net_before for cost in self.cost_ids}
        self.cost_ids.unlink()
        try:
            made = self.cost_ids.create(
                [
                    {
                        "settlement_id": self.id,
                        "pool_id": pool.id,
                        "key_id": found[pool].key.id if pool in found else False,
                        **{name: float(amount) for name, amount in cost.items()},
                        "net_before": before.get(pool.id, 0),
                        "called": float(
                            sum(
                                sum(amounts.get(pool.id, {}).values())
                                for amounts in (provisional, settled)
                            )
                        ),
                    }
                    for pool, cost in costs.items()
                ]
            )
            # The date of the unique index is written here.
            made.flush_recordset()
        except (UniqueViolation, SerializationFailure) as error:
            raise UserError(self._get_busy_message()) from error

    def _write_rows(self, rows):
        """Replace the lines, which only the engine makes, and the totals."""
        members = self.env["cae.membership"].browse(
            {row["membership_id"] for row in rows}
        )
        partners = {member.id: member.partner_id.id for member in members}
        common = {"settlement_id": self.id, "company_id": self.company_id.id}
        ids = self._write_statements(partners, common)
        self.env.cr.execute(
            SQL(
                "DELETE FROM cae_cost_settlement_line WHERE settlement_id = %s", self.id
            )
        )
        # The checks of foreign keys are planned once in a session, maybe for a table
        # that was nearly empty: they would read all the statements for each line.
        self.env.cr.execute("DISCARD PLANS")
        self.env["cae.cost.engine"]._insert(
            self.line_ids,
            [
                {
                    **common,
                    "partner_id": partners[row["membership_id"]],
                    "statement_id": ids[row["membership_id"]],
                    **row,
                }
                for row in rows
            ],
        )
        self._sum_statements()

    def _write_statements(self, partners, common):
        """`{membership id: statement id}`, the same records as before if they were.

        Members were sent a link to them.
        """
        statements = {one.membership_id.id: one for one in self.statement_ids}
        gone = [one.id for key, one in statements.items() if key not in partners]
        self.statement_ids.browse(gone).unlink()
        self.env["cae.cost.engine"]._insert(
            self.statement_ids,
            [
                {**common, "membership_id": key, "partner_id": partners[key]}
                for key in sorted(partners.keys() - statements.keys())
            ],
        )
        found = self.statement_ids.search([("settlement_id", "=", self.id)])
        return {one.membership_id.id: one.id for one in found}

    def _sum_statements(self):
        """Write the totals of the members, after their lines have changed."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE cae_cost_statement statement
                   SET amount = line.amount, provisional = line.provisional,
                       settled = line.settled, delta = line.delta
                  FROM (SELECT statement_id, sum(amount) amount,
                               sum(provisional) provisional, sum(settled) settled,
                               sum(delta) delta
                          FROM cae_cost_settlement_line
                         WHERE settlement_id = %s GROUP BY statement_id) line
                 WHERE line.statement_id = statement.id
                """,
                self.id,
            )
        )
        self.line_ids.invalidate_model()
        self.statement_ids.invalidate_model()
        self.invalidate_recordset(["line_ids", "statement_ids"])
        self.modified(["line_ids"])
