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
        self._load_funders()
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
        made = self._make(
            "cae.grant",
            {"grant_last": {**common, **last}, "grant_asked": {**common, **asked}},
        )
        if made:
            self._load_grant_reports(made["grant_last"], year)

    def _load_funders(self):
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

    def _load_grant_reports(self, grant, year):
        """What the funder wants to read: sent in time, and the last one to come."""
        self._make(
            "cae.grant.report",
            {
                "grant_report_financial": {
                    "grant_id": grant.id,
                    "name": "Compte rendu financier",
                    "deadline_date": date(year, 6, 30),
                    "sent_on": date(year, 6, 18) if self._today().month > 6 else False,
                },
                "grant_report_final": {
                    "grant_id": grant.id,
                    "name": "Bilan qualitatif et pièces justificatives",
                    "deadline_date": date(year + 1, 3, 31),
                },
            },
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
        if not self.env.company.cae_signatory:
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
        for name, agreement in made.items():
            member = name.removeprefix("cost_agreement_")
            self._sign_cost_agreement(agreement, member, date(year - 2, 12, 16))
        joined = date(year - 1, costs.JOINED, 1)
        before = self._ref(f"cost_agreement_{costs.LATE_JOINER}")
        amended = before._make_amendment(joined)
        pool = self._ref("cost_pool_secretariat")
        amended.line_ids = [Command.create({"sequence": 40, "pool_id": pool.id})]
        self._name_records({f"cost_agreement_{costs.LATE_JOINER}_2": amended})
        day = joined - timedelta(days=14)
        self._sign_cost_agreement(amended, costs.LATE_JOINER, day)
        before._end_past()

    def _sign_cost_agreement(self, agreement, member, day):
        """By the member, then by the grouping; printed when it is read."""
        agreement = agreement.with_context(cae_print_later=True)
        name = SIGNED_BY[member]
        agreement._freeze()
        agreement._record_signature(
            {
                "signed_by": name,
                "signed_on": self._moment(day, 10.0),
                "signature": self._draw_signature(name),
            }
        )
        signatory, function = self._get_signatory()
        agreement._countersign(signatory, function, self._draw_signature(signatory))
        agreement._write_managed(
            {
                "sent_on": self._moment(day - timedelta(days=6), 9.0),
                "cooperative_signed_on": self._moment(day, 15.0),
            }
        )
        self._forget_mails(agreement)

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

    def _load_cost_simulations(self, year):
        """What the members want to know before they vote."""
        common = {
            "company_id": self.env.company.id,
            "date_from": date(year, 1, 1),
            "date_to": date(year, 12, 31),
        }
        made = self._make(
            "cae.cost.simulation",
            {
                "cost_simulation_key": {
                    **common,
                    "name": "Ressources humaines en parts égales",
                    "note": "Demandé par les deux petites associations.",
                },
                "cost_simulation_grant": {
                    **common,
                    "name": "Sans la subvention de la Région",
                    "note": "Le budget de la direction compte sur elle.",
                },
            },
        )
        if not made:
            return
        equal = self._ref("cost_key_equal")
        rows = made["cost_simulation_key"].pool_ids
        rows.filtered(
            lambda row: row.pool_id == self._ref("cost_pool_hr")
        ).new_key_id = equal
        rows = made["cost_simulation_grant"].pool_ids
        rows.filtered(
            lambda row: row.pool_id == self._ref("cost_pool_management")
        ).grant_lost_percent = 100
        for simulation in made.values():
            simulation.action_compute()
