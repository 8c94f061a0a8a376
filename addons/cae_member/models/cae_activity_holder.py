# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeActivityHolder(models.Model):
    """A person who runs an activity, with the part of it that is theirs."""

    _name = "cae.activity.holder"
    _description = "Activity Holder"
    _order = "activity_id, sequence, id"
    _rec_name = "partner_id"
    _check_company_auto = True

    activity_id = fields.Many2one(
        "cae.activity",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="activity_id.company_id", store=True, precompute=True, index=True
    )
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one(
        "res.partner",
        string="Holder",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        index="btree_not_null",
        groups="hr.group_hr_user",
        help="The employment contract of the holder, if there is one.",
    )
    share_percent = fields.Float(
        string="Share (%)",
        digits=(5, 2),
        default=100.0,
        help="Part of the activity; the shares of the holders add up to 100 %.",
    )

    _partner_uniq = models.UniqueIndex(
        "(activity_id, partner_id)", "This partner already holds this activity."
    )
    _share_range = models.Constraint(
        "CHECK (share_percent >= 0 AND share_percent <= 100)",
        "The share of a holder is between 0 and 100 %.",
    )

    @api.constrains("share_percent", "activity_id")
    def _check_activity_shares(self):
        if not self.env.context.get("cae_defer_holder_check"):
            self.activity_id._check_holder_shares()

    @api.model_create_multi
    def create(self, vals_list):
        holders = super().create(vals_list)
        holders._sync_activities()
        return holders

    def write(self, vals):
        activities = self.activity_id
        result = super().write(vals)
        self._sync_activities(activities)
        return result

    def unlink(self):
        activities = self.activity_id
        result = super().unlink()
        if not self.env.context.get("cae_defer_holder_check"):
            activities._check_holder_shares()
        self._sync_activities(activities)
        return result

    def _sync_activities(self, activities=None):
        """The first holder is the partner of the analytic account."""
        if not self.env.context.get("cae_defer_holder_check"):
            activities = (activities or self.env["cae.activity"]).exists()
            (activities | self.exists().activity_id)._sync_analytic_accounts()
