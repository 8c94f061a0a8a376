# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import gc

from odoo import api, fields, models
from odoo.fields import Command

MODULE = "cae_demo"
LANGUAGES = ("fr_FR", "fr_BE", "fr_CA")
# A year of documents must not send mails, nor follow and track each of them.
QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_reset_password": True,
    "tracking_disable": True,
}


class CaeDemoLoader(models.AbstractModel):
    """Makes what XML can't say well: documents dated from today, and what follows.

    Each record gets an xml id that starts with the code of its organisation. What has
    its xml id is not made again: loading twice changes nothing.
    """

    _name = "cae.demo.loader"
    _description = "Demonstration Data Loader"

    @api.model
    def _activate_languages(self):
        """Activate the languages of the organisations, with their terms."""
        for code in LANGUAGES:
            self.env["res.lang"].sudo()._activate_and_install_lang(code)

    @api.model
    def _load(self):
        """Load every organisation; nothing happens to those that are there."""
        self._forget()
        self._load_passwords()
        for load in (
            self._load_art,
            self._load_ideal,
            self._load_be,
            self._load_cons,
            self._load_gessa,
        ):
            load()
            self._forget()

    def _forget(self):
        """Drop what is no longer needed: it slows down all that follows.

        Whenever Odoo wants an environment it looks through all those that live. The
        XML files leave hundreds of them, in cycles that wait for the collector, and
        held by what is to be done before the next commit.
        """
        self.env.cr.flush()
        self.env.invalidate_all()
        gc.collect()

    def _bind(self, code, lang, tz):
        """The loader of an organisation: its company, its language, no mail."""
        company = self.env.ref(f"{MODULE}.company_{code}")
        # Visits are planned in the hours of the centre.
        company.resource_calendar_id.tz = tz
        return self.sudo().with_context(
            **QUIET,
            allowed_company_ids=company.ids,
            cae_demo_code=code,
            lang=lang,
            tz=tz,
        )

    def _xml_id(self, name):
        return f"{MODULE}.{self.env.context['cae_demo_code']}_{name}"

    def _ref(self, name):
        """The organisation's record called `name`."""
        return self.env.ref(self._xml_id(name))

    def _has(self, name):
        return bool(self.env.ref(self._xml_id(name), raise_if_not_found=False))

    def _key(self, record, prefix):
        """The end of the xml id of a record: `roussel` of `art_partner_roussel`."""
        xml_id = record.get_external_id()[record.id]
        return xml_id.removeprefix(self._xml_id(prefix))

    def _today(self):
        # In UTC, like the dates of the XML files.
        return fields.Date.today()

    def _make(self, model_name, vals_by_name):
        """Create the records that miss, at once: `{name: record}` of those created."""
        existing = self._existing(vals_by_name)
        missing = {
            name: vals for name, vals in vals_by_name.items() if name not in existing
        }
        records = self.env[model_name].create(list(missing.values()))
        created = dict(zip(missing, records, strict=True))
        self._name_records(created)
        return created

    def _existing(self, names):
        """Those of the names that a record has."""
        code = f"{self.env.context['cae_demo_code']}_"
        groups = self.env["ir.model.data"]._read_group(
            [("module", "=", MODULE), ("name", "in", [code + name for name in names])],
            ["name"],
        )
        return {name.removeprefix(code) for (name,) in groups}

    def _name_records(self, records):
        """Give xml ids that an upgrade neither rewrites nor deletes."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": self._xml_id(name), "record": record, "noupdate": True}
                for name, record in records.items()
            ]
        )

    def _set_up_accounting(self, template):
        """Load the chart of accounts of a company that has none, and its bank."""
        company = self.env.company
        if company.chart_template:
            return
        # The chart takes its journals' codes in the language of the company.
        company.partner_id.lang = self.env.context["lang"]
        self._name_records({"partner_company": company.partner_id})
        # Not try_loading(): it warns while addons load, when what this addon needs
        # is there already.
        self.env["account.chart.template"]._load(template, company, install_demo=False)
        self._set_up_bank()
        self._share_with_admin()

    def _set_up_bank(self):
        """Payments go to the bank account at once: no bank statement to reconcile."""
        journal = self._journal("bank")
        lines = journal.inbound_payment_method_line_ids
        lines |= journal.outbound_payment_method_line_ids
        lines.payment_account_id = journal.default_account_id

    def _share_with_admin(self):
        """Let the administrator switch to the company."""
        admin = self.env.ref("base.user_admin", raise_if_not_found=False)
        if admin:
            admin.company_ids = [Command.link(self.env.company.id)]

    def _journal(self, journal_type):
        """The first journal of the company of a type."""
        journals = self.env["account.journal"]
        return journals.search(
            [
                *journals._check_company_domain(self.env.company),
                ("type", "=", journal_type),
            ],
            limit=1,
        )

    def _accounts(self, codes):
        """The general accounts of the company by code; all of them must exist."""
        accounts = self.env["account.account"].search(
            [
                *self.env["account.account"]._check_company_domain(self.env.company),
                ("code", "in", list(codes)),
            ]
        )
        found = {account.code: account for account in accounts}
        return {code: found[code] for code in codes}
