# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    # What customers and suppliers have not paid: few items among all those of years.
    _cae_open_idx = models.Index(
        "(move_id) WHERE display_type = 'payment_term'"
        " AND reconciled IS NOT TRUE AND parent_state = 'posted'"
    )


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    # Payments dated after today are looked for.
    _cae_max_date_idx = models.Index("(max_date)")
