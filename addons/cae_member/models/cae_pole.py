# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaePole(models.Model):
    """A group of activities that work together: club, common brand or strategy."""

    _name = "cae.pole"
    _description = "Pôle"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    kind = fields.Selection(
        [("club", "Club"), ("brand", "Brand"), ("strategy", "Joint Strategy")],
        required=True,
        default="club",
        help="Club: exchanges between peers. Brand: common name towards customers. "
        "Joint strategy: offers and tenders made together.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    leader_id = fields.Many2one(
        "res.partner", check_company=True, index="btree_not_null"
    )
    activity_ids = fields.Many2many(
        "cae.activity",
        "cae_activity_pole_rel",
        "pole_id",
        "activity_id",
        string="Activities",
        check_company=True,
    )
    activity_count = fields.Integer(compute="_compute_activity_count")
    website_url = fields.Char(string="Web Page")
    description = fields.Html()
    color = fields.Integer()

    _name_uniq = models.UniqueIndex(
        "(company_id, name)", "Another pôle of this company has this name."
    )

    @api.depends("activity_ids")
    def _compute_activity_count(self):
        counts = dict(
            self.env["cae.activity"]._read_group(
                [("pole_ids", "in", self.ids)], ["pole_ids"], ["__count"]
            )
        )
        for pole in self:
            pole.activity_count = counts.get(pole._origin, 0)

    def action_view_activities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_activity_action"
        )
        return {**action, "domain": [("pole_ids", "in", self.ids)], "context": {}}
