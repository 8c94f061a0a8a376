# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

UNWEIGHED = ("equal", "mixed")
SOURCES = [
    ("typed", "Typed"),
    ("workforce", "Yearly Figures of the Member"),
    ("timesheet", "Time Recorded"),
]


class CaeCostKeyValue(models.Model):
    """What a member weighs for a key from a day on, and who vouches for it."""

    _name = "cae.cost.key.value"
    _description = "Value of a Cost Key"
    _inherit = ["cae.state.mixin", "mail.thread"]
    _order = "key_id, membership_id, date_from desc, id desc"
    _check_company_auto = True

    key_id = fields.Many2one(
        "cae.cost.key",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        domain="[('method', 'not in', ('equal', 'mixed'))]",
        tracking=True,
    )
    method = fields.Selection(related="key_id.method")
    unit = fields.Char(related="key_id.unit")
    company_id = fields.Many2one(related="key_id.company_id", store=True, index=True)
    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    date_from = fields.Date(
        string="From",
        required=True,
        tracking=True,
        help="The value holds from this day on, until the next one. Hours: any day of "
        "their month; they count once, in the period that has this day.",
    )
    amount = fields.Float(string="Value", digits=(16, 4), tracking=True)
    source = fields.Selection(SOURCES, required=True, default="typed", readonly=True)
    workforce_id = fields.Many2one(
        "cae.workforce", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    source_note = fields.Char(
        string="Where From", help="The lease, the payroll book, the minutes of…"
    )
    state = fields.Selection(
        [
            ("draft", "To Validate"),
            ("validated", "Validated"),
            ("replaced", "Replaced"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        help="Only validated values share costs. A replaced one stays as a trace.",
    )
    validated_by = fields.Many2one("res.users", readonly=True, copy=False)
    validated_on = fields.Date(readonly=True, copy=False)
    replaces_id = fields.Many2one(
        "cae.cost.key.value",
        compute="_compute_replaces_id",
        help="The validated value of the same day. It becomes “Replaced” when this one "
        "is validated.",
    )
    replaced_amount = fields.Float(
        string="Instead of", digits=(16, 4), compute="_compute_replaces_id"
    )

    _day_uniq = models.UniqueIndex(
        "(key_id, membership_id, date_from) WHERE state = 'validated'",
        "This member has a validated value of this key from that day on already.",
    )
    _draft_uniq = models.UniqueIndex(
        "(key_id, membership_id, date_from) WHERE state = 'draft'",
        "This member has a value of this key to validate from that day on already.",
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The value of a key is not negative."
    )

    @api.depends("key_id.name", "membership_id.partner_id.name", "date_from")
    def _compute_display_name(self):
        for value in self:
            member = value.membership_id.partner_id.name or ""
            value.display_name = f"{value.key_id.name} – {member} ({value.date_from})"

    @api.depends("key_id", "membership_id", "date_from", "state")
    def _compute_replaces_id(self):
        twins = {twin._get_day(): twin for twin in self._get_validated_twins()}
        for value in self:
            twin = value.state == "draft" and twins.get(value._get_day())
            value.replaces_id = twin
            value.replaced_amount = twin.amount if twin else 0

    def _get_day(self):
        self.ensure_one()
        return self.key_id.id, self.membership_id.id, self.date_from

    def _get_validated_twins(self):
        """The validated values of the same keys, members and days."""
        drafts = self.filtered(lambda value: value.state == "draft")
        days = {value._get_day() for value in drafts}
        found = self.search(
            [
                ("state", "=", "validated"),
                ("key_id", "in", drafts.key_id.ids),
                ("membership_id", "in", drafts.membership_id.ids),
                ("date_from", "in", [day for day in drafts.mapped("date_from") if day]),
            ]
        )
        return found.filtered(lambda value: value._get_day() in days)

    # === Checks === #

    @api.constrains("key_id")
    def _check_method(self):
        for value in self:
            if value.key_id.method in UNWEIGHED:
                raise ValidationError(
                    self.env._(
                        "%(key)s takes no values: in equal parts every member weighs "
                        "the same, and a mixed key takes the values of its parts.",
                        key=value.key_id.name,
                    )
                )

    @api.constrains("key_id", "membership_id", "date_from")
    def _check_day(self):
        """What is taken over may propose to replace; nobody types over a value."""
        typed = self.filtered(lambda value: value.source == "typed")
        for value in typed._get_validated_twins():
            raise ValidationError(
                self.env._(
                    "%(value)s is validated already. Set it back to be validated to "
                    "correct it, or choose another day.",
                    value=value.display_name,
                )
            )

    @api.model
    def load(self, fields, data):
        """A file is of the current company: names of keys repeat in others."""
        company = self.with_context(allowed_company_ids=self.env.company.ids)
        return super(CaeCostKeyValue, company).load(fields, data)

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Values of cost keys"),
                "template": "/cae_mutualisation/static/xls/cost_key_values.xlsx",
            }
        ]
