# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Command

# The first ones are what somebody has to look at.
STATUSES = {
    "missing": "missing_count",
    "propose": "propose_count",
    "update": "update_count",
    "create": "create_count",
    "typed": "typed_count",
    "same": "same_count",
}
# More rows than this are counted, not shown.
SHOWN = 200


class CaeCostKeyFill(models.TransientModel):
    """Values of keys from the yearly figures of the members, all at once."""

    _name = "cae.cost.key.fill"
    _description = "Take over Figures"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        string="Figures of",
        required=True,
        default=lambda self: self.env["cae.workforce"]._get_default_year(),
        help="The year that the figures tell about.",
    )
    key_ids = fields.Many2many(
        "cae.cost.key",
        string="Keys",
        compute="_compute_key_ids",
        store=True,
        readonly=False,
        precompute=True,
        help="All those whose figures are recorded somewhere, unless you choose.",
    )
    everyone = fields.Boolean(
        string="All Members",
        help="Else only those that share a pool by the key in the year for which its "
        "values are.",
    )
    line_ids = fields.One2many(
        "cae.cost.key.fill.line", "wizard_id", compute="_compute_line_ids", store=True
    )
    missing_count = fields.Integer(compute="_compute_line_ids", store=True)
    propose_count = fields.Integer(compute="_compute_line_ids", store=True)
    update_count = fields.Integer(compute="_compute_line_ids", store=True)
    create_count = fields.Integer(compute="_compute_line_ids", store=True)
    typed_count = fields.Integer(compute="_compute_line_ids", store=True)
    same_count = fields.Integer(compute="_compute_line_ids", store=True)
    hidden_count = fields.Integer(
        string="Not Shown", compute="_compute_line_ids", store=True
    )

    @api.depends("company_id")
    def _compute_key_ids(self):
        keys = self.env["cae.cost.key"]
        for wizard in self:
            wizard.key_ids = keys.search(
                [
                    ("company_id", "=", wizard.company_id.id),
                    ("method", "in", keys._get_fill_methods()),
                ]
            )

    @api.depends("company_id", "year", "key_ids", "everyone")
    def _compute_line_ids(self):
        order = list(STATUSES)
        for wizard in self:
            plan = sorted(
                wizard._get_keys()._plan_fill(wizard._get_year(), wizard.everyone),
                key=lambda planned: order.index(planned.status),
            )
            counts = dict.fromkeys(STATUSES.values(), 0)
            for planned in plan:
                counts[STATUSES[planned.status]] += 1
            wizard.update(counts)
            wizard.hidden_count = max(len(plan) - SHOWN, 0)
            wizard.line_ids = [
                Command.clear(),
                *(Command.create(self._prepare_line(row)) for row in plan[:SHOWN]),
            ]

    def _get_keys(self):
        """Those of the company: it may have been changed in the form."""
        self.ensure_one()
        return self.key_ids._origin.filtered(
            lambda key: key.company_id == self.company_id
        )

    def _get_year(self):
        """A year that dates can have, whatever is being typed."""
        self.ensure_one()
        return min(max(self.year, 1950), 2200)

    @api.model
    def _prepare_line(self, planned):
        figure = planned.figure
        return {
            "status": planned.status,
            "key_id": planned.key.id,
            "membership_id": planned.membership_id,
            "date_from": planned.date,
            "has_current": bool(planned.value),
            "current": planned.value.amount,
            "has_figure": bool(figure),
            "amount": figure.amount if figure else 0,
        }

    def action_fill(self):
        """Make the values; what has changed since the form was opened counts."""
        self.ensure_one()
        created, changed = self._get_keys()._fill(self._get_year(), self.everyone)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_key_value_action"
        )
        return {
            **action,
            "name": self.env._("Figures of %s Taken Over", self._get_year()),
            "domain": [("id", "in", (created | changed).ids)],
            "context": {},
        }
