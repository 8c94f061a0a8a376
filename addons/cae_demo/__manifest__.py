# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

{
    "name": "Cooperative: Demonstration Data",
    "summary": "Cooperatives with a year of life, as companies of one database",
    "version": "19.0.1.0.0",
    "category": "Cooperative",
    "author": "Cooperative suite contributors",
    "license": "AGPL-3",
    "development_status": "Beta",
    "depends": [
        "cae_member",
        "cae_mutualisation",
        "l10n_fr_account",
        "l10n_be",
        "l10n_ca",
    ],
    "data": [
        "data/res_lang_data.xml",
        "data/art_company_data.xml",
        "data/art_partner_data.xml",
        "data/art_user_data.xml",
        "data/art_structure_data.xml",
        "data/art_activity_data.xml",
        "data/art_membership_data.xml",
        "data/cae_demo_load_data.xml",
    ],
}
