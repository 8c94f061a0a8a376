# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeCostKeyValue(models.Model):
    """What a member weighs for a key from a day on, and who vouches for it."""

    _name = "cae.cost.key.value"
    _description = "Value of a Cost Key"
    _inherit = ["cae.state.mixin", "mail.thread"]
    _order = "key_id, membership_id, date_from desc"
    _check_company_auto = True

    key_id = fields.Many2one(
        "cae.cost.key",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        domain="[('method', 'not in', ('equal', 'mixed'))]",
    )
    company_id = fields.Many2one(related="key_id.company_id", store=True, index=True)
    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        tracking=True,
        help="The value holds from this day on, until the next one.",
    )
    amount = fields.Float(string="Value", digits=(16, 4), tracking=True)
    source = fields.Selection(
        [
            ("typed", "Typed"),
            ("workforce", "Yearly Figures of the Member"),
            ("timesheet", "Time Recorded"),
        ],
        required=True,
        default="typed",
        readonly=True,
    )
    workforce_id = fields.Many2one(
        "cae.workforce", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    source_note = fields.Char(
        string="Where From", help="The lease, the payroll book, the minutes of…"
    )
    state = fields.Selection(
        [("draft", "To Validate"), ("validated", "Validated")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    validated_by = fields.Many2one("res.users", readonly=True, copy=False)
    validated_on = fields.Date(readonly=True, copy=False)

    _day_uniq = models.UniqueIndex(
        "(key_id, membership_id, date_from)",
        "This member has a value of this key from that day on already.",
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "The value of a key is not negative."
    )

    @api.depends("key_id.name", "membership_id.partner_id.name", "date_from")
    def _compute_display_name(self):
        for value in self:
            member = value.membership_id.partner_id.name or ""
            value.display_name = f"{value.key_id.name} – {member} ({value.date_from})"

    def action_validate(self):
        """Only validated values share costs."""
        self._check_state(("draft",), self.env._("It is validated already."))
        self.write(
            {
                "state": "validated",
                "validated_by": self.env.uid,
                "validated_on": fields.Date.context_today(self),
            }
        )
