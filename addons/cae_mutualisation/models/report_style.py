# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo.tools import file_open


def read_styles(*names):
    """Stylesheets of this addon, which a print carries in itself.

    :param names: files of `static/src/css`, without their ending
    """
    styles = []
    for name in names:
        with file_open(f"cae_mutualisation/static/src/css/{name}.css") as stream:
            styles.append(stream.read())
    return Markup("\n".join(styles))
