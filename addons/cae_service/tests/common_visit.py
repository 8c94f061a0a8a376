# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .common import CaeServiceCase


class CaeVisitCase(CaeServiceCase):
    """A weekly morning of Luca for the network, in Paris; no visit planned yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.company.resource_calendar_id
        cls.calendar.tz = "Europe/Paris"
        cls.company.cae_service_plan_months = 1
        cls.visits = cls.env["cae.service.visit"]
        cls.pro_books.weekly_capacity = 30

    @classmethod
    def _create_weekly(cls, professional=None, **vals):
        """An agreement with a visit of three hours each Wednesday at nine."""
        line = {
            "product_uom_qty": 100,
            "cae_visit_count": 1,
            "cae_visit_period": "week",
            "cae_visit_weekday": "2",
            "cae_visit_hours": 3,
            "cae_visit_start_hour": 9,
        }
        keys = ("partner", "confirm", "cae_start_date", "cae_end_date", "user_id")
        order = {name: vals.pop(name) for name in keys if name in vals}
        return cls._create_agreement(
            (cls.service_books, professional or cls.pro_books, {**line, **vals}),
            **order,
        )

    def _get_days(self, visits):
        return [str(visit._get_local_day()) for visit in visits.sorted("start")]

    def _create_leave(self, professional, first, last):
        """A validated time off of whole days."""
        leave_type = self.env["hr.leave.type"].create(
            {
                "name": "Holidays",
                "requires_allocation": False,
                "leave_validation_type": "no_validation",
                "company_id": self.company.id,
            }
        )
        return self.env["hr.leave"].create(
            {
                "name": "Away",
                "holiday_status_id": leave_type.id,
                "employee_id": professional.employee_id.id,
                "request_date_from": first,
                "request_date_to": last,
            }
        )

    def _count_queries(self, function, *args):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function(*args)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
