# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_date

# What was agreed once: it shares costs, today or in the past.
HELD = ("signed", "ended")


# pylint: disable=consider-merging-classes-inherited
class CaeCostAgreement(models.Model):
    """When an agreement is in force: amendments, notice, the end, deadlines."""

    _inherit = "cae.cost.agreement"

    deadline_date = fields.Date(
        compute="_compute_deadline_date",
        store=True,
        help="Last day to give notice before the agreed end, then the end itself.",
    )

    # === One agreement at a time === #

    @api.constrains("state", "date_start", "date_end", "membership_id")
    def _check_overlap(self):
        """A member shares a pool by one agreement on any day."""
        self.env.flush_all()
        held = self.filtered(lambda one: one.state in HELD)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.agreement_id, other.agreement_id, line.pool_id
                  FROM cae_cost_agreement_line line
                  JOIN cae_cost_agreement_line other
                    ON other.pool_id = line.pool_id
                   AND other.membership_id = line.membership_id
                   AND other.agreement_id <> line.agreement_id
                   AND other.state IN %(held)s
                   AND daterange(other.date_start, other.date_end, '[]')
                       && daterange(line.date_start, line.date_end, '[]')
                 WHERE line.agreement_id IN %(ids)s
                 LIMIT 1
                """,
                held=HELD,
                ids=tuple(held.ids) or (0,),
            )
        )
        for agreement_id, other_id, pool_id in rows:
            agreement, other = self.browse((agreement_id, other_id))
            raise ValidationError(
                self.env._(
                    "%(member)s shares “%(pool)s” by %(other)s from %(start)s to "
                    "%(end)s already; %(agreement)s is of some of the same days. Amend "
                    "or end the one, or begin the other later.",
                    member=agreement.partner_id.name,
                    pool=self.env["cae.cost.pool"].browse(pool_id).name,
                    other=other.name,
                    start=format_date(self.env, other.date_start),
                    end=format_date(self.env, other.date_end)
                    or self.env._("a day not agreed"),
                    agreement=agreement.display_name,
                )
            )

    # === Amendments === #

    def action_amend(self, date=None):
        """A draft of the same pools, to be changed, that takes over from a day on.

        :param date: its first day; by default that of next month
        :return: the form of the amendment; of the draft there is, if there is one
        """
        self.ensure_one()
        self._check_state(
            ("signed",),
            self.env._("Only an agreement in force is amended; change a draft as is."),
        )
        following = self.next_ids.filtered(lambda one: one.state != "cancelled")[:1]
        return (following or self._make_amendment(date)).action_open()

    def _make_amendment(self, date=None):
        start = fields.Date.to_date(date) or self._get_amendment_start()
        origin = self.origin_id or self
        versions = self.sudo().search([("origin_id", "=", origin.id)])
        keep_end = self.date_end and self.date_end >= start
        amendment = self.copy(
            {
                "date_start": start,
                "date_end": self.date_end if keep_end else False,
                "user_id": self.user_id.id or self.env.uid,
            }
        )
        amendment._write_managed(
            {
                "previous_id": self.id,
                "origin_id": origin.id,
                "version": max([1, *versions.mapped("version")]) + 1,
            }
        )
        amendment._check_follows()
        return amendment

    def _get_amendment_start(self):
        """The first of next month, of the agreement or of today."""
        day = max(fields.Date.context_today(self), self.date_start)
        return day + relativedelta(months=1, day=1)

    def _check_follows(self):
        """An amendment begins after what it amends, which is in force."""
        previous = self.previous_id
        if previous.state not in HELD:
            previous._check_state(HELD, self.env._("It can't be amended."))
        if self.date_start <= previous.date_start:
            raise UserError(
                self.env._(
                    "%(agreement)s begins on %(start)s: it must begin after "
                    "%(previous)s, on %(before)s. Change its start.",
                    agreement=self.display_name,
                    start=format_date(self.env, self.date_start),
                    previous=previous.name,
                    before=format_date(self.env, previous.date_start),
                )
            )

    def _take_over_previous(self):
        """What is amended ends the day before."""
        for agreement in self.filtered("previous_id"):
            agreement._check_follows()
            previous = agreement.previous_id
            before = agreement.date_start - timedelta(days=1)
            if not previous.date_end or previous.date_end > before:
                previous._write_managed({"date_end": before})
            previous.message_post(
                body=self.env._(
                    "%(next)s stands in its place from %(date)s.",
                    next=agreement.name,
                    date=format_date(self.env, agreement.date_start),
                )
            )

    # === The end === #

    def action_open_end(self):
        """The dialog that ends the agreement, after its notice."""
        self.ensure_one()
        self._check_state(("signed",), self.env._("Only what is in force ends."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End the Agreement"),
            "res_model": "cae.cost.agreement.end",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_agreement_id": self.id},
        }

    def action_end(self, date, reason=None, given=None):
        """End agreements on a day, after their notice.

        :param date: the last day in force
        :param reason: why; needed before the notice is over
        :param given: the day when notice was given, by default today
        :raises UserError: the notice is longer, and the user is no manager, or gives
            no reason; the agreement ends earlier, or begins later
        """
        self._check_state(("signed",), self.env._("Only what is in force ends."))
        date = fields.Date.to_date(date)
        given = fields.Date.to_date(given) or fields.Date.context_today(self)
        reason = (reason or "").strip()
        for agreement in self:
            agreement._check_end(date, given, reason)
            agreement._write_managed(
                {
                    "date_end": date,
                    "notice_given_on": given,
                    "end_reason": reason or False,
                }
            )
            agreement.message_post(
                body=self.env._(
                    "Notice was given on %(given)s: the last day is %(date)s. "
                    "%(reason)s",
                    given=format_date(self.env, given),
                    date=format_date(self.env, date),
                    reason=reason,
                ),
                subtype_xmlid="mail.mt_comment",
            )
        self._end_past()

    def _check_end(self, date, given, reason):
        if date < self.date_start or (self.date_end and date > self.date_end):
            raise UserError(
                self.env._(
                    "%(agreement)s is in force from %(start)s to %(end)s: it can't end "
                    "on %(date)s. To go on longer, amend it.",
                    agreement=self.display_name,
                    start=format_date(self.env, self.date_start),
                    end=format_date(self.env, self.date_end)
                    or self.env._("a day not agreed"),
                    date=format_date(self.env, date),
                )
            )
        earliest = self._get_earliest_end(given)
        if date >= earliest or date == self.date_end:
            return
        manager = self.env.su or self.env.user.has_group("cae_member.group_manager")
        if not manager or not reason:
            raise UserError(
                self.env._(
                    "%(agreement)s has %(months)s months of notice: given on "
                    "%(given)s, it ends on %(earliest)s at the earliest. A manager may "
                    "agree on %(date)s, and says why.",
                    agreement=self.display_name,
                    months=self.notice_months,
                    given=format_date(self.env, given),
                    earliest=format_date(self.env, earliest),
                    date=format_date(self.env, date),
                )
            )

    def _end_past(self):
        """What is past its last day has ended."""
        today = fields.Date.context_today(self)
        past = self.filtered(
            lambda one: one.state == "signed" and one.date_end and one.date_end < today
        )
        if past:
            past._write_managed({"state": "ended"})

    # === Deadlines === #

    @api.depends("state", "date_end", "notice_date", "notice_given_on")
    def _compute_deadline_date(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            if agreement.state not in HELD or not agreement.date_end:
                agreement.deadline_date = False
            elif agreement._awaits_notice(today):
                agreement.deadline_date = agreement.notice_date
            else:
                agreement.deadline_date = agreement.date_end

    def _awaits_notice(self, today):
        """Whether it is still to be said if it goes on after its end."""
        return (
            not self.notice_given_on
            and self.notice_months > 0
            and self.notice_date >= today
        )

    @api.depends("deadline_date", "state", "next_ids.state")
    def _compute_deadline_state(self):
        return super()._compute_deadline_state()

    def _is_deadline_met(self):
        following = self.next_ids.filtered(lambda one: one.state in HELD)
        return self.state != "signed" or bool(following)

    def _get_deadline_summary(self):
        if self.deadline_date == self.date_end:
            return self.env._(
                "%(agreement)s ends on %(date)s",
                agreement=self.display_name,
                date=format_date(self.env, self.date_end),
            )
        return self.env._(
            "%(agreement)s ends on %(date)s: last day to give notice, or to agree on "
            "what comes next",
            agreement=self.display_name,
            date=format_date(self.env, self.date_end),
        )

    @api.model
    def _follow_deadlines(self):
        """Daily: end what is past its last day, then turn from notices to ends."""
        result = super()._follow_deadlines()
        today = fields.Date.context_today(self)
        self.search([("state", "=", "signed"), ("date_end", "<", today)])._end_past()
        turned = self.search([("state", "=", "signed"), ("deadline_date", "<", today)])
        self.env.add_to_compute(self._fields["deadline_date"], turned)
        return result
