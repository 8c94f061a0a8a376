# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CaeVatExemption(models.Model):
    """A member that pays no value added tax on a service, and why."""

    _name = "cae.vat.exemption"
    _description = "VAT Exemption"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "partner_id, date_from desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    service_id = fields.Many2one(
        "product.template",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('is_cae_service', '=', True)]",
        tracking=True,
        help="Empty: all the services of the field, or all services.",
    )
    expertise_id = fields.Many2one(
        "cae.expertise",
        string="Field of Expertise",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    reason_id = fields.Many2one(
        "cae.vat.exemption.reason",
        string="Legal Reason",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    only_cost = fields.Boolean(related="reason_id.only_cost")
    conditions = fields.Text(related="reason_id.conditions")
    date_from = fields.Date(
        string="From", required=True, tracking=True, default=fields.Date.context_today
    )
    date_to = fields.Date(
        string="To", tracking=True, help="Empty: until it is changed."
    )
    evidence = fields.Text(
        tracking=True,
        help="What shows that the member meets the conditions: attach the papers.",
    )
    state = fields.Selection(
        [
            ("draft", "To Validate"),
            ("valid", "Validated"),
            ("revoked", "Revoked"),
        ],
        required=True,
        default="draft",
        copy=False,
        index=True,
        readonly=True,
        tracking=True,
    )
    validated_by_id = fields.Many2one(
        "res.users", string="Validated by", readonly=True, copy=False
    )
    validated_on = fields.Date(readonly=True, copy=False)

    _date_order = models.Constraint(
        "CHECK (date_to >= date_from)", "An exemption does not end before it starts."
    )
    _one_scope = models.Constraint(
        "CHECK (service_id IS NULL OR expertise_id IS NULL)",
        "Choose a service or a field of expertise, not both.",
    )

    @api.depends("partner_id.name", "service_id.name", "expertise_id.name")
    def _compute_display_name(self):
        for found in self:
            scope = found.service_id.name or found.expertise_id.name
            scope = scope or self.env._("all services")
            found.display_name = f"{found.partner_id.name or ''} – {scope}"

    @api.constrains("service_id", "reason_id")
    def _check_only_cost(self):
        for found in self.filtered(lambda found: found.reason_id.only_cost):
            if found.service_id and found.service_id.cae_pricing != "cost":
                pricing = found.service_id._fields["cae_pricing"]
                labels = dict(pricing._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "%(service)s is priced “%(pricing)s”: “%(reason)s” holds only "
                        "when each member pays exactly its share of the common costs. "
                        "Price the service at cost, or leave it taxable.",
                        service=found.service_id.name,
                        pricing=labels.get(found.service_id.cae_pricing),
                        reason=found.reason_id.name,
                    )
                )

    @api.constrains("partner_id", "service_id", "expertise_id", "state")
    def _check_one_exemption(self):
        for found in self.filtered(lambda found: found.state == "valid"):
            domain = Domain(
                [
                    ("id", "!=", found.id),
                    ("state", "=", "valid"),
                    ("company_id", "=", found.company_id.id),
                    ("partner_id", "=", found.partner_id.id),
                    ("service_id", "=", found.service_id.id),
                    ("expertise_id", "=", found.expertise_id.id),
                ]
            )
            domain &= Domain("date_to", "=", False) | Domain(
                "date_to", ">=", found.date_from
            )
            if found.date_to:
                domain &= Domain("date_from", "<=", found.date_to)
            if self.search_count(domain, limit=1):
                raise ValidationError(
                    self.env._(
                        "%(exemption)s is already exempt in these dates: revoke or end "
                        "the other exemption first.",
                        exemption=found.display_name,
                    )
                )

    def write(self, vals):
        kept = {"partner_id", "service_id", "expertise_id", "reason_id", "company_id"}
        if kept & vals.keys():
            self._check_state(
                ("draft",),
                self.env._("Revoke it and make another one to change what it says."),
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self._check_state(
            ("draft",), self.env._("What was validated is kept: revoke it.")
        )

    def action_validate(self):
        """From its first day on, the member pays no tax on these services."""
        self._check_state(("draft",), self.env._("Only a draft is validated."))
        self._check_accountant()
        self.write(
            {
                "state": "valid",
                "validated_by_id": self.env.uid,
                "validated_on": fields.Date.context_today(self),
            }
        )

    def action_revoke(self):
        """Invoices from now on bear the tax; those that were made stay."""
        self._check_state(("valid",), self.env._("Only a valid one is revoked."))
        self._check_accountant()
        self.state = "revoked"

    def _check_accountant(self):
        self.check_access("write")
        self.env.company._check_cae_accountant()

    # === Which one applies === #

    @api.model
    def _find(self, company, date):
        """The exemptions in force on a day, the most precise of each member first.

        :return: `{member id: exemptions}`
        """
        domain = Domain(
            [
                ("company_id", "=", company.id),
                ("state", "=", "valid"),
                ("date_from", "<=", date),
            ]
        )
        domain &= Domain("date_to", "=", False) | Domain("date_to", ">=", date)
        found = self.sudo().search(domain)
        found = found.sorted(
            lambda one: (not one.service_id, not one.expertise_id, -one.id)
        )
        return found.grouped(lambda one: one.partner_id.commercial_partner_id.id)

    def _pick(self, service, pricing):
        """Of a member's exemptions, the one of a service; and why none, if so.

        :return: (exemption or none, explanation or "")
        """
        for one in self:
            covers = (
                one.service_id == service
                if one.service_id
                else not one.expertise_id
                or one.expertise_id == service.cae_expertise_id
            )
            if not covers:
                continue
            if one.reason_id.only_cost and pricing != "cost":
                return self.browse(), self.env._(
                    "Taxable: “%(reason)s” holds only for services at cost.",
                    reason=one.reason_id.name,
                )
            return one, ""
        return self.browse(), ""

    def _get_taxes(self, company):
        """What stands on an exempt line: the tax of 0 % of the reason, if any."""
        return self.reason_id.with_company(company).tax_id
