# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from . import common

COUNTED = (
    "account.analytic.line",
    "account.move",
    "cae.expertise",
    "cae.expertise.suggestion",
    "cae.membership",
    "cae.professional",
    "cae.service.request",
    "cae.service.request.line",
    "cae.service.visit",
    "hr.employee",
    "ir.model.data",
    "mail.mail",
    "product.template",
    "project.project",
    "project.task",
    "res.partner",
    "sale.order",
    "sale.order.line",
    "sale.order.template",
)
NAMED = (
    "cae.expertise",
    "cae.expertise.suggestion",
    "cae.professional",
    "cae.service.request",
    "cae.service.request.line",
    "cae.service.visit",
    "hr.employee",
    "product.template",
    "sale.order",
    "sale.order.line",
    "sale.order.template",
)


class ServicesCase(common.OrganisationCase):
    def own(self, model, *domain):
        """The company's records of a model."""
        return self.env[model].search([("company_id", "=", self.company.id), *domain])

    def check_agreements_add_up(self):
        """What is invoiced is the hours of its months, at the price agreed upon."""
        lines = self.own("sale.order.line", ("is_cae_agreement", "=", True))
        checked = 0
        for line in lines.filtered("invoice_lines"):
            items = line.invoice_lines
            checked += 1
            self.assertEqual(set(items.mapped("price_unit")), {line.price_unit})
            if line.cae_pricing == "flat":
                # one fee for each month since the start, up to the last invoice
                start, last = (
                    line.order_id.cae_start_date,
                    max(items.move_id.mapped("invoice_date")),
                )
                months = (last.year - start.year) * 12 + last.month - start.month
                self.assertEqual(sum(items.mapped("quantity")), months)
                continue
            for item in items:
                times = self.env["account.analytic.line"].search(
                    [
                        ("so_line", "=", line.id),
                        ("timesheet_invoice_id", "=", item.move_id.id),
                    ]
                )
                self.assertAlmostEqual(
                    item.quantity, sum(times.mapped("unit_amount")), 2
                )
        self.assertGreater(checked, 5)

    def check_dates(self):
        """A request is answered, then routed, then agreed upon, then done."""
        for request in self.own("cae.service.request"):
            dates = [
                request.request_date,
                request.response_date,
                request.routed_date,
                request.agreed_date,
                request.done_date,
            ]
            known = [day for day in dates if day]
            with self.subTest(request=request.name):
                self.assertEqual(known, sorted(known))
                agreed = request.state in ("agreed", "done")
                self.assertEqual(bool(request.agreed_date), agreed)

    def check_names(self):
        for model in NAMED:
            with self.subTest(model=model):
                records = self.own(model)
                self.assertTrue(records)
                names = records.get_external_id()
                prefix = f"cae_demo.{self.code}_"
                self.assertEqual(
                    [name for name in names.values() if not name.startswith(prefix)],
                    [],
                )


