# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# A delay that has not come is not one of zero days: `{delay: the date that ends it}`.
DELAYS = {
    "response_days": "response_date",
    "acceptance_days": "routed_date",
    "agreement_days": "agreed_date",
}


class CaeServiceRequest(models.Model):
    """How long members wait: for an answer, for professionals, for an agreement."""

    _inherit = "cae.service.request"

    response_days = fields.Float(
        string="Days to the First Answer",
        compute="_compute_delays",
        store=True,
        aggregator="avg",
        digits=(10, 1),
    )
    acceptance_days = fields.Float(
        string="Days to Acceptance",
        compute="_compute_delays",
        store=True,
        aggregator="avg",
        digits=(10, 1),
        help="Until a professional has accepted each line.",
    )
    agreement_days = fields.Float(
        string="Days to the Agreement",
        compute="_compute_delays",
        store=True,
        aggregator="avg",
        digits=(10, 1),
    )
    answer_deadline = fields.Datetime(
        string="Answer Before",
        compute="_compute_answer_deadline",
        store=True,
        help="By the company's setting. After it, the answer is late.",
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Nobody has answered in time.",
    )

    _unanswered_idx = models.Index("(answer_deadline) WHERE response_date IS NULL")

    @api.depends("request_date", *DELAYS.values())
    def _compute_delays(self):
        for request in self:
            for name, end_name in DELAYS.items():
                start, end = request.request_date, request[end_name]
                elapsed = end - start if start and end else timedelta()
                # What was entered after the fact does not take negative time.
                request[name] = max(elapsed / timedelta(days=1), 0.0)

    @api.depends("request_date", "company_id.cae_service_response_days")
    def _compute_answer_deadline(self):
        for request in self:
            days = request.company_id.cae_service_response_days
            request.answer_deadline = request.request_date and (
                request.request_date + timedelta(days=days)
            )

    @api.depends("answer_deadline", "response_date", "state")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        late.is_late = True
        (self - late).is_late = False

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        if set(value) == {True, False}:
            return [(1, "=", 1)]
        domain = self._get_late_domain()
        return domain if True in value else ["!", "&", "&", *domain]

    @api.model
    def _get_late_domain(self):
        return [
            ("state", "=", "new"),
            ("response_date", "=", False),
            ("answer_deadline", "<", fields.Datetime.now()),
        ]

    def _read_group_select(self, aggregate_spec, query):
        """The average of a delay counts those that are over only."""
        name, _sep, aggregator = aggregate_spec.partition(":")
        if aggregator != "avg" or name not in DELAYS:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "AVG(%(delay)s) FILTER (WHERE %(end)s IS NOT NULL)",
            delay=self._field_to_sql(self._table, name, query),
            end=self._field_to_sql(self._table, DELAYS[name], query),
        )

    # === The first answer === #

    def _note_answer(self):
        """Remember when the member first heard from the centre."""
        self.filtered(lambda found: not found.response_date).write(
            {"response_date": fields.Datetime.now()}
        )

    def _message_post_after_hook(self, message, msg_vals):
        """What somebody of the centre writes to the member is an answer."""
        result = super()._message_post_after_hook(message, msg_vals)
        author = message.sudo().author_id
        if (
            message.message_type == "comment"
            and not message.is_internal
            and message.subtype_id == self.env.ref("mail.mt_comment")
            and any(
                not user.share
                for user in author.with_context(active_test=False).user_ids
            )
        ):
            self.sudo()._note_answer()
        return result
