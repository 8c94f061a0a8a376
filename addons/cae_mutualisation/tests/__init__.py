# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_activity_board,
    test_bar_chart,
    test_exit_ledger,
    test_ledger,
    test_levy_comparison,
    test_levy_comparison_security,
    test_levy_description,
    test_levy_engine,
    test_levy_forecast,
    test_levy_posting,
    test_levy_report,
    test_levy_run,
    test_levy_scheme,
    test_levy_simulation,
    test_line_chart,
    test_opening,
    test_pooled_statement,
    test_portal,
    test_portal_transfer,
    test_reclassification,
    test_security,
    test_statement,
    test_statement_reading,
    test_statement_year,
    test_cost_portal_statement,
    test_cost_property,
    test_cost_settlement,
    test_cost_statement,
    test_transfer,
    test_transfer_people,
    test_cost_budget,
    test_cost_pool,
    test_cost_pool_rules,
    test_grant,
)

# Shared costs: keys.
from . import (
    test_cost_key_fill,
    test_cost_key_rules,
    test_cost_key_screen,
    test_cost_key_security,
    test_cost_key_weights,
)
from . import (
    test_cost_agreement,
    test_cost_agreement_portal,
    test_cost_agreement_term,
    test_cost_agreement_text,
)
