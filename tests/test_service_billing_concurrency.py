# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Services billed and settled twice at the same time, on two real connections."""

import pytest

from tests.processes import environment, race

INVOICE = """
billing = env["cae.service.billing"].browse(record_id)
assert billing.state == "computed"
ready()
try:
    billing.action_invoice()
    env.flush_all()
    cr.commit()
    print("invoiced")
except UserError as error:
    cr.rollback()
    print("refused:", error)
"""
SETTLE = INVOICE.replace("cae.service.billing", "cae.service.settlement")


@pytest.fixture
def centre():
    """An agreement of IDEAL with an hour of 2090 and a flat fee; removed afterwards."""
    with environment() as env:
        env = _get_env(env)
        made = _create_agreement(env)
        ids = {name: records.ids for name, records in made.items()}
    yield ids
    with environment() as env:
        env = _get_env(env)
        _remove(env, ids)


def _get_env(env):
    company = env.ref("cae_demo.company_ideal")
    return env(context={**env.context, "allowed_company_ids": company.ids})


def _create_agreement(env):
    company = env.company
    journal = env["account.journal"].create(
        {"name": "Twice", "code": "TWICE", "type": "sale", "company_id": company.id}
    )
    partner = env.ref("cae_demo.ideal_partner_caisse")
    field = env["cae.expertise"].create({"name": "Twice", "code": "TWICE"})
    services = env["product.product"].create(
        [
            {
                "name": f"Twice {pricing}",
                "is_cae_service": True,
                "cae_expertise_id": field.id,
                "cae_pricing": pricing,
                "taxes_id": [],
                "company_id": company.id,
            }
            for pricing in ("cost", "flat")
        ]
    )
    rate = env["cae.service.rate"].create(
        {
            "name": "Twice",
            "date_from": "2020-01-01",
            "date_to": "2020-12-31",
            "expertise_ids": field.ids,
            "budget_cost": 80,
            "budget_hours": 2,
            "cost_ids": [(0, 0, {"name": "All", "amount": 100})],
        }
    )
    order = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "is_cae_agreement": True,
            "cae_start_date": "2020-01-01",
            "cae_end_date": "2020-12-31",
            "journal_id": journal.id,
            "order_line": [
                (0, 0, {"product_id": services[0].id}),
                (0, 0, {"product_id": services[1].id, "price_unit": 10}),
            ],
        }
    )
    order.action_confirm()
    task = order.order_line[0].task_id
    employee = env["hr.employee"].create({"name": "Twice", "company_id": company.id})
    time = env["account.analytic.line"].create(
        {
            "name": "Once",
            "date": "2020-05-05",
            "unit_amount": 2,
            "employee_id": employee.id,
            "task_id": task.id,
            "project_id": task.project_id.id,
        }
    )
    assert time.so_line == order.order_line[0]
    return {
        "sale.order": order,
        "account.analytic.line": time,
        "cae.service.rate": rate,
        "product.product": services,
        "cae.expertise": field,
        "account.journal": journal,
        "hr.employee": employee,
        "project.project": task.project_id,
    }


def _create_billings(env, centre, number):
    order = env["sale.order"].browse(centre["sale.order"])
    billings = env["cae.service.billing"].create(
        [
            {
                "name": f"Run {index}",
                "date_to": "2020-12-31",
                "partner_ids": order.partner_id.ids,
                "post": True,
            }
            for index in range(number)
        ]
    )
    billings.action_compute()
    return billings.ids


def _remove(env, ids):
    """The trace of a test is not one of the demonstration."""
    order = env["sale.order"].browse(ids["sale.order"])
    moves = env["account.move"].search([("journal_id", "in", ids["account.journal"])])
    runs = env["cae.service.billing"].search(
        [("partner_ids", "in", order.partner_id.ids)]
    )
    settlements = env["cae.service.settlement"].search(
        [("rate_ids", "in", ids["cae.service.rate"])]
    )
    moves.filtered(lambda move: move.state != "draft").button_draft()
    moves.with_context(force_delete=True).unlink()
    runs.sudo().write({"state": "cancelled"})
    settlements.sudo().write({"state": "draft"})
    runs.unlink()
    settlements.unlink()
    time = env["account.analytic.line"].search(
        [("so_line", "in", order.order_line.ids)]
    )
    time.unlink()
    tasks = order.order_line.task_id
    order._action_cancel()
    order.order_line.write({"task_id": False, "project_id": False})
    tasks.unlink()
    env["project.project"].browse(ids["project.project"]).unlink()
    order.unlink()
    for model in (
        "cae.service.rate",
        "product.product",
        "cae.expertise",
        "account.journal",
        "hr.employee",
    ):
        env[model].browse(ids[model]).exists().unlink()


def _answers(script, record_ids):
    answers = sorted(race(script, record_ids))
    assert answers[0] == "invoiced\n"
    assert answers[1].startswith("refused: ")
    assert "again" in answers[1] or "already" in answers[1]


@pytest.mark.parametrize("number", (1, 2), ids=("one", "two"))
def test_two_bill_at_once_one_set_of_invoices(centre, number):
    """The same run, then two runs of the same fee: one wins, the other is told."""
    with environment() as env:
        runs = _create_billings(_get_env(env), centre, number)
    _answers(INVOICE, (runs * 2)[:2])
    with environment() as env:
        order = env["sale.order"].browse(centre["sale.order"])
        time = env["account.analytic.line"].browse(centre["account.analytic.line"])
        assert len(order.invoice_ids) == 1
        # 2 hours at 40.00 and twelve months at 10.00; the second run has only these.
        assert order.invoice_ids.amount_untaxed in (200, 120)
        assert order.order_line[1].qty_invoiced == 12
        assert time.timesheet_invoice_id in (
            order.invoice_ids,
            time.timesheet_invoice_id.browse(),
        )


def test_two_settle_at_once_one_document(centre):
    with environment() as env:
        env = _get_env(env)
        runs = _create_billings(env, centre, 1)
        env["cae.service.billing"].browse(runs).action_invoice()
        settlement = env["cae.service.settlement"].create(
            {"name": "Twice", "rate_ids": centre["cae.service.rate"]}
        )
        settlement.action_compute()
        # 100.00 for 2 hours, of which 80.00 are invoiced.
        assert settlement.delta == 20
        settlement_id = settlement.id
    _answers(SETTLE, [settlement_id] * 2)
    with environment() as env:
        moves = env["cae.service.settlement"].browse(settlement_id)._get_moves()
        assert moves.mapped("amount_untaxed") == [20]
        moves.button_draft()
        moves.with_context(force_delete=True).unlink()
