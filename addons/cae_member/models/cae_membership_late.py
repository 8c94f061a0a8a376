# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, formatLang

from .cae_membership import ADMITTED_STATES


class CaeMembership(models.Model):
    _inherit = "cae.membership"

    capital_late_amount = fields.Monetary(
        string="Capital Overdue",
        compute="_compute_capital_late_amount",
        search="_search_capital_late_amount",
        compute_sudo=True,
        help="Called, due and not paid.",
    )
    capital_notice_date = fields.Date(
        string="Notice of Late Payment", copy=False, tracking=True
    )
    capital_suspended = fields.Boolean(
        string="Vote Suspended",
        copy=False,
        tracking=True,
        help="The capital called was not paid after notice.",
    )

    @api.depends("category_id.voting", "capital_suspended")
    def _compute_voting(self):
        result = super()._compute_voting()
        for membership in self.filtered("capital_suspended"):
            membership.voting = False
        return result

    def _compute_capital_late_amount(self):
        overdue = self._get_overdue(fields.Date.context_today(self), self.company_id)
        for membership in self:
            membership.capital_late_amount = overdue.get(membership._origin.id, 0.0)

    def _search_capital_late_amount(self, operator, value):
        if operator not in (">", "!=") or value:
            return NotImplemented
        today = fields.Date.context_today(self)
        return [("id", "in", list(self._get_overdue(today, self.env.companies)))]

    @api.model
    def _get_overdue(self, date, companies):
        """`{membership id: amount}` of the capital that was due before `date`."""
        overdue = defaultdict(float)
        condition = SQL(
            "m.company_id IN %s AND l.date_maturity < %s",
            tuple(companies.ids) or (0,),
            date,
        )
        for member, _class, amount in (
            self.env["cae.share.movement"].sudo()._sum_open_calls(condition)
        ):
            overdue[member] += amount
        return overdue

    def action_send_capital_notice(self):
        """Give notice to those who are late: the delay before suspension starts."""
        late = self.filtered("capital_late_amount")
        late.write({"capital_notice_date": fields.Date.context_today(self)})
        for membership in late:
            membership.message_post(
                body=self.env._(
                    "Notice: %(amount)s of capital called is overdue. "
                    "Without payment within %(days)s days, the right to vote is "
                    "suspended.",
                    amount=formatLang(
                        self.env,
                        membership.capital_late_amount,
                        currency_obj=membership.currency_id,
                    ),
                    days=membership.company_id.cae_late_suspend_days,
                ),
                partner_ids=membership.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
        return True

    @api.model
    def _cron_late_capital(self):
        """Give notice to late payers, suspend their vote, restore who has paid."""
        for company in (
            self.env["cae.share.class"]
            .search_fetch([("active", "in", (True, False))], ["company_id"])
            .company_id
        ):
            self._follow_late_capital(company)

    @api.model
    def _follow_late_capital(self, company):
        today = fields.Date.context_today(self)
        since = today - timedelta(days=company.cae_late_notice_days)
        late = self._search_late(company, since)
        late.filtered(lambda m: not m.capital_notice_date).action_send_capital_notice()
        overdue = self._search_late(company, today)
        limit = today - timedelta(days=company.cae_late_suspend_days)
        overdue.filtered(
            lambda m: (
                m.capital_notice_date
                and m.capital_notice_date <= limit
                and not m.capital_suspended
            )
        ).write({"capital_suspended": True})
        self._restore_votes(company, overdue)

    @api.model
    def _search_late(self, company, date):
        late = self.browse(self._get_overdue(date, company))
        return late.filtered(lambda member: member.state in ADMITTED_STATES)

    @api.model
    def _restore_votes(self, company, overdue):
        """Who owes nothing any more votes again, and the notice is done with."""
        self.search(
            [
                ("company_id", "=", company.id),
                ("capital_notice_date", "!=", False),
                ("id", "not in", overdue.ids),
            ]
        ).write({"capital_notice_date": False, "capital_suspended": False})
