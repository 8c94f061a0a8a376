# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import asdict, astuple
from datetime import timedelta

from odoo import models
from odoo.fields import Command

from ..kernel.plan import MONTHS


class CaeDemoLoader(models.AbstractModel):
    """Pay, grants and opening cash: entries of the cooperative itself."""

    _inherit = "cae.demo.loader"

    def _load_entries(self, entries, calendar):
        found = self._accounts(astuple(entries.accounts))
        accounts = {
            name: found[code] for name, code in asdict(entries.accounts).items()
        }
        vals = {"move_opening": self._prepare_opening(entries, accounts, calendar)}
        for month in range(MONTHS + 1):
            name = f"move_pay_{month}"
            vals[name] = self._prepare_pay(
                entries, accounts, month, calendar.day(month, 27)
            )
            vals[f"{name}_bank"] = self._prepare_transfer(
                entries, accounts, month, calendar.day(month, 28)
            )
        day = calendar.day(entries.grant_month, 12)
        for territory, amount in entries.grants:
            name = self._ref(f"territory_{territory}").name
            vals[f"move_grant_{territory}"] = self._prepare_grant(
                accounts, day, name, amount
            )
        past = {
            name: values
            for name, values in vals.items()
            if values["date"] <= calendar.today
        }
        moves = self._post_entries(list(past.values()))
        self._name_records(dict(zip(past, moves, strict=True)))
        due = accounts["pay_due"] | accounts["social_due"]
        items = moves.line_ids.filtered(
            lambda line: line.account_id in due and line.account_id.reconcile
        )
        self._reconcile(list(items.grouped("account_id").values()))

    def _post_entries(self, vals_list):
        """Entries need none of the lines that Odoo adds to invoices."""
        moves = self.env["account.move"].with_context(skip_invoice_sync=True)
        moves = moves.create(vals_list)
        moves.action_post()
        return moves.with_env(self.env)

    def _prepare_pay(self, entries, accounts, month, day):
        """The pay of a month: each activity bears the pay of its holders."""
        lines = []
        for pay in entries.month_pays(month):
            analytic = self._ref(f"account_{pay.activity}")
            lines += [
                self._prepare_item(accounts["pay"], pay.gross, analytic),
                self._prepare_item(
                    accounts["contributions"], entries.employer(pay), analytic
                ),
            ]
        lines += self._prepare_due(entries, accounts, month, -1)
        return self._prepare_entry(day, "general", f"Paie de {day:%m/%Y}", lines)

    def _prepare_transfer(self, entries, accounts, month, day):
        bank = self._journal("bank").default_account_id
        amount = entries.net(month) + entries.social(month)
        lines = [
            *self._prepare_due(entries, accounts, month, 1),
            self._prepare_item(bank, -amount),
        ]
        return self._prepare_entry(day, "bank", f"Virement de paie {day:%m/%Y}", lines)

    def _prepare_due(self, entries, accounts, month, sign):
        """What is due to the holders and to the collector of contributions."""
        return [
            self._prepare_item(accounts["pay_due"], sign * entries.net(month)),
            self._prepare_item(accounts["social_due"], sign * entries.social(month)),
        ]

    def _prepare_opening(self, entries, accounts, calendar):
        """The cash that activities had on the eve of the first month."""
        bank = self._journal("bank").default_account_id
        lines = [
            self._prepare_item(
                accounts["carried"], -amount, self._ref(f"account_{activity}")
            )
            for activity, amount in entries.opening
        ]
        total = sum(amount for _activity, amount in entries.opening)
        lines.append(self._prepare_item(bank, total))
        day = calendar.day(0) - timedelta(days=1)
        return self._prepare_entry(
            day, "general", "Reprise de la trésorerie des activités", lines
        )

    def _prepare_grant(self, accounts, day, territory, amount):
        """The public support of a territory, which the structure receives."""
        bank = self._journal("bank").default_account_id
        lines = [
            self._prepare_item(bank, amount),
            self._prepare_item(
                accounts["grant"], -amount, self._ref("account_structure")
            ),
        ]
        label = f"Subvention de fonctionnement {day:%Y}, {territory}"
        return self._prepare_entry(day, "bank", label, lines)

    def _prepare_entry(self, day, journal_type, label, lines):
        return {
            "move_type": "entry",
            "date": day,
            "journal_id": self._journal(journal_type).id,
            "ref": label,
            "line_ids": [Command.create({"name": label, **values}) for values in lines],
        }

    def _prepare_item(self, account, balance, analytic=None):
        """Values of a journal item, wholly on an analytic account or on none."""
        return {
            "account_id": account.id,
            "balance": round(balance, 2),
            # Odoo looks for a distribution where there is no value.
            "analytic_distribution": {str(analytic.id): 100.0} if analytic else False,
        }
