# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

# What was sent or signed does not change: another version says what changes.
CONTENT_FIELDS = {
    "partner_id",
    "company_id",
    "is_cae_agreement",
    "sale_order_template_id",
    "pricelist_id",
    "cae_start_date",
    "cae_end_date",
    "cae_billing_period",
    "cae_renewal",
    "cae_renewal_months",
    "cae_notice_months",
    "cae_specification",
    "cae_clauses",
    "cae_notice_given_date",
    "cae_previous_id",
    "cae_origin_id",
    "cae_version",
}

# No context that comes over the network is this very object.
AGREEMENT_SENTINEL = object()


class SaleOrder(models.Model):
    """An agreement is sent, signed and locked; lines of requests follow it."""

    _inherit = "sale.order"

    # === What was sent stays === #

    def write(self, vals):
        by_action = self.env.context.get("cae_agreement_sentinel") is AGREEMENT_SENTINEL
        if CONTENT_FIELDS & vals.keys() and not by_action:
            self._check_cae_content()
        if vals.get("state") in ("sent", "sale"):
            self._freeze_cae_clauses()
        result = super().write(vals)
        if vals.get("state") == "draft":
            self.filtered("is_cae_agreement")._write_agreement({"cae_clauses": False})
            self._link_cae_request_lines("assessed")
        elif vals.get("state") == "cancel":
            self._unlink_cae_request_lines()
        return result

    def _write_agreement(self, vals):
        """What the actions write on what was sent or signed, and nobody else."""
        return self.with_context(cae_agreement_sentinel=AGREEMENT_SENTINEL).write(vals)

    def _check_cae_content(self):
        """Refuse to change an agreement that was sent or signed."""
        for order in self.filtered("is_cae_agreement"):
            if order.state == "sent":
                raise UserError(
                    self.env._(
                        "%(agreement)s was sent to be signed: set it back to draft "
                        "before you change it.",
                        agreement=order.name,
                    )
                )
            if order.state == "sale":
                raise UserError(
                    self.env._(
                        "%(agreement)s was signed on %(date)s: its dates, services, "
                        "prices and clauses do not change. Make an amendment.",
                        agreement=order.name,
                        date=format_date(self.env, order.signed_on or order.date_order),
                    )
                )

    def _freeze_cae_clauses(self):
        """Keep the text that is sent; refuse what cannot be agreed.

        :raises UserError: no service, the organisation may not be served, or a
            mandatory clause lacks a value
        """
        for order in self.filtered("is_cae_agreement"):
            order._check_cae_ready()
            if not order.cae_clauses:
                order._write_agreement({"cae_clauses": order._render_cae_clauses()})

    def _check_cae_ready(self):
        if not self._get_cae_services():
            raise UserError(
                self.env._(
                    "%(agreement)s has no shared service: add the lines that the "
                    "centre serves.",
                    agreement=self.name,
                )
            )
        access = self.partner_id._get_cae_service_access(self.company_id)
        found = access[self.partner_id.id]
        if found.state not in ("member", "auxiliary"):
            raise UserError(
                self.env._(
                    "%(agreement)s: %(partner)s cannot be served. %(reason)s",
                    agreement=self.name,
                    partner=self.partner_id.name,
                    reason=found.note,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_amended(self):
        for order in self:
            if order.cae_next_ids:
                raise UserError(
                    self.env._(
                        "%(agreement)s was amended: delete its amendments first.",
                        agreement=order.name,
                    )
                )

    # === Signature === #

    def _has_to_be_signed(self):
        """Only what was sent is signed: its text does not change any more."""
        if self.is_cae_agreement and self.state == "draft":
            return False
        return super()._has_to_be_signed()

    def _should_be_locked(self):
        return self.is_cae_agreement or super()._should_be_locked()

    def action_draft(self):
        """Back to draft, unless members signed; a sent text is written anew."""
        signed = self.filtered(
            lambda order: order.is_cae_agreement and order.state == "sale"
        )
        signed._check_cae_content()
        return super().action_draft()

    def _action_confirm(self):
        agreements = self.filtered("is_cae_agreement")
        agreements._follow_cae_previous()
        result = super()._action_confirm()
        agreements._subscribe_cae_professionals()
        agreements._link_cae_request_lines("agreed")
        return result

    def _action_cancel(self):
        for order in self.filtered(
            lambda one: one.is_cae_agreement and one.state == "sale"
        ):
            if order.cae_previous_id or order._get_cae_next():
                raise UserError(
                    self.env._(
                        "%(agreement)s is one of the signed versions of an agreement: "
                        "amend the last one again, or give notice.",
                        agreement=order.name,
                    )
                )
        return super()._action_cancel()

    # === Lines of requests === #

    def _get_cae_request_lines(self):
        """Those that this agreement answers."""
        return self.sudo().order_line.cae_request_line_id

    def _link_cae_request_lines(self, state):
        """Bring the lines of requests to the state of their agreement."""
        for line in self.sudo().order_line.filtered("cae_request_line_id"):
            asked = line.cae_request_line_id
            if asked.state in ("accepted", "assessed", "agreed") and (
                not asked.sale_line_id
                or asked.sale_line_id == line
                or state == "agreed"
            ):
                asked.write({"sale_line_id": line.id, "state": state})
        self._get_cae_request_lines().request_id._follow_lines()

    def _unlink_cae_request_lines(self):
        """The agreement is given up: the need is assessed, and without agreement."""
        lines = self.sudo().order_line
        asked = lines.cae_request_line_id.filtered(
            lambda one: one.sale_line_id in lines and one.state != "cancelled"
        )
        asked.write({"sale_line_id": False, "state": "assessed"})
        asked.request_id._follow_lines()

    def _close_cae_request_lines(self):
        """What was agreed is done once the agreement is over."""
        asked = self.env["cae.service.request.line"].sudo()
        done = asked.search(
            [("sale_line_id.order_id", "in", self.ids), ("state", "=", "agreed")]
        )
        done.write({"state": "done"})
        done.request_id._follow_lines()
