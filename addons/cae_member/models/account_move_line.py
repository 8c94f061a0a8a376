# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import float_compare


def _get_account_ids(distribution):
    """The identifiers of the analytic accounts of a distribution, as text.

    >>> sorted(_get_account_ids({"1,2": 60.0, "3": 40.0}))
    ['1', '2', '3']
    """
    parts = {part for key in distribution or {} for part in key.split(",")}
    return {part for part in parts if part.isdigit()}


def _swap_account(distribution, former, new):
    """`distribution` with the account `former` replaced, or dropped for none.

    >>> _swap_account({"1": 100.0}, "1", "9")
    {'9': 100.0}
    >>> _swap_account({"1,2": 100.0}, "1", None)
    {'2': 100.0}
    """
    swapped = {}
    for key, percent in distribution.items():
        accounts = [new if part == former else part for part in key.split(",")]
        new_key = ",".join(account for account in accounts if account)
        if new_key:
            swapped[new_key] = swapped.get(new_key, 0.0) + percent
    return swapped


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _compute_analytic_distribution(self):
        before = {line: line.analytic_distribution or {} for line in self}
        result = super()._compute_analytic_distribution()
        self._fill_activity_distribution(before)
        return result

    def _takes_activity_distribution(self):
        """Invoiced lines; on a miscellaneous entry, income and expense."""
        self.ensure_one()
        if self.move_id.is_invoice(include_receipts=True):
            return self.display_type == "product"
        return self.account_id.internal_group in ("income", "expense")

    def _fill_activity_distribution(self, before):
        """Complete the lines that were empty, or on the activity of their document.

        Core replaces a distribution by that of a model (product, account…): the
        activity stays unless the model chooses another account of the same plan.
        All lines at once: `_related_analytic_distribution` costs a query a line.
        """
        filled = {}
        for line in self:
            activity = line.move_id.activity_id
            if not activity or not line._takes_activity_distribution():
                continue
            share = activity._get_analytic_distribution()
            if not before[line] or share.keys() & _get_account_ids(before[line]):
                filled[line] = share
        plans = self._get_root_plans(filled)
        for line, share in filled.items():
            current = line.analytic_distribution or {}
            accounts = _get_account_ids(current)
            taken = {plans.get(account) for account in accounts}
            if not taken & {plans.get(account) for account in share}:
                line.analytic_distribution = share | current

    def _get_root_plans(self, filled):
        """The root plan of each account concerned: `{account id as text: plan id}`."""
        ids = set()
        for line, share in filled.items():
            ids |= _get_account_ids(line.analytic_distribution) | share.keys()
        accounts = self.env["account.analytic.account"].sudo()
        accounts = accounts.browse(int(account) for account in ids).exists()
        return {str(account.id): account.root_plan_id.id for account in accounts}

    def _filter_activity_distribution(self, activity):
        """The lines that are wholly on the account of `activity`."""
        if not activity:
            return self.browse()
        (account,) = activity._get_analytic_distribution()
        digits = self.env["decimal.precision"].precision_get("Percentage Analytic")

        def is_wholly_on(line):
            shares = (line.analytic_distribution or {}).items()
            total = sum(share for key, share in shares if account in key.split(","))
            return float_compare(total, 100, precision_digits=digits) == 0

        return self.filtered(is_wholly_on)

    def _replace_activity_distribution(self, former, activity):
        """Move the lines of `former` to `activity` and fill the empty ones with it."""
        target = activity._get_analytic_distribution() if activity else {}
        new = next(iter(target), None)
        by_value = {}
        for line in self.filtered(lambda line: line._takes_activity_distribution()):
            current = line.analytic_distribution
            if not current:
                wanted = target
            elif line._filter_activity_distribution(former):
                (old,) = former._get_analytic_distribution()
                wanted = _swap_account(current, old, new)
            else:
                continue
            if wanted != (current or {}):
                key = tuple(sorted(wanted.items()))
                by_value[key] = by_value.get(key, self.browse()) | line
        for items, lines in by_value.items():
            lines.analytic_distribution = dict(items) or False
