# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .common import CaeMutualisationCase

MARGIN = {"rate": 13.5, "deducted": ("purchase",), "fixed_amount": 30}


class ComparisonCase(CaeMutualisationCase):
    """10 % of the turnover in force; 13.5 % of the margin and 30.00 a month tried.

    The activities are there since January 2026; a month of them is compared in the
    financial year in progress, whose only complete month is January.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme = cls._create_scheme({"deducted": ()}, name="Ten")
        cls.margin = cls._create_scheme(MARGIN, name="Margin", active=False)

    def _create_comparison(self, **vals):
        return self.env["cae.levy.comparison"].create(
            {"scheme_id": self.margin.id, "period": "year", **vals}
        )

    def _compute(self, **vals):
        comparison = self._create_comparison(**vals)
        comparison.action_compute()
        return comparison

    def _add_activity(self, name, turnover, purchase=0, day="2026-01-10", **vals):
        activity = self._create_activity(
            name,
            **{"date_start": "2026-01-01", "territory_id": self.territory.id, **vals},
        )
        if turnover:
            self._create_invoice(activity, turnover, day)
        if purchase:
            self._create_bill(activity, purchase, day, kind="purchase")
        return activity

    def _figures(self, comparison):
        return {
            line.activity_id.name: (line.amount_now, line.amount_then, line.difference)
            for line in comparison.line_ids
        }
