# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    # Boards sum the ledger of all activities: they read this index alone.
    _cae_board_idx = models.Index(
        "(cae_activity_id, date) INCLUDE (amount, cae_nature_id, company_id)"
        " WHERE cae_activity_id IS NOT NULL"
    )


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
