# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    catalogue,
    portal,
    portal_agreement,
    portal_request,
    portal_visit,
)
