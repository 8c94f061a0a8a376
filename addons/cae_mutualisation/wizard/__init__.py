# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    cae_activity_statement_prepare,
    cae_activity_transfer_reason,
    cae_cost_table_print,
    cae_ledger_reclassification,
    cae_ledger_reclassification_line,
    cae_levy_report_print,
    cae_levy_simulation,
    cae_levy_simulation_curve,
    cae_levy_simulation_line,
    cae_cost_budget_prepare,
    cae_cost_budget_vote,
    cae_cost_report,
    cae_cost_report_line,
    cae_grant_answer,
)
from . import cae_cost_key_fill, cae_cost_key_fill_line
from . import (
    cae_cost_agreement_end,
    cae_cost_agreement_prepare,
    cae_cost_agreement_sign,
    cae_cost_call_plan,
    cae_cost_call_print,
)
