# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    common,
    common_billing,
    test_service_access,
    common_agreement,
    test_service_agreement,
    test_service_answer,
    test_service_request,
    test_service_routing,
    test_service_suggest,
    common_visit,
    test_visit_plan,
    test_visit_work,
    test_visit_workload,
    test_service_report,
    test_service_amendment,
    test_service_assessment,
    test_service_clause,
    test_service_agreement_portal,
    test_service_renewal,
    test_service_catalogue,
    test_service_catalogue_page,
    test_service_portal,
    test_service_portal_follow,
    test_service_billing,
    test_service_settlement,
    test_service_vat,
)

# Shared costs: keys.
from . import test_cost_key_hours
