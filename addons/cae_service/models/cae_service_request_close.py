# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models
from odoo.exceptions import UserError

from .cae_service_request_line import OPEN_STATES


class CaeServiceRequest(models.Model):
    """A request that is refused, given up, or opened again."""

    _inherit = "cae.service.request"

    def action_refuse(self, reason=None):
        """Say no to requests: the reason is kept, and is an answer to the member.

        :raises UserError: without a reason, or something is agreed already
        """
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why the request is refused: the member will ask.")
            )
        self._close("refused", reason, ("new", "invited", "qualified"))
        self._note_answer()
        return True

    def action_cancel(self, reason=None):
        """Close requests that the member gave up.

        :raises UserError: something is agreed already
        """
        self._close("cancelled", reason, ("new", "invited", "qualified"))
        return True

    def _close(self, state, reason, allowed):
        self._check_state(
            allowed,
            self.env._("What is agreed ends with its agreement; closed is closed."),
        )
        agreed = self.line_ids.filtered(lambda line: line.state in ("agreed", "done"))
        for line in agreed:
            raise UserError(
                self.env._(
                    "%(line)s of %(request)s is agreed: end the agreement first.",
                    line=line.name,
                    request=line.request_id.name,
                )
            )
        self.write({"state": state, "close_reason": reason})
        self._remove_todos()
        lines = self.line_ids.filtered(lambda line: line.state in OPEN_STATES)
        if lines:
            lines.action_cancel(reason)

    def action_reopen(self):
        """Take up what was refused or given up, and the lines that were closed so."""
        self._check_state(
            ("refused", "cancelled"),
            self.env._("Only what was refused or cancelled is reopened."),
        )
        lines = self.line_ids.filtered(
            lambda line: (
                line.state == "cancelled"
                and line.close_reason == line.request_id.close_reason
            )
        )
        self.write({"state": "new", "close_reason": False})
        if lines:
            lines.action_reset()
        return True

    def action_open_refuse(self):
        return self._open_reason("refuse", self.env._("Refuse the Request"))

    def action_open_cancel(self):
        return self._open_reason("cancel", self.env._("Cancel the Request"))

    def _open_reason(self, kind, name):
        """Ask for the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "cae.service.reason",
            "view_mode": "form",
            "target": "new",
            "context": {"default_kind": kind, "default_request_id": self.id},
        }

    def action_open_suggest(self):
        """The fields that this need may touch, to tick."""
        self.ensure_one()
        wizard = self.env["cae.service.suggest"].create({"request_id": self.id})
        wizard._fill()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Suggest Fields"),
            "res_model": "cae.service.suggest",
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }
