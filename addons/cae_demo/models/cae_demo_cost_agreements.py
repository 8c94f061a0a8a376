# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from odoo import models
from odoo.fields import Command

from ..kernel import gessa_costs as costs
from ..kernel.gessa_workforce import TERRITORIES

SIGNED_BY = {
    "agiie": "Fatima Zerrouki",
    "proxim": "Bernard Lecocq",
    "vital": "Isabelle Marquette",
    "vital_mobilite": "Yanis Haddad",
}


class CaeDemoLoader(models.AbstractModel):
    """What funders give, what was voted, and what the members agreed."""

    _inherit = "cae.demo.loader"

    def _load_cost_grants(self, year):
        self._make(
            "res.partner",
            {
                f"partner_{key}": {
                    "name": name,
                    "is_company": True,
                    "company_id": self.env.company.id,
                    "country_id": self.env.ref("base.fr").id,
                    "lang": self.env.context["lang"],
                }
                for key, name in (
                    ("fse", "Fonds social européen (FSE)"),
                    ("region", "Région Hauts-de-France"),
                )
            },
        )
        common = {
            "company_id": self.env.company.id,
            "pool_id": self._ref("cost_pool_management").id,
            "account_id": self._accounts(["741000"])["741000"].id,
            "user_id": self._ref("user_manager").id,
        }
        last = {
            "name": f"FSE {year - 1} : démarrage du groupement",
            "funder_id": self._ref("partner_fse").id,
            "reference": f"FSE-{year - 1}-0417",
            "date_from": date(year - 1, 1, 1),
            "date_to": date(year - 1, 12, 31),
            "amount_asked": costs.GRANT,
            "amount_granted": costs.GRANT,
            "state": "granted",
            "receipt_ids": [
                Command.create({"date": day, "amount": amount, "note": note})
                for day, amount, note in costs.receipts(year)
            ],
            "conditions": "Direction générale du groupement : étude de développement "
            "et appui aux quatre associations. Compte rendu financier avant le 30 "
            "juin de l'année suivante ; pièces gardées dix ans.",
        }
        asked = {
            "name": f"Région {year} : appui aux coopérations",
            "funder_id": self._ref("partner_region").id,
            "date_from": date(year, 1, 1),
            "date_to": date(year, 12, 31),
            "amount_asked": costs.GRANT_ASKED,
            "conditions": "Réponse attendue de la commission permanente. Sans elle, "
            "les associations se partagent aussi cette somme.",
        }
        self._make(
            "cae.grant",
            {"grant_last": {**common, **last}, "grant_asked": {**common, **asked}},
        )

    def _load_cost_budgets(self, year):
        """Voted in December for the year that comes."""
        self._make(
            "cae.cost.budget",
            {
                f"cost_budget_{of_year}_{pool.key}": {
                    "pool_id": self._ref(f"cost_pool_{pool.key}").id,
                    "date_from": date(of_year, 1, 1),
                    "date_to": date(of_year, 12, 31),
                    "cost": budget[0],
                    "grant": budget[1],
                    "state": "voted",
                    "voted_on": date(of_year - 1, 12, 12),
                    "decision": f"Assemblée générale du 12 décembre {of_year - 1}",
                }
                for pool in costs.POOLS
                for of_year, budget in (
                    (year - 1, pool.last_budget),
                    (year, pool.budget),
                )
            },
        )

    def _load_cost_agreements(self, year):
        """In force from last year on; one member joined the secretariat in April."""
        reason = self.env.ref("cae_mutualisation.vat_reason_fr_261b").sudo()
        reason.with_company(self.env.company).tax_id = self.env[
            "account.chart.template"
        ].ref("tva_sale_service_0")
        self.env.company.cae_signatory = ", ".join(self._get_signatory())
        start = date(year - 1, 1, 1)
        pools = [pool.key for pool in costs.POOLS]
        made = self._make(
            "cae.cost.agreement",
            {
                f"cost_agreement_{member}": self._prepare_cost_agreement(
                    member,
                    start,
                    pools[:-1] if member == costs.LATE_JOINER else pools,
                    reason,
                )
                for member in TERRITORIES
            },
        )
        for rank, (name, agreement) in enumerate(made.items(), 1):
            self._sign_cost_agreement(
                agreement,
                f"CRF-{start.year}-{rank:03}",
                SIGNED_BY[name.removeprefix("cost_agreement_")],
                date(year - 2, 12, 16),
            )
        joined = date(year - 1, costs.JOINED, 1)
        before = self._ref(f"cost_agreement_{costs.LATE_JOINER}")
        amended = self._amend_cost_agreement(before, joined)
        self._name_records({f"cost_agreement_{costs.LATE_JOINER}_2": amended})
        self._sign_cost_agreement(
            amended,
            f"{before.name}-2",
            SIGNED_BY[costs.LATE_JOINER],
            joined - timedelta(days=14),
        )

    def _amend_cost_agreement(self, agreement, joined):
        """The agreement that stands in its place from a day on, with the last pool."""
        line = {"sequence": 40, "pool_id": self._ref("cost_pool_secretariat").id}
        vals = {
            "date_start": joined,
            "line_ids": [
                *(
                    Command.create(
                        {"sequence": found.sequence, "pool_id": found.pool_id.id}
                    )
                    for found in agreement.line_ids
                ),
                Command.create(line),
            ],
            "date_end": False,
            "previous_id": agreement.id,
            "version": 2,
        }
        agreement.write({"state": "ended", "date_end": joined - timedelta(days=1)})
        return agreement.copy(vals)

    def _sign_cost_agreement(self, agreement, number, name, day):
        agreement.write(
            {
                "name": number,
                "state": "signed",
                "signed_on": self._moment(day, 10.0),
                "signed_by": name,
            }
        )

    def _prepare_cost_agreement(self, member, start, pools, reason):
        exemption = reason.id if member == costs.EXEMPT else False
        return {
            "membership_id": self._membership(member).id,
            "date_start": start,
            "notice_months": 6,
            "terms": "<p>Les provisions sont appelées par trimestre. Les comptes sont "
            "arrêtés chaque année et présentés à l'assemblée générale.</p>",
            "line_ids": [
                Command.create(
                    {
                        "sequence": 10 * position,
                        "pool_id": self._ref(f"cost_pool_{pool}").id,
                        "exemption_reason_id": exemption,
                    }
                )
                for position, pool in enumerate(pools, 1)
            ],
        }
