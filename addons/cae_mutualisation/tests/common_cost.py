# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .common import CaeMutualisationCase


class CaeCostCase(CaeMutualisationCase):
    """A grouping of three members that shares pools by keys; no tax on invoices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agiie, cls.proxim, cls.vital = cls.members = cls._create_cost_members(
            "AGIIE", "Proxim", "Vital"
        )
        cls.fte = cls._create_key("FTE", "fte")
        cls.equal = cls._create_key("Equal", "equal")
        cls.pool = cls._create_pool("HR", cls.fte)

    @classmethod
    def _create_cost_members(cls, *names):
        """Members since 2020."""
        members = cls.env["cae.membership"]
        for name in names:
            members |= cls._create_membership(
                cls._create_partner(name=name, is_company=True),
                state="member",
                admission_date="2020-01-01",
            )
        return members

    @classmethod
    def _create_key(cls, name, method, **vals):
        return cls.env["cae.cost.key"].create({"name": name, "method": method, **vals})

    @classmethod
    def _create_value(cls, key, member, amount, date="2026-01-01", validate=True):
        value = cls.env["cae.cost.key.value"].create(
            {
                "key_id": key.id,
                "membership_id": member.id,
                "date_from": date,
                "amount": amount,
            }
        )
        if validate:
            value.action_validate()
        return value

    @classmethod
    def _create_pool(cls, name, key, **vals):
        """A pool with an analytic account of its own."""
        account = cls.structure.copy({"name": name})
        return cls.env["cae.cost.pool"].create(
            {
                "name": name,
                "key_id": key.id,
                "analytic_account_ids": account.ids,
                **vals,
            }
        )

    @classmethod
    def _create_agreement(cls, member, *pools, date="2026-01-01", signed=True, **vals):
        """An agreement in force, each pool by its usual key."""
        agreement = cls.env["cae.cost.agreement"].create(
            {
                "membership_id": member.id,
                "date_start": date,
                "line_ids": [Command.create({"pool_id": pool.id}) for pool in pools],
                **vals,
            }
        )
        if signed:
            agreement._write_managed({"state": "signed"})
        return agreement

    @classmethod
    def _share(cls, pool, weights, date="2026-01-01"):
        """Agreements and values of the pool's key: `{member: value}`."""
        for member, amount in weights.items():
            if pool.key_id.method != "equal":
                cls._create_value(pool.key_id, member, amount, date)
            cls._create_agreement(member, pool, date=date)

    @classmethod
    def _create_budget(cls, pool, cost, grant=0, year=2026, vote=True):
        budget = cls.env["cae.cost.budget"].create(
            {
                "pool_id": pool.id,
                "date_from": f"{year}-01-01",
                "date_to": f"{year}-12-31",
                "cost": cost,
                "grant": grant,
            }
        )
        if vote:
            budget.action_vote()
        return budget

    @classmethod
    def _spend(cls, pool, amount, date="2026-06-30", account=None):
        """A posted entry on the pool's analytic account; below zero, income."""
        account = account or cls.accounts["rent" if amount > 0 else "income"]
        (analytic,) = pool.analytic_account_ids
        sides = [(account, amount, {str(analytic.id): 100})]
        sides.append((cls.accounts["bank"], -amount, False))
        move = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": date,
                "journal_id": cls.journals["general"].id,
                "line_ids": [
                    Command.create(
                        {
                            "account_id": account.id,
                            "debit": max(balance, 0),
                            "credit": max(-balance, 0),
                            "analytic_distribution": distribution,
                        }
                    )
                    for account, balance, distribution in sides
                ],
            }
        )
        move.action_post()
        return move

    @classmethod
    def _create_call(cls, start, end, compute=True, **vals):
        call = cls.env["cae.cost.call"].create(
            {
                "name": f"Provisions {start}",
                "date_from": start,
                "date_to": end,
                "invoice_date": start,
                **vals,
            }
        )
        if compute:
            call.action_compute()
        return call

    @classmethod
    def _create_settlement(cls, year=2026, compute=True, **vals):
        settlement = cls.env["cae.cost.settlement"].create(
            {
                "name": f"Settlement {year}",
                "date_from": f"{year}-01-01",
                "date_to": f"{year}-12-31",
                **vals,
            }
        )
        if compute:
            settlement.action_compute()
        return settlement

    def _read_lines(self, document, *names):
        """`{(member name, pool name): values}` of the lines, in strings."""
        return {
            (line.partner_id.name, line.pool_id.name): tuple(
                f"{line[name]:.2f}" for name in names
            )
            for line in document.line_ids
        }
