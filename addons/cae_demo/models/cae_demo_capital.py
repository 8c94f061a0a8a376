# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Command
from odoo.tools import groupby

from ..kernel.life import after

INSTALMENTS = 10


class CaeDemoLoader(models.AbstractModel):
    """Shares subscribed, paid, given, converted, absorbed and repaid."""

    _inherit = "cae.demo.loader"

    def _subscribe_at_admission(self, event):
        """The shares of who is admitted: one call for those who do the same."""
        calls = []
        for (key, quantity, instalments, delay), members in groupby(
            [member for member in event.members if member.shares],
            lambda m: (m.share_class, m.shares, m.instalments, m.delay),
        ):
            memberships = self.env["cae.membership"].union(
                *(self._membership(member.key) for member in members)
            )
            rows = memberships.subscribe(
                self._ref(f"share_class_{key}"),
                quantity,
                event.day,
                self._get_term(instalments),
            )
            if instalments:
                self._pay_instalments(rows)
            elif delay is not None:
                day = after(event.day, delay, self._today())
                calls += [(day, item) for item in self._open_items(rows.move_id)]
        self._pay_calls(calls)

    def _live_subscribe(self, event):
        rows = self._membership(event.member).subscribe(
            self._ref(f"share_class_{event.share_class}"),
            event.quantity,
            event.day,
            self._get_term(event.instalments),
        )
        if event.instalments:
            self._pay_instalments(rows)
        elif event.delay is not None:
            day = after(event.day, event.delay, self._today())
            self._pay_calls([(day, item) for item in self._open_items(rows.move_id)])

    def _live_transfer(self, event):
        self._membership(event.member).transfer(
            self._membership(event.to),
            self._ref(f"share_class_{event.share_class}"),
            event.quantity,
            event.day,
        )

    def _live_convert(self, event):
        self._membership(event.member).convert_shares(
            self._ref(f"share_class_{event.share_class}"),
            self._ref(f"share_class_{event.to_class}"),
            event.quantity,
            event.day,
        )

    def _live_absorb(self, event):
        memberships = self.env["cae.membership"].union(
            *(self._membership(key) for key in event.members)
        )
        share_class = self._ref(f"share_class_{event.share_class}")
        memberships.absorb_loss(share_class, event.quantity, event.day)

    def _live_value(self, event):
        self._make(
            "cae.share.valuation",
            {
                f"share_valuation_{event.closing.year}": {
                    "company_id": self.env.company.id,
                    "date": event.closing,
                    "loss": event.loss,
                    "reserves": event.reserves,
                }
            },
        )

    def _live_repay(self, event):
        """Repay by Odoo's payment screen, which the button of the exits opens."""
        memberships = self.env["cae.membership"].union(
            *(self._membership(key) for key in event.members)
        )
        action = memberships.share_movement_ids.filtered("residual").action_repay()
        self._register_payments(action["context"], event.day)

    # === Payments === #

    def _get_term(self, instalments):
        """The terms of payment of a plan, made when first needed."""
        if not instalments:
            return None
        vals = {
            "name": "Dix mensualités",
            "company_id": self.env.company.id,
            "line_ids": [
                Command.create(
                    {
                        "value": "percent",
                        "value_amount": 100 / INSTALMENTS,
                        "nb_days": 30 * rank,
                    }
                )
                for rank in range(INSTALMENTS)
            ],
        }
        self._make("account.payment.term", {"payment_term_shares": vals})
        return self._ref("payment_term_shares")

    def _pay_instalments(self, rows):
        """Pay each instalment on its day, those to come excepted."""
        self._pay_calls(
            [
                (item.date_maturity, item)
                for item in self._open_items(rows.move_id)
                if item.date_maturity <= self._today()
            ]
        )

    def _pay_calls(self, calls):
        """Pay `[(day, open item)]`; the capital paid follows day by day."""
        _moves, pairs = self._enter_payments([(*call, None) for call in calls])
        for plan in pairs.values():
            self._reconcile(plan)

    def _name_capital(self):
        """Give xml ids to what the events have made."""
        movements = self._search_own("cae.share.movement", order="number, id")
        entries = self._search_own("cae.member.entry", order="number")
        moves = self._search_own("account.move", ("share_class_id", "!=", False))
        settling = moves.line_ids.full_reconcile_id.reconciled_line_ids
        payments = settling.payment_id
        entries_of_bank = settling.move_id.filtered(
            lambda move: move.journal_id.type == "bank" and not move.origin_payment_id
        )
        names = (
            ("movement", movements),
            ("member_entry", entries),
            ("move_capital", moves),
            ("payment_capital", payments.sorted("id")),
            ("move_bank_capital", entries_of_bank.sorted("id")),
        )
        self._name_records(
            {
                f"{name}_{rank}": record
                for name, records in names
                for rank, record in enumerate(records, start=1)
            }
        )
