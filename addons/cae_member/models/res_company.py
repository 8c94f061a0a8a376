# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cae_membership_sequence_id = fields.Many2one(
        "ir.sequence",
        string="Member Numbers",
        help="Gap-free numbers of the members; created at the first admission.",
    )
    cae_activity_sequence_id = fields.Many2one(
        "ir.sequence",
        string="Activity Codes",
        help="Codes given to activities without one; created with the first of them.",
    )

    # === Applications === #
    cae_application_online = fields.Boolean(
        string="Applications Online",
        help="Anybody may apply through the public form of this company.",
    )
    cae_application_user_id = fields.Many2one(
        "res.users",
        string="Applications Followed by",
        domain=[("share", "=", False)],
        help="Gets an activity for each application received online.",
    )
    cae_application_days = fields.Integer(
        string="Days to Answer an Application",
        default=30,
        help="An application without decision after these days is late.",
    )
    cae_application_daily_limit = fields.Integer(
        string="Applications a Day",
        default=5,
        help="Most applications taken in one day from one address of the internet, "
        "and from one e-mail. 0: no limit.",
    )
    cae_application_min_seconds = fields.Integer(
        string="Least Time to Fill the Form",
        default=4,
        help="Seconds. A form sent sooner was filled by a machine.",
    )
    cae_application_keep_days = fields.Integer(
        string="Days to Keep Closed Applications",
        default=365,
        help="What was typed in a confirmed or discarded application is deleted after "
        "these days; the membership stays. 0: never.",
    )
    cae_statutes_url = fields.Char(
        string="Link to the Statutes",
        help="Shown on the public form: who applies accepts them.",
    )
    cae_data_notice = fields.Text(
        string="Data Notice",
        translate=True,
        help="What applicants are told about their data, on the public form.",
    )

    @api.model
    def _prepare_cae_sequence_vals(self, field_name):
        """Values of the sequence that a company gets when it first needs one."""
        prefixes = {"cae_activity_sequence_id": "A"}
        return {
            "name": self.env["ir.model.fields"]
            ._get(self._name, field_name)
            .field_description,
            "prefix": prefixes.get(field_name, ""),
            "padding": 4,
            "implementation": "no_gap",
            "company_id": self.id,
        }

    def _cae_next_codes(self, field_name, count):
        """Take `count` codes in a row from the company's sequence.

        One update whatever the count: two transactions that take numbers at once
        conflict on the row of the sequence, and the later one is run again.
        """
        self.ensure_one()
        company = self.sudo()
        if not company[field_name]:
            company[field_name] = (
                self.env["ir.sequence"]
                .sudo()
                .create(company._prepare_cae_sequence_vals(field_name))
            )
        sequence = company[field_name]
        step = sequence.number_increment or 1
        first = sequence.number_next
        sequence.number_next = first + step * count
        return [sequence.get_next_char(first + step * i) for i in range(count)]

    def _cae_next_free_codes(self, field_name, model_name, code_field, count):
        """Like `_cae_next_codes`, passing over codes that an import has taken."""
        self.ensure_one()
        codes = []
        records = self.env[model_name].sudo().with_context(active_test=False)
        while len(codes) < count:
            candidates = self._cae_next_codes(field_name, count - len(codes))
            taken = records.search_fetch(
                [("company_id", "=", self.id), (code_field, "in", candidates)],
                [code_field],
            ).mapped(code_field)
            codes += [code for code in candidates if code not in taken]
        return codes
