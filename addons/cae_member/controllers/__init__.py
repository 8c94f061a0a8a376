# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import application
from . import portal
from . import portal_share
from . import portal_workforce
from . import data_export
from . import portal_dues
from . import portal_contract
