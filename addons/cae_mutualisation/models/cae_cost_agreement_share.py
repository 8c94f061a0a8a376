# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import dataclass
from fractions import Fraction

from odoo import api, fields, models

from ..kernel import sharing
from ..kernel.sharing import Period
from .cae_cost_key import DATED_METHODS

# States of the agreements that a share is foreseen by.
FORESEEN = ("draft", "sent", "signed", "ended")


@dataclass
class PresentShare:
    """What a member weighs in a pool on a day.

    `values` is `{key: value or None}` of the parts of the key; `share` its part of
    the whole, None when it is only known at the end of the year; `keys` are those by
    which others share the pool on that day.
    """

    values: dict
    share: Fraction | None
    keys: list


# pylint: disable=consider-merging-classes-inherited
class CaeCostAgreement(models.Model):
    """What members weigh today, for the text, and what to look at before sending."""

    _inherit = "cae.cost.agreement"

    warning = fields.Text(string="To Check", compute="_compute_warning")

    def _get_share_day(self):
        """The first day, or today once it runs, or the last one."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        day = max(self.date_start or today, today)
        return min(day, self.date_end) if self.date_end else day

    def _get_shares(self):
        """`{line: PresentShare}`; two queries for each day on which they begin."""
        shares = {}
        for day, agreements in self.grouped(lambda one: one._get_share_day()).items():
            lines = agreements.line_ids.filtered(lambda one: one.pool_id and one.key_id)
            shares |= self._read_shares(lines, Period(day, day))
        return shares

    @api.model
    def _read_shares(self, lines, day):
        engine = self.env["cae.cost.engine"].sudo()
        # Those that wait for a signature too: else who is asked first pays it all.
        terms = engine._read_terms(lines.pool_id.sudo(), day, FORESEEN)
        keys = dict.fromkeys(lines.key_id.sudo(), {})
        values = engine._read_values({None: keys}, day)
        return {
            line: self._read_share(line, terms.get(line.pool_id, {}), values, day)
            for line in lines
        }

    @api.model
    def _read_share(self, line, terms, values, day):
        own = line.agreement_id.membership_id._origin.id
        members = {own, *(member for found in terms.values() for member in found)}
        parts, shown = [], {}
        for key, coefficient in line.key_id.sudo()._get_parts():
            dated = values[key.id]
            weights = {
                member: key._weigh(dated[member], [day], day) for member in members
            }
            parts.append((coefficient, weights))
            if key.method in DATED_METHODS:
                shown[key] = dated[own][-1].amount if dated[own] else None
        counted_later = any(
            key.method == "hours" for key, _part in line.key_id.sudo()._get_parts()
        )
        share = None if counted_later else sharing.mix(parts).get(own, Fraction(0))
        others = [
            key
            for key, found in terms.items()
            if key != line.key_id and set(found) - {own}
        ]
        return PresentShare(shown, share, others)

    @api.depends(
        "state",
        "date_start",
        "date_end",
        "membership_id",
        "line_ids.pool_id",
        "line_ids.key_id",
        "line_ids.exemption_reason_id",
    )
    @api.depends_context("lang")
    def _compute_warning(self):
        open_ones = self.filtered(lambda one: one.state in ("draft", "sent"))
        (self - open_ones).warning = False
        shares = open_ones._get_shares()
        for agreement in open_ones:
            texts = [
                text
                for line in agreement.line_ids
                for text in line._get_warnings(shares.get(line))
            ]
            texts += agreement.line_ids._get_exemption_warnings()
            agreement.warning = "\n".join(dict.fromkeys(texts))
