# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..kernel import art_life, art_plan

# Their entrepreneurs are hired; the others have a support contract (CAPE).
NOT_HIRED = ("arnaud", "texier", "lefevre", "renard")
STAFF = ("manager", "hr", "support", "coach", "coach2", "accountant", "secretary")


class CaeDemoLoader(models.AbstractModel):
    """Artefacts: a levy of 10 % of the turnover less subcontracting.

    One method a topic, called in order by `_load_art`.
    """

    _inherit = "cae.demo.loader"

    def _load_art(self):
        loader = self._bind("art", "fr_FR", "Europe/Paris")
        loader._set_up_accounting("fr")
        loader._load_partners(art_plan.YEAR, self.env.ref("base.fr"))
        loader._load_art_employees()
        loader._name_children()
        loader._load_life(art_life.life(loader._today()))
        loader._load_scheme(art_plan.YEAR.scheme)
        loader._load_year(art_plan.YEAR)
        loader._load_follow_up()
        loader._load_contracts()
        loader._load_art_exits()
        loader._load_person_details()
        loader._load_signatures()

    def _load_art_employees(self):
        """The team, and the entrepreneurs who are hired by the cooperative."""
        common = {"company_id": self.env.company.id, "tz": "Europe/Paris"}
        employees = {}
        for key in STAFF:
            user = self._ref(f"user_{key}")
            employees[f"employee_{key}"] = {
                **common,
                "name": user.name,
                "user_id": user.id,
                "job_title": user.partner_id.function,
            }
        holders = self.env["cae.activity.holder"].search(
            [("company_id", "=", self.env.company.id)]
        )
        for holder in holders:
            partner = holder.partner_id
            key = self._key(partner, "partner_")
            if key not in NOT_HIRED:
                employees[f"employee_{key}"] = {
                    **common,
                    "name": partner.name,
                    "work_contact_id": partner.id,
                    "job_title": partner.function,
                }
        created = self._make("hr.employee", employees)
        by_partner = {found.work_contact_id: found for found in created.values()}
        for holder in holders:
            if employee := by_partner.get(holder.partner_id):
                holder.employee_id = employee
