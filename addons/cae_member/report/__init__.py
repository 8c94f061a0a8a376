# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import cae_membership_report
from . import cae_workforce_report
from . import cae_person_stretch_mixin
from . import cae_person_report
from . import cae_person_figures
