# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import portal, portal_cost_statement, portal_pooled, portal_transfer
from . import portal_cost_agreement
from . import portal_cost_call
