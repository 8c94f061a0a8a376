# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .cae_membership_application import OPEN_STATES


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """What lists and figures of members are grouped and filtered by."""

    _inherit = "cae.membership"

    territory_id = fields.Many2one(
        "cae.territory",
        compute="_compute_territory_id",
        store=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
        help="Empty, it takes the territory of an activity that the member holds.",
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Waiting for a decision for more days than the company's settings allow.",
    )

    @api.depends("partner_id.cae_holder_ids.activity_id.territory_id")
    def _compute_territory_id(self):
        empty = self.filtered(lambda membership: not membership.territory_id)
        holders = self.env["cae.activity.holder"].search(
            [
                ("partner_id", "in", empty.partner_id.ids),
                ("activity_id.territory_id", "!=", False),
            ],
            order="id desc",
        )
        territories = {
            (
                holder.partner_id.id,
                holder.company_id.id,
            ): holder.activity_id.territory_id
            for holder in holders
        }
        for membership in self:
            key = membership.partner_id._origin.id, membership.company_id.id
            membership.territory_id = membership.territory_id or territories.get(key)

    def _get_late_before(self, company):
        """Applications received before this day should have had a decision."""
        days = company.sudo().cae_application_days
        return fields.Date.context_today(self) - timedelta(days=days)

    @api.depends("state", "application_date", "company_id")
    @api.depends_context("uid")
    def _compute_is_late(self):
        for company, memberships in self.grouped("company_id").items():
            before = self._get_late_before(company)
            for membership in memberships:
                membership.is_late = (
                    membership.state in OPEN_STATES
                    and bool(membership.application_date)
                    and membership.application_date < before
                )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain.FALSE
        for company in self.env["res.company"].sudo().search_fetch([], ["id"]):
            late |= Domain("company_id", "=", company.id) & Domain(
                "application_date", "<", self._get_late_before(company)
            )
        late &= Domain("state", "in", OPEN_STATES)
        return late if True in value else ~late
