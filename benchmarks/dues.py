# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A dues campaign of 1,000 and 11,000 members, computed and called, without mail.

The floor is Odoo's own: as many invoices with the same lines, created in one batch and
posted by `action_post`. Both write what the ORM has in mind to the database.
"""

import os

from benchmarks._measure import create_and_post, once, rolled_back, set_up_sales

SIZES = tuple(map(int, os.environ.get("DUES_SIZES", "1000,11000").split(",")))
MAXIMUM = 1.2


def run(env, report):
    """Measure each size in a company of its own; the copy is dropped afterwards."""
    env = env(context={**env.context, "tracking_disable": True})
    ratios = []
    for size in SIZES:
        company = _prepare(env, size)
        own = env(context={**env.context, "allowed_company_ids": company.ids})
        _warm_up(own)
        floor, measured = _measure(own, size)
        report("dues campaign", size, floor, measured)
        ratios.append(measured / floor)
    print(f"at most {MAXIMUM} times the floor: {', '.join(f'{r:.2f}' for r in ratios)}")
    assert ratios[-1] <= MAXIMUM, "the campaign is too slow"


def _prepare(env, size):
    """A company with a chart of its own, `size` members and their figures."""
    company = env["res.company"].create(
        {
            "name": f"Dues {size}",
            "country_id": env.ref("base.fr").id,
            "currency_id": env.ref("base.EUR").id,
        }
    )
    env.user.company_ids |= company
    env = env(context={**env.context, "allowed_company_ids": company.ids})
    account = set_up_sales(env, company)
    rule = env["cae.dues.rule"].create(
        {
            "name": "Dues",
            "code": "DUES",
            "fixed_amount": 100,
            "unit_amount": 20,
            "prorata": "months",
            "first_year_discount": 50,
            "account_id": account.id,
        }
    )
    category = env["cae.member.category"].create(
        {"name": "Member", "dues_rule_id": rule.id}
    )
    partners = env["res.partner"].create(
        [{"name": f"Member {index}"} for index in range(size)]
    )
    members = env["cae.membership"].create(
        [
            {
                "partner_id": partner.id,
                "category_id": category.id,
                "state": "member",
                "admission_date": "2026-05-12" if index % 9 == 0 else "2020-01-01",
            }
            for index, partner in enumerate(partners)
        ]
    )
    env["cae.workforce"].create(
        [
            {
                "membership_id": member.id,
                "year": 2025,
                "posts": index % 40 + 1,
                "fte": (index % 40 + 1) * 0.75,
                "state": "validated",
            }
            for index, member in enumerate(members)
        ]
    )
    env.flush_all()
    env.cr.execute("ANALYZE cae_membership, cae_workforce, res_partner")
    return company


def _warm_up(env):
    """What the first invoice of a process reads once is nobody's cost."""
    vals = {
        "move_type": "out_invoice",
        "partner_id": env["res.partner"].create({"name": "Warm up"}).id,
        "invoice_date": "2026-01-01",
        "invoice_line_ids": [(0, 0, {"name": "Warm up", "price_unit": 1})],
    }
    account = env["account.account"].search([("code", "=", "706000")], limit=1)
    vals["invoice_line_ids"][0][2]["account_id"] = account.id
    env["account.move"].create(vals).action_post()
    env.flush_all()


def _measure(env, size):
    campaign = env["cae.dues.campaign"].create(
        {
            "name": "Dues 2026",
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "invoice_date": "2026-02-01",
            "date_due": "2026-03-31",
        }
    )
    computed = once(env, campaign.action_compute)
    assert campaign.to_call_count == size
    vals_list = campaign.sudo().line_ids._prepare_moves_vals()
    for vals in vals_list:
        del vals["dues_line_id"]
    floor = rolled_back(env, lambda: create_and_post(env, vals_list))
    called = once(env, campaign.action_call)
    assert (campaign.called_count, campaign.move_count) == (size, size)
    print(
        f"{size} members: computed in {computed:.1f} s, called in {called:.1f} s, "
        f"Odoo's own invoices {floor:.1f} s",
        flush=True,
    )
    return floor, computed + called
