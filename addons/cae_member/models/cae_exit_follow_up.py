# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeExitFollowUp(models.Model):
    """What has become of a person some months after they left."""

    _name = "cae.exit.follow.up"
    _description = "Follow-up after an Exit"
    _order = "date desc, id desc"
    _rec_name = "exit_id"
    _check_company_auto = True

    exit_id = fields.Many2one(
        "cae.exit",
        string="Exit File",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="exit_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", string="Asked by", default=lambda self: self.env.user
    )
    situation = fields.Selection(
        [
            ("own_business", "Own Business"),
            ("employed", "Employed"),
            ("job_seeker", "Job Seeker"),
            ("training", "In Training"),
            ("retired", "Retired"),
            ("unknown", "Not Reached"),
        ],
        required=True,
    )
    turnover = fields.Monetary(
        string="Yearly Turnover", help="Of the own business, if the person tells it."
    )
    note = fields.Char()

    @api.model_create_multi
    def create(self, vals_list):
        follow_ups = super().create(vals_list)
        follow_ups.exit_id._end_follow_up()
        return follow_ups
