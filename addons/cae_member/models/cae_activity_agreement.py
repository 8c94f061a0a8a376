# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models

from .cae_contract_clause import JOINT


class CaeActivity(models.Model):
    """The agreement of the holders of a joint activity (decree 2015-1363)."""

    _inherit = "cae.activity"

    contract_document_ids = fields.One2many(
        "cae.contract.document",
        "activity_id",
        string="Contract Documents",
        groups="hr.group_hr_manager",
    )
    joint_agreement_state = fields.Selection(
        [
            ("missing", "To prepare"),
            ("draft", "Draft"),
            ("sent", "To sign"),
            ("signed", "Signed"),
            ("renew", "To renew: holders or shares changed"),
        ],
        string="Joint Agreement",
        compute="_compute_joint_agreement_state",
        groups="hr.group_hr_manager",
        help="Of the activities that several people hold.",
    )

    @api.depends(
        "holder_ids.partner_id",
        "holder_ids.share_percent",
        "contract_document_ids.state",
    )
    def _compute_joint_agreement_state(self):
        for activity in self:
            documents = activity.contract_document_ids.filtered(
                lambda document: (
                    document.kind == JOINT and document.state != "cancelled"
                )
            )
            activity.joint_agreement_state = activity._get_agreement_state(
                documents.sorted("id", reverse=True)
            )

    def _get_agreement_state(self, documents):
        """Of the activity's agreements, last first; nothing for a single holder."""
        if len(self.holder_ids) < 2:
            return False
        signed = documents.filtered(lambda document: document.state == "signed")[:1]
        if signed and signed.shares == self._get_agreed_shares():
            return "signed"
        open_documents = documents.filtered(lambda document: document.state != "signed")
        if open_documents:
            return open_documents[0].state
        return "renew" if signed else "missing"

    def _get_agreed_shares(self):
        """The share of each holder, as an agreement keeps it: {partner id: share}."""
        self.ensure_one()
        return {
            str(holder.partner_id.id): round(holder.share_percent, 2)
            for holder in self.holder_ids
        }

    def action_prepare_agreement(self):
        """Write the agreement of the holders, or open the one that waits."""
        self.ensure_one()
        documents = self.env["cae.contract.document"]
        waiting = documents.search(
            [
                ("activity_id", "=", self.id),
                ("kind", "=", JOINT),
                ("state", "=", "sent"),
            ],
            limit=1,
        )
        return (waiting or documents._prepare_for(self)).action_open()

    def action_view_agreements(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_contract_document_action"
        )
        domain = [("activity_id", "=", self.id), ("kind", "=", JOINT)]
        return {**action, "domain": domain, "context": {}}
