# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Cooperative: Shared Services",
    "summary": "Catalogue, requests, agreements, visits and billing at cost",
    "version": "19.0.1.0.0",
    "category": "Cooperative",
    "author": "Cooperative suite contributors",
    "license": "AGPL-3",
    "development_status": "Beta",
    "depends": [
        "cae_mutualisation",
        "calendar",
        "hr_holidays",
        "sale_management",
        "sale_timesheet",
    ],
    "data": [
        "security/cae_service_groups.xml",
        "security/ir.model.access.csv",
        "security/cae_service_security.xml",
        "data/ir_sequence_data.xml",
        "views/cae_service_menus.xml",
        "views/product_template_views.xml",
        "views/res_config_settings_catalogue_views.xml",
        "views/catalogue_templates.xml",
        "views/portal_service_templates.xml",
        "views/portal_agreement_templates.xml",
        "views/portal_visit_templates.xml",
    ],
    "assets": {
        "web.assets_tests": ["cae_service/static/tests/tours/*.esm.js"],
    },
}
