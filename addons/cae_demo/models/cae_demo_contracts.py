# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import models

from odoo.addons.cae_member.kernel.term import add_months

from ..kernel.contracts import EXTENSIONS, PEOPLE, TERMINATED


class CaeDemoLoader(models.AbstractModel):
    """Contracts of the entrepreneurs, as old as their activities."""

    _inherit = "cae.demo.loader"

    def _load_contracts(self):
        """CAPE, CESA, candidates: their terms, amendments, ends and extensions."""
        people = PEOPLE[self.env.context["cae_demo_code"]]
        holders = {
            self._key(holder.partner_id, "partner_"): holder
            for holder in self._search_own("cae.activity.holder")
        }
        held = {key: holders[key] for key in people if key in holders}
        self._make_missing_employees(held)
        deferred = self.with_context(cae_defer_terms=True)
        for key, holder in held.items():
            if not self._has(f"contract_{key}_1"):
                deferred._load_first_contract(key, people[key], holder)
        versions = deferred._load_later_contracts(people, held)
        versions = versions.with_context(cae_defer_terms=False)
        versions._check_cae_terms()
        versions.employee_id._cae_terms_changed()

    def _make_missing_employees(self, holders):
        """Whoever has a contract is an employee record, even without a wage."""
        missing = {
            f"employee_{key}": {
                "company_id": self.env.company.id,
                "tz": self.env.context["tz"],
                "name": holder.partner_id.name,
                "work_contact_id": holder.partner_id.id,
                "job_title": holder.partner_id.function,
            }
            for key, holder in holders.items()
            if not holder.employee_id
        }
        for name, employee in self._make("hr.employee", missing).items():
            holders[name.removeprefix("employee_")].employee_id = employee

    def _load_first_contract(self, key, person, holder):
        """The version that the employee was created with is the first contract."""
        version = holder.employee_id.version_ids
        version.write(self._prepare_terms(person, holder)[0])
        self._name_records({f"contract_{key}_1": version})

    def _load_later_contracts(self, people, holders):
        """Further terms, amendments and terminations, all at once."""
        versions = {}
        for key, holder in holders.items():
            terms = self._prepare_terms(people[key], holder)
            for rank, vals in enumerate(terms[1:], start=2):
                versions[f"contract_{key}_{rank}"] = vals
            if key in TERMINATED and holder.activity_id.date_end:
                end = holder.activity_id.date_end
                # The term cut short keeps its first days, and ends with the activity.
                vals = versions.get(f"contract_{key}_{len(terms)}") or terms[0]
                versions[f"contract_{key}_end"] = {
                    **vals,
                    "date_version": end,
                    "contract_date_end": end,
                    "cae_terminated": True,
                    "cae_planned_end": vals["contract_date_end"],
                    "cae_amendment": TERMINATED[key],
                    "departure_reason_id": self.env.ref("hr.departure_resigned").id,
                    "departure_date": end,
                }
                vals["contract_date_end"] = end
        self._load_extensions(holders)
        made = self._make("hr.version", versions).values()
        first = [self._ref(f"contract_{key}_1") for key in holders]
        return self.env["hr.version"].union(*made, *first)

    def _load_extensions(self, holders):
        candidate = self.env.ref("cae_member.contract_type_candidate")
        self._make(
            "cae.contract.extension",
            {
                f"extension_{key}": {
                    "employee_id": holders[key].employee_id.id,
                    "contract_type_id": candidate.id,
                    "months": months,
                    "date": add_months(self._today(), -1),
                    "decided_by": decided_by,
                    "reason": reason,
                }
                for key, (months, decided_by, reason) in EXTENSIONS.items()
                if key in holders
            },
        )

    def _prepare_terms(self, person, holder):
        """Values of the versions of a person: the contracts, then the amendment."""
        opening = holder.activity_id.date_start or self._today()
        start = opening - timedelta(days=person.days)
        terms = []
        for step in person.steps:
            end = False
            if step.months:
                end = add_months(start, step.months) - timedelta(days=1)
            contract_type = self.env.ref(f"cae_member.contract_type_{step.kind}")
            terms.append(
                {
                    "employee_id": holder.employee_id.id,
                    "company_id": self.env.company.id,
                    "date_version": start,
                    "contract_date_start": start,
                    "contract_date_end": end,
                    "contract_type_id": contract_type.id,
                    "trial_date_end": step.trial
                    and add_months(start, step.trial) - timedelta(days=1),
                    "wage": step.wage,
                    "cae_turnover_goal": step.goal,
                    "cae_objectives": person.objectives,
                    "cae_activity_id": holder.activity_id.id,
                    "job_title": holder.partner_id.function,
                    "hr_responsible_id": self._ref("user_hr").id,
                }
            )
            start = end and end + timedelta(days=1)
        if person.amendment:
            terms.append(
                {
                    **terms[-1],
                    "date_version": add_months(self._today(), -person.amendment.ago),
                    "wage": person.amendment.wage,
                    "cae_turnover_goal": person.amendment.goal,
                    "cae_amendment": person.amendment.text,
                }
            )
        return terms
