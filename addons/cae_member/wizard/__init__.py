# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import cae_membership_admit
from . import cae_membership_leave
from . import cae_membership_refuse
from . import cae_share_operation
from . import cae_share_plan_pay
from . import cae_share_register_print
from . import cae_contract_change
from . import cae_workforce_ask
from . import cae_workforce_print
from . import cae_exit_waive
from . import cae_dues_print
from . import cae_dues_try
from . import cae_person_report_print
from . import cae_contract_sign
