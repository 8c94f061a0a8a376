# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    cae_activity_statement_prepare,
    cae_activity_transfer_reason,
    cae_ledger_reclassification,
    cae_ledger_reclassification_line,
    cae_levy_report_print,
    cae_levy_simulation,
    cae_levy_simulation_curve,
    cae_levy_simulation_line,
    cae_cost_call_plan,
    cae_cost_call_print,
)
