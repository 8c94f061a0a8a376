# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class CaeExitStep(models.Model):
    """What has to happen when somebody leaves: the pattern of the tasks of a file."""

    _name = "cae.exit.step"
    _description = "Exit Step"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True, help="What exactly, and by which rule.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all cooperatives."
    )
    country_id = fields.Many2one(
        "res.country",
        index="btree_not_null",
        help="Only for the cooperatives of this country; empty: everywhere.",
    )
    who = fields.Selection(
        [
            ("coach", "Coach"),
            ("support", "Support Team"),
            ("accountant", "Accountant"),
            ("manager", "Manager"),
            ("person", "The Person"),
        ],
        required=True,
        default="support",
    )
    delay_days = fields.Integer(
        string="Days after the Exit", help="Negative: before the exit."
    )
    mandatory = fields.Boolean(
        default=True, help="The file is not finished before this step is done."
    )
    check_code = fields.Selection(
        [
            ("membership_ended", "The membership has ended"),
            ("activity_closed", "The activities are closed"),
            ("contract_ended", "The contract has an end"),
            ("shares_started", "The shares have left, or wait to leave"),
            ("no_customer_debt", "Customers have paid everything"),
            ("no_supplier_debt", "Suppliers are paid"),
            ("data_exported", "The person's data was handed over"),
            ("access_closed", "The access is closed"),
        ],
        string="Proven By",
        help="A record proves it: nobody ticks it. Empty: ticked by hand.",
    )

    def _prepare_task_vals(self, exit_file):
        """The task of a file: what the step says on the day when the file starts."""
        self.ensure_one()
        return {
            "exit_id": exit_file.id,
            "step_id": self.id,
            "name": self.name,
            "description": self.description,
            "sequence": self.sequence,
            "who": self.who,
            "delay_days": self.delay_days,
            "mandatory": self.mandatory,
            "check_code": self.check_code,
        }
