# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class CaeTerritory(models.Model):
    """A place where the cooperative works: a town, a branch, a region."""

    _name = "cae.territory"
    _description = "Territory"
    _order = "name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True)
    code = fields.Char(help="Short code, unique in the company.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    coordinator_ids = fields.Many2many(
        "res.users",
        string="Coordinators",
        check_company=True,
        domain=[("share", "=", False)],
        help="Persons who run the territory.",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        check_company=True,
        index="btree_not_null",
        help="Where the territory's own costs and grants are followed, if anywhere.",
    )
    activity_ids = fields.One2many("cae.activity", "territory_id", string="Activities")
    activity_count = fields.Integer(compute="_compute_activity_count")

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "Another territory of this company has this code."
    )

    @api.depends("activity_ids")
    def _compute_activity_count(self):
        counts = dict(
            self.env["cae.activity"]._read_group(
                [("territory_id", "in", self.ids)], ["territory_id"], ["__count"]
            )
        )
        for territory in self:
            territory.activity_count = counts.get(territory._origin, 0)

    def action_view_activities(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_activity_action"
        )
        return {
            **action,
            "domain": [("territory_id", "=", self.id)],
            "context": {"default_territory_id": self.id},
        }
