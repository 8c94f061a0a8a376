# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request, route

from .portal import CaeMutualisationPortal

MODEL = "cae.cost.agreement"


class CaeCostAgreementPortal(CaeMutualisationPortal):
    """Who represents a member reads and signs its cost-sharing agreements."""

    # === Rights === #

    def _get_cost_agreement_domain(self):
        """What was sent to the visitor's own organisation; never a draft."""
        partner = request.env.user.partner_id.commercial_partner_id
        return [
            ("partner_id", "=", partner.id),
            ("state", "in", ("sent", "signed", "ended")),
        ]

    def _find_cost_agreements(self):
        agreements = request.env[MODEL]
        if not agreements.has_access("read"):
            return agreements
        return agreements.search(self._get_cost_agreement_domain())

    def _get_own_cost_agreement(self, agreement_id):
        """An agreement of the visitor's organisation, in sudo.

        :raises AccessError: somebody else's, even for who keeps the agreements
        :raises MissingError: nothing of this number
        """
        agreement_sudo = self._document_check_access(MODEL, agreement_id)
        if not agreement_sudo.filtered_domain(self._get_cost_agreement_domain()):
            raise AccessError(request.env._("This agreement is not of your member."))
        # In the visitor's name: the portal's own sudo acts as the system's user.
        return request.env[MODEL].browse(agreement_id).sudo()

    # === Values === #

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        names = {"cost_agreement_count", "cost_agreement_to_sign_count"}
        if names & set(counters):
            agreements = self._find_cost_agreements()
            to_sign = agreements.filtered(lambda one: one.state == "sent")
            values["cost_agreement_count"] = len(agreements)
            values["cost_agreement_to_sign_count"] = len(to_sign)
        return values

    def _prepare_cost_agreement_values(self, agreement_sudo):
        try:
            agreement_sudo._check_seal()
            intact = True
        except UserError:
            intact = False
        return {
            "agreement": agreement_sudo,
            "intact": intact,
            "may_sign": intact and agreement_sudo.state == "sent",
            "res_company": agreement_sudo.company_id,
            "page_name": "cae_cost_agreement",
        }

    # === Pages === #

    @route("/my/cost-agreements", type="http", auth="user", website=True)
    def portal_my_cost_agreements(self, **kwargs):
        if not request.env[MODEL].has_access("read"):
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "agreements": self._find_cost_agreements().sudo(),
                "page_name": "cae_cost_agreements",
            }
        )
        return request.render("cae_mutualisation.portal_my_cost_agreements", values)

    @route(
        "/my/cost-agreements/<int:agreement_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_cost_agreement(
        self, agreement_id, report_type=None, download=False, **kwargs
    ):
        try:
            agreement_sudo = self._get_own_cost_agreement(agreement_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._prepare_cost_agreement_values(agreement_sudo)
        if report_type == "pdf" and values["intact"]:
            return self._download_cost_agreement(agreement_sudo, download)
        values["just_signed"] = agreement_sudo.state == "signed" and "signed" in kwargs
        values = self._get_page_view_values(
            agreement_sudo, None, values, "my_cost_agreements_history", False
        )
        return request.render("cae_mutualisation.portal_my_cost_agreement", values)

    def _download_cost_agreement(self, agreement_sudo, download):
        """What was signed as it is kept, scan of a paper included; else a print."""
        kept = agreement_sudo.attachment_id
        if kept:
            stream = request.env["ir.binary"]._get_stream_from(kept)
            return stream.get_response(as_attachment=bool(download))
        return self._show_report(
            model=agreement_sudo,
            report_type="pdf",
            report_ref="cae_mutualisation.action_report_cost_agreement",
            download=download,
        )

    @route(
        "/my/cost-agreements/<int:agreement_id>/sign",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_cost_agreement_sign(
        self, agreement_id, name=None, signature=None, **kwargs
    ):
        try:
            agreement_sudo = self._get_own_cost_agreement(agreement_id)
        except (AccessError, MissingError):
            return {"error": request.env._("This agreement is not yours to sign.")}
        try:
            with request.env.cr.savepoint():
                agreement_sudo._sign(name, signature=signature, user=request.env.user)
        except UserError as error:
            return {"error": str(error)}
        return {
            "force_refresh": True,
            "redirect_url": f"{agreement_sudo.access_url}?signed=1",
        }
