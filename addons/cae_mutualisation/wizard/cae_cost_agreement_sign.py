# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class CaeCostAgreementSign(models.TransientModel):
    """Record a member's signature on paper, or sign for the grouping."""

    _name = "cae.cost.agreement.sign"
    _description = "Signature of a Cost-Sharing Agreement"

    agreement_id = fields.Many2one("cae.cost.agreement", required=True, readonly=True)
    side = fields.Selection(
        [("member", "Member"), ("cooperative", "Grouping")],
        required=True,
        default="member",
    )
    name = fields.Char(
        string="Signed By",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    date = fields.Date(
        string="Signed on", required=True, default=fields.Date.context_today
    )
    document = fields.Binary(
        string="Scan",
        attachment=False,
        help="The signed paper, as a PDF or a picture. It is kept with the agreement, "
        "and the member may download it.",
    )
    filename = fields.Char()
    function = fields.Char(
        default=lambda self: self.env.user.partner_id.function,
        help="Printed below the name.",
    )
    signature = fields.Binary(
        attachment=False, help="Optional: the name is enough for the grouping."
    )

    @api.depends("side")
    def _compute_name(self):
        for wizard in self:
            own = wizard.side == "cooperative"
            wizard.name = self.env.user.name if own else wizard.name

    def action_sign(self):
        """Record it; with the member's signature the agreement is in force."""
        self.ensure_one()
        agreement = self.agreement_id
        agreement.check_access("write")
        if self.side == "cooperative":
            agreement._countersign(self.name, self.function, self.signature)
        else:
            self._check_paper()
            agreement._sign_paper(self.name, self.date, self.document, self.filename)
        return {"type": "ir.actions.act_window_close"}

    def _check_paper(self):
        if not self.document:
            raise UserError(
                self.env._("Add the scan of the signed paper: it is the proof.")
            )
        if self.date > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(agreement)s can't be signed on %(date)s, which is to come.",
                    agreement=self.agreement_id.display_name,
                    date=format_date(self.env, self.date),
                )
            )
