# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common_billing import CaeBillingCase


@tagged("post_install", "-at_install")
@freeze_time("2027-03-15")
class TestServiceSettlement(CaeBillingCase):
    """Three members, 1, 2 and 4 hours in 2026, invoiced 40.00 an hour."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.member + cls.auxiliary + cls.deep
        cls.lines = cls.env["sale.order.line"]
        for member, hours in zip(cls.members, (1, 2, 4), strict=True):
            agreement = cls._create_agreement(
                (cls.service_books, cls.pro_books, {}), partner=member
            )
            cls.lines += agreement.order_line
            cls._record_time(agreement.order_line, ("2026-06-02", hours))
        cls.provisional = cls._bill("2026-12-31")
        cls.salary = cls.env["cae.service.rate.cost"].create(
            {"rate_id": cls.rate.id, "name": "Salary", "amount": 310.01}
        )
        cls.settlement = cls.env["cae.service.settlement"].create(
            {"name": "Settlement 2026", "rate_ids": cls.rate.ids}
        )

    def _get_invoiced(self):
        """Invoices less credit notes of the year, before tax, of each member."""
        moves = self.provisional | self.settlement._get_moves()
        return [
            round(
                sum(
                    move.amount_untaxed_signed
                    for move in moves
                    if move.partner_id == member
                ),
                2,
            )
            for member in self.members
        ]

    def test_exact_share_of_the_real_cost(self):
        self.assertEqual(self._get_invoiced(), [40, 80, 160])
        self.settlement.action_compute()
        self.assertFalse(self.settlement.move_count)
        # 310.01 × 1/7 = 44.2871…, 2/7 = 88.5742…, 4/7 = 177.1485…: down to the
        # cent they make 310.00, the cent left goes to the largest loss, .8571 of 4/7
        shares = self.settlement.line_ids.sorted("hours").mapped("share")
        self.assertEqual(shares, [44.29, 88.57, 177.15])
        self.assertEqual(self.settlement.delta, 30.01)
        self.assertEqual(self.settlement.cost_ids.real_rate, 44.29)
        self.settlement.action_invoice()
        moves = self.settlement._get_moves()
        self.assertEqual(set(moves.mapped("move_type")), {"out_invoice"})
        self.assertEqual(len(moves), 3)
        self.assertEqual(self._get_invoiced(), [44.29, 88.57, 177.15])
        self.assertAlmostEqual(sum(self._get_invoiced()), 310.01)
        # The hours of the agreement were not invoiced again.
        self.assertEqual(self.lines.mapped("qty_invoiced"), [1, 2, 4])

    def test_late_bill_then_closed(self):
        self.settlement.action_compute()
        self.settlement.action_invoice()
        first = self.settlement._get_moves()
        self.settlement.action_compute()
        self.settlement.action_invoice()
        self.assertEqual(self.settlement._get_moves(), first)
        # A late bill of 70.00 is 10.00, 20.00 and 40.00.
        late = self.env["cae.service.rate.cost"].create(
            {"rate_id": self.rate.id, "name": "Late bill", "amount": 70}
        )
        self.settlement.action_compute()
        self.assertEqual(self.settlement.delta, 70)
        with self.assertRaisesRegex(UserError, "computed and not invoiced"):
            self.settlement.action_close()
        self.settlement.action_invoice()
        more = self.settlement._get_moves() - first
        self.assertEqual(sorted(more.mapped("amount_untaxed")), [10, 20, 40])
        self.assertEqual(self._get_invoiced(), [54.29, 108.57, 217.15])
        # A grant that comes after all is given back.
        late.amount = -70
        self.settlement.action_compute()
        self.settlement.action_invoice()
        back = self.settlement._get_moves() - first - more
        self.assertEqual(set(back.mapped("move_type")), {"out_refund"})
        self.assertEqual(sorted(back.mapped("amount_untaxed")), [20, 40, 80])
        # 240.01 / 7 = 34.287…, 68.574…, 137.148…
        self.assertEqual(self._get_invoiced(), [34.29, 68.57, 137.15])
        self.settlement.action_close()
        with self.assertRaisesRegex(UserError, "Reopen"):
            self.settlement.action_compute()
        with self.assertRaisesRegex(UserError, "is closed"):
            self.rate.account_ids = False

    def test_zero_hours_pay_zero(self):
        idle = self._create_agreement(
            (self.service_books, self.pro_books, {}), partner=self.deep
        )
        self.settlement.action_compute()
        self.assertNotIn(idle.order_line, self.settlement.line_ids.sale_line_id)

    def test_agreed_prices_bear_their_part(self):
        other = self._create_agreement((self.service_payroll, self.pro_books, {}))
        self._record_time(other.order_line, ("2026-05-02", 7))
        self._bill("2026-12-31")
        self.salary.amount = 560
        self.settlement.action_compute()
        # 560.00 / 14 h = 40.00: at cost nothing changes, the flat fee bears 280.00
        self.assertEqual(self.settlement.kept, 280)
        self.assertEqual(self.settlement.delta, 0)
        self.assertEqual(self.settlement.cost_ids.kept_hours, 7)

    def test_hours_must_be_billed_before(self):
        self._record_time(self.lines[0], ("2026-12-31", 2))
        self.settlement.action_compute()
        self.assertEqual(self.settlement.cost_ids.unbilled_hours, 2)
        with self.assertRaisesRegex(UserError, "2.00 hours at cost are not billed"):
            self.settlement.action_invoice()
        self.provisional |= self._bill("2026-12-31")
        with self.assertRaisesRegex(UserError, "have changed"):
            self.settlement.action_invoice()
        self.settlement.action_compute()
        self.settlement.action_invoice()
        self.assertAlmostEqual(sum(self._get_invoiced()), 310.01)

    def test_taxes_are_settled_apart(self):
        tax = self._create_tax(20)
        line = self.lines[0]
        line.order_id.action_unlock()
        line.tax_ids = tax
        self._record_time(line, ("2026-12-31", 3))
        move = self._bill("2026-12-31")
        self.assertEqual((move.amount_untaxed, move.amount_tax), (120, 24))
        # 10 hours: 1 of them without tax. 500.00 / 10 = 50.00
        self.salary.amount = 500
        self.settlement.action_compute()
        self.settlement.action_invoice()
        lines = self.settlement._get_moves().invoice_line_ids.filtered(
            lambda found: found.partner_id == self.member
        )
        self.assertEqual(len(lines.move_id), 1)
        self.assertEqual(
            sorted(
                lines.mapped(lambda found: (found.price_subtotal, found.tax_ids.ids))
            ),
            [(10, []), (30, tax.ids)],
        )

    def test_a_total_below_zero_because_of_a_tax(self):
        # +6.00 untaxed and −5.50 at 20 % are +0.50 before tax and −0.60 in all.
        line = self.lines[0]
        self.settlement.action_compute()
        tax = self._create_tax(20)
        first = self.settlement.line_ids.filtered(lambda r: r.sale_line_id == line)
        second = first.copy({"tax_ids": [(6, 0, tax.ids)], "tax_key": str(tax.id)})
        first.write({"share": 46})
        second.write({"share": 0, "provisional": 5.5})
        move = self.settlement.sudo()._create_moves(first + second)
        self.assertEqual((move.move_type, move.amount_total), ("out_refund", 0.6))
        self.env.flush_all()
        self.assertEqual((first.delta, second.delta), (0, 0))

    def test_one_settlement_for_a_group(self):
        with self.assertRaisesRegex(ValidationError, "settled by “Settlement 2026”"):
            self.settlement.copy()

    def test_costs_without_hours(self):
        rate = self._create_rate(
            name="Empty",
            expertise_ids=self.law.ids,
            cost_ids=[(0, 0, {"name": "X", "amount": 5})],
        )
        settlement = self.env["cae.service.settlement"].create(
            {"name": "Law", "rate_ids": rate.ids}
        )
        with self.assertRaisesRegex(UserError, "Empty: 5.00 was spent, and no hour"):
            settlement.action_compute()

    def test_manager_simulates(self):
        settlement = self.settlement.with_user(self.user_manager)
        settlement.action_compute()
        self.assertEqual(settlement.delta, 30.01)
        with self.assertRaisesRegex(UserError, "not an accountant"):
            settlement.action_invoice()
        settlement.with_user(self.user_accountant).action_invoice()
        self.assertEqual(settlement.with_user(self.user_support).move_count, 3)

    def test_statements(self):
        self.settlement.action_compute()
        render = self.env["ir.actions.report"]._render_qweb_html
        html = render("cae_service.report_service_settlement", self.settlement.ids)[0]
        for text in ("Simulation", "Auxiliary", "177.15", "310.01"):
            self.assertIn(text, html.decode())
        pages = render(
            "cae_service.report_service_settlement_members", self.settlement.ids
        )[0].decode()
        self.assertEqual(pages.count("Services at cost were invoiced"), 3)
        line = self.settlement.line_ids[0]
        page = render("cae_service.report_service_settlement_line", line.ids)[0]
        self.assertEqual(page.decode().count("Services at cost were invoiced"), 1)

    def test_queries_do_not_grow_with_time(self):
        counts = []
        self.settlement.action_compute()
        for number in (1, 60):
            self._record_time(self.lines[0], *[("2026-06-02", 0.5)] * number)
            self._bill("2026-12-31")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.settlement.action_compute()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