@tagged("post_install", "-at_install")
class TestDemoIdealServices(ServicesCase):
    """Five employees keep the offices of IDEAL's members."""

    code = "ideal"

    def test_five_employees(self):
        professionals = self.own("cae.professional")
        self.assertEqual(len(professionals), 5)
        self.assertEqual(professionals.employee_id, self.own("hr.employee"))
        self.assertEqual(
            set(professionals.user_id.mapped("login")), {"ideal.pro1", "ideal.pro2"}
        )
        for user in professionals.user_id:
            self.assertTrue(user.has_group("cae_service.group_professional"))
            self.assertFalse(user.has_group("cae_member.group_user"))

    def test_services_of_the_seed(self):
        """Calls, mail, accounting, payroll, orders and invoices."""
        for key in ("phone", "mail", "accounting", "payroll", "orders"):
            with self.subTest(service=key):
                service = self.ref(f"service_{key}")
                self.assertTrue(service.is_cae_service and service.cae_published)
                self.assertGreater(service.cae_market_price, service.list_price)
        self.assertEqual(self.ref("service_phone").cae_pricing, "flat")
        forms = [
            len(self.ref(f"service_{key}").cae_assessment_definition)
            for key in ("accounting", "payroll")
        ]
        self.assertEqual(forms, [6, 4])

    def test_needs_are_assessed(self):
        need = self.ref("service_need_treteaux_1")
        self.assertEqual(need.state, "agreed")
        self.assertEqual(need.assessment["entries"], 60)
        self.assertEqual(need.assessment["vat"], "Trimestriel")

    def test_every_state_is_shown(self):
        requests = self.own("cae.service.request")
        known = dict(requests._fields["state"].selection)
        self.assertEqual(set(requests.mapped("state")), set(known))
        known = dict(requests.line_ids._fields["state"].selection)
        self.assertEqual(set(requests.line_ids.mapped("state")), set(known))
        self.check_dates()

    def test_only_members_are_served(self):
        invited = self.ref("service_request_tisserands")
        self.assertEqual((invited.state, invited.access_state), ("invited", "none"))
        served = self.own(
            "cae.service.request", ("state", "in", ("qualified", "agreed", "done"))
        )
        self.assertEqual(set(served.mapped("access_state")), {"member"})
        self.assertTrue(all(served.mapped("membership_id")))
        orders = self.own("sale.order", ("is_cae_agreement", "=", True))
        access = orders.partner_id._get_cae_service_access(self.company)
        self.assertEqual(
            {access[partner.id].state for partner in orders.partner_id}, {"member"}
        )

    def test_agreements(self):
        waiting = self.ref("agreement_treteaux_phone")
        self.assertEqual(waiting.state, "sent")
        self.assertTrue(waiting.require_signature)
        member = self.ref("user_member1")
        self.assertEqual(waiting.partner_id, member.commercial_partner_id)
        ended = self.ref("agreement_ressourcerie")
        self.assertLess(ended.cae_end_date, fields.Date.today())
        signed = self.own("sale.order", ("state", "=", "sale"))
        self.assertEqual(len(signed), 8)
        self.assertTrue(all(signed.order_line.mapped("task_id")))
        self.check_agreements_add_up()

    def test_visits_done_have_time(self):
        visits = self.own("cae.service.visit")
        done = visits.filtered(lambda visit: visit.state == "done")
        self.assertTrue(all(done.mapped("timesheet_id")))
        for visit in done:
            self.assertAlmostEqual(visit.duration, visit.timesheet_id.unit_amount, 4)
        planned = visits.filtered(lambda visit: visit.state == "planned")
        self.assertTrue(planned)
        self.assertFalse(planned.timesheet_id)
        self.assertEqual(set(visits.mapped("kind")), {"visit", "phone", "mail"})
        # local time: a visit at 9:00 is at 9:00 in Arras all year
        at_nine = done.filtered(
            lambda visit: (
                visit.kind == "visit" and visit.sale_line_id.cae_visit_start_hour == 9
            )
        )
        self.assertTrue(at_nine)
        for visit in at_nine.with_context(tz="Europe/Paris"):
            local = fields.Datetime.context_timestamp(visit, visit.start)
            self.assertEqual((local.hour, local.minute), (9, 0))

    def test_nobody_is_in_two_places(self):
        visits = self.own("cae.service.visit", ("kind", "=", "visit"))
        for professional, found in visits.grouped("professional_id").items():
            ordered = found.sorted("start")
            for before, after in zip(ordered, ordered[1:], strict=False):
                with self.subTest(professional=professional.name, start=after.start):
                    self.assertLessEqual(before.stop, after.start)

    def test_names(self):
        self.check_names()


