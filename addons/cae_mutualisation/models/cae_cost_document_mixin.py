# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..kernel.sharing import Period


class CaeCostDocumentMixin(models.AbstractModel):
    """A period whose costs are shared and invoiced: provisions, or the settlement.

    Concrete models have a `state`, `line_ids` made by the engine, and say which field
    of an invoice line leads to them (`_get_link_name`).
    """

    _name = "cae.cost.document.mixin"
    _description = "Shared Costs of a Period"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True, help="Printed on the invoices.")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    pool_ids = fields.Many2many(
        "cae.cost.pool",
        string="Only Pools",
        check_company=True,
        help="Empty: all the pools that members share.",
    )
    invoice_date = fields.Date(
        copy=False, help="Empty: the day when the invoices are made."
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        check_company=True,
        default=lambda self: self.env.company.cae_cost_payment_term_id,
        help="Empty: the payment terms of each member.",
    )
    post = fields.Boolean(
        string="Post the Invoices",
        default=True,
        help="Else they stay drafts, for somebody to look at.",
    )
    move_count = fields.Integer(string="Invoices", compute="_compute_move_count")

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A period does not end before it starts."
    )

    @api.model
    def _get_link_name(self):
        """The field of an invoice line that says which record it belongs to."""
        raise NotImplementedError

    def _get_move_lines(self):
        """The invoice lines made by these records, whoever looks."""
        return (
            self.env["account.move.line"]
            .sudo()
            .search([(self._get_link_name(), "in", self.ids)])
        )

    def _compute_move_count(self):
        link = self._get_link_name()
        counts = dict(
            self.env["account.move.line"]
            .sudo()
            ._read_group([(link, "in", self.ids)], [link], ["move_id:count_distinct"])
        )
        for document in self:
            document.move_count = counts.get(document._origin.sudo(), 0)

    @api.constrains("date_from", "date_to", "pool_ids", "company_id", "state")
    def _check_overlap(self):
        for document in self.filtered(lambda found: found.state != "cancelled"):
            others = self.search(
                [
                    ("id", "!=", document.id),
                    ("company_id", "=", document.company_id.id),
                    ("state", "!=", "cancelled"),
                    ("date_from", "<=", document.date_to),
                    ("date_to", ">=", document.date_from),
                ]
            )
            for other in others:
                pools = document._get_pools() & other._get_pools()
                if pools:
                    raise ValidationError(
                        self.env._(
                            "%(record)s: “%(other)s” (%(start)s to %(end)s) has "
                            "%(pools)s on some of the same days already. Change the "
                            "dates or the pools, or work on that one.",
                            record=document.name,
                            other=other.name,
                            start=format_date(self.env, other.date_from),
                            end=format_date(self.env, other.date_to),
                            pools=", ".join(pools.mapped("name")),
                        )
                    )

    def _get_pools(self):
        """The pools that are shared: those chosen, or all."""
        self.ensure_one()
        return self.pool_ids or self.env["cae.cost.pool"].search(
            [("company_id", "=", self.company_id.id)]
        )

    def _get_period(self):
        self.ensure_one()
        return Period(self.date_from, self.date_to)

    @api.model
    def _get_busy_message(self):
        return self.env._(
            "Somebody else is working on this record. Wait a moment, then look at it "
            "again."
        )

    def action_view_moves(self):
        """The invoices and credit notes."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return {
            **action,
            "domain": [("id", "in", self._get_move_lines().move_id.ids)],
            "context": {"create": False},
        }

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name.replace("/", "-")
