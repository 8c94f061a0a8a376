# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How the benchmarks measure, and the accounting that their invoices need."""

import gc
from time import perf_counter


def once(env, work):
    """Seconds of one run, with what is written to the database in the end."""
    env.flush_all()
    env.invalidate_all()
    gc.collect()
    start = perf_counter()
    work()
    env.flush_all()
    return perf_counter() - start


def rolled_back(env, work):
    """Seconds of one run, which is undone: what follows finds the same database."""
    env.cr.execute("SAVEPOINT bench")
    seconds = once(env, work)
    env.cr.execute("ROLLBACK TO SAVEPOINT bench")
    env.invalidate_all(flush=False)
    return seconds


def best(env, work, times=5):
    """Seconds of the best of a few runs."""
    return min(once(env, work) for _index in range(times))


def count(env, work):
    """The queries of one run."""
    env.flush_all()
    env.invalidate_all()
    before = env.cr.sql_log_count
    work()
    return env.cr.sql_log_count - before


def compare(env, report, sizes, prepare, get_subjects):
    """Reads measured in a company for each size, whose queries must not grow.

    :param prepare: makes the company of a size
    :param get_subjects: `{subject: (floor, work)}` of a company
    """
    env = env(context={**env.context, "tracking_disable": True})
    queries = {}
    for size in sizes:
        company = prepare(env, size)
        for subject, (floor, work) in get_subjects(env, company).items():
            report(subject, size, best(env, floor), best(env, work))
            queries.setdefault(subject, []).append(count(env, work))
    for subject, counts in queries.items():
        print(f"{subject}: {counts} queries")
        assert len(set(counts)) == 1, f"{subject}: queries grow: {counts}"


def create_and_post(env, vals_list):
    """Invoices by Odoo's own means."""
    env["account.move"].create(vals_list).action_post()


def set_up_sales(env, company):
    """A receivable account, an income account, which is returned, and a journal."""
    account = None
    for code, kind in (("411000", "asset_receivable"), ("706000", "income")):
        account = env["account.account"].create(
            {
                "name": code,
                "code": code,
                "account_type": kind,
                "reconcile": kind == "asset_receivable",
                "company_ids": company.ids,
            }
        )
        if kind == "asset_receivable":
            env["ir.default"].set(
                "res.partner",
                "property_account_receivable_id",
                account.id,
                company_id=company.id,
            )
    env["account.journal"].create(
        {
            "name": "Sales",
            "code": "SAL",
            "type": "sale",
            "company_id": company.id,
            "default_account_id": account.id,
        }
    )
    return account
