# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import SQL


class CaeServiceRequestReport(models.Model):
    """The lines of the requests, to be counted and their delays compared."""

    _name = "cae.service.request.report"
    _description = "Analysis of Requests"
    _auto = False
    _order = "request_date desc, id desc"
    _rec_name = "request_id"
    _depends = {
        "cae.service.request": [
            "partner_id",
            "membership_id",
            "network_id",
            "network_depth",
            "territory_id",
            "user_id",
            "origin",
            "state",
            "priority",
            "request_date",
            "response_date",
            "agreed_date",
        ],
        "cae.service.request.line": [
            "request_id",
            "company_id",
            "expertise_id",
            "professional_id",
            "state",
            "hours",
            "suggested",
            "proposed_date",
            "accepted_date",
        ],
        "cae.service.candidate": ["line_id", "declined"],
    }

    line_id = fields.Many2one("cae.service.request.line", readonly=True)
    request_id = fields.Many2one("cae.service.request", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Organisation", readonly=True)
    membership_id = fields.Many2one("cae.membership", readonly=True)
    network_id = fields.Many2one("cae.membership", readonly=True)
    network_depth = fields.Integer(
        string="Depth in the Network", readonly=True, aggregator=None
    )
    territory_id = fields.Many2one("cae.territory", readonly=True)
    expertise_id = fields.Many2one(
        "cae.expertise", string="Field of Expertise", readonly=True
    )
    professional_id = fields.Many2one("cae.professional", readonly=True)
    user_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    origin = fields.Selection(
        lambda self: (
            self.env["cae.service.request"]
            ._fields["origin"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    state = fields.Selection(
        lambda self: (
            self.env["cae.service.request.line"]
            ._fields["state"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    request_state = fields.Selection(
        lambda self: (
            self.env["cae.service.request"]
            ._fields["state"]
            ._description_selection(self.env)
        ),
        string="State of the Request",
        readonly=True,
    )
    suggested = fields.Boolean(readonly=True)
    request_date = fields.Datetime(readonly=True)
    hours = fields.Float(string="Estimated Hours", readonly=True)
    response_days = fields.Float(
        string="Days to the First Answer", readonly=True, aggregator="avg"
    )
    acceptance_days = fields.Float(
        string="Days to Acceptance", readonly=True, aggregator="avg"
    )
    answer_days = fields.Float(
        string="Days from Proposal to Acceptance", readonly=True, aggregator="avg"
    )
    agreement_days = fields.Float(
        string="Days to the Agreement", readonly=True, aggregator="avg"
    )
    line_count = fields.Integer(string="Lines", readonly=True)
    accepted_count = fields.Integer(string="Accepted", readonly=True)
    declined_count = fields.Integer(
        string="Times Declined", readonly=True, help="By different professionals."
    )

    @property
    def _table_query(self):
        def days(end, start):
            # GREATEST ignores what is unknown: an open delay is not one of zero days.
            end, start = SQL.identifier(*end), SQL.identifier(*start)
            return SQL(
                "CASE WHEN %s IS NOT NULL"
                " THEN GREATEST(EXTRACT(EPOCH FROM %s - %s) / 86400.0, 0) END",
                end,
                end,
                start,
            )

        asked = ("request", "request_date")
        return SQL(
            """
            SELECT line.id, line.id AS line_id, line.request_id, line.company_id,
                   line.expertise_id, line.professional_id, line.state, line.hours,
                   COALESCE(line.suggested, FALSE) AS suggested,
                   request.partner_id, request.membership_id, request.network_id,
                   request.network_depth, request.territory_id, request.user_id,
                   request.origin, request.state AS request_state,
                   request.request_date, 1 AS line_count,
                   %(response)s AS response_days,
                   %(acceptance)s AS acceptance_days,
                   %(answer)s AS answer_days,
                   %(agreement)s AS agreement_days,
                   CASE WHEN line.accepted_date IS NULL THEN 0 ELSE 1 END
                       AS accepted_count,
                   (SELECT COUNT(*) FROM cae_service_candidate candidate
                     WHERE candidate.line_id = line.id AND candidate.declined)
                       AS declined_count
              FROM cae_service_request_line line
              JOIN cae_service_request request ON request.id = line.request_id
            """,
            response=days(("request", "response_date"), asked),
            acceptance=days(("line", "accepted_date"), asked),
            answer=days(("line", "accepted_date"), ("line", "proposed_date")),
            agreement=days(("request", "agreed_date"), asked),
        )

    def action_open_request(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.service.request",
            "res_id": self.request_id.id,
            "view_mode": "form",
        }
