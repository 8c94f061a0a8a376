# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

MAX_NEED = 5000
MAX_REASON = 300


class CaeServiceRequest(models.Model):
    """Requests that members send, and may still give up, from the portal."""

    _inherit = "cae.service.request"
    # Who reads a request may write a message on it: the member on the portal.
    _mail_post_access = "read"

    @api.model
    def _read_portal_form(self, company, organisation, post):
        """What a member typed, and what is wrong with it.

        :param post: values of the form; `expertise_ids`: ids as text
        :return: `(values of a request, {field: what to do})`
        """
        errors = {}
        need = (post.get("need") or "").strip()
        if not need:
            errors["need"] = self.env._("Say in your words what you need.")
        elif len(need) > MAX_NEED:
            errors["need"] = self.env._(
                "This is %(length)s signs long; keep it below %(most)s.",
                length=len(need),
                most=MAX_NEED,
            )
        wanted = self._read_portal_date(post.get("wanted_date"), errors)
        contact = self._pick(
            self._get_portal_contacts(organisation), post.get("contact_id")
        )
        if post.get("contact_id") and not contact:
            errors["contact_id"] = self.env._("Choose somebody of your organisation.")
        fields_of_expertise = self._get_portal_expertises(company)
        asked = [
            self._pick(fields_of_expertise, text)
            for text in post.get("expertise_ids", ())
        ]
        if not all(asked):
            errors["expertise_ids"] = self.env._("Choose among the fields shown.")
        return {
            "company_id": company.id,
            "partner_id": organisation.id,
            "contact_id": contact.id,
            "need": need,
            "wanted_date": wanted,
            "expertise_ids": [
                fields.Command.set([found.id for found in asked if found])
            ],
            "priority": "1" if post.get("priority") else "0",
        }, errors

    @api.model
    def _read_portal_date(self, text, errors):
        text = (text or "").strip()
        if not text:
            return False
        try:
            wanted = fields.Date.to_date(text)
        except ValueError:
            errors["wanted_date"] = self.env._("Type a date, such as 2026-09-30.")
            return False
        if wanted < fields.Date.context_today(self):
            errors["wanted_date"] = self.env._(
                "This day is past: choose today or a later day."
            )
        return wanted

    @api.model
    def _pick(self, records, text):
        """The record of `records` with this id, as sent by a browser."""
        if not (text or "").isdecimal():
            return records.browse()
        return records.filtered(lambda record: record.id == int(text))

    @api.model
    def _get_portal_contacts(self, organisation):
        """Whom of the organisation a request may name, itself excepted."""
        return self.env["res.partner"].search(
            [
                ("id", "child_of", organisation.id),
                ("id", "!=", organisation.id),
                ("is_company", "=", False),
                ("type", "=", "contact"),
            ],
            order="name, id",
        )

    @api.model
    def _get_portal_expertises(self, company):
        """The fields that a member may tick."""
        return self.env["cae.expertise"].search([("company_id", "=", company.id)])

    @api.model
    def _submit_from_portal(self, vals):
        """Store a request, tell the team, and let the member follow it.

        The caller has made sure that the member may be served.
        """
        company = self.env["res.company"].browse(vals["company_id"])
        requests = self.with_company(company).with_context(mail_create_nosubscribe=True)
        responsible = company.cae_service_user_id
        request = requests.create(
            {**vals, "origin": "portal", "user_id": responsible.id}
        )
        request.message_subscribe((self.env.user.partner_id | request.contact_id).ids)
        if responsible:
            request.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=responsible.id,
                summary=self.env._("Split the request and answer the member"),
            )
        return request

    def _cancel_by_member(self, reason):
        """Give up a request that nobody has worked on yet.

        :raises UserError: it is under way, or somebody works on it right now
        """
        self.ensure_one()
        self._lock_rows(
            self.env._(
                "The cooperative works on this request right now. Try again in a "
                "minute."
            ),
            ["state"],
        )
        self._check_state(("new",), self.env._("Write a message below to give it up."))
        self.line_ids.write({"state": "cancelled"})
        self.write({"state": "cancelled", "close_reason": reason[:MAX_REASON]})
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self.message_post(
            body=self.env._("Given up by the member: %(reason)s", reason=reason),
            subtype_xmlid="mail.mt_comment",
            author_id=self.env.user.partner_id.id,
        )
