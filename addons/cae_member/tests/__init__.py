# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_account_move
from . import test_activity
from . import test_application
from . import test_application_team
from . import test_configuration
from . import test_contract_clause
from . import test_contract_document
from . import test_contract_portal
from . import test_contract_terms
from . import test_deadline
from . import test_deadline_mixin
from . import test_decision
from . import test_figures
from . import test_holder
from . import test_membership
from . import test_multicompany
from . import test_network
from . import test_partner
from . import test_portal
from . import test_portal_share
from . import test_register_mixin
from . import test_scale
from . import test_security
from . import test_share_browser
from . import test_share_class
from . import test_share_exit
from . import test_share_movement
from . import test_share_plan
from . import test_share_scale
from . import test_share_screens
from . import test_views
