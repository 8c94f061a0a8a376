# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize

ACTIVITY_TYPE = "cae_member.mail_activity_type_application"
OPEN_STATES = ("applicant", "candidate")
ENDED_STATES = ("refused", "former")


def normalize_registration(number):
    """A registration number without spaces and punctuation.

    >>> normalize_registration("fr 12-345.678 901")
    'FR12345678901'
    >>> normalize_registration(None)
    ''
    """
    return re.sub("[^A-Z0-9]", "", (number or "").upper())


class CaeMembershipApplication(models.Model):
    """What a stranger typed on the public form, until the team makes it a membership.

    Nothing of it reaches a contact before somebody of the team has confirmed whose
    application it is.
    """

    _name = "cae.membership.application"
    _description = "Application Received Online"
    _inherit = ["cae.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    # === What was typed === #
    name = fields.Char(string="Applicant", required=True)
    kind = fields.Selection(
        [("person", "Person"), ("organisation", "Organisation")],
        required=True,
        default="person",
    )
    contact_name = fields.Char(string="Contact Person")
    email = fields.Char(required=True)
    email_normalized = fields.Char(
        compute="_compute_email_normalized", store=True, index=True
    )
    phone = fields.Char()
    street = fields.Char()
    zip = fields.Char(string="Postcode")
    city = fields.Char()
    country_id = fields.Many2one("res.country")
    legal_form = fields.Char()
    registration_number = fields.Char()
    registration_normalized = fields.Char(
        compute="_compute_registration_normalized",
        store=True,
        index="btree_not_null",
    )
    category_id = fields.Many2one(
        "cae.member.category", string="Wanted Category", check_company=True
    )
    via_membership_id = fields.Many2one(
        "cae.membership",
        string="Applies Through",
        check_company=True,
        help="The network that the applicant named.",
    )
    motivation = fields.Text()
    lang = fields.Char(string="Language")
    accepted_date = fields.Datetime(
        string="Statutes Accepted on",
        readonly=True,
        help="When the applicant accepted the statutes and read the data notice.",
    )
    accepted_statutes_url = fields.Char(string="Statutes Accepted", readonly=True)

    # === Handling === #
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [("new", "To Confirm"), ("done", "Confirmed"), ("discarded", "Discarded")],
        required=True,
        default="new",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Contact",
        check_company=True,
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="Whose application this is, once the team has checked it.",
    )
    membership_id = fields.Many2one(
        "cae.membership", readonly=True, copy=False, index="btree_not_null"
    )
    submission_count = fields.Integer(
        string="Times Sent",
        default=1,
        readonly=True,
        copy=False,
        help="The same applicant sending the form again while this application is to "
        "confirm is noted here instead of opening another.",
    )
    last_sent = fields.Datetime(
        default=fields.Datetime.now,
        readonly=True,
        copy=False,
        index=True,
    )
    source_hash = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_system",
        help="Technical: keyed hash of the sender's address, for the daily limit. "
        "Emptied after two days.",
    )
    duplicate_partner_ids = fields.Many2many(
        "res.partner",
        string="Possible Duplicates",
        compute="_compute_duplicate_partner_ids",
        help="Contacts with the same e-mail or registration number.",
    )
    duplicate_count = fields.Integer(compute="_compute_duplicate_partner_ids")

    @api.depends("email")
    def _compute_email_normalized(self):
        for application in self:
            application.email_normalized = email_normalize(application.email)

    @api.depends("registration_number")
    def _compute_registration_normalized(self):
        for application in self:
            application.registration_normalized = (
                normalize_registration(application.registration_number) or False
            )

    @api.depends("email_normalized", "registration_normalized", "company_id")
    def _compute_duplicate_partner_ids(self):
        found = self._find_duplicate_ids()
        partners = self.env["res.partner"].browse(
            {partner_id for ids in found.values() for partner_id in ids}
        )
        readable = set(partners._filtered_access("read")._ids)
        for application in self:
            ids = [i for i in found.get(application._origin.id, ()) if i in readable]
            application.duplicate_partner_ids = [fields.Command.set(ids)]
            application.duplicate_count = len(ids)

    def _find_duplicate_ids(self):
        """`{application id: partner ids}`, for all applications in one query."""
        if not self._origin:
            return {}
        partners = self.env["res.partner"]
        partners.flush_model(
            ["email_normalized", "vat", "company_registry", "company_id", "active"]
        )
        self._origin.flush_recordset()
        return dict(self.env.execute_query(self._prepare_duplicates_sql()))

    def _prepare_duplicates_sql(self):
        number = "regexp_replace(upper(partner.%s), '[^A-Z0-9]', '', 'g')"
        return SQL(
            """
            WITH chosen AS (
                SELECT id, company_id, email_normalized, registration_normalized
                  FROM cae_membership_application
                 WHERE id = ANY(%(ids)s)
            ), matches AS (
                SELECT application.id, partner.id AS partner_id
                  FROM chosen application
                  JOIN res_partner partner USING (email_normalized)
                 UNION
                SELECT application.id, partner.id
                  FROM chosen application
                  JOIN res_partner partner
                    ON application.registration_normalized = %(vat)s
                 UNION
                SELECT application.id, partner.id
                  FROM chosen application
                  JOIN res_partner partner
                    ON application.registration_normalized = %(registry)s
            )
            SELECT application.id, array_agg(partner.id ORDER BY partner.id)
              FROM matches
              JOIN chosen application USING (id)
              JOIN res_partner partner ON partner.id = matches.partner_id
             WHERE partner.active
               AND (partner.company_id IS NULL
                    OR partner.company_id = application.company_id)
          GROUP BY application.id
            """,
            vat=SQL(number % "vat"),
            registry=SQL(number % "company_registry"),
            ids=list(self._origin._ids),
        )

    # === Decisions of the team === #

    def action_confirm(self):
        """Open a membership for the contact chosen, or join the one it has."""
        self._check_state(("new",), self.env._("It has already been handled."))
        for application in self:
            if not application.partner_id:
                raise UserError(
                    self.env._(
                        "Choose the contact of %(applicant)s, or create it.",
                        applicant=application.name,
                    )
                )
            membership = application._get_or_create_membership()
            application.write({"state": "done", "membership_id": membership.id})
            application._log_on_membership()
        self.membership_id._plan_examination()
        self.activity_unlink([ACTIVITY_TYPE])
        return self[:1].action_view_membership() if len(self) == 1 else True

    def action_create_contact(self):
        """Create the contact from what was typed, then confirm."""
        self._check_state(("new",), self.env._("It has already been handled."))
        for application in self:
            application.partner_id = application._create_partner()
        return self.action_confirm()

    def action_discard(self):
        self._check_state(("new",), self.env._("It has already been handled."))
        self.write({"state": "discarded"})
        self.activity_unlink([ACTIVITY_TYPE])

    def action_restore(self):
        self._check_state(
            ("discarded",), self.env._("Only a discarded application can be restored.")
        )
        self.write({"state": "new"})

    def action_view_membership(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "cae.membership",
            "res_id": self.membership_id.id,
            "view_mode": "form",
        }

    def _get_or_create_membership(self):
        self.ensure_one()
        memberships = self.env["cae.membership"].with_context(active_test=False)
        membership = memberships.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        )
        if not membership:
            return memberships.create(self._prepare_membership_vals())
        if membership.state in ENDED_STATES:
            membership.action_reapply()
            membership.write(self._prepare_reapplication_vals())
        elif membership.state not in OPEN_STATES:
            raise UserError(
                self.env._(
                    "%(member)s is already a member. Discard the application, or "
                    "choose another contact.",
                    member=membership.display_name,
                )
            )
        return membership

    def _get_received_date(self):
        self.ensure_one()
        return fields.Datetime.context_timestamp(self, self.create_date).date()

    def _prepare_membership_vals(self):
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "category_id": self.category_id.id,
            "via_membership_id": self.via_membership_id.id,
            "application_date": self._get_received_date(),
        }

    def _prepare_reapplication_vals(self):
        """What a new application changes on the former membership."""
        vals = {"application_date": self._get_received_date()}
        if self.category_id:
            vals["category_id"] = self.category_id.id
        if self.via_membership_id:
            vals["via_membership_id"] = self.via_membership_id.id
        return vals

    def _prepare_partner_vals(self):
        self.ensure_one()
        return {
            "name": self.name,
            "is_company": self.kind == "organisation",
            "email": self.email,
            "phone": self.phone,
            "street": self.street,
            "zip": self.zip,
            "city": self.city,
            "country_id": self.country_id.id,
            "lang": self.lang,
            "cae_legal_form": self.legal_form,
            "company_registry": self.registration_number,
        }

    def _create_partner(self):
        """The contact and, for an organisation, the person who wrote for it."""
        self.ensure_one()
        vals = self._prepare_partner_vals()
        if self.kind == "organisation" and self.contact_name:
            person = {"name": self.contact_name, "email": self.email}
            vals["child_ids"] = [fields.Command.create({**person, "type": "contact"})]
        return self.env["res.partner"].create(vals)

    def _log_on_membership(self):
        self.ensure_one()
        self.membership_id.message_post(
            body=self.env._(
                "Application received online on %(date)s from %(email)s.",
                date=self._get_received_date(),
                email=self.email,
            )
        )

    @api.autovacuum
    def _gc_applications(self):
        """Forget the senders after two days, and closed applications as set."""
        now = fields.Datetime.now()
        self.search(
            [
                ("source_hash", "!=", False),
                ("create_date", "<", now - timedelta(days=2)),
            ]
        ).write({"source_hash": False})
        for company in self.env["res.company"].search(
            [("cae_application_keep_days", ">", 0)]
        ):
            limit = now - timedelta(days=company.cae_application_keep_days)
            self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "!=", "new"),
                    ("write_date", "<", limit),
                ]
            ).unlink()
