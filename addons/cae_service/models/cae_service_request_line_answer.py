# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import UserError

from .cae_service_request_line import OPEN_STATES

ACTIVITY_TYPE = "cae_service.mail_activity_type_proposal"
# Above so many lines at once, the chatter is not filled line by line: the dates, the
# ranking and the to-dos say it all.
QUIET_ABOVE = 20


class CaeServiceRequestLine(models.Model):
    """A professional is asked, and answers."""

    _inherit = "cae.service.request.line"

    # === Proposing === #

    def action_propose(self, professional):
        """Ask a professional, or another one than the one asked.

        :param professional: a record, or its id
        :raises UserError: not of the field, archived, or of another state
        """
        self._check_team()
        if isinstance(professional, int):
            professional = self.env["cae.professional"].browse(professional)
        professional.ensure_one()
        self._check_state(
            ("to_route", "proposed"),
            self.env._("It has been answered: reset it before you ask someone else."),
        )
        for line in self:
            if line.expertise_id not in professional.expertise_ids:
                raise UserError(
                    self.env._(
                        "%(professional)s does not have the field %(field)s. Add it to "
                        "the professional, or choose another one.",
                        professional=professional.name,
                        field=line.expertise_id.name,
                    )
                )
        self.request_id._ensure_qualified()
        self._propose({professional: self})
        return True

    def _propose(self, by_professional):
        """Write the proposals, and the to-dos of those who are asked.

        :param by_professional: `{professional: lines}`
        """
        lines = self.browse(
            [line.id for found in by_professional.values() for line in found]
        )
        lines._remove_todos(lines.filtered("professional_id"))
        quiet = len(lines) > QUIET_ABOVE
        now = fields.Datetime.now()
        for professional, found in by_professional.items():
            found.with_context(tracking_disable=quiet).write(
                {
                    "professional_id": professional.id,
                    "state": "proposed",
                    "proposed_date": now,
                    "accepted_date": False,
                    "close_reason": False,
                }
            )
        lines._create_todos()
        for professional, found in by_professional.items():
            professional._notify_proposals(found)
        lines.request_id.with_context(tracking_disable=quiet)._follow_lines()

    def _create_todos(self):
        """One to-do a line: the professional's, or else the responsible's."""
        kind = self.env.ref(ACTIVITY_TYPE)
        model_id = self.env["ir.model"]._get_id(self._name)
        today = fields.Date.context_today(self)
        vals_list = []
        for line in self:
            professional = line.professional_id
            responsible = line.request_id.user_id or self.env.user
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": line.id,
                    "date_deadline": today,
                    "automated": True,
                    "user_id": (professional.user_id or responsible).id,
                    "summary": self.env._("Answer: %(line)s", line=line.name)
                    if professional.user_id
                    else self.env._(
                        "Ask %(professional)s: %(line)s",
                        professional=professional.name,
                        line=line.name,
                    ),
                }
            )
        # Those asked get one message for all their lines, not one for each.
        todos = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        todos.create(vals_list)

    def _remove_todos(self, lines=None):
        (self if lines is None else lines).activity_unlink([ACTIVITY_TYPE])

    # === Answering === #

    def _check_may_answer(self, states, remedy):
        """The professional answers the own lines, the team for whoever phoned.

        :return: the lines as the system, once the right of the user is proven
        """
        self.check_access("write")
        if not (self.env.su or self._is_team()):
            self._check_mine()
        self._lock_rows(
            self.env._("Somebody else is answering at the same time. Reload."),
            ["state", "professional_id"],
        )
        self._check_state(states, remedy)
        return self.sudo()

    def action_accept(self):
        """Take the lines: the professional, or the team in their name."""
        lines = self._check_may_answer(
            ("proposed",), self.env._("Only what is proposed can be accepted.")
        )
        lines.write({"state": "accepted", "accepted_date": fields.Datetime.now()})
        lines._remove_todos()
        lines.request_id._follow_lines()
        for line in lines:
            line.request_id._tell_responsible(
                self.env._(
                    "%(professional)s accepted: %(line)s",
                    professional=line.professional_id.name,
                    line=line.name,
                )
            )
        return True

    def action_decline(self, reason=None):
        """Say no, and why: the next ranking leaves this professional out.

        :raises UserError: without a reason
        """
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say in a few words why you decline: it helps the team.")
            )
        lines = self._check_may_answer(
            ("proposed", "accepted"),
            self.env._("Only what is proposed or just accepted can be declined."),
        )
        lines._mark_declined(reason)
        lines._remove_todos()
        for line in lines:
            line.request_id._tell_responsible(
                self.env._(
                    "%(professional)s declined: %(line)s (%(reason)s)",
                    professional=line.professional_id.name,
                    line=line.name,
                    reason=reason,
                ),
                todo=self.env._("Propose to somebody else: %(line)s", line=line.name),
            )
        lines._write_to_route()
        return True

    def _mark_declined(self, reason):
        """Keep the refusal with the ranking, even of who was not ranked."""
        candidates = self.env["cae.service.candidate"].sudo()
        found = candidates.search([("line_id", "in", self.ids)]).filtered(
            lambda one: one.professional_id == one.line_id.professional_id
        )
        vals = {"declined": True, "decline_reason": reason, "obstacle": "declined"}
        found.write(vals)
        candidates.create(
            [
                {
                    "line_id": line.id,
                    "professional_id": line.professional_id.id,
                    "has_expertise": True,
                    **vals,
                }
                for line in self - found.line_id
            ]
        )

    def action_open_decline(self):
        """Ask for the reason."""
        self.ensure_one()
        return self._open_reason("decline", self.env._("Decline"))

    def action_open_cancel(self):
        self.ensure_one()
        return self._open_reason("cancel_line", self.env._("Cancel the Line"))

    def _open_reason(self, kind, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "cae.service.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_kind": kind, "default_line_id": self.id},
        }

    # === Giving up, and beginning again === #

    def action_cancel(self, reason=None):
        """Give lines up before an agreement, with the reason in words."""
        self._check_team()
        self._check_state(
            OPEN_STATES,
            self.env._("What is agreed ends with its agreement, not here."),
        )
        self._remove_todos()
        self.write({"state": "cancelled", "close_reason": reason})
        self.request_id._follow_lines()
        return True

    def action_reset(self):
        """Route lines anew; who declined is still left out."""
        self._check_team()
        self._check_state(
            ("proposed", "accepted", "assessed", "cancelled"),
            self.env._("What is agreed is not routed again; amend the agreement."),
        )
        for line in self.filtered("sale_line_id"):
            raise UserError(
                self.env._(
                    "%(line)s is already in the agreement %(agreement)s. Remove it "
                    "there first.",
                    line=line.name,
                    agreement=line.sudo().order_id.name,
                )
            )
        self._remove_todos()
        self._write_to_route()
        return True

    def _write_to_route(self):
        self.write(
            {
                "state": "to_route",
                "professional_id": False,
                "proposed_date": False,
                "accepted_date": False,
                "close_reason": False,
            }
        )
        self.request_id._follow_lines()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_under_agreement(self):
        for line in self.sudo().filtered("sale_line_id"):
            raise UserError(
                self.env._(
                    "%(line)s is in the agreement %(agreement)s: it cannot be deleted.",
                    line=line.name,
                    agreement=line.order_id.name,
                )
            )
