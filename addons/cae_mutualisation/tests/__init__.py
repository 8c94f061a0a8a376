# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_bar_chart,
    test_ledger,
    test_levy_run,
    test_levy_scheme,
    test_opening,
    test_portal,
    test_portal_transfer,
    test_security,
    test_statement,
    test_transfer,
    test_transfer_people,
)
