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
        kinds = {
            "cae_today": "text",
            "cae_goal": "text",
            "cae_people": "integer",
            "cae_volume": "char",
            "cae_tools": "char",
            "cae_personal": "boolean",
            "cae_deadline": "date",
        }
        labels = {
            "cae_today": self.env._("How is it done today, and by whom?"),
            "cae_goal": self.env._("What should be different in a year?"),
            "cae_people": self.env._("People employed"),
            "cae_volume": self.env._("Volume (documents, calls, files)"),
            "cae_tools": self.env._("Software and tools in use"),
            "cae_personal": self.env._("Personal data are handled"),
            "cae_deadline": self.env._("To be done by"),
        }
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
                {"name": name, "type": kind, "string": labels[name]}
                for name, kind in kinds.items()
            ),
            place,
        ]
