# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Five years of 1,000 and 11,000 persons, with two or three contracts each.

The floor is the plain query: the months of each version of a contract, counted.
"""

from datetime import date, timedelta

from psycopg2.extras import Json

from odoo.tools import SQL

from odoo.addons.cae_member.kernel.term import ONE_DAY, add_months

from benchmarks._measure import compare

SIZES = (1_000, 11_000)
FIRST, LAST = "2021-01-01", "2025-12-31"


def run(env, report):
    """Measure each size in a company of its own; the copy is dropped afterwards."""
    compare(env, report, SIZES, _prepare, _get_subjects)


def _get_subjects(env, company):
    """`{subject: (floor, measured)}`."""
    people = env["cae.person.report"]
    domain = [
        ("company_id", "=", company.id),
        ("month", ">=", FIRST),
        ("month", "<=", LAST),
    ]
    measures = ["active_count:sum", "entered:sum", "returned:sum", "left:sum"]
    wizard = env["cae.person.report.print"].create(
        {"company_id": company.id, "date_from": "2025-01-01", "date_to": LAST}
    )

    def read(groupby):
        return lambda: people._read_group(domain, groupby, measures)

    def floor():
        return _count_months(env, company)

    return {
        "people by month": (floor, read(["month:month"])),
        "people by month and kind": (floor, read(["month:month", "kind"])),
        "people by sex and age": (floor, read(["sex", "age_bracket"])),
        "first page of a month": (
            floor,
            lambda: people.search_fetch(
                [("company_id", "=", company.id), ("month", "=", "2025-12-01")],
                ["month", "partner_id", "kind", "age_bracket", "active_count"],
                limit=80,
            ),
        ),
        "workbook for funders": (floor, wizard._make_workbook),
    }


def _prepare(env, size):
    """A company with `size` persons: CAPE, then CESA; every third came back later.

    Copies of one person, made by SQL: it is their reading that is measured.
    """
    company = env["res.company"].create(
        {"name": f"Bench {size}", "country_id": env.ref("base.fr").id}
    )
    env.user.company_ids |= company
    env.user.group_ids |= env.ref("hr.group_hr_manager")
    territory = env["cae.territory"].create(
        {"name": "Here", "code": "H", "company_id": company.id}
    )
    employee = env["hr.employee"].create(
        {"name": "Model", "company_id": company.id, "date_version": "2019-01-01"}
    )
    activity = env["cae.activity"].create(
        {"name": "Model", "company_id": company.id, "territory_id": territory.id}
    )
    env.flush_all()
    persons = [{"name": f"Person {index}"} for index in range(size)]
    partners = _clone(env, "res_partner", employee.work_contact_id.id, persons)
    employees = _clone(
        env,
        "hr_employee",
        employee.id,
        [
            {
                "name": f"Person {index}",
                "work_contact_id": partner,
                "current_version_id": None,
                "user_id": None,
                "birthday": f"{1960 + index % 45}-05-17",
            }
            for index, partner in enumerate(partners)
        ],
    )
    versions = [
        {
            "employee_id": employee_id,
            "sex": ("female", "male")[index % 2],
            "cae_activity_id": activity.id,
            "date_version": str(first),
            "contract_date_start": str(first),
            "contract_date_end": last and str(last),
            "contract_type_id": contract_type.id,
        }
        for index, employee_id in enumerate(employees)
        for contract_type, first, last in _make_terms(env, index)
    ]
    _clone(env, "hr_version", employee.version_id.id, versions)
    _make_members(env, company, activity, partners)
    env.cr.execute("ANALYZE")
    print(f"{size} persons, {len(versions)} contracts")
    return company


def _make_members(env, company, activity, partners):
    """Every person holds an activity, half of them are members."""
    category = env["cae.member.category"].create(
        {"name": "Worker", "company_id": company.id}
    )
    partner = env["res.partner"].create({"name": "Model"})
    holder = env["cae.activity.holder"].create(
        {"activity_id": activity.id, "partner_id": partner.id}
    )
    member = env["cae.membership"].create(
        {
            "partner_id": partner.id,
            "company_id": company.id,
            "category_id": category.id,
            "state": "member",
            "admission_date": "2024-01-01",
        }
    )
    env.flush_all()
    _clone(env, "cae_activity_holder", holder.id, [{"partner_id": p} for p in partners])
    _clone(
        env,
        "cae_membership",
        member.id,
        [{"partner_id": p, "number": None} for p in partners[::2]],
    )


def _make_terms(env, index):
    """A CAPE of a year, then a CESA; every third person was away for a few days."""
    cape = env.ref("cae_member.contract_type_cape")
    cesa = env.ref("cae_member.contract_type_cesa")
    start = date(2021 + index % 3, index % 12 + 1, 1)
    middle, end = add_months(start, 12), add_months(start, 24)
    first = (cape, start, middle - ONE_DAY)
    if index % 3:
        return [first, (cesa, middle, None)]
    back = end + timedelta(days=10)
    return [first, (cesa, middle, end - ONE_DAY), (cesa, back, None)]


def _clone(env, table, record_id, rows):
    """Copies of a row with other values: their ids."""
    return [
        found
        for (found,) in env.execute_query(
            SQL(
                """
                INSERT INTO %(table)s
                SELECT (jsonb_populate_record(
                    model, row.vals || jsonb_build_object(
                        'id', nextval(pg_get_serial_sequence(%(name)s, 'id'))))).*
                  FROM %(table)s model,
                       jsonb_array_elements(%(rows)s) WITH ORDINALITY row(vals, rank)
                 WHERE model.id = %(id)s
              ORDER BY row.rank
             RETURNING id
                """,
                table=SQL.identifier(table),
                name=table,
                rows=Json(rows),
                id=record_id,
            )
        )
    ]


def _count_months(env, company):
    return env.execute_query(
        SQL(
            """
            SELECT month, COUNT(*)
              FROM hr_version version
        CROSS JOIN LATERAL generate_series(
                   date_trunc('month', version.contract_date_start),
                   COALESCE(version.contract_date_end, CURRENT_DATE),
                   interval '1 month') month
             WHERE version.company_id = %s
               AND month BETWEEN %s AND %s
          GROUP BY month
            """,
            company.id,
            FIRST,
            LAST,
        )
    )
