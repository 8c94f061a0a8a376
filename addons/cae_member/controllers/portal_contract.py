# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from .portal import CaeMemberPortal

MODEL = "cae.contract.document"


class CaeContractPortal(CaeMemberPortal):
    # === Rights === #

    def _find_contracts(self, domain=()):
        """The visitor's documents: sent to them, found by their own rights."""
        documents = request.env[MODEL]
        if not documents.has_access("read"):
            return documents
        own = [
            ("signer_ids.partner_id", "=", request.env.user.partner_id.id),
            ("state", "in", ("sent", "signed")),
        ]
        return documents.search([*own, *domain])

    def _get_contract(self, document_id):
        """A document that the visitor signs, in sudo.

        :raises AccessError: somebody else's, even for who keeps the contracts
        :raises MissingError: nothing of this number
        """
        document_sudo = self._document_check_access(MODEL, document_id)
        if document_sudo.id not in self._find_contracts().ids:
            raise AccessError(request.env._("This document is not yours to sign."))
        return document_sudo

    def _get_own_signer(self, document_sudo):
        partner = request.env.user.partner_id
        signers = document_sudo.signer_ids
        return signers.filtered(
            lambda s: s.partner_id == partner and s.role != "cooperative"
        )[:1]

    # === Values === #

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if {"contract_count", "contract_to_sign_count"} & set(counters):
            documents = self._find_contracts()
            values["contract_count"] = len(documents)
            values["contract_to_sign_count"] = len(self._filter_to_sign(documents))
        return values

    def _filter_to_sign(self, documents):
        """Those that wait for the visitor's own signature."""
        return documents.filtered(
            lambda document: (
                document.state == "sent"
                and not self._get_own_signer(document.sudo()).signed_on
            )
        )

    def _get_own_dates(self):
        """The dates that the visitor's contracts lead to, of each cooperative."""
        employees = (
            request.env["hr.employee"]
            .sudo()
            .search([("work_contact_id", "=", request.env.user.partner_id.id)])
        )
        memberships = employees._cae_read_memberships()
        return [
            {
                "employee": employee,
                "member": memberships[employee.id].state == "member",
                "deadline": employee.membership_deadline,
                "end": employee.current_version_id.contract_date_end,
                "type": employee.current_version_id.contract_type_id.name,
            }
            for employee in employees
            if employee.current_version_id.contract_date_start
        ]

    def _prepare_contract_values(self, document_sudo):
        signer = self._get_own_signer(document_sudo)
        try:
            document_sudo._check_seal()
            intact = True
        except UserError:
            intact = False
        to_sign = document_sudo.state == "sent" and not signer.signed_on
        return {
            "document": document_sudo,
            "intact": intact,
            "may_sign": bool(signer) and intact and to_sign,
            "just_signed": bool(signer.signed_on),
            "res_company": document_sudo.company_id,
            "page_name": "cae_contract",
        }

    # === Pages === #

    @http.route("/my/contracts", type="http", auth="user", website=True)
    def portal_my_contracts(self, **kwargs):
        if not request.env[MODEL].has_access("read"):
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        documents = self._find_contracts()
        values.update(
            {
                "documents": documents.sudo(),
                "to_sign": self._filter_to_sign(documents).sudo(),
                "own_dates": self._get_own_dates(),
                "page_name": "cae_contracts",
            }
        )
        return request.render("cae_member.portal_my_contracts", values)

    @http.route(
        "/my/contracts/<int:document_id>", type="http", auth="user", website=True
    )
    def portal_my_contract(
        self, document_id, report_type=None, download=False, **kwargs
    ):
        try:
            document_sudo = self._get_contract(document_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._prepare_contract_values(document_sudo)
        if report_type == "pdf" and values["intact"]:
            return self._show_report(
                model=document_sudo,
                report_type="pdf",
                report_ref="cae_member.action_report_contract_document",
                download=download,
            )
        values["just_signed"] = values["just_signed"] and "signed" in kwargs
        values = self._get_page_view_values(
            document_sudo, None, values, "my_contracts_history", False
        )
        return request.render("cae_member.portal_my_contract", values)

    @http.route(
        "/my/contracts/<int:document_id>/sign",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_contract_sign(self, document_id, name=None, signature=None, **kwargs):
        try:
            document_sudo = self._get_contract(document_id)
        except (AccessError, MissingError):
            return {"error": request.env._("This document is not yours to sign.")}
        # In the visitor's name: the portal's own sudo acts as the system's user.
        document = request.env[MODEL].browse(document_sudo.id).sudo()
        try:
            with request.env.cr.savepoint():
                document._sign(
                    name, signature=signature, partner=request.env.user.partner_id
                )
        except UserError as error:
            return {"error": str(error)}
        return {
            "force_refresh": True,
            "redirect_url": f"{document.access_url}?signed=1",
        }
