# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Cooperative: Levy and Activity Ledger",
    "summary": "Ledger of hosted activities, levies computed and explained, statements",
    "version": "19.0.1.0.0",
    "category": "Cooperative",
    "author": "Cooperative suite contributors",
    "license": "AGPL-3",
    "development_status": "Beta",
    "depends": ["cae_member"],
    "data": [
        "security/ir.model.access.csv",
        "security/cae_mutualisation_security.xml",
        "data/cae_ledger_nature_template_data.xml",
        "report/cae_activity_statement_reports.xml",
        "report/cae_activity_statement_templates.xml",
        "data/mail_template_data.xml",
        "views/cae_ledger_nature_views.xml",
        "views/account_analytic_line_views.xml",
        "views/cae_levy_run_line_views.xml",
        "views/cae_levy_run_views.xml",
        "views/cae_levy_component_views.xml",
        "wizard/cae_levy_simulation_views.xml",
        "views/cae_levy_scheme_views.xml",
        "views/cae_levy_exception_views.xml",
        "views/cae_activity_statement_views.xml",
        "views/cae_activity_views.xml",
        "views/account_move_views.xml",
        "views/product_category_views.xml",
        "views/res_config_settings_views.xml",
        "views/portal_templates.xml",
        "views/cae_mutualisation_menus.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "cae_mutualisation/static/src/scss/portal.scss",
            "cae_mutualisation/static/src/css/statement.css",
        ],
        "web.assets_tests": ["cae_mutualisation/static/tests/tours/*.esm.js"],
    },
    "post_init_hook": "post_init_hook",
}
