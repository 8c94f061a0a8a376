# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.fields import Command

from .common_contract import CaeContractCase

YEAR = ("2025-01-01", "2025-12-31")
MONTH = 365.25 / 12  # days


class CaePersonCase(CaeContractCase):
    """Eight persons, whose figures of 2025 are counted by hand; today is later.

    ====== ====================================== =============== ==================
    person contracts                              territory       in 2025
    ====== ====================================== =============== ==================
    Ada    CAPE 2024-03-01/2025-02-28, then CESA  Tours           there; changed in
                                                                  March; stays
    Bob    CAPE 2025-01-15/2025-06-30             Tours           entered, left June
    Cléa   CESA from 2023-01-01, ended 2025-03-31 Tours           there, left March
    Dan    CAPE 2024-01-01/2024-06-30, CAPE from  Blois           returned in May,
           2025-05-10/2025-11-30                                  left November
    Eve    employee from 2020-01-01               none            there, stays
    Fay    CAPE 2025-08-01/2025-08-20, CESA from  Blois           entered and left
           2025-08-25                                             and back in August
    Gus    CAPE 2025-02-01/2025-04-30 (Blois),    Blois, then     entered, moved in
           CESA from 2025-05-01 (Tours)           Tours           May, stays
    Hal    a contract of a type without kind      –               nowhere
    ====== ====================================== =============== ==================

    On 31 December 2024: Ada, Cléa, Eve, 3 persons. Entered: Bob, Fay, Gus, 3.
    Returned: Dan, Fay, 2. Left: Bob, Cléa, Dan, Fay, 4. On 31 December 2025: Ada, Eve,
    Fay, Gus, 4 = 3 + 3 + 2 - 4.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["cae.person.report"]
        cls.employee_type, cls.other_type = cls.env["hr.contract.type"].create(
            [{"name": "Employee", "cae_kind": "employee"}, {"name": "Intern"}]
        )
        cls.blois = cls.env["cae.territory"].create({"name": "Blois", "code": "B"})
        cls.wood = cls.env["cae.pole"].create({"name": "Art"})
        cls.retired = cls.env.ref("hr.departure_retired")
        cls._create_people()
        cls.env.flush_all()

    @classmethod
    def _create_people(cls):
        tours, blois = cls.territory, cls.blois
        cape, cesa = cls.cape, cls.cesa
        cls.ada = cls._create_worker("Ada", tours, birthday="2000-03-10", sex="female")
        cls._add_term(cls.ada, cape, "2024-03-01", "2025-02-28")
        cls._add_term(cls.ada, cesa, "2025-03-01")
        cls.bob = cls._create_worker("Bob", tours, birthday="1985-01-01", sex="male")
        cls._add_term(cls.bob, cape, "2025-01-15", "2025-06-30")
        cls.clea = cls._create_worker("Cléa", tours, birthday="1960-01-01")
        cls._add_term(cls.clea, cesa, "2023-01-01")
        cls.clea.terminate_term("2025-03-31", reason=cls.retired)
        cls.dan = cls._create_worker("Dan", blois, birthday="1980-12-31", sex="male")
        cls._add_term(cls.dan, cape, "2024-01-01", "2024-06-30")
        cls._add_term(cls.dan, cape, "2025-05-10", "2025-11-30")
        cls.eve = cls._create_worker("Eve", None, sex="female")
        cls._add_term(cls.eve, cls.employee_type, "2020-01-01")
        cls.fay = cls._create_worker("Fay", blois, birthday="1999-06-15", sex="female")
        cls._add_term(cls.fay, cape, "2025-08-01", "2025-08-20")
        cls._add_term(cls.fay, cesa, "2025-08-25")
        cls.gus = cls._create_worker("Gus", blois, birthday="1979-12-31", sex="male")
        cls._add_term(cls.gus, cape, "2025-02-01", "2025-04-30")
        later = cls._create_activity("Gus later", territory_id=tours.id)
        cls._add_term(cls.gus, cesa, "2025-05-01", cae_activity_id=later.id)
        cls.hal = cls._create_worker("Hal", tours)
        cls._add_term(cls.hal, cls.other_type, "2024-01-01")
        # Ada became a member in July 2025; Dan had been one in 2024.
        member = cls._create_membership(cls.ada.work_contact_id, "candidate")
        member.action_admit("2025-07-01")
        former = cls._create_membership(cls.dan.work_contact_id, "candidate")
        former.action_admit("2024-04-01")
        former.action_leave("2024-06-30")

    @classmethod
    def _create_worker(cls, name, territory, **vals):
        """An employee who holds an activity of a territory, unless it is None."""
        person = cls._create_person(name, date_version="2019-01-01", **vals)
        if territory:
            cls._create_activity(
                name,
                person.work_contact_id,
                territory_id=territory.id,
                coach_id=cls.user_coach.id,
                pole_ids=[Command.set((cls.pole | cls.wood).ids)],
            )
        return person

    @classmethod
    def _add_term(cls, person, contract_type, start, end=False, **vals):
        return person.open_term(contract_type, start, end, **vals)

    def _sum_months(self, *groupby, domain=()):
        """Sums of the report by month of 2025: {(month, …): values}."""
        names = ("active_count", "entered", "returned", "changed", "left")
        rows = self.report._read_group(
            [
                ("company_id", "=", self.company.id),
                ("month", ">=", YEAR[0]),
                ("month", "<=", YEAR[1]),
                *domain,
            ],
            ["month:month", *groupby],
            [f"{name}:sum" for name in names],
        )
        count = 1 + len(groupby)
        return {
            (row[0].month, *row[1:count]): row[count:] for row in sorted(rows, key=str)
        }

    def _rows(self, person, first, last):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.report.search(
            [
                ("partner_id", "=", person.work_contact_id.id),
                ("month", ">=", first),
                ("month", "<=", last),
            ],
            order="month",
        )
