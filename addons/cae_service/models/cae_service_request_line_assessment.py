# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime, is_html_empty

from .cae_visit_frequency_mixin import FREQUENCY_FIELDS


class CaeServiceRequestLine(models.Model):
    """Needs assessment of a line, and the specification drafted from it."""

    _inherit = "cae.service.request.line"

    specification_draft = fields.Html(
        readonly=True, copy=False, help="As it was last drafted, before rewording."
    )
    specification_reworded = fields.Boolean(compute="_compute_specification_reworded")
    frequency_label = fields.Char(
        string="Frequency", compute="_compute_frequency_label"
    )

    @api.depends("specification", "specification_draft")
    def _compute_specification_reworded(self):
        for line in self:
            line.specification_reworded = not is_html_empty(line.specification) and (
                line.specification != line.specification_draft
            )

    @api.depends(*FREQUENCY_FIELDS)
    @api.depends_context("lang")
    def _compute_frequency_label(self):
        for line in self:
            line.frequency_label = line._describe_cae_frequency()

    @api.onchange("service_id")
    def _onchange_service_frequency(self):
        self._fill_cae_frequency()

    def onchange(self, values, field_names, fields_spec):
        """The questions of a service appear when it is chosen, before it is saved.

        Odoo compares answers only: a form without one is the same to it as no form.
        """
        result = super().onchange(values, field_names, fields_spec)
        changed = result.get("value", {})
        if "service_id" in field_names and "assessment" in fields_spec:
            line = self.new(
                {
                    "service_id": values.get("service_id"),
                    "assessment": values.get("assessment", self.assessment),
                },
                origin=self,
            )
            [shown] = line.web_read({"assessment": {}})
            changed.setdefault("assessment", shown["assessment"])
        return result

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._fill_cae_frequency()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if vals.get("service_id") and not vals.get("cae_visit_count"):
            self._fill_cae_frequency()
        return result

    def _fill_cae_frequency(self):
        """Propose the frequency of the service to lines that have none."""
        for line in self.filtered("service_id"):
            if not line.cae_visit_count and line.service_id.cae_visit_count:
                line.update(line.service_id.product_tmpl_id._get_cae_frequency_vals())

    # === Assessment === #

    def action_assess(self):
        """The need is known: a service, and how often or for how long.

        :raises UserError: nobody accepted the line, or the assessment says too little
        """
        self._check_state(
            ("accepted", "assessed"),
            self.env._("A professional accepts the line before the need is assessed."),
        )
        for line in self:
            line._check_cae_assessed()
        self._write_dated({"state": "assessed"}, "assessment_date")
        # The professional reads the request, and does not write on it.
        self.request_id.sudo()._follow_lines()
        return True

    def _check_cae_assessed(self):
        if not self.service_id:
            raise UserError(
                self.env._(
                    "%(line)s: choose the service that answers the need.",
                    line=self.display_name,
                )
            )
        if not self.hours and not (self.cae_visit_count and self.cae_visit_hours):
            raise UserError(
                self.env._(
                    "%(line)s: say how often somebody comes and for how long, or "
                    "estimate the hours.",
                    line=self.display_name,
                )
            )

    # === Specification === #

    def action_draft_specification(self):
        """Write the specification from the answers; a reworded one is kept.

        The button that asks first passes `overwrite_specification` in the context.

        :raises UserError: the text was reworded, or there is no service
        """
        for line in self:
            if not line.service_id:
                raise UserError(
                    self.env._(
                        "%(line)s: choose the service, the specification says what "
                        "it includes.",
                        line=line.display_name,
                    )
                )
            if line.specification_reworded and not self.env.context.get(
                "overwrite_specification"
            ):
                raise UserError(
                    self.env._(
                        "%(line)s: the specification was reworded. Use “Draft Again” "
                        "to replace it.",
                        line=line.display_name,
                    )
                )
            draft = line._render_cae_specification()
            # Both are cleaned alike: what differs later was reworded.
            line.write({"specification": draft, "specification_draft": draft})
        return True

    def _render_cae_specification(self):
        """The text in the member's language."""
        lang = self.partner_id.lang or self.env.lang or "en_US"
        line = self.with_context(lang=lang)
        return self.env["ir.qweb"]._render(
            "cae_service.specification_draft",
            {
                "line": line,
                "service": line.service_id,
                "frequency": line._describe_cae_frequency(),
                "hours": line._format_cae_number(line.hours) if line.hours else "",
                "answers": line._get_cae_answers(),
                "is_html_empty": is_html_empty,
            },
            lang=lang,
        )

    def _get_cae_answers(self):
        """What was answered: ``[(label, text)]``; a heading has no text."""
        self.ensure_one()
        self.env.flush_all()
        [values] = self.read(["assessment"])
        answers, heading = [], None
        for question in values["assessment"] or []:
            label = question.get("string") or ""
            if question["type"] == "separator":
                heading = label
                continue
            text = self._format_cae_answer(question)
            if not text:
                continue
            if heading:
                answers.append((heading, ""))
                heading = None
            answers.append((label, text))
        return answers

    def _format_cae_answer(self, question):
        """The answer to a question as plain text, empty if there is none."""
        value, kind = question.get("value"), question["type"]
        if kind == "boolean":
            # Nothing tells “no” from a box that nobody looked at.
            return self.env._("yes") if value else ""
        number = kind in ("integer", "float", "monetary")
        if value in (None, False) or not (value or number):
            return ""
        if kind == "selection":
            return dict(question.get("selection") or []).get(value, "")
        if kind == "tags":
            names = {tag[0]: tag[1] for tag in question.get("tags") or []}
            return ", ".join(names.get(tag, "") for tag in value if names.get(tag))
        return self._format_cae_value(kind, value)

    def _format_cae_value(self, kind, value):
        if kind == "many2one":
            return value[1] or ""
        if kind == "many2many":
            return ", ".join(name for _id, name in value if name)
        if kind == "date":
            return format_date(self.env, value)
        if kind == "datetime":
            return format_datetime(self.env, value)
        if kind in ("integer", "float", "monetary"):
            return self._format_cae_number(value)
        return str(value)
