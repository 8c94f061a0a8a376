# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CaeRegisterHead(models.Model):
    """Where a register of a company stands: its last number and last seal."""

    _name = "cae.register.head"
    _description = "Register"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "company_id, register"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="restrict"
    )
    register = fields.Char(required=True, readonly=True)
    last_number = fields.Integer(required=True, readonly=True, default=0)
    last_hash = fields.Char(string="Last Seal", readonly=True)
    last_res_id = fields.Integer(string="Last Row", readonly=True)
    checked_on = fields.Datetime(string="Verified On", readonly=True)
    broken_count = fields.Integer(string="Broken Rows", readonly=True)

    _register_uniq = models.UniqueIndex(
        "(company_id, register)", "A company has each register once."
    )

    @api.depends("register", "company_id.name")
    def _compute_display_name(self):
        for head in self:
            model = self.env["ir.model"]._get(head.register)
            head.display_name = (
                f"{model.name or head.register} – {head.company_id.name}"
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        if any(head.last_number for head in self):
            raise UserError(self.env._("A register that holds rows cannot be deleted."))

    @api.model
    def _lock(self, company, register):
        """Lock the head and return `(last number, last hash)`.

        Another transaction that posts at the same time waits here, and is then run
        again by Odoo on a fresh snapshot: numbers are neither lost nor given twice.
        """
        self.env.cr.execute(
            SQL(
                """INSERT INTO cae_register_head
                    (company_id, register, last_number, create_uid, create_date)
                VALUES (%s, %s, 0, %s, now() AT TIME ZONE 'UTC')
                ON CONFLICT (company_id, register) DO NOTHING""",
                company.id,
                register,
                self.env.uid,
            )
        )
        ((number, seal),) = self.env.execute_query(
            SQL(
                """SELECT last_number, last_hash FROM cae_register_head
                WHERE company_id = %s AND register = %s FOR UPDATE""",
                company.id,
                register,
            )
        )
        return number, seal or ""

    @api.model
    def _advance(self, company, register, number, seal, res_id):
        """Record the last row of the register; the caller holds the lock."""
        self.env.cr.execute(
            SQL(
                """UPDATE cae_register_head
                SET last_number = %s, last_hash = %s, last_res_id = %s,
                    write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                WHERE company_id = %s AND register = %s""",
                number,
                seal,
                res_id,
                self.env.uid,
                company.id,
                register,
            )
        )
        self.invalidate_model(["last_number", "last_hash", "last_res_id"])

    def action_verify(self):
        """Verify the registers chosen and note the result."""
        self.check_access("read")
        for head in self.sudo():
            register = self.env[head.register]
            issues = register._find_register_issues(head.company_id)
            head.write(
                {"checked_on": fields.Datetime.now(), "broken_count": len(issues)}
            )
            if issues:
                head._alert_managers(issues)
        return True

    def _alert_managers(self, issues):
        """Plan one activity per manager, unless one is open already."""
        self.ensure_one()
        told = self.activity_ids.filtered(
            lambda activity: (
                activity.activity_type_id
                == self.env.ref("cae_member.mail_activity_type_register")
            )
        ).user_id
        managers = self.env.ref("cae_member.group_manager").all_user_ids.filtered(
            lambda user: (
                user.active and not user.share and self.company_id in user.company_ids
            )
        )
        note = "; ".join(issue.explain(self.env) for issue in issues[:10])
        for user in managers - told:
            self.activity_schedule(
                "cae_member.mail_activity_type_register",
                summary=self.env._("The register is broken: investigate"),
                note=note,
                user_id=user.id,
            )

    @api.model
    def _cron_verify_registers(self):
        """Verify every register of every company."""
        self._restore_heads()
        self.search([("last_number", ">=", 0)]).action_verify()

    @api.model
    def _restore_heads(self):
        """A register whose head was deleted behind Odoo's back is verified too."""
        for register in self.env["cae.register.mixin"]._get_register_names():
            rows = (
                self.env[register]
                .sudo()
                ._read_group([("state", "=", "posted")], ["company_id"])
            )
            for (company,) in rows:
                self._lock(company, register)

    def action_view_rows(self):
        """The rows of this register."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self.register,
            "view_mode": "list,form",
            "domain": [("company_id", "=", self.company_id.id)],
        }

    def action_view_broken(self):
        """The rows whose seal does not hold."""
        self.ensure_one()
        rows = self.env[self.register].verify_register(self.company_id)
        return {**self.action_view_rows(), "domain": [("id", "in", rows.ids)]}
