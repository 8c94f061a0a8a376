# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..models.cae_workforce_request import TEMPLATE_ASK


class CaeWorkforceAsk(models.TransientModel):
    """Ask members for the figures of a year, all at once."""

    _name = "cae.workforce.ask"
    _description = "Ask Members for Their Figures"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True,
        default=lambda self: self.env["cae.workforce"]._get_default_year(),
    )
    deadline_date = fields.Date(
        string="Answer Before",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self)
            + timedelta(days=self.env.company.cae_workforce_answer_days)
        ),
    )
    send_mail = fields.Boolean(
        string="Send the Mail",
        default=True,
        help="Each member gets the link of the form to fill in on the portal.",
    )
    membership_ids = fields.Many2many(
        "cae.membership",
        string="Members",
        compute="_compute_membership_ids",
        store=True,
        readonly=False,
        precompute=True,
        help="The organisations that have not answered for this year, unless you "
        "choose others.",
    )
    without_email = fields.Char(compute="_compute_without_email")

    @api.depends("company_id", "year")
    def _compute_membership_ids(self):
        memberships = self.env["cae.membership"]
        for wizard in self:
            wizard.membership_ids = memberships.search(
                [
                    ("company_id", "=", wizard.company_id.id),
                    *memberships._get_missing_domain(wizard.year),
                ]
            )

    @api.depends("membership_ids")
    def _compute_without_email(self):
        for wizard in self:
            silent = wizard.membership_ids.filtered(
                lambda m: not m._get_contact().email
            )
            wizard.without_email = ", ".join(silent.mapped("display_name"))

    def action_ask(self):
        """Open what is missing, and write to those who have not answered."""
        self.ensure_one()
        asked = self.env["cae.workforce"]._request_figures(
            self.membership_ids, self.year, self.deadline_date
        )
        failed = self.env["cae.membership"]
        if self.send_mail:
            failed = asked._send_request(TEMPLATE_ASK)
        return failed._notify_not_reached()
