# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from odoo.addons.cae_mutualisation.kernel.sharing import Period

from .common_billing import CaeBillingCase


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestCostKeyHours(CaeBillingCase):
    """Hours worked for each member, from timesheets to the weights of a pool."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.env["cae.cost.key"].create({"name": "Hours", "method": "hours"})
        cls.members = (cls.member + cls.auxiliary + cls.deep).cae_membership_id
        agreement = cls._create_agreement(
            (cls.service_books, cls.pro_books, {}), (cls.service_law, cls.pro_law, {})
        )
        cls.line_books, cls.line_law = agreement.order_line
        cls._record_time(cls.line_books, ("2026-01-10", 3), ("2026-01-31", 1.5))
        cls._record_time(cls.line_law, ("2026-01-15", 2), ("2026-03-02", 4))
        # Not the year, and a month that is not over.
        cls._record_time(cls.line_law, ("2025-12-31", 50), ("2026-07-01", 60))
        # Time without an agreement: the customer of the project is the member.
        cls.project = cls.env["project.project"].create(
            {
                "name": "Secretariat",
                "partner_id": cls.auxiliary.id,
                "company_id": cls.company.id,
                "allow_timesheets": True,
                "allow_billable": False,
            }
        )
        cls._work(cls.project, "2026-02-28", 7.25)

    @classmethod
    def _work(cls, project, day, hours):
        return cls.env["account.analytic.line"].create(
            {
                "name": "Work",
                "date": day,
                "unit_amount": hours,
                "employee_id": cls.pro_books.employee_id.id,
                "project_id": project.id,
            }
        )

    def _fill(self, **vals):
        wizard = self.env["cae.cost.key.fill"].create(
            {"year": 2026, "key_ids": self.key.ids, "everyone": True, **vals}
        )
        found = {
            (line.membership_id.partner_id, line.date_from.month): line.status
            for line in wizard.line_ids
        }
        wizard.action_fill()
        return found

    def _values(self, key=None):
        return {
            (value.membership_id.partner_id, value.date_from): value.amount
            for value in (key or self.key).value_ids
        }

    def test_hours_of_each_month(self):
        found = self._fill()
        # January: 3 + 1.5 + 2; July goes on.
        self.assertEqual(
            self._values(),
            {
                (self.member, date(2026, 1, 1)): 6.5,
                (self.member, date(2026, 3, 1)): 4,
                (self.auxiliary, date(2026, 2, 1)): 7.25,
            },
        )
        self.assertEqual(set(self.key.value_ids.mapped("source")), {"timesheet"})
        self.assertEqual(found[self.deep, 1], "missing")
        self.assertEqual(set(self._fill().values()), {"same", "missing"})
        self.assertEqual(len(self.key.value_ids), 3)

    def test_only_the_time_of_some_fields(self):
        self.key.expertise_ids = self.books
        self._fill()
        self.assertEqual(self._values(), {(self.member, date(2026, 1, 1)): 4.5})

    def test_time_written_in_days(self):
        day = self.env.ref("uom.product_uom_day")
        time = self._work(self.project, "2026-04-01", 2)
        time.product_uom_id = day
        self._fill()
        # Two days of eight hours.
        self.assertEqual(self._values()[self.auxiliary, date(2026, 4, 1)], 16)

    def test_time_corrected_later(self):
        self._fill()
        january = self.key.value_ids.filtered(lambda v: v.date_from.month == 1)
        february = self.key.value_ids.filtered(lambda v: v.date_from.month == 2)
        january.action_validate()
        self._record_time(self.line_law, ("2026-01-20", 1))
        self.env["account.analytic.line"].search(
            [("project_id", "=", self.project.id)]
        ).unlink()
        found = self._fill()
        self.assertEqual(found[self.member, 1], "propose")
        self.assertEqual(found[self.auxiliary, 2], "update")
        self.assertEqual((january.amount, february.amount), (6.5, 0))
        proposal = january.search(
            [("key_id", "=", self.key.id), ("state", "=", "draft")]
        )
        self.assertEqual(
            proposal.filtered(lambda v: v.date_from.month == 1).amount, 7.5
        )

    def test_from_time_to_weights(self):
        self._fill()
        self.key.value_ids.action_validate()
        plan = self.env["account.analytic.plan"].create({"name": "Structure"})
        pool = self.env["cae.cost.pool"].create(
            {
                "name": "Secretariat",
                "key_id": self.key.id,
                "analytic_account_ids": self.env["account.analytic.account"]
                .create({"name": "Secretariat", "plan_id": plan.id})
                .ids,
            }
        )
        for member in self.members:
            agreement = self.env["cae.cost.agreement"].create(
                {
                    "membership_id": member.id,
                    "date_start": "2026-01-01",
                    "line_ids": [Command.create({"pool_id": pool.id})],
                }
            )
            agreement._write_managed({"state": "signed"})
        quarter = Period(date(2026, 1, 1), date(2026, 3, 31))
        (found,) = self.env["cae.cost.engine"]._get_weights(pool, quarter)
        names = {member.id: member.partner_id for member in self.members}
        # 6.5 + 4 and 7.25 hours
        self.assertEqual(
            {names[id_]: weight for id_, weight in found.parts[0].weights.items()},
            {
                self.member: Decimal("10.5"),
                self.auxiliary: Decimal("7.25"),
                self.deep: 0,
            },
        )

    def test_time_of_another_company(self):
        company = self._create_company(name="Elsewhere")
        foreign = self.key.copy({"company_id": company.id, "expertise_ids": False})
        self.assertFalse(foreign._read_figures(2026)[foreign])

    def test_queries_do_not_grow_with_time(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            self.key.mapped("name")
            before = self.cr.sql_log_count
            self.key._plan_fill(2026, everyone=True)
            return self.cr.sql_log_count - before

        count()
        few = count()
        for month in range(1, 7):
            self._record_time(self.line_law, *((f"2026-0{month}-12", 1),) * 5)
        self.assertEqual(few, count())
