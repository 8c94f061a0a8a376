# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tests import TransactionCase

from odoo.addons.cae_demo.models.cae_demo_loader import QUIET


class ArtefactsCase(TransactionCase):
    """Reads the demonstration data of Artefacts, in its company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("cae_demo.company_art")
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
    def art(cls, name):
        """The record of Artefacts called `name`."""
        return cls.env.ref(f"cae_demo.art_{name}")

    @classmethod
    def month(cls, index) -> date:
        """First day of a month: 0 to 11 were complete when the data were loaded."""
        return cls.art("levy_run_0").month + relativedelta(months=index)

    @classmethod
    def moves(cls, *domain):
        return cls.env["account.move"].search(
            [
                ("company_id", "=", cls.company.id),
                ("share_class_id", "=", False),
                *domain,
            ]
        )
