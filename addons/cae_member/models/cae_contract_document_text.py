# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# pylint: disable=consider-merging-classes-inherited

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_amount, format_date

from .cae_contract_clause import JOINT


class CaeContractDocument(models.Model):
    """Writing the text of a document: the clauses that match, and their values."""

    _inherit = "cae.contract.document"

    def action_prepare(self):
        """Write the text from the clauses, and who signs it.

        :raises UserError: no clause fits, or mandatory ones lack values: which, and
            where to fill them; nothing is written then
        """
        self._check_draft()
        for document in self:
            document._check_subject_ready()
            translated = document.with_context(lang=document._choose_lang())
            values = translated._get_clause_values()
            clauses = translated._choose_clauses(values)
            document.write(
                {
                    **translated._prepare_head(),
                    "lang": translated.env.lang,
                    "body": translated._render_body(clauses, values),
                }
            )
            if document.kind == JOINT:
                shares = document.activity_id.sudo()._get_agreed_shares()
                document._write_managed({"shares": shares})
            document._set_signers()

    def _choose_lang(self):
        """The language chosen, or that of the person, or of the cooperative."""
        if self.body and self.lang:
            return self.lang
        partner = self._get_persons()[:1]
        installed = dict(self._selection_lang())
        for lang in (partner.lang, self.company_id.partner_id.lang, self.lang):
            if lang in installed:
                return lang
        return self.env.lang or "en_US"

    def _get_persons(self):
        """The partners who sign besides the cooperative, in order."""
        self.ensure_one()
        document = self.sudo()
        if document.kind == JOINT:
            return document.activity_id.holder_ids.partner_id
        return document.version_id.employee_id.work_contact_id

    def _check_subject_ready(self):
        """Refuse what can't be signed: nobody to sign, shares that don't add up."""
        if self.kind == JOINT:
            activity = self.activity_id.sudo()
            activity._check_holder_shares()
            if len(activity.holder_ids) < 2:
                raise UserError(
                    self.env._(
                        "%s has one holder: a joint agreement is for two or more.",
                        activity.display_name,
                    )
                )
            return
        version = self.version_id.sudo()
        if not version.contract_date_start:
            raise UserError(
                self.env._(
                    "%s has no contract on this date: begin with “New Contract or "
                    "Renewal”.",
                    version.employee_id.name,
                )
            )
        if not version.employee_id.work_contact_id:
            raise UserError(
                self.env._(
                    "%s has no contact: choose it in the form of the person (Work "
                    "Contact), it is who signs.",
                    version.employee_id.name,
                )
            )

    def _prepare_head(self):
        """What lists and the title show; the title in the document's language."""
        document = self.sudo()
        if self.kind == JOINT:
            activity = document.activity_id
            name = f"{self._get_kind_label()} – {activity.display_name}"
            return {"name": name, "partner_id": False}
        version = document.version_id
        parts = [
            self._get_kind_label(),
            version.contract_type_id.name,
            version.employee_id.name,
        ]
        return {
            "name": " – ".join(filter(None, parts)),
            "kind": version.cae_change,
            "partner_id": version.employee_id.work_contact_id.id,
            "activity_id": version.cae_activity_id.id,
            "contract_type_id": version.contract_type_id.id,
            "date": version.date_version,
        }

    # === Values === #

    def _get_clause_values(self):
        """What the placeholders stand for: {name: text in the language, or empty}."""
        self.ensure_one()
        document = self.sudo()
        if document.kind == JOINT:
            subject = document._get_joint_values(document.activity_id)
        else:
            subject = document._get_version_values(document.version_id)
        company = document.company_id
        return {
            "cooperative": company.name,
            "representative": company.cae_signatory,
            "statutes": company.cae_statutes_version,
            "levy": company._cae_describe_levy(document._get_date()),
            **subject,
        }

    def _get_date(self):
        """The day when the document takes effect."""
        version = self.sudo().version_id
        return self.date if self.kind == JOINT else version.date_version

    def _get_joint_values(self, activity):
        holders = [
            self.env._(
                "%(holder)s: %(share)s",
                holder=holder.partner_id.name,
                share=self._format_share(holder.share_percent),
            )
            for holder in activity.holder_ids
        ]
        return {
            "activity": activity.name,
            "brand": activity.brand_name,
            "effective": self._format_day(self.date),
            "holders": "\n".join(f"- {holder}" for holder in holders),
        }

    def _format_share(self, share):
        """``50 %`` or ``33,33 %``."""
        lang = self.env["res.lang"]._lang_get(self.env.lang)
        text = lang.format("%.2f", share) if share % 1 else str(int(share))
        return f"{text} %"

    def _format_day(self, day):
        return format_date(self.env, day, date_format="d MMMM y") if day else ""

    def _get_version_values(self, version):
        """The terms of a version, in words."""
        employee = version.employee_id
        activity = version.cae_activity_id
        currency = version.currency_id
        wage, goal = (
            format_amount(self.env, amount, currency) if amount else ""
            for amount in (version.wage, version.cae_turnover_goal)
        )
        return {
            "person": employee.name,
            "called": self._get_called(version),
            "address": self._get_address(version),
            "type": version.with_context(lang=self.env.lang).contract_type_id.name,
            "start": self._format_day(version.contract_date_start),
            "end": self._format_day(version.contract_date_end),
            "effective": self._format_day(version.date_version),
            "trial_end": self._format_day(version.trial_date_end),
            "deadline": self._format_day(employee.membership_deadline),
            "activity": activity.name,
            "brand": activity.brand_name,
            "objectives": version.cae_objectives,
            "turnover_goal": goal,
            "fixed_part": wage,
            "variable_part": version.cae_variable_part,
            "change": version.cae_amendment,
        }

    def _get_address(self, version):
        """The private address, or else that of the contact, on one line."""
        private = ("private_street", "private_zip", "private_city")
        if any(version[name] for name in private):
            return self._format_address(version, private)
        return self._format_address(version.employee_id.work_contact_id)

    def _format_address(self, record, names=("street", "zip", "city")):
        """``3 rue du Grand Marché, 37000 Tours``."""
        street, zip_code, city = (record[name] for name in names)
        town = " ".join(filter(None, (zip_code, city)))
        return ", ".join(filter(None, (street, town)))

    def _get_called(self, version):
        """What the clauses of a contract call the person."""
        if self._get_current_kind() in ("contract", "renewal"):
            kind = version.contract_type_id.cae_kind
            if kind == "cesa":
                return self.env._("the entrepreneur")
            if kind == "cape":
                return self.env._("the beneficiary")
            if kind == "candidate":
                return self.env._("the candidate")
        return self.env._("the person")

    # === Text === #

    def _choose_clauses(self, values):
        """The clauses of the document, those left out that optional values lack.

        :raises UserError: no clause, or mandatory ones without their values
        """
        contract_type = self.sudo().version_id.contract_type_id
        clauses = self.env["cae.contract.clause"]._find(
            self._get_current_kind(), self.company_id, contract_type
        )
        if not clauses:
            raise UserError(
                self.env._(
                    "%(document)s: no clause fits (%(kind)s, %(type)s). Write some "
                    "under Configuration / Contract Clauses.",
                    document=self._prepare_head()["name"],
                    kind=self._get_kind_label(),
                    type=contract_type.name or self.env._("any contract"),
                )
            )
        return clauses._get_filled(values, self._prepare_head()["name"])

    def _get_current_kind(self):
        """The kind now: a version may have changed since the draft was made."""
        return self.kind if self.kind == JOINT else self.sudo().version_id.cae_change

    def _render_body(self, clauses, values):
        """The whole text: parties, table of the terms, numbered clauses."""
        document = self.sudo()
        return self.env["ir.qweb"]._render(
            "cae_member.contract_document_body",
            {
                "document": document,
                "company": document.company_id,
                "joint": document.kind == JOINT,
                "parties": document._get_parties(values),
                "clauses": [
                    (clause, clause._get_blocks(values))
                    for clause in clauses.with_context(lang=self.env.lang)
                ],
                "values": values,
                "rows": self._get_rows(values),
            },
            lang=self.env.lang,
        )

    def _get_parties(self, values):
        """Who contracts: (name, the rest of the line), the cooperative first."""
        company = self.company_id
        registry, signatory = company.company_registry, values["representative"]
        parties = [
            (
                company.name,
                self._format_address(company.partner_id),
                registry and self.env._("registered under %s", registry),
                signatory and self.env._("represented by %s", signatory),
                self.env._("called “the cooperative”"),
            )
        ]
        if self.kind == JOINT:
            for person in self._get_persons():
                parties.append((person.name, self._format_address(person)))
        else:
            called = self.env._("called “%s”", values["called"])
            parties.append((values["person"], values["address"], called))
        return [
            (name, "".join(f", {part}" for part in rest if part))
            for name, *rest in parties
        ]

    def _get_rows(self, values):
        """The table of the terms: (label, text), without those that are empty."""
        kind = self._get_current_kind()
        labels = [
            (self.env._("Contract"), values.get("type")),
            (self.env._("Contract from"), values.get("start")),
            (self.env._("Until"), values.get("end")),
            (self.env._("Takes effect on"), values["effective"]),
            (self.env._("Trial until"), kind == "contract" and values.get("trial_end")),
            (self.env._("Activity"), values.get("activity")),
            (self.env._("Brand"), values.get("brand")),
            (self.env._("Turnover aimed at, for a year"), values.get("turnover_goal")),
            (self.env._("Fixed part, gross, for a month"), values.get("fixed_part")),
            (self.env._("To be a member by"), values.get("deadline")),
        ]
        hidden = {
            "contract": {3},
            "renewal": {3},
            "amendment": {9},
            "termination": {3, 7, 8, 9},
        }
        return [
            row
            for index, row in enumerate(labels)
            if row[1] and index not in hidden.get(kind, ())
        ]

    def _set_signers(self):
        """The persons first, then the cooperative."""
        self.ensure_one()
        document = self.sudo()
        role = "holder" if self.kind == JOINT else "person"
        partners = [(role, partner) for partner in self._get_persons()]
        partners.append(("cooperative", document.company_id.partner_id))
        document.write(
            {
                "signer_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "sequence": index,
                                "role": role,
                                "partner_id": partner.id,
                                "name": partner.name,
                            }
                        )
                        for index, (role, partner) in enumerate(partners)
                    ),
                ]
            }
        )
