# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited
from odoo import models

from ..kernel import levy


class CaeLevyComponent(models.Model):
    _inherit = "cae.levy.component"

    def _describe(self):
        """One levy in words: rates and their base, amounts, floor and cap."""
        self.ensure_one()
        parts = [self._describe_rates(), *self._describe_amounts()]
        if self.audience == "members":
            parts.append(self.env._("for activities of members"))
        elif self.audience == "others":
            parts.append(self.env._("for activities of non-members"))
        terms = "; ".join(filter(None, parts))
        return self.env._("%(levy)s: %(terms)s.", levy=self.name, terms=terms)

    def _describe_rates(self):
        """``10 % of turnover, less subcontracting, when invoiced``, or nothing."""
        tiers = self.tier_ids.sorted("amount_from")
        if not tiers:
            return ""
        base = self._list_names(self.base_nature_ids)
        if self.deducted_nature_ids:
            base = self.env._(
                "%(base)s less %(deducted)s",
                base=base,
                deducted=self._list_names(self.deducted_nature_ids),
            )
        if len(tiers) == 1 and not tiers.amount_from:
            rates = f"{self._format_rate(tiers.rate)} %"
        else:
            rates = self._describe_tiers(tiers)
        if self.recognition == "collected":
            return self.env._(
                "%(rates)s of: %(base)s, when paid", rates=rates, base=base
            )
        return self.env._(
            "%(rates)s of: %(base)s, when invoiced", rates=rates, base=base
        )

    def _describe_tiers(self, tiers):
        """``11 % from 0 €, 9 % from 20 000 € a year, each rate on its own band``."""
        rates = ", ".join(
            self.env._(
                "%(rate)s %% from %(amount)s",
                rate=self._format_rate(tier.rate),
                amount=self._format_money(tier.amount_from),
            )
            for tier in tiers
        )
        modes = dict(self._fields["tier_mode"]._description_selection(self.env))
        return self.env._(
            "%(rates)s (%(period)s, %(mode)s)",
            rates=rates,
            period=self._describe_period(self.tier_period),
            mode=modes[self.tier_mode].lower(),
        )

    def _describe_period(self, period):
        if period == levy.YEAR:
            return self.env._("for a year")
        return self.env._("for a month")

    def _describe_amounts(self):
        """Fixed amounts, offset, floor and cap, those that are set."""
        money = self._format_money
        per_floor = self._describe_period(self.floor_period)
        per_cap = self._describe_period(self.cap_period)
        texts = (
            self.fixed_amount
            and self.env._("%s for each month of presence", money(self.fixed_amount)),
            self.no_turnover_fee
            and self.env._(
                "%s for a month without turnover", money(self.no_turnover_fee)
            ),
            self.offset_amount
            and self.env._("%s added for a year", money(self.offset_amount)),
            self.floor
            and self.env._(
                "at least %(money)s %(per)s", money=money(self.floor), per=per_floor
            ),
            self.cap
            and self.env._(
                "at most %(money)s %(per)s", money=money(self.cap), per=per_cap
            ),
        )
        return [text for text in texts if text]

    def _list_names(self, natures):
        return ", ".join(natures.mapped("display_name")).lower()

    def _format_money(self, amount):
        return self.currency_id.format(amount)

    def _format_rate(self, rate):
        """``10`` or ``13,5``, without zeros that say nothing."""
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        text = lang.format("%.4f", rate)
        point = lang.decimal_point
        return text.rstrip("0").rstrip(point) if point in text else text
