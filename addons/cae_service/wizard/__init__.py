# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import cae_service_reason, cae_service_suggest
from . import cae_service_visit_close

from . import cae_service_report_print
from . import cae_service_agreement_make, cae_service_agreement_notice
