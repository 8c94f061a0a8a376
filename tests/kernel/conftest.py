# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Makes `from cae_x.kernel.y import z` work without Odoo.

Importing an addon runs its `__init__`, which imports its models and thus Odoo.
A stub of the same name, which only knows where the addon's folder is, lets
Python find the kernel below it.
"""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

ADDONS = Path(__file__).resolve().parents[2] / "addons"

for kernel in sorted(ADDONS.glob("*/kernel/__init__.py")):
    addon = kernel.parents[1]
    stub = ModuleType(addon.name)
    stub.__path__ = [str(addon)]
    sys.modules[addon.name] = stub

# A busy machine is slow, not wrong: the time of one example proves nothing.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
