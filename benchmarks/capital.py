# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The share register of 1,000 and 11,000 members, three movements each.

The floor of an answer as of a date is one SQL window query over the same rows; that
of a verification is reading the rows and hashing them.
"""

import hashlib
from datetime import date
from time import perf_counter

from odoo.tools import SQL

from benchmarks._measure import compare

SIZES = (1_000, 11_000)
DATES = (date(2024, 1, 1), date(2024, 6, 1), date(2025, 1, 1))
AS_OF = date(2024, 12, 31)


def run(env, report):
    """Measure each size in a company of its own; the copy is dropped afterwards."""
    compare(env, report, SIZES, _prepare, _get_subjects)


def _get_subjects(env, company):
    """`{subject: (floor, measured)}`."""
    movements = env["cae.share.movement"]
    return {
        "register as of a date": (
            lambda: _window(env, company),
            lambda: movements.register_at(company, AS_OF),
        ),
        "capital as of a date": (
            lambda: _total(env, company),
            lambda: movements.capital_at(company, AS_OF),
        ),
        "highest capital": (
            lambda: _running(env, company),
            lambda: movements.highest_capital(company),
        ),
        "verification": (
            lambda: _hash_rows(env, company),
            lambda: movements.verify_register(company),
        ),
    }


def _prepare(env, size):
    """A company with `size` members who hold shares since three dates."""
    company = env["res.company"].create(
        {
            "name": f"Bench {size}",
            "country_id": env.ref("base.fr").id,
            "currency_id": env.ref("base.EUR").id,
        }
    )
    env.user.company_ids |= company
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    share_class = env["cae.share.class"].create(
        {"name": "Shares", "nominal_value": 20, "company_id": company.id}
    )
    category = env["cae.member.category"].create(
        {"name": "Worker", "company_id": company.id}
    )
    partners = env["res.partner"].create(
        [{"name": f"Member {index}"} for index in range(size)]
    )
    members = env["cae.membership"].create(
        [
            {
                "partner_id": partner.id,
                "company_id": company.id,
                "category_id": category.id,
                "state": "member",
                "admission_date": DATES[0],
            }
            for partner in partners
        ]
    )
    rows = env["cae.share.movement"].create(
        [
            member._prepare_movement_vals("subscription", share_class, 2, day)
            for day in DATES
            for member in members
        ]
    )
    start = perf_counter()
    rows.action_post()
    env.flush_all()
    print(f"{len(rows)} rows numbered and sealed in {perf_counter() - start:.1f} s")
    env.cr.execute("ANALYZE cae_share_movement, cae_membership, res_partner")
    return company


def _window(env, company):
    return env.execute_query_dict(
        SQL(
            """SELECT * FROM (
                SELECT membership_id, share_class_id, date,
                    SUM(quantity) OVER w AS quantity, SUM(amount) OVER w AS amount,
                    ROW_NUMBER() OVER (PARTITION BY membership_id, share_class_id
                        ORDER BY date DESC, id DESC) AS rank
                FROM cae_share_movement
                WHERE company_id = %s AND state = 'posted' AND date <= %s
                WINDOW w AS (PARTITION BY membership_id, share_class_id
                    ORDER BY date, id)
            ) held WHERE rank = 1""",
            company.id,
            AS_OF,
        )
    )


def _total(env, company):
    return env.execute_query(
        SQL(
            """SELECT SUM(amount) FROM cae_share_movement
            WHERE company_id = %s AND state = 'posted' AND date <= %s""",
            company.id,
            AS_OF,
        )
    )


def _running(env, company):
    return env.execute_query(
        SQL(
            """SELECT MAX(total) FROM (
                SELECT SUM(amount) OVER (ORDER BY date) AS total
                FROM cae_share_movement
                WHERE company_id = %s AND state = 'posted') running""",
            company.id,
        )
    )


def _hash_rows(env, company):
    rows = env.execute_query(
        SQL(
            """SELECT m::text FROM cae_share_movement m
            WHERE company_id = %s AND state = 'posted' ORDER BY number""",
            company.id,
        )
    )
    return [hashlib.sha256(row.encode()).digest() for (row,) in rows]
