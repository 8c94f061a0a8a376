# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from markupsafe import Markup

from odoo import api, fields, models

from .cae_service_request_line import OPEN_STATES


class CaeProfessional(models.Model):
    """What professionals have to do, and how they are told."""

    _inherit = "cae.professional"

    open_line_count = fields.Integer(
        string="Requests", compute="_compute_counts", help="Proposed or accepted."
    )
    visit_count = fields.Integer(
        string="Visits Planned", compute="_compute_counts", help="From today on."
    )

    @api.depends_context("uid")
    def _compute_counts(self):
        lines = dict(
            self.env["cae.service.request.line"]._read_group(
                [
                    ("professional_id", "in", self.ids),
                    ("state", "in", OPEN_STATES),
                ],
                ["professional_id"],
                ["__count"],
            )
        )
        visits = dict(
            self.env["cae.service.visit"]._read_group(
                [("professional_id", "in", self.ids), ("state", "=", "planned")],
                ["professional_id"],
                ["__count"],
            )
        )
        for one in self:
            one.open_line_count = lines.get(one._origin, 0)
            one.visit_count = visits.get(one._origin, 0)

    def action_view_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.cae_service_request_line_action"
        )
        return {
            **action,
            "domain": [("professional_id", "=", self.id)],
            "context": {"search_default_open": 1},
        }

    def action_view_visits(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Visits of %(name)s", name=self.name),
            "res_model": "cae.service.visit",
            "view_mode": "list,form",
            "domain": [("professional_id", "=", self.id)],
            "context": {"default_professional_id": self.id},
        }

    def _notify_proposals(self, lines):
        """One message for all that is proposed at once; nobody writes to oneself."""
        self.ensure_one()
        user = self.sudo().user_id
        if not user or user == self.env.user:
            return
        one = self.with_context(lang=user.lang)
        body = Markup("<p>%s</p><ul>%s</ul>") % (
            one.env._("You are asked whether you take this on:"),
            Markup().join(
                Markup("<li><a href='%s'>%s</a>: %s</li>")
                % (
                    f"{self.get_base_url()}/odoo/cae.service.request.line/{line.id}",
                    line.partner_id.name,
                    line.name,
                )
                for line in lines
            ),
        )
        self.with_context(mail_notify_force_send=False).message_notify(
            partner_ids=user.partner_id.ids,
            subject=one.env._("Requests proposed to you: %(count)s", count=len(lines)),
            body=body,
        )
