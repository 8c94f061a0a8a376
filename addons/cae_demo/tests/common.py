# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tests import TransactionCase

from odoo.addons.cae_demo.models.cae_demo_loader import QUIET


class OrganisationCase(TransactionCase):
    """Reads the demonstration data of an organisation, in its company."""

    code = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref(f"cae_demo.company_{cls.code}")
        cls.env = cls.env(
            context={
                **cls.env.context,
                **QUIET,
                "allowed_company_ids": cls.company.ids,
                "lang": "en_US",
            }
        )
        cls.company = cls.company.with_env(cls.env)

    @classmethod
    def ref(cls, name):
        """The organisation's record called `name`."""
        return cls.env.ref(f"cae_demo.{cls.code}_{name}")

    @classmethod
    def month(cls, index) -> date:
        """First day of a month: 0 to 11 were complete when the data were loaded."""
        return cls.ref("levy_run_0").month + relativedelta(months=index)

    @classmethod
    def moves(cls, *domain):
        """Entries and documents, those of the share capital excepted."""
        return cls.env["account.move"].search(
            [
                ("company_id", "=", cls.company.id),
                ("share_class_id", "=", False),
                *domain,
            ]
        )

    @classmethod
    def compute_last_month(cls):
        """The run that the demonstration leaves to the accountant."""
        runs = cls.env["cae.levy.run"].with_user(cls.ref("user_accountant"))
        run = runs.create({"company_id": cls.company.id, "month": cls.month(11)})
        run.action_compute()
        return run

    def posted_runs(self):
        return self.env["cae.levy.run"].search(
            [("company_id", "=", self.company.id), ("state", "=", "posted")],
            order="month",
        )

    def corrections(self):
        """`{activity: amount}` of what posted runs corrected, and those runs."""
        lines = self.posted_runs().line_ids.filtered("is_correction")
        amounts = {
            activity: sum(found.mapped("amount"))
            for activity, found in lines.grouped("activity_id").items()
        }
        return amounts, lines.run_id

    def levy_of(self, run, activity):
        """The amount of an activity in the run's own month; None without a line."""
        lines = run.line_ids.filtered(
            lambda line: (
                line.activity_id == self.ref(f"activity_{activity}")
                and not line.is_correction
            )
        )
        return sum(lines.mapped("amount")) if lines else None

    def turnover_of(self, activity, month):
        """What customers were invoiced in a month, read from the documents."""
        sales = self.moves(
            ("move_type", "in", ("out_invoice", "out_refund")),
            ("activity_id", "=", self.ref(f"activity_{activity}").id),
            ("date", ">=", self.month(month)),
            ("date", "<", self.month(month + 1)),
        )
        return sum(sales.mapped("amount_untaxed_signed"))


class ArtefactsCase(OrganisationCase):
    code = "art"

    @classmethod
    def art(cls, name):
        """The record of Artefacts called `name`."""
        return cls.ref(name)
