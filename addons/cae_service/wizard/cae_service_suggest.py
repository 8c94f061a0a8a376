# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Command


class CaeServiceSuggest(models.TransientModel):
    """The fields that a need may touch: tick those that become lines."""

    _name = "cae.service.suggest"
    _description = "Suggest Fields"

    request_id = fields.Many2one(
        "cae.service.request", required=True, ondelete="cascade"
    )
    need = fields.Text(related="request_id.need")
    line_ids = fields.One2many("cae.service.suggest.line", "suggest_id")

    def _fill(self):
        """Propose what the request does not ask for yet; what it names is ticked."""
        for wizard in self:
            request = wizard.request_id
            lang = request.partner_id.lang or self.env.lang
            active = request.line_ids.filtered(lambda line: line.state != "cancelled")
            found = active.expertise_id._get_suggestions(
                request.company_id, request.need, request.expertise_ids, lang
            )
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "expertise_id": one.expertise_id,
                            "source": one.source,
                            "reason": one.reason,
                            "selected": one.source in ("named", "words"),
                        }
                    )
                    for one in found
                ),
            ]

    def action_add(self):
        """Add the fields ticked to the request, as lines."""
        self.ensure_one()
        request = self.request_id
        request.check_access("write")
        last = max(request.line_ids.mapped("sequence"), default=0)
        self.env["cae.service.request.line"].create(
            [
                {
                    "request_id": request.id,
                    "expertise_id": line.expertise_id.id,
                    "name": line.name or line.expertise_id.name,
                    "hours": line.hours,
                    "suggested": line.source != "named",
                    "sequence": last + 10 * rank,
                }
                for rank, line in enumerate(self.line_ids.filtered("selected"), 1)
            ]
        )
        return {"type": "ir.actions.act_window_close"}


class CaeServiceSuggestLine(models.TransientModel):
    """A field proposed, and why."""

    _name = "cae.service.suggest.line"
    _description = "Field Suggested"

    suggest_id = fields.Many2one(
        "cae.service.suggest", required=True, ondelete="cascade"
    )
    expertise_id = fields.Many2one(
        "cae.expertise", string="Field", required=True, ondelete="cascade"
    )
    selected = fields.Boolean(string="Add")
    source = fields.Selection(
        [
            ("named", "Named by the Member"),
            ("words", "Words of the Need"),
            ("adjacent", "Adjacent Need"),
            ("together", "Often Asked Together"),
        ],
        default="adjacent",
        required=True,
        readonly=True,
    )
    reason = fields.Char(string="Why", readonly=True)
    name = fields.Char(string="Need", help="In a line, what this field has to do.")
    hours = fields.Float(string="Estimated Hours")
