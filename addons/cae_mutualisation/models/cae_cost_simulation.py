# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ..kernel.sharing import Period

# What a simulation is about: its figures are void when one of them changes.
INPUTS = {"company_id", "date_from", "date_to", "base", "lost_grant_ids"}
# What only the computation writes.
TOTALS = ("net_before", "net_after", "difference")
COUNTS = ("member_count", "more_count", "less_count", "same_count")
RESULTS = {"state", "computed_on", "warning", *TOTALS, *COUNTS}
# What is proposed when it is created.
START = {"date_from", "date_to", "base", "pool_ids"}


class CaeCostSimulation(models.Model):
    """Shared costs under other keys, with other members or fewer grants.

    Both sides are computed by the engine of the calls and settlements; agreements,
    values and budgets are read, and never changed.
    """

    _name = "cae.cost.simulation"
    _description = "Simulation of Shared Costs"
    _inherit = ["cae.state.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    base = fields.Selection(
        [
            ("voted", "Voted Budgets"),
            ("draft", "Budgets to Vote"),
            ("real", "Real Net Costs"),
        ],
        string="Costs From",
        required=True,
        default="voted",
        help="Voted budgets: what calls for provisions share. Budgets to vote: the "
        "drafts, and voted ones where no draft replaces them. Real net costs: what a "
        "settlement shares.",
    )
    note = fields.Text(help="Why it is tried, and for which meeting.")
    state = fields.Selection(
        [("draft", "Draft"), ("computed", "Computed")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    pool_ids = fields.One2many(
        "cae.cost.simulation.pool", "simulation_id", string="Pools", copy=True
    )
    member_ids = fields.One2many(
        "cae.cost.simulation.member",
        "simulation_id",
        string="Change of a Member",
        copy=True,
    )
    lost_grant_ids = fields.Many2many(
        "cae.grant",
        string="Grants That Are Lost",
        check_company=True,
        help="They are not deducted afterwards. Budgets say which pools they are for: "
        "no more is lost than the grants that they foresee.",
    )
    line_ids = fields.One2many(
        "cae.cost.simulation.line", "simulation_id", readonly=True, copy=False
    )
    computed_on = fields.Datetime(readonly=True, copy=False)
    net_before = fields.Monetary(string="Net Cost Before", readonly=True, copy=False)
    net_after = fields.Monetary(string="Net Cost After", readonly=True, copy=False)
    difference = fields.Monetary(readonly=True, copy=False)
    member_count = fields.Integer(string="Members", readonly=True, copy=False)
    more_count = fields.Integer(string="Pay More", readonly=True, copy=False)
    less_count = fields.Integer(string="Pay Less", readonly=True, copy=False)
    same_count = fields.Integer(string="Pay the Same", readonly=True, copy=False)
    warning = fields.Text(
        readonly=True, copy=False, help="What was missing, and how it was counted."
    )

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period does not end before it starts."
    )

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        company = values.get("company_id") or self.env.context.get("default_company_id")
        company = self.env["res.company"].browse(company) or self.env.company
        wanted = START & set(fields_list)
        return {**values, **self._get_start(company, wanted)}

    @api.model_create_multi
    def create(self, vals_list):
        filled = []
        for vals in vals_list:
            company = self.env["res.company"].browse(vals.get("company_id"))
            start = self._get_start(company or self.env.company, START - set(vals))
            filled.append({**start, **vals})
        return super().create(filled)

    @api.model
    def _get_start(self, company, names):
        """Values of some fields of a new simulation; the context has precedence."""
        names = {name for name in names if f"default_{name}" not in self.env.context}
        start = self._prepare_start(company) if names else {}
        return {name: start[name] for name in names}

    @api.model
    def _prepare_start(self, company):
        """The next budgets to vote if there are any, else the year; all the pools."""
        drafts = self.env["cae.cost.budget"].search(
            [("company_id", "=", company.id), ("state", "=", "draft")],
            order="date_from desc",
            limit=1,
        )
        today = fields.Date.context_today(self)
        year = drafts or company.compute_fiscalyear_dates(today)
        pools = self.env["cae.cost.pool"].search([("company_id", "=", company.id)])
        return {
            "date_from": year["date_from"],
            "date_to": year["date_to"],
            "base": "draft" if drafts else "voted",
            "pool_ids": [Command.create({"pool_id": pool.id}) for pool in pools],
        }

    def write(self, vals):
        result = super().write(vals)
        if (INPUTS if self.env.su else INPUTS | RESULTS) & set(vals):
            self._clear_figures()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if not (default and "name" in default):
            for simulation, vals in zip(self, vals_list, strict=True):
                vals["name"] = self.env._("%s (variant)", simulation.name)
        return vals_list

    def _clear_figures(self):
        """Figures of other changes, or of another period, are none of this one."""
        computed = self.filtered(lambda simulation: simulation.state == "computed")
        if not computed:
            return
        computed._delete_lines()
        nothing = {"state": "draft", "computed_on": False, "warning": False}
        computed.sudo().write({**nothing, **dict.fromkeys(TOTALS + COUNTS, 0)})
        rows = computed.sudo().pool_ids
        rows.write(dict.fromkeys(rows._get_result_names(), False))

    def _delete_lines(self):
        """By SQL, as they were written."""
        self.line_ids.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM cae_cost_simulation_line WHERE simulation_id = ANY(%s)",
                self.ids,
            )
        )
        self.line_ids.invalidate_model()
        self.invalidate_recordset(["line_ids"])

    # === Helpers === #

    def _get_period(self):
        self.ensure_one()
        return Period(self.date_from, self.date_to)

    def _get_typed_keys(self):
        """The keys by which its pools are shared that need a figure of each member."""
        self.ensure_one()
        keys = self.env["cae.cost.key"]
        for row in self.pool_ids.filtered(lambda row: not row.dropped):
            key = row.new_key_id or row.pool_id.key_id
            keys = keys.union(*(part for part, _coefficient in key._get_parts()))
        return keys.filtered(lambda key: key.method != "equal")._origin

    def _check_computed(self):
        for simulation in self:
            if simulation.state != "computed":
                raise UserError(
                    self.env._(
                        "%(name)s has no figures yet: compute it first.",
                        name=simulation.name,
                    )
                )

    # === Actions === #

    @api.model
    def _get_start_action(self, company, **defaults):
        """A new simulation of a company's pools, to fill in.

        :param defaults: values of its fields
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulation"),
            "res_model": self._name,
            "view_mode": "form",
            "context": {
                "default_company_id": company.id,
                **{f"default_{name}": value for name, value in defaults.items()},
            },
        }

    def action_duplicate(self):
        """A variant to change: both stay, to be compared."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.copy().id,
            "view_mode": "form",
        }

    def action_view_lines(self):
        """The shares by member and pool; of several simulations, side by side."""
        self._check_computed()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_simulation_line_action"
        )
        action["domain"] = [("simulation_id", "in", self.ids)]
        if len(self) == 1:
            return {**action, "display_name": self.name}
        return {
            **action,
            "display_name": self.env._("Variants"),
            "context": {
                "pivot_row_groupby": ["name"],
                "pivot_column_groupby": ["simulation_id"],
                "pivot_measures": ["amount_after", "difference"],
            },
        }
