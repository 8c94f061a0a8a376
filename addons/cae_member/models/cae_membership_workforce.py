# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """A member's figures of each year."""

    _inherit = "cae.membership"

    workforce_ids = fields.One2many(
        "cae.workforce", "membership_id", string="Workforce by Year"
    )
    workforce_count = fields.Integer(
        string="Years of Workforce", compute="_compute_workforce_count"
    )
    workforce_missing = fields.Boolean(
        compute="_compute_workforce_missing",
        search="_search_workforce_missing",
        help="A member organisation that has not submitted the figures of the year "
        "that is being asked for.",
    )

    @api.depends("workforce_ids")
    def _compute_workforce_count(self):
        counts = dict(
            self.env["cae.workforce"]._read_group(
                [("membership_id", "in", self.ids)], ["membership_id"], ["__count"]
            )
        )
        for membership in self:
            membership.workforce_count = counts.get(membership._origin, 0)

    @api.model
    def _get_missing_domain(self, year):
        """Member organisations without an answer for the year."""
        answered = [("year", "=", year), ("state", "!=", "draft")]
        return [
            ("state", "in", ("member", "leaving")),
            ("partner_id.is_company", "=", True),
            ("workforce_ids", "not any", answered),
        ]

    @api.depends("state", "workforce_ids.state")
    def _compute_workforce_missing(self):
        year = self.env["cae.workforce"]._get_default_year()
        missing = self.filtered_domain(self._get_missing_domain(year))
        for membership in self:
            membership.workforce_missing = membership in missing

    def _search_workforce_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        year = self.env["cae.workforce"]._get_default_year()
        missing = fields.Domain(self._get_missing_domain(year))
        return missing if True in value else ~missing

    def action_view_workforce(self):
        """The years of this member, ready for another one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_workforce_action"
        )
        return {
            **action,
            "domain": [("membership_id", "=", self.id)],
            "context": {"default_membership_id": self.id},
        }

    def action_open_workforce_ask(self):
        """Ask the members selected for their figures."""
        return self._open_dialog("cae.workforce.ask", self.env._("Ask for the Figures"))
