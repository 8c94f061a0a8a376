# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaeContractExtension(models.Model):
    """A decision that gives a person more time under a limited type of contract."""

    _name = "cae.contract.extension"
    _description = "Extension of a Contract Limit"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        tracking=True,
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, precompute=True, index=True
    )
    contract_type_id = fields.Many2one(
        "hr.contract.type",
        required=True,
        ondelete="restrict",
        domain=[("max_extension_months", ">", 0)],
        tracking=True,
    )
    months = fields.Integer(required=True, default=1, tracking=True)
    date = fields.Date(
        string="Decided on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    decided_by = fields.Char(
        required=True,
        tracking=True,
        help="Who decided: an authority, a committee, a meeting.",
    )
    reason = fields.Text(required=True)

    _months_positive = models.Constraint(
        "CHECK (months > 0)", "An extension adds at least a month."
    )

    @api.depends("employee_id", "contract_type_id", "months")
    def _compute_display_name(self):
        for extension in self:
            extension.display_name = self.env._(
                "%(person)s: %(months)s more months of %(type)s",
                person=extension.employee_id.name or "",
                months=extension.months,
                type=extension.contract_type_id.name or "",
            )

    @api.constrains("months", "employee_id", "contract_type_id")
    def _check_months(self):
        totals = self.employee_id._cae_read_extensions()
        for extension in self:
            limit = extension.contract_type_id.max_extension_months
            key = (extension.employee_id.id, extension.contract_type_id.id)
            if totals[key] > limit:
                raise ValidationError(
                    self.env._(
                        "%(person)s: extensions of %(type)s would make %(total)s "
                        "months; its type allows %(limit)s at most.",
                        person=extension.employee_id.name,
                        type=extension.contract_type_id.name,
                        total=totals[key],
                        limit=limit,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        extensions = super().create(vals_list)
        extensions.employee_id._cae_sync_deadlines()
        return extensions

    def write(self, vals):
        employees = self.employee_id
        result = super().write(vals)
        (employees | self.employee_id)._cae_sync_deadlines()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """What a term in force needs stays: the check of terms tells it."""
        self.employee_id.version_ids.with_context(
            cae_extensions_without=tuple(self.ids)
        )._check_cae_terms()

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        employees._cae_sync_deadlines()
        return result
