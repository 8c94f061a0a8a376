# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL

AGES = [
    ("1_under_30", "Under 30"),
    ("2_30_39", "30 to 39"),
    ("3_40_49", "40 to 49"),
    ("4_50_59", "50 to 59"),
    ("5_60_over", "60 and Over"),
    ("6_unknown", "Unknown"),
    ("7_organisation", "Organisation"),
]


class CaeMembershipReport(models.Model):
    """One row for each entry and each exit: their sum is the number of members."""

    _name = "cae.membership.report"
    _description = "Entries and Exits of Members"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "membership_id"
    _depends = {
        "cae.membership": [
            "partner_id",
            "company_id",
            "category_id",
            "college_id",
            "territory_id",
            "via_membership_id",
            "state",
            "admission_date",
            "exit_date",
            "exit_reason",
        ],
        "cae.member.entry": ["membership_id", "kind", "date", "state"],
        "res.partner": ["is_company", "cae_birthdate"],
    }

    event = fields.Selection([("entry", "Entry"), ("exit", "Exit")], readonly=True)
    date = fields.Date(readonly=True)
    change = fields.Integer(
        string="Members", readonly=True, help="+1 for an entry, -1 for an exit."
    )
    membership_id = fields.Many2one("cae.membership", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Member", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    category_id = fields.Many2one("cae.member.category", readonly=True)
    college_id = fields.Many2one("cae.college", readonly=True)
    territory_id = fields.Many2one("cae.territory", readonly=True)
    via_membership_id = fields.Many2one(
        "cae.membership", string="Network", readonly=True
    )
    state = fields.Selection(
        lambda self: (
            self.env["cae.membership"]._fields["state"]._description_selection(self.env)
        ),
        readonly=True,
    )
    exit_reason = fields.Selection(
        lambda self: (
            self.env["cae.membership"]
            ._fields["exit_reason"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    age = fields.Selection(AGES, string="Age Today", readonly=True)

    @property
    def _table_query(self):
        """The present stay of each member by its dates, and the stays before it.

        A member who came back has new dates: the register of members keeps the former.
        """
        return SQL(
            """
            SELECT event.id,
                   event.event,
                   event.change,
                   event.date,
                   CASE event.id %% 4 WHEN 1 THEN membership.exit_reason END
                       AS exit_reason,
                   membership.id AS membership_id,
                   membership.partner_id,
                   membership.company_id,
                   membership.category_id,
                   membership.college_id,
                   membership.territory_id,
                   membership.via_membership_id,
                   membership.state,
                   %(age)s AS age
              FROM (%(entries)s UNION ALL %(exits)s UNION ALL %(former)s) event
              JOIN cae_membership membership ON membership.id = event.membership_id
              JOIN res_partner partner ON partner.id = membership.partner_id
            """,
            age=self._prepare_age_sql(),
            entries=self._prepare_present_sql(
                "entry", 1, "admission_date", ("member", "leaving", "former")
            ),
            exits=self._prepare_present_sql(
                "exit", -1, "exit_date", ("leaving", "former")
            ),
            former=self._prepare_former_sql(),
        )

    def _prepare_present_sql(self, event, change, date_field, states):
        return SQL(
            """
            SELECT id * 4 + %(rank)s AS id, id AS membership_id,
                   %(event)s AS event, %(change)s AS change, %(date)s AS date
              FROM cae_membership
             WHERE %(date)s IS NOT NULL AND state = ANY(%(states)s)
            """,
            rank=int(change < 0),
            event=event,
            change=change,
            date=SQL.identifier(date_field),
            states=list(states),
        )

    def _prepare_former_sql(self):
        """Rows of the register up to the last exit that a return has followed."""
        return SQL(
            """
            SELECT entry.id * 4 + 2, entry.membership_id,
                   CASE entry.kind WHEN 'exit' THEN 'exit' ELSE 'entry' END,
                   CASE entry.kind WHEN 'exit' THEN -1 ELSE 1 END,
                   entry.date
              FROM cae_member_entry entry
              JOIN cae_membership membership ON membership.id = entry.membership_id
             WHERE entry.state = 'posted'
               AND entry.kind IN ('admission', 'exit')
               AND EXISTS (
                   SELECT FROM cae_member_entry exit
                    WHERE exit.membership_id = entry.membership_id
                      AND exit.kind = 'exit'
                      AND exit.id >= entry.id
                      AND (membership.state != 'former' OR EXISTS (
                          SELECT FROM cae_member_entry again
                           WHERE again.membership_id = exit.membership_id
                             AND again.kind = 'admission'
                             AND again.id > exit.id
                      ))
               )
            """
        )

    def _prepare_age_sql(self):
        today = fields.Date.context_today(self)
        years = SQL("date_part('year', age(%s, partner.cae_birthdate))", today)
        return SQL(
            """
            CASE WHEN partner.is_company THEN '7_organisation'
                 WHEN partner.cae_birthdate IS NULL THEN '6_unknown'
                 WHEN %(years)s < 30 THEN '1_under_30'
                 WHEN %(years)s < 40 THEN '2_30_39'
                 WHEN %(years)s < 50 THEN '3_40_49'
                 WHEN %(years)s < 60 THEN '4_50_59'
                 ELSE '5_60_over'
            END
            """,
            years=years,
        )
