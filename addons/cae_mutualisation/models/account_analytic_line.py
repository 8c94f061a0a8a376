# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import OrderedSet

# Only code of this process can hold it: a context sent by RPC never equals it.
LEVY_SENTINEL = object()


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    # As Odoo's, but known at creation: the nature follows from it.
    general_account_id = fields.Many2one(
        compute="_compute_general_account_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    cae_activity_id = fields.Many2one(
        "cae.activity",
        string="Activity",
        readonly=True,
        help="The activity whose analytic account bears this line.",
    )
    cae_nature_id = fields.Many2one(
        "cae.ledger.nature",
        string="Nature",
        compute="_compute_cae_nature_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    cae_nature_override_id = fields.Many2one(
        "cae.ledger.nature",
        string="Nature Set by Hand",
        check_company=True,
        ondelete="restrict",
        help="Replaces the nature that follows from the document and its account.",
    )
    cae_levy_run_id = fields.Many2one(
        "cae.levy.run",
        string="Levy Run",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    cae_levy_component_id = fields.Many2one(
        "cae.levy.component", string="Levy", readonly=True, ondelete="restrict"
    )

    # Sums of the ledger read this index alone; it serves the activity's key too.
    _cae_ledger_idx = models.Index(
        "(cae_activity_id, date) INCLUDE (amount, cae_nature_id, company_id)"
        " WHERE cae_activity_id IS NOT NULL"
    )

    # In the order of `res.company._sql_cae_natures`, which does it in sets.
    @api.depends(
        "general_account_id",
        "product_id",
        "move_line_id.cae_pass_through",
        "move_line_id.cae_nature_override_id",
        "cae_nature_override_id",
        "cae_levy_run_id",
    )
    def _compute_cae_nature_id(self):
        none = self.env["cae.ledger.nature"]
        for company, lines in self.grouped("company_id").items():
            by_code = company._cae_natures()
            by_account = company._cae_nature_by_account(lines.general_account_id)
            for line in lines.with_company(company):
                item = line.move_line_id
                if line.cae_levy_run_id:
                    line.cae_nature_id = by_code.get("levy", none)
                    continue
                line.cae_nature_id = (
                    line.cae_nature_override_id
                    or item.cae_nature_override_id
                    or (item.cae_pass_through and by_code.get("pass_through", none))
                    or line.product_id.sudo().categ_id.property_cae_nature_id
                    or by_account.get(line.general_account_id, none)
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not vals_list:
            return super().create(vals_list)
        column = self._cae_activity_column()
        activities = self._cae_activities({vals.get(column) for vals in vals_list})
        for vals in vals_list:
            vals.pop("cae_activity_id", None)
            if activity_id := activities.get(vals.get(column)):
                vals["cae_activity_id"] = activity_id
        origins = self._cae_get_origins()
        if any(vals.get(name) for vals in vals_list for name in origins):
            self._cae_check_origin_writable()
        return super().create(vals_list)

    def write(self, vals):
        if not self:  # core does it for each line of each invoice
            return super().write(vals)
        origins = self._cae_get_origins()
        lines = self.sudo()
        if any(vals.get(name) or lines[name] for name in origins):
            self._cae_check_origin_writable()
        column = self._cae_activity_column()
        if column in vals:
            activities = self._cae_activities({vals[column]})
            vals = {**vals, "cae_activity_id": activities.get(vals[column], False)}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_origin(self):
        lines = self.sudo()
        if any(lines[name] for name in self._cae_get_origins()):
            self._cae_check_origin_writable()

    @api.model
    def _cae_get_origins(self):
        """Fields that link a line to the record that alone may make or change it."""
        return ("cae_levy_run_id",)

    def _cae_check_origin_writable(self):
        if self.env.context.get("cae_levy_sentinel") is LEVY_SENTINEL:
            return
        lines = self.sudo()
        origins = [
            record.display_name
            for name in self._cae_get_origins()
            for record in lines[name]
        ]
        raise UserError(
            self.env._(
                "The analytic lines of a posted record (%(origins)s) can't be made or "
                "changed by hand. Correct the documents: the next levy run takes the "
                "change into account. Or cancel that record.",
                origins=", ".join(origins) or "-",
            )
        )

    @api.model
    def _cae_activity_column(self):
        """The column of the analytic plan of the activities."""
        return self.env["cae.activity"]._get_analytic_plan()._column_name()

    @api.model
    def _cae_activities(self, account_ids):
        """The activity of each analytic account: ``{account id: activity id}``."""
        account_ids = OrderedSet(account_ids) - {False, None}
        if not account_ids:
            return {}
        activities = self.env["cae.activity"].sudo().with_context(active_test=False)
        return {
            activity.analytic_account_id.id: activity.id
            for activity in activities.search_fetch(
                [("analytic_account_id", "in", list(account_ids))],
                ["analytic_account_id"],
            )
        }
