# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class CaeCostFrozenMixin(models.AbstractModel):
    """A part of a settlement: nobody changes it once that is closed, code neither.

    Concrete models have a `settlement_id`.
    """

    _name = "cae.cost.frozen.mixin"
    _description = "Part of a Settlement"
    # What says nothing about amounts.
    _free_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.settlement_id._check_open()
        return records

    def write(self, vals):
        if vals.keys() - self._free_fields:
            self.settlement_id._check_open()
        result = super().write(vals)
        if "settlement_id" in vals:
            self.settlement_id._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self.settlement_id._check_open()
