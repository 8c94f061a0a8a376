# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from odoo import models
from odoo.fields import Command

from ..kernel.life import Days

PAID_AFTER = 24
MONTHS_A_YEAR = 12
# The real costs of the year, in % of what members were asked at the provisional rate.
REAL_COSTS = (("Salaires et charges", 88), ("Locaux, matériel et logiciels", 15))


class CaeDemoLoader(models.AbstractModel):
    """The rates of services at cost, the bills of each month, and a settlement."""

    _inherit = "cae.demo.loader"

    def _load_service_rates(self, centre):
        """Once: a cost group for each service at cost, this year and the last."""
        found = [item for item in centre.services if item.pricing == "cost"]
        if self._has(f"service_rate_{found[0].key}_1"):
            return
        hours = self._read_service_hours()
        self._make(
            "cae.service.rate",
            {
                f"service_rate_{item.key}_{ago}": self._prepare_rate(item, ago, hours)
                for item in found
                for ago in (1, 0)
            },
        )

    def _prepare_rate(self, item, ago, hours):
        """Budgeted by the price of the catalogue; dearer in reality."""
        year = self._today().year - ago
        service = self._ref(f"service_{item.key}").product_tmpl_id
        price = service.list_price
        served = hours.get((service, year), 0.0)
        budget = round(served * MONTHS_A_YEAR / self._today().month) + 100
        return {
            "name": f"{service.name} {year}",
            "company_id": self.env.company.id,
            "date_from": date(year, 1, 1),
            "date_to": date(year, 12, 31),
            "service_ids": [Command.set(service.ids)],
            "budget_hours": budget,
            "budget_cost": budget * price,
            "cost_ids": [
                Command.create({"name": name, "amount": served * price * percent / 100})
                for name, percent in REAL_COSTS
                if served
            ],
        }

    def _read_service_hours(self):
        """`{(service, year): hours}` recorded for members."""
        rows = self.env["account.analytic.line"]._read_group(
            [
                ("company_id", "=", self.env.company.id),
                ("so_line.order_id.is_cae_agreement", "=", True),
                ("project_id", "!=", False),
            ],
            ["so_line", "date:year"],
            ["unit_amount:sum"],
        )
        hours = {}
        for line, year, found in rows:
            key = line.product_id.product_tmpl_id, year.year
            hours[key] = hours.get(key, 0.0) + found
        return hours

    # === Billing === #

    def _load_service_billing(self, centre):
        """Once: the months that were over some time ago, most of them paid."""
        if self._has("service_billing_1"):
            return
        first = max(item.start for item in centre.agreements)
        moves = self.env["account.move"]
        for rank, ago in enumerate(
            range(first, centre.waiting_months - 1, -1), start=1
        ):
            moves += self._bill_month(rank, ago)
        self._name_records(
            {f"move_service_{rank}": move for rank, move in enumerate(moves, start=1)}
        )
        self._pay_service_invoices(moves)

    def _bill_month(self, rank, ago):
        """The invoices of a month, made and posted on the first day of the next."""
        days = Days(self._today())
        after = days.ago(ago - 1, 1)
        name = f"service_billing_{rank}"
        run = self._make(
            "cae.service.billing",
            {
                name: {
                    "name": f"Services {days.ago(ago, 1):%m/%Y}",
                    "company_id": self.env.company.id,
                    "date_to": after - timedelta(days=1),
                    "invoice_date": after,
                    "post": True,
                }
            },
        )[name]
        run.action_compute()
        if run.line_ids:
            run.action_invoice()
        return run.line_ids.move_id

    def _pay_service_invoices(self, moves):
        """Members pay in time; half of those of the last invoices have not paid yet."""
        items = self._open_items(moves)
        last = max(items.move_id.mapped("invoice_date"))
        waiting = items.filtered(lambda item: item.move_id.invoice_date == last)[::2]
        today = self._today()
        entries, pairs = self._enter_payments(
            [
                (min(day, today), item, None)
                for item in items - waiting
                for day in [item.move_id.invoice_date + timedelta(days=PAID_AFTER)]
            ]
        )
        self._reconcile([pair for found in pairs.values() for pair in found])
        self._name_records(
            {f"move_bank_services_{entry.date:%Y%m%d}": entry for entry in entries}
        )

    def _load_service_settlement(self, centre):
        """Once: what the year would be settled at if it ended today; not invoiced."""
        if self._has("service_settlement"):
            return
        rates = [
            self._ref(f"service_rate_{item.key}_0")
            for item in centre.services
            if item.pricing == "cost"
        ]
        served = self.env["cae.service.rate"].union(*rates).filtered("cost_ids")
        settlement = self._make(
            "cae.service.settlement",
            {
                "service_settlement": {
                    "name": f"Régularisation {self._today().year}",
                    "company_id": self.env.company.id,
                    "rate_ids": [Command.set(served.ids)],
                }
            },
        )["service_settlement"]
        settlement.action_compute()
