# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_activity_board,
    test_bar_chart,
    test_ledger,
    test_levy_forecast,
    test_levy_report,
    test_levy_run,
    test_levy_scheme,
    test_portal,
    test_security,
    test_statement,
)
