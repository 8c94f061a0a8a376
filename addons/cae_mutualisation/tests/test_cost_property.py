# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
from datetime import date, timedelta
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import tagged

from .common_cost import CaeCostCase

YEAR = [date(2026, 1, 1) + timedelta(days=i) for i in range(365)]
SEEDS = (1, 22, 333)


@tagged("post_install", "-at_install")
class TestCostProperty(CaeCostCase):
    """Random years on real records: what members are invoiced is the net cost."""

    def _money(self, chance, top):
        return Decimal(chance.randrange(1, top * 100)) / 100

    def _build(self, chance):
        """Five members, three pools by FTE, equal parts and both mixed."""
        members = self._create_cost_members(*(f"Member {i}" for i in range(5)))
        mixed = self._create_key(
            f"Mixed {chance.random()}",
            "mixed",
            component_ids=[
                Command.create({"part_id": self.fte.id, "coefficient": 60}),
                Command.create({"part_id": self.equal.id, "coefficient": 40}),
            ],
        )
        pools = [
            self._create_pool(f"Pool {key.name}", key)
            for key in (self.fte, self.equal, mixed)
        ]
        for index, member in enumerate(members):
            # The first one is there all the year; one weighs nothing.
            joins = YEAR[0] if index < 2 else chance.choice(YEAR[:200])
            leaves = chance.choice((None, chance.choice(YEAR[200:])))
            fte = 0 if index == 1 else chance.randrange(1, 60) / 2
            self._create_value(self.fte, member, fte, joins)
            if index > 1 and chance.random() < 0.5:
                later = joins + timedelta(days=chance.randrange(1, 100))
                self._create_value(self.fte, member, chance.randrange(0, 40), later)
            shared = [pool for pool in pools if index < 2 or chance.random() < 0.8]
            if shared:
                self._create_agreement(
                    member, *shared, date=joins, date_end=index > 1 and leaves
                )
        return members, pools

    def _happen(self, chance, pools, members):
        """Bills, income, grants, and a value or an agreement that changes late."""
        spent = dict.fromkeys(pools, Decimal("0.00"))
        for _index in range(chance.randrange(2, 5)):
            pool = chance.choice(pools)
            amount = self._money(chance, 20000) * chance.choice((1, 1, 1, -1))
            self._spend(pool, float(amount), chance.choice(YEAR))
            spent[pool] += amount
        if chance.random() < 0.7:
            pool = chance.choice(pools)
            amount = self._money(chance, 9000)
            self.env["cae.grant"].create(
                {
                    "name": "Grant",
                    "funder_id": self._create_partner(name="Funder").id,
                    "date_from": YEAR[0],
                    "date_to": YEAR[-1],
                    "pool_id": pool.id,
                    "amount_granted": float(amount),
                    "state": "granted",
                }
            )
            spent[pool] -= amount
        agreement = self.env["cae.cost.agreement"].search(
            [("membership_id", "in", members[2:].ids)], limit=1
        )
        end = max(chance.choice(YEAR), agreement.date_start)
        agreement._write_managed({"date_end": end})
        return spent

    def _invoiced(self, *group):
        lines = self.env["account.move.line"].search(
            [("cae_cost_pool_id", "!=", False), ("company_id", "=", self.company.id)]
        )
        result = {}
        for line in lines:
            key = tuple(line[name] for name in group)
            balance = Decimal(f"{line.balance:.2f}")
            result[key] = result.get(key, Decimal("0.00")) - balance
        return result

    def test_the_sum_of_the_invoices_is_the_net_cost(self):
        for seed in SEEDS:
            with self.subTest(seed=seed), self.env.cr.savepoint() as savepoint:
                self._live(random.Random(seed))
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def _live(self, chance):
        members, pools = self._build(chance)
        for pool in pools:
            self._create_budget(pool, float(self._money(chance, 30000)))
        for start, end in (("2026-01-01", "2026-06-30"), ("2026-07-01", "2026-12-31")):
            self._create_call(start, end).action_call()
        net = self._happen(chance, pools, members)
        settlement = self._create_settlement()
        settlement.action_invoice()
        for _late in range(2):
            more = self._happen(chance, pools, members)
            net = {pool: net[pool] + more[pool] for pool in pools}
            settlement.action_compute()
            settlement.action_invoice()
        by_pool = self._invoiced("cae_cost_pool_id")
        for pool in pools:
            self.assertEqual(by_pool.get((pool,), 0), net[pool], pool.name)
        by_member = self._invoiced("cae_cost_pool_id", "cae_cost_membership_id")
        shares = {
            (line.pool_id, line.membership_id): line for line in settlement.line_ids
        }
        for place, asked in by_member.items():
            share = shares[place]
            self.assertEqual(f"{asked:.2f}", f"{share.amount:.2f}")
            if not share.weight:
                self.assertEqual(asked, 0)
            self.assertEqual(share.delta, 0)
        settlement.action_close()


@tagged("post_install", "-at_install")
class TestCostQueries(CaeCostCase):
    """As many queries for forty members as for four."""

    def _count(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _measure(self, settlement):
        asked = self._count(settlement.action_compute)
        lines = self.env["cae.cost.settlement.line"].search(
            [("settlement_id", "=", settlement.id)]
        )
        # Read apart: what comes by a field is fetched again one by one, once forgotten.
        statements = self.env["cae.cost.statement"].browse(settlement.statement_ids.ids)
        return {
            "compute": asked,
            "table": self._count(settlement._get_table),
            "words": self._count(lambda: lines.mapped("words")),
            "explanation": self._count(lambda: lines.mapped("explanation")),
            "documents": self._count(statements._get_documents),
            "counts": self._count(lambda: self._read_counts(settlement)),
        }

    def _read_counts(self, settlement):
        return settlement.read(
            ["net", "change", "due_count", "unsent_count", "member_count"]
        )

    def test_queries_do_not_grow(self):
        pools = [self._create_pool(f"Pool {i}", self.fte) for i in range(3)]
        few = self._create_cost_members(*(f"Few {i}" for i in range(4)))
        many = self._create_cost_members(*(f"Many {i}" for i in range(36)))
        for pool in pools:
            self._spend(pool, 1000)
        for member in few:
            self._create_value(self.fte, member, 3)
            self._create_agreement(member, *pools)
        settlement = self._create_settlement()
        self._measure(settlement)
        small = self._measure(settlement)
        for member in many:
            self._create_value(self.fte, member, 2)
            self._create_agreement(member, *pools)
        settlement.action_compute()
        self.assertEqual(len(settlement.line_ids), 120)
        for name, count in self._measure(settlement).items():
            # One more when the second has changed since: its time is written again.
            self.assertLessEqual(count, small[name] + 1, name)
