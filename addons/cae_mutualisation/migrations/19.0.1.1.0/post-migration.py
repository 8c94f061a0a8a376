# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

OBSOLETE = (
    "account_analytic_line__cae_activity_id_index",
    "cae_levy_run_line__company_id_index",
    "cae_levy_run_line__run_state_index",
)


def migrate(cr, version):
    """Drop indexes that better ones replace: they only slow the levies down."""
    for index in OBSOLETE:
        cr.execute(f"DROP INDEX IF EXISTS {index}")
