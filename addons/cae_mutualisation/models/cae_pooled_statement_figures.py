# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain


class CaePooledStatement(models.Model):
    """The figures of the pooled services, read from the structure's accounts."""

    _inherit = "cae.pooled.statement"

    def _refresh(self):
        self.line_ids.unlink()
        rows = []
        for statement in self:
            mine = statement.with_context(lang=statement._get_lang())._prepare_rows()
            totals = defaultdict(float)
            for row in mine:
                totals[row["section"]] += row["amount"]
            statement.write(
                {
                    f"{section}_total": statement.currency_id.round(totals[section])
                    for section in ("levy", "income", "cost")
                }
            )
            rows += mine
        self.env["cae.pooled.statement.line"].create(rows)

    def _prepare_rows(self):
        """Levies, then other income and costs by nature and general account."""
        self.ensure_one()
        before = self.date_from - relativedelta(days=1)
        previous = self.company_id.compute_fiscalyear_dates(before)
        amounts = {
            "amount": self._read_amounts(self.date_from, self.date_to),
            "previous_amount": self._read_amounts(**previous),
        }
        rows = []
        for key in sorted({**amounts["amount"], **amounts["previous_amount"]}):
            _section, _order, group, code, name = key
            values = {
                field: self.currency_id.round(found.get(key, 0.0))
                for field, found in amounts.items()
            }
            if any(values.values()):
                rows.append(
                    {
                        **values,
                        "statement_id": self.id,
                        "sequence": len(rows),
                        "section": ("levy", "income", "cost")[key[0]],
                        "nature": group,
                        "account_code": code,
                        "name": name,
                    }
                )
        return rows

    def _read_amounts(self, date_from, date_to):
        """``{(section, order, nature, account code, label): amount}``."""
        if not self.account_ids:
            return {}
        by_column = self.account_ids.grouped(
            lambda account: account.root_plan_id._column_name()
        )
        domain = Domain.OR(
            Domain(column, "in", accounts.ids) for column, accounts in by_column.items()
        ) & Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">=", date_from),
                ("date", "<=", date_to),
            ]
        )
        amounts = defaultdict(float)
        for component, nature, account, amount in (
            self.env["account.analytic.line"]
            .sudo()
            ._read_group(
                domain,
                ["cae_levy_component_id", "cae_nature_id", "general_account_id"],
                ["amount:sum"],
            )
        ):
            amounts[self._get_row_key(component, nature, account)] += amount
        return amounts

    def _get_row_key(self, component, nature, account):
        lang = {"lang": self.env.lang}
        if component or nature.code == "levy":
            name = (component or nature).with_context(**lang).display_name
            return (0, component.sequence or 0, "", "", name)
        account = account.with_context(**lang).with_company(self.company_id)
        return (
            1 if nature.sign == "1" else 2,
            nature.sequence or 0,
            nature.with_context(**lang).display_name or self.env._("Other"),
            account.code or "",
            account.name or self.env._("Without a general account"),
        )
