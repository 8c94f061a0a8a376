# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

from ..kernel.people import DAYS_IN_MONTH

HR_GROUP = "hr.group_hr_user"


class CaePersonReport(models.Model):
    """One row for each person, company and month with a contract of the cooperative.

    Contracts are those of a type with a kind. Each person is counted once a month, by
    the last contract of the month: its type, activity, and the territory, coach and
    first pôle of the activity as they are today, so that totals are numbers of
    persons. Of two contracts at a time, the one that began last counts. A month is
    known once it is over, the current one as of today; `active_count` is counted
    once the last day is over: who leaves on it has left.

    Whoever may read the figures need not know whose they are: the person, the contract
    holder's activity and all that leads to them stay with human resources. The ids
    tell nothing either.
    """

    _name = "cae.person.report"
    _description = "People under Contract by Month"
    _inherit = "cae.person.stretch.mixin"
    _auto = False
    _order = "month desc, contract_type_id, id"
    _rec_name = "month"

    month = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", string="Person", readonly=True, groups=HR_GROUP
    )
    employee_id = fields.Many2one("hr.employee", readonly=True, groups=HR_GROUP)
    activity_id = fields.Many2one("cae.activity", readonly=True, groups=HR_GROUP)
    contract_type_id = fields.Many2one("hr.contract.type", readonly=True)
    kind = fields.Selection(
        lambda self: (
            self.env["hr.contract.type"]
            ._fields["cae_kind"]
            ._description_selection(self.env)
        ),
        string="Contract Kind",
        readonly=True,
    )
    territory_id = fields.Many2one("cae.territory", readonly=True)
    pole_id = fields.Many2one(
        "cae.pole",
        string="Pôle",
        readonly=True,
        help="The first one, by name, of the activity: each person counts once.",
    )
    coach_id = fields.Many2one("res.users", readonly=True)
    sex = fields.Selection(
        lambda self: (
            self.env["hr.version"]._fields["sex"]._description_selection(self.env)
        ),
        string="Gender",
        readonly=True,
    )
    age_bracket = fields.Char(
        readonly=True,
        help="At the end of the month. The brackets are a setting.",
    )
    is_member = fields.Boolean(
        string="Member", readonly=True, help="On the last day of the month."
    )
    departure_reason_id = fields.Many2one(
        "hr.departure.reason",
        readonly=True,
        help="Of who left in the month.",
    )
    active_count = fields.Integer(
        string="Persons Active",
        readonly=True,
        help="Under contract once the last day of the month is over. Look at one "
        "month, or by month: the sum of several months is no number of persons.",
    )
    entered = fields.Integer(
        string="Entries",
        readonly=True,
        help="Their first contract begins in the month.",
    )
    returned = fields.Integer(
        string="Returns",
        readonly=True,
        help="A contract begins in the month, some time after an earlier one ended.",
    )
    changed = fields.Integer(
        string="Changes of Contract",
        readonly=True,
        help="Changes to another type of contract without a day between: neither "
        "entries nor exits.",
    )
    left = fields.Integer(
        string="Exits",
        readonly=True,
        help="Their last day under contract is in the month; nothing follows it.",
    )
    balance = fields.Integer(
        string="Entries Less Exits", readonly=True, help="Returns are entries."
    )
    months_to_membership = fields.Float(
        string="Months to Membership",
        aggregator="avg",
        readonly=True,
        help="From the first contract that counts to the first admission, for who "
        "was admitted in the month.",
    )
    months_spent = fields.Float(
        aggregator="avg",
        readonly=True,
        help="Under contract without interruption, for who left in the month.",
    )

    @property
    def _table_query(self):
        """The stretches of each person, spread over their months.

        A stretch has the months from its first one to the one before the next
        stretch begins: so a month is of one stretch. The events of all stretches that
        begin in a month are on the row of the last of them.
        """
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        return SQL(
            """
              WITH calendar AS MATERIALIZED (%(calendar)s)
            SELECT ('x' || substr(md5(concat_ws(
                        '-', stretch.company_id, stretch.person_key, calendar.month,
                        %(secret)s)), 1, 13))::bit(52)::bigint AS id,
                   calendar.month,
                   stretch.company_id,
                   stretch.partner_id,
                   stretch.employee_id,
                   stretch.activity_id,
                   stretch.contract_type_id,
                   stretch.kind,
                   stretch.territory_id,
                   stretch.pole_id,
                   stretch.coach_id,
                   stretch.sex,
                   %(age_bracket)s AS age_bracket,
                   COALESCE(calendar.close <@ ANY(stretch.member_days), FALSE)
                       AS is_member,
                   %(measures)s
              FROM (%(stretches)s) stretch
              JOIN calendar
                ON calendar.month BETWEEN stretch.month_from AND stretch.month_to
            """,
            calendar=self._sql_calendar(),
            secret=secret,
            age_bracket=self._sql_age_bracket(SQL("calendar.day_key")),
            measures=self._sql_measures(),
            stretches=self._sql_months_of_stretches(),
        )

    def _sql_calendar(self):
        """The months from the first contract to the present one.

        `close` is the day whose end is looked at, `day_key` its number for ages.
        """
        return SQL(
            """
            SELECT month, month + interval '1 month' AS next_month, close,
                   to_char(close, 'YYYYMMDD')::int AS day_key
              FROM (SELECT start::date AS month,
                           LEAST(start + interval '1 month - 1 day', %(today)s)::date
                               AS close
                      FROM generate_series(
                           (SELECT date_trunc(
                                'month', MIN(contract_date_start)::timestamp)
                              FROM hr_version),
                           %(today)s::timestamp,
                           interval '1 month') start
                   ) months
            """,
            today=fields.Date.context_today(self),
        )

    def _sql_measures(self):
        leaves = SQL("stretch.closes AND stretch.date_to <= calendar.close")
        entered, returned, changed, away = (
            SQL(
                "CASE WHEN calendar.month = stretch.month_from THEN %s::int ELSE 0 END",
                SQL.identifier(name),
            )
            for name in ("month_entered", "month_returned", "month_changed", "away")
        )
        left = SQL("%s + (CASE WHEN %s THEN 1 ELSE 0 END)", away, leaves)
        return SQL(
            """
            (stretch.path_end > calendar.close)::int AS active_count,
            %(entered)s AS entered,
            %(returned)s AS returned,
            %(changed)s AS changed,
            %(left)s AS left,
            %(entered)s + %(returned)s - (%(left)s) AS balance,
            CASE WHEN %(leaves)s THEN stretch.departure_reason_id
                 WHEN %(away)s > 0 THEN stretch.away_reason_id
             END AS departure_reason_id,
            CASE WHEN %(leaves)s
                 THEN (stretch.date_to + 1 - stretch.path_start) / %(month)s
             END AS months_spent,
            CASE WHEN stretch.admission_date >= stretch.first_counted
                  AND stretch.admission_date >= calendar.month
                  AND stretch.admission_date < calendar.next_month
                 THEN (stretch.admission_date - stretch.first_counted) / %(month)s
             END AS months_to_membership
            """,
            entered=entered,
            returned=returned,
            changed=changed,
            left=left,
            away=away,
            leaves=leaves,
            month=DAYS_IN_MONTH,
        )

    def _sql_months_of_stretches(self):
        """The stretches begun by today, their months and what happened in the first."""
        return SQL(
            """
            SELECT begun.*,
                   date_trunc('month', begun.date_from::timestamp)::date AS month_from,
                   LEAST(
                       date_trunc('month', begun.date_to::timestamp),
                       date_trunc('month', (LEAD(begun.date_from) OVER path)::timestamp)
                           - interval '1 month',
                       date_trunc('month', %(today)s::timestamp)
                   )::date AS month_to,
                   SUM(CASE WHEN begun.opens AND NOT begun.back THEN 1 ELSE 0 END)
                       OVER beginning AS month_entered,
                   SUM(CASE WHEN begun.opens AND begun.back THEN 1 ELSE 0 END)
                       OVER beginning AS month_returned,
                   SUM(CASE WHEN begun.changes THEN 1 ELSE 0 END)
                       OVER beginning AS month_changed,
                   SUM(CASE WHEN begun.opens AND begun.earlier_end
                                 >= date_trunc('month', begun.date_from::timestamp)
                            THEN 1 ELSE 0 END) OVER beginning AS away,
                   begun.earlier_reason_id AS away_reason_id
              FROM (SELECT stretch.*,
                           LAG(stretch.date_to) OVER person AS earlier_end,
                           LAG(stretch.departure_reason_id) OVER person
                               AS earlier_reason_id
                      FROM (%(stretches)s) stretch
                     WHERE stretch.date_from <= %(today)s
                    WINDOW person AS (
                           PARTITION BY stretch.company_id, stretch.person_key
                           ORDER BY stretch.date_from)
                   ) begun
            WINDOW path AS (
                   PARTITION BY begun.company_id, begun.person_key
                   ORDER BY begun.date_from),
                   beginning AS (
                   PARTITION BY begun.company_id, begun.person_key,
                                date_trunc('month', begun.date_from::timestamp))
            """,
            stretches=self._sql_stretches(),
            today=fields.Date.context_today(self),
        )
