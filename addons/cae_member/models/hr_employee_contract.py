# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class HrEmployee(models.Model):
    """Opening, changing and ending the contracts of a person."""

    _inherit = "hr.employee"

    def open_term(self, contract_type, date_start, date_end=False, **vals):
        """Open a new contract, or renew the last one of its type.

        :param contract_type: hr.contract.type
        :param vals: other values of the version: activity, wage, objectives…
        :return: the hr.version of the contract
        :raises ValidationError: over a limit of the type, or after the time to join
        """
        self.ensure_one()
        values = {
            "contract_type_id": contract_type.id,
            "trial_date_end": False,
            **vals,
            "contract_date_start": fields.Date.to_date(date_start),
            "contract_date_end": fields.Date.to_date(date_end) or False,
        }
        versions = self.version_ids
        if len(versions) == 1 and not versions.contract_date_start:
            # The version that the employee was created with becomes the contract's.
            versions.write(values)
            return versions
        return self.create_version(
            {**values, "date_version": values["contract_date_start"]}
        )

    def amend_term(self, date, **vals):
        """Change the contract in force on a day, from that day on.

        :param vals: the values that change; `contract_date_end` moves its end
        :return: the hr.version of the amendment
        :raises UserError: when no contract is in force on the day
        """
        self.ensure_one()
        date = fields.Date.to_date(date)
        version = self._get_term_on(date)
        if version.contract_date_start == date:
            raise UserError(
                self.env._(
                    "%(person)s: the contract begins on %(date)s. An amendment takes "
                    "effect on a later day; change the contract itself before.",
                    person=self.name,
                    date=format_date(self.env, date),
                )
            )
        return self.create_version({**vals, "date_version": date})

    def terminate_term(self, date, reason=None, note=None):
        """End the contract in force on a day, the last one under contract.

        :param reason: hr.departure.reason
        :param note: why, in words
        :return: the hr.version of the termination
        :raises UserError: when no contract is in force on the day, or when it ends
        """
        self.ensure_one()
        date = fields.Date.to_date(date)
        current = self._get_term_on(date)
        planned = current.contract_date_end
        if planned == date:
            raise UserError(
                self.env._(
                    "%(person)s: the contract ends on %(date)s already.",
                    person=self.name,
                    date=format_date(self.env, date),
                )
            )
        later = self.version_ids.filtered(
            lambda version: (
                version.contract_date_start == current.contract_date_start
                and version.date_version > date
            )
        )
        later.active = False
        version = self.create_version({"date_version": date, "contract_date_end": date})
        version.write(
            {
                "contract_date_end": date,
                "cae_terminated": True,
                "cae_planned_end": planned,
                "cae_amendment": note,
                "departure_reason_id": reason.id if reason else False,
                "departure_date": date,
            }
        )
        return version

    def create_version(self, values):
        """Check the terms once, when the new version has its own values.

        A version starts as a copy: the type of the contract before, with its limits,
        would be checked against the dates of the new one. And a new contract is not of
        a limited type unless it is chosen.
        """
        start = fields.Date.to_date(values.get("contract_date_start"))
        date = fields.Date.to_date(values.get("date_version"))
        before = self._get_version(date) if date and self.version_ids else None
        version = super(
            HrEmployee, self.with_context(cae_defer_terms=True)
        ).create_version(values)
        if before == version:
            # The version of that day is returned as it was.
            version.write({k: v for k, v in values.items() if k != "date_version"})
        new = start and before and before.contract_date_start != start
        if new and "contract_type_id" not in values:
            if version.sudo().contract_type_id.max_months:
                version.contract_type_id = False
        version = version.with_context(cae_defer_terms=False)
        version._check_cae_terms()
        self._cae_terms_changed()
        return version

    def _get_term_on(self, date):
        """The version in force on a day, of a contract."""
        version = self._get_version(date)
        start, end = version.contract_date_start, version.contract_date_end
        if not start or start > date or (end and end < date):
            raise UserError(
                self.env._(
                    "%(person)s has no contract in force on %(date)s.",
                    person=self.name,
                    date=format_date(self.env, date),
                )
            )
        return version

    def _describe_limits(self, contract_type, date_start):
        """What a term of a type from a day may be, in words; for the wizard.

        :return: (last day allowed or False, text)
        """
        self.ensure_one()
        version = self.env["hr.version"]
        known = [
            term
            for term, other in self._cae_read_terms()[self.id]
            if other == contract_type
        ]
        extension = self._cae_read_extensions()[self.id, contract_type.id]
        last, earlier = contract_type._get_last_day(known, date_start, extension)
        text = [self.env._("Terms that count: %s", version._describe_terms(earlier))]
        if contract_type.max_renewals:
            text.append(
                self.env._(
                    "Renewals: %(used)s of %(allowed)s",
                    used=max(0, len(earlier) - 1),
                    allowed=contract_type.max_renewals,
                )
            )
            if len(earlier) > contract_type.max_renewals:
                last = False
                text.append(
                    self.env._("No renewal is left: choose another type of contract.")
                )
        if last:
            text.append(self.env._("Last day allowed: %s", format_date(self.env, last)))
        return last, "\n".join(text)
