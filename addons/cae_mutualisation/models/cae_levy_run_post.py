# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.misc import format_date

ANALYTIC, ENTRY = "analytic", "entry"


class CaeLevyRun(models.Model):
    """What a posted run writes: pairs of analytic lines, or one journal entry.

    Both sides of a levy are on the same general account and inside one legal person:
    an entry balances account by account, and bears no VAT.
    """

    _inherit = "cae.levy.run"

    date = fields.Date(
        string="Posting Date",
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Date of the analytic lines: the last day of the month, unless that day "
        "is locked in the accounts.",
    )
    move_ids = fields.One2many(
        "account.move", "cae_levy_run_id", string="Journal Entries", readonly=True
    )

    @api.depends("month")
    def _compute_date(self):
        for run in self:
            run.date = run.month and run.month + relativedelta(day=31)

    @api.constrains("date", "month")
    def _check_date(self):
        for run in self:
            if run.date < run.month:
                raise ValidationError(
                    self.env._(
                        "%(run)s is posted on %(date)s, before the month it levies. "
                        "Choose the last day of that month or a later one.",
                        run=run.display_name,
                        date=format_date(self.env, run.date),
                    )
                )

    def action_view_entries(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Journal Entries"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("cae_levy_run_id", "=", self.id)],
            "context": {"create": False},
        }

    def _check_unlocked(self):
        """The date is open in the accounts, be there an entry or not."""
        journal = self.company_id.cae_levy_journal_id
        locks = self.company_id._get_violated_lock_dates(self.date, False, journal)
        if locks:
            raise UserError(
                self.env._(
                    "%(run)s is dated %(date)s, which is locked: %(locks)s. Choose a "
                    "later posting date; if it is posted already, let the next run "
                    "correct it.",
                    run=self.display_name,
                    date=format_date(self.env, self.date),
                    locks=self.company_id._format_lock_dates(locks),
                )
            )

    def _write_ledger(self):
        if self.company_id.cae_levy_posting == ENTRY:
            move = self.env["account.move"].create(self._prepare_entry())
            move.action_post()
        else:
            lines = self.env["account.analytic.line"]
            lines.create(self._prepare_analytic_lines())

    def _withdraw_ledger(self):
        entries = self.move_ids
        if entries:
            entries._reverse_moves(
                [{"cae_levy_run_id": self.id, "date": self.date}] * len(entries),
                cancel=True,
            )
        else:
            self.analytic_line_ids.unlink()

    def _prepare_pairs(self):
        """What each activity owes for each levy: ``(activity, levy, amount, name)``."""
        label = self.display_name
        for activity, component, amount in self.env["cae.levy.run.line"]._read_group(
            [("run_id", "=", self.id)],
            ["activity_id", "component_id"],
            ["amount:sum"],
        ):
            amount = self.currency_id.round(amount)
            if amount:
                yield activity, component, amount, f"{label} – {component.name}"

    def _prepare_analytic_lines(self):
        """A pair per activity and levy: less for the activity, more for the centre."""
        column = self.env["account.analytic.line"]._cae_activity_column()
        vals_list = []
        for activity, component, amount, name in self._prepare_pairs():
            common = {
                "name": name,
                "ref": activity.display_name,
                "date": self.date,
                "general_account_id": component.account_id.id,
                "company_id": self.company_id.id,
                # Else timesheets would look for their employee, line by line.
                "user_id": self.env.uid,
                "cae_levy_run_id": self.id,
                "cae_levy_component_id": component.id,
            }
            vals_list += [
                {**common, column: activity.analytic_account_id.id, "amount": -amount},
                {**common, column: component.analytic_account_id.id, "amount": amount},
            ]
        return vals_list

    def _prepare_entry(self):
        """The same pairs as an entry, debit of the activity first."""
        journal = self.company_id.cae_levy_journal_id
        if not journal:
            raise UserError(
                self.env._(
                    "%(company)s posts its levies as journal entries, but has no "
                    "journal for them. Choose it under Settings / Cooperative.",
                    company=self.company_id.display_name,
                )
            )
        lines = []
        for activity, component, amount, name in self._prepare_pairs():
            for account, balance in (
                (activity.analytic_account_id, amount),
                (component.analytic_account_id, -amount),
            ):
                vals = {
                    "name": f"{name} – {activity.display_name}",
                    "account_id": component.account_id.id,
                    "cae_levy_component_id": component.id,
                    "balance": balance,
                    "analytic_distribution": {str(account.id): 100},
                }
                lines.append(Command.create(vals))
        return {
            "journal_id": journal.id,
            "date": self.date,
            "ref": self.display_name,
            "cae_levy_run_id": self.id,
            "line_ids": lines,
        }
