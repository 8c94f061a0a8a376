# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

FAR = fields.Date.to_date("9999-12-31")


class CaeLevyException(models.Model):
    """Another rate, or none, between two dates, with its reason.

    For an activity, or for every activity whose first holder has a type of contract; an
    activity's own exception wins.
    """

    _name = "cae.levy.exception"
    _description = "Levy Exception"
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _rec_name = "reason"

    activity_id = fields.Many2one(
        "cae.activity", ondelete="cascade", index=True, check_company=True
    )
    contract_type_id = fields.Many2one(
        "hr.contract.type",
        index="btree_not_null",
        help="Every activity whose first employed holder has such a contract on the "
        "last day of the month.",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        index=True,
    )
    component_code = fields.Char(
        string="Levy Code", help="Code of the levy. Empty: every levy."
    )
    date_from = fields.Date(required=True)
    date_to = fields.Date()
    kind = fields.Selection(
        [("exempt", "No levy"), ("rate", "Another rate")],
        default="exempt",
        required=True,
    )
    rate = fields.Float(
        string="Rate (%)", digits=(16, 4), help="Replaces the tiers of the levy."
    )
    reason = fields.Char(required=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "An exception ends after it starts.",
    )
    _subject_check = models.Constraint(
        "CHECK ((activity_id IS NULL) != (contract_type_id IS NULL))",
        "An exception is either for an activity or for a type of contract.",
    )

    @api.depends("activity_id")
    def _compute_company_id(self):
        for exception in self:
            exception.company_id = (
                exception.activity_id.company_id
                or exception.company_id
                or self.env.company
            )

    @api.constrains(
        "activity_id", "contract_type_id", "component_code", "date_from", "date_to"
    )
    def _check_overlap(self):
        for exception in self:
            others = self.search(
                [
                    ("id", "!=", exception.id),
                    ("company_id", "=", exception.company_id.id),
                    ("activity_id", "=", exception.activity_id.id),
                    ("contract_type_id", "=", exception.contract_type_id.id),
                ]
            ).filtered(lambda other, mine=exception: other._overlaps(mine))
            if others:
                subject = exception.activity_id or exception.contract_type_id
                raise ValidationError(
                    self.env._(
                        "The exception “%(reason)s” of %(activity)s overlaps with "
                        "“%(other)s”. Change the dates or the levy of one of them.",
                        reason=exception.reason,
                        activity=subject.display_name,
                        other=others[0].reason,
                    )
                )

    def _overlaps(self, other):
        codes = {self.component_code or False, other.component_code or False}
        return (
            (len(codes) == 1 or False in codes)
            and self.date_from <= (other.date_to or FAR)
            and other.date_from <= (self.date_to or FAR)
        )

    def _covers(self, month):
        """Whether the month, given by its first day, is concerned."""
        self.ensure_one()
        return self.date_from <= month and (not self.date_to or self.date_to >= month)

    @api.model
    def _read_special_months(self, component, months):
        """Months that have another rate (%, a Decimal), or no levy.

        :return: ``{activity id: {first day: (rate or None, exempt)}}``
        """
        exceptions = self.search(
            [
                ("company_id", "=", component.company_id.id),
                ("component_code", "in", [component.code, False]),
                ("date_from", "<=", months[-1]),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", months[0]),
            ]
        )
        special = defaultdict(dict)
        by_type = exceptions.filtered("contract_type_id").grouped(
            lambda exception: exception.contract_type_id.id
        )
        if by_type:
            for activity_id, day, type_id in self._read_contract_types(
                component.company_id, months
            ):
                by_type.get(type_id, self.browse())._fill(special[activity_id], [day])
        for exception in exceptions.filtered("activity_id"):
            exception._fill(special[exception.activity_id.id], months)
        return special

    def _fill(self, special, months):
        for exception in self:
            exempt = exception.kind == "exempt"
            rate = None if exempt else Decimal(repr(exception.rate))
            special.update(
                {day: (rate, exempt) for day in months if exception._covers(day)}
            )

    @api.model
    def _read_contract_types(self, company, months):
        """Type of the first employed holder's contract: (activity, month, type) ids."""
        self.env["cae.activity.holder"].sudo().flush_model()
        self.env["hr.version"].sudo().flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (holder.activity_id, month.day)
                       holder.activity_id, month.day, version.contract_type_id
                  FROM cae_activity_holder holder
            CROSS JOIN unnest(%(months)s::date[], %(ends)s::date[]) month(day, last)
                  JOIN hr_version version
                    ON version.employee_id = holder.employee_id
                   AND version.active
                   AND version.date_version <= month.last
                   AND (version.contract_date_end IS NULL
                        OR version.contract_date_end >= month.last)
                 WHERE holder.company_id = %(company)s
              ORDER BY holder.activity_id, month.day, holder.sequence, holder.id,
                       version.date_version DESC
                """,
                months=months,
                ends=[day + relativedelta(day=31) for day in months],
                company=company.id,
            )
        )
