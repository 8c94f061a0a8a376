# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

LOCKED_FIELDS = {
    "key_id",
    "membership_id",
    "date_from",
    "amount",
    "source",
    "workforce_id",
    "validated_by",
    "validated_on",
}
UNSTAMPED = {"validated_by": False, "validated_on": False}


# pylint: disable=consider-merging-classes-inherited
class CaeCostKeyValue(models.Model):
    """Costs were shared by what is validated: it moves by known ways only."""

    _inherit = "cae.cost.key.value"

    @api.model_create_multi
    def create(self, vals_list):
        stamp = self._get_stamp()
        # What was validated just now leaves room for a draft of its day.
        self.flush_model(["state"])
        return super().create(
            [
                {**vals, **stamp} if vals.get("state") == "validated" else vals
                for vals in vals_list
            ]
        )

    def write(self, vals):
        state = vals.get("state")
        if state == "validated":
            self._check_state(("draft",), self.env._("It was validated already."))
            self._replace_twins()
            vals = {**vals, **self._get_stamp()}
        else:
            settled = self.filtered(lambda value: value.state != "draft")
            if state != "draft" and LOCKED_FIELDS & vals.keys():
                settled._refuse_change()
            if state:
                settled._check_correctable()
        if "amount" in vals and "source" not in vals:
            taken = self.filtered(lambda value: value.source != "typed")
            typed = {"source": "typed", "workforce_id": False}
            super(CaeCostKeyValue, taken).write({**vals, **typed})
            return super(CaeCostKeyValue, self - taken).write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validated(self):
        self.filtered(lambda value: value.state != "draft")._refuse_change()

    @api.model
    def _get_stamp(self):
        return {
            "validated_by": self.env.uid,
            "validated_on": fields.Date.context_today(self),
        }

    def _refuse_change(self):
        for value in self:
            raise UserError(
                self.env._(
                    "%(value)s is in the state “%(state)s”: costs are shared by it, or "
                    "were. A manager or an accountant may set a validated value back; "
                    "or give the member another value, from another day on.",
                    value=value.display_name,
                    state=value._get_state_label(),
                )
            )

    def _replace_twins(self):
        """Validated values of the same days make room, under the rules of a reset."""
        twins = self._get_validated_twins()
        if twins:
            twins.write({"state": "replaced"})
            # Before the new one: one value a day is validated.
            twins.flush_recordset(["state"])

    # === Transitions === #

    def action_validate(self):
        """Only validated values share costs."""
        self.write({"state": "validated"})

    def action_reset(self):
        """Correct values that were validated: they share no costs until they are again.

        :raises UserError: by others than managers and accountants, or when a closed
            settlement was shared by them
        """
        self._check_state(
            ("validated",), self.env._("Only a validated value is set back.")
        )
        for draft in self._get_proposals():
            raise UserError(
                self.env._(
                    "%(value)s: another one of the same day waits to be validated "
                    "(%(amount)s). Validate it, or delete it first.",
                    value=draft.display_name,
                    amount=draft.amount,
                )
            )
        self.write({"state": "draft", **UNSTAMPED})

    def _get_proposals(self):
        days = {value._get_day() for value in self}
        found = self.search(
            [
                ("state", "=", "draft"),
                ("key_id", "in", self.key_id.ids),
                ("membership_id", "in", self.membership_id.ids),
                ("date_from", "in", self.mapped("date_from")),
            ]
        )
        return found.filtered(lambda value: value._get_day() in days)

    def _check_correctable(self):
        if not self:
            return
        self._check_state(
            ("validated",), self.env._("It stays as a trace: validate another.")
        )
        user = self.env.user
        if not (
            self.env.su
            or user.has_group("cae_member.group_manager")
            or user.has_group("cae_member.group_accountant")
        ):
            raise UserError(
                self.env._(
                    "%(value)s is validated: ask a manager or an accountant to correct "
                    "it.",
                    value=self[0].display_name,
                )
            )
        self._check_not_settled()

    def _check_not_settled(self):
        closed = self._read_closed()
        for value, end in self._get_ends().items():
            for settlement in closed.get(value.company_id, ()):
                if settlement.date_to >= value.date_from and (
                    not end or settlement.date_from <= end
                ):
                    raise UserError(
                        self.env._(
                            "%(value)s: the closed settlement “%(settlement)s” "
                            "(%(start)s to %(end)s) was shared by it. Give the member "
                            "another value from a later day on, or have the "
                            "settlement reopened.",
                            value=value.display_name,
                            settlement=settlement.name,
                            start=format_date(self.env, settlement.date_from),
                            end=format_date(self.env, settlement.date_to),
                        )
                    )

    def _read_closed(self):
        """`{company: closed settlements}`, whoever looks."""
        found = (
            self.env["cae.cost.settlement"]
            .sudo()
            .search(
                [("state", "=", "closed"), ("company_id", "in", self.company_id.ids)]
            )
        )
        return {
            company.with_env(self.env): settlements
            for company, settlements in found.grouped("company_id").items()
        }

    def _get_ends(self):
        """`{value: last day on which it holds, or None}`; hours count on their day."""
        days = {}
        for later in self.search(
            [
                ("state", "=", "validated"),
                ("key_id", "in", self.key_id.ids),
                ("membership_id", "in", self.membership_id.ids),
            ],
            order="date_from",
        ):
            days.setdefault((later.key_id, later.membership_id), []).append(
                later.date_from
            )
        return {
            value: value.date_from
            if value.key_id.method == "hours"
            else next(
                (
                    day - timedelta(days=1)
                    for day in days[value.key_id, value.membership_id]
                    if day > value.date_from
                ),
                None,
            )
            for value in self
        }
