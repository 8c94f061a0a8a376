# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeShareOperation(models.TransientModel):
    """Asks for what a movement of shares needs, then does it."""

    _name = "cae.share.operation"
    _description = "Move Shares"
    _check_company_auto = True

    operation = fields.Selection(
        [
            ("subscribe", "Subscribe"),
            ("transfer", "Transfer"),
            ("convert", "Convert"),
            ("loss", "Absorb a Loss"),
            ("cancel", "Correct a Subscription"),
        ],
        required=True,
        default="subscribe",
    )
    membership_id = fields.Many2one(
        "cae.membership", string="Member", required=True, check_company=True
    )
    company_id = fields.Many2one(related="membership_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    share_class_id = fields.Many2one(
        "cae.share.class",
        required=True,
        check_company=True,
        compute="_compute_share_class_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    quantity = fields.Integer(required=True, default=1)
    amount = fields.Monetary(compute="_compute_amount")
    date = fields.Date(required=True, default=fields.Date.context_today)
    to_membership_id = fields.Many2one(
        "cae.membership", string="To", check_company=True
    )
    to_class_id = fields.Many2one(
        "cae.share.class", string="Into Shares", check_company=True
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Instalments",
        help="When the capital is due. Empty: at once.",
    )

    @api.depends("membership_id")
    def _compute_share_class_id(self):
        for wizard in self:
            category = wizard.membership_id.category_id
            classes = category.share_class_ids or self.env["cae.share.class"].search(
                [
                    ("company_id", "=", wizard.membership_id.company_id.id),
                    ("category_ids", "=", False),
                ],
                limit=1,
            )
            wizard.share_class_id = classes[:1]

    @api.depends("share_class_id", "quantity")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.quantity * wizard.share_class_id.nominal_value

    def action_confirm(self):
        """Do it, then show the rows of the register."""
        self.ensure_one()
        movements = getattr(self, f"_confirm_{self.operation}")()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_share_movement_action"
        )
        return {**action, "domain": [("id", "in", movements.ids)], "context": {}}

    def _confirm_subscribe(self):
        return self.membership_id.subscribe(
            self.share_class_id, self.quantity, self.date, self.payment_term_id
        )

    def _confirm_transfer(self):
        if not self.to_membership_id:
            raise UserError(self.env._("Choose the member who receives the shares."))
        return self.membership_id.transfer(
            self.to_membership_id, self.share_class_id, self.quantity, self.date
        )

    def _confirm_convert(self):
        if not self.to_class_id:
            raise UserError(self.env._("Choose the shares to convert into."))
        return self.membership_id.convert_shares(
            self.share_class_id, self.to_class_id, self.quantity, self.date
        )

    def _confirm_loss(self):
        return self.membership_id.absorb_loss(
            self.share_class_id, self.quantity, self.date
        )

    def _confirm_cancel(self):
        return self.membership_id.cancel_subscription(
            self.share_class_id, self.quantity, self.date
        )
