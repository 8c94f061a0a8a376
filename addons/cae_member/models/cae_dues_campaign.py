# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date


class CaeDuesCampaign(models.Model):
    """The dues of one year: computed for all members at once, called, followed."""

    _name = "cae.dues.campaign"
    _description = "Dues Campaign"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True, help="Printed on the invoices.")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("called", "Called"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )

    # === What for === #
    date_from = fields.Date(
        string="From",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.start_of(
            fields.Date.context_today(self), "year"
        ),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        tracking=True,
        default=lambda self: fields.Date.end_of(
            fields.Date.context_today(self), "year"
        ),
        help="Members of this period owe dues: at most a year.",
    )
    year = fields.Integer(
        compute="_compute_year",
        store=True,
        aggregator=None,
        help="The year in which the period starts.",
    )
    figures_year = fields.Integer(
        string="Figures Of",
        compute="_compute_figures_year",
        store=True,
        readonly=False,
        aggregator=None,
        tracking=True,
        help="The year of the workforce and turnover that count: the year before, "
        "unless told otherwise.",
    )
    figures_submitted = fields.Boolean(
        string="Submitted Figures Count",
        help="Else only the figures that the team has validated.",
    )
    call_without_figures = fields.Boolean(
        help="Call who has no figures as if they were zero. Else they wait.",
    )
    rule_id = fields.Many2one(
        "cae.dues.rule",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="One rule for all. Empty: the rule of each member or of their category.",
    )
    category_ids = fields.Many2many(
        "cae.member.category",
        string="Only Categories",
        check_company=True,
        help="Empty: all members.",
    )

    # === Invoices === #
    invoice_date = fields.Date(
        copy=False, help="Empty: the day when the dues are called."
    )
    date_due = fields.Date(string="Due Date", required=True, copy=False, tracking=True)
    line_ids = fields.One2many("cae.dues.line", "campaign_id", string="Dues")

    # === Totals === #
    member_count = fields.Integer(string="Members", compute="_compute_totals")
    waiting_count = fields.Integer(
        string="Waiting",
        compute="_compute_totals",
        help="Not called: no rule or no figures.",
    )
    to_call_count = fields.Integer(string="To Call", compute="_compute_totals")
    called_count = fields.Integer(string="Called Members", compute="_compute_totals")
    late_count = fields.Integer(string="Late Payers", compute="_compute_totals")
    amount_total = fields.Monetary(string="Total", compute="_compute_totals")
    amount_called = fields.Monetary(
        string="Called, Taxes Excluded", compute="_compute_totals"
    )
    amount_residual = fields.Monetary(string="To Be Paid", compute="_compute_totals")
    amount_late = fields.Monetary(string="Late", compute="_compute_totals")
    move_count = fields.Integer(string="Invoices", compute="_compute_totals")

    _period_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The period cannot end before it starts."
    )

    @api.depends("date_from")
    def _compute_year(self):
        for campaign in self:
            campaign.year = campaign.date_from.year if campaign.date_from else 0

    @api.depends("date_from")
    def _compute_figures_year(self):
        for campaign in self:
            year = campaign.date_from.year - 1 if campaign.date_from else 0
            campaign.figures_year = year

    @api.depends("line_ids.state", "line_ids.excluded", "line_ids.residual")
    def _compute_totals(self):
        self.update(
            {
                name: 0
                for name, field in self._fields.items()
                if field.compute == "_compute_totals"
            }
        )
        lines = self.env["cae.dues.line"]
        groups = lines._read_group(
            [("campaign_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["campaign_id", "state", "excluded", "problem"],
            ["__count", "amount:sum", "called_amount:sum", "residual:sum"],
        )
        for campaign, state, excluded, problem, count, *sums in groups:
            campaign = self._own_record(campaign)
            campaign.member_count += count
            if excluded:
                continue
            campaign.amount_total += sums[0]
            if state == "called":
                campaign.called_count += count
                campaign.amount_called += sums[1]
                campaign.amount_residual += sums[2]
            elif campaign._is_waiting(problem):
                campaign.waiting_count += count
            else:
                campaign.to_call_count += count
        late = lines._read_group(
            [("campaign_id", "in", self.ids), *lines._get_late_domain()],
            ["campaign_id"],
            ["__count", "residual:sum"],
        )
        for campaign, count, amount in late:
            self._own_record(campaign).update(
                {"late_count": count, "amount_late": amount}
            )
        moves = lines._read_group(
            [("campaign_id", "in", self.ids)], ["campaign_id"], ["move_count:sum"]
        )
        for campaign, count in moves:
            self._own_record(campaign).move_count = count

    def _own_record(self, record):
        """The record of `self` that a group is about: a form holds a copy of it."""
        return next(own for own in self if own._origin.id == record.id)

    def _is_waiting(self, problem):
        """Whether a line with this problem is not called."""
        self.ensure_one()
        if problem == "no_figures":
            return not self.call_without_figures
        return bool(problem)

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        for campaign in self:
            if campaign.date_to >= fields.Date.add(campaign.date_from, years=1):
                raise ValidationError(
                    self.env._(
                        "%(campaign)s: dues are for a year at most; end the period "
                        "on %(end)s or before.",
                        campaign=campaign.name,
                        end=format_date(
                            self.env,
                            fields.Date.add(campaign.date_from, years=1, days=-1),
                        ),
                    )
                )

    def write(self, vals):
        frozen = {"company_id", "date_from", "date_to", "rule_id"} & vals.keys()
        if frozen:
            self._check_nothing_called()
        return super().write(vals)

    def _check_nothing_called(self):
        for campaign in self:
            if campaign.called_count:
                raise UserError(
                    self.env._(
                        "%(campaign)s has called dues: its period, rule and company "
                        "stay. Make another campaign.",
                        campaign=campaign.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_called(self):
        for campaign in self:
            if campaign.move_count or campaign.called_count:
                raise UserError(
                    self.env._(
                        "%(campaign)s has called dues and is kept. Close it, or "
                        "cancel it once its invoices are cancelled.",
                        campaign=campaign.name,
                    )
                )

    # === Transitions === #

    def action_close(self):
        """Nothing more is called nor corrected; payments are still followed."""
        self._check_state(("called",), self.env._("Call the dues before you close."))
        self.state = "closed"

    def action_reopen(self):
        """Take a closed campaign up again, or a cancelled one from the start."""
        self._check_state(
            ("closed", "cancelled"), self.env._("This campaign is already open.")
        )
        for campaign in self:
            if campaign.state == "closed":
                campaign.state = "called"
            else:
                campaign.state = "draft"
                campaign.sudo().line_ids.write({"state": "computed", "move_id": False})

    def action_cancel(self):
        """Give the campaign up: only while no invoice of it is posted."""
        self._check_state(
            ("draft", "computed", "called"),
            self.env._("A closed campaign is reopened before it is cancelled."),
        )
        self._lock_rows(self._get_busy_message(), ["state"])
        moves = self.sudo().line_ids.move_ids
        posted = moves.filtered(lambda move: move.state == "posted")
        if posted:
            raise UserError(
                self.env._(
                    "%(invoice)s is posted. A campaign is cancelled only while none "
                    "of its invoices is posted or paid: credit or cancel them first, "
                    "or correct the line of the member.",
                    invoice=posted[0].display_name,
                )
            )
        moves.filtered(lambda move: move.state == "draft").button_cancel()
        self.sudo().line_ids.write({"state": "cancelled"})
        self.state = "cancelled"

    @api.model
    def _get_busy_message(self):
        return self.env._(
            "Somebody else is working on this dues campaign. Wait a moment, then look "
            "at it again."
        )

    # === Views === #

    def _open_lines(self, domain, **context):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_dues_line_action"
        )
        return {
            **action,
            "domain": [("campaign_id", "in", self.ids), *domain],
            "context": {"hide_campaign": True, **context},
        }

    def action_view_lines(self):
        """The dues of each member."""
        return self._open_lines([])

    def action_view_waiting(self):
        """The members who cannot be called yet."""
        return self._open_lines(
            [("state", "=", "computed"), ("excluded", "=", False)],
            search_default_waiting=1,
        )

    def action_view_late(self):
        """The members who are late."""
        return self._open_lines(self.env["cae.dues.line"]._get_late_domain())

    def action_view_moves(self):
        """The invoices and credit notes of the campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return {
            **action,
            "domain": [("dues_line_id.campaign_id", "=", self.id)],
            "context": {"create": False},
        }

    def action_send(self):
        """Odoo's own screen sends or prints the invoices that were not sent."""
        self.ensure_one()
        moves = self.line_ids.move_ids.filtered(
            lambda move: move.state == "posted" and not move.is_move_sent
        )
        if not moves:
            raise UserError(
                self.env._(
                    "%(campaign)s has no invoice that waits to be sent.",
                    campaign=self.name,
                )
            )
        return moves.action_send_and_print()

    def action_export(self):
        """The campaign as a spreadsheet, to download."""
        self.ensure_one()
        return (
            self.env["cae.dues.print"].create({"campaign_id": self.id}).action_export()
        )
