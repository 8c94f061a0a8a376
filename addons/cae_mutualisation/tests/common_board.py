# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .common import CaeMutualisationCase


class CaeBoardCase(CaeMutualisationCase):
    """Two activities levied 10 % in two years, on the days of a frozen 2026.

    ========= ======== ======== ======== ======== ========
    invoiced  01/2025  02/2025  01/2026  02/2026  03/2026
    ========= ======== ======== ======== ======== ========
    Wood      1 000.00 2 000.00 1 200.00   600.00   300.00
    Stone                                  900.00   300.00
    ========= ======== ======== ======== ======== ========
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_scheme(date_from="2025-01-01")
        cls.activity.write(
            {"date_start": "2024-06-01", "territory_id": cls.territory.id}
        )
        cls.stone = cls._create_activity(
            "Stone",
            cls._create_partner(name="Grace"),
            date_start="2026-02-10",
            coach_id=cls.user_coach.id,
            pole_ids=cls.pole.ids,
        )
        for activity, amount, date in (
            (cls.activity, 1000, "2025-01-10"),
            (cls.activity, 2000, "2025-02-10"),
            (cls.activity, 1200, "2026-01-10"),
            (cls.activity, 600, "2026-02-10"),
            (cls.activity, 300, "2026-03-10"),
            (cls.stone, 900, "2026-02-20"),
            (cls.stone, 300, "2026-03-20"),
        ):
            cls._create_invoice(activity, amount, date, invoice_date_due=date)
        cls.runs = cls.env["cae.levy.run"].union(
            *(
                cls._create_run(month, post=True)
                for month in (
                    "2025-01-01",
                    "2025-02-01",
                    "2026-01-01",
                    "2026-02-01",
                    "2026-03-01",
                )
            )
        )

    @classmethod
    def _create_forecast(cls, confirm=False, lines=(), **vals):
        """A forecast of 2026; lines are `(activity, month, turnover, levy)`."""
        forecast = cls.env["cae.levy.forecast"].create(
            {"name": "Forecast", "date_from": "2026-01-01", **vals}
        )
        cls.env["cae.levy.forecast.line"].create(
            [
                {
                    "forecast_id": forecast.id,
                    "activity_id": activity.id,
                    "month": month,
                    "turnover_amount": turnover,
                    "levy_amount": levy,
                }
                for activity, month, turnover, levy in lines
            ]
        )
        if confirm:
            forecast.action_confirm()
        return forecast

    def _count_queries(self, method):
        """The number of queries that a second call sends, from an empty cache."""
        method()
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.cr.flush()
        before = self.env.cr.sql_log_count
        method()
        return self.env.cr.sql_log_count - before
