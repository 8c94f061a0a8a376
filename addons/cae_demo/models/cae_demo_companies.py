# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..kernel import (
    cons_life,
    cons_services,
    gessa_life,
    ideal_life,
    ideal_services,
)

# Who applies to the consortium without being a member yet.
CANDIDATES = (
    ("garden", "Les Jardins du Ruisseau", "Montréal", "OBNL"),
    ("ferry", "Traverse coopérative des Îles", "Carleton", "Coopérative"),
    ("airline", "Transport Boréal", "Sept-Îles", "Société par actions"),
)


class CaeDemoLoader(models.AbstractModel):
    """The organisations that have members and capital, and no hosted activity."""

    _inherit = "cae.demo.loader"

    def _load_ideal(self):
        loader = self._bind("ideal", "fr_FR", "Europe/Paris")
        loader._set_up_accounting("fr")
        loader._load_life(ideal_life.life(loader._today()))
        loader._load_services(ideal_services.CENTRE)

    def _load_cons(self):
        loader = self._bind("cons", "fr_CA", "America/Toronto")
        loader._set_up_accounting("ca_2023")
        loader._load_cons_partners()
        loader._load_life(cons_life.life(loader._today()))
        loader._load_cons_dues()
        loader._load_cons_auxiliaries()
        loader._load_services(cons_services.centre())

    def _load_gessa(self):
        loader = self._bind("gessa", "fr_FR", "Europe/Paris")
        loader._set_up_accounting("fr")
        loader._load_life(gessa_life.life(loader._today()))
        loader._load_workforce()
        loader._load_gessa_dues()
        loader._load_costs()
        loader._load_online_payment()

    def _load_cons_partners(self):
        """The auxiliary members, and those who would be."""
        organisations = [
            (found.key, found.name, found.city, "Coopérative ou OBNL")
            for found in cons_life.organisations()
        ]
        self._make(
            "res.partner",
            {
                f"partner_{key}": self._prepare_cons_partner(key, *details)
                for key, *details in (*organisations, *CANDIDATES)
            },
        )

    def _prepare_cons_partner(self, key, name, city, legal_form):
        return {
            "is_company": True,
            "company_id": self.env.company.id,
            "state_id": self.env.ref("base.state_ca_qc").id,
            "country_id": self.env.ref("base.ca").id,
            "lang": "fr_CA",
            "tz": "America/Toronto",
            "name": name,
            "city": city,
            "cae_legal_form": legal_form,
            "email": f"info@{key.replace('_', '-')}.example",
        }
