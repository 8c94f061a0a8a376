# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models
from odoo.exceptions import UserError


class ResCompany(models.Model):
    _inherit = "res.company"

    def _check_cae_accountant(self):
        """Documents and taxes are the accountant's; others prepare and simulate."""
        if not (self.env.su or self.env.user.has_group("cae_member.group_accountant")):
            raise UserError(
                self.env._(
                    "%(user)s is not an accountant of the cooperative: ask one to do "
                    "this step.",
                    user=self.env.user.name,
                )
            )
