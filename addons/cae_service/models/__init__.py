# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    cae_visit_frequency_mixin,
    cae_expertise,
    cae_expertise_suggestion,
    cae_professional,
    cae_service_request,
    cae_service_request_line,
    cae_service_candidate,
    cae_service_visit,
    product_template,
    product_template_catalogue,
    product_product,
    cae_service_request_portal,
    res_company_service,
    res_company_service_catalogue,
    res_config_settings_service,
    res_config_settings_service_catalogue,
    res_partner,
    sale_order,
    sale_order_line,
)
