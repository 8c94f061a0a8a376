# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import format_amount, html2plaintext

from ..kernel.words import rank, split_query

# What a word found there is worth, in the search of the catalogue.
NAME, KEYWORDS, TEXT = 10, 5, 2


class ProductTemplate(models.Model):
    """The catalogue as members and visitors read it."""

    _inherit = "product.template"

    @api.model
    def _get_cae_catalogue(self, company, query="", expertise=None, published=True):
        """Services that a company offers, those that answer the query best first.

        :param query: words as they were typed; accents and plurals do not matter
        :param expertise: only services of this field, a record or nothing
        :param published: only those for everybody; otherwise also those for members
        """
        domain = [("is_cae_service", "=", True), ("company_id", "=", company.id)]
        if published:
            domain.append(("cae_published", "=", True))
        if expertise:
            domain.append(("cae_expertise_id", "=", expertise.id))
        services = self.search(domain)
        # By the order of the fields, which is the cooperative's own.
        services = services.sorted(
            lambda one: (
                one.cae_expertise_id.sequence,
                one.cae_expertise_id.name or "",
                one.name or "",
            )
        )
        words = split_query(query or "")
        if not words:
            return services
        ranks = {one: rank(words, one._get_cae_texts()) for one in services}
        return services.filtered(ranks.get).sorted(ranks.get, reverse=True)

    def _get_cae_texts(self):
        """What the search looks into: `[(text, weight)]`."""
        self.ensure_one()
        field = self.cae_expertise_id
        return [
            (self.name, NAME),
            (field.name or "", KEYWORDS),
            (field.keywords or "", KEYWORDS),
            (self._get_cae_summary(), TEXT),
            (field.description or "", TEXT),
        ]

    def _get_cae_summary(self):
        """What the service includes, as plain text on one line."""
        self.ensure_one()
        if not self.cae_included:
            return ""
        return " ".join(html2plaintext(self.cae_included).split())

    def _get_cae_price_text(self):
        """The price before tax in words: “45.00 € an hour, at cost”."""
        self.ensure_one()
        amount = format_amount(self.env, self._get_cae_price(), self.currency_id)
        if self.cae_pricing == "flat":
            return self._get_cae_flat_text(amount)
        if self.cae_pricing == "cost":
            return self.env._("%(amount)s an hour, at cost", amount=amount)
        return self.env._("%(amount)s an hour", amount=amount)

    def _get_cae_flat_text(self, amount):
        """A fee with its period: the one usual for agreements."""
        period = self.env["sale.order"].default_get(["cae_billing_period"])
        match period.get("cae_billing_period"):
            case "quarter":
                return self.env._("%(amount)s a quarter", amount=amount)
            case "half":
                return self.env._("%(amount)s a half-year", amount=amount)
            case "year":
                return self.env._("%(amount)s a year", amount=amount)
        return self.env._("%(amount)s a month", amount=amount)

    def _get_cae_frequency_text(self):
        """How often somebody usually comes: “2 a month, of 3.5 hours”."""
        self.ensure_one()
        if not self.cae_visit_count:
            return ""
        names = {
            "count": self.cae_visit_count,
            "period": dict(
                self._fields["cae_visit_period"]._description_selection(self.env)
            )
            .get(self.cae_visit_period, "")
            .lower(),
        }
        if not self.cae_visit_hours:
            return self.env._("%(count)s %(period)s", **names)
        return self.env._(
            "%(count)s %(period)s, of %(hours)s hours",
            hours=f"{self.cae_visit_hours:g}",
            **names,
        )

    def _get_cae_market_text(self):
        """The comparison with private firms, when there is one to make."""
        self.ensure_one()
        if self.cae_saving <= 0:
            return ""
        return self.env._(
            "About %(market)s an hour elsewhere: %(percent)s%% saved",
            market=format_amount(self.env, self.cae_market_price, self.currency_id),
            percent=round(100 * self.cae_saving),
        )

    def action_view_cae_catalogue(self):
        """Read the page of the service as a member would."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/services/{self.company_id.id}/{self.id}",
            "target": "new",
        }
