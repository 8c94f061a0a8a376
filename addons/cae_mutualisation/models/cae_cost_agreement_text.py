# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from odoo.addons.cae_member.kernel.clause import BULLET


# pylint: disable=consider-merging-classes-inherited
class CaeCostAgreement(models.Model):
    """The text of an agreement: parties, terms, pools and keys, clauses."""

    _inherit = "cae.cost.agreement"

    preview = fields.Html(
        string="Text as It Would Be Sent",
        compute="_compute_preview",
        compute_sudo=False,
        sanitize=False,
    )

    @api.depends(
        "state", "line_ids", "terms", "date_start", "date_end", "membership_id"
    )
    def _compute_preview(self):
        for agreement in self:
            saved = agreement._origin
            if agreement.state != "draft" or not saved:
                agreement.preview = False
                continue
            try:
                agreement.preview = saved._render_texts()[saved]
            except UserError as error:
                agreement.preview = Markup("<p>%s</p>") % str(error)

    def _get_text(self):
        """What was sent, or what would be now.

        :raises UserError: a draft lacks what a mandatory clause quotes
        """
        self.ensure_one()
        return self.body or self._render_texts()[self]

    def _get_lang(self):
        """The language of the member, or of the grouping."""
        installed = dict(self.env["res.lang"].get_installed())
        company = self.company_id.partner_id
        for lang in (self.partner_id.lang, company.lang, self.env.lang):
            if lang in installed:
                return lang
        return "en_US"

    def _render_texts(self):
        """The whole text of each: `{agreement: html}`.

        :raises UserError: mandatory clauses lack values, or there is none: which
        """
        shares = self.sudo()._get_shares()
        found, texts = {}, {}
        for agreement in self:
            lang = agreement._get_lang()
            translated = agreement.sudo().with_context(lang=lang)
            key = (agreement.company_id, lang, *translated._get_clause_filter())
            if key not in found:
                found[key] = self.env["cae.cost.clause"]._find(key[0], *key[2:])
            values = translated._get_clause_values()
            clauses = translated._choose_clauses(
                found[key].with_context(lang=lang), values
            )
            texts[agreement] = self.env["ir.qweb"]._render(
                "cae_mutualisation.cost_agreement_body",
                {
                    "agreement": translated,
                    "parties": translated._get_parties(),
                    "rows": translated._get_rows(),
                    "pools": translated._get_pool_rows(shares),
                    "clauses": [
                        (clause, clause._get_blocks(values)) for clause in clauses
                    ],
                },
                lang=lang,
            )
        return texts

    # === Clauses === #

    def _get_clause_filter(self):
        """Which clauses fit: VAT of the pools, term, notice, amendment."""
        self.ensure_one()
        exempt = self.line_ids.filtered("exemption_reason_id")
        vats = [
            vat
            for vat, lines in (("taxable", self.line_ids - exempt), ("exempt", exempt))
            if lines
        ]
        return (
            tuple(vats),
            "fixed" if self.date_end else "open",
            "with" if self.notice_months else "without",
            "amendment" if self.previous_id else "first",
        )

    def _choose_clauses(self, clauses, values):
        """Those that lack nothing; nothing may lack in the mandatory ones."""
        if not clauses:
            raise UserError(
                self.env._(
                    "No clause of cost-sharing agreements fits %s. Write some under "
                    "Configuration / Shared Costs / Clauses.",
                    self.display_name,
                )
            )
        return clauses._get_filled(values, self.display_name)

    def _get_clause_values(self):
        """What the placeholders stand for: {name: text, or empty}."""
        self.ensure_one()
        lines = self.line_ids
        exempt = lines.filtered("exemption_reason_id")
        return {
            "agreement": self.name if self.name != "/" else self.env._("(draft)"),
            "grouping": self.company_id.name,
            "representative": self.company_id.cae_signatory,
            "member": self.partner_id.name,
            "pools": self._list(lines, lambda line: line.pool_id.description),
            "keys": self._list(lines, lambda line: self._describe_key(line.key_id)),
            "taxable_pools": self._list(lines - exempt, lambda line: ""),
            "exempt_pools": self._list(
                exempt, lambda line: line.exemption_reason_id.legal_text
            ),
            "start": self._format_day(self.date_start),
            "end": self._format_day(self.date_end),
            "notice_months": self._describe_notice(),
            "notice_date": self.notice_months and self._format_day(self.notice_date),
            "previous": self.previous_id.name,
        }

    @api.model
    def _list(self, lines, describe):
        """One line for each pool; a text of several lines goes on one."""
        texts = []
        for line in lines:
            said = " ".join((describe(line) or "").split())
            text = line.pool_id.name
            if said:
                text = self.env._("%(pool)s: %(text)s", pool=text, text=said)
            texts.append(f"{BULLET}{text}")
        return "\n".join(texts)

    @api.model
    def _describe_key(self, key):
        """`FTE`, or `Mixed (60 % FTE, 40 % Equal)`."""
        if key.method != "mixed":
            return key.name
        parts = [
            f"{formatLang(self.env, float(100 * part), digits=0)} % {found.name}"
            for found, part in key._get_parts()
        ]
        return f"{key.name} ({', '.join(parts)})"

    @api.model
    def _format_day(self, day):
        return format_date(self.env, day, date_format="d MMMM y") if day else ""

    def _describe_notice(self):
        if not self.notice_months:
            return ""
        if self.notice_months == 1:
            return self.env._("1 month")
        return self.env._("%(months)s months", months=self.notice_months)

    # === Parties and tables === #

    def _get_parties(self):
        """Who contracts: (name, the rest of the line), the grouping first."""
        company = self.company_id
        signatory = company.cae_signatory
        return [
            self._get_party(
                company.partner_id,
                company.company_registry,
                signatory and self.env._("represented by %s", signatory),
                self.env._("called “the grouping”"),
            ),
            self._get_party(
                self.partner_id,
                self.partner_id.company_registry,
                self.env._("called “the member”"),
            ),
        ]

    def _get_party(self, partner, registry, *rest):
        town = " ".join(filter(None, (partner.zip, partner.city)))
        said = (
            ", ".join(filter(None, (partner.street, town))),
            registry and self.env._("registered under %s", registry),
            *rest,
        )
        return partner.name, "".join(f", {part}" for part in said if part)

    def _get_rows(self):
        """The table of the terms: (label, text), without those that are empty."""
        rows = [
            (self.env._("From"), self._format_day(self.date_start)),
            (
                self.env._("Until"),
                self._format_day(self.date_end) or self.env._("without an end"),
            ),
            (self.env._("Notice"), self._describe_notice()),
            (self.env._("Amends"), self.previous_id.name),
        ]
        return [(label, text) for label, text in rows if text]

    def _get_pool_rows(self, shares):
        """The pools: name, key, value and share of the member, how it is taxed."""
        rows = []
        for line in self.line_ids:
            found = shares.get(line)
            known = found and found.share is not None
            rows.append(
                {
                    "pool": line.pool_id.name,
                    "key": self._describe_key(line.key_id),
                    "value": line._describe_value(found and found.values),
                    "share": line._format_percent(found.share) if known else "–",
                    "vat": line.exemption_reason_id.legal_text
                    or self.env._("Bears VAT"),
                }
            )
        return rows
