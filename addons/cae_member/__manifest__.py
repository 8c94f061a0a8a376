# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Cooperative: Members and Activities",
    "summary": "Members, colleges, territories and hosted activities of a cooperative",
    "version": "19.0.1.0.0",
    "category": "Cooperative",
    "author": "Cooperative suite contributors",
    "license": "AGPL-3",
    "development_status": "Beta",
    "application": True,
    "depends": ["account", "hr", "portal"],
    "data": [
        "security/cae_member_groups.xml",
        "security/ir.model.access.csv",
        "security/cae_member_security.xml",
        "data/account_analytic_plan_data.xml",
        "data/ir_cron_data.xml",
        "views/cae_territory_views.xml",
        "views/cae_pole_views.xml",
        "views/cae_college_views.xml",
        "views/cae_member_category_views.xml",
        "views/cae_membership_views.xml",
        "views/cae_activity_views.xml",
        "views/account_move_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/portal_templates.xml",
        "views/cae_member_menus.xml",
    ],
}
