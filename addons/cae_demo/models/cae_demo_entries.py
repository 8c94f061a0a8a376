# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models
from odoo.fields import Command

from ..kernel.plan import MONTHS


class CaeDemoLoader(models.AbstractModel):
    """Pay, grants and opening cash: entries of the cooperative itself."""

    _inherit = "cae.demo.loader"

    def _load_entries(self, entries, calendar):
        vals = {}
        for month in range(MONTHS + 1):
            pay_day, day = calendar.day(month, 27), calendar.day(month, 28)
            vals[f"move_pay_{month}"] = self._prepare_pay(entries, month, pay_day)
            vals[f"move_pay_{month}_bank"] = self._prepare_transfer(entries, month, day)
        vals["move_opening"] = self._prepare_opening(entries, calendar)
        day = calendar.day(entries.grant_month, 12)
        for territory, amount in entries.grants:
            vals[f"move_grant_{territory}"] = self._prepare_grant(
                entries, day, self._ref(f"territory_{territory}").name, amount
            )
        past = {
            name: values
            for name, values in vals.items()
            if values["date"] <= calendar.today
        }
        moves = self.env["account.move"].union(
            *self._make("account.move", past).values()
        )
        moves.action_post()
        due = self._get_due_accounts(entries)
        self._reconcile(
            [
                items
                for account, items in moves.line_ids.grouped("account_id").items()
                if account in due.values() and account.reconcile
            ]
        )

    def _get_due_accounts(self, entries):
        accounts = entries.accounts
        return self._accounts((accounts.pay_due, accounts.social_due))

    def _prepare_pay(self, entries, month, day):
        """The pay of a month: each activity bears the pay of its holders."""
        codes = entries.accounts
        accounts = self._accounts((codes.pay, codes.contributions))
        lines = []
        for pay in entries.month_pays(month):
            analytic = self._ref(f"account_{pay.activity}")
            lines += [
                self._prepare_item(accounts[codes.pay], pay.gross, analytic),
                self._prepare_item(
                    accounts[codes.contributions], entries.employer(pay), analytic
                ),
            ]
        lines += self._prepare_due(entries, month, -1)
        return self._prepare_entry(day, "general", f"Paie de {day:%m/%Y}", lines)

    def _prepare_transfer(self, entries, month, day):
        bank = self._journal("bank").default_account_id
        amount = entries.net(month) + entries.social(month)
        lines = [
            *self._prepare_due(entries, month, 1),
            self._prepare_item(bank, -amount),
        ]
        return self._prepare_entry(day, "bank", f"Virement de paie {day:%m/%Y}", lines)

    def _prepare_due(self, entries, month, sign):
        """What is due to the holders and to the collector of contributions."""
        accounts = self._get_due_accounts(entries)
        codes = entries.accounts
        return [
            self._prepare_item(accounts[codes.pay_due], sign * entries.net(month)),
            self._prepare_item(
                accounts[codes.social_due], sign * entries.social(month)
            ),
        ]

    def _prepare_opening(self, entries, calendar):
        """The cash that activities had on the eve of the first month."""
        (account,) = self._accounts((entries.accounts.carried,)).values()
        bank = self._journal("bank").default_account_id
        lines = [
            self._prepare_item(account, -amount, self._ref(f"account_{activity}"))
            for activity, amount in entries.opening
        ]
        total = sum(amount for _activity, amount in entries.opening)
        lines.append(self._prepare_item(bank, total))
        day = calendar.day(0) - timedelta(days=1)
        return self._prepare_entry(
            day, "general", "Reprise de la trésorerie des activités", lines
        )

    def _prepare_grant(self, entries, day, territory, amount):
        """The public support of a territory, which the structure receives."""
        (account,) = self._accounts((entries.accounts.grant,)).values()
        bank = self._journal("bank").default_account_id
        lines = [
            self._prepare_item(bank, amount),
            self._prepare_item(account, -amount, self._ref("account_structure")),
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
        """Values of a journal item, wholly on an analytic account if there is one."""
        vals = {"account_id": account.id, "balance": round(balance, 2)}
        if analytic:
            vals["analytic_distribution"] = {str(analytic.id): 100.0}
        return vals
