# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date, formatLang


class CaeLevyRunLine(models.Model):
    """What an activity is levied for a month, or a correction of an earlier month."""

    _name = "cae.levy.run.line"
    _description = "Levy"
    _order = "run_id desc, activity_id, is_correction, month, component_id"
    _check_company_auto = True
    _rec_name = "activity_id"

    run_id = fields.Many2one(
        "cae.levy.run", required=True, ondelete="cascade", index=True, readonly=True
    )
    run_state = fields.Selection(related="run_id.state", store=True, string="State")
    run_month = fields.Date(related="run_id.month", store=True, string="Levied in")
    run_date = fields.Date(related="run_id.date", store=True, string="Posted on")
    company_id = fields.Many2one(related="run_id.company_id", store=True)
    currency_id = fields.Many2one(related="run_id.currency_id")
    activity_id = fields.Many2one(
        "cae.activity",
        required=True,
        ondelete="restrict",
        index=True,
        readonly=True,
        check_company=True,
    )
    component_id = fields.Many2one(
        "cae.levy.component",
        string="Levy",
        required=True,
        ondelete="restrict",
        index=True,
        readonly=True,
    )
    territory_id = fields.Many2one(related="activity_id.territory_id", store=True)
    coach_id = fields.Many2one(related="activity_id.coach_id", store=True)
    month = fields.Date(
        required=True, readonly=True, help="First day of the month that is levied."
    )
    is_correction = fields.Boolean(
        readonly=True, help="An earlier month whose documents or payments changed."
    )
    base_amount = fields.Monetary(string="Base", readonly=True)
    due_amount = fields.Monetary(
        string="Due for the Month", readonly=True, help="By what is known today."
    )
    levied_before = fields.Monetary(
        readonly=True, help="Levied for the same month by earlier runs."
    )
    amount = fields.Monetary(
        string="Levied", readonly=True, help="Due less levied before."
    )
    detail = fields.Json(readonly=True)
    explanation = fields.Char(compute="_compute_explanation")

    # What was levied, month by month: each run reads it for its whole year.
    _levied_idx = models.Index("(company_id, month) WHERE run_state = 'posted'")

    @api.depends("detail", "amount")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for line in self:
            line.explanation = line._explain()

    def write(self, vals):
        # Stored related fields are flushed past write(): this refuses people only.
        if self.filtered(lambda line: line.run_state == "posted"):
            raise UserError(
                self.env._(
                    "A posted levy is not edited (%(line)s). Correct the documents: "
                    "the next run takes the change into account.",
                    line=self[:1].run_id.display_name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        self.run_id._unlink_except_posted()

    def action_view_documents(self):
        """The invoices and bills that make the base of this line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "%(activity)s – %(month)s",
                activity=self.activity_id.name,
                month=self._format_month(),
            ),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("id", "in", self._base_move_ids())],
            "context": {"create": False},
        }

    def _base_move_ids(self):
        """Ids of the moves whose lines, or payments, are in the base of the line."""
        self.ensure_one()
        date_to = fields.Date.end_of(self.month, "month")
        component = self.component_id
        natures = component.base_nature_ids | component.deducted_nature_ids
        domain = Domain(
            [
                ("cae_activity_id", "=", self.activity_id.id),
                ("cae_nature_id", "in", natures.ids),
                ("move_line_id", "!=", False),
            ]
        )
        if component.recognition == "invoiced":
            domain &= Domain([("date", ">=", self.month), ("date", "<=", date_to)])
        items = self.env["account.analytic.line"].search(domain).move_line_id
        if component.recognition == "invoiced":
            return items.move_id.ids
        return self._settled_move_ids(items.move_id, date_to)

    def _settled_move_ids(self, moves, date_to):
        """Those of the moves that were paid, even in part, in the line's month."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT item.move_id
                  FROM account_move_line item
                  JOIN (%(parts)s) part ON part.item_id = item.id
                 WHERE item.move_id IN %(moves)s
                   AND item.display_type = 'payment_term'
                   AND part.max_date BETWEEN %(date_from)s AND %(date_to)s
                """,
                parts=self.activity_id._sql_reconciled_parts(),
                moves=tuple(moves.ids) or (0,),
                date_from=self.month,
                date_to=date_to,
            )
        )
        return [move_id for (move_id,) in rows]

    def _explain(self):
        """The line in words and figures, in the reader's language."""
        self.ensure_one()
        detail = self.detail or {}
        parts = [
            self._explain_term(term, detail.get("parts", []))
            for term in detail.get("terms", [])
        ]
        due = self._format(self.due_amount)
        text = f"{' '.join(parts).removeprefix('+ ') or '0'} = {due}"
        if not self.is_correction and not self.levied_before:
            return text
        return self.env._(
            "Regularisation of %(month)s: %(explanation)s; already levied "
            "%(levied)s; difference %(amount)s",
            month=self._format_month(),
            explanation=text,
            levied=self._format(self.levied_before),
            amount=self._format(self.amount),
        )

    def _explain_term(self, term, base_parts):
        """One term with its sign, e.g. “+ 10 % × (5,000.00 − 2,000.00 …)”."""
        kind, amount = term["kind"], term["amount"]
        if kind in ("rate", "earlier"):
            sign = "−" if kind == "earlier" else "+"
            rate = self._format_rate(term["rate"])
            base = self._explain_base(term["base"], base_parts)
            if kind == "earlier":
                base = self.env._("%(base)s of earlier months", base=base)
            return f"{sign} {rate} % × {base}"
        labels = {
            "offset": self.env._("offset, a twelfth of the year"),
            "floor": self.env._("up to the floor"),
            "cap": self.env._("down to the cap"),
            "no_negative": self.env._("no negative levy"),
            "fixed": self.env._("fixed"),
            "no_turnover": self.env._("month without turnover"),
        }
        sign = "−" if amount < 0 else "+"
        return f"{sign} {self._format(abs(amount))} ({labels[kind]})"

    def _explain_base(self, base, base_parts):
        """The base as a sum of natures where it is one, else its amount."""
        total = sum(part for _code, part in base_parts)
        if len(base_parts) < 2 or self.currency_id.compare_amounts(total, base):
            return self._format(base)
        labels = dict(
            self.env["cae.ledger.nature"]
            ._fields["code"]
            ._description_selection(self.env)
        )
        texts = []
        for index, (code, part) in enumerate(base_parts):
            sign = "−" if part < 0 else "+"
            label = "" if code == "turnover" else f" {labels[code].lower()}"
            texts.append(f"{sign} {self._format(abs(part))}{label}")
            if index == 0 and part >= 0:
                texts[0] = texts[0].removeprefix("+ ")
        return f"({' '.join(texts)})"

    def _format(self, amount):
        return formatLang(self.env, amount, digits=self.currency_id.decimal_places)

    def _format_rate(self, rate):
        digits = len(f"{rate:.4f}".rstrip("0").partition(".")[2])
        return formatLang(self.env, rate, digits=digits)

    def _format_month(self):
        return format_date(self.env, self.month, date_format="MMMM y")
