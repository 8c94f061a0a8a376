# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .account_analytic_line import LEVY_SENTINEL

DRAFT, REQUESTED, ACCEPTED = "draft", "requested", "accepted"
REFUSED, CANCELLED = "refused", "cancelled"
# Set by the actions only: a state written over RPC would skip the other side.
PROTECTED = {
    "state",
    "number",
    "reason",
    "answered_on",
    "answered_by_id",
    "reversed_on",
}
# What the other side reads before it accepts.
TERMS = {
    "supplier_activity_id",
    "customer_activity_id",
    "date",
    "description",
    "amount",
}
ACCOUNTING = {"supplier_nature_id", "customer_nature_id", "general_account_id"}
WORKING = ("open", "closing")


class CaeActivityTransfer(models.Model):
    """An internal invoice from one activity of the cooperative to another.

    Both activities belong to one legal person: no invoice in the sense of the law, no
    VAT (in France CGI, 256 A: one taxable person), no journal entry. Accepted, it is
    a pair of analytic lines whose sum is zero. There is nothing to collect: the
    available cash of both sides moves at once.
    """

    _name = "cae.activity.transfer"
    _description = "Transfer between Activities"
    _inherit = ["portal.mixin", "mail.thread", "mail.activity.mixin", "cae.state.mixin"]
    _order = "date desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "description"]
    _check_company_auto = True
    # Holders only read it, and write to each other on the portal.
    _mail_post_access = "read"

    number = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="Given when it is requested.",
    )
    company_id = fields.Many2one(
        related="supplier_activity_id.company_id",
        store=True,
        precompute=True,
        index=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [
            (DRAFT, "Draft"),
            (REQUESTED, "Requested"),
            (ACCEPTED, "Accepted"),
            (REFUSED, "Refused"),
            (CANCELLED, "Cancelled"),
        ],
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        help="Accepted: the available cash of both activities has moved.",
    )
    supplier_activity_id = fields.Many2one(
        "cae.activity",
        string="From Activity",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        domain=[("state", "in", WORKING)],
        help="The activity that did the work and earns the amount.",
    )
    customer_activity_id = fields.Many2one(
        "cae.activity",
        string="To Activity",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        domain="[('state', 'in', ('open', 'closing')),"
        " ('company_id', '=', company_id), ('id', '!=', supplier_activity_id)]",
        help="The activity that bought the work and bears the cost.",
    )
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        copy=False,
        tracking=True,
        help="The month of the ledger and of the levies in which it counts.",
    )
    description = fields.Char(required=True, tracking=True)
    amount = fields.Monetary(
        required=True, tracking=True, help="Without VAT: there is none."
    )
    supplier_nature_id = fields.Many2one(
        "cae.ledger.nature",
        string="Nature for the Supplier",
        compute="_compute_natures",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('sign', '=', '1')]",
        help="What it is in the ledger of the activity that earns the amount.",
    )
    customer_nature_id = fields.Many2one(
        "cae.ledger.nature",
        string="Nature for the Customer",
        compute="_compute_natures",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('sign', '=', '-1'),"
        " ('code', '!=', 'levy')]",
        help="What it is in the ledger of the activity that bears the cost. A levy "
        "may deduct it from its base, e.g. subcontracting.",
    )
    general_account_id = fields.Many2one(
        "account.account",
        compute="_compute_general_account_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
        help="The same on both analytic lines; no journal entry is made on it.",
    )
    note = fields.Text(help="Read by both sides.")
    reason = fields.Text(
        string="Reason of the Refusal or Cancellation",
        readonly=True,
        copy=False,
        tracking=True,
    )
    answered_on = fields.Date(readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        "res.users", string="Answered by", readonly=True, copy=False
    )
    reversed_on = fields.Date(
        readonly=True,
        copy=False,
        help="Date of the lines that take it back, when its own period was locked.",
    )
    analytic_line_ids = fields.One2many(
        "account.analytic.line",
        "cae_transfer_id",
        string="Analytic Lines",
        readonly=True,
    )

    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL",
        "Another transfer of this company has this number.",
    )
    _amount_check = models.Constraint(
        "CHECK (amount > 0)",
        "The amount of a transfer is above zero. To give money back, make a transfer "
        "in the other direction.",
    )

    @api.depends("number", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for transfer in self:
            transfer.display_name = transfer.number or self.env._("Draft transfer")

    def _compute_access_url(self):
        for transfer in self:
            transfer.access_url = f"/my/transfer/{transfer.id}"

    @api.depends("company_id")
    def _compute_natures(self):
        none = self.env["cae.ledger.nature"]
        for company, transfers in self.grouped("company_id").items():
            by_code = company._cae_natures() if company else {}
            for field_name, code in (
                ("supplier_nature_id", "turnover"),
                ("customer_nature_id", "subcontracting"),
            ):
                for transfer in transfers:
                    if transfer[field_name].company_id != company:
                        transfer[field_name] = by_code.get(code, none)

    @api.depends("company_id")
    def _compute_general_account_id(self):
        for transfer in self:
            company = transfer.company_id.sudo()
            transfer.general_account_id = company.cae_transfer_account_id

    @api.constrains("supplier_activity_id", "customer_activity_id")
    def _check_activities(self):
        for transfer in self:
            supplier = transfer.supplier_activity_id
            customer = transfer.customer_activity_id
            if supplier == customer:
                raise ValidationError(
                    self.env._(
                        "%(activity)s is on both sides. Choose another activity to "
                        "transfer to.",
                        activity=supplier.display_name,
                    )
                )
            if supplier.company_id != customer.company_id:
                raise ValidationError(
                    self.env._(
                        "%(customer)s belongs to %(other)s, %(supplier)s to "
                        "%(company)s. Between two companies, make a real invoice.",
                        customer=customer.display_name,
                        other=customer.company_id.display_name,
                        supplier=supplier.display_name,
                        company=supplier.company_id.display_name,
                    )
                )
            transfer._check_activities_work()

    @api.constrains("supplier_nature_id", "customer_nature_id")
    def _check_natures(self):
        for transfer in self:
            for nature, sign, wanted in (
                (transfer.supplier_nature_id, "1", self.env._("an income")),
                (transfer.customer_nature_id, "-1", self.env._("a cost")),
            ):
                if nature and (nature.sign != sign or nature.code == "levy"):
                    raise ValidationError(
                        self.env._(
                            "%(nature)s can't be the nature of this side of "
                            "%(transfer)s: choose %(wanted)s other than the levy.",
                            nature=nature.display_name,
                            transfer=transfer.display_name,
                            wanted=wanted,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {key: val for key, val in vals.items() if key not in PROTECTED}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if PROTECTED & set(vals):
            self._check_sentinel()
        if TERMS & set(vals):
            self._check_state(
                (DRAFT,),
                self.env._("The other side has read it: set it back to draft first."),
            )
        if ACCOUNTING & set(vals):
            self._check_state(
                (DRAFT, REQUESTED), self.env._("Its lines are in the ledger or gone.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        self._check_state((DRAFT,), self.env._("Cancel it instead of deleting it."))
        if numbered := self.filtered("number")[:1]:
            raise UserError(
                self.env._(
                    "%(transfer)s has a number already: cancel it instead of deleting "
                    "it.",
                    transfer=numbered.display_name,
                )
            )

    def _check_activities_work(self):
        """A project has nothing to sell yet, a closed activity no account any more."""
        for activity in self.supplier_activity_id | self.customer_activity_id:
            if activity.state not in WORKING:
                raise ValidationError(
                    self.env._(
                        "%(activity)s is in the state “%(state)s”: only open and "
                        "closing activities take part in transfers.",
                        activity=activity.display_name,
                        state=activity._get_state_label(),
                    )
                )

    def _check_sentinel(self):
        if self.env.context.get("cae_levy_sentinel") is not LEVY_SENTINEL:
            raise UserError(
                self.env._(
                    "The state of %(transfer)s changes by its buttons only: request, "
                    "accept, refuse, cancel.",
                    transfer=self[:1].display_name,
                )
            )

    def _get_sides(self, partner):
        """The sides a partner holds: a set of ``supplier`` and ``customer``."""
        self.ensure_one()
        sides = {
            "supplier": self.supplier_activity_id,
            "customer": self.customer_activity_id,
        }
        return {
            side
            for side, activity in sides.items()
            if partner in activity.holder_ids.partner_id
        }

    @api.model
    def _count_by_activity(self, activities):
        """Transfers of each activity, whatever the side: ``{activity id: count}``."""
        counts = defaultdict(int)
        for side in ("supplier_activity_id", "customer_activity_id"):
            for activity, count in self._read_group(
                [(side, "in", activities.ids)], [side], ["__count"]
            ):
                counts[activity.id] += count
        return counts

    def _get_lang(self):
        """The language of the first holder who gets it, else of the company."""
        self.ensure_one()
        partners = (
            self.customer_activity_id.holder_ids.partner_id | self.company_id.partner_id
        )
        return partners.filtered("lang")[:1].lang or self.env.lang

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Transfer %(number)s", number=self.display_name)

    @api.model
    def _get_report_style(self) -> Markup:
        """The stylesheet of the statements, which the print carries in itself."""
        return self.env["cae.activity.statement"]._get_report_style()
