# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..models.cae_activity import FIGURES_GROUPS
from ..models.cae_activity_statement import PUBLISHED
from . import bar_chart

MONTHS = 12


class CaeMutualisationPortal(CustomerPortal):
    def _get_activities_domain(self):
        return [("holder_ids.partner_id", "=", request.env.user.partner_id.id)]

    def _get_statements_domain(self, activity):
        return [("activity_id", "=", activity.id), ("state", "=", PUBLISHED)]

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "activity_count" in counters:
            activities = request.env["cae.activity"]
            values["activity_count"] = (
                activities.search_count(self._get_activities_domain())
                if activities.has_access("read")
                else 0
            )
        return values

    @route("/my/activities", type="http", auth="user", website=True)
    def portal_my_activities(self, **kwargs):
        activities = request.env["cae.activity"]
        if not activities.has_access("read"):
            return request.redirect("/my")
        activities = activities.search(self._get_activities_domain())
        if len(activities) == 1:
            return request.redirect(activities.access_url)
        values = self._prepare_portal_layout_values()
        values.update(self._prepare_activities_values(activities))
        return request.render("cae_mutualisation.portal_my_activities", values)

    @route("/my/activity/<int:activity_id>", type="http", auth="user", website=True)
    def portal_my_activity(self, activity_id, **kwargs):
        try:
            activity_sudo = self._document_check_access("cae.activity", activity_id)
            self._check_figures_access(activity_sudo)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._prepare_cash_values(activity_sudo)
        values = self._get_page_view_values(
            activity_sudo, None, values, "my_activities_history", False, **kwargs
        )
        return request.render("cae_mutualisation.portal_my_activity", values)

    @route(
        "/my/activity/<int:activity_id>/details",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_activity_details(self, activity_id, **kwargs):
        """What the page of the activity loads once it shows the available cash."""
        try:
            activity_sudo = self._document_check_access("cae.activity", activity_id)
            self._check_figures_access(activity_sudo)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._prepare_activity_values(activity_sudo)
        return request.render("cae_mutualisation.portal_activity_details", values)

    @route("/my/statement/<int:statement_id>", type="http", auth="public", website=True)
    def portal_my_statement(
        self,
        statement_id,
        access_token=None,
        report_type=None,
        download=False,
        **kwargs,
    ):
        try:
            statement_sudo = self._statement_check_access(statement_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if report_type in ("html", "pdf", "text"):
            return self._show_report(
                model=statement_sudo,
                report_type=report_type,
                report_ref="cae_mutualisation.action_report_activity_statement",
                download=download,
            )
        values = self._get_page_view_values(
            statement_sudo,
            access_token,
            self._prepare_statement_values(statement_sudo),
            "my_statements_history",
            False,
            **kwargs,
        )
        return request.render("cae_mutualisation.portal_my_statement", values)

    @route(
        "/my/statement/<int:statement_id>/acknowledge",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_acknowledge_statement(self, statement_id, **kwargs):
        """The holder has read it. No token is enough: who says so must be known."""
        try:
            self._document_check_access("cae.activity.statement", statement_id)
            statement = request.env["cae.activity.statement"].browse(statement_id)
            statement.acknowledge()
        except (AccessError, MissingError):
            return request.redirect("/my")
        return request.redirect(statement.access_url)

    def _check_figures_access(self, activity_sudo):
        """Many employees may read an activity; its figures are for fewer of them."""
        user = request.env.user
        holders = activity_sudo.holder_ids.partner_id
        if user.partner_id not in holders and not user.has_groups(FIGURES_GROUPS):
            raise AccessError(request.env._("Only its holders and their team see it."))

    def _statement_check_access(self, statement_id, access_token=None):
        """As any portal document, but a draft is for those who prepare it only.

        :return: the statement, in sudo
        """
        model = "cae.activity.statement"
        statement_sudo = self._document_check_access(model, statement_id, access_token)
        if statement_sudo.state != PUBLISHED:
            if request.env.user.share:
                raise AccessError(request.env._("This statement is not published."))
            request.env[model].browse(statement_id).check_access("read")
        return statement_sudo

    def _prepare_activities_values(self, activities):
        today = fields.Date.context_today(activities)
        return {
            "activities": activities,
            "figures": activities.sudo()._read_figures(today),
            "page_name": "cae_activities",
        }

    def _prepare_cash_values(self, activity_sudo):
        today = fields.Date.context_today(activity_sudo)
        return {
            "activity": activity_sudo,
            "figures": activity_sudo._read_figures(today)[activity_sudo.id],
            "res_company": activity_sudo.company_id,
            "page_name": "cae_activity",
            # Options of what the templates show.
            "money": {
                "widget": "monetary",
                "display_currency": activity_sudo.currency_id,
            },
            "day": {"widget": "date", "format": "d MMMM y"},
            "month": {"widget": "date", "format": "MMMM y"},
        }

    def _prepare_activity_values(self, activity_sudo):
        values = self._prepare_cash_values(activity_sudo)
        today = fields.Date.context_today(activity_sudo)
        year_start = activity_sudo.company_id.compute_fiscalyear_dates(today)[
            "date_from"
        ]
        year_months = (
            (today.year - year_start.year) * 12 + today.month - year_start.month + 1
        )
        series = activity_sudo._month_series(max(MONTHS, year_months))
        statements = activity_sudo.env["cae.activity.statement"].search(
            self._get_statements_domain(activity_sudo)
        )
        months = series[-MONTHS:]
        return {
            **values,
            "year_start": year_start,
            "tiles": self._prepare_tiles(series[-year_months:], values["figures"]),
            "months": months,
            "charts": self._prepare_charts(months),
            "levies": self._prepare_levies(activity_sudo),
            "statements": statements,
        }

    def _prepare_tiles(self, months, figures):
        """Sums of the year, then what is still to come: ``{key: amount}``."""
        tiles = {
            key: sum(month[key] for month in months)
            for key in ("turnover", "costs", "levy")
        }
        for key in ("uncollected", "unpaid", "expected_cash"):
            tiles[key] = figures[key]
        return tiles

    def _prepare_charts(self, months):
        """The same chart for a wide screen and for a phone; none without a figure."""
        columns = [
            [
                {"turnover": row["turnover"]},
                {"costs": row["costs"], "levy": row["levy"]},
            ]
            for row in months
        ]
        wide = bar_chart.layout(columns, 900, 280)
        if not wide.bars:
            return []
        narrow = bar_chart.layout(columns, 360, 240, label_step=2)
        return [("wide", wide), ("narrow", narrow)]

    def _prepare_levies(self, activity_sudo):
        """Posted levies by month, the last first: ``[(month, lines)]``."""
        lines = activity_sudo.env["cae.levy.run.line"].search(
            [("activity_id", "=", activity_sudo.id), ("run_state", "=", "posted")],
            order="run_month desc, is_correction, month, component_id",
        )
        return list(lines.grouped("run_month").items())

    def _prepare_statement_values(self, statement_sudo):
        activity = request.env["cae.activity"].browse(statement_sudo.activity_id.id)
        readable = not request.env.user._is_public() and activity.has_access("read")
        return {
            "statement": statement_sudo,
            "activity": statement_sudo.activity_id,
            "activity_readable": readable,
            "res_company": statement_sudo.company_id,
            "page_name": "cae_statement",
            **self._prepare_reader_values(statement_sudo),
            **(self._prepare_neighbours(statement_sudo) if readable else {}),
        }

    def _prepare_reader_values(self, statement_sudo):
        """A holder sees their own part first, and whether they said they read it."""
        partner = request.env.user.partner_id
        holders = statement_sudo.activity_id.holder_ids.partner_id
        reader = partner if partner in holders else partner.browse()
        read = statement_sudo.acknowledgement_ids
        return {
            "reader": reader,
            "shares": statement_sudo.share_ids.sorted(
                lambda share: share.partner_id != reader
            ),
            "acknowledgements": read,
            "acknowledgement": read.filtered(
                lambda a: reader and a.partner_id == reader
            ),
        }

    def _prepare_neighbours(self, statement_sudo):
        """Links to the statements before and after, by the rights of the reader."""
        statements = request.env["cae.activity.statement"].search(
            [
                *self._get_statements_domain(statement_sudo.activity_id),
                ("kind", "=", statement_sudo.kind),
            ],
            order="date_from, id",
        )
        ids = statements.ids
        if statement_sudo.id not in ids:
            return {}
        index = ids.index(statement_sudo.id)
        before, after = statements[:index][-1:], statements[index + 1 :][:1]
        return {"prev_record": before.access_url, "next_record": after.access_url}
