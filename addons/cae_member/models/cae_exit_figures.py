# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models

UNPAID = ("not_paid", "partial")


class CaeExit(models.Model):
    """What is owed each way, read for all the files at once."""

    _inherit = "cae.exit"

    share_amount = fields.Monetary(
        string="Shares Held", compute="_compute_owed", compute_sudo=True
    )
    share_owed_amount = fields.Monetary(
        string="Shares to Repay",
        compute="_compute_owed",
        compute_sudo=True,
        help="Shares that have left and are not yet paid back to the person.",
    )
    share_due_date = fields.Date(
        string="To Repay before", compute="_compute_owed", compute_sudo=True
    )
    member_due_amount = fields.Monetary(
        string="Owed by the Person",
        compute="_compute_owed",
        compute_sudo=True,
        help="Unpaid invoices to the person: capital called, dues…",
    )
    customer_due_amount = fields.Monetary(
        string="Owed by Customers",
        compute="_compute_owed",
        compute_sudo=True,
        help="Unpaid invoices of the activities, taxes included.",
    )
    supplier_due_amount = fields.Monetary(
        string="Owed to Suppliers",
        compute="_compute_owed",
        compute_sudo=True,
        help="Unpaid bills of the activities, taxes included.",
    )

    @api.depends("partner_id", "membership_id", "held_activity_ids")
    def _compute_owed(self):
        moves = self.env["account.move"]
        sales = self._read_unpaid_documents(moves.get_sale_types(include_receipts=True))
        bills = self._read_unpaid_documents(
            moves.get_purchase_types(include_receipts=True)
        )
        owed = self._read_owed_by_persons()
        due = self._read_share_due_dates()
        for exit_file in self:
            member = exit_file.membership_id
            activities = exit_file.held_activity_ids._origin
            person = exit_file.partner_id.commercial_partner_id._origin
            exit_file.share_amount = member.share_amount
            exit_file.share_owed_amount = member.share_owed_amount
            exit_file.share_due_date = due.get(member._origin.id)
            exit_file.member_due_amount = owed.get(
                (person.id, exit_file.company_id.id), 0.0
            )
            exit_file.customer_due_amount = sum(
                sales[found.id][0] for found in activities if found.id in sales
            )
            exit_file.supplier_due_amount = -sum(
                bills[found.id][0] for found in activities if found.id in bills
            )

    def _read_unpaid_documents(self, move_types):
        """`{activity id: (residual in company currency, ids of the documents)}`."""
        groups = (
            self.env["account.move"]
            .sudo()
            ._read_group(
                [
                    ("activity_id", "in", self.held_activity_ids.ids),
                    ("state", "=", "posted"),
                    ("payment_state", "in", UNPAID),
                    ("move_type", "in", move_types),
                    ("amount_residual", "!=", 0),
                ],
                ["activity_id"],
                ["amount_residual_signed:sum", "id:array_agg"],
            )
        )
        return {activity.id: (amount, ids) for activity, amount, ids in groups}

    def _read_owed_by_persons(self):
        """`{(partner id, company id): unpaid invoices less credit notes}`."""
        moves = self.env["account.move"].sudo()
        groups = moves._read_group(
            [
                (
                    "commercial_partner_id",
                    "in",
                    self.partner_id.commercial_partner_id.ids,
                ),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "posted"),
                ("payment_state", "in", UNPAID),
                ("move_type", "in", moves.get_sale_types(include_receipts=True)),
            ],
            ["commercial_partner_id", "company_id"],
            ["amount_residual_signed:sum"],
        )
        return {(partner.id, company.id): amount for partner, company, amount in groups}

    def _read_share_due_dates(self):
        """When the shares of leavers are to be repaid: `{membership id: first day}`."""
        groups = (
            self.env["cae.share.movement"]
            .sudo()
            ._read_group(
                [
                    ("membership_id", "in", self.membership_id.ids),
                    ("state", "=", "posted"),
                    ("residual", ">", 0),
                ],
                ["membership_id"],
                ["repayment_due_date:min"],
            )
        )
        return {member.id: day for member, day in groups}

    def _get_owed_rows(self):
        """What the summary says is owed, if not zero: `(label, amount)`."""
        self.ensure_one()
        rows = [
            (self.env._("Shares held"), self.share_amount),
            (self.env._("Shares to repay to the person"), self.share_owed_amount),
            (self.env._("Owed by the person"), self.member_due_amount),
            (
                self.env._("Owed by the customers of the activities"),
                self.customer_due_amount,
            ),
            (
                self.env._("Owed to the suppliers of the activities"),
                self.supplier_due_amount,
            ),
        ]
        return [row for row in rows if row[1]]

    # === Smart buttons === #

    def action_view_membership(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.membership",
            "res_id": self.membership_id.id,
            "view_mode": "form",
        }

    def action_view_activities(self):
        self.ensure_one()
        return self._get_list_action(
            "cae_member.cae_activity_action", [("id", "in", self.held_activity_ids.ids)]
        )

    def action_view_unpaid(self):
        """What customers still have to pay to the activities."""
        self.ensure_one()
        domain = [
            ("activity_id", "in", self.held_activity_ids.ids),
            ("state", "=", "posted"),
            ("payment_state", "in", UNPAID),
        ]
        return self._get_list_action(
            "account.action_move_out_invoice_type",
            [*domain, ("move_type", "in", ("out_invoice", "out_refund"))],
        )

    def _get_list_action(self, xmlid, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "domain": domain, "context": {"create": False}}
