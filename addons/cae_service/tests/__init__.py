# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    common,
    common_billing,
    test_service_access,
    test_service_agreement,
    test_service_billing,
    test_service_settlement,
    test_service_vat,
)
