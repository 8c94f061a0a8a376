# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The levies of December for 1,000 and 11,000 activities, eleven months being posted.

The floor of a computation is one aggregation of the year's analytic lines by SQL;
that of posting is the ORM's own creation of as many analytic lines.
"""

import resource
from datetime import date

from odoo import Command
from odoo.tools import SQL

from benchmarks._measure import best, rolled_back

SIZES = (1_000, 11_000)
YEAR = 2025
LINES = 10  # a month and activity
RATE = 10


def run(env, report):
    """Measure each size in a company of its own; the copy is dropped afterwards."""
    env = env(context={**env.context, "tracking_disable": True})
    for size in SIZES:
        company = _prepare(env, size)
        own = env(context={**env.context, "allowed_company_ids": company.ids})
        aggregation = best(own, lambda own=own: _aggregate(own))
        december = own["cae.levy.run"].create({"month": date(YEAR, 12, 1)})
        report("compute", size, aggregation, best(own, december.action_compute))
        _check(december, size)
        vals_list = december._prepare_analytic_lines()
        creation = rolled_back(own, lambda own=own, v=vals_list: _create(own, v))
        report("post", size, creation, rolled_back(own, december.action_post))
        company.cae_levy_posting = "entry"
        entry = rolled_back(own, december.action_post)
        report("post as an entry", size, creation, entry)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory used: {peak:.0f} MiB")
    assert peak < 1024, "more than 1 GiB"
    limit = "compute: at most 2.5 times the floor and 1 s; post: at most 1.2 times"
    print(limit)


def _check(december, size):
    """Every activity is levied 10 % of December's base, to the cent, and only that."""
    (expected,) = december.env.execute_query(
        SQL(
            """
            SELECT SUM(amount) * %s / 100 FROM account_analytic_line
             WHERE company_id = %s AND cae_activity_id IS NOT NULL
               AND cae_nature_id IN %s AND date >= %s
            """,
            RATE,
            december.company_id.id,
            tuple(_bases(december.company_id).ids),
            date(YEAR, 12, 1),
        )
    )[0]
    assert len(december.line_ids) == size
    assert not december.correction_total
    assert round(december.amount_total, 2) == round(expected, 2)


def _bases(company):
    natures = company._cae_natures()
    return natures["turnover"] | natures["subcontracting"]


def _prepare(env, size):
    """A cooperative of `size` activities, their year of lines and eleven levies."""
    company = env["res.company"].create(
        {
            "name": f"Bench {size}",
            "country_id": env.ref("base.fr").id,
            "currency_id": env.ref("base.EUR").id,
        }
    )
    env.user.company_ids |= company
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    env["cae.ledger.nature"]._create_missing(company)
    accounts = env["account.account"].create(
        [
            {"code": code, "name": code, "account_type": kind}
            for code, kind in (
                ("706000", "income"),
                ("611000", "expense"),
                ("613000", "expense"),
                ("658000", "expense"),
            )
        ]
    )
    company.cae_levy_journal_id = env["account.journal"].create(
        {"name": "General", "code": "GEN", "type": "general"}
    )
    component = _create_scheme(env, company, accounts[3]).component_ids
    env.flush_all()
    # Rows made by SQL need no check of each of their keys.
    env.cr.execute("SET LOCAL session_replication_role = replica")
    _insert_activities(env, company, size)
    _insert_lines(env, company, accounts)
    _insert_levies(env, company, component)
    env.cr.execute("SET LOCAL session_replication_role = DEFAULT")
    env.cr.execute("ANALYZE account_analytic_line, cae_activity, cae_levy_run_line")
    env.invalidate_all()
    return company


def _create_scheme(env, company, account):
    natures = company._cae_natures()
    plan = env["cae.activity"]._get_analytic_plan()
    structure = env["account.analytic.account"].create(
        {"name": "Structure", "plan_id": plan.id, "company_id": company.id}
    )
    return env["cae.levy.scheme"].create(
        {
            "name": "Bench",
            "date_from": date(YEAR, 1, 1),
            "component_ids": [
                Command.create(
                    {
                        "code": "contribution",
                        "name": "Contribution",
                        "analytic_account_id": structure.id,
                        "account_id": account.id,
                        "base_nature_ids": [Command.link(natures["turnover"].id)],
                        "deducted_nature_ids": [
                            Command.link(natures["subcontracting"].id)
                        ],
                        "tier_ids": [Command.create({"amount_from": 0, "rate": RATE})],
                    }
                )
            ],
        }
    )


