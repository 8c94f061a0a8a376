# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import format_date, formatLang


# pylint: disable=consider-merging-classes-inherited
class CaeDuesRule(models.Model):
    """The steps of the arithmetic in the words of the reader's language."""

    _inherit = "cae.dues.rule"

    def _explain(self, result):
        """One line of text for each step that led to the amount."""
        self.ensure_one()
        words = {
            "fixed": self._explain_fixed,
            "unit": self._explain_unit,
            "percent": self._explain_percent,
            "tier": self._explain_tier,
            "discount": self._explain_discount,
            "months": self._explain_prorata,
            "days": self._explain_prorata,
            "minimum": self._explain_limit,
            "maximum": self._explain_limit,
            "zero": self._explain_limit,
            "absent": self._explain_absent,
        }
        return "\n".join(words[term.code](term) for term in result.terms)

    def _format_money(self, amount):
        return formatLang(self.env, float(amount), currency_obj=self.currency_id)

    def _format_number(self, number):
        """As few decimals as it takes: 3, 12.5."""
        digits = max(0, -number.normalize().as_tuple().exponent)
        return formatLang(self.env, float(number), digits=min(digits, 4))

    def _format_base(self, base, number):
        if base == "fte":
            return self.env._("%(count)s FTE", count=self._format_number(number))
        if base == "posts":
            return self.env._("%(count)s posts", count=self._format_number(number))
        return self._format_money(number)

    def _explain_fixed(self, term):
        return self.env._(
            "Fixed amount: %(amount)s", amount=self._format_money(term.amount)
        )

    def _explain_unit(self, term):
        values = term.values
        return self.env._(
            "%(count)s × %(unit)s = %(amount)s",
            count=self._format_base(values["base"], values["count"]),
            unit=self._format_money(values["unit"]),
            amount=self._format_money(term.amount),
        )

    def _explain_percent(self, term):
        values = term.values
        labels = dict(self._fields["percent_base"]._description_selection(self.env))
        return self.env._(
            "%(percent)s %% of %(base)s (%(figure)s) = %(amount)s",
            percent=self._format_number(values["percent"]),
            base=labels[values["base"]],
            figure=self._format_money(values["of"]),
            amount=self._format_money(term.amount),
        )

    def _explain_tier(self, term):
        values = term.values
        start = self._format_base(values["base"], values["start"])
        if not values["rate"]:
            return self.env._(
                "Tier from %(start)s on: %(amount)s",
                start=start,
                amount=self._format_money(term.amount),
            )
        rate = (
            f"{self._format_number(values['rate'])} %"
            if values["base"] == "turnover"
            else self._format_money(values["rate"])
        )
        parts = {
            "start": start,
            "part": self._format_base(values["base"], values["part"]),
            "rate": rate,
            "amount": self._format_money(term.amount),
        }
        if values["amount"]:
            return self.env._(
                "Tier from %(start)s on: %(fixed)s + %(part)s × %(rate)s = %(amount)s",
                fixed=self._format_money(values["amount"]),
                **parts,
            )
        return self.env._(
            "Tier from %(start)s on: %(part)s × %(rate)s = %(amount)s", **parts
        )

    def _explain_reason(self, reason):
        if reason == "first_year":
            return self.env._("first year of membership")
        if reason == "small":
            return self.env._(
                "at most %(limit)s FTE", limit=formatLang(self.env, self.small_limit)
            )
        return reason

    def _explain_discount(self, term):
        reason = self._explain_reason(term.values["reason"])
        percent = self._format_number(term.values["percent"])
        amount = self._format_money(term.amount)
        if reason:
            return self.env._(
                "Reduction of %(percent)s %% (%(reason)s): %(amount)s",
                percent=percent,
                reason=reason,
                amount=amount,
            )
        return self.env._(
            "Reduction of %(percent)s %%: %(amount)s", percent=percent, amount=amount
        )

    def _explain_prorata(self, term):
        values = {
            "count": term.values["count"],
            "of": term.values["of"],
            "start": format_date(self.env, term.values["start"]),
            "end": format_date(self.env, term.values["end"]),
            "amount": self._format_money(term.amount),
        }
        if term.code == "months":
            return self.env._(
                "Pro rata %(count)s/%(of)s months (%(start)s to %(end)s): %(amount)s",
                **values,
            )
        return self.env._(
            "Pro rata %(count)s/%(of)s days (%(start)s to %(end)s): %(amount)s",
            **values,
        )

    def _explain_limit(self, term):
        limit = self._format_money(term.values["limit"])
        if term.code == "maximum":
            return self.env._("Lowered to the maximum of %(limit)s", limit=limit)
        return self.env._("Raised to the minimum of %(limit)s", limit=limit)

    def _explain_absent(self, _term):
        return self.env._("Not a member in this period")
