# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from .cae_service_request import CLOSED_STATES

ACTIVITY_TYPE_FOLLOW = "cae_service.mail_activity_type_request"
TEMPLATE_INVITE = "cae_service.mail_template_request_invite"
SERVED_STATES = ("member", "auxiliary")


class CaeServiceRequest(models.Model):
    """From what was asked to professionals at work, or to an invitation to apply."""

    _inherit = "cae.service.request"

    # === Qualifying and routing === #

    def action_qualify(self):
        """Take requests on: members only, and what is asked is split into lines.

        :raises UserError: the organisation cannot be served, or there is no line
        """
        self._check_state(
            ("new", "invited"), self.env._("Only a new request is qualified.")
        )
        self._check_may_be_served()
        for request in self:
            if not request.line_ids:
                raise UserError(
                    self.env._(
                        "%(request)s has no line: split the need into the fields that "
                        "have to answer first. “Suggest Fields” helps.",
                        request=request.name,
                    )
                )
        self._note_right_to_services()
        self._note_answer()
        self.write({"state": "qualified"})
        self.filtered(lambda found: not found.user_id).write(
            {"user_id": self.env.user.id}
        )
        self._remove_todos()
        return True

    def _ensure_qualified(self):
        """Nobody is asked for a request that is not taken on: do it, or refuse."""
        self.filtered(lambda found: found.state in ("new", "invited")).action_qualify()
        self._check_state(
            ("qualified", "agreed"),
            self.env._("It is closed: reopen it before you route its lines."),
        )

    def action_route(self):
        """Rank and propose all lines that still have to be routed."""
        self._ensure_qualified()
        lines = self.line_ids.filtered(lambda line: line.state == "to_route")
        if not lines:
            raise UserError(
                self.env._(
                    "No line of %(requests)s is left to route. Reset a line to route "
                    "it again.",
                    requests=", ".join(self.mapped("name")),
                )
            )
        return lines.action_route()

    def _follow_lines(self):
        """Bring the state up to date with the lines, once they have changed."""
        now = fields.Datetime.now()
        changes = defaultdict(self.browse)
        for request in self.filtered(lambda found: found.state not in CLOSED_STATES):
            vals = request._get_state_by_lines(now)
            if vals:
                changes[tuple(vals.items())] |= request
        for vals, requests in changes.items():
            requests.write(dict(vals))

    def _get_state_by_lines(self, now):
        """What of the request its lines change: `{field: value}`."""
        self.ensure_one()
        states = set(self.line_ids.mapped("state")) - {"cancelled"}
        if not states or self.state in ("new", "invited") and states == {"to_route"}:
            return {}
        vals = {}
        answered = not states & {"to_route", "proposed"}
        if answered != bool(self.routed_date):
            vals["routed_date"] = now if answered else False
        if states == {"done"}:
            vals |= {"state": "done", "done_date": now}
        elif states <= {"agreed", "done"}:
            if self.state != "agreed":
                vals |= {"state": "agreed", "agreed_date": self.agreed_date or now}
        elif self.state != "qualified":
            vals["state"] = "qualified"
        return vals

    # === Those who are no members yet === #

    def action_invite(self):
        """Invite an organisation that cannot be served to apply, with the link.

        :raises UserError: it is a member, or has no e-mail
        """
        self._check_state(("new",), self.env._("Only a new request is answered so."))
        for request in self:
            if request.access_state in SERVED_STATES:
                raise UserError(
                    self.env._(
                        "%(partner)s is a member: qualify the request instead.",
                        partner=request.partner_id.name,
                    )
                )
            if not request._get_recipient().email:
                raise UserError(
                    self.env._(
                        "%(partner)s has no e-mail: write it on the organisation or "
                        "its contact, then invite it.",
                        partner=request.partner_id.name,
                    )
                )
        self.env.ref(TEMPLATE_INVITE).send_mail_batch(self.ids)
        self._note_answer()
        self.write({"state": "invited"})
        return True

    def _get_recipient(self):
        """Whom the centre writes to: the contact, or the organisation."""
        self.ensure_one()
        partner = self.contact_id or self.partner_id
        if partner.email:
            return partner
        everybody = self.partner_id | self.partner_id.child_ids
        return everybody.filtered("email")[:1] or partner

    def _get_application_url(self):
        """The public form, when the company takes applications online; else nothing."""
        self.ensure_one()
        company = self.company_id.sudo()
        if not company.cae_application_online:
            return ""
        return f"{self.get_base_url()}/cooperative/apply/{company.id}"

    def action_resume(self):
        """Go on with requests whose organisation has become a member."""
        self._check_state(
            ("invited",), self.env._("Only who was invited to apply is waited for.")
        )
        self._check_may_be_served()
        self._resume()
        return True

    def _resume(self):
        """Back to the new ones, with a to-do for the responsible."""
        self.write({"state": "new"})
        for request in self:
            request._tell_responsible(
                self.env._(
                    "%(partner)s is a member now: the request can go on.",
                    partner=request.partner_id.name,
                ),
                todo=self.env._("Go on: %(request)s", request=request.name),
            )

    def _resume_served(self):
        """Go on with those that may be served by now."""
        self.invalidate_recordset(["access_state", "access_note"], flush=False)
        self.filtered(lambda found: found.access_state in SERVED_STATES)._resume()

    @api.model
    def _cron_resume_invited(self):
        """Every day: an organisation, or the network above it, was admitted."""
        self.search([("state", "=", "invited")])._resume_served()

    # === Telling === #

    def _tell_responsible(self, body, todo=None):
        """A note on the request, and if need be a to-do, for whom it concerns."""
        self.ensure_one()
        request = self.sudo()
        user = request.user_id
        told = user.partner_id if user != self.env.user else user.partner_id.browse()
        request.message_post(
            body=body, partner_ids=told.ids, subtype_xmlid="mail.mt_note"
        )
        if todo and user:
            request.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY_TYPE_FOLLOW, summary=todo, user_id=user.id
            )

    def _remove_todos(self):
        self.activity_unlink([ACTIVITY_TYPE_FOLLOW])
