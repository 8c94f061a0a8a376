# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..kernel import levy

PERIODS = [(levy.YEAR, "Year"), (levy.MONTH, "Month")]


class CaeLevyComponent(models.Model):
    """One levy of a scheme: its base, its tiers, its fixed amounts."""

    _name = "cae.levy.component"
    _description = "Levy Component"
    _order = "scheme_id, sequence, id"
    _check_company_auto = True

    scheme_id = fields.Many2one(
        "cae.levy.scheme", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="scheme_id.company_id", store=True)
    currency_id = fields.Many2one(related="scheme_id.currency_id")
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, help="Short code, e.g. contribution.")
    name = fields.Char(string="Label", required=True, translate=True)
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        string="Destination",
        required=True,
        check_company=True,
        domain="[('id', 'not in', activity_account_ids)]",
        help="The structure's analytic account that receives the levy.",
    )
    activity_account_ids = fields.Many2many(
        "account.analytic.account", compute="_compute_activity_account_ids"
    )
    account_id = fields.Many2one(
        "account.account",
        string="General Account",
        required=True,
        check_company=True,
        help="Shown on both analytic lines of the levy. The general ledger does not "
        "move: the levy stays inside the cooperative.",
    )
    audience = fields.Selection(
        [
            ("all", "Every activity"),
            ("members", "Activities of members"),
            ("others", "Activities of non-members"),
        ],
        string="Applies to",
        default="all",
        required=True,
        help="An activity is of members in a month when all its holders are members on "
        "the last day of the month. Two levies of different rates, one for members and "
        "one for the others, make a lower scale for members.",
    )
    base_nature_ids = fields.Many2many(
        "cae.ledger.nature",
        "cae_levy_component_base_rel",
        string="Base",
        check_company=True,
    )
    deducted_nature_ids = fields.Many2many(
        "cae.ledger.nature",
        "cae_levy_component_deducted_rel",
        string="Less",
        check_company=True,
        help="Natures taken off the base, e.g. subcontracting and big purchases.",
    )
    recognition = fields.Selection(
        [("invoiced", "When invoiced"), ("collected", "When paid")],
        default="invoiced",
        required=True,
        help="When paid: in proportion of the payments of each document, at the date "
        "of the payment.",
    )
    tier_ids = fields.One2many(
        "cae.levy.tier", "component_id", string="Rates", copy=True
    )
    tier_mode = fields.Selection(
        [
            (levy.MARGINAL, "Each rate on its own band"),
            (levy.SLAB, "The rate reached on the whole base"),
        ],
        default=levy.MARGINAL,
        required=True,
    )
    tier_period = fields.Selection(PERIODS, default=levy.YEAR, required=True)
    offset_amount = fields.Monetary(
        string="Yearly Offset",
        help="Added to the tiers, a twelfth each month; negative for an allowance.",
    )
    floor = fields.Monetary(help="Least amount of the period. Zero: no floor.")
    floor_period = fields.Selection(PERIODS, default=levy.YEAR, required=True)
    cap = fields.Monetary(help="Most amount of the period. Zero: no cap.")
    cap_period = fields.Selection(PERIODS, default=levy.YEAR, required=True)
    fixed_amount = fields.Monetary(
        string="Fixed per Month", help="Added each month of presence."
    )
    no_turnover_fee = fields.Monetary(
        string="Fee without Turnover",
        help="Added for a month of presence without turnover.",
    )
    allow_negative = fields.Boolean(
        default=True,
        help="A negative base gives a negative levy. Otherwise it gives none, and "
        "lowers the levy of the same period only.",
    )

    _code_uniq = models.UniqueIndex(
        "(scheme_id, code)", "A levy's code is unique in its scheme."
    )

    @api.depends("company_id")
    def _compute_activity_account_ids(self):
        activities = self.env["cae.activity"].sudo().with_context(active_test=False)
        for company, components in self.grouped("company_id").items():
            found = activities.search([("company_id", "=", company.id)])
            components.activity_account_ids = found.analytic_account_id

    @api.constrains("analytic_account_id")
    def _check_analytic_account_id(self):
        plan = self.env["cae.activity"]._get_analytic_plan()
        for component in self:
            account = component.analytic_account_id
            if account.root_plan_id != plan:
                raise ValidationError(
                    self.env._(
                        "The destination of %(levy)s, %(account)s, is not in the "
                        "analytic plan %(plan)s. Levies stay inside one plan: choose "
                        "an account of that plan for the structure.",
                        levy=component.name,
                        account=account.display_name,
                        plan=plan.display_name,
                    )
                )

    @api.constrains("tier_ids", "base_nature_ids")
    def _check_tier_ids(self):
        for component in self:
            if component.tier_ids and not component.base_nature_ids:
                raise ValidationError(
                    self.env._(
                        "%(levy)s has rates but no base: choose what they apply to, "
                        "e.g. Turnover.",
                        levy=component.name,
                    )
                )

    def _to_kernel(self):
        """The component as the kernel's plain data."""
        self.ensure_one()

        def decimal(value):
            return Decimal(repr(value))

        return levy.Component(
            code=self.code,
            tiers=tuple(
                levy.Tier(decimal(tier.amount_from), decimal(tier.rate))
                for tier in self.tier_ids
            ),
            tier_mode=self.tier_mode,
            tier_period=self.tier_period,
            offset_amount=decimal(self.offset_amount),
            floor=decimal(self.floor) if self.floor else None,
            floor_period=self.floor_period,
            cap=decimal(self.cap) if self.cap else None,
            cap_period=self.cap_period,
            fixed_amount=decimal(self.fixed_amount),
            no_turnover_fee=decimal(self.no_turnover_fee),
            allow_negative=self.allow_negative,
            precision=decimal(self.currency_id.rounding),
        )

    def _get_base_natures(self):
        """What enters the base, with its sign: ``[(nature id, code, factor)]``."""
        self.ensure_one()
        return [
            (nature.id, nature.code, factor * int(nature.sign))
            for natures, factor in (
                (self.base_nature_ids, 1),
                (self.deducted_nature_ids, -1),
            )
            for nature in natures
        ]

    def _get_base_key(self):
        """What two levies of the same base have in common: when, and of what."""
        factors = defaultdict(int)
        for nature_id, _code, factor in self._get_base_natures():
            factors[nature_id] += factor
        return self.recognition, tuple(sorted(factors.items()))

    def _read_special_months(self, activity_ids, months):
        """Months of another rate, or of none by exception or because of the audience.

        :return: ``{activity id: {first day: (rate in % or None, exempt)}}``
        """
        self.ensure_one()
        exceptions = self.env["cae.levy.exception"]
        special = exceptions._read_special_months(self, months)
        if self.audience == "all":
            return special
        periods = self.env["cae.activity"]._read_member_periods(self.company_id)
        for activity_id in activity_ids:
            start, end = periods.get(activity_id, (None, None))
            for day in months:
                last = day + relativedelta(day=31)
                member = start and start <= last and (not end or end > last)
                if bool(member) != (self.audience == "members"):
                    special[activity_id][day] = (None, True)
        return special
