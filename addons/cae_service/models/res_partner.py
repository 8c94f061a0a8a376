# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from typing import NamedTuple

from odoo import api, models

from odoo.addons.cae_member.models.cae_membership import ADMITTED_STATES


class ServiceAccess(NamedTuple):
    """Whether an organisation may be served, and why; ids, or False."""

    state: str
    note: str
    membership_id: int | bool = False
    network_id: int | bool = False
    depth: int = 0


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_cae_service_access_states(self):
        return [
            ("member", self.env._("Member")),
            ("auxiliary", self.env._("Auxiliary Member")),
            ("too_deep", self.env._("Too Far Down its Network")),
            ("network_out", self.env._("Its Network is Not a Member")),
            ("none", self.env._("Not a Member")),
        ]

    def _get_cae_service_access(self, company):
        """Who of these organisations may be served by a company.

        A direct member is; an auxiliary member is when all those above it are members
        and the line is not longer than the company's setting.

        :return: {partner id: ServiceAccess}, in a number of queries that does not grow
        """
        memberships = self.env["cae.membership"].sudo()
        found = memberships.search(
            [
                ("partner_id", "in", self.commercial_partner_id.ids),
                ("company_id", "=", company.id),
            ]
        )
        above = found.via_membership_id._get_lines_above()
        by_partner = {membership.partner_id.id: membership for membership in found}
        memberships.browse({one for line in above.values() for one in line}).fetch(
            ["state", "partner_id"]
        )
        result = {False: ServiceAccess("none", "")}
        for partner in self:
            membership = by_partner.get(partner.commercial_partner_id.id, memberships)
            line = memberships.browse(above.get(membership.via_membership_id.id, ()))
            result[partner.id] = partner._read_service_access(membership, line, company)
        return result

    def _read_service_access(self, membership, line, company):
        """The right of one organisation; `line`: those above it, from the top."""
        if membership.state not in ADMITTED_STATES:
            return ServiceAccess(
                "none",
                self.env._("Services are for members of %s.", company.name),
            )
        outside = line.filtered(lambda one: one.state not in ADMITTED_STATES)[:1]
        if outside:
            name = outside.partner_id.name
            note = self.env._("%s, through which it came, is not a member.", name)
            return ServiceAccess("network_out", note)
        allowed = company.cae_service_network_depth
        if len(line) > allowed:
            note = self.env._(
                "It is %(depth)s levels below a direct member; %(company)s serves "
                "down to %(allowed)s.",
                depth=len(line),
                company=company.name,
                allowed=allowed,
            )
            return ServiceAccess("too_deep", note)
        if not line:
            return ServiceAccess(
                "member", self.env._("Direct member."), membership.id, membership.id
            )
        note = self.env._("Auxiliary member: %s.", membership.network_chain)
        return ServiceAccess("auxiliary", note, membership.id, line[0].id, len(line))
