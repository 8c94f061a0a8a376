# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from typing import NamedTuple

from odoo import models
from odoo.tools import format_date, formatLang

from .cae_membership import ADMITTED_STATES


class Proof(NamedTuple):
    """What the records say of a step: done or not, in words, and which records."""

    done: bool
    text: str
    model: str = ""
    ids: list[int] | tuple[int, ...] = ()


class CaeExit(models.Model):
    """The steps that records prove. Each `_prove_<code>` answers for all the files."""

    _inherit = "cae.exit"

    def _get_proofs(self, codes):
        """What the records say: `{(file id, code): Proof}`.

        :param codes: keys of `cae.exit.step.check_code`; each has its method
        """
        proofs = {}
        if self:
            for code in sorted(codes):
                found = getattr(self.sudo(), f"_prove_{code}")()
                proofs.update({(key, code): proof for key, proof in found.items()})
        return proofs

    def _prove_membership_ended(self):
        proofs = {}
        for exit_file in self:
            member = exit_file.membership_id
            if not member:
                proof = Proof(True, self.env._("Not a member."))
            elif member.state in ADMITTED_STATES:
                text = self.env._(
                    "Membership: %(state)s.", state=member._get_state_label()
                )
                proof = Proof(False, text, member._name, member.ids)
            elif member.state == "former":
                text = self.env._(
                    "Former member since %(date)s.",
                    date=format_date(self.env, member.exit_date),
                )
                proof = Proof(True, text, member._name, member.ids)
            else:
                text = self.env._(
                    "Was never admitted (%(state)s).", state=member._get_state_label()
                )
                proof = Proof(True, text, member._name, member.ids)
            proofs[exit_file.id] = proof
        return proofs

    def _prove_activity_closed(self):
        """Closed, or handed over: the person is no more among the holders."""
        proofs = {}
        for exit_file in self:
            activities = exit_file.held_activity_ids
            left = activities.filtered(
                lambda found, person=exit_file.partner_id: (
                    found.state != "closed" and person in found.holder_partner_ids
                )
            )
            if left:
                text = self.env._(
                    "Not closed: %(activities)s",
                    activities=", ".join(left.mapped("name")),
                )
            elif activities:
                text = self.env._("Closed, or without the person.")
            else:
                text = self.env._("No activity.")
            proofs[exit_file.id] = Proof(
                not left, text, activities._name, (left or activities).ids
            )
        return proofs

    def _prove_shares_started(self):
        """No share is left, or all of them wait for the capital floor."""
        queued = self.membership_id._get_queued()
        waiting = {}
        for (member, _class), quantity in queued.items():
            waiting[member.id] = waiting.get(member.id, 0) + quantity
        proofs = {}
        for exit_file in self:
            member = exit_file.membership_id
            left = member.share_quantity - waiting.get(member.id, 0)
            if left > 0:
                text = self.env._("%(count)s shares are still held.", count=left)
            elif member.share_quantity:
                text = self.env._(
                    "%(count)s shares wait for the capital floor.",
                    count=member.share_quantity,
                )
            else:
                text = self.env._("No share is left.")
            proofs[exit_file.id] = Proof(left <= 0, text, member._name, member.ids)
        return proofs

    def _prove_no_customer_debt(self):
        types = self.env["account.move"].get_sale_types(include_receipts=True)
        return self._prove_no_debt(types, self.env._("Customers have paid everything."))

    def _prove_no_supplier_debt(self):
        types = self.env["account.move"].get_purchase_types(include_receipts=True)
        return self._prove_no_debt(types, self.env._("Suppliers are paid."))

    def _prove_no_debt(self, move_types, settled):
        unpaid = self._read_unpaid_documents(move_types)
        proofs = {}
        for exit_file in self:
            rows = [unpaid.get(found.id) for found in exit_file.held_activity_ids]
            ids = [move_id for row in rows if row for move_id in row[1]]
            amount = sum(abs(row[0]) for row in rows if row)
            text = settled
            if ids:
                text = self.env._(
                    "Unpaid documents: %(count)s (%(amount)s)",
                    count=len(ids),
                    amount=formatLang(
                        self.env, amount, currency_obj=exit_file.currency_id
                    ),
                )
            proofs[exit_file.id] = Proof(not ids, text, "account.move", ids)
        return proofs

    def _prove_data_exported(self):
        proofs = {}
        for exit_file in self:
            day = exit_file.exported_date
            if day:
                text = self.env._(
                    "Handed over on %(date)s.", date=format_date(self.env, day)
                )
            else:
                text = self.env._("Not downloaded yet.")
            proofs[exit_file.id] = Proof(bool(day), text)
        return proofs

    def _prove_access_closed(self):
        proofs = {}
        for exit_file in self:
            users = exit_file.partner_id.user_ids
            if users:
                text = self.env._(
                    "%(login)s may log in.", login=", ".join(users.mapped("login"))
                )
                if exit_file.access_end_date:
                    text = self.env._(
                        "%(login)s may log in until %(date)s.",
                        login=", ".join(users.mapped("login")),
                        date=format_date(self.env, exit_file.access_end_date),
                    )
            elif exit_file.access_closed_date:
                text = self.env._(
                    "Closed on %(date)s.",
                    date=format_date(self.env, exit_file.access_closed_date),
                )
            else:
                text = self.env._("No access.")
            proofs[exit_file.id] = Proof(not users, text)
        return proofs
