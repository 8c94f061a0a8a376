# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import cae_service_request_report
from . import cae_service_workload

from . import cae_service_report