def _insert_activities(env, company, size):
    plan = env["cae.activity"]._get_analytic_plan()
    env.cr.execute(
        SQL(
            """
            WITH account AS (
                INSERT INTO account_analytic_account
                       (name, plan_id, root_plan_id, company_id, active, code)
                SELECT jsonb_build_object('en_US', 'Activity ' || number), %(plan)s,
                       %(plan)s, %(company)s, true, 'B' || number
                  FROM generate_series(1, %(size)s) number
             RETURNING id, code)
            INSERT INTO cae_activity (name, code, company_id, analytic_account_id,
                                      state, active, date_start)
            SELECT code, code, %(company)s, id, 'open', true, %(start)s FROM account
            """,
            plan=plan.id,
            company=company.id,
            size=size,
            start=date(YEAR - 1, 1, 1),
        )
    )


def _insert_lines(env, company, accounts):
    """Ten lines a month: sales, subcontracting and rents, multiples of 10 cents."""
    column = SQL.identifier(env["account.analytic.line"]._cae_activity_column())
    natures = company._cae_natures()
    env.cr.execute(
        SQL(
            """
            INSERT INTO account_analytic_line (name, date, amount, company_id,
                currency_id, general_account_id, %(column)s, cae_activity_id,
                cae_nature_id, category)
            SELECT 'Line', make_date(%(year)s, month, 1 + line * 2),
                   CASE WHEN line <= 5 THEN 1 ELSE -1 END
                       * (100 + (activity.id * 37 + month * 11 + line) %% 900 / 10.0),
                   %(company)s, %(currency)s,
                   (%(accounts)s)[kind], activity.analytic_account_id, activity.id,
                   (%(natures)s)[kind], 'other'
              FROM cae_activity activity
        CROSS JOIN generate_series(1, 12) month
        CROSS JOIN generate_series(1, %(lines)s) line
        CROSS JOIN LATERAL (SELECT CASE WHEN line <= 5 THEN 1
                                        WHEN line <= 7 THEN 2 ELSE 3 END) shape(kind)
             WHERE activity.company_id = %(company)s
            """,
            column=column,
            year=YEAR,
            company=company.id,
            currency=company.currency_id.id,
            accounts=accounts[:3].ids,
            natures=[
                natures[code].id for code in ("turnover", "subcontracting", "expense")
            ],
            lines=LINES,
        )
    )


def _insert_levies(env, company, component):
    """Eleven posted runs: 10 % of a base in tens of cents is exact to the cent."""
    env.cr.execute(
        SQL(
            """
            WITH run AS (
                INSERT INTO cae_levy_run (company_id, month, date, state)
                SELECT %(company)s, make_date(%(year)s, month, 1),
                       make_date(%(year)s, month, 28), 'posted'
                  FROM generate_series(1, 11) month
             RETURNING id, month, date)
            INSERT INTO cae_levy_run_line (run_id, run_state, run_month, run_date,
                company_id,
                activity_id, component_id, month, is_correction, amount, due_amount,
                levied_before)
            SELECT run.id, 'posted', run.month, run.date, %(company)s,
                   line.cae_activity_id, %(component)s, run.month, false,
                   SUM(line.amount) * %(rate)s / 100,
                   SUM(line.amount) * %(rate)s / 100, 0
              FROM account_analytic_line line
              JOIN run ON run.month = date_trunc('month', line.date)
             WHERE line.company_id = %(company)s AND line.cae_nature_id IN %(natures)s
          GROUP BY run.id, run.month, run.date, line.cae_activity_id
            """,
            company=company.id,
            year=YEAR,
            component=component.id,
            rate=RATE,
            natures=tuple(_bases(company).ids),
        )
    )


def _aggregate(env):
    return env.execute_query(
        SQL(
            """
            SELECT cae_activity_id, date_trunc('month', date), cae_nature_id,
                   SUM(amount)
              FROM account_analytic_line
             WHERE company_id = %s AND cae_activity_id IS NOT NULL
          GROUP BY 1, 2, 3
            """,
            env.company.id,
        )
    )


def _create(env, vals_list):
    """The same lines by the ORM alone, without the levy's columns."""
    names = ("cae_levy_run_id", "cae_levy_component_id")
    env["account.analytic.line"].create(
        [
            {name: value for name, value in vals.items() if name not in names}
            for vals in vals_list
        ]
    )
