# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    cae_activity_dimension_mixin,
    cae_activity_board,
    cae_activity_board_actions,
    cae_levy_report,
    cae_levy_curve,
    cae_overdue_report,
)
