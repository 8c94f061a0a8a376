# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import float_compare

from odoo.addons.cae_member.models.cae_membership import ADMITTED_STATES

from .cae_cost_key import WORKFORCE_FIELDS

DIGITS = 4


class Figure(NamedTuple):
    """What a record of a member says that it weighs from a day on."""

    amount: float
    source: str
    workforce_id: int | bool = False


class Planned(NamedTuple):
    """What taking over a figure would do; `value` is the one there is, if any."""

    status: str
    key: models.Model
    membership_id: int
    date: date
    figure: Figure | None
    value: models.Model


# pylint: disable=consider-merging-classes-inherited
class CaeCostKey(models.Model):
    """Values taken from what members and employees recorded, never typed twice."""

    _inherit = "cae.cost.key"

    @api.model
    def _get_fill_methods(self):
        """The methods whose figures are recorded somewhere; other addons add theirs."""
        return tuple(WORKFORCE_FIELDS)

    def _get_fill_span(self, year):
        """The first and the last day from which figures of a year hold.

        :param year: the year that the figures tell about
        """
        self.ensure_one()
        day = date(year + self.year_offset, 1, 1)
        return day, day

    def _read_figures(self, year):
        """The figures recorded for a year, whoever looks.

        :param year: the year that they tell about
        :return: `{key: {membership id: {day: Figure}}}`; other addons add to it
        """
        keys = self.filtered(lambda key: key.method in WORKFORCE_FIELDS)
        result = {key: {} for key in keys}
        found = (
            self.env["cae.workforce"]
            .sudo()
            .search_fetch(
                [
                    ("company_id", "in", keys.company_id.ids),
                    ("year", "=", year),
                    ("state", "=", "validated"),
                ],
                ["membership_id", "company_id", *WORKFORCE_FIELDS.values()],
            )
            .grouped(lambda workforce: workforce.company_id.id)
        )
        for key in keys:
            name = WORKFORCE_FIELDS[key.method]
            day, _last = key._get_fill_span(year)
            for workforce in found.get(key.company_id.id, ()):
                figure = Figure(workforce[name], "workforce", workforce.id)
                result[key][workforce.membership_id.id] = {day: figure}
        return result

    # === Plan === #

    def _plan_fill(self, year, everyone=False):
        """What taking over the figures of a year would do; nothing is written.

        :param everyone: the members of the company, else those with an agreement
        :return: `[Planned]`; `status`: create, update (a value to validate), propose
            (instead of a validated one), same, typed (kept), missing (no figure)
        """
        keys = self.filtered(lambda key: key.method in self._get_fill_methods())
        figures = keys._read_figures(year)
        current = keys._read_current(year)
        members = keys._read_members(year, everyone)
        return [
            planned
            for key in keys
            for member_id in members[key]
            for planned in key._plan_member(
                year,
                member_id,
                figures[key].get(member_id, {}),
                current[key].get(member_id, {}),
            )
        ]

    def _plan_member(self, year, member_id, figures, current):
        """Days of a key and a member.

        :param figures: `{day: Figure}`
        :param current: `{day: {state: value}}`
        """
        self.ensure_one()
        first, _last = self._get_fill_span(year)
        none = self.env["cae.cost.key.value"]
        for day in sorted(figures.keys() | current.keys()) or [first]:
            values = current.get(day, {})
            figure = figures.get(day)
            value = values.get("draft") or values.get("validated") or none
            typed = any(found.source == "typed" for found in values.values())
            if not figure and value.source == "timesheet":
                # The time was deleted, or moved to another month.
                figure = Figure(0, "timesheet")
            if figure and value and not self._differs(figure, value):
                status = "same"
            elif typed:
                status = "typed"
            elif not figure:
                status = "missing"
            elif not value:
                status = "create"
            else:
                status = "update" if value.state == "draft" else "propose"
            yield Planned(status, self, member_id, day, figure, value)

    @api.model
    def _differs(self, figure, value):
        return bool(float_compare(figure.amount, value.amount, DIGITS))

    def _read_current(self, year):
        """`{key: {membership id: {day: {state: value}}}}` of drafts and validated."""
        spans = {key: key._get_fill_span(year) for key in self}
        result = {key: {} for key in self}
        domain = Domain.OR(
            Domain("key_id", "=", key.id)
            & Domain("date_from", ">=", first)
            & Domain("date_from", "<=", last)
            for key, (first, last) in spans.items()
        )
        found = self.env["cae.cost.key.value"].search_fetch(
            domain & Domain("state", "in", ("draft", "validated")),
            ["key_id", "membership_id", "date_from", "amount", "source", "state"],
        )
        for value in found:
            days = result[value.key_id].setdefault(value.membership_id.id, {})
            days.setdefault(value.date_from, {})[value.state] = value
        return result

    def _read_members(self, year, everyone):
        """`{key: [membership id]}` by name: who shares by it in the year it is for."""
        found = {key: set() for key in self}
        if everyone:
            by_company = dict(
                self.env["cae.membership"]._read_group(
                    [
                        ("company_id", "in", self.company_id.ids),
                        ("state", "in", ADMITTED_STATES),
                    ],
                    ["company_id"],
                    ["id:array_agg"],
                )
            )
            for key in self:
                found[key].update(by_company.get(key.company_id, ()))
        for key, line in self._read_lines():
            target = key._get_fill_span(year)[0].year
            if line.date_start <= date(target, 12, 31) and (
                not line.date_end or line.date_end >= date(target, 1, 1)
            ):
                found[key].add(line.membership_id.id)
        members = self.env["cae.membership"].sudo().browse(set().union(*found.values()))
        order = members.sorted(lambda member: (member.partner_id.name or "", member.id))
        return {key: [id_ for id_ in order.ids if id_ in found[key]] for key in self}

    def _read_lines(self):
        """`(key, line of an agreement)`, also by a mixed key; drafts count too."""
        users = {key.id: [key] for key in self}
        for part in self._get_mixed():
            users.setdefault(part.key_id.id, []).append(part.part_id)
        lines = (
            self.env["cae.cost.agreement.line"]
            .sudo()
            .search_fetch(
                self._get_use_domain() & Domain("state", "!=", "cancelled"),
                ["key_id", "membership_id", "date_start", "date_end"],
            )
        )
        for line in lines:
            for key in users[line.key_id.id]:
                yield key, line

    # === Writing === #

    def _fill(self, year, everyone=False):
        """Take over the figures of a year as values to validate; never twice.

        :return: the values created, and those that were changed
        """
        plan = self._plan_fill(year, everyone)
        values = self.env["cae.cost.key.value"]
        created = values.with_context(mail_create_nolog=True).create(
            [
                {
                    "key_id": planned.key.id,
                    "membership_id": planned.membership_id,
                    "date_from": planned.date,
                    **planned.figure._asdict(),
                }
                for planned in plan
                if planned.status in ("create", "propose")
            ]
        )
        updates = [planned for planned in plan if planned.status == "update"]
        changed = values.concat(*(planned.value for planned in updates))
        changed.check_access("write")
        # Drafts of the plan: checked at once, not one by one.
        silent = changed.sudo().with_context(tracking_disable=True)
        for value, planned in zip(silent, updates, strict=True):
            value.write(planned.figure._asdict())
        return created.with_env(self.env), changed
