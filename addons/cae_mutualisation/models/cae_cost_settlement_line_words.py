# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import format_amount, formatLang

from .cae_cost_key import DATED_METHODS


# pylint: disable=consider-merging-classes-inherited
class CaeCostSettlementLine(models.Model):
    """The arithmetic of a share as one would tell it to a member."""

    _inherit = "cae.cost.settlement.line"

    balance = fields.Monetary(
        compute="_compute_balance",
        help="Share less provisions: to pay; below zero, given back.",
    )
    words = fields.Text(string="In Words", compute="_compute_words")

    @api.depends("amount", "provisional")
    def _compute_balance(self):
        for line in self:
            line.balance = line.amount - line.provisional

    @api.depends("detail", "shared", "amount", "provisional")
    @api.depends_context("lang")
    def _compute_words(self):
        found = {id_ for line in self for id_, *_ in line.detail or []}
        keys = self.env["cae.cost.key"].sudo().browse(found).exists()
        names = {key.id: key for key in keys}
        for line in self:
            line.words = " ".join(line._tell(names))

    def _tell(self, keys):
        """Sentences: the cost, who weighs what, the share, and what is left."""
        self.ensure_one()
        yield self.env._(
            "%(pool)s cost %(amount)s net.",
            pool=self.pool_id.sudo().name,
            amount=self._money(self.shared),
        )
        parts = [part for part in self.detail or [] if part[0] in keys]
        for key_id, coefficient, weight, total in parts:
            yield self._tell_part(keys[key_id], coefficient, weight, total)
        if parts:
            yield self.env._(
                "In all %(percent)s %% of %(shared)s: %(amount)s.",
                percent=formatLang(self.env, self.percent),
                shared=self._money(self.shared),
                amount=self._money(self.amount),
            )
        else:
            yield self.env._("No agreement weighs in these days: nothing is owed.")
        yield self._tell_balance()

    def _tell_part(self, key, coefficient, weight, total):
        """What the weight is made of: a value on average, days or hours."""
        values = {"by": self._tell_key(key, coefficient)}
        if key.method in DATED_METHODS:
            days = (self.settlement_id.date_to - self.settlement_id.date_from).days + 1
            return self.env._(
                "%(by)s: %(own)s on average over %(days)s days, of "
                "%(all)s for all the members.",
                own=formatLang(self.env, float(weight) / days),
                all=formatLang(self.env, float(total) / days),
                days=days,
                **values,
            )
        values.update(own=self._format_weight(weight), all=self._format_weight(total))
        if key.method == "equal":
            return self.env._(
                "%(by)s: %(own)s days of agreement, of %(all)s for all the members.",
                **values,
            )
        return self.env._("%(by)s: %(own)s of %(all)s for all the members.", **values)

    def _tell_key(self, key, coefficient):
        """By which key, and how much it counts when there are several."""
        if coefficient == "1":
            return self.env._("By %(key)s", key=key.name)
        over, _slash, under = coefficient.partition("/")
        percent = 100 * int(over) / int(under or 1)
        digits = 0 if percent == int(percent) else 2
        return self.env._(
            "%(percent)s %% by %(key)s",
            percent=formatLang(self.env, percent, digits=digits),
            key=key.name,
        )

    def _tell_balance(self):
        called = self._money(self.provisional)
        left = self._money(abs(self.balance))
        if self.currency_id.is_zero(self.balance):
            return self.env._("Provisions of %(called)s were called.", called=called)
        if self.currency_id.is_zero(self.provisional):
            return self.env._(
                "No provision was called: %(left)s is to be paid.",
                left=self._money(self.balance),
            )
        if self.balance > 0:
            return self.env._(
                "Less provisions of %(called)s, %(left)s is to be paid.",
                called=called,
                left=left,
            )
        return self.env._(
            "Provisions of %(called)s were called: %(left)s is given back.",
            called=called,
            left=left,
        )

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)
