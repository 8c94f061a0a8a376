# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from odoo import models

from ..kernel import gessa_workforce


class CaeDemoLoader(models.AbstractModel):
    """The jobs of GESSA's associations: two years known, one being asked for."""

    _inherit = "cae.demo.loader"

    def _load_workforce(self):
        """Once: its years are those of the first loading."""
        if self._has("workforce_before_agiie"):
            return
        year = self._today().year
        self._place_associations()
        self._load_known_year("before", year - 2, gessa_workforce.YEAR_BEFORE)
        self._load_known_year("last", year - 1, gessa_workforce.LAST_YEAR)
        self._load_asked_year(year)

    def _place_associations(self):
        for member, territory in gessa_workforce.TERRITORIES.items():
            membership = self._membership(member)
            if not membership.territory_id:
                membership.territory_id = self._ref(f"territory_{territory}")

    def _prepare_jobs(self, jobs, year, **vals):
        return {
            "membership_id": self._membership(jobs.member).id,
            "year": year,
            "source": "member",
            **{name: getattr(jobs, name) for name in gessa_workforce.NAMES},
            **vals,
        }

    def _load_known_year(self, name, year, table):
        """Submitted in January, validated in February of the next year."""
        created = self._make(
            "cae.workforce",
            {
                f"workforce_{name}_{jobs.member}": self._prepare_jobs(
                    jobs, year, state="validated"
                )
                for jobs in table
            },
        )
        today = self._today()
        for workforce in created.values():
            workforce.write(
                {
                    "submitted_on": min(today, date(year + 1, 1, 24)),
                    "validated_on": min(today, date(year + 1, 2, 12)),
                    "validated_by": self._ref("user_manager").id,
                }
            )

    def _load_asked_year(self, year):
        asked = {
            "asked_on": self._today() - timedelta(days=12),
            "deadline_date": self._today() + timedelta(days=18),
        }
        submitted = self._prepare_jobs(
            gessa_workforce.SUBMITTED,
            year,
            state="submitted",
            submitted_on=self._today() - timedelta(days=4),
            note=gessa_workforce.SUBMITTED_NOTE,
            **asked,
        )
        draft = {
            "membership_id": self._membership(gessa_workforce.ASKED).id,
            "year": year,
            "source": "member",
            **asked,
        }
        self._make(
            "cae.workforce",
            {
                f"workforce_this_{gessa_workforce.SUBMITTED.member}": submitted,
                f"workforce_this_{gessa_workforce.ASKED}": draft,
            },
        )
