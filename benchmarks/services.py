# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Services billed and routed: 100,000 timesheets of 1,000 lines, 1,000 requests.

The floor is Odoo's own: as many invoices with as many lines, created in one batch and
posted, without any timesheet. Both write what the ORM has in mind to the database.
"""

import os
from time import perf_counter

from benchmarks._measure import create_and_post, once, rolled_back, set_up_sales


def _sizes(name, default):
    """Sizes from the environment; empty: none, the subject is left out."""
    return [int(size) for size in os.environ.get(name, default).split(",") if size]


TIMESHEETS = _sizes("SERVICE_SIZES", "10000,100000")
LINES = int(os.environ.get("SERVICE_LINES", "1000"))
REQUESTS = _sizes("SERVICE_REQUESTS", "100,1000")
PROFESSIONALS = 100
FIELDS = 15
# A run also computes, checks and links: it may cost so many times the bare invoices.
MAXIMUM = 3.0


def run(env, report):
    """Measure each size in a company of its own; the copy is dropped afterwards."""
    env = env(context={**env.context, "tracking_disable": True})
    ratios = []
    for size in TIMESHEETS:
        own, lines = _prepare(env, size)
        _add_time(own, lines, size)
        floor, measured = _measure_billing(own, lines, size)
        report("services billed", size, floor, measured)
        ratios.append(measured / floor)
    for size in REQUESTS:
        own, lines = _prepare(env, size)
        floor, measured = _measure_routing(own, lines, size)
        report("requests routed", size, floor, measured)
    print(f"at most {MAXIMUM} times the floor: {', '.join(f'{r:.2f}' for r in ratios)}")
    assert all(ratio <= MAXIMUM for ratio in ratios), "the billing is too slow"


# === A centre === #


def _prepare(env, size):
    """A company with professionals, services and agreements of LINES lines."""
    company = env["res.company"].create(
        {
            "name": f"Services {size} {perf_counter()}",
            "country_id": env.ref("base.fr").id,
            "currency_id": env.ref("base.EUR").id,
        }
    )
    env.user.company_ids |= company
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    set_up_sales(env, company)
    fields = env["cae.expertise"].create(
        [{"name": f"Field {index}"} for index in range(FIELDS)]
    )
    services = env["product.product"].create(
        [
            {
                "name": f"Service {index}",
                "is_cae_service": True,
                "cae_expertise_id": field.id,
                "cae_pricing": "cost" if index % 3 else "hourly",
                "list_price": 50,
                "taxes_id": [],
                "company_id": company.id,
            }
            for index, field in enumerate(fields)
        ]
    )
    env["cae.service.rate"].create(
        {
            "name": "All",
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "expertise_ids": fields.ids,
            "budget_cost": 100000,
            "budget_hours": 2000,
        }
    )
    professionals = env["cae.professional"].create(
        [
            {
                "name": f"Professional {index}",
                "expertise_ids": (fields[index % FIELDS] + fields[index % 7]).ids,
            }
            for index in range(PROFESSIONALS)
        ]
    )
    return env, _create_agreements(env, company, services, professionals)


def _create_agreements(env, company, services, professionals):
    """Two lines an agreement, on one project: the time is what is measured."""
    partners = env["res.partner"].create(
        [{"name": f"Member {index}", "is_company": True} for index in range(LINES // 2)]
    )
    category = env["cae.member.category"].create({"name": "Member"})
    env["cae.membership"].create(
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
    orders = env["sale.order"].create(
        [
            {
                "partner_id": partner.id,
                "is_cae_agreement": True,
                "cae_start_date": "2026-01-01",
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": services[(index + part) % FIELDS].id,
                            "cae_professional_id": professionals[
                                (index + part) % PROFESSIONALS
                            ].id,
                        },
                    )
                    for part in (0, 1)
                ],
            }
            for index, partner in enumerate(partners)
        ]
    )
    # Tasks and projects are nobody's cost here: one project takes all the time.
    orders.write({"state": "sale"})
    env.flush_all()
    return orders.order_line


def _add_time(env, lines, size):
    """Time on the lines in turn, by SQL: only what the billing reads."""
    company = env.company
    project = env["project.project"].create(
        {"name": "Time", "allow_timesheets": True, "allow_billable": True}
    )
    env.flush_all()
    env.cr.execute(
        """
        INSERT INTO account_analytic_line
               (name, date, unit_amount, amount, company_id, product_uom_id, so_line,
                order_id, project_id, account_id, employee_id, currency_id,
                create_date, write_date)
        SELECT 'Work ' || n, DATE '2026-01-01' + n %% 28, 0.25 + n %% 8 / 4.0, 0, %s,
               %s, l.id, l.order_id, %s, %s, p.employee_id, %s, NOW(), NOW()
          FROM generate_series(0, %s - 1) n
          JOIN (SELECT id, order_id, cae_professional_id,
                       row_number() OVER (ORDER BY id) - 1 AS place
                  FROM sale_order_line WHERE id = ANY(%s)) l
            ON l.place = n %% %s
          JOIN cae_professional p ON p.id = l.cae_professional_id
        """,
        (
            company.id,
            company.project_time_mode_id.id or env.ref("uom.product_uom_hour").id,
            project.id,
            project.account_id.id or None,
            company.currency_id.id,
            size,
            lines.ids,
            len(lines),
        ),
    )
    assert env.cr.rowcount == size
    env.cr.execute("ANALYZE account_analytic_line, sale_order_line")
    env.invalidate_all()
    env.add_to_compute(lines._fields["qty_delivered"], lines)
    env.flush_all()


# === Measures === #


def _measure_billing(env, lines, size):
    floor = _create_floor(env, lines)
    billing = env["cae.service.billing"].create(
        {"name": "January", "date_to": "2026-01-31", "invoice_date": "2026-02-01"}
    )
    computed = once(env, billing.action_compute)
    assert (billing.line_count, billing.timesheet_count) == (len(lines), size)
    invoiced = once(env, billing.action_invoice)
    assert billing.move_count == len(lines.order_id)
    assert not env["account.analytic.line"].search_count(
        [("so_line", "in", lines.ids), ("cae_move_line_id", "=", False)]
    )
    print(
        f"{size} timesheets: computed in {computed:.1f} s, invoiced in "
        f"{invoiced:.1f} s, Odoo's own invoices {floor:.1f} s",
        flush=True,
    )
    return floor, computed + invoiced


def _measure_routing(env, lines, size):
    orders = lines.order_id
    requests = env["cae.service.request"].create(
        [
            {
                "partner_id": orders[index % len(orders)].partner_id.id,
                "need": "Help",
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Need",
                            "expertise_id": lines[
                                index % FIELDS * 2 % len(lines)
                            ].product_id.cae_expertise_id.id,
                        },
                    )
                ],
            }
            for index in range(size)
        ]
    )
    floor = _create_floor(env, lines[:size])
    measured = once(env, requests.line_ids.action_route)
    assert len(requests.line_ids.filtered("candidate_ids")) == size
    print(
        f"{size} lines among {PROFESSIONALS} professionals: {measured:.1f} s, as many "
        f"invoice lines {floor:.1f} s",
        flush=True,
    )
    return floor, measured


def _create_floor(env, lines):
    """Seconds of Odoo's own creation of as many invoices and lines; undone."""
    vals_list = [
        {
            "move_type": "out_invoice",
            "partner_id": order.partner_id.id,
            "invoice_date": "2026-02-01",
            "invoice_line_ids": [
                (
                    0,
                    0,
                    {
                        "name": line.name,
                        "product_id": line.product_id.id,
                        "quantity": 1,
                        "price_unit": 50,
                        "tax_ids": [],
                    },
                )
                for line in order_lines
            ],
        }
        for order, order_lines in lines.grouped("order_id").items()
    ]
    # What the first invoice of a process reads once is nobody's cost.
    rolled_back(env, lambda: create_and_post(env, vals_list[:1]))
    return rolled_back(env, lambda: create_and_post(env, vals_list))
