# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import math

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request, route
from odoo.tools import formatLang
from odoo.tools.float_utils import float_is_zero

from ..kernel.workforce import FIGURE_NAMES
from .portal import CaeMemberPortal

MODEL = "cae.workforce"
MONEY = ("turnover", "payroll")
DECIMALS = ("fte", *MONEY)
# Without them the form cannot be submitted; a zero is an answer, nothing is not.
REQUIRED = ("posts", "fte")
MAX_NOTE = 2000


class CaeWorkforcePortal(CaeMemberPortal):
    """Who represents a member fills in its figures of the year."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "workforce_count" in counters:
            records = request.env[MODEL]
            values["workforce_count"] = (
                records.search_count(self._get_membership_domain())
                if records.has_access("read")
                else 0
            )
        return values

    # === Pages === #

    @route("/my/workforce", type="http", auth="user", website=True)
    def portal_my_workforce(self, **kwargs):
        records = request.env[MODEL]
        if not records.has_access("read"):
            return request.redirect("/my")
        values = self._prepare_portal_layout_values()
        found = records.search(self._get_membership_domain())
        values.update({"workforces": found.sudo(), "page_name": "cae_workforces"})
        return request.render("cae_member.portal_my_workforce", values)

    @route("/my/workforce/<int:workforce_id>", type="http", auth="user", website=True)
    def portal_my_workforce_year(self, workforce_id, **post):
        try:
            workforce_sudo = self._get_own_workforce(workforce_id)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if request.httprequest.method != "POST":
            return self._render_workforce(workforce_sudo, saved=post.get("saved"))
        errors = self._save_workforce(workforce_sudo, post)
        if errors:
            return self._render_workforce(workforce_sudo, post, errors)
        url = f"/my/workforce/{workforce_sudo.id}"
        return request.redirect(f"{url}?saved={workforce_sudo.state}")

    # === Rights === #

    def _get_own_workforce(self, workforce_id):
        """The figures in sudo, once it is sure that they are the visitor's.

        :raises AccessError, MissingError: they are somebody else's, or not there
        """
        workforce_sudo = self._document_check_access(MODEL, workforce_id)
        if not workforce_sudo.filtered_domain(self._get_membership_domain()):
            raise AccessError(request.env._("Only the member answers for itself."))
        # In the visitor's name: the portal's own sudo acts as the system's user.
        return request.env[MODEL].browse(workforce_id).sudo()

    # === Form === #

    def _save_workforce(self, workforce_sudo, post):
        """Keep what was typed, and submit it when that button was clicked.

        :return: what is wrong, `{field or "form": text}`; nothing is kept then
        """
        submit = post.get("action") == "submit"
        values, errors = self._read_workforce_form(post, submit)
        if errors:
            return errors
        vals = {
            **values,
            "note": (post.get("note") or "").strip()[:MAX_NOTE],
            "source": "member",
        }
        try:
            with request.env.cr.savepoint():
                workforce_sudo._lock_rows(
                    request.env._(
                        "The cooperative works on these figures right now. Try again "
                        "in a minute."
                    ),
                    ["state"],
                )
                workforce_sudo._check_state(
                    ("draft",),
                    request.env._("Ask the cooperative to reopen it to change it."),
                )
                workforce_sudo.write(vals)
                if submit:
                    workforce_sudo.action_submit()
                workforce_sudo.env.flush_all()
        except UserError as error:
            workforce_sudo.invalidate_recordset()
            return {"form": str(error)}
        return {}

    def _read_workforce_form(self, post, submit):
        """Figures as numbers, and what is wrong with them by field."""
        values, errors = {}, {}
        for name in FIGURE_NAMES:
            text = "".join((post.get(name) or "").split())
            if not text:
                values[name] = 0
                if submit and name in REQUIRED:
                    errors[name] = request.env._("Write a number, 0 if there is none.")
                continue
            number = self._read_number(text, whole=name not in DECIMALS)
            if number is None:
                errors[name] = (
                    request.env._("Write a number, such as 12.5.")
                    if name in DECIMALS
                    else request.env._("Write a whole number, such as 12.")
                )
            values[name] = number
        if not errors:
            for names, message in request.env[MODEL].sudo()._get_problems(values):
                errors.setdefault(names[0], message)
        return values, errors

    def _read_number(self, text, whole):
        """`1 234,50` or `1234.50` as a number, else nothing."""
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return None
        if not math.isfinite(number) or abs(number) >= 1e9:
            return None
        if not whole:
            return round(number, 2)
        return int(number) if number.is_integer() else None

    # === Values === #

    def _render_workforce(self, workforce_sudo, form=None, errors=None, saved=None):
        values = self._prepare_portal_layout_values()
        values.update(
            {
                "workforce": workforce_sudo,
                "lines": self._prepare_workforce_lines(workforce_sudo, form, errors),
                "note": (form or {}).get("note", workforce_sudo.note or ""),
                "errors": errors or {},
                "editable": workforce_sudo.state == "draft",
                "saved": saved,
                "page_name": "cae_workforce",
            }
        )
        return request.render("cae_member.portal_my_workforce_year", values)

    def _prepare_workforce_lines(self, workforce_sudo, form=None, errors=None):
        """One line for each figure: what to type, and what the year before said."""
        previous = workforce_sudo.previous_id
        labels = workforce_sudo._get_figure_labels()
        fields = workforce_sudo._fields
        return [
            {
                "name": name,
                "label": labels[name],
                "help": fields[name]._description_help(workforce_sudo.env),
                "money": name in MONEY,
                "decimal": name in DECIMALS,
                "required": name in REQUIRED,
                "typed": (form or {}).get(name, self._type(workforce_sudo, name)),
                "value": self._show(workforce_sudo, name),
                "previous": self._show(previous, name) if previous else None,
                "error": (errors or {}).get(name),
            }
            for name in FIGURE_NAMES
        ]

    def _type(self, workforce, name):
        """The figure as one types it; nothing while nobody has answered."""
        value = workforce[name]
        if float_is_zero(value, 2) and not workforce.posts:
            return ""
        digits = 2 if name in DECIMALS else 0
        return formatLang(workforce.env, value, digits=digits, grouping=False)

    def _show(self, workforce, name):
        currency = workforce.currency_id if name in MONEY else None
        digits = 2 if name in DECIMALS else 0
        if currency:
            return formatLang(workforce.env, workforce[name], currency_obj=currency)
        return formatLang(workforce.env, workforce[name], digits=digits)
