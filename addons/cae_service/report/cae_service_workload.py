# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL
from odoo.tools.query import Query

WEEKS_BACK = 52
WEEKS_AHEAD = 52


class CaeServiceWorkload(models.Model):
    """What each professional can do and has to do, week by week (ISO 8601)."""

    _name = "cae.service.workload"
    _description = "Workload"
    _auto = False
    _order = "week, professional_id"
    _rec_name = "professional_id"
    _depends = {
        "cae.professional": [
            "active",
            "company_id",
            "employee_id",
            "user_id",
            "weekly_capacity",
        ],
        "cae.service.visit": ["professional_id", "start", "duration", "state"],
        "cae.service.request": ["wanted_date"],
        "cae.service.request.line": ["professional_id", "hours", "state", "request_id"],
        "account.analytic.line": ["employee_id", "so_line", "date", "unit_amount"],
        "sale.order.line": ["order_id"],
        "sale.order": ["is_cae_agreement"],
        "hr.employee": ["resource_id"],
        "resource.resource": ["calendar_id"],
        "resource.calendar": ["tz"],
        "resource.calendar.attendance": [
            "calendar_id",
            "dayofweek",
            "hour_from",
            "hour_to",
            "day_period",
            "week_type",
            "display_type",
        ],
        "resource.calendar.leaves": [
            "resource_id",
            "calendar_id",
            "company_id",
            "date_from",
            "date_to",
            "time_type",
        ],
        "res.company": ["resource_calendar_id"],
    }

    professional_id = fields.Many2one("cae.professional", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    week = fields.Date(string="Week from", readonly=True, help="The Monday.")
    week_name = fields.Char(
        string="Week", readonly=True, help="As ISO 8601 counts: 2026-W53, 2027-W01."
    )
    capacity = fields.Float(
        readonly=True,
        help="The weekly capacity, less absences and public holidays in proportion to "
        "the working hours.",
    )
    planned_hours = fields.Float(readonly=True, help="Of planned visits.")
    done_hours = fields.Float(
        readonly=True,
        help="Recorded on the tasks of agreements, by visits or directly.",
    )
    accepted_hours = fields.Float(
        readonly=True,
        help="Estimated for accepted requests that have no agreement yet, in the week "
        "in which they are wanted, or else in the current one.",
    )
    remaining_hours = fields.Float(
        readonly=True, help="Capacity − planned − done − accepted; below 0: too much."
    )
    load = fields.Float(
        string="Load (%)",
        readonly=True,
        aggregator="avg",
        digits=(16, 0),
        help="Planned, done and accepted hours for 100 hours of capacity.",
    )
    overloaded = fields.Boolean(readonly=True, help="More hours than capacity.")

    @property
    def _table_query(self):
        return SQL(
            """
            WITH professional AS (%(professional)s),
            week AS (
                SELECT generate_series(
                    date_trunc('week', %(today)s::date) - %(back)s * interval '7 days',
                    date_trunc('week', %(today)s::date) + %(ahead)s * interval '7 days',
                    interval '7 days'
                )::date AS monday
            ),
            slot AS (%(slot)s),
            absence AS (%(absence)s),
            hours AS (%(hours)s)
            SELECT professional.id * 10000
                       + (week.monday - DATE '2000-01-03') / 7 AS id,
                   professional.id AS professional_id,
                   professional.user_id,
                   professional.company_id,
                   week.monday AS week,
                   to_char(week.monday, 'IYYY-"W"IW') AS week_name,
                   found.capacity,
                   found.planned AS planned_hours,
                   found.done AS done_hours,
                   found.accepted AS accepted_hours,
                   found.capacity - found.used AS remaining_hours,
                   CASE WHEN found.capacity > 0
                        THEN 100 * found.used / found.capacity
                        ELSE 0 END AS load,
                   found.used > found.capacity + 0.01 AS overloaded
              FROM professional
             CROSS JOIN week
              LEFT JOIN absence ON absence.professional_id = professional.id
                               AND absence.monday = week.monday
              LEFT JOIN hours ON hours.professional_id = professional.id
                             AND hours.monday = week.monday
             CROSS JOIN LATERAL (
                SELECT professional.weekly_capacity
                           * (1 - COALESCE(absence.share, 0)) AS capacity,
                       COALESCE(hours.planned, 0) AS planned,
                       COALESCE(hours.done, 0) AS done,
                       COALESCE(hours.accepted, 0) AS accepted,
                       COALESCE(hours.planned + hours.done + hours.accepted, 0) AS used
             ) found
             WHERE professional.active OR hours.professional_id IS NOT NULL
            """,
            professional=self._sql_professionals(),
            slot=self._sql_slots(),
            absence=self._sql_absences(),
            hours=self._sql_hours(),
            today=fields.Date.today(),
            back=WEEKS_BACK,
            ahead=WEEKS_AHEAD,
        )

    def _sql_professionals(self):
        """Professionals, with their working hours and their time zone."""
        return SQL(
            """
            SELECT cae.id, cae.active, cae.company_id, cae.user_id, cae.employee_id,
                   cae.weekly_capacity, employee.resource_id,
                   calendar.id AS calendar_id,
                   COALESCE(calendar.tz, 'UTC') AS tz
              FROM cae_professional cae
              JOIN res_company company ON company.id = cae.company_id
              LEFT JOIN hr_employee employee ON employee.id = cae.employee_id
              LEFT JOIN resource_resource resource ON resource.id = employee.resource_id
              LEFT JOIN resource_calendar calendar
                ON calendar.id = COALESCE(
                    resource.calendar_id, company.resource_calendar_id
                )
            """
        )

    def _sql_slots(self):
        """Mornings and afternoons of the working hours, with the hours of each week.

        Odoo tells the weeks of a calendar of two weeks by the days since year 1.
        """
        return SQL(
            """
            SELECT attendance.calendar_id, attendance.id,
                   attendance.dayofweek::int AS weekday,
                   NULLIF(attendance.week_type, '')::int AS parity,
                   attendance.hour_from, attendance.hour_to,
                   attendance.hour_to - attendance.hour_from AS hours
              FROM resource_calendar_attendance attendance
             WHERE attendance.display_type IS NULL
               AND attendance.day_period != 'lunch'
            """
        )

    def _sql_absences(self):
        """The share of the working hours of a week that somebody is absent.

        A slot counts when time off covers half of it or more: a whole day off takes
        its slots, half a day one of them, and nothing is counted twice.
        """
        return SQL(
            """
            SELECT off.professional_id, off.monday,
                   SUM(slot.hours) FILTER (WHERE off.absent)
                       / NULLIF(SUM(slot.hours), 0) AS share
              FROM (
                SELECT hit.professional_id, hit.monday, hit.slot_id,
                       BOOL_OR(hit.absent) AS absent
                  FROM (
                    SELECT professional.id AS professional_id, touched.monday,
                           slot.id AS slot_id,
                           LEAST(leave.date_to, period.stop)
                               - GREATEST(leave.date_from, period.start)
                               >= (period.stop - period.start) / 2 AS absent
                      FROM professional
                      JOIN resource_calendar_leaves leave
                        ON leave.time_type = 'leave'
                       AND (
                            leave.resource_id = professional.resource_id
                            OR leave.resource_id IS NULL
                            AND COALESCE(leave.company_id, professional.company_id)
                                = professional.company_id
                            AND COALESCE(leave.calendar_id, professional.calendar_id)
                                = professional.calendar_id
                       )
                      JOIN week touched
                        ON leave.date_from < touched.monday + 8
                       AND leave.date_to > touched.monday - 1
                      JOIN slot ON slot.calendar_id = professional.calendar_id
                       AND COALESCE(
                            slot.parity,
                            (touched.monday - DATE '0001-01-01') / 7 %% 2
                       ) = (touched.monday - DATE '0001-01-01') / 7 %% 2
                     CROSS JOIN LATERAL (
                        SELECT (touched.monday + slot.weekday
                                + slot.hour_from * interval '1 hour')
                                   AT TIME ZONE professional.tz AT TIME ZONE 'UTC'
                                   AS start,
                               (touched.monday + slot.weekday
                                + slot.hour_to * interval '1 hour')
                                   AT TIME ZONE professional.tz AT TIME ZONE 'UTC'
                                   AS stop
                     ) period
                  ) hit
                 GROUP BY hit.professional_id, hit.monday, hit.slot_id
              ) off
              JOIN slot ON slot.id = off.slot_id
             GROUP BY off.professional_id, off.monday
            """
        )

    def _sql_hours(self):
        """Planned, done and accepted hours by professional and week."""
        return SQL(
            """
            SELECT part.professional_id, part.monday, SUM(part.planned) AS planned,
                   SUM(part.done) AS done, SUM(part.accepted) AS accepted
              FROM (
                SELECT visit.professional_id,
                       date_trunc('week', visit.start AT TIME ZONE 'UTC'
                                          AT TIME ZONE professional.tz)::date AS monday,
                       visit.duration AS planned, 0.0 AS done, 0.0 AS accepted
                  FROM cae_service_visit visit
                  JOIN professional ON professional.id = visit.professional_id
                 WHERE visit.state = 'planned'
                 UNION ALL
                SELECT professional.id, date_trunc('week', line.date)::date,
                       0.0, line.unit_amount, 0.0
                  FROM account_analytic_line line
                  JOIN professional ON professional.employee_id = line.employee_id
                  JOIN sale_order_line sale_line ON sale_line.id = line.so_line
                  JOIN sale_order agreement
                    ON agreement.id = sale_line.order_id AND agreement.is_cae_agreement
                 WHERE line.project_id IS NOT NULL
                 UNION ALL
                SELECT need.professional_id,
                       date_trunc(
                           'week', GREATEST(request.wanted_date, %(today)s::date)
                       )::date,
                       0.0, 0.0, need.hours
                  FROM cae_service_request_line need
                  JOIN cae_service_request request ON request.id = need.request_id
                  JOIN professional ON professional.id = need.professional_id
                 WHERE need.state IN ('accepted', 'assessed')
              ) part
             GROUP BY part.professional_id, part.monday
            """,
            today=fields.Date.today(),
        )

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """The load of several weeks or persons is that of the sums."""
        if aggregate_spec != "load:avg":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "COALESCE(100 * (SUM(%(capacity)s) - SUM(%(remaining)s))"
            " / NULLIF(SUM(%(capacity)s), 0), 0)",
            capacity=self._field_to_sql(self._table, "capacity", query),
            remaining=self._field_to_sql(self._table, "remaining_hours", query),
        )

    def action_view_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_service.cae_service_visit_action"
        )
        action["domain"] = [("professional_id", "=", self.professional_id.id)]
        action["context"] = {
            "default_professional_id": self.professional_id.id,
            "initial_date": fields.Date.to_string(self.week),
        }
        return action
