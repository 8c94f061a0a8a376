# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Builds the pages' scripts and styles once, before somebody waits for them.

Odoo builds them at the first page. Tests in a browser roll back what they store, so
that each class would build them anew.
"""

from . import shell
from .console import CaeError, step

_SOURCE = """
for name in (
    "web.assets_web",
    "web.assets_frontend",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
    "web.report_assets_common",
    "web.assets_tests",
):
    bundle = env["ir.qweb"]._get_asset_bundle(name, css=True, js=True)
    bundle.css(), bundle.js()
env["ir.qweb"]._get_asset_bundle("web.assets_web_print", css=True, js=False).css()
env.cr.commit()
"""


def build(database: str) -> None:
    """Store the bundles of `database`."""
    with step("Building the pages' scripts and styles"):
        if shell.run_source(database, _SOURCE, "assets"):
            raise CaeError(f"The pages of {database} cannot be built: see above.")
