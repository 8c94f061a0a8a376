# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..kernel import capital
from .cae_share_movement import to_decimal


class CaeMembership(models.Model):
    _inherit = "cae.membership"

    share_movement_ids = fields.One2many(
        "cae.share.movement", "membership_id", domain=[("state", "=", "posted")]
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    share_quantity = fields.Integer(
        string="Shares", compute="_compute_shares", store=True
    )
    share_amount = fields.Monetary(
        string="Capital", compute="_compute_shares", store=True
    )
    share_unpaid_amount = fields.Monetary(
        string="Capital Unpaid", compute="_compute_unpaid", compute_sudo=True
    )
    share_paid_amount = fields.Monetary(
        string="Capital Paid", compute="_compute_unpaid", compute_sudo=True
    )
    share_paid_quantity = fields.Float(
        string="Shares Paid",
        compute="_compute_unpaid",
        compute_sudo=True,
        digits=(16, 2),
        help="Pro rata of what is paid of the capital called.",
    )
    share_hold_quantity = fields.Integer(
        string="Shares on Hold",
        compute="_compute_hold",
        compute_sudo=True,
        help="Shares of a leaver that wait for the capital floor.",
    )
    share_owed_amount = fields.Monetary(
        string="Owed to the Leaver", compute="_compute_hold", compute_sudo=True
    )

    @api.depends("share_movement_ids.state", "share_movement_ids.amount")
    def _compute_shares(self):
        groups = (
            self.env["cae.share.movement"]
            .sudo()
            ._read_group(
                [("membership_id", "in", self.ids), ("state", "=", "posted")],
                ["membership_id"],
                ["quantity:sum", "amount:sum"],
            )
        )
        totals = {member.id: totals for member, *totals in groups}
        for membership in self:
            quantity, amount = totals.get(membership._origin.id, (0, 0.0))
            membership.share_quantity = quantity
            membership.share_amount = amount

    @api.depends("share_amount")
    def _compute_unpaid(self):
        unpaid = defaultdict(float)
        movements = self.env["cae.share.movement"]
        for (member, _class), amount in movements._get_unpaid(self._origin).items():
            unpaid[member] += amount
        for membership in self:
            due = min(unpaid[membership._origin], membership.share_amount)
            total = membership.share_amount
            paid = total - due
            membership.share_unpaid_amount = due
            membership.share_paid_amount = paid
            membership.share_paid_quantity = capital.paid_shares(
                membership.share_quantity, to_decimal(total), to_decimal(paid)
            )

    @api.depends("share_movement_ids.residual")
    def _compute_hold(self):
        queued = defaultdict(int)
        for (member, _class), quantity in self._origin._get_queued().items():
            queued[member] += quantity
        owed = dict(
            self.env["cae.share.movement"]._read_group(
                [("membership_id", "in", self.ids), ("state", "=", "posted")],
                ["membership_id"],
                ["residual:sum"],
            )
        )
        for membership in self:
            membership.share_hold_quantity = queued[membership._origin]
            membership.share_owed_amount = owed.get(membership._origin, 0)

    # === Holdings === #

    def shares_at(self, date=None, share_class=None):
        """The shares held at the end of `date` (now if empty), of one class or all."""
        held = self._get_holdings(date)
        return sum(
            quantity
            for by_class in held.values()
            for held_class, quantity in by_class.items()
            if share_class is None or held_class == share_class
        )

    def _get_holdings(self, date=None):
        """`{membership: {class: shares}}` at the end of `date`, in one query."""
        self.check_access("read")
        if not self.ids:
            return {}
        domain = [("membership_id", "in", self.ids), ("state", "=", "posted")]
        if date:
            domain.append(("date", "<=", fields.Date.to_date(date)))
        groups = (
            self.env["cae.share.movement"]
            .sudo()
            ._read_group(domain, ["membership_id", "share_class_id"], ["quantity:sum"])
        )
        held = defaultdict(dict)
        for member, share_class, quantity in groups:
            if quantity:
                held[member][share_class] = quantity
        return dict(held)

    def _get_queued(self):
        """`{(membership, class): shares that wait to leave}`."""
        groups = (
            self.env["cae.share.movement"]
            .sudo()
            ._read_group(
                [
                    ("membership_id", "in", self.ids),
                    ("state", "=", "draft"),
                    ("hold", "=", True),
                ],
                ["membership_id", "share_class_id"],
                ["quantity:sum"],
            )
        )
        return {(member, cls): -quantity for member, cls, quantity in groups}

    def _get_free_holdings(self):
        """`{(membership, class): shares held that do not wait to leave}`."""
        queued = self._get_queued()
        return {
            (member, cls): quantity - queued.get((member, cls), 0)
            for member, by_class in self._get_holdings().items()
            for cls, quantity in by_class.items()
        }

    def _get_open_share_classes(self):
        """The classes that the member may subscribe."""
        self.ensure_one()
        classes = self.env["cae.share.class"].sudo()
        return classes.search(
            [
                ("company_id", "=", self.company_id.id),
                ("category_ids", "in", [False, *self.category_id.ids]),
            ]
        )

    # === Checks === #

    def _check_capital_request(self, share_class, quantity):
        """What every movement asks for."""
        self.check_access("write")
        share_class.ensure_one()
        share_class._check_configured()
        if quantity <= 0:
            raise UserError(self.env._("Give a number of shares above zero."))
        for membership in self:
            if membership.company_id != share_class.company_id:
                raise UserError(
                    self.env._(
                        "%(member)s and the shares belong to different companies.",
                        member=membership.display_name,
                    )
                )

    def _check_may_receive(self, share_class, quantity):
        """State, class and maximum of those who receive shares."""
        for membership in self:
            if membership.state in ("former", "refused", "leaving"):
                raise UserError(
                    self.env._(
                        "%(member)s is in the state “%(state)s” and cannot receive "
                        "shares. Open a new application first.",
                        member=membership.display_name,
                        state=membership._get_state_label(),
                    )
                )
            category = membership.category_id
            reserved = share_class.category_ids
            if reserved and category not in reserved:
                raise UserError(
                    self.env._(
                        "The shares “%(shares)s” are reserved for %(categories)s; "
                        "%(member)s is “%(category)s”.",
                        shares=share_class.name,
                        categories=", ".join(reserved.mapped("name")),
                        member=membership.display_name,
                        category=category.name or "–",
                    )
                )
            membership._check_share_limits(membership.share_quantity + quantity)

    def _check_share_limits(self, total):
        self.ensure_one()
        category = self.category_id
        if category.max_shares and total > category.max_shares:
            raise UserError(
                self.env._(
                    "%(member)s would hold %(total)s shares; the category "
                    "“%(category)s” allows %(maximum)s at most.",
                    member=self.display_name,
                    total=total,
                    category=category.name,
                    maximum=category.max_shares,
                )
            )
        if total < category.min_shares:
            raise UserError(
                self.env._(
                    "%(member)s would hold %(total)s shares; the category "
                    "“%(category)s” asks for %(minimum)s at least.",
                    member=self.display_name,
                    total=total,
                    category=category.name,
                    minimum=category.min_shares,
                )
            )

    def _check_may_give(self, share_class, quantity):
        """Only shares that are held, paid and do not wait to leave can move."""
        self.ensure_one()
        free = self._get_free_holdings().get((self, share_class), 0)
        movements = self.env["cae.share.movement"]
        unpaid = movements._get_unpaid(self).get((self, share_class), 0)
        paid = int(free - unpaid / share_class.nominal_value + 1e-6)
        if quantity > free or quantity > paid:
            raise UserError(
                self.env._(
                    "%(member)s has %(paid)s paid shares “%(shares)s” to give, not "
                    "%(quantity)s: shares on hold or not yet paid cannot move.",
                    member=self.display_name,
                    paid=max(paid, 0),
                    shares=share_class.name,
                    quantity=quantity,
                )
            )

    def _prepare_movement_vals(self, kind, share_class, quantity, date, **vals):
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "kind": kind,
            "membership_id": self.id,
            "share_class_id": share_class.id,
            "quantity": quantity,
            "unit_value": share_class.nominal_value,
            "date": fields.Date.to_date(date) or fields.Date.context_today(self),
            **vals,
        }

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Shares %(member)s", member=self.display_name)
