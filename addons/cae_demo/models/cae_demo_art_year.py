# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, time, timedelta

from odoo import models

from ..kernel.art_plan import plan
from ..kernel.plan import LAST, Calendar

# The levied months whose statements the entrepreneurs have received.
PUBLISHED = range(LAST - 3, LAST)
CLOSED = {8: "costa"}


class CaeDemoLoader(models.AbstractModel):
    """Artefacts: a year of documents, pay, levies and statements."""

    _inherit = "cae.demo.loader"

    def _load_art_year(self):
        """Load the year once: its dates are those of the first loading."""
        if self._has("levy_run_0"):
            return
        calendar = Calendar(self._today())
        documents = plan(calendar.today)
        self._load_documents([found for found in documents if found.after_run is None])
        self._load_art_entries(calendar)
        for month in range(LAST):
            run = self._levy_month(calendar, month)
            if month in PUBLISHED:
                self._publish_statements(calendar, month, run)
            late = [found for found in documents if found.after_run == month]
            self._load_documents(late)
            if month in CLOSED:
                activity = self._ref(f"activity_{CLOSED[month]}")
                activity.action_close(calendar.day(month, 28))

    def _levy_month(self, calendar, month):
        """Compute and post the levies of a month, as if early in the next one."""
        name = f"levy_run_{month}"
        vals = {"company_id": self.env.company.id, "month": calendar.day(month)}
        run = self._make("cae.levy.run", {name: vals})[name]
        run.action_compute()
        run.action_post()
        run.posted_at = datetime.combine(calendar.day(month + 1, 5), time(9))
        return run

    def _publish_statements(self, calendar, month, run):
        statements = self.env["cae.activity.statement"]._prepare_month(run)
        statements.action_publish()
        self._forget_mails(statements)
        statements.published_on = run.posted_at.date() + timedelta(days=1)
        self._name_records(
            {
                f"statement_{month}_{self._key(found.activity_id, 'activity_')}": found
                for found in statements
            }
        )

    def _forget_mails(self, records):
        """Nobody gets a mail of the demonstration: it passes for sent."""
        messages = records.message_ids
        self.env["mail.mail"].search([("mail_message_id", "in", messages.ids)]).unlink()
        messages.notification_ids.notification_status = "sent"
