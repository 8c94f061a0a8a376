# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo.fields import Command

from .common_capital import CaeCapitalCase


class CaeDuesCase(CaeCapitalCase):
    """A rule of 100.00 + 20.00 an FTE, and three members admitted in 2020.

    Ann has 12.5 FTE: 100 + 250 = 350. Bob has 3: 100 + 60 = 160. Cleo has not
    answered.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule()
        cls.category.dues_rule_id = cls.rule
        cls._create_figures(cls.ann, fte=12.5, posts=14)
        cls._create_figures(cls.bob, fte=3, posts=3)
        for partner in (cls.ann | cls.bob | cls.cleo).partner_id:
            partner.email = f"{partner.name.lower()}@example.com"

    @classmethod
    def _create_rule(cls, **vals):
        return cls.env["cae.dues.rule"].create(
            {
                "name": "Dues of members",
                "code": "DUES",
                "fixed_amount": 100,
                "unit_amount": 20,
                "account_id": cls.accounts["income"].id,
                **vals,
            }
        )

    @classmethod
    def _create_figures(cls, member, year=2025, **vals):
        return cls.env["cae.workforce"].create(
            {
                "membership_id": member.id,
                "year": year,
                "posts": 50,
                "state": "validated",
                **vals,
            }
        )

    @classmethod
    def _create_campaign(cls, **vals):
        return cls.env["cae.dues.campaign"].create(
            {
                "name": "Dues 2026",
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "invoice_date": "2026-02-01",
                "date_due": "2026-03-31",
                **vals,
            }
        )

    @classmethod
    def _call(cls, **vals):
        campaign = cls._create_campaign(**vals)
        campaign.action_compute()
        campaign.action_call()
        return campaign

    def _line(self, campaign, member):
        return campaign.line_ids.filtered(lambda line: line.membership_id == member)

    def _amounts(self, campaign):
        return {line.partner_name: line.amount for line in campaign.line_ids}

    def _admit(self, name, day, **vals):
        return self._create_member(name, date.fromisoformat(day), **vals)

    def _tier(self, start, amount=0.0, rate=0.0):
        return Command.create({"start": start, "amount": amount, "rate": rate})
