# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..kernel.schedule import local_day

# Written by actions only; what is done keeps the second ones.
ACTION_FIELDS = {
    "state",
    "timesheet_id",
    "event_id",
    "generated",
    "planned_date",
    "ended",
    "move_reason",
    "cancel_reason",
}
# Those that the calendar shows.
SHOWN_FIELDS = {"start", "stop", "duration", "professional_id", "name", "state"}
DONE_FIELDS = ("start", "professional_id", "sale_line_id", "kind")


class CaeServiceVisit(models.Model):
    """A visit planned or made for a member; also a call answered or mail handled."""

    _name = "cae.service.visit"
    _description = "Visit"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Subject",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    kind = fields.Selection(
        [
            ("visit", "Visit"),
            ("remote", "Remote Work"),
            ("phone", "Phone Call"),
            ("mail", "Mail"),
        ],
        default="visit",
        required=True,
        index=True,
    )
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Service of the Agreement",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('order_id.is_cae_agreement', '=', True), ('state', '=', 'sale')]",
    )
    order_id = fields.Many2one(
        related="sale_line_id.order_id", string="Agreement", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="order_id.partner_id",
        string="Member",
        store=True,
        index=True,
    )
    service_id = fields.Many2one(
        related="sale_line_id.product_id", string="Service", store=True, index=True
    )
    network_id = fields.Many2one(
        related="order_id.cae_request_id.network_id",
        string="Network",
        store=True,
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        related="sale_line_id.company_id", store=True, index=True
    )
    professional_id = fields.Many2one(
        "cae.professional",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
        compute="_compute_professional_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    user_id = fields.Many2one(related="professional_id.user_id", store=True, index=True)
    start = fields.Datetime(
        required=True, index=True, tracking=True, default=fields.Datetime.now
    )
    duration = fields.Float(required=True, default=1.0, tracking=True, help="In hours.")
    stop = fields.Datetime(compute="_compute_stop", inverse="_inverse_stop", store=True)
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        copy=False,
        index=True,
        readonly=True,
        tracking=True,
        group_expand=True,
    )
    generated = fields.Boolean(
        readonly=True, copy=False, help="Planned from the frequency of the agreement."
    )
    planned_date = fields.Date(
        readonly=True,
        copy=False,
        help="The day that the frequency gave, before the visit was moved.",
    )
    ended = fields.Boolean(
        string="Cancelled with the Agreement",
        readonly=True,
        copy=False,
        help="Planned anew if the end of the agreement is put off.",
    )
    cancel_reason = fields.Char(string="Cancelled because", readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Should have taken place, and is still planned: say what became of it.",
    )
    has_overlap = fields.Boolean(
        string="Two at Once",
        compute="_compute_has_overlap",
        search="_search_has_overlap",
        help="The professional has another visit at the same time.",
    )
    move_reason = fields.Char(
        string="Moved because", readonly=True, copy=False, help="E.g. an absence."
    )
    timesheet_id = fields.Many2one(
        "account.analytic.line", readonly=True, copy=False, index="btree_not_null"
    )
    contact = fields.Char(string="Who Called or Wrote")
    note = fields.Text(string="Report", help="The member reads it on the portal.")

    # Not on visits cancelled with the agreement: their days can be planned anew.
    _grid_uniq = models.UniqueIndex(
        "(sale_line_id, planned_date) WHERE generated AND ended IS NOT TRUE",
        "This visit of the agreement is planned already.",
    )
    _professional_start_idx = models.Index("(professional_id, start)")
    _duration_positive = models.Constraint(
        "CHECK (duration > 0)", "A visit lasts longer than nothing: give its hours."
    )

    @api.depends("sale_line_id")
    def _compute_name(self):
        for visit in self:
            visit.name = visit.name or visit.sale_line_id.product_id.display_name

    @api.depends("sale_line_id")
    def _compute_professional_id(self):
        """Who records it, if they serve the line; else the one of the agreement."""
        for visit in self.filtered(lambda visit: not visit.professional_id):
            line = visit.sale_line_id
            serving = line.cae_professional_id + line.cae_backup_ids
            own = serving.filtered(lambda found: found.user_id == self.env.user)
            visit.professional_id = own[:1] or line.cae_professional_id

    @api.depends("start", "duration")
    def _compute_stop(self):
        for visit in self:
            visit.stop = visit.start and fields.Datetime.add(
                visit.start, minutes=round(visit.duration * 60)
            )

    def _inverse_stop(self):
        for visit in self.filtered(lambda found: found.start and found.stop):
            visit.duration = (visit.stop - visit.start).total_seconds() / 3600

    @api.depends("partner_id", "name")
    def _compute_display_name(self):
        for visit in self:
            member = visit.partner_id.sudo().name
            visit.display_name = ": ".join(
                part for part in (member, visit.name) if part
            )

    @api.depends("state", "stop")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for visit in self:
            visit.is_late = bool(
                visit.state == "planned" and visit.stop and visit.stop < now
            )

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "planned") & Domain(
            "stop", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    @api.depends("state", "start", "duration", "professional_id")
    def _compute_has_overlap(self):
        found = self._read_overlaps(self.ids) if self.ids else set()
        for visit in self:
            visit.has_overlap = visit.id in found

    @api.model
    def _search_has_overlap(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("id", "in" if True in value else "not in", list(self._read_overlaps()))
        ]

    @api.model
    def _read_overlaps(self, ids=None):
        """The planned visits whose professional has another one at the same time."""
        self.flush_model(["professional_id", "start", "stop", "state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT visit.id
                  FROM cae_service_visit visit
                  JOIN cae_service_visit other
                    ON other.professional_id = visit.professional_id
                   AND other.id != visit.id
                   AND other.start < visit.stop
                   AND other.stop > visit.start
                   AND other.state = 'planned'
                 WHERE visit.state = 'planned' AND %s
                """,
                SQL("visit.id = ANY(%s)", list(ids))
                if ids is not None
                else SQL("TRUE"),
            )
        )
        return {row[0] for row in rows}

    @api.onchange("start", "duration", "professional_id")
    def _onchange_overlap(self):
        """Two visits at once are told, not refused."""
        if not (self.start and self.duration and self.professional_id):
            return None
        stop = fields.Datetime.add(self.start, minutes=round(self.duration * 60))
        other = self.search(
            [
                ("professional_id", "=", self.professional_id.id),
                ("state", "=", "planned"),
                ("start", "<", stop),
                ("stop", ">", self.start),
                ("id", "not in", self._origin.ids),
            ],
            limit=1,
        )
        if not other or self.state != "planned":
            return None
        return {
            "warning": {
                "title": self.env._("Two visits at once"),
                "message": self.env._(
                    "%(professional)s also has “%(visit)s” at this time.",
                    professional=self.professional_id.name,
                    visit=other.display_name,
                ),
            }
        }

    # === Who may write what === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                given = {name for name, value in vals.items() if value}
                if vals.get("state") == "planned":
                    given.discard("state")
                self._check_fields_of_actions(given)
        visits = super().create(vals_list)
        visits._check_mine()
        if any(vals.get("timesheet_id") for vals in vals_list):
            visits._link_timesheets()
        visits._log_done()
        visits._sync_events()
        visits._ask_for_answers()
        return visits

    def write(self, vals):
        if not self.env.su:
            self._check_fields_of_actions(vals)
            self._check_mine()
        self._check_done_stays(vals)
        result = super().write(vals)
        if not self.env.su and vals.keys() & {"professional_id", "sale_line_id"}:
            self._check_mine()
        if vals.keys() & {"duration", "name"}:
            self._correct_timesheets()
        if vals.keys() & SHOWN_FIELDS:
            self._sync_events()
        if vals.get("needs_answer"):
            self._ask_for_answers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_state(
            ("planned", "cancelled"),
            self.env._("Undo it before you delete it."),
        )

    def unlink(self):
        self._remove_events()
        return super().unlink()

    @api.model
    def _check_fields_of_actions(self, names):
        for name in sorted(ACTION_FIELDS.intersection(names)):
            raise UserError(
                self.env._(
                    "“%(field)s” of a visit changes by its buttons: Done, Undo, "
                    "Cancel.",
                    field=self._fields[name]._description_string(self.env),
                )
            )

    def _check_mine(self):
        """Professionals touch their own visits, for members they serve.

        :raises AccessError: with the visit
        """
        if self.env.su or self.env.user.has_group("cae_member.group_support"):
            return
        for visit in self:
            line = visit.sale_line_id.sudo()
            serving = line.cae_professional_id + line.cae_backup_ids
            if visit.user_id != self.env.user or visit.professional_id not in serving:
                raise AccessError(
                    self.env._(
                        "%(visit)s is not yours. Record what you do yourself, for the "
                        "members whom you serve; or take the visit over.",
                        visit=visit.display_name,
                    )
                )

    def _check_done_stays(self, vals):
        """What took place is not moved, nor given to somebody else."""
        names = [name for name in DONE_FIELDS if name in vals]
        if not names or self._is_syncing():
            return
        for visit in self.filtered(lambda found: found.state != "planned"):
            for name in names:
                field = self._fields[name]
                value = field.convert_to_cache(vals[name], visit)
                if value != field.convert_to_cache(visit[name], visit):
                    raise UserError(
                        self.env._(
                            "%(visit)s is %(state)s: its %(field)s does not change. "
                            "Undo it first.",
                            visit=visit.display_name,
                            state=visit._get_state_label().lower(),
                            field=field._description_string(self.env).lower(),
                        )
                    )

    def _is_syncing(self):
        """Whether visits, events and time are being brought in line already."""
        # A client may send any context, but is never the superuser.
        return self.env.su and bool(self.env.context.get("cae_visit_sync"))

    def _get_local_day(self):
        """The day of the visit where the professional works."""
        self.ensure_one()
        return local_day(self.start, self.professional_id._get_tz())

    def _write_and_sync(self, vals):
        """Write on many visits, whose calendar events follow together."""
        self.with_context(cae_visit_sync=True, tracking_disable=True).write(vals)
        self._sync_events()
