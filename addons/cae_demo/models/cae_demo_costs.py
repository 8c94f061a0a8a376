# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from odoo import models
from odoo.fields import Command

from ..kernel import gessa_costs as costs
from ..kernel.gessa_workforce import TERRITORIES

MEMBERS = tuple(TERRITORIES)


class CaeDemoLoader(models.AbstractModel):
    """What GESSA's associations share: keys, pools, posts, agreements, budgets."""

    _inherit = "cae.demo.loader"

    def _load_costs(self):
        """Once: last year and this one are those of the first loading."""
        if self._has("cost_pool_management"):
            return
        year = self._today().year
        self._load_cost_keys()
        self._load_cost_values(year)
        self._load_cost_pools()
        self._load_cost_posts(year)
        self._load_cost_grants(year)
        self._load_cost_budgets(year)
        self._load_cost_agreements(year)
        self._load_cost_years(year)
        self._load_cost_simulations(year)

    # === Keys === #

    def _load_cost_keys(self):
        keys = (
            ("fte", "Équivalents temps plein", "fte", False),
            ("posts", "Postes", "posts", False),
            ("equal", "Parts égales", "equal", False),
            (
                "surface",
                "Surface occupée",
                "surface",
                "Proposée pour le loyer ; l'assemblée ne l'a pas encore retenue.",
            ),
        )
        self._make(
            "cae.cost.key",
            {
                f"cost_key_{key}": self._prepare_cost_key(rank, name, method, note)
                for rank, (key, name, method, note) in enumerate(keys, 1)
            },
        )
        mixed = self._prepare_cost_key(
            len(keys) + 1,
            "60 % ETP, 40 % parts égales",
            "mixed",
            "Le standard sert chacun ; le courrier dépend du nombre de salariés.",
        )
        mixed["component_ids"] = [
            Command.create(
                {"part_id": self._ref(f"cost_key_{key}").id, "coefficient": part}
            )
            for key, part in costs.MIXED
        ]
        self._make("cae.cost.key", {"cost_key_mixed": mixed})

    def _prepare_cost_key(self, rank, name, method, note):
        return {
            "name": name,
            "code": method.upper(),
            "sequence": 10 * rank,
            "company_id": self.env.company.id,
            "method": method,
            "note": note,
        }

    def _load_cost_values(self, year):
        """The figures at the end of a year share the costs of the next one."""
        vals = {
            f"cost_value_{key}_{start}_{member}": self._prepare_cost_value(
                key, member, start, self._ref(f"workforce_{name}_{member}")
            )
            for start, name in ((year - 1, "before"), (year, "last"))
            for key in ("fte", "posts")
            for member in MEMBERS
        }
        vals |= {
            f"cost_value_surface_{year - 1}_{member}": {
                **self._prepare_cost_value("surface", member, year - 1),
                "amount": surface,
                "source_note": "Plan annexé au bail du 48 avenue de France",
            }
            for member, surface in costs.SURFACES.items()
        }
        # Validated by a person, who is named.
        manager = self.with_user(self._ref("user_manager")).sudo()
        manager._make("cae.cost.key.value", vals)

    def _prepare_cost_value(self, key, member, start, workforce=None):
        vals = {
            "key_id": self._ref(f"cost_key_{key}").id,
            "membership_id": self._membership(member).id,
            "date_from": date(start, 1, 1),
            "state": "validated",
        }
        if workforce:
            vals |= {
                "amount": workforce[key],
                "source": "workforce",
                "workforce_id": workforce.id,
                "source_note": f"Effectifs au 31/12/{workforce.year}",
            }
        return vals

    # === Pools and posts === #

    def _load_cost_pools(self):
        """Each pool with an analytic account and what it is invoiced as."""
        self._load_cost_accounts(
            {f"cost_{pool.key}": pool.name for pool in costs.POOLS}
        )
        tax = self.env["account.chart.template"].ref("tva_normale_encaissement")
        product = {
            "company_id": self.env.company.id,
            "type": "service",
            "purchase_ok": False,
            "property_account_income_id": self._accounts(["708800"])["708800"].id,
            # The company's own tax is that of goods; invoices say which it is.
            "taxes_id": [Command.set(tax.ids)],
        }
        self._make(
            "product.product",
            {
                f"cost_product_{pool.key}": {**product, "name": f"Frais : {pool.name}"}
                for pool in costs.POOLS
            },
        )
        self._make(
            "cae.cost.pool",
            {
                f"cost_pool_{pool.key}": self._prepare_cost_pool(rank, pool)
                for rank, pool in enumerate(costs.POOLS, 1)
            },
        )

    def _prepare_cost_pool(self, rank, pool):
        account = self._ref(f"account_cost_{pool.key}")
        return {
            "name": pool.name,
            "code": pool.code,
            "sequence": 10 * rank,
            "company_id": self.env.company.id,
            "key_id": self._ref(f"cost_key_{pool.cost_key}").id,
            "description": pool.description,
            "analytic_account_ids": [Command.set(account.ids)],
            "product_id": self._ref(f"cost_product_{pool.key}").id,
        }

    def _load_cost_accounts(self, names):
        plan = self.env.ref("analytic.analytic_plan_projects")
        self._make(
            "account.analytic.account",
            {
                f"account_{key}": {
                    "name": name,
                    "plan_id": plan.id,
                    "company_id": self.env.company.id,
                }
                for key, name in names.items()
            },
        )

    def _load_cost_posts(self, year):
        """Six posts; those whose pay is not booked apart have typed costs."""
        self._load_cost_employees()
        self._load_cost_accounts(
            {
                f"post_{post.key}": f"Poste : {post.title}"
                for post in costs.POSTS
                if post.posted
            }
        )
        self._make(
            "cae.cost.staff",
            {
                f"cost_staff_{post.key}": self._prepare_cost_post(post, year)
                for post in costs.POSTS
            },
        )

    def _load_cost_employees(self):
        """In the name of the manager: an administrator's employees get a picture."""
        manager = self.with_user(self._ref("user_manager")).sudo()
        bookkeeper = next(p for p in costs.POSTS if p.key == "bookkeeper")
        self._make(
            "res.partner",
            {
                "partner_bookkeeper": {
                    "name": bookkeeper.person,
                    "function": bookkeeper.title,
                    "company_id": self.env.company.id,
                    "email": "sylvie.wattiez@gessa.example",
                    "lang": self.env.context["lang"],
                    "tz": self.env.context["tz"],
                }
            },
        )
        contacts = {"director": "manager", "hr": "coach", "assistant": "support"}
        created = manager.with_context(cae_defer_terms=True)._make(
            "hr.employee",
            {
                f"employee_{post.key}": {
                    "name": post.person,
                    "job_title": post.title,
                    "company_id": self.env.company.id,
                    "tz": self.env.context["tz"],
                    "work_contact_id": self._ref(
                        f"partner_{contacts.get(post.key, post.key)}"
                    ).id,
                }
                for post in costs.POSTS
            },
        )
        self.env["hr.employee"].union(*created.values())._cae_terms_changed()

    def _prepare_cost_post(self, post, year):
        first = year - 1
        account = post.posted and self._ref(f"account_post_{post.key}").id
        return {
            "name": post.title,
            "company_id": self.env.company.id,
            "employee_id": self._ref(f"employee_{post.key}").id,
            "analytic_account_id": account,
            "split_ids": [
                Command.create(
                    {
                        "pool_id": self._ref(f"cost_pool_{split.pool}").id,
                        "percent": split.percent,
                        "date_from": date(first, split.first, 1),
                        "date_to": split.last and date(first, split.last, 30),
                    }
                )
                for split in post.splits
            ],
            "cost_ids": []
            if post.posted
            else [
                Command.create(
                    {
                        "date_from": date(of_year, months[0], 1),
                        "date_to": costs.last_day(of_year, months[1]),
                        "amount": 3 * post.monthly,
                        "note": "Livre de paie",
                    }
                )
                for of_year in (first, year)
                for rank, months in enumerate(costs.QUARTERS, 1)
                if rank in costs.quarters(of_year, self._today())
            ],
        }
