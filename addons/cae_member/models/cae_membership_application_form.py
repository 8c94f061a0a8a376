# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import binascii
import hashlib
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import email_normalize, hmac
from odoo.tools.misc import hash_sign, verify_hash_signed

from .cae_membership_application import ACTIVITY_TYPE

TOKEN_SCOPE = "cae_member.application"
TOKEN_HOURS = 24
# The fields of the form that are text, with the most characters taken.
TEXT_FIELDS = {
    "name": 120,
    "contact_name": 120,
    "email": 254,
    "phone": 40,
    "street": 200,
    "zip": 20,
    "city": 100,
    "legal_form": 80,
    "registration_number": 40,
    "motivation": 5000,
}
ORGANISATION_FIELDS = ("contact_name", "legal_form", "registration_number")


class CaeMembershipApplication(models.Model):
    """The public form: what it offers, what it accepts, what it refuses."""

    _inherit = "cae.membership.application"

    # === What the form offers === #

    @api.model
    def _get_form_options(self, company):
        """Categories open to applications, and networks to come through."""
        memberships = self.env["cae.membership"].sudo()
        categories = self.env["cae.member.category"].sudo()
        own = [("company_id", "=", company.id)]
        return {
            "categories": categories.search([*own, ("open_to_application", "=", True)]),
            "networks": memberships.search(
                [
                    *own,
                    ("state", "=", "member"),
                    ("category_id.is_network", "=", True),
                    ("partner_id.is_company", "=", True),
                ]
            ).sorted(lambda network: network.partner_id.name or ""),
            "countries": self.env["res.country"].sudo().search([("code", "!=", False)]),
        }

    # === Machines kept out === #

    @api.model
    def _make_form_token(self, company):
        """When the form was shown, signed: a machine cannot make up an older one."""
        values = [company.id, int(time.time())]
        return hash_sign(
            self.sudo().env, TOKEN_SCOPE, values, expiration_hours=TOKEN_HOURS
        )

    @api.model
    def _read_form_token(self, company, token):
        """Seconds since the form was shown; none for a forged or too old token."""
        try:
            values = verify_hash_signed(self.sudo().env, TOKEN_SCOPE, token or "")
        except (ValueError, binascii.Error, IndexError):
            return None
        if not values or values[0] != company.id:
            return None
        return time.time() - values[1]

    @api.model
    def _check_form_token(self, company, token):
        """The message for a form sent too soon or too late, if any."""
        seconds = self._read_form_token(company, token)
        if seconds is None:
            return self.env._("This form was open for too long. Please send it again.")
        if seconds < company.cae_application_min_seconds:
            return self.env._(
                "This was very fast. Please check your answers and send them again."
            )
        return None

    @api.model
    def _hash_source(self, address):
        env = self.sudo().env
        return hmac(env, TOKEN_SCOPE, address or "", hash_function=hashlib.sha256)

    @api.model
    def _count_submissions(self, company, domain):
        since = fields.Datetime.now() - timedelta(days=1)
        domain = [("company_id", "=", company.id), ("last_sent", ">=", since), *domain]
        ((count,),) = self.sudo()._read_group(domain, [], ["submission_count:sum"])
        return count or 0

    @api.model
    def _is_over_limit(self, company, domain):
        limit = company.cae_application_daily_limit
        return bool(limit) and self._count_submissions(company, domain) >= limit

    # === Checks of what was typed === #

    @api.model
    def _clean_form(self, post):
        """The text typed, trimmed and cut; a person has no organisation's fields."""
        values = {
            field: (post.get(field) or "").strip()[:size]
            for field, size in TEXT_FIELDS.items()
        }
        kind = "organisation" if post.get("kind") == "organisation" else "person"
        if kind == "person":
            values.update(dict.fromkeys(ORGANISATION_FIELDS, ""))
        return {**values, "kind": kind}

    @api.model
    def _validate_form(self, company, post):
        """`(values to store, {field: message})` of what was sent."""
        options = self._get_form_options(company)
        values = self._clean_form(post)
        errors = self._validate_form_text(values)
        for field, records in (
            ("category_id", options["categories"]),
            ("via_membership_id", options["networks"]),
            ("country_id", options["countries"]),
        ):
            values[field] = self._pick(records, post.get(field)).id
        self._validate_form_choices(options, values, errors)
        if not post.get("accept"):
            errors["accept"] = self.env._(
                "Accept the statutes and the data notice to apply."
            )
        return values, errors

    @api.model
    def _pick(self, records, value):
        """The record of `records` with this id, as sent by a browser."""
        if not (value or "").isdecimal():
            return records.browse()
        return records.filtered(lambda record: record.id == int(value))

    @api.model
    def _validate_form_text(self, values):
        errors = {}
        if not values["name"]:
            errors["name"] = self.env._("Give the name.")
        if not email_normalize(values["email"]):
            errors["email"] = self.env._(
                "Give one e-mail address, such as name@example.org."
            )
        if values["kind"] == "organisation" and not values["contact_name"]:
            errors["contact_name"] = self.env._("Give the name of a person to contact.")
        return errors

    @api.model
    def _validate_form_choices(self, options, values, errors):
        category = options["categories"].browse(values["category_id"])
        if options["categories"] and not category:
            errors["category_id"] = self.env._("Choose one of the categories.")
        if not category.is_auxiliary:
            values["via_membership_id"] = False
        elif not values["via_membership_id"]:
            errors["via_membership_id"] = self.env._(
                "Choose the network that you belong to."
            )

    # === Storage === #

    @api.model
    def _submit_form(self, company, values, address):
        """Store what was typed, once however often it is sent.

        Over the limit of one e-mail nothing is stored and nothing is said: the answer
        must not tell whether the address is known.
        """
        applications = self.sudo().with_company(company)
        email = [("email_normalized", "=", email_normalize(values["email"]))]
        if self._is_over_limit(company, email):
            return applications.browse()
        opened = applications.search(
            [("company_id", "=", company.id), ("state", "=", "new"), *email], limit=1
        )
        if opened:
            opened._log_new_submission(values)
            return opened
        application = applications.with_context(mail_create_nosubscribe=True).create(
            applications._prepare_application_vals(company, values, address)
        )
        application._suggest_partner()
        application._plan_follow_up()
        return application

    @api.model
    def _prepare_application_vals(self, company, values, address):
        return {
            **values,
            "company_id": company.id,
            "source_hash": self._hash_source(address),
            "accepted_date": fields.Datetime.now(),
            "accepted_statutes_url": company.cae_statutes_url,
            "lang": self.env.lang,
        }

    def _log_new_submission(self, values):
        """Keep what was sent again beside the first text, which stays as it is."""
        self.ensure_one()
        self.write(
            {
                "submission_count": self.submission_count + 1,
                "last_sent": fields.Datetime.now(),
            }
        )
        labels = self.fields_get(TEXT_FIELDS, ["string"])
        changes = [
            f"{labels[field]['string']}: {values[field]}"
            for field in TEXT_FIELDS
            if values[field] and values[field] != (self[field] or "")
        ]
        self._message_log(
            body="\n".join([self.env._("The form was sent again."), *changes])
        )

    def _suggest_partner(self):
        """Propose the only contact that matches; the team confirms it."""
        for application in self:
            if len(application.duplicate_partner_ids) == 1:
                application.partner_id = application.duplicate_partner_ids

    def _plan_follow_up(self):
        for application in self:
            user = application.company_id.cae_application_user_id
            if user:
                application.activity_schedule(ACTIVITY_TYPE, user_id=user.id)
