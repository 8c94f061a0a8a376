# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


def post_init_hook(env):
    """Companies that already have a chart of accounts get their natures."""
    companies = env["res.company"].search([("chart_template", "!=", False)])
    env["cae.ledger.nature"]._create_missing(companies)
