# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    common,
    test_service_access,
    test_service_agreement,
    test_service_catalogue,
    test_service_catalogue_page,
    test_service_portal,
    test_service_portal_follow,
)
