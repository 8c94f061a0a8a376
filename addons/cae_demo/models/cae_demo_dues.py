# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from odoo import models
from odoo.fields import Command

from ..kernel import dues

LATE_DAYS = 32


class CaeDemoLoader(models.AbstractModel):
    """Rules, figures and campaigns of the yearly dues."""

    _inherit = "cae.demo.loader"

    def _load_gessa_dues(self):
        """Last year called and paid; this year called, one association is late."""
        if self._has("dues_campaign"):
            return
        year = self._today().year
        # 756: dues in the chart of associations (ANC 2018-06), not in Odoo's.
        account = {
            "name": "Cotisations",
            "code": "756000",
            "account_type": "income_other",
            "company_ids": [Command.set(self.env.company.ids)],
        }
        self._make("account.account", {"account_dues": account})
        self._make(
            "cae.dues.rule",
            {
                "dues_rule": {
                    "name": "Cotisation des associations adhérentes",
                    "code": "COT",
                    "company_id": self.env.company.id,
                    "fixed_amount": 150.0,
                    "unit_amount": 24.0,
                    "prorata": "months",
                    "maximum": 900.0,
                    "account_id": self._ref("account_dues").id,
                    "journal_id": self._journal("sale").id,
                }
            },
        )
        self._ref("category_association").dues_rule_id = self._ref("dues_rule")
        self._load_figures(dues.GESSA_FIGURES, (year - 2, year - 1))
        called, due = date(year - 1, 3, 2), date(year - 1, 4, 30)
        before = self._call_dues("dues_campaign_before", year - 1, called, due)
        paid = [
            (due - timedelta(days=3 * rank), item)
            for rank, item in enumerate(self._open_items(before.line_ids.move_id))
        ]
        self._pay_dues(paid)
        called, due = dues.campaign_dates(self._today(), LATE_DAYS)
        running = self._call_dues("dues_campaign", year, called, due)
        invoiced = running.line_ids.filtered("move_id")
        late = invoiced.filtered(
            lambda line: line.membership_id == self._membership("proxim")
        )
        items = self._open_items((invoiced - (late or invoiced[-1])).move_id)
        self._pay_dues([(due - timedelta(days=5), item) for item in items])
        running.action_remind()
        self._forget_dues_mails(running)

    def _load_cons_dues(self):
        """This year's campaign is computed and waits for the board."""
        if self._has("dues_campaign"):
            return
        year = self._today().year
        account = self._accounts(["413300"])["413300"]
        self._make(
            "cae.dues.rule",
            {
                "dues_rule": {
                    "name": "Cotisation des réseaux",
                    "code": "RES",
                    "company_id": self.env.company.id,
                    "unit_amount": 35.0,
                    "first_year_discount": 50.0,
                    "small_discount": 50.0,
                    "small_limit": 10.0,
                    "prorata": "months",
                    "minimum": 100.0,
                    "account_id": account.id,
                    "journal_id": self._journal("sale").id,
                }
            },
        )
        self._ref("category_network").dues_rule_id = self._ref("dues_rule")
        self._load_figures(dues.CONS_FIGURES, (year - 1,))
        due = self._today() + timedelta(days=60)
        campaign = self._make_campaign("dues_campaign", year, None, due)
        campaign.action_compute()
        self._name_dues(campaign)

    def _load_figures(self, table, years):
        """The figures that the members have not given yet; the last year as it is."""
        known = self.env["cae.workforce"].search_fetch(
            [("company_id", "=", self.env.company.id), ("year", "in", years)],
            ["membership_id", "year"],
        )
        known = {(record.membership_id, record.year) for record in known}
        vals = {}
        for year in years:
            for row in table:
                member = self._membership(row.member)
                if (member, year) in known:
                    continue
                figures = dues.grown(row, 0.04 * (year - years[-1]))
                vals[f"dues_figures_{year}_{row.member}"] = {
                    "membership_id": member.id,
                    "year": year,
                    "posts": figures.posts,
                    "fte": figures.fte,
                    "permanent_posts": figures.posts // 2,
                    "turnover": figures.turnover,
                    "state": "validated",
                }
        self._make("cae.workforce", vals)

    def _make_campaign(self, name, year, called, due):
        self._make(
            "cae.dues.campaign",
            {
                name: {
                    "name": f"Cotisations {year}",
                    "company_id": self.env.company.id,
                    "date_from": date(year, 1, 1),
                    "date_to": date(year, 12, 31),
                    "invoice_date": called,
                    "date_due": due,
                }
            },
        )
        return self._ref(name)

    def _call_dues(self, name, year, called, due):
        campaign = self._make_campaign(name, year, called, due)
        campaign.action_compute()
        campaign.action_call()
        self._name_dues(campaign)
        return campaign

    def _name_dues(self, campaign):
        """Give xml ids to what the campaign has made."""
        lines = {
            f"{line.year}_{self._key(line.membership_id, 'membership_')}": line
            for line in campaign.line_ids
        }
        self._name_records({f"dues_line_{key}": line for key, line in lines.items()})
        self._name_records(
            {
                f"move_dues_{key}": line.move_id
                for key, line in lines.items()
                if line.move_id
            }
        )

    def _pay_dues(self, payments):
        """Pay `[(day, open item)]` by Odoo's payment screen."""
        for day, item in payments:
            context = {"active_model": item._name, "active_ids": item.ids}
            payment = self._register_payments(context, day)
            line = item.move_id.dues_line_id
            key = self._key(line.membership_id, "membership_")
            self._name_records({f"payment_dues_{line.year}_{key}": payment})
            self._name_records(
                {f"move_payment_dues_{line.year}_{key}": payment.move_id}
            )

    def _forget_dues_mails(self, campaign):
        """Nobody gets a mail of the demonstration."""
        lines = campaign.line_ids
        self.env["mail.mail"].search(
            [("model", "=", lines._name), ("res_id", "in", lines.ids)]
        ).unlink()
