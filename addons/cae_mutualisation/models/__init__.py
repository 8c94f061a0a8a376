# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# Before the models that inherit it.
from . import cae_levy_period_mixin  # isort: skip
from . import (
    account_analytic_line,
    account_chart_template,
    account_move_line,
    cae_activity,
    cae_activity_statement,
    cae_activity_statement_line,
    cae_ledger_nature,
    cae_ledger_nature_template,
    cae_levy_comparison,
    cae_levy_comparison_line,
    cae_levy_comparison_print,
    cae_levy_component,
    cae_levy_exception,
    cae_levy_projection,
    cae_levy_run,
    cae_levy_run_compute,
    cae_levy_run_line,
    cae_levy_scheme,
    cae_levy_tier,
    res_company,
    res_config_settings,
)
