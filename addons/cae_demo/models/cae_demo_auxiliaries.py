# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..kernel import cons_auxiliaries
from ..kernel.life import Days


class CaeDemoLoader(models.AbstractModel):
    """Two hundred members of the consortium: those who hold no shares yet."""

    _inherit = "cae.demo.loader"

    def _load_cons_auxiliaries(self):
        organisations = cons_auxiliaries.organisations()
        if self._has(f"membership_{organisations[0].key}"):
            return
        self._make(
            "res.partner",
            {
                f"partner_{found.key}": self._prepare_cons_partner(
                    found.key, found.name, found.city, "Coopérative ou OBNL"
                )
                for found in organisations
            },
        )
        board = Days(self._today()).ago(1, 9)
        waiting = list(organisations)
        while waiting:
            keys = {found.key for found in waiting}
            ready = [found for found in waiting if found.via not in keys]
            self._make(
                "cae.membership",
                {
                    f"membership_{found.key}": self._prepare_auxiliary(found, board)
                    for found in ready
                },
            )
            waiting = [found for found in waiting if found.via in keys]
        entries = self._search_own("cae.member.entry", order="number")
        known = len(
            self._existing([f"member_entry_{i + 1}" for i in range(len(entries))])
        )
        self._name_records(
            {
                f"member_entry_{rank}": entry
                for rank, entry in enumerate(entries, start=1)
                if rank > known
            }
        )

    def _prepare_auxiliary(self, found, board):
        return {
            "partner_id": self._ref(f"partner_{found.key}").id,
            "company_id": self.env.company.id,
            "category_id": self._ref("category_auxiliary").id,
            "via_membership_id": self._membership(found.via).id,
            "territory_id": self._ref(
                f"territory_{cons_auxiliaries.TERRITORIES[found.city]}"
            ).id,
            "state": "member",
            "application_date": Days(board).ago(1, 12),
            "admission_date": board,
            "decision_note": f"Conseil d'administration du {board:%d/%m/%Y}",
        }
