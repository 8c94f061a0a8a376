# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, models


class ProductTemplate(models.Model):
    """A service begins with a form that the cooperative makes its own."""

    _inherit = "product.template"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {
                    "cae_assessment_definition": self._prepare_cae_assessment_form(),
                    **vals,
                }
                if vals.get("is_cae_service")
                else vals
                for vals in vals_list
            ]
        )

    def action_propose_cae_form(self):
        """Give the usual questions to services without a form."""
        for service in self.filtered(lambda one: not one.cae_assessment_definition):
            service.cae_assessment_definition = self._prepare_cae_assessment_form()
        return True

    @api.model
    def _prepare_cae_assessment_form(self):
        """The questions proposed for a new service; each service changes its own."""
        questions = [
            ("cae_today", "text", self.env._("How is it done today, and by whom?")),
            ("cae_goal", "text", self.env._("What should be different in a year?")),
            ("cae_people", "integer", self.env._("People employed")),
            ("cae_volume", "char", self.env._("Volume (documents, calls, files)")),
            ("cae_tools", "char", self.env._("Software and tools in use")),
            ("cae_personal", "boolean", self.env._("Personal data are handled")),
            ("cae_deadline", "date", self.env._("To be done by")),
        ]
        place = {
            "name": "cae_place",
            "type": "selection",
            "string": self.env._("Where the work is done"),
            "selection": [
                ["member", self.env._("At the member's")],
                ["centre", self.env._("At the centre")],
                ["remote", self.env._("Remotely")],
            ],
        }
        return [
            *(
                {"name": n, "type": kind, "string": label}
                for n, kind, label in questions
            ),
            place,
        ]
