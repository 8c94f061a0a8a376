# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..kernel import be_life, be_plan


class CaeDemoLoader(models.AbstractModel):
    """The Belgian cooperative: a levy of 10 % of the gross margin.

    One method a topic, called in order by `_load_be`.
    """

    _inherit = "cae.demo.loader"

    def _load_be(self):
        loader = self._bind("be", "fr_BE", "Europe/Brussels")
        loader._set_up_accounting("be_comp")
        loader._load_partners(be_plan.YEAR, self.env.ref("base.be"))
        loader._name_children()
        loader._load_life(be_life.life(loader._today()))
        loader._load_scheme(be_plan.YEAR.scheme)
        loader._load_year(be_plan.YEAR)
        loader._load_contracts()
        loader._load_be_exits()
        loader._load_person_details()
