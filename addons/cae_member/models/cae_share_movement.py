# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ..kernel import capital

KINDS = [
    ("subscription", "Subscription"),
    ("transfer", "Transfer"),
    ("repayment", "Exit"),
    ("conversion", "Conversion"),
    ("loss", "Loss"),
]


def to_decimal(amount):
    """The exact decimal that a float stands for.

    >>> to_decimal(0.1)
    Decimal('0.1')
    """
    return Decimal(str(amount))


class CaeShareMovement(models.Model):
    """The register of share movements: signed rows, one for each member concerned.

    A draft with `hold` is an exit that waits for the capital floor.
    """

    _name = "cae.share.movement"
    _description = "Share Movement"
    _inherit = ["cae.register.mixin"]
    _order = "date desc, number desc, id desc"
    _check_company_auto = True
    _rec_name = "number"
    _register_content = (
        "kind",
        "membership_id",
        "counterpart_membership_id",
        "share_class_id",
        "quantity",
        "unit_value",
        "loss_amount",
        "repay_amount",
        "exit_date",
        "repayment_due_date",
        "move_id",
    )

    kind = fields.Selection(KINDS, required=True, index=True)
    membership_id = fields.Many2one(
        "cae.membership",
        string="Member",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(related="membership_id.partner_id", string="Partner")
    counterpart_membership_id = fields.Many2one(
        "cae.membership",
        string="From or To",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The other member of a transfer.",
    )
    share_class_id = fields.Many2one(
        "cae.share.class",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    quantity = fields.Integer(
        required=True, help="Shares that come (positive) or go (negative)."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    unit_value = fields.Monetary(required=True)
    amount = fields.Monetary(compute="_compute_amount", store=True)
    loss_amount = fields.Monetary(help="The losses that the leaver bears.")
    repay_amount = fields.Monetary(string="To Repay", help="What the leaver receives.")
    move_id = fields.Many2one(
        "account.move",
        string="Journal Entry",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    exit_date = fields.Date(help="The day that gives the exit its place in the queue.")
    repayment_due_date = fields.Date(index="btree_not_null")
    hold = fields.Boolean(
        string="On Hold",
        help="The exit waits: repaying it would bring the capital below its floor.",
    )
    queue_rank = fields.Integer(readonly=True)
    residual = fields.Monetary(
        string="Still to Repay", compute="_compute_residual", store=True
    )

    _quantity_not_zero = models.Constraint(
        "CHECK (quantity != 0)", "A movement concerns at least one share."
    )
    _as_of = models.Index(
        "(company_id, membership_id, share_class_id, date) WHERE state = 'posted'"
    )

    @api.depends("number", "membership_id.partner_id.name")
    def _compute_display_name(self):
        for movement in self:
            name = movement.membership_id.partner_id.name or ""
            number = movement.number
            movement.display_name = f"{number} – {name}" if number else name

    @api.depends("quantity", "unit_value")
    def _compute_amount(self):
        for movement in self:
            movement.amount = movement.quantity * movement.unit_value

    @api.depends("repay_amount", "move_id.line_ids.amount_residual", "state")
    def _compute_residual(self):
        for movement in self.sudo():
            account = movement.share_class_id.account_repayable_id
            lines = movement.move_id.line_ids.filtered(
                lambda line, account=account: line.account_id == account
            )
            repaid = movement.kind == "repayment" and movement.repay_amount
            movement.residual = -sum(lines.mapped("amount_residual")) if repaid else 0

    # === Answers as of a date === #

    @api.model
    def _check_register_reader(self, company):
        """The register of a company is for those who work for it.

        The answers below come from SQL; members only read their own rows.
        """
        self.check_access("read")
        user = self.env.user
        if not self.env.su and (user.share or company not in user.company_ids):
            raise AccessError(
                self.env._(
                    "You may not read the register of %(company)s.",
                    company=company.sudo().name,
                )
            )

    @api.model
    def _posted_until(self, company, date=None):
        """The condition that keeps the rows of `company` until `date` (or all)."""
        condition = SQL("m.company_id = %s AND m.state = 'posted'", company.id)
        if date:
            date = fields.Date.to_date(date)
            condition = SQL("%s AND m.date <= %s", condition, date)
        return condition

    @api.model
    def capital_at(self, company, date=None):
        """The nominal capital at the end of `date`: subscribed and not exited."""
        self._check_register_reader(company)
        self.flush_model()
        where = self._posted_until(company, date)
        query = SQL(
            "SELECT COALESCE(SUM(m.amount), 0) FROM cae_share_movement m WHERE %s",
            where,
        )
        return company.currency_id.round(float(self.env.execute_query(query)[0][0]))

    @api.model
    def highest_capital(self, company, date=None):
        """The highest capital that the company reached at the end of a day."""
        self._check_register_reader(company)
        curve = self._get_capital_curve(company, date)
        return max((amount for _day, amount in curve), default=0.0)

    @api.model
    def _get_capital_curve(self, company, date=None):
        """`(day, capital)` at the end of each day that saw a movement."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT m.date, SUM(SUM(m.amount)) OVER (ORDER BY m.date)
                FROM cae_share_movement m WHERE %s
                GROUP BY m.date ORDER BY m.date""",
                self._posted_until(company, date),
            )
        )
        currency = company.currency_id
        return [(day, currency.round(float(amount))) for day, amount in rows]

    @api.model
    def register_at(self, company, date=None):
        """Who held what at the end of `date`: one dict per member and class."""
        self._check_register_reader(company)
        self.env.flush_all()
        return self.env.execute_query_dict(
            SQL(
                """SELECT h.*, ms.number, p.name, p.city, ms.admission_date,
                    ms.exit_date, c.name AS share_class
                FROM (
                    SELECT m.membership_id, m.share_class_id,
                        SUM(m.quantity)::int AS quantity, SUM(m.amount) AS amount,
                        MIN(m.date) AS since
                    FROM cae_share_movement m WHERE %s
                    GROUP BY m.membership_id, m.share_class_id
                    HAVING SUM(m.quantity) != 0
                ) h
                JOIN cae_membership ms ON ms.id = h.membership_id
                JOIN res_partner p ON p.id = ms.partner_id
                JOIN cae_share_class c ON c.id = h.share_class_id
                ORDER BY ms.number, h.membership_id, c.sequence, c.id""",
                self._posted_until(company, date),
            )
        )

    @api.model
    def get_share_days(self, company, start, end):
        """The base of the interest: Σ of the shares held at the end of each day.

        `{membership: {class: share-days}}`, both ends counted: a share held all year
        counts the 365 or 366 days of the year.
        """
        self._check_register_reader(company)
        start, end = fields.Date.to_date(start), fields.Date.to_date(end)
        moves = self._read_kernel_movements(company, end)
        result = defaultdict(dict)
        for (member, share_class), days in capital.share_days(
            moves, start, end
        ).items():
            membership = self.env["cae.membership"].browse(member)
            result[membership][self.env["cae.share.class"].browse(share_class)] = days
        return dict(result)

    @api.model
    def _read_kernel_movements(self, company, date=None):
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT m.date, m.membership_id, m.quantity, m.unit_value::text,
                    m.kind, m.share_class_id
                FROM cae_share_movement m WHERE %s ORDER BY m.date, m.number""",
                self._posted_until(company, date),
            )
        )
        for date_, member, quantity, unit, kind, share_class in rows:
            yield capital.Movement(
                date_, member, quantity, Decimal(unit), kind, share_class
            )

    # === Guards === #

    def _get_queue_key(self):
        """The place in the queue of exits; what is split off keeps it."""
        self.ensure_one()
        return (self.exit_date, self.queue_rank or self.id, self.id)

    def _post_register(self, company):
        result = super()._post_register(company)
        self._check_never_negative()
        return result

    def _check_never_negative(self):
        """No member has ever held less than nothing, rows of the past included."""
        self.flush_model()
        negative = self.env.execute_query(
            SQL(
                """SELECT h.membership_id, h.date FROM (
                    SELECT m.membership_id, m.date, SUM(m.quantity) OVER (
                        PARTITION BY m.membership_id, m.share_class_id
                        ORDER BY m.date) AS held
                    FROM cae_share_movement m
                    WHERE m.state = 'posted' AND m.membership_id IN %s
                ) h WHERE h.held < 0 LIMIT 1""",
                tuple(self.membership_id.ids),
            )
        )
        if negative:
            member, day = negative[0]
            raise UserError(
                self.env._(
                    "%(member)s did not hold that many shares on %(date)s. Choose a "
                    "later date or fewer shares.",
                    member=self.env["cae.membership"]
                    .sudo()
                    .browse(member)
                    .display_name,
                    date=format_date(self.env, day),
                )
            )

    def action_view_move(self):
        """The document or the journal entry of the movement."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self.move_id.id,
            "view_mode": "form",
        }
