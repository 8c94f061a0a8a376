# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Costs of 20 pools settled among 1,100 and 11,000 members, and invoiced among 500.

The floor of the computation is the ORM's own creation of as many rows, from values that
are known; that of the invoices is Odoo's own creation and posting of as many with the
same lines. Both write what the ORM has in mind to the database.
"""

import os
from time import perf_counter

from benchmarks._measure import count, create_and_post, once, rolled_back, set_up_sales

SIZES = tuple(map(int, os.environ.get("SHARING_SIZES", "1100,11000").split(",")))
INVOICED = int(os.environ.get("SHARING_INVOICED", "500"))
POOLS = 20
METHODS = ("fte", "posts", "equal", "mixed")
# Weights are counted and shared to the cent beside writing the rows.
MAXIMUM_COMPUTE = 1.0
MAXIMUM_INVOICE = 1.5


def run(env, report):
    """Measure each size in a company of its own; the copy is dropped afterwards."""
    env = env(context={**env.context, "tracking_disable": True})
    ratios, queries = [], []
    for size in SIZES:
        own = _prepare(env, size)
        floor, measured, asked = _measure_compute(own, size)
        report("costs settled", size, floor, measured)
        ratios.append(measured / floor)
        queries.append(asked)
    own = _prepare(env, INVOICED)
    floor, measured = _measure_invoices(own, INVOICED)
    report("differences invoiced", INVOICED, floor, measured)
    invoices = measured / floor
    shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"computed: at most {MAXIMUM_COMPUTE} times the floor: {shown}")
    print(f"queries of a computation: {queries}")
    print(f"invoiced: at most {MAXIMUM_INVOICE} times the floor: {invoices:.2f}")
    assert max(ratios) <= MAXIMUM_COMPUTE, "the settlement is too slow"
    assert invoices <= MAXIMUM_INVOICE, "the invoices are too slow"


# === A grouping === #


def _prepare(env, size):
    """A company of `size` members that share POOLS pools by four kinds of keys."""
    company = env["res.company"].create(
        {
            "name": f"Sharing {size} {perf_counter()}",
            "country_id": env.ref("base.fr").id,
            "currency_id": env.ref("base.EUR").id,
        }
    )
    env.user.company_ids |= company
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    income = set_up_sales(env, company)
    members = _add_members(env, size)
    keys = _add_keys(env)
    _add_values(env, keys, members)
    pools = _add_pools(env, keys)
    _add_costs(env, pools, income)
    _add_agreements(env, pools, members)
    env.cr.execute(
        "ANALYZE cae_membership, res_partner, cae_cost_agreement,"
        " cae_cost_agreement_line, cae_cost_key_value"
    )
    return env


def _add_members(env, size):
    category = env["cae.member.category"].create({"name": "Member"})
    partners = env["res.partner"].create(
        [{"name": f"Member {index}"} for index in range(size)]
    )
    members = env["cae.membership"].create(
        [
            {
                "partner_id": partner.id,
                "category_id": category.id,
                "state": "member",
                "admission_date": "2020-01-01",
            }
            for partner in partners
        ]
    )
    env.flush_all()
    return members


def _add_keys(env):
    keys = {
        method: env["cae.cost.key"].create({"name": method, "method": method})
        for method in METHODS
        if method != "mixed"
    }
    parts = [(keys["fte"], 60), (keys["equal"], 40)]
    keys["mixed"] = env["cae.cost.key"].create(
        {
            "name": "mixed",
            "method": "mixed",
            "component_ids": [
                (0, 0, {"part_id": part.id, "coefficient": coefficient})
                for part, coefficient in parts
            ],
        }
    )
    return keys


def _add_values(env, keys, members):
    """Two dated values of each member for each key that has some."""
    values = env["cae.cost.key.value"]
    env["cae.cost.engine"]._insert(
        values,
        [
            {
                "key_id": keys[method].id,
                "company_id": env.company.id,
                "membership_id": member_id,
                "date_from": day,
                "amount": index % 40 + step + 0.5,
                "source": "typed",
                "state": "validated",
            }
            for method in ("fte", "posts")
            for index, member_id in enumerate(members.ids)
            for step, day in enumerate(("2025-01-01", "2026-07-01"))
        ],
    )


def _add_pools(env, keys):
    plan = env["account.analytic.plan"].create({"name": "Structure"})
    accounts = env["account.analytic.account"].create(
        [
            {
                "name": f"Pool {index}",
                "plan_id": plan.id,
                "company_id": env.company.id,
            }
            for index in range(POOLS)
        ]
    )
    return env["cae.cost.pool"].create(
        [
            {
                "name": account.name,
                "key_id": keys[METHODS[index % len(METHODS)]].id,
                "analytic_account_ids": account.ids,
            }
            for index, account in enumerate(accounts)
        ]
    )


def _add_costs(env, pools, income):
    expense = income.copy({"code": "613000", "account_type": "expense"})
    column = pools.analytic_account_ids.plan_id._column_name()
    env["account.analytic.line"].create(
        [
            {
                "name": "Rent",
                "date": f"2026-{month:02}-15",
                "amount": -1000.01 * (index + 1),
                "general_account_id": expense.id,
                "company_id": env.company.id,
                column: pool.analytic_account_ids.id,
            }
            for index, pool in enumerate(pools)
            for month in range(1, 13)
        ]
    )
    env.flush_all()


def _add_agreements(env, pools, members):
    """One for each member, with all the pools; one of nine begins in the year."""
    engine = env["cae.cost.engine"]
    agreements = env["cae.cost.agreement"]
    starts = {
        member.id: "2026-05-12" if index % 9 == 0 else "2020-01-01"
        for index, member in enumerate(members)
    }
    common = {"company_id": env.company.id, "state": "signed"}
    engine._insert(
        agreements,
        [
            {
                "name": f"{member.id}",
                "membership_id": member.id,
                "partner_id": member.partner_id.id,
                "date_start": starts[member.id],
                "version": 1,
                **common,
            }
            for member in members
        ],
    )
    found = agreements.search([("company_id", "=", env.company.id)])
    engine._insert(
        agreements.line_ids,
        [
            {
                "agreement_id": agreement.id,
                "sequence": 10,
                "membership_id": agreement.membership_id.id,
                "pool_id": pool.id,
                "key_id": pool.key_id.id,
                "date_start": starts[agreement.membership_id.id],
                **common,
            }
            for agreement in found
            for pool in pools
        ],
    )
    env.flush_all()
    env.invalidate_all()


# === Measures === #


def _create_settlement(env):
    return env["cae.cost.settlement"].create(
        {
            "name": "Settlement 2026",
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "invoice_date": "2027-02-01",
        }
    )


def _measure_compute(env, size):
    settlement = _create_settlement(env)
    measured = once(env, settlement.action_compute)
    asked = count(env, settlement.action_compute)
    lines = settlement.sudo().line_ids
    assert len(lines) == size * POOLS
    # Σ of 12 × 1 000.01 × (1 + … + 20)
    assert round(settlement.net, 2) == 2520025.2
    skipped = {"id", "create_uid", "create_date", "write_uid", "write_date"}
    names = [
        name
        for name, field in lines._fields.items()
        if field.store and field.column_type and name not in skipped
    ]
    vals_list = [
        {
            name: value[0] if isinstance(value, tuple) else value
            for name, value in vals.items()
            if name != "id"
        }
        for vals in lines.read(names, load="")
    ]
    env.cr.execute("SAVEPOINT rows")
    env.cr.execute(
        "DELETE FROM cae_cost_settlement_line WHERE settlement_id = %s",
        [settlement.id],
    )
    env.invalidate_all(flush=False)
    floor = rolled_back(env, lambda: lines.browse().create(vals_list))
    env.cr.execute("ROLLBACK TO SAVEPOINT rows")
    print(
        f"{size} members: settled in {measured:.1f} s with {asked} queries, the ORM's "
        f"own rows {floor:.1f} s",
        flush=True,
    )
    return floor, measured, asked


def _measure_invoices(env, size):
    """The first invoices of a process read what the others do not."""
    settlement = _create_settlement(env)
    settlement.action_compute()
    lines = settlement.sudo().line_ids
    vals_list = [
        settlement._prepare_move(group, "delta")
        for group in lines.grouped("membership_id").values()
    ]
    kept = {"move_type", "company_id", "partner_id", "invoice_date", "currency_id"}
    plain = [
        {
            **{name: value for name, value in vals.items() if name in kept},
            "invoice_line_ids": [
                (0, 0, {"name": line["name"], "price_unit": line["price_unit"]})
                for _command, _id, line in vals["invoice_line_ids"]
            ],
        }
        for vals in vals_list
    ]
    rolled_back(env, lambda: create_and_post(env, plain[:5]))
    floor = rolled_back(env, lambda: create_and_post(env, plain))
    measured = once(env, settlement.action_invoice)
    assert settlement.move_count == size
    print(
        f"{size} members: invoiced in {measured:.1f} s, Odoo's own {floor:.1f} s",
        flush=True,
    )
    return floor, measured
