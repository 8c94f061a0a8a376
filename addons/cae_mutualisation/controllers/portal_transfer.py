# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import math

from odoo import fields
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.cae_activity_transfer import DRAFT, REQUESTED, WORKING
from .portal import CaeMutualisationPortal

MODEL = "cae.activity.transfer"
# What a holder may do: which side of the transfer, and the method that does it.
ANSWERS = {
    "accept": ("customer", "action_accept"),
    "refuse": ("customer", "action_refuse"),
    "withdraw": ("supplier", "action_withdraw"),
}
LAST = 5


class CaeTransferPortal(CaeMutualisationPortal):
    # === Pages === #

    @route(
        ["/my/transfers", "/my/transfers/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_transfers(self, page=1, **kwargs):
        activities = self._get_own_activities()
        if not activities:
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        values.update(self._prepare_transfers_values(activities, page))
        return request.render("cae_mutualisation.portal_my_transfers", values)

    @route("/my/transfer/<int:transfer_id>", type="http", auth="user", website=True)
    def portal_my_transfer(
        self, transfer_id, report_type=None, download=False, **kwargs
    ):
        try:
            transfer_sudo = self._document_check_access(MODEL, transfer_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if report_type in ("html", "pdf", "text"):
            return self._show_report(
                model=transfer_sudo,
                report_type=report_type,
                report_ref="cae_mutualisation.action_report_activity_transfer",
                download=download,
            )
        return self._render_transfer(transfer_sudo)

    @route(
        "/my/transfer/<int:transfer_id>/answer",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_transfer_answer(self, transfer_id, answer=None, reason=None, **kwargs):
        try:
            transfer_sudo = self._document_check_access(MODEL, transfer_id)
            error = self._answer(transfer_sudo, answer, reason)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if error:
            return self._render_transfer(transfer_sudo, error=error, reason=reason)
        return request.redirect(transfer_sudo.access_url)

    @route("/my/transfers/new", type="http", auth="user", website=True)
    def portal_transfer_new(self, **post):
        suppliers = self._get_own_activities([("state", "in", WORKING)])
        if not suppliers:
            return request.redirect("/my")
        if request.httprequest.method != "POST":
            return self._render_new(suppliers, post)
        transfer, errors = self._request_transfer(suppliers, post)
        if errors:
            return self._render_new(suppliers, post, errors)
        return request.redirect(transfer.access_url)

    # === Rights === #

    def _get_own_activities(self, domain=()):
        """Activities that the visitor holds, if they may read transfers at all.

        An employee without a role in the cooperative has no transfers, even of an
        activity of their own.
        """
        activities = request.env["cae.activity"]
        if not (
            activities.has_access("read") and request.env[MODEL].has_access("read")
        ):
            return activities
        return activities.search([*self._get_activities_domain(), *domain])

    def _answer(self, transfer_sudo, answer, reason):
        """Do what a holder of the right side decided.

        :return: what went wrong, in words, or nothing
        :raises AccessError: the visitor does not hold that side
        """
        side, method = ANSWERS.get(answer, (None, None))
        if side not in transfer_sudo._get_sides(request.env.user.partner_id):
            raise AccessError(request.env._("Only a holder of that side may do it."))
        args = [reason] if answer == "refuse" else []
        # In the visitor's name: the portal's own sudo acts as the system's user.
        transfer = request.env[MODEL].browse(transfer_sudo.id).sudo()
        try:
            with request.env.cr.savepoint():
                getattr(transfer, method)(*args)
                transfer.env.flush_all()
        except UserError as error:
            transfer_sudo.invalidate_recordset()
            return str(error)
        return None

    # === Request === #

    def _request_transfer(self, suppliers, post):
        """Create and request a transfer from a form.

        :param suppliers: activities that the visitor holds: their rights end there
        :return: ``(transfer in sudo, {})``, or ``(nothing, {field: what to do})``
        """
        vals, errors = self._read_form(suppliers, post)
        if errors:
            return None, errors
        supplier = suppliers.browse(vals["supplier_activity_id"])
        transfers = request.env[MODEL].with_company(supplier.sudo().company_id).sudo()
        try:
            with request.env.cr.savepoint():
                transfer = transfers.create(vals)
                transfer.action_request()
                transfer.env.flush_all()
        except UserError as error:
            return None, {"form": str(error)}
        return transfer, {}

    def _read_form(self, suppliers, post):
        """Values of a transfer, and what is wrong in the form: ``{field: text}``."""
        errors = {}
        supplier_id = post.get("supplier_activity_id") or ""
        supplier = suppliers.filtered(lambda activity: str(activity.id) == supplier_id)
        customer = suppliers.browse()
        if not supplier:
            errors["supplier_activity_id"] = request.env._(
                "Choose one of your activities."
            )
        elif not (post.get("customer") or "").strip():
            errors["customer"] = request.env._(
                "Type the code or the name of the other activity."
            )
        else:
            customer, error = supplier._find_transfer_customer(post["customer"])
            if error:
                errors["customer"] = error
        amount = self._read_amount(post.get("amount"))
        if not amount:
            errors["amount"] = request.env._("Type an amount above zero, without VAT.")
        date = self._read_date(post.get("date"))
        if not date:
            errors["date"] = request.env._("Type a date.")
        description = (post.get("description") or "").strip()
        if not description:
            errors["description"] = request.env._("Say what it is for.")
        return {
            "supplier_activity_id": supplier.id,
            "customer_activity_id": customer.id,
            "amount": amount,
            "date": date,
            "description": description,
            "note": (post.get("note") or "").strip() or False,
        }, errors

    def _read_amount(self, text):
        """``1 234,50`` or ``1234.50`` as a number above zero, else nothing."""
        text = "".join((text or "").split()).replace(",", ".")
        try:
            amount = float(text)
        except ValueError:
            return None
        return amount if math.isfinite(amount) and amount >= 0.005 else None

    def _read_date(self, text):
        try:
            return fields.Date.to_date((text or "").strip() or None)
        except ValueError:
            return None

    # === Values === #

    def _prepare_activity_values(self, activity_sudo):
        values = super()._prepare_activity_values(activity_sudo)
        transfers = request.env[MODEL]
        if not transfers.has_access("read"):
            return values
        domain = activity_sudo._get_transfers_domain()
        found = transfers.search(domain, limit=LAST)
        holder = request.env.user.partner_id in activity_sudo.holder_ids.partner_id
        values["transfers"] = found.sudo()
        values["transfers_shown"] = True
        values["transfers_to_answer"] = transfers.search_count(
            [("customer_activity_id", "=", activity_sudo.id), ("state", "=", REQUESTED)]
        )
        values["transfer_new"] = holder and activity_sudo.state in WORKING
        return values

    def _prepare_transfers_values(self, activities, page):
        """To answer first, all of them; then the others by pages."""
        transfers = request.env[MODEL]
        to_answer = transfers.search(
            [
                ("customer_activity_id", "in", activities.ids),
                ("state", "=", REQUESTED),
            ]
        )
        domain = [*activities._get_transfers_domain(), ("id", "not in", to_answer.ids)]
        pages = portal_pager(
            url="/my/transfers",
            total=transfers.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        others = transfers.search(
            domain, limit=self._items_per_page, offset=pages["offset"]
        )
        return {
            "to_answer": to_answer.sudo(),
            "transfers": others.sudo(),
            "own_activities": activities.sudo(),
            "transfer_new": any(a.state in WORKING for a in activities),
            "pager": pages,
            "page_name": "cae_transfers",
        }

    def _render_transfer(self, transfer_sudo, **extra):
        sides = transfer_sudo._get_sides(request.env.user.partner_id)
        state = transfer_sudo.state
        values = {
            "transfer": transfer_sudo,
            "sides": sides,
            "may_answer": "customer" in sides and state == REQUESTED,
            "may_withdraw": "supplier" in sides and state in (DRAFT, REQUESTED),
            "res_company": transfer_sudo.company_id,
            "page_name": "cae_transfer",
            **extra,
        }
        values = self._get_page_view_values(
            transfer_sudo, None, values, "my_transfers_history", False
        )
        return request.render("cae_mutualisation.portal_my_transfer", values)

    def _render_new(self, suppliers, form, errors=None):
        """The form; of other activities, only what they are called."""
        values = self._prepare_portal_layout_values()
        others = (
            request.env["cae.activity"]
            .sudo()
            .search(
                [
                    ("company_id", "in", suppliers.company_id.ids),
                    ("state", "in", WORKING),
                ]
            )
        )
        if len(suppliers) == 1:
            others -= suppliers
        values.update(
            {
                "suppliers": suppliers,
                "customers": others.mapped("display_name"),
                "form": {"date": fields.Date.context_today(suppliers), **form},
                "errors": errors or {},
                "page_name": "cae_transfer_new",
            }
        )
        return request.render("cae_mutualisation.portal_transfer_new", values)
