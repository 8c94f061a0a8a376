# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, formatLang

from ..kernel.key_total import totals_by_day
from ..kernel.sharing import Period, Value

# Parts of a percentage that nobody writes: thirds don't add up exactly.
TOLERANCE = Decimal("0.01")
# More days than this are not read.
SHOWN = 3
VALUE_GROUPS = (
    "cae_member.group_support,cae_member.group_accountant,cae_member.group_auditor"
)


# pylint: disable=consider-merging-classes-inherited
class CaeCostKey(models.Model):
    """What a key means in words, what waits to be validated, and who uses it."""

    _inherit = "cae.cost.key"

    unit = fields.Char(compute="_compute_unit")
    explanation = fields.Text(
        string="How It Works", compute="_compute_explanation", readonly=True
    )
    can_fill = fields.Boolean(
        string="Figures Can Be Taken Over",
        compute="_compute_can_fill",
        search="_search_can_fill",
    )
    value_count = fields.Integer(
        string="Number of Values",
        compute="_compute_value_count",
        groups=VALUE_GROUPS,
    )
    draft_count = fields.Integer(
        string="Values to Validate",
        compute="_compute_value_count",
        groups=VALUE_GROUPS,
    )
    pool_ids = fields.Many2many(
        "cae.cost.pool", string="Shared by It", compute="_compute_pool_ids"
    )
    pool_count = fields.Integer(string="Number of Pools", compute="_compute_pool_ids")
    percent_warning = fields.Text(
        compute="_compute_percent_warning", groups=VALUE_GROUPS
    )

    @api.depends("method", "company_id.currency_id")
    @api.depends_context("lang")
    def _compute_unit(self):
        units = {
            "fixed": "%",
            "posts": self.env._("posts"),
            "fte": self.env._("FTE"),
            "hours": self.env._("hours"),
            "surface": self.env._("m²"),
        }
        for key in self:
            money = key.method in ("payroll", "turnover")
            symbol = key.company_id.currency_id.symbol
            key.unit = symbol if money else units.get(key.method, "")

    @api.depends("method")
    @api.depends_context("lang")
    def _compute_explanation(self):
        texts = self._get_explanations()
        for key in self:
            key.explanation = texts.get(key.method, "")

    @api.model
    def _get_explanations(self):
        """`{method: how costs are shared by it, in words}`."""
        by_days = self.env._(
            "A value holds from its day until the next one: what changes during the "
            "year counts by days, and so do members who join or leave."
        )
        return {
            "equal": self.env._(
                "Every member pays the same. Who joins or leaves during the year pays "
                "for the days of its agreement. No values are needed."
            ),
            "fixed": self.env._(
                "Each member pays the percentage that was agreed. %(days)s If the "
                "percentages of a day don't make 100, costs are shared in proportion.",
                days=by_days,
            ),
            "posts": self.env._(
                "By the number of persons that each member employs. %(days)s",
                days=by_days,
            ),
            "fte": self.env._(
                "By the full-time equivalents of each member: a half-time post counts "
                "for 0.5. %(days)s",
                days=by_days,
            ),
            "payroll": self.env._(
                "By gross pay and employer contributions of each member. %(days)s",
                days=by_days,
            ),
            "turnover": self.env._(
                "By the turnover of each member. %(days)s", days=by_days
            ),
            "hours": self.env._(
                "By the hours worked for each member in the period: values dated in "
                "it are added up as they are, whatever the days of the agreement. "
                "Without hours a member pays nothing."
            ),
            "surface": self.env._(
                "By the square metres that each member uses. %(days)s", days=by_days
            ),
            "mixed": self.env._(
                "Several keys, each for its part of the costs: 60 % by FTE and 40 % "
                "in equal parts, for instance. The values are those of its parts."
            ),
        }

    @api.depends("method")
    def _compute_can_fill(self):
        methods = self._get_fill_methods()
        for key in self:
            key.can_fill = key.method in methods

    def _search_can_fill(self, operator, value):
        if operator != "in":
            return NotImplemented
        methods = Domain("method", "in", self._get_fill_methods())
        return methods if True in value else ~methods

    @api.depends("value_ids.state")
    def _compute_value_count(self):
        groups = self.env["cae.cost.key.value"]._read_group(
            [("key_id", "in", self.ids), ("state", "!=", "replaced")],
            ["key_id", "state"],
            ["__count"],
        )
        counts = {(key, state): count for key, state, count in groups}
        for key in self:
            draft = counts.get((key._origin, "draft"), 0)
            key.draft_count = draft
            key.value_count = draft + counts.get((key._origin, "validated"), 0)

    # === Pools === #

    @api.depends("component_ids.part_id")
    def _compute_pool_ids(self):
        """Pools whose usual key it is, or that agreements in force share by it."""
        pools = self.env["cae.cost.pool"]
        own, mixed = Domain("key_id", "in", self.ids), self._get_mixed()
        found = defaultdict(pools.browse)
        for pool in pools.search(own | Domain("key_id", "in", mixed.key_id.ids)):
            found[pool.key_id] |= pool
        lines = (
            self.env["cae.cost.agreement.line"]
            .sudo()
            ._read_group(
                self._get_use_domain() & self._get_in_force_domain(),
                ["key_id", "pool_id"],
            )
        )
        for key, pool in lines:
            found[key.with_env(self.env)] |= pool.with_env(self.env)
        for part in mixed:
            found[part.part_id] |= found[part.key_id]
        for key in self:
            key.pool_ids = found[key._origin]
            key.pool_count = len(key.pool_ids)

    def _get_mixed(self):
        return self.env["cae.cost.key.component"].search([("part_id", "in", self.ids)])

    # === Percentages === #

    @api.depends("method", "value_ids.amount", "value_ids.date_from", "value_ids.state")
    @api.depends_context("lang")
    def _compute_percent_warning(self):
        fixed = self.filtered(lambda key: key.method == "fixed")
        (self - fixed).percent_warning = False
        terms = fixed._read_terms()
        for key in fixed:
            days = [
                (day, total)
                for day, total in key._get_totals(terms.get(key._origin.id, {}))
                if total and abs(total - 100) >= TOLERANCE
            ]
            key.percent_warning = "\n".join(
                self.env._(
                    "From %(date)s on the percentages add up to %(total)s %%, not to "
                    "100: costs are shared in proportion.",
                    date=format_date(self.env, day),
                    total=formatLang(self.env, float(total)),
                )
                for day, total in days[-SHOWN:]
            )

    def _read_terms(self):
        """`{key id: {membership id: [Period]}}` of signed agreements."""
        lines = self.env["cae.cost.agreement.line"].sudo()
        keys = self._origin
        mixed = {}
        for part in keys._get_mixed():
            mixed.setdefault(part.key_id.id, []).append(part.part_id.id)
        found = {}
        for line in lines.search(
            keys._get_use_domain() & Domain("state", "in", ("signed", "ended"))
        ):
            term = Period(line.date_start, line.date_end or None)
            for key_id in (line.key_id.id, *mixed.get(line.key_id.id, ())):
                terms = found.setdefault(key_id, {})
                terms.setdefault(line.membership_id.id, []).append(term)
        return found

    def _get_totals(self, terms):
        """The total of the members on each day; without agreement they count too."""
        self.ensure_one()
        values = {}
        # A draft shows what it would make, instead of the validated one of its day.
        live = self.value_ids.filtered(
            lambda value: value.date_from and value.membership_id
        )
        for value in live.sorted(lambda value: value.state == "draft"):
            days = values.setdefault(value.membership_id._origin.id, {})
            days[value.date_from] = Decimal(f"{value.amount:.4f}")
        return totals_by_day(
            (
                [Value(day, amount) for day, amount in days.items()],
                terms.get(member_id) or [Period(min(days))],
            )
            for member_id, days in values.items()
        )

    # === Actions === #

    def action_view_values(self):
        """The values of this key, ready for another one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_key_value_action"
        )
        return {
            **action,
            "domain": [("key_id", "=", self.id)],
            "context": {"default_key_id": self.id},
        }

    def action_view_drafts(self):
        """Those that wait to be validated."""
        action = self.action_view_values()
        context = {**action["context"], "search_default_to_validate": 1}
        return {**action, "context": context}

    def action_view_pools(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Pools Shared by %(key)s", key=self.name),
            "res_model": "cae.cost.pool",
            "view_mode": "list,form",
            "domain": [("id", "in", self.pool_ids.ids)],
        }

    def action_fill(self):
        """Take over the figures of this key."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_key_fill_action"
        )
        return {**action, "context": {"default_key_ids": self.ids}}
