# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_bar_chart,
    test_ledger,
    test_levy_comparison,
    test_levy_comparison_security,
    test_levy_engine,
    test_levy_posting,
    test_levy_run,
    test_levy_scheme,
    test_levy_simulation,
    test_line_chart,
    test_pooled_statement,
    test_portal,
    test_reclassification,
    test_security,
    test_statement,
    test_statement_reading,
    test_statement_year,
)
