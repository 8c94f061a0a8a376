# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

# How the pool is shared and taxed: agreed with the member.
TERMS = {"agreement_id", "sequence", "pool_id", "key_id", "exemption_reason_id"}


class CaeCostAgreementLine(models.Model):
    """A pool that a member shares, the key, and how it is taxed."""

    _name = "cae.cost.agreement.line"
    _description = "Pool of an Agreement"
    _order = "agreement_id, sequence, id"
    _rec_name = "pool_id"
    _check_company_auto = True

    agreement_id = fields.Many2one(
        "cae.cost.agreement",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    membership_id = fields.Many2one(
        related="agreement_id.membership_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="agreement_id.company_id", store=True, index=True
    )
    pool_id = fields.Many2one(
        "cae.cost.pool",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    key_id = fields.Many2one(
        "cae.cost.key",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        compute="_compute_key_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    exemption_reason_id = fields.Many2one(
        "cae.vat.exemption.reason",
        string="Exempt from VAT by",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', 'in', (company_id, False)), "
        "('country_id', 'in', (country_id, False))]",
        help="Empty: taxable, as services to members are even at cost. The law is "
        "printed on the invoices.",
    )
    exemption_conditions = fields.Text(
        related="exemption_reason_id.conditions", string="To Check for the Exemption"
    )
    country_id = fields.Many2one(related="company_id.country_id")
    value_label = fields.Char(
        string="Present Value",
        compute="_compute_shares",
        help="What the member weighs for the key on the first day of the agreement, "
        "or today once it runs.",
    )
    share_label = fields.Char(
        string="Present Share",
        compute="_compute_shares",
        help="Of all who share the pool on that day, this member included.",
    )
    state = fields.Selection(related="agreement_id.state", store=True)
    date_start = fields.Date(related="agreement_id.date_start", store=True)
    date_end = fields.Date(related="agreement_id.date_end", store=True)

    _pool_uniq = models.UniqueIndex(
        "(agreement_id, pool_id)", "This pool is in the agreement already."
    )
    _pool_dates_idx = models.Index("(pool_id, date_start)")

    @api.depends("pool_id")
    def _compute_key_id(self):
        for line in self:
            line.key_id = line.key_id or line.pool_id.key_id

    @api.depends("agreement_id", "pool_id", "key_id", "date_start")
    @api.depends_context("lang")
    def _compute_shares(self):
        shares = self.agreement_id._get_shares()
        for line in self:
            found = shares.get(line)
            known = found and found.share is not None
            line.value_label = line._describe_value(found and found.values)
            line.share_label = self._format_percent(found.share) if known else ""

    @api.model
    def _format_percent(self, share):
        return f"{formatLang(self.env, float(100 * share), digits=2)} %"

    def _describe_value(self, values):
        """What the member weighs, in words: `12`, `12 (FTE), 3 (Posts)`, `–`.

        :param values: `{key: value or None}`, or None when nothing is known
        """
        self.ensure_one()
        if self.key_id.method == "equal":
            return self.env._("equal parts")
        if self.key_id.method == "hours":
            return self.env._("counted in the year")
        texts = []
        for key, value in (values or {}).items():
            text = "–"
            if value is not None:
                digits = 0 if value == int(value) else 2
                text = formatLang(self.env, float(value), digits=digits)
            texts.append(text if len(values) == 1 else f"{text} ({key.name})")
        return ", ".join(texts) or "–"

    def _get_warnings(self, share):
        """What to look at before the agreement is sent, in sentences."""
        self.ensure_one()
        pool = self.pool_id.name
        texts = []
        missing = share and [
            key.name for key, value in share.values.items() if value is None
        ]
        if missing:
            texts.append(
                self.env._(
                    "%(pool)s: %(member)s has no validated value of %(keys)s on "
                    "%(date)s. Without one, costs can't be shared.",
                    pool=pool,
                    member=self.agreement_id.partner_id.name or "–",
                    keys=", ".join(missing),
                    date=format_date(self.env, self.agreement_id._get_share_day()),
                )
            )
        if share and share.keys:
            texts.append(
                self.env._(
                    "%(pool)s: other members share it by %(keys)s on that day. Members "
                    "share a pool by one key: amend their agreements too.",
                    pool=pool,
                    keys=", ".join(key.name for key in share.keys),
                )
            )
        return texts

    def _get_exemption_warnings(self):
        """The conditions of each legal reason, once for all its pools."""
        exempt = self.filtered("exemption_reason_id").grouped("exemption_reason_id")
        return [
            self.env._(
                "No VAT (%(reason)s): %(pools)s. %(conditions)s",
                reason=reason.name,
                pools=", ".join(lines.pool_id.mapped("name")),
                conditions=reason.conditions or "",
            )
            for reason, lines in exempt.items()
        ]

    # === Agreed with the member === #

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.agreement_id._check_draft()
        return lines

    def write(self, vals):
        if TERMS & set(vals):
            self.agreement_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        kept = self.agreement_id.filtered(
            lambda one: one.state != "draft" and one.sent_on
        )
        if kept:
            raise UserError(
                self.env._(
                    "%s was sent to the member: its pools stay. Amend it.",
                    kept[0].display_name,
                )
            )
