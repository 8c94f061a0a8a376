# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from .portal import CaeMemberPortal

UNPAID = ("not_paid", "partial")


class CaeSharePortal(CaeMemberPortal):
    def _prepare_membership_values(self, memberships):
        """Also the shares: the memberships are the visitor's, found by their rules."""
        return {
            **super()._prepare_membership_values(memberships),
            "shares": memberships.sudo(),
            "calls": self._get_capital_calls(memberships),
            "movements": self._get_share_movements(memberships),
        }

    def _get_capital_calls(self, memberships):
        """What each membership still has to pay: ``{membership id: invoices}``."""
        invoices = (
            request.env["account.move"]
            .sudo()
            .search(
                [
                    ("share_membership_id", "in", memberships.ids),
                    ("move_type", "=", "out_invoice"),
                    ("state", "=", "posted"),
                    ("payment_state", "in", UNPAID),
                ],
                order="invoice_date_due, id",
            )
        )
        return invoices.grouped(lambda invoice: invoice.share_membership_id.id)

    def _get_share_movements(self, memberships):
        """The rows of each membership in the register: ``{membership id: rows}``."""
        rows = request.env["cae.share.movement"].search(
            [("membership_id", "in", memberships.ids)]
        )
        return rows.sudo().grouped(lambda row: row.membership_id.id)

    @http.route(
        "/my/membership/<int:membership_id>/certificate",
        type="http",
        auth="user",
        website=True,
    )
    def portal_share_certificate(self, membership_id, **kwargs):
        try:
            membership_sudo = self._document_check_access(
                "cae.membership", membership_id
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not membership_sudo.share_quantity:
            return request.redirect("/my/membership")
        return self._show_report(
            model=membership_sudo,
            report_type="pdf",
            report_ref="cae_member.action_report_share_certificate",
        )
