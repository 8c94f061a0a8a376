# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models

from .res_partner import ServiceAccess


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_service_online = fields.Boolean(
        string="Catalogue Online",
        help="Everybody reads the public services of this company; members read the "
        "whole catalogue on the portal in any case.",
    )
    cae_service_user_id = fields.Many2one(
        "res.users",
        string="Requests Followed by",
        domain=[("share", "=", False)],
        help="Is responsible for the requests that members send from the portal, and "
        "gets an activity for each.",
    )

    def _get_cae_portal_access(self):
        """The right to this company's services of whoever is logged in.

        A login of another company has none here: its rights end at its companies.

        :return: ServiceAccess; served when it has a membership
        """
        self.ensure_one()
        # Visitors do not read companies: their names are no secret here.
        company = self.sudo()
        user = self.env.user
        if user._is_public():
            note = self.env._("Services are for members of %s.", company.name)
            return ServiceAccess("none", note)
        partner = user.partner_id
        access = partner.sudo()._get_cae_service_access(company)[partner.id]
        if access.membership_id and company not in user.sudo().company_ids:
            note = self.env._(
                "Your login is not for %s: ask for one that is.", company.name
            )
            return ServiceAccess("none", note)
        return access
