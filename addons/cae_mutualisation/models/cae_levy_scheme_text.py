# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited
from odoo import models


class CaeLevyScheme(models.Model):
    _inherit = "cae.levy.scheme"

    def _describe(self):
        """The scheme in words: a list of its levies, and who voted it."""
        self.ensure_one()
        lines = [f"- {component._describe()}" for component in self.component_ids]
        if self.decision:
            lines.append(self.env._("Voted by: %s.", self.decision))
        return "\n".join(lines)
