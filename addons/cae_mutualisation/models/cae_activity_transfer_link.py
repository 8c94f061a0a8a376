# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain

from .cae_activity import FIGURES_GROUPS


class CaeActivity(models.Model):
    """The transfers of an activity, on either side."""

    _inherit = "cae.activity"

    transfer_count = fields.Integer(
        compute="_compute_transfer_count", groups=FIGURES_GROUPS
    )

    def _compute_transfer_count(self):
        counts = self.env["cae.activity.transfer"]._count_by_activity(self)
        for activity in self:
            activity.transfer_count = counts.get(activity.id, 0)

    def action_view_transfers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_mutualisation.cae_activity_transfer_action"
        )
        action["domain"] = self._get_transfers_domain()
        action["context"] = {"default_supplier_activity_id": self.id}
        return action

    def _get_transfers_domain(self):
        """Transfers that the activities give or receive."""
        return list(
            Domain("supplier_activity_id", "in", self.ids)
            | Domain("customer_activity_id", "in", self.ids)
        )

    def _find_transfer_customer(self, text):
        """The activity that somebody typed by code or name, in the same company.

        :param text: its code, its name or both: ``[A0002] Bread``
        :return: ``(activity, None)`` or ``(no activity, what to do)``, in words
        """
        self.ensure_one()
        text = (text or "").strip()
        activities = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("open", "closing")),
                ("id", "!=", self.id),
            ]
        )
        wanted = text.casefold()
        for key in ("code", "display_name", "name"):
            found = activities.filtered(
                lambda activity, key=key: (activity[key] or "").casefold() == wanted
            )
            if len(found) == 1:
                return found, None
            if found:
                return activities.browse(), self.env._(
                    "Several activities are called “%(name)s”: type the code of the "
                    "one you mean.",
                    name=text,
                )
        return activities.browse(), self.env._(
            "No open activity of the cooperative is called “%(name)s”. Choose one of "
            "the list.",
            name=text,
        )
