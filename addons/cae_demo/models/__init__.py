# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import cae_demo_loader
from . import cae_demo_documents
from . import cae_demo_payments
from . import cae_demo_entries
from . import cae_demo_year
from . import cae_demo_members
from . import cae_demo_capital
from . import cae_demo_follow_up
from . import cae_demo_workforce
from . import cae_demo_exits
from . import cae_demo_dues
from . import cae_demo_signatures
from . import cae_demo_art
from . import cae_demo_be
from . import cae_demo_companies
from . import cae_demo_contracts
from . import cae_demo_person_details
from . import cae_demo_auxiliaries
from . import cae_demo_service_catalogue
from . import cae_demo_service_requests
from . import cae_demo_service_agreements
from . import cae_demo_service_time
from . import cae_demo_service_billing
from . import cae_demo_costs
from . import cae_demo_cost_agreements
from . import cae_demo_cost_years
from . import cae_demo_online_payment
