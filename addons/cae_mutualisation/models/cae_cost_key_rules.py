# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .cae_cost_key_value import UNWEIGHED

# More agreements than this are not read.
SHOWN = 10


# pylint: disable=consider-merging-classes-inherited
class CaeCostKey(models.Model):
    """A key that members signed, or that has shared costs, does not change meaning."""

    _inherit = "cae.cost.key"

    def write(self, vals):
        if "method" in vals:
            changed = self.filtered(lambda key: key.method != vals["method"])
            changed._check_method_free(vals["method"])
        if "company_id" in vals:
            self.filtered(
                lambda key: key.company_id.id != vals["company_id"]
            )._check_no_values(Domain.TRUE)
        if not vals.get("active", True):
            self.filtered("active")._check_not_in_force()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_not_in_force()
        self._check_no_values(Domain("state", "!=", "draft"))

    def _check_method_free(self, method):
        settled = Domain("state", "!=", "draft")
        self._check_no_values(Domain.TRUE if method in UNWEIGHED else settled)

    def _check_no_values(self, domain):
        """Refuse when there are such values, whoever looks."""
        values = self.env["cae.cost.key.value"].sudo()
        for key, count in values._read_group(
            Domain("key_id", "in", self.ids) & domain, ["key_id"], ["__count"]
        ):
            raise UserError(
                self.env._(
                    "%(key)s has values (%(count)s) that its members were, or would "
                    "be, charged by. Keep it as it is, or archive it, and make another "
                    "key.",
                    key=key.name,
                    count=count,
                )
            )

    # === Agreements === #

    def _get_use_domain(self):
        """Lines of agreements that share by these keys, alone or in a mixed one."""
        return Domain("key_id", "in", self.ids) | Domain(
            "key_id.component_ids.part_id", "in", self.ids
        )

    def _get_in_force_domain(self):
        """Signed, or sent to be, and not ended yet."""
        today = fields.Date.context_today(self)
        return Domain("state", "in", ("sent", "signed")) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        )

    def _check_not_in_force(self):
        if not self:
            return
        lines = self.env["cae.cost.agreement.line"].sudo()
        domain = self._get_use_domain() & self._get_in_force_domain()
        found = lines.search(domain, limit=SHOWN)
        if not found:
            return
        more = lines.search_count(domain) - len(found)
        names = found.agreement_id.mapped("display_name")
        raise UserError(
            self.env._(
                "%(keys)s: agreements in force share costs by it. Amend or end them "
                "first: %(agreements)s%(more)s",
                keys=", ".join(self.mapped("name")),
                agreements=", ".join(names),
                more=self.env._(", and %s more", more) if more else "",
            )
        )
