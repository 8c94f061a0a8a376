# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

BULLET = "- "


class SaleOrder(models.Model):
    """The text of an agreement: its terms in words, its services, its clauses."""

    _inherit = "sale.order"

    def _get_cae_services(self):
        """The lines that are services, in order."""
        return self.order_line.filtered(
            lambda line: line.product_id and line.cae_pricing
        )

    def _get_cae_selection_label(self, name):
        """The value of a selection in the language of the context."""
        self.ensure_one()
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name], "")

    def _get_cae_billing_words(self):
        return {
            "month": self.env._("each month"),
            "quarter": self.env._("each quarter"),
            "half": self.env._("each half-year"),
            "year": self.env._("each year"),
        }.get(self.cae_billing_period, "")

    def _format_cae_day(self, day):
        return format_date(self.env, day, date_format="d MMMM y") if day else ""

    def _describe_cae_months(self, months):
        if not months:
            return ""
        if months == 1:
            return self.env._("1 month")
        return self.env._("%(months)s months", months=months)

    def _get_cae_rows(self):
        """The terms of the agreement as a table: ``[(label, text)]``."""
        self.ensure_one()
        renewal = self._get_cae_selection_label("cae_renewal")
        if self.cae_renewal == "tacit":
            renewal = self.env._(
                "%(renewal)s, for %(months)s",
                renewal=renewal,
                months=self._describe_cae_months(self.cae_renewal_months),
            )
        rows = [
            (self.env._("From"), self._format_cae_day(self.cae_start_date)),
            (
                self.env._("Until"),
                self._format_cae_day(self.cae_end_date) or self.env._("without an end"),
            ),
            (self.env._("At the end"), self.cae_end_date and renewal),
            (
                self.env._("Notice"),
                self._describe_cae_months(self.cae_notice_months),
            ),
            (self.env._("Invoiced"), self._get_cae_billing_words()),
            (self.env._("Amends"), self.cae_previous_id.name),
        ]
        return [(label, text) for label, text in rows if text]

    # === Clauses === #

    def _get_cae_clause_values(self):
        """What the placeholders stand for: {name: text, or empty}."""
        self.ensure_one()
        services = self._get_cae_services()
        return {
            "agreement": self.name,
            "cooperative": self.company_id.name,
            "member": self.partner_id.commercial_partner_id.name,
            "representative": self.company_id.cae_signatory,
            "services": self._list_cae_services(services, prices=False),
            **{
                name: self._list_cae_services(
                    services.filtered(lambda line, key=key: line.cae_pricing == key)
                )
                for name, key in (
                    ("at_cost", "cost"),
                    ("hourly", "hourly"),
                    ("flat", "flat"),
                )
            },
            "billing_period": self._get_cae_billing_words(),
            "start": self._format_cae_day(self.cae_start_date),
            "end": self._format_cae_day(self.cae_end_date),
            "renewal_months": self._describe_cae_months(self.cae_renewal_months),
            "notice_months": self._describe_cae_months(self.cae_notice_months),
            "notice_date": self._format_cae_day(self.cae_notice_date),
        }

    def _list_cae_services(self, lines, prices=True):
        texts = []
        for line in lines:
            said = line._get_cae_price_label() if prices else line.cae_frequency_label
            name = line.product_id.name
            texts.append(f"{BULLET}{name}: {said}" if said else f"{BULLET}{name}")
        return "\n".join(texts)

    def _find_cae_clauses(self):
        """Those of the template, or all; only those that fit this agreement."""
        self.ensure_one()
        renewal = self.cae_renewal if self.cae_end_date else "open"
        clauses = self.env["cae.service.clause"]._find(
            self.company_id,
            set(self._get_cae_services().mapped("cae_pricing")),
            renewal,
        )
        chosen = self.sale_order_template_id.sudo().cae_clause_ids
        return clauses.filtered(
            lambda clause: (
                not chosen
                or clause.mandatory
                or clause in chosen
                or clause.replaces_id in chosen
            )
        )

    def _render_cae_clauses(self):
        """The clauses as they stand now, in the member's language.

        :raises UserError: a mandatory clause lacks a value: which one
        """
        self.ensure_one()
        order = self.with_context(lang=self._get_lang())
        values = order._get_cae_clause_values()
        clauses = order._find_cae_clauses().with_context(lang=order.env.lang)
        clauses = clauses._get_filled(values, order.name)
        return self.env["ir.qweb"]._render(
            "cae_service.agreement_clauses",
            {"clauses": [(clause, clause._get_blocks(values)) for clause in clauses]},
            lang=order.env.lang,
        )

    def _get_cae_clauses(self):
        """The clauses that were sent, or would be now; empty if values lack."""
        self.ensure_one()
        if self.cae_clauses:
            return self.cae_clauses
        try:
            return self._render_cae_clauses()
        except UserError:
            return ""

    # === Hooks of Odoo === #

    def _get_name_portal_content_view(self):
        if self.is_cae_agreement:
            return "cae_service.agreement_portal_content"
        return super()._get_name_portal_content_view()

    def _get_edi_builders(self):
        return [] if self.is_cae_agreement else super()._get_edi_builders()

    @api.depends("is_cae_agreement", "cae_previous_id")
    def _compute_type_name(self):
        agreements = self.filtered("is_cae_agreement")
        for order in agreements:
            order.type_name = (
                self.env._("Amendment")
                if order.cae_previous_id
                else self.env._("Agreement")
            )
        return super(SaleOrder, self - agreements)._compute_type_name()
