# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaeLevyException(models.Model):
    """Another rate, or none, for an activity between two dates, with its reason."""

    _name = "cae.levy.exception"
    _description = "Levy Exception"
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _rec_name = "reason"

    activity_id = fields.Many2one(
        "cae.activity",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    component_code = fields.Char(
        string="Levy Code", help="Code of the levy. Empty: every levy of the activity."
    )
    date_from = fields.Date(required=True)
    date_to = fields.Date()
    kind = fields.Selection(
        [("exempt", "No levy"), ("rate", "Another rate")],
        default="exempt",
        required=True,
    )
    rate = fields.Float(
        string="Rate (%)", digits=(16, 4), help="Replaces the tiers of the levy."
    )
    reason = fields.Char(required=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "An exception ends after it starts.",
    )

    @api.constrains("activity_id", "component_code", "date_from", "date_to")
    def _check_overlap(self):
        for exception in self:
            others = (exception.activity_id.levy_exception_ids - exception).filtered(
                lambda other, mine=exception: other._overlaps(mine)
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "The exception “%(reason)s” of %(activity)s overlaps with "
                        "“%(other)s”. Change the dates or the levy of one of them.",
                        reason=exception.reason,
                        activity=exception.activity_id.display_name,
                        other=others[0].reason,
                    )
                )

    def _overlaps(self, other):
        codes = {self.component_code or False, other.component_code or False}
        return (
            (len(codes) == 1 or False in codes)
            and self.date_from <= (other.date_to or fields.Date.to_date("9999-12-31"))
            and other.date_from <= (self.date_to or fields.Date.to_date("9999-12-31"))
        )

    def _covers(self, month):
        """Whether the month, given by its first day, is concerned."""
        self.ensure_one()
        return self.date_from <= month and (not self.date_to or self.date_to >= month)
