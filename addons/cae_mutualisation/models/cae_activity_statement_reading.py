# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_datetime

from .cae_activity_statement import PUBLISHED


class CaeActivityStatement(models.Model):
    """Who has read a published statement: the holders say so themselves."""

    _inherit = "cae.activity.statement"

    acknowledgement_ids = fields.One2many(
        "cae.activity.statement.acknowledgement",
        "statement_id",
        string="Read by",
        readonly=True,
        copy=False,
    )
    acknowledgement_state = fields.Selection(
        [
            ("none", "Not acknowledged"),
            ("partial", "Partly acknowledged"),
            ("all", "Acknowledged"),
        ],
        compute="_compute_acknowledgement_state",
        store=True,
        help="Whether every holder said on the portal that they have read it.",
    )
    acknowledgement_ratio = fields.Char(
        string="Acknowledged",
        compute="_compute_acknowledgement_ratio",
        help="Holders who have read the statement, of all its holders.",
    )

    @api.depends("state", "acknowledgement_ids.partner_id", "share_ids.partner_id")
    def _compute_acknowledgement_state(self):
        for statement in self:
            read = statement.acknowledgement_ids.partner_id
            if statement.state != PUBLISHED:
                statement.acknowledgement_state = False
            elif not read:
                statement.acknowledgement_state = "none"
            elif statement._get_readers() <= read:
                statement.acknowledgement_state = "all"
            else:
                statement.acknowledgement_state = "partial"

    @api.depends("state", "acknowledgement_ids.partner_id", "share_ids.partner_id")
    def _compute_acknowledgement_ratio(self):
        for statement in self:
            readers = statement._get_readers()
            read = readers & statement.acknowledgement_ids.partner_id
            published = statement.state == PUBLISHED
            statement.acknowledgement_ratio = (
                f"{len(read)}/{len(readers)}" if published else False
            )

    def acknowledge(self):
        """The user, who holds the activity, has read the published statement.

        Said twice, the first time counts.

        :raises AccessError: the user can't read it, or does not hold the activity
        """
        self.ensure_one()
        self.check_access("read")
        partner = self.env.user.partner_id
        statement = self.sudo()
        holders = statement.activity_id.holder_ids.partner_id
        if statement.state != PUBLISHED or partner not in holders:
            raise AccessError(
                self.env._(
                    "Only the holders of %(activity)s acknowledge its statements, "
                    "once they are published.",
                    activity=statement.activity_id.display_name,
                )
            )
        if partner not in statement.acknowledgement_ids.partner_id:
            statement.env["cae.activity.statement.acknowledgement"].create(
                {"statement_id": statement.id, "partner_id": partner.id}
            )
        return True

    def _get_readers(self):
        """The holders that the statement was made for."""
        self.ensure_one()
        return self.share_ids.partner_id or self.activity_id.holder_ids.partner_id

    def _clear_acknowledgements(self):
        """What was read is withdrawn: the chatter keeps who had read it, and when."""
        for statement in self:
            acknowledgements = statement.sudo().acknowledgement_ids
            if not acknowledgements:
                continue
            readers = ", ".join(
                f"{read.partner_id.name} ({format_datetime(self.env, read.date)})"
                for read in acknowledgements
            )
            statement.message_post(
                body=self.env._(
                    "Withdrawn after it was acknowledged by: %(readers)s.",
                    readers=readers,
                )
            )
            acknowledgements.unlink()
