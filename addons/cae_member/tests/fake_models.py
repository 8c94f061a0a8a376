# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Models that exist during a test only: import them in `setUpClass`."""

from odoo import api, fields, models
from odoo.orm import model_classes


class CaeFakeRegister(models.Model):
    _name = "cae.fake.register"
    _description = "Fake Register"
    _inherit = ["cae.register.mixin", "mail.thread", "mail.activity.mixin"]
    _register_content = ("name", "amount")
    _register_free = ("note",)

    name = fields.Char()
    amount = fields.Float(digits=(16, 2))
    note = fields.Char()


class CaeFakeDeadline(models.Model):
    _name = "cae.fake.deadline"
    _description = "Fake Deadline"
    _inherit = ["cae.deadline.mixin"]

    name = fields.Char()
    user_id = fields.Many2one("res.users")
    done = fields.Boolean()

    @api.depends("done")
    def _compute_deadline_state(self):
        return super()._compute_deadline_state()

    def _is_deadline_met(self):
        return self.done


FAKES = (CaeFakeRegister, CaeFakeDeadline)
# Another registry of this process must not find them.
for fake in FAKES:
    known = models.MetaModel._module_to_models__["cae_member"]
    if fake in known:
        known.remove(fake)


def load_fake_models(cls):
    """Add the fake models to the registry for the time of the test class.

    odoo-test-helper 2.1.3 does the same up to Odoo 18; it does not import on 19.
    """
    registry, cr = cls.registry, cls.env.cr
    for fake in FAKES:
        model_classes.add_to_registry(registry, fake)
    names = [fake._name for fake in FAKES]
    registry._setup_models__(cr, names)
    registry.init_models(cr, names, {"module": "cae_member"})

    def unload():
        for name in names:
            for parent in registry[name]._inherit_module:
                registry[parent]._inherit_children.discard(name)
            del registry[name]

    cls.addClassCleanup(unload)
