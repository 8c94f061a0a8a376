# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..kernel import agreement as kernel
from ..kernel.schedule import at_hour
from .sale_order_template import TERM_FIELDS


class SaleOrder(models.Model):
    """Amendments: another version of an agreement, and what it changes."""

    _inherit = "sale.order"

    cae_changes = fields.Html(
        string="What Changes", compute="_compute_cae_changes", sanitize=False
    )

    # === Making another version === #

    def action_amend(self):
        """A draft of the next version, from the first day of next month.

        :raises UserError: it is not in force, or another version waits
        """
        self.ensure_one()
        self._check_cae_amendable()
        today = fields.Date.context_today(self)
        start = kernel.add_months(today.replace(day=1), 1)
        start = max(start, self.cae_start_date + timedelta(days=1))
        end = self.cae_end_date
        if end and start > end:
            return self.action_renew()
        return self._make_cae_version(start, end)._open_cae_agreement()

    def action_renew(self):
        """A draft of the next term, to be signed.

        :raises UserError: it has no end, is not in force, or another version waits
        """
        self.ensure_one()
        self._check_cae_amendable()
        if not self.cae_end_date:
            raise UserError(
                self.env._("%s has no end: there is nothing to renew.", self.name)
            )
        start = self.cae_end_date + timedelta(days=1)
        end = kernel.renewed_end(
            self.cae_end_date, self.cae_renewal_months or 12, self.cae_start_date
        )
        return self._make_cae_version(start, end)._open_cae_agreement()

    def _check_cae_amendable(self):
        following = self.cae_next_ids.filtered(lambda one: one.state != "cancel")[:1]
        if following:
            raise UserError(
                self.env._(
                    "%(agreement)s has another version: %(next)s. Amend or cancel that "
                    "one.",
                    agreement=self.name,
                    next=following.name,
                )
            )
        if not self.is_cae_agreement or self.state != "sale":
            raise UserError(
                self.env._(
                    "%(agreement)s is not signed: change it as it is.",
                    agreement=self.name,
                )
            )

    def _make_cae_version(self, start, end):
        """A copy that stands in place of this version from a day on."""
        first = self.cae_origin_id or self
        version = self.cae_version + 1
        order = self.copy(
            {
                "name": self._get_cae_version_name(first),
                "cae_start_date": start,
                "cae_end_date": end,
                "cae_version": version,
                "cae_previous_id": self.id,
                "cae_origin_id": first.id,
                "cae_request_id": self.cae_request_id.id,
                "user_id": self.user_id.id,
            }
        )
        lines = self._get_copiable_order_lines()
        for line, copied in zip(lines, order.order_line, strict=True):
            copied.write(
                {
                    "cae_previous_line_id": line.id,
                    "cae_request_line_id": line.cae_request_line_id.id,
                }
            )
            foreseen = copied._get_cae_foreseen_quantity()
            if foreseen is not None:
                copied.product_uom_qty = foreseen
        return order

    def _get_cae_version_name(self, first):
        """``S00012-2``; given up versions keep their number."""
        made = self.search_count([("cae_origin_id", "=", first.id)])
        return f"{first.name}-{made + 2}"

    def _open_cae_agreement(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # === Taking over from the version before === #

    def _follow_cae_previous(self):
        """The version before ends the day before; its work goes on under this one.

        :raises UserError: it does not begin after the one before, or another follows
        """
        for order in self.filtered("cae_previous_id"):
            previous = order.cae_previous_id
            order._check_cae_follows(previous)
            end = order.cae_start_date - timedelta(days=1)
            agreed = previous.cae_end_date
            vals = {"cae_term_end_date": agreed}
            if not agreed or agreed > end:
                vals["cae_end_date"] = end
            # The visits to come first: those left are off when the version ends.
            order.sudo()._take_over_cae_work(previous.sudo())
            previous.sudo()._write_agreement(vals)
            previous.sudo().message_post(
                body=self.env._(
                    "%(next)s stands in its place from %(date)s.",
                    next=order.name,
                    date=format_date(self.env, order.cae_start_date),
                )
            )

    def _check_cae_follows(self, previous):
        others = previous.cae_next_ids - self
        if order := others.filtered(lambda one: one.state == "sale")[:1]:
            raise UserError(
                self.env._(
                    "%(agreement)s was amended by %(next)s already: amend that one.",
                    agreement=previous.name,
                    next=order.name,
                )
            )
        if self.cae_start_date <= previous.cae_start_date:
            raise UserError(
                self.env._(
                    "%(agreement)s begins on %(start)s: it must begin after "
                    "%(previous)s, on %(before)s. Change its start.",
                    agreement=self.name,
                    start=format_date(self.env, self.cae_start_date),
                    previous=previous.name,
                    before=format_date(self.env, previous.cae_start_date),
                )
            )

    def _take_over_cae_work(self, previous):
        """Projects, tasks, visits to come and requests go on under this version."""
        project = previous.order_line.project_id[:1]
        lines = self.order_line.filtered("product_id")
        if project:
            self.project_id = project
            lines.project_id = project
            project.write(
                {
                    "sale_line_id": lines[:1].id,
                    "reinvoiced_sale_order_id": self.id,
                }
            )
        for line in lines.filtered("cae_previous_line_id"):
            if line.product_id != line.cae_previous_line_id.product_id:
                continue
            line.task_id = line.cae_previous_line_id.task_id
            line.task_id.sale_line_id = line
        self._take_over_cae_visits(previous, lines)
        self._close_cae_left_lines(previous, lines)

    def _take_over_cae_visits(self, previous, lines):
        """Visits planned from the start on belong to this version, or are off.

        Those of another frequency are planned anew.
        """
        zone = self.company_id.resource_calendar_id.tz or self.env.user.tz or "UTC"
        planned = self.env["cae.service.visit"].search(
            [
                ("sale_line_id", "in", previous.order_line.ids),
                ("state", "=", "planned"),
                ("start", ">=", at_hour(self.cae_start_date, 0, zone)),
            ]
        )
        by_line = planned.grouped("sale_line_id")
        for line in lines.filtered(lambda one: one._has_cae_previous_frequency()):
            visits = by_line.pop(line.cae_previous_line_id, planned.browse())
            if visits:
                visits.write(line._prepare_cae_taken_visit())
        planned.browse().concat(*by_line.values())._cancel(
            self.env._("Not in %s", self.name), ended=True
        )

    def _close_cae_left_lines(self, previous, lines):
        """Requests follow the service; those whose service is left out are done."""
        kept = lines.cae_previous_line_id
        left = (previous.order_line - kept).cae_request_line_id
        left.filtered(lambda one: one.state == "agreed").write({"state": "done"})
        left.request_id._follow_lines()

    # === What changes === #

    @api.depends("cae_previous_id")
    @api.depends_context("lang")
    def _compute_cae_changes(self):
        for order in self:
            order.cae_changes = order.cae_previous_id and self.env["ir.qweb"]._render(
                "cae_service.agreement_changes",
                {"rows": order._get_cae_change_rows()},
                lang=self.env.lang,
            )

    def _get_cae_change_rows(self):
        """What this version changes: ``[(subject, term, before, after)]``."""
        self.ensure_one()
        before = self.cae_previous_id
        found = kernel.changes(before._get_cae_snapshot(), self._get_cae_snapshot(True))
        labels = self._get_cae_term_labels()
        rows = []
        for change in found:
            subject = self._get_cae_change_subject(change)
            if change.kind == "changed":
                term = labels[change.name]
                if change.name == "text":
                    row = (subject, term, "", self.env._("reworded"))
                else:
                    row = (subject, term, change.before or "–", change.after or "–")
            elif change.kind == "added":
                row = (subject, self.env._("Added"), "", self._sum_up(change.after))
            else:
                row = (subject, self.env._("Removed"), self._sum_up(change.before), "")
            rows.append(row)
        return rows

    def _sum_up(self, terms):
        names = ("professional", "price", "frequency")
        return ", ".join(filter(None, (terms[name] for name in names)))

    def _get_cae_change_subject(self, change):
        if not change.key:
            return self.env._("Agreement")
        line = self.env["sale.order.line"].browse(change.key)
        return line.product_id.name or line.name

    def _get_cae_term_labels(self):
        names = ("cae_end_date", *TERM_FIELDS)
        return {
            **{
                name: self._fields[name]._description_string(self.env) for name in names
            },
            "text": self.env._("Specification"),
            "service": self.env._("Service"),
            "professional": self.env._("Professional"),
            "pricing": self.env._("Pricing"),
            "price": self.env._("Price"),
            "frequency": self.env._("Frequency"),
            "quantity": self.env._("Hours foreseen"),
        }

    def _get_cae_snapshot(self, by_previous=False):
        """The terms in words: {False: of the agreement, line id: of a service}.

        :param by_previous: lines under the number of the line before, where there is
            one
        """
        terms = {
            name: self._get_cae_selection_label(name)
            if self._fields[name].type == "selection"
            else str(self[name])
            for name in TERM_FIELDS
        }
        terms["cae_end_date"] = self._format_cae_day(self._get_cae_agreed_end())
        terms["text"] = str(self.cae_specification or "")
        found = {False: terms}
        for line in self._get_cae_services():
            key = by_previous and line.cae_previous_line_id.id or line.id
            found[key] = line._get_cae_terms()
        return found

    def _get_cae_agreed_end(self):
        """The end as it was agreed, before another version took over."""
        return self.cae_term_end_date if self._get_cae_next() else self.cae_end_date