@tagged("post_install", "-at_install")
class TestDemoConsortiumServices(ServicesCase):
    """The figures that the consortium gives of itself."""

    code = "cons"

    def test_figures_of_the_seed(self):
        self.assertEqual(len(self.own("cae.expertise")), 15)
        services = self.own("product.template", ("is_cae_service", "=", True))
        self.assertEqual(len(services), 21)
        self.assertEqual(set(services.mapped("cae_pricing")), {"cost"})
        self.assertEqual(services.cae_expertise_id, self.own("cae.expertise"))
        professionals = self.own("cae.professional")
        self.assertEqual(len(professionals), 100)
        direct = professionals.filtered("direct")
        self.assertEqual(len(direct), 80)
        self.assertEqual(direct.expertise_ids, self.own("cae.expertise"))
        self.assertEqual(len(set(professionals.mapped("name"))), 100)
        self.assertEqual(len(direct.territory_ids), 6)

    def test_taxes_of_quebec(self):
        taxes = self.ref("service_digital").taxes_id.compute_all(100.0)
        # 5 % and 9.975 % of the price before tax
        self.assertAlmostEqual(taxes["total_included"], 114.98, 2)

    def test_lawyer_leads_to_accounting_and_organisation(self):
        request = self.ref("service_request_multi")
        law, accounting, process = (
            self.ref(f"expertise_{key}") for key in ("law", "acc", "process")
        )
        self.assertEqual(request.expertise_ids, law)
        self.assertEqual(request.line_ids.expertise_id, law + accounting + process)
        self.assertEqual(
            request.line_ids.filtered("suggested").expertise_id, accounting + process
        )
        self.assertLessEqual(accounting + process, law.suggestion_ids.suggested_id)
        for line in request.line_ids:
            self.assertIn(line.expertise_id, line.professional_id.expertise_ids)

    def test_auxiliary_members_served_for_their_digital_needs(self):
        for key, name in (("phare", "Le Phare"), ("technoscience", "technoscience")):
            with self.subTest(key=key):
                request = self.ref(f"service_request_{key}")
                self.assertIn(name, request.partner_id.name)
                self.assertEqual(request.access_state, "auxiliary")
                self.assertEqual(request.network_depth, 2)
                self.assertTrue(request.network_id.category_id.is_network)
                line = request.line_ids[0]
                self.assertEqual(line.expertise_id, self.ref("expertise_digital"))
                self.assertEqual(line.order_id.partner_id, request.partner_id)
                self.assertGreater(line.sale_line_id.qty_delivered, 0)

    def test_too_deep_is_refused(self):
        request = self.ref("service_request_compost")
        self.assertEqual((request.state, request.access_state), ("refused", "too_deep"))

    def test_requests_of_a_year(self):
        requests = self.own("cae.service.request")
        self.assertEqual(len(requests), 34)
        known = dict(requests._fields["state"].selection)
        self.assertEqual(set(requests.mapped("state")), set(known))
        numbers = requests.sorted("request_date").mapped("name")
        self.assertEqual(numbers, sorted(numbers))
        self.check_dates()
        for line in requests.line_ids.filtered("professional_id"):
            with self.subTest(line=line.name):
                self.assertTrue(line.professional_id.direct)
                self.assertIn(line.expertise_id, line.professional_id.expertise_ids)

    def test_agreements(self):
        orders = self.own("sale.order", ("is_cae_agreement", "=", True))
        self.assertEqual(len(orders), 16)
        self.assertEqual(orders.cae_request_id.order_ids, orders)
        self.check_agreements_add_up()

    def test_statistics(self):
        """Members of networks are served more than the networks themselves."""
        rows = self.env["cae.service.report"]._read_group(
            [("company_id", "=", self.company.id)],
            ["network_depth"],
            ["hours:sum", "saving:sum", "member_count:count_distinct"],
        )
        self.assertEqual([row[0] for row in rows], [0, 1, 2])
        self.assertEqual(sum(row[3] for row in rows), 16)
        # all is sold at cost, below the market
        self.assertTrue(all(hours > 0 and saving > 0 for _d, hours, saving, _n in rows))

    def test_names(self):
        self.check_names()


@tagged("post_install", "-at_install")
class TestDemoServicesTwice(common.OrganisationCase):
    code = "cons"

    def _count(self):
        return {
            model: self.env[model].with_context(active_test=False).search_count([])
            for model in COUNTED
        }

    def test_loading_twice_changes_nothing(self):
        before = self._count()
        self.env["cae.demo.loader"]._load()
        self.assertEqual(self._count(), before)

    def test_loading_on_another_day_changes_nothing(self):
        before = self._count()
        later = fields.Date.today() + timedelta(days=45)
        with patch.object(
            self.registry["cae.demo.loader"], "_today", lambda self: later
        ):
            self.env["cae.demo.loader"]._load()
        self.assertEqual(self._count(), before)
