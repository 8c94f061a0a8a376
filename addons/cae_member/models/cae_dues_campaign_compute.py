# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

from ..kernel.dues import Discount, Period
from .cae_dues_rule import decimal

FIGURES = ("fte", "posts", "turnover", "payroll")
ONCE_MEMBERS = ("member", "leaving", "former")


# pylint: disable=consider-merging-classes-inherited
class CaeDuesCampaign(models.Model):
    """What each member owes, before anything is called."""

    _inherit = "cae.dues.campaign"

    def action_compute(self):
        """Compute the dues of the members who have not been called yet.

        What was called or left out stays; members who came since are added.
        """
        self._check_state(
            ("draft", "computed", "called"),
            self.env._("Only an open campaign is computed."),
        )
        self._lock_rows(self._get_busy_message(), ["state", "line_ids"])
        for campaign in self:
            campaign._compute_lines()
        self.filtered(lambda c: c.state == "draft").state = "computed"

    def _compute_lines(self):
        self.ensure_one()
        lines = self.sudo().line_ids
        renewed = lines.filtered(
            lambda line: line.state == "computed" and not line.excluded
        )
        kept = lines - renewed
        # Cancelled invoices belong to their line.
        updated = renewed.filtered("move_ids")
        (renewed - updated).unlink()
        members = self._search_members() - kept.membership_id.with_env(self.env)
        vals_by_member = self._prepare_lines(members)
        for line in updated:
            gone = {
                "excluded": True,
                "exclude_reason": self.env._("Not a member in this period"),
            }
            member = line.membership_id.with_env(self.env)
            line.write(vals_by_member.pop(member, gone))
        self.env["cae.dues.line"].sudo().create(list(vals_by_member.values()))
        self.invalidate_recordset(["line_ids"])

    def _get_member_domain(self):
        """Who was a member at least one day of the period."""
        self.ensure_one()
        domain = Domain(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ONCE_MEMBERS),
                ("admission_date", "<=", self.date_to),
            ]
        )
        domain &= Domain("exit_date", "=", False) | Domain(
            "exit_date", ">=", self.date_from
        )
        if self.category_ids:
            domain &= Domain("category_id", "in", self.category_ids.ids)
        if not self.rule_id:
            domain &= Domain("dues_rule_id", "!=", False) | Domain(
                "category_id.dues_rule_id", "!=", False
            )
        return domain

    def _search_members(self):
        memberships = self.env["cae.membership"].with_context(active_test=False)
        return memberships.search(self._get_member_domain())

    def _get_rule(self, member):
        return self.rule_id or member.dues_rule_id or member.category_id.dues_rule_id

    def _prepare_lines(self, members, fallback=None):
        """`{membership: values of its line}`, in as many queries for one as for all.

        :param fallback: `{membership: rule}` for who has no rule any more
        """
        self.ensure_one()
        asked = {
            member: self._get_rule(member) or fallback[member] for member in members
        }
        rules = self.env["cae.dues.rule"].union(*asked.values())
        valid = rules._get_valid(self.date_from)
        kernel_rules = {
            rule: rule._prepare_kernel_rule() for rule in valid.values() if rule
        }
        figures = self.env["cae.workforce"].figures(
            self.company_id, self.figures_year, not self.figures_submitted
        )
        elsewhere = self._get_called_elsewhere(members)
        speakers = {}
        vals_by_member = {}
        for member in members:
            rule = valid[asked[member]]
            vals = self._prepare_line(member, asked[member], figures.get(member.id))
            if rule:
                lang = member.partner_id.lang or self.env.lang
                speaker = speakers.get((rule, lang))
                if not speaker:
                    speaker = speakers[rule, lang] = rule.with_context(lang=lang)
                vals.update(
                    self._prepare_amounts(
                        member, speaker, kernel_rules[rule], figures.get(member.id)
                    )
                )
            self._add_reasons(vals, member, asked[member], elsewhere[member.id])
            vals_by_member[member] = vals
        return vals_by_member

    def _prepare_line(self, member, rule, figures):
        """What a line says whatever the amount; without a valid rule, all it says."""
        return {
            "campaign_id": self.id,
            "membership_id": member.id,
            "category_id": member.category_id.id,
            "territory_id": member.territory_id.id,
            "rule_id": rule.id,
            "rule_code": rule.code,
            "year": self.year,
            "problem": "no_rule",
            "has_figures": figures is not None,
            **{name: (figures or {}).get(name, 0) for name in FIGURES},
        }

    def _prepare_amounts(self, member, rule, kernel_rule, figures):
        known = {name: decimal(figures[name]) for name in FIGURES} if figures else {}
        own = Discount(decimal(member.dues_discount), member.dues_discount_reason or "")
        result = rule._compute_dues(
            kernel_rule,
            known,
            Period(self.date_from, self.date_to),
            member.admission_date,
            member.exit_date or None,
            own,
        )
        missing = not figures and rule._get_needs(kernel_rule)
        return {
            "rule_id": rule.id,
            "problem": "no_figures" if missing else False,
            "gross": float(result.gross),
            "discount": float(result.discount),
            "part": float(result.part),
            "amount": float(result.amount),
            "explanation": rule._explain(result),
        }

    def _add_reasons(self, vals, member, rule, elsewhere):
        """Say what stands in the way of the call, in words."""
        warnings = []
        if vals["problem"] == "no_rule":
            warnings.append(
                self.env._(
                    "The rule %(rule)s is not valid on %(date)s.",
                    rule=rule.display_name,
                    date=format_date(self.env, self.date_from),
                )
            )
        elif vals["problem"] == "no_figures":
            warnings.append(self._get_figures_warning())
        if member.dues_exempt:
            vals["excluded"] = True
            vals["exclude_reason"] = self.env._("Exempt from dues")
        for code, campaign in elsewhere:
            message = self.env._(
                "Already called for %(year)s by “%(campaign)s” (%(code)s).",
                year=self.year,
                campaign=campaign,
                code=code,
            )
            if code == vals["rule_code"]:
                vals["excluded"] = True
                vals["exclude_reason"] = message
            else:
                warnings.append(message)
        vals["warning"] = " ".join(warnings)

    def _get_figures_warning(self):
        if self.figures_submitted:
            return self.env._("No figures for %(year)s.", year=self.figures_year)
        return self.env._("No validated figures for %(year)s.", year=self.figures_year)

    def _get_called_elsewhere(self, members):
        """`{membership id: [(rule code, campaign name)]}` of the same year."""
        groups = self.env["cae.dues.line"]._read_group(
            [
                ("membership_id", "in", members.ids),
                ("year", "=", self.year),
                ("state", "=", "called"),
                ("campaign_id", "!=", self.id),
            ],
            ["membership_id", "rule_code", "campaign_id"],
        )
        found = defaultdict(list)
        for member, code, campaign in groups:
            found[member.id].append((code, campaign.name))
        return found
