# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain

LOCKED = {
    "name",
    "date_from",
    "date_to",
    "pool_ids",
    "company_id",
    "invoice_date",
    "payment_term_id",
    "post",
    "line_ids",
    "cost_ids",
    "statement_ids",
}


# pylint: disable=consider-merging-classes-inherited
class CaeCostSettlement(models.Model):
    """What has changed since it was invoiced last, and what is behind the figures."""

    _inherit = "cae.cost.settlement"

    computed_on = fields.Datetime(string="Computed at", readonly=True, copy=False)
    invoiced_on = fields.Datetime(
        string="Invoiced Last at", readonly=True, copy=False, tracking=True
    )
    closed_on = fields.Datetime(string="Closed at", readonly=True, copy=False)
    gross = fields.Monetary(
        string="Costs", compute="_compute_pool_totals", help="Posted costs and posts."
    )
    deducted = fields.Monetary(
        string="Income and Grants", compute="_compute_pool_totals"
    )
    budget = fields.Monetary(string="Voted Budget", compute="_compute_pool_totals")
    change = fields.Monetary(
        string="Change of the Net Cost",
        compute="_compute_pool_totals",
        help="Since it was invoiced last.",
    )
    due_count = fields.Integer(
        string="Members to Invoice or Credit", compute="_compute_due_count"
    )
    unsent_count = fields.Integer(
        string="Statements Not Sent", compute="_compute_statement_counts"
    )
    queued_count = fields.Integer(
        string="Statements Being Sent", compute="_compute_statement_counts"
    )

    @api.depends("cost_ids.net", "cost_ids.net_before", "invoiced_on")
    def _compute_pool_totals(self):
        for settlement in self:
            costs = settlement.cost_ids
            settlement.gross = sum(costs.mapped("posted")) + sum(costs.mapped("staff"))
            settlement.deducted = sum(costs.mapped("income")) + sum(
                costs.mapped("grant")
            )
            settlement.budget = sum(costs.mapped("budget"))
            settlement.change = sum(costs.mapped("change"))

    @api.depends("line_ids.delta")
    def _compute_due_count(self):
        counts = dict(
            self.env["cae.cost.settlement.line"]._read_group(
                [("settlement_id", "in", self.ids), ("delta", "!=", 0)],
                ["settlement_id"],
                ["membership_id:count_distinct"],
            )
        )
        for settlement in self:
            settlement.due_count = counts.get(settlement._origin, 0)

    @api.depends("statement_ids.sent_on", "statement_ids.to_send")
    def _compute_statement_counts(self):
        groups = self.env["cae.cost.statement"]._read_group(
            [("settlement_id", "in", self.ids), ("sent_on", "=", False)],
            ["settlement_id", "to_send"],
            ["__count"],
        )
        unsent, queued = {}, {}
        for settlement, to_send, count in groups:
            unsent[settlement.id] = unsent.get(settlement.id, 0) + count
            if to_send:
                queued[settlement.id] = count
        for settlement in self:
            settlement.unsent_count = unsent.get(settlement._origin.id, 0)
            settlement.queued_count = queued.get(settlement._origin.id, 0)

    # === Frozen === #

    def _check_open(self):
        """Nothing of a closed settlement changes."""
        self._check_state(
            ("draft", "computed", "invoiced"),
            self.env._("Nothing of it changes any more, unless it is reopened."),
        )

    def write(self, vals):
        if LOCKED & vals.keys():
            self._check_open()
        return super().write(vals)

    # === Pools === #

    def _get_pools(self):
        """With those archived since that were shared in its dates."""
        pools = super()._get_pools()
        if self.pool_ids:
            return pools
        archived = self.env["cae.cost.pool"].with_context(active_test=False)
        return pools | archived.search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("active", "=", False)
            & (
                Domain("id", "in", self.sudo().cost_ids.pool_id.ids)
                | Domain("id", "in", self._read_shared_pools())
            )
        ).with_context(**self.env.context)

    def _read_shared_pools(self):
        """Ids of the pools of agreements, or of provisions, in its dates."""
        lines = self.env["cae.cost.agreement.line"].sudo()
        agreed = lines._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("pool_id.active", "=", False),
                ("state", "in", ("signed", "ended")),
                ("date_start", "<=", self.date_to),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", self.date_from),
            ],
            ["pool_id"],
        )
        called = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    *self._get_provision_domain(),
                    ("cae_cost_pool_id.active", "=", False),
                    ("company_id", "=", self.company_id.id),
                    ("parent_state", "!=", "cancel"),
                ],
                ["cae_cost_pool_id"],
            )
        )
        return [pool.id for (pool,) in (*agreed, *called)]

    # === What is behind === #

    def action_view_lines(self):
        """The shares, line by line."""
        return self._get_detail_action("cae_cost_settlement_line_action")

    def action_view_statements(self):
        """What each member reads."""
        return self._get_detail_action("cae_cost_statement_action")

    def _get_detail_action(self, name):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"cae_mutualisation.{name}"
        )
        return {
            **action,
            "domain": [("settlement_id", "in", self.ids)],
            "context": {"create": False},
        }

    def action_export(self):
        """The whole table as a spreadsheet."""
        self.ensure_one()
        printed = self.env["cae.cost.table.print"].create({"settlement_id": self.id})
        return printed.action_export()
