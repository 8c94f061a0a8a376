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
        "security/cae_service_agreement_security.xml",
        "data/ir_sequence_data.xml",
        "data/cae_service_clause_data.xml",
        "data/mail_template_agreement_data.xml",
        "data/sale_order_template_data.xml",
        "report/cae_service_agreement_templates.xml",
        "report/cae_service_agreement_reports.xml",
        "views/cae_service_menus.xml",
        "views/cae_service_request_line_views.xml",
        "views/cae_service_request_line_assessment_views.xml",
        "views/cae_service_clause_views.xml",
        "views/sale_order_template_agreement_views.xml",
        "views/sale_order_agreement_views.xml",
        "views/res_config_settings_service_agreement_views.xml",
        "wizard/cae_service_agreement_make_views.xml",
        "wizard/cae_service_agreement_notice_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["cae_service/static/tests/tours/*.esm.js"],
    },
}
