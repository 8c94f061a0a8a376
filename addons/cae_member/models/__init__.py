# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import res_company
from . import res_company_capital
from . import res_config_settings
from . import cae_state_mixin
from . import cae_deadline_mixin
from . import cae_register_mixin
from . import cae_register_head
from . import cae_territory
from . import cae_pole
from . import cae_college
from . import cae_member_category
from . import cae_membership
from . import cae_membership_network
from . import cae_membership_decision
from . import cae_membership_application
from . import cae_membership_figures
from . import cae_membership_application_form
from . import cae_activity
from . import cae_activity_analytic
from . import cae_activity_holder
from . import cae_share_class
from . import cae_share_movement
from . import cae_share_movement_account
from . import cae_share_movement_exit
from . import cae_share_valuation
from . import cae_membership_capital
from . import cae_membership_capital_moves
from . import cae_membership_late
from . import cae_member_entry
from . import cae_membership_register
from . import account_move
from . import account_move_capital
from . import account_move_line
from . import res_partner
