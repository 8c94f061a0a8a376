# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models
from odoo.exceptions import UserError


class CaeServiceRequestLine(models.Model):
    """What an agreement takes over from a line of a request."""

    _inherit = "cae.service.request.line"

    def action_make_agreement(self):
        """Draft the agreement of the whole request, with this line in it."""
        return self.request_id.action_make_agreement()

    def _check_cae_to_agree(self):
        """These lines, if no agreement answers them yet.

        :raises UserError: a line is in an agreement already, or was not assessed
        """
        self._check_state(
            ("assessed",), self.env._("Assess the need before you draft an agreement.")
        )
        for line in self.filtered("sale_line_id"):
            raise UserError(
                self.env._(
                    "%(line)s is in the agreement %(agreement)s already.",
                    line=line.display_name,
                    agreement=line.order_id.name,
                )
            )
        return self.sorted(lambda line: (line.sequence, line.id))

    def _prepare_cae_order_line(self):
        """The service, who does it and how often; the order reckons the rest."""
        self.ensure_one()
        vals = {
            "product_id": self.service_id.id,
            "cae_professional_id": self.professional_id.id,
            "cae_request_line_id": self.id,
            **self._get_cae_frequency_vals(),
        }
        by_hour = self.service_id.cae_pricing != "flat"
        if (
            by_hour
            and self.hours
            and not (self.cae_visit_count and self.cae_visit_hours)
        ):
            vals["product_uom_qty"] = self.hours
        return vals
