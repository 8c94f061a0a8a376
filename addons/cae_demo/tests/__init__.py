# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_art_documents
from . import test_art_follow_up
from . import test_art_levy
from . import test_art_people
from . import test_be_year
from . import test_contracts
from . import test_gessa_costs
from . import test_gessa_workforce
from . import test_exits
from . import test_dues
from . import test_loader
from . import test_members
from . import test_person_details
from . import test_services
