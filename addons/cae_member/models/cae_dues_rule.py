# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..kernel import dues

ALWAYS = (date.min, date.max)


def decimal(number):
    """A float as it is read: 0.1 is 0.1."""
    return Decimal(str(number or 0))


class CaeDuesRule(models.Model):
    """How the yearly dues of a kind of member are computed, between two dates."""

    _name = "cae.dues.rule"
    _description = "Dues Rule"
    _inherit = ["mail.thread"]
    _order = "code, date_from desc, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, tracking=True, help="Printed on the invoices.")
    code = fields.Char(
        required=True,
        tracking=True,
        help="Rules of one code follow each other in time. A member is called once a "
        "year for a code.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="Valid From", tracking=True, help="Empty: since always."
    )
    date_to = fields.Date(
        string="Valid Until", tracking=True, help="Empty: until further notice."
    )

    # === Amount === #
    fixed_amount = fields.Monetary(tracking=True, help="Due by every member.")
    unit_amount = fields.Monetary(string="Amount per Unit", tracking=True)
    unit_base = fields.Selection(
        [("fte", "FTE"), ("posts", "Post")], required=True, default="fte", tracking=True
    )
    percent = fields.Float(
        string="Percentage",
        digits=(10, 4),
        tracking=True,
        help="In %: write 0.3 for 0.3 %.",
    )
    percent_base = fields.Selection(
        [("turnover", "Turnover"), ("payroll", "Payroll")],
        required=True,
        default="turnover",
        tracking=True,
    )
    tier_base = fields.Selection(
        [("fte", "FTE"), ("posts", "Posts"), ("turnover", "Turnover")],
        string="Tiers On",
        required=True,
        default="fte",
        tracking=True,
    )
    tier_mode = fields.Selection(
        [
            ("slab", "The tier reached, for the whole"),
            ("marginal", "Each tier, for the part within it"),
        ],
        string="How Tiers Count",
        required=True,
        default="slab",
        tracking=True,
    )
    tier_ids = fields.One2many("cae.dues.tier", "rule_id", string="Tiers", copy=True)

    # === Less === #
    first_year_discount = fields.Float(
        string="First Year (%)",
        digits=(5, 2),
        tracking=True,
        help="Reduction for who is admitted within the period.",
    )
    small_discount = fields.Float(
        string="Small Members (%)",
        digits=(5, 2),
        tracking=True,
        help="Reduction for who has at most this number of FTE. Reductions do not add "
        "up: the highest counts.",
    )
    small_limit = fields.Float(string="Small: Up To (FTE)", digits=(10, 2))
    prorata = fields.Selection(
        [
            ("none", "The whole year"),
            ("months", "By months begun"),
            ("days", "By days"),
        ],
        string="Who Comes or Leaves Pays",
        required=True,
        default="none",
        tracking=True,
    )
    minimum = fields.Monetary(
        tracking=True, help="The least that is due, after reduction and pro rata."
    )
    maximum = fields.Monetary(tracking=True, help="The most that is due. 0: no limit.")

    # === Invoices === #
    product_id = fields.Many2one("product.product", check_company=True)
    account_id = fields.Many2one(
        "account.account",
        string="Income Account",
        check_company=True,
        domain=[("account_type", "in", ("income", "income_other"))],
        help="Empty: that of the product, else that of the journal.",
    )
    tax_ids = fields.Many2many(
        "account.tax",
        string="Taxes",
        check_company=True,
        domain=[("type_tax_use", "=", "sale")],
    )
    journal_id = fields.Many2one(
        "account.journal",
        check_company=True,
        domain=[("type", "=", "sale")],
        help="Empty: the first sales journal of the company.",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms",
        check_company=True,
        help="Empty: all is due on the due date of the campaign.",
    )

    _code_start_uniq = models.UniqueIndex(
        "(company_id, code, COALESCE(date_from, '-infinity'))",
        "Another dues rule of this code starts on the same day.",
    )
    _dates_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A dues rule cannot end before it starts."
    )
    _discount_range = models.Constraint(
        "CHECK (first_year_discount BETWEEN 0 AND 100"
        " AND small_discount BETWEEN 0 AND 100)",
        "A reduction is from 0 to 100 %.",
    )
    _limits = models.Constraint(
        "CHECK (minimum >= 0 AND maximum >= 0 AND (maximum = 0 OR maximum >= minimum))",
        "Dues are not negative; the maximum is 0 (none) or at least the minimum.",
    )

    @api.depends("name", "code")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = f"[{rule.code}] {rule.name}" if rule.code else rule.name

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.product_id and not self.tax_ids:
            taxes = self.product_id.taxes_id
            self.tax_ids = taxes._filter_taxes_by_company(self.company_id)

    @api.constrains("code", "company_id", "date_from", "date_to", "active")
    def _check_overlap(self):
        others = self.search([("code", "in", self.mapped("code"))]).grouped(
            lambda rule: (rule.company_id, rule.code)
        )
        for rule in self.filtered("active"):
            for other in others.get((rule.company_id, rule.code), self.browse()) - rule:
                if rule._overlaps(other):
                    raise ValidationError(
                        self.env._(
                            "%(rule)s and %(other)s have the code %(code)s and are "
                            "valid on the same days. End the older one first.",
                            rule=rule.name,
                            other=other.name,
                            code=rule.code,
                        )
                    )

    def _overlaps(self, other):
        start, end = self.date_from or ALWAYS[0], self.date_to or ALWAYS[1]
        return (
            start <= (other.date_to or ALWAYS[1])
            and (other.date_from or ALWAYS[0]) <= end
        )

    def copy_data(self, default=None):
        copies = super().copy_data(default)
        for rule, vals in zip(self, copies, strict=True):
            if "code" not in (default or {}):
                vals["code"] = self.env._("%(code)s (copy)", code=rule.code)
        return copies

    # === What the kernel is told === #

    def _get_valid(self, day):
        """`{rule: the rule of its code that is valid on the day, or none}`."""
        found = self.search(
            Domain("code", "in", self.mapped("code"))
            & Domain("company_id", "in", self.company_id.ids)
            & (Domain("date_from", "=", False) | Domain("date_from", "<=", day))
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        valid = {(rule.company_id, rule.code): rule for rule in found}
        return {
            rule: valid.get((rule.company_id, rule.code), self.browse())
            for rule in self
        }

    def _prepare_kernel_rule(self):
        self.ensure_one()
        return dues.Rule(
            fixed=decimal(self.fixed_amount),
            unit_base=self.unit_base,
            unit_amount=decimal(self.unit_amount),
            percent_base=self.percent_base,
            percent=decimal(self.percent),
            tier_base=self.tier_base,
            tier_mode=self.tier_mode,
            tiers=tuple(
                dues.Tier(decimal(t.start), decimal(t.amount), decimal(t.rate))
                for t in self.tier_ids
            ),
            prorata=self.prorata,
            minimum=decimal(self.minimum),
            maximum=decimal(self.maximum) if self.maximum else None,
        )

    def _get_needs(self, kernel_rule):
        """The figures without which the amount is not known."""
        small = {"fte"} if self.small_discount else set()
        return kernel_rule.needs | small

    def _get_discounts(self, figures, period, admission):
        """The reductions of the rule that a member has, as the kernel wants them."""
        self.ensure_one()
        found = []
        if self.first_year_discount and admission and admission >= period.start:
            found.append(dues.Discount(decimal(self.first_year_discount), "first_year"))
        fte = figures.get("fte")
        if self.small_discount and fte is not None and fte <= decimal(self.small_limit):
            found.append(dues.Discount(decimal(self.small_discount), "small"))
        return found

    def _get_precision(self):
        return Decimal(1).scaleb(-self.currency_id.decimal_places)

    def _compute_dues(self, kernel_rule, figures, period, admission, exit_date, own):
        """The kernel's result for one member.

        :param kernel_rule: that of `_prepare_kernel_rule`, made once for many members
        :param figures: `{name: Decimal}`, empty without figures
        :param own: the discount agreed with the member
        """
        discounts = [own, *self._get_discounts(figures, period, admission)]
        return dues.compute(
            kernel_rule,
            figures,
            period,
            admission=admission,
            exit_date=exit_date,
            discount=dues.best_discount(discounts),
            precision=self._get_precision(),
        )

    # === Actions === #

    def action_try(self):
        """A dialog that computes the dues of figures typed; nothing is written."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Try the Rule"),
            "res_model": "cae.dues.try",
            "view_mode": "form",
            "target": "new",
            "context": {"default_rule_id": self.id},
        }

    def action_view_lines(self):
        """The dues computed by this rule."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_dues_line_action"
        )
        return {**action, "domain": [("rule_id", "=", self.id)], "context": {}}
