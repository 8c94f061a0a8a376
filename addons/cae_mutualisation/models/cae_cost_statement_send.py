# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

TEMPLATE = "cae_mutualisation.mail_template_cost_statement"
CRON = "cae_mutualisation.ir_cron_cost_statement_send"
# More than this are sent in the background.
AT_ONCE = 50


# pylint: disable=consider-merging-classes-inherited
class CaeCostStatement(models.Model):
    """Sent by mail with a link: at once when they are few, else in the background."""

    _inherit = "cae.cost.statement"

    sent_on = fields.Datetime(
        readonly=True, help="When the member was sent these figures by mail."
    )
    to_send = fields.Boolean(string="Being Sent", readonly=True)

    _to_send_idx = models.Index("(id) WHERE to_send")

    def action_send(self):
        """Send these statements by mail, even if they were sent before.

        :raises UserError: a settlement is not invoiced: members can't read it yet
        """
        self.settlement_id.check_access("write")
        self.settlement_id._check_state(
            ("invoiced", "closed"),
            self.env._("Invoice the differences first: members read them then."),
        )
        if len(self) > AT_ONCE:
            self.sudo().write({"to_send": True, "sent_on": False})
            self.env.ref(CRON).sudo()._trigger()
            return self._notify_sent(
                "info",
                self.env._(
                    "%(count)s statements are being sent in the background. The "
                    "settlement tells how many are left.",
                    count=len(self),
                ),
            )
        silent = self._send()
        sent = len(self - silent)
        if not silent:
            message = self.env._("%(count)s statements sent.", count=sent)
            return self._notify_sent("success", message)
        return self._notify_sent(
            "warning",
            self.env._(
                "%(count)s statements sent. These members have no e-mail: %(names)s.",
                count=sent,
                names=", ".join(silent.partner_id.mapped("name")),
            ),
        )

    def _notify_sent(self, kind, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": message,
                "sticky": kind == "warning",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _send(self):
        """Queue a mail for each; return those whose member has no e-mail."""
        silent = self.filtered(
            lambda statement: not any(statement._get_recipients().mapped("email"))
        )
        sent = self - silent
        if sent:
            self.env.ref(TEMPLATE).send_mail_batch(sent.ids)
            sent.sudo().sent_on = fields.Datetime.now()
        self.sudo().to_send = False
        return silent

    def _get_recipients(self):
        """Those of the member who can open the portal, else the member's address."""
        self.ensure_one()
        partner = self.partner_id
        people = (partner | partner.child_ids).filtered(
            lambda person: person.email and person.sudo().user_ids
        )
        return people or self.membership_id._get_contact()

    @api.model
    def _cron_send(self):
        """Send what waits, some at a time; what was sent stays sent if it stops."""
        waiting = self.search([("to_send", "=", True)])
        self.env["ir.cron"]._commit_progress(remaining=len(waiting))
        for start in range(0, len(waiting), AT_ONCE):
            batch = waiting[start : start + AT_ONCE].try_lock_for_update()
            batch.filtered("to_send")._send()
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                break
