# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .report_style import read_styles


# pylint: disable=consider-merging-classes-inherited
class CaeCostStatement(models.Model):
    """What a member reads: the arithmetic, the documents, and what happens next."""

    _inherit = "cae.cost.statement"

    balance = fields.Monetary(
        compute="_compute_balance",
        help="Share less provisions: to pay; below zero, given back.",
    )
    pool_count = fields.Integer(string="Pools", compute="_compute_pool_count")

    @api.depends("amount", "provisional")
    def _compute_balance(self):
        for statement in self:
            statement.balance = statement.amount - statement.provisional

    def _compute_pool_count(self):
        counts = dict(
            self.env["cae.cost.settlement.line"]._read_group(
                [("statement_id", "in", self.ids)], ["statement_id"], ["__count"]
            )
        )
        for statement in self:
            statement.pool_count = counts.get(statement._origin, 0)

    def _get_documents(self):
        """`{statement: its invoices and credit notes}`, in sudo, by date."""
        lines = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("cae_cost_settlement_id", "in", self.settlement_id.ids),
                    ("cae_cost_membership_id", "in", self.membership_id.ids),
                    ("parent_state", "=", "posted"),
                ]
            )
        )
        found = lines.grouped(
            lambda line: (
                line.cae_cost_settlement_id.id,
                line.cae_cost_membership_id.id,
            )
        )
        nothing = lines.browse()
        return {
            statement: found.get(
                (statement.settlement_id.id, statement.membership_id.id), nothing
            ).move_id.sorted(lambda move: (move.invoice_date, move.id))
            for statement in self
        }

    def _get_pool_costs(self):
        """`{pool: its row of the settlement}`, in sudo: what a net cost is made of."""
        self.ensure_one()
        return {cost.pool_id: cost for cost in self.sudo().settlement_id.cost_ids}

    def _may_see_table(self):
        """Whether the member may look at the shares of the others."""
        self.ensure_one()
        return self.sudo().company_id.cae_cost_table_open

    def _format_period(self):
        """“Year 2026”, or both dates."""
        self.ensure_one()
        return self.settlement_id.sudo()._format_period()

    def _get_lang(self):
        self.ensure_one()
        return self.partner_id.sudo().lang or self.company_id.sudo().partner_id.lang

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.display_name.replace("/", "-")

    def _get_report_style(self):
        return read_styles("statement", "cost_statement")

    def action_preview(self):
        """The page that the member sees."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.access_url, "target": "new"}

    def action_view_lines(self):
        """The shares, pool by pool."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "cae_mutualisation.cae_cost_settlement_line_action"
            ),
            "domain": [("statement_id", "in", self.ids)],
            "context": {"create": False},
        }

    def action_view_moves(self):
        """The invoices and credit notes of these members."""
        moves = self.env["account.move"].union(*self._get_documents().values())
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "account.action_move_out_invoice_type"
            ),
            "domain": [("id", "in", moves.ids)],
            "context": {"create": False},
        }
