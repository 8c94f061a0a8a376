# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CaeCostAgreementPrepare(models.TransientModel):
    """Prepare the agreements of many members, all at once."""

    _name = "cae.cost.agreement.prepare"
    _description = "Prepare Cost-Sharing Agreements"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    membership_ids = fields.Many2many(
        "cae.membership",
        string="Members",
        compute="_compute_membership_ids",
        store=True,
        readonly=False,
        precompute=True,
        help="All member organisations, unless you choose others.",
    )
    pool_ids = fields.Many2many(
        "cae.cost.pool",
        string="Pools",
        compute="_compute_pool_ids",
        store=True,
        readonly=False,
        precompute=True,
        help="Each is shared by its usual key; the drafts may say another one.",
    )
    date_start = fields.Date(
        string="Start",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(years=1, month=1, day=1)
        ),
    )
    date_end = fields.Date(string="End", help="Last day. Empty: without an end.")
    notice_months = fields.Integer(string="Notice (Months)", default=6)
    covered = fields.Text(
        string="Already Agreed",
        compute="_compute_covered",
        help="Members who share some of these pools already from that day on, by an "
        "agreement in force, to sign or in draft. These pools are left out.",
    )

    @api.depends("company_id")
    def _compute_membership_ids(self):
        for wizard in self:
            wizard.membership_ids = self.env["cae.membership"].search(
                [
                    ("company_id", "=", wizard.company_id.id),
                    ("state", "in", ("member", "leaving")),
                    ("partner_id.is_company", "=", True),
                ]
            )

    @api.depends("company_id")
    def _compute_pool_ids(self):
        for wizard in self:
            wizard.pool_ids = self.env["cae.cost.pool"].search(
                [("company_id", "=", wizard.company_id.id)]
            )

    @api.depends("membership_ids", "pool_ids", "date_start", "date_end")
    def _compute_covered(self):
        for wizard in self:
            lines = self.env["cae.cost.agreement.line"].browse()
            lines = lines.concat(*wizard._get_covered().values())
            wizard.covered = "\n".join(
                self.env._(
                    "%(agreement)s: %(pools)s",
                    agreement=agreement.display_name,
                    pools=", ".join(found.pool_id.mapped("name")),
                )
                for agreement, found in lines.grouped("agreement_id").items()
            )

    def _get_covered(self):
        """`{member: lines}` of what is agreed, or about to be, for these days."""
        self.ensure_one()
        domain = [
            ("membership_id", "in", self.membership_ids.ids),
            ("pool_id", "in", self.pool_ids.ids),
            ("state", "in", ("draft", "sent", "signed")),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", self.date_start),
        ]
        if self.date_end:
            domain.append(("date_start", "<=", self.date_end))
        lines = self.env["cae.cost.agreement.line"].search(domain)
        lines.fetch(["membership_id", "pool_id", "agreement_id"])
        covered = defaultdict(lines.browse)
        for line in lines:
            covered[line.membership_id] |= line
        return covered

    def action_prepare(self):
        """One draft for each member, with the pools that it does not share yet."""
        self.ensure_one()
        covered = self._get_covered()
        vals_list = []
        for member in self.membership_ids:
            pools = self.pool_ids - covered[member].pool_id
            if pools:
                vals_list.append(self._prepare_vals(member, pools))
        if not vals_list:
            raise UserError(
                self.env._(
                    "There is nothing to prepare: choose members and pools. Those "
                    "chosen have agreements already; amend them."
                )
            )
        agreements = self.env["cae.cost.agreement"].create(vals_list)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_cost_agreement_action"
        )
        return {
            **action,
            "domain": [("id", "in", agreements.ids)],
            "context": {},
            "target": "main",
        }

    def _prepare_vals(self, member, pools):
        return {
            "membership_id": member.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "notice_months": self.notice_months,
            "line_ids": [
                Command.create({"pool_id": pool.id, "sequence": 10 * number})
                for number, pool in enumerate(pools, start=1)
            ],
        }
