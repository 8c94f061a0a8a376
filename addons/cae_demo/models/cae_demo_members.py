# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from datetime import timedelta

from passlib.hash import pbkdf2_sha512

from odoo import models
from odoo.fields import Command


class CaeDemoLoader(models.AbstractModel):
    """Who applied, was admitted, left and came back, and who may log in."""

    _inherit = "cae.demo.loader"

    def _load_passwords(self):
        """The password of each login is the login.

        As everybody knows them, they are hashed in one round, not in the 600 000 that
        take half a second each; Odoo does that when the user first logs in.
        """
        users = self.env["res.users"].sudo()
        users.flush_model(["login", "password"])
        self.env.cr.execute(
            """SELECT u.id, u.login FROM res_users u
            JOIN ir_model_data d ON d.model = 'res.users' AND d.res_id = u.id
            WHERE d.module = 'cae_demo' AND COALESCE(u.password, '') = ''"""
        )
        for user_id, login in self.env.cr.fetchall():
            password = pbkdf2_sha512.using(rounds=1).hash(login)
            users._set_encrypted_password(user_id, password)

    def _load_life(self, life):
        """Live once through what has happened, then keep who still waits."""
        if self._has("share_class_a"):
            return
        self._load_share_classes(life.classes)
        for rank, event in enumerate(life.until(self._today())):
            name = re.sub("(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
            getattr(self, f"_live_{name}")(event)
            if not rank:
                self._refresh_statistics()
        self._load_applicants(life.applicants)
        self.env["cae.membership"]._follow_late_capital(self.env.company)
        self._forget_mails(self._search_own("cae.membership"))
        self._name_capital()

    def _membership(self, key):
        return self._ref(f"membership_{key}")

    def _search_own(self, model_name, *domain, order="id"):
        """The company's records of a model, archived ones too."""
        model = self.env[model_name].with_context(active_test=False)
        return model.search(
            [("company_id", "=", self.env.company.id), *domain], order=order
        )

    def _prepare_membership(self, item, **vals):
        return {
            "partner_id": self._ref(f"partner_{item.key}").id,
            "company_id": self.env.company.id,
            "category_id": self._ref(f"category_{item.category}").id,
            "via_membership_id": item.via and self._membership(item.via).id,
            **vals,
        }

    def _load_applicants(self, applicants):
        self._make(
            "cae.membership",
            {
                f"membership_{item.key}": self._prepare_membership(
                    item,
                    state=item.state,
                    application_date=item.applied,
                    exit_note=item.note,
                )
                for item in applicants
            },
        )

    # === What happens to members === #

    def _live_admit(self, event):
        """Who comes through another one of the meeting is admitted after it."""
        waiting, done = list(event.members), set()
        while waiting:
            keys = {member.key for member in waiting} - done
            ready = [member for member in waiting if member.via not in keys]
            self._make(
                "cae.membership",
                {
                    f"membership_{member.key}": self._prepare_membership(
                        member,
                        state="member",
                        application_date=event.day - timedelta(days=event.applied),
                        admission_date=event.day,
                        decision_note=event.decision,
                    )
                    for member in ready
                },
            )
            done.update(member.key for member in ready)
            waiting = [member for member in waiting if member not in ready]
        self._subscribe_at_admission(event)

    def _live_leave(self, event):
        membership = self._membership(event.member)
        membership.action_leave(event.date or event.day, event.reason)
        membership.exit_note = event.note

    def _live_return(self, event):
        """The number stays; the shares of before have left."""
        membership = self._membership(event.member)
        membership.action_reapply()
        membership.application_date = event.applied
        membership.action_examine()
        membership.action_admit(event.day, event.decision)

    def _live_notice(self, event):
        membership = self._membership(event.member)
        membership.action_send_capital_notice()
        membership.capital_notice_date = event.day

    def _load_share_classes(self, classes):
        self._make(
            "cae.share.class",
            {
                f"share_class_{item.key}": {
                    "name": item.name,
                    "code": item.code,
                    "sequence": 10 * rank,
                    "company_id": self.env.company.id,
                    "nominal_value": item.value,
                    "category_ids": [
                        Command.set(
                            [self._ref(f"category_{key}").id for key in item.categories]
                        )
                    ],
                }
                for rank, item in enumerate(classes, start=1)
            },
        )
