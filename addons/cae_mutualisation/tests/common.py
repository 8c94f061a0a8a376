# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.fields import Command

from odoo.addons.cae_member.tests.common import CaeMemberCase


class CaeMutualisationCase(CaeMemberCase):
    """A French cooperative with natures, a structure and a levy of 10 %."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.env["cae.ledger.nature"]._create_missing(cls.company)
        cls.natures = cls.company._cae_natures()
        for kind, code, account_type in (
            ("purchase", "607000", "expense_direct_cost"),
            ("rent", "613000", "expense"),
            ("levy", "658000", "expense"),
        ):
            cls.accounts[kind] = cls._create_account(
                cls.company, code, account_type, kind.capitalize()
            )
        plan = cls.env.ref("cae_member.analytic_plan_activities")
        cls.structure = cls.env["account.analytic.account"].create(
            {"name": "Structure", "plan_id": plan.id, "company_id": cls.company.id}
        )
        cls.activity = cls._create_activity(
            "Wood", cls._create_partner(name="Ada"), date_start="2026-01-01"
        )

    @classmethod
    def default_env_context(cls):
        # Explanations are checked in English, whatever languages are installed.
        return {**super().default_env_context(), "lang": "en_US"}

    @classmethod
    def _create_scheme(cls, *components, **vals):
        """A scheme from 2026 on; by default 10 % of turnover less subcontracting."""
        return cls.env["cae.levy.scheme"].create(
            {
                "name": "Scheme",
                "date_from": "2026-01-01",
                "component_ids": [
                    Command.create(cls._component_vals(**component))
                    for component in components or ({},)
                ],
                **vals,
            }
        )

    @classmethod
    def _component_vals(
        cls, rate=10, base=("turnover",), deducted=("subcontracting",), **vals
    ):
        def natures(codes):
            return [Command.set([cls.natures[code].id for code in codes])]

        tiers = [(0, rate)] if not isinstance(rate, list) else rate
        return {
            "code": "contribution",
            "name": "Contribution",
            "analytic_account_id": cls.structure.id,
            "account_id": cls.accounts["levy"].id,
            "base_nature_ids": natures(base),
            "deducted_nature_ids": natures(deducted),
            "tier_ids": [
                Command.create({"amount_from": start, "rate": value})
                for start, value in tiers
            ],
            **vals,
        }

    @classmethod
    def _create_run(cls, month, post=False):
        run = cls.env["cae.levy.run"].create({"month": month})
        run.action_compute()
        if post:
            run.action_post()
        return run

    @classmethod
    def _create_bill(cls, activity, amount, date, kind="expense", **line_vals):
        return cls._create_invoice(
            activity,
            amount,
            date,
            "in_invoice",
            line_vals={"account_id": cls.accounts[kind].id, **line_vals},
        )

    @classmethod
    def _create_tax(cls, percent=20):
        account = cls._create_account(cls.company, "445710", "liability_current")
        repartition = [
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax", "account_id": account.id}),
        ]
        return cls.env["account.tax"].create(
            {
                "invoice_repartition_line_ids": repartition,
                "refund_repartition_line_ids": repartition,
                "name": f"VAT {percent} %",
                "amount": percent,
                "type_tax_use": "sale",
                "country_id": cls.env.ref("base.fr").id,
                "tax_group_id": cls.env["account.tax.group"]
                .create({"name": "VAT", "company_id": cls.company.id})
                .id,
            }
        )

    @classmethod
    def _pay(cls, move, amount, date):
        """An entry of the bank, reconciled with the document."""
        due = move.line_ids.filtered(lambda line: line.display_type == "payment_term")
        sign = 1 if due.balance > 0 else -1
        entry = cls.env["account.move"].create(
            {
                "journal_id": cls.journals["general"].id,
                "date": fields.Date.to_date(date),
                "line_ids": [
                    Command.create(
                        {
                            "account_id": cls.accounts["bank"].id,
                            "balance": sign * amount,
                        }
                    ),
                    Command.create(
                        {
                            "account_id": due.account_id.id,
                            "partner_id": due.partner_id.id,
                            "balance": -sign * amount,
                        }
                    ),
                ],
            }
        )
        entry.action_post()
        (due + entry.line_ids[1]).reconcile()
        return entry

    def _amounts(self, run, activity=None):
        """Amounts of the activity in the run, its own month first."""
        lines = run.line_ids.filtered(
            lambda line: line.activity_id == (activity or self.activity)
        )
        return [(line.month.month, line.amount) for line in lines.sorted("month")[::-1]]
