# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models
from odoo.fields import Command

from ..kernel.art_entries import (
    GRANT_MONTH,
    GRANTS,
    OPENING_CASH,
    net,
    pays,
    social,
)
from ..kernel.plan import MONTHS

PAY, CONTRIBUTIONS, PAY_DUE, SOCIAL_DUE = "641100", "645100", "421000", "431000"
GRANT, CARRIED = "741000", "110000"


class CaeDemoLoader(models.AbstractModel):
    """Artefacts: pay and grants, which are entries of the cooperative itself."""

    _inherit = "cae.demo.loader"

    def _load_art_entries(self, calendar):
        vals = {}
        for month in range(MONTHS + 1):
            name = f"move_pay_{month}"
            vals[name] = self._prepare_pay(month, calendar.day(month, 27))
            vals[f"{name}_bank"] = self._prepare_transfer(
                month, calendar.day(month, 28)
            )
        vals["move_opening"] = self._prepare_opening(calendar)
        day = calendar.day(GRANT_MONTH, 12)
        for territory, amount in GRANTS.items():
            name = self._ref(f"territory_{territory}").name
            vals[f"move_grant_{territory}"] = self._prepare_grant(day, name, amount)
        past = {
            name: values
            for name, values in vals.items()
            if values["date"] <= calendar.today
        }
        moves = self.env["account.move"].union(
            *self._make("account.move", past).values()
        )
        moves.action_post()
        due = self._accounts((PAY_DUE, SOCIAL_DUE)).values()
        for account, items in moves.line_ids.grouped("account_id").items():
            if account in due:
                items.reconcile()

    def _prepare_pay(self, month, day):
        """The pay of a month: each activity bears the pay of its holders."""
        accounts = self._accounts((PAY, CONTRIBUTIONS, PAY_DUE, SOCIAL_DUE))
        lines = []
        for pay in pays(month):
            analytic = self._ref(f"account_{pay.activity}")
            lines += [
                self._prepare_item(accounts[PAY], pay.gross, analytic),
                self._prepare_item(accounts[CONTRIBUTIONS], pay.employer, analytic),
            ]
        lines += [
            self._prepare_item(accounts[PAY_DUE], -net(month)),
            self._prepare_item(accounts[SOCIAL_DUE], -social(month)),
        ]
        return self._prepare_entry(day, "general", f"Paie de {day:%m/%Y}", lines)

    def _prepare_transfer(self, month, day):
        accounts = self._accounts((PAY_DUE, SOCIAL_DUE))
        bank = self._journal("bank").default_account_id
        lines = [
            self._prepare_item(accounts[PAY_DUE], net(month)),
            self._prepare_item(accounts[SOCIAL_DUE], social(month)),
            self._prepare_item(bank, -net(month) - social(month)),
        ]
        return self._prepare_entry(day, "bank", f"Virement de paie {day:%m/%Y}", lines)

    def _prepare_opening(self, calendar):
        """The cash that activities had on the eve of the first month."""
        account = self._accounts((CARRIED,))[CARRIED]
        bank = self._journal("bank").default_account_id
        lines = [
            self._prepare_item(account, -amount, self._ref(f"account_{activity}"))
            for activity, amount in OPENING_CASH.items()
        ]
        lines.append(self._prepare_item(bank, sum(OPENING_CASH.values())))
        day = calendar.day(0) - timedelta(days=1)
        return self._prepare_entry(
            day, "general", "Reprise de la trésorerie des activités", lines
        )

    def _prepare_grant(self, day, territory, amount):
        """The public support of a territory, which the structure receives."""
        account = self._accounts((GRANT,))[GRANT]
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
