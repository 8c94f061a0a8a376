# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL


class CaePersonStretchMixin(models.AbstractModel):
    """The days of each person under contract, cut into stretches: see kernel/people.

    A person is a work contact: two employee records of one contact in one company are
    the same person. Versions of archived employees count, archived versions do not.
    """

    _name = "cae.person.stretch.mixin"
    _description = "Stretches of Contracts"
    _depends = {
        "hr.version": [
            "active",
            "employee_id",
            "company_id",
            "date_version",
            "contract_date_start",
            "contract_date_end",
            "contract_type_id",
            "departure_reason_id",
            "cae_activity_id",
            "sex",
        ],
        "hr.employee": ["work_contact_id", "birthday", "current_version_id"],
        "hr.contract.type": ["cae_kind", "counts_for_membership"],
        "cae.activity": ["company_id", "territory_id", "coach_id", "pole_ids"],
        "cae.activity.holder": ["activity_id", "partner_id", "sequence"],
        "cae.pole": ["name"],
        "cae.membership": [
            "partner_id",
            "company_id",
            "state",
            "admission_date",
            "exit_date",
        ],
        "cae.member.entry": ["membership_id", "kind", "date", "state"],
        "res.company": ["cae_age_limits"],
    }

    @api.model
    def _sql_stretches(self, company=None):
        """One row for each stretch of each person, with its dimensions.

        `date_from` and `date_to` include both days; `path_start` and `path_end` those
        of all that follow each other without a day between (`infinity`: goes on).
        """
        return SQL(
            """
            SELECT cut.company_id, cut.person_key, cut.partner_id, cut.employee_id,
                   cut.birth_key, cut.sex, cut.contract_type_id, cut.kind,
                   cut.departure_reason_id, cut.path_start, cut.path_end,
                   cut.first_counted, cut.opens, cut.back, cut.changes,
                   cut.date_from, cut.date_to,
                   cut.date_to = cut.path_end AND isfinite(cut.path_end) AS closes,
                   activity.id AS activity_id, activity.territory_id,
                   activity.coach_id, pole.pole_id,
                   member.admission_date, member.member_days,
                   bracket.ages, bracket.age_labels
              FROM (%(cuts)s) cut
              JOIN (%(brackets)s) bracket ON bracket.company_id = cut.company_id
         LEFT JOIN (%(held)s) held
                ON held.partner_id = cut.partner_id
               AND held.company_id = cut.company_id
         LEFT JOIN cae_activity activity
                ON activity.id = COALESCE(cut.cae_activity_id, held.activity_id)
         LEFT JOIN (%(poles)s) pole ON pole.activity_id = activity.id
         LEFT JOIN (%(members)s) member
                ON member.partner_id = cut.partner_id
               AND member.company_id = cut.company_id
             WHERE cut.date_from <= cut.date_to
            """,
            cuts=self._sql_cuts(company),
            brackets=self._sql_brackets(),
            held=self._sql_held(),
            poles=self._sql_poles(),
            members=self._sql_members(),
        )

    def _sql_cuts(self, company):
        """Contracts put after each other: a stretch ends when the next one begins.

        What covers the day before is looked for among those begun earlier, so that two
        contracts begun on a day both open the path; only the last of them is kept.
        """
        return SQL(
            """
            SELECT path.*,
                   path.path_start > path.first_start AS back,
                   NOT path.opens
                       AND path.contract_type_id
                           != LAG(path.contract_type_id) OVER person AS changes,
                   CASE WHEN LEAD(path.path_start) OVER person = path.path_start
                        THEN LEAD(path.date_from) OVER person - 1
                        ELSE path.path_end
                    END AS date_to
              FROM (SELECT opened.*,
                           MAX(opened.term_to) OVER (
                               PARTITION BY opened.company_id, opened.person_key,
                                            opened.path_start) AS path_end
                      FROM (SELECT known.*,
                                   MAX(CASE WHEN known.opens THEN known.date_from END)
                                       OVER (PARTITION BY known.company_id,
                                                          known.person_key
                                             ORDER BY known.date_from) AS path_start
                              FROM (%(known)s) known) opened
                   ) path
            WINDOW person AS (
                   PARTITION BY path.company_id, path.person_key
                   ORDER BY path.date_from, path.version_id)
            """,
            known=self._sql_known(company),
        )

    def _sql_known(self, company):
        """Versions of the types that have a kind; those that open a path."""
        return SQL(
            """
            SELECT term.*,
                   contract_type.cae_kind AS kind,
                   MIN(term.date_from) OVER person AS first_start,
                   MIN(CASE WHEN contract_type.counts_for_membership
                            THEN term.date_from END) OVER person AS first_counted,
                   COALESCE(term.date_from - 1 > MAX(term.term_to) OVER (
                       PARTITION BY term.company_id, term.person_key
                       ORDER BY term.date_from
                       RANGE BETWEEN UNBOUNDED PRECEDING
                                 AND interval '1 day' PRECEDING), TRUE) AS opens
              FROM (%(terms)s) term
              JOIN hr_contract_type contract_type
                ON contract_type.id = term.contract_type_id
             WHERE contract_type.cae_kind IS NOT NULL
               AND term.date_from <= term.term_to
            WINDOW person AS (PARTITION BY term.company_id, term.person_key)
            """,
            terms=self._sql_terms(company),
        )

    def _sql_terms(self, company):
        """The days that each version of a contract is in force.

        The first version of a contract covers it from its first day, even if it was
        written down later. Sex and birthday are those known today.
        """
        return SQL(
            """
            SELECT version.id AS version_id,
                   version.employee_id,
                   version.company_id,
                   COALESCE(employee.work_contact_id, -employee.id) AS person_key,
                   employee.work_contact_id AS partner_id,
                   to_char(employee.birthday, 'YYYYMMDD')::int AS birth_key,
                   COALESCE(present.sex, version.sex) AS sex,
                   version.contract_type_id,
                   version.cae_activity_id,
                   MAX(version.departure_reason_id) OVER (
                       PARTITION BY version.employee_id, version.contract_date_start)
                       AS departure_reason_id,
                   CASE WHEN ROW_NUMBER() OVER term = 1
                        THEN version.contract_date_start
                        ELSE GREATEST(
                            version.date_version, version.contract_date_start)
                    END AS date_from,
                   COALESCE(
                       LEAST(version.contract_date_end,
                             LEAD(version.date_version) OVER term - 1),
                       'infinity') AS term_to
              FROM hr_version version
              JOIN hr_employee employee ON employee.id = version.employee_id
         LEFT JOIN hr_version present ON present.id = employee.current_version_id
             WHERE version.active
               AND version.contract_date_start IS NOT NULL
               AND %(domain)s
            WINDOW term AS (
                   PARTITION BY version.employee_id, version.contract_date_start
                   ORDER BY version.date_version, version.id)
            """,
            domain=SQL("version.company_id = %s", company.id)
            if company
            else SQL("TRUE"),
        )

    def _sql_held(self):
        """The first activity that a person holds, for contracts that name none."""
        return SQL(
            """
            SELECT DISTINCT ON (holder.partner_id, activity.company_id)
                   holder.partner_id, activity.company_id, activity.id AS activity_id
              FROM cae_activity_holder holder
              JOIN cae_activity activity ON activity.id = holder.activity_id
          ORDER BY holder.partner_id, activity.company_id, activity.id
            """
        )

    def _sql_poles(self):
        """The first pôle of each activity, in the order of the pôles."""
        return SQL(
            """
            SELECT DISTINCT ON (rel.activity_id) rel.activity_id, rel.pole_id
              FROM cae_activity_pole_rel rel
              JOIN cae_pole pole ON pole.id = rel.pole_id
          ORDER BY rel.activity_id, pole.name, pole.id
            """
        )

    def _sql_members(self):
        """The first admission of each member and the days of all their stays.

        The dates of the membership are those of the present stay; the register keeps
        the stays before it, each followed by an admission or a new application.
        """
        return SQL(
            """
            SELECT member.partner_id,
                   member.company_id,
                   LEAST(member.admission_date, MIN(stay.date_from)) AS admission_date,
                   array_remove(
                       array_agg(daterange(stay.date_from, stay.date_to, '[]'))
                           FILTER (WHERE stay.date_from <= stay.date_to)
                       || CASE WHEN member.admission_date IS NOT NULL
                               THEN daterange(
                                   member.admission_date, member.exit_date, '[]')
                           END, NULL) AS member_days
              FROM (SELECT id, partner_id, company_id, state,
                           CASE WHEN state IN ('member', 'leaving', 'former')
                                THEN admission_date END AS admission_date,
                           exit_date
                      FROM cae_membership) member
         LEFT JOIN (SELECT membership_id,
                           kind,
                           date AS date_from,
                           LEAD(date) OVER events AS date_to,
                           LEAD(kind) OVER events AS kind_after,
                           LEAD(kind, 2) OVER events AS kind_then
                      FROM cae_member_entry
                     WHERE state = 'posted' AND kind IN ('admission', 'exit')
                    WINDOW events AS (PARTITION BY membership_id ORDER BY id)) stay
                ON stay.membership_id = member.id
               AND stay.kind = 'admission'
               AND stay.kind_after = 'exit'
               AND (stay.kind_then = 'admission' OR member.state != 'former')
          GROUP BY member.id, member.partner_id, member.company_id,
                   member.admission_date, member.exit_date
            """
        )

    def _sql_brackets(self):
        """For each company the ages where brackets begin, and their labels: “26–44”.

        Kept from being inlined: arrays are made once for a company, not for a row.
        """
        return SQL(
            """
            SELECT company.id AS company_id,
                   limits.ages,
                   ARRAY(SELECT COALESCE(ages[rank], 0)
                                || COALESCE('–' || ages[rank + 1] - 1, '+')
                           FROM generate_series(0, cardinality(limits.ages)) rank
                          WHERE cardinality(limits.ages) > 0
                       ORDER BY rank) AS age_labels
              FROM res_company company
        CROSS JOIN LATERAL (
                   SELECT string_to_array(company.cae_age_limits, ',')::int[] AS ages
                   OFFSET 0) limits
            OFFSET 0
            """
        )

    def _sql_age_bracket(self, day_key):
        """The label of the age bracket on a day, NULL without birthday or brackets.

        :param day_key: the day as a number, 20251231; less that of the birthday, its
            ten thousands are whole years
        """
        return SQL(
            """
            stretch.age_labels[
                1 + width_bucket((%s - stretch.birth_key) / 10000, stretch.ages)]
            """,
            day_key,
        )
