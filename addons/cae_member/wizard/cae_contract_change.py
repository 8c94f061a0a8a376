# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

TERMS = (
    "cae_activity_id",
    "wage",
    "cae_objectives",
    "cae_turnover_goal",
    "cae_variable_part",
)


class CaeContractChange(models.TransientModel):
    """A new contract, its renewal, an amendment or the end of a contract.

    Shows beforehand what the limits of the type allow.
    """

    _name = "cae.contract.change"
    _description = "Change of a Contract"

    kind = fields.Selection(
        [
            ("term", "New Contract or Renewal"),
            ("amendment", "Amendment"),
            ("termination", "Termination"),
        ],
        required=True,
        default="term",
    )
    employee_id = fields.Many2one("hr.employee", string="Person", required=True)
    company_id = fields.Many2one(related="employee_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    contract_type_id = fields.Many2one(
        "hr.contract.type", compute="_compute_terms", store=True, readonly=False
    )
    date = fields.Date(
        required=True,
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
        help="First day of the contract or of the amendment; last day of a contract "
        "that ends.",
    )
    date_end = fields.Date(
        string="Until", compute="_compute_date_end", store=True, readonly=False
    )
    last_day = fields.Date(string="Last Day Allowed", compute="_compute_limits")
    limits = fields.Text(string="What the Type Allows", compute="_compute_limits")
    trial_date_end = fields.Date(string="Trial until")
    cae_activity_id = fields.Many2one(
        "cae.activity",
        string="Activity",
        compute="_compute_terms",
        store=True,
        readonly=False,
        domain="[('company_id', '=', company_id)]",
    )
    wage = fields.Monetary(
        string="Fixed Part (Gross, Monthly)",
        compute="_compute_terms",
        store=True,
        readonly=False,
    )
    cae_objectives = fields.Text(
        string="Objectives and Minimum Activity",
        compute="_compute_terms",
        store=True,
        readonly=False,
    )
    cae_turnover_goal = fields.Monetary(
        string="Turnover Goal (Year)",
        compute="_compute_terms",
        store=True,
        readonly=False,
    )
    cae_variable_part = fields.Text(
        string="Variable Part", compute="_compute_variable", store=True, readonly=False
    )
    note = fields.Text(
        string="In Words", help="What changes, or why the contract ends."
    )
    reason_id = fields.Many2one("hr.departure.reason")

    def _get_last_version(self):
        """The last version of the person that is under contract."""
        versions = self.employee_id.version_ids.filtered("contract_date_start")
        return versions.sorted("date_version")[-1:]

    @api.depends("employee_id", "kind")
    def _compute_date(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            end = wizard._get_last_version().contract_date_end
            follows = wizard.kind == "term" and end
            wizard.date = fields.Date.add(end, days=1) if follows else today

    @api.depends("employee_id")
    def _compute_terms(self):
        for wizard in self:
            version = wizard._get_last_version()
            wizard.contract_type_id = version.contract_type_id
            for name in TERMS[:-1]:
                wizard[name] = version[name]

    @api.depends("employee_id", "contract_type_id")
    def _compute_variable(self):
        for wizard in self:
            version = wizard._get_last_version()
            same = version.contract_type_id == wizard.contract_type_id
            wizard.cae_variable_part = (
                same and version.cae_variable_part
            ) or wizard.contract_type_id.variable_part

    @api.depends("employee_id", "contract_type_id", "date", "kind")
    def _compute_limits(self):
        for wizard in self:
            wizard.last_day, wizard.limits = False, False
            if wizard.kind == "term" and wizard.contract_type_id and wizard.date:
                wizard.last_day, wizard.limits = wizard.employee_id._describe_limits(
                    wizard.contract_type_id, wizard.date
                )

    @api.depends("kind", "last_day")
    def _compute_date_end(self):
        for wizard in self:
            if wizard.kind == "term":
                wizard.date_end = wizard.last_day
            else:
                wizard.date_end = wizard._get_last_version().contract_date_end

    def action_apply(self):
        """Make the version; the person's form opens on it."""
        self.ensure_one()
        if self.kind == "termination":
            version = self.employee_id.terminate_term(
                self.date, reason=self.reason_id, note=self.note
            )
        elif self.kind == "amendment":
            version = self._amend()
        else:
            if not self.contract_type_id:
                raise UserError(
                    self.env._(
                        "%s: choose the type of the new contract.",
                        self.employee_id.name,
                    )
                )
            version = self.employee_id.open_term(
                self.contract_type_id,
                self.date,
                self.date_end,
                trial_date_end=self.trial_date_end,
                cae_amendment=self.note,
                **self._prepare_terms(),
            )
        return version.action_open_version()

    def _amend(self):
        """An amendment with what differs from the contract until then."""
        before = self.employee_id._get_term_on(self.date)
        current = before._convert_to_write({name: before[name] for name in TERMS})
        changes = {
            name: value
            for name, value in self._prepare_terms().items()
            if value != current[name]
        }
        if self.date_end != before.contract_date_end:
            changes["contract_date_end"] = self.date_end
        if not changes and not self.note:
            raise UserError(
                self.env._(
                    "%s: nothing differs from the contract in force. Change a value, "
                    "or say in words what the amendment changes.",
                    self.employee_id.name,
                )
            )
        return self.employee_id.amend_term(
            self.date, **changes, cae_amendment=self.note
        )

    def _prepare_terms(self):
        return self._convert_to_write({name: self[name] for name in TERMS})
