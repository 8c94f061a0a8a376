# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields, models

ACTIVITY_TYPE = "cae_member.mail_activity_type_application"


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """Decisions on applications, and what the applicant is told."""

    _inherit = "cae.membership"

    def _plan_examination(self):
        """An activity for whoever follows applications, due when they are late."""
        planned = self.activity_search([ACTIVITY_TYPE]).mapped("res_id")
        for membership in self.filtered(lambda m: m.id not in planned):
            company = membership.company_id
            user = company.sudo().cae_application_user_id
            if user:
                since = membership.application_date or fields.Date.context_today(self)
                membership.activity_schedule(
                    ACTIVITY_TYPE,
                    date_deadline=since + timedelta(days=company.cae_application_days),
                    user_id=user.id,
                )

    def action_admit(self, date=None, decision=None):
        result = super().action_admit(date=date, decision=decision)
        self.activity_unlink([ACTIVITY_TYPE])
        return result

    def action_refuse(self, reason=None):
        result = super().action_refuse(reason=reason)
        self.activity_unlink([ACTIVITY_TYPE])
        return result

    def _open_dialog(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_membership_ids": self.ids},
        }

    def action_open_admit(self):
        self._check_state(
            ("candidate",), self.env._("Examine the application before admitting.")
        )
        return self._open_dialog("cae.membership.admit", self.env._("Admit"))

    def action_open_refuse(self):
        self._check_state(
            ("applicant", "candidate"),
            self.env._("Only an application can be refused; record an exit instead."),
        )
        return self._open_dialog("cae.membership.refuse", self.env._("Refuse"))

    def action_open_leave(self):
        self._check_state(
            ("member", "leaving"),
            self.env._("Only a member can leave the cooperative."),
        )
        return self._open_dialog("cae.membership.leave", self.env._("Record an Exit"))

    def _get_contact(self):
        """Who is written to: the member, or for an organisation without an e-mail
        the first of its contacts who has one."""
        self.ensure_one()
        partner = self.partner_id
        if partner.email or not partner.is_company:
            return partner
        return partner.child_ids.filtered("email")[:1] or partner

    def _send_mail_template(self, xmlid, **context):
        """Queue one mail for each; return those who have no e-mail."""
        silent = self.filtered(lambda membership: not membership._get_contact().email)
        template = self.env.ref(xmlid).with_context(**context)
        if self - silent:
            template.send_mail_batch((self - silent).ids)
        return silent

    def _grant_portal_access(self):
        """Invite those who have no user yet; return those who could not be.

        Someone without a valid e-mail, or with the e-mail of another user, does not
        stop the others.
        """
        failed = self.browse()
        for company, memberships in self.grouped("company_id").items():
            by_partner = {
                membership._get_contact(): membership for membership in memberships
            }
            wizard = self.env["portal.wizard"].with_company(company)
            partners = [partner.id for partner in by_partner]
            for line in wizard.create({"partner_ids": partners}).user_ids:
                # One of the users just made may have the same e-mail.
                line.invalidate_recordset(["email_state"])
                if line.is_portal or line.is_internal:
                    continue
                if line.email_state == "ok":
                    line.action_grant_access()
                else:
                    failed |= by_partner[line.partner_id]
        return failed

    def _notify_not_reached(self):
        """Close the dialog; name those whom no mail or invitation reached."""
        close = {"type": "ir.actions.act_window_close"}
        if not self:
            return close
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": self.env._("Not reached by e-mail"),
                "message": self.env._(
                    "No valid e-mail, or that of another user: %(members)s",
                    members=", ".join(self.mapped("display_name")),
                ),
                "next": close,
            },
        }
