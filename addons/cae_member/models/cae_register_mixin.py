# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import json
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

SEALED = ("state", "number", "chain_hash")


class RegisterIssue(NamedTuple):
    """One place where a register is not what was posted."""

    res_id: int
    number: int
    reason: str

    def explain(self, env):
        number = self.number
        reasons = {
            "content": env._("row %(number)s was changed or forged", number=number),
            "missing": env._("rows before row %(number)s are missing", number=number),
            "tail": env._("rows after row %(number)s are missing", number=number),
            "extra": env._("row %(number)s was not posted", number=number),
            "state": env._("row %(number)s is not posted any more", number=number),
        }
        return reasons[self.reason]


def compute_seal(previous: str, content: dict) -> str:
    """The hash of a row: its canonical content after the hash of the row before.

    >>> one, other = {"b": None, "a": "1"}, {"a": "1", "b": None}
    >>> compute_seal("", one) == compute_seal("", other)
    True
    >>> compute_seal("x", {"a": "1"}) == compute_seal("", {"a": "1"})
    False
    """
    canonical = json.dumps([previous, content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class CaeRegisterMixin(models.AbstractModel):
    """An append-only register: posted rows are numbered, sealed and never change.

    A row is prepared as a draft, then posted. A correction is a new row. Concrete
    models name in `_register_content` the stored columns that the seal covers, and
    in `_register_free` those that may still change.
    """

    _name = "cae.register.mixin"
    _description = "Append-only Register"

    _register_content = ()
    _register_free = ()

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.company,
    )
    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    date = fields.Date(required=True, index=True, default=fields.Date.context_today)
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "Posted")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    chain_hash = fields.Char(
        string="Seal",
        readonly=True,
        copy=False,
        help="Hash of the row's content and of the seal of the row before.",
    )

    _register_number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE state = 'posted'",
        "Two rows of the register cannot have the same number.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_register_vals(vals)
        # named in full, so that no default of the context posts a row
        draft = {"state": "draft", "number": 0, "chain_hash": False}
        return super().create([{**vals, **draft} for vals in vals_list])

    def write(self, vals):
        self._check_register_vals(vals)
        if not self._is_register_free(vals):
            self._check_register_draft()
        return super().write(vals)

    def unlink(self):
        self._check_register_draft()
        return super().unlink()

    def _check_register_vals(self, vals):
        """Nobody gives numbers or seals, nor posts, other than by `action_post`."""
        if any(vals.get(name) for name in SEALED if vals.get(name) != "draft"):
            raise UserError(
                self.env._("Numbers and seals are given when a row is posted.")
            )

    @api.model
    def _is_register_free(self, vals):
        """Whether only fields that the seal does not concern are written."""
        free = set(self._register_free)
        for name in ("mail.thread", "mail.activity.mixin", "cae.deadline.mixin"):
            free |= set(self.env[name]._fields) - set(models.MAGIC_COLUMNS)
        return free - set(self._get_register_columns()) - {"state"} >= vals.keys()

    def _check_register_draft(self):
        """Refuse to change posted rows: read from the database, whoever asks."""
        if not self.ids:
            return
        self.flush_recordset(["state", "number"])
        posted = self.env.execute_query(
            SQL(
                "SELECT number FROM %s WHERE id IN %s AND state = 'posted' LIMIT 1",
                SQL.identifier(self._table),
                tuple(self.ids),
            )
        )
        if posted:
            raise UserError(
                self.env._(
                    "Row %(number)s of the register is posted: it can neither be "
                    "changed nor deleted. Correct it by a new row.",
                    number=posted[0][0],
                )
            )

    # === Posting === #

    def action_post(self):
        """Number and seal the drafts, in the order given, without gaps."""
        drafts = self.filtered(lambda row: row.state == "draft")
        for company, rows in drafts.grouped("company_id").items():
            rows._post_register(company)
        return True

    def _post_register(self, company):
        heads = self.env["cae.register.head"].sudo()
        first, seal = heads._lock(company, self._name)
        for number, row in enumerate(self, start=first + 1):
            models.BaseModel.write(row, {"number": number, "state": "posted"})
        self.flush_recordset()
        contents = self._read_register(SQL("id IN %s", tuple(self.ids)))
        seals = {}
        for res_id, _number, _state, _hash, content in contents:
            seals[res_id] = seal = compute_seal(seal, content)
        for row in self:
            models.BaseModel.write(row, {"chain_hash": seals[row.id]})
        self.flush_recordset()
        heads._advance(company, self._name, first + len(self), seal, self[-1].id)
        return self

    # === Verification === #

    @api.model
    def _get_register_columns(self):
        """The columns that the seal covers."""
        return ("company_id", "number", "date", *self._register_content)

    @api.model
    def _read_register(self, where):
        """`(id, number, state, hash, content)` of rows, straight from the database."""
        names = self._get_register_columns()
        columns = SQL(", ").join(SQL("%s::text", SQL.identifier(n)) for n in names)
        rows = self.env.execute_query(
            SQL(
                """SELECT r.id, r.number, r.state, r.chain_hash, %s FROM %s r
                WHERE %s ORDER BY r.number NULLS LAST, r.id""",
                columns,
                SQL.identifier(self._table),
                where,
            )
        )
        for row in rows:
            yield (*row[:4], dict(zip(names, row[4:], strict=True)))

    @api.model
    def verify_register(self, company):
        """The rows of the company's register whose chain is broken: none if sound.

        A row that is flagged was changed, added or follows rows that were deleted.
        When the last rows were deleted, the last one left is flagged, and the last
        one there was.
        """
        issues = self._find_register_issues(company)
        return self.browse({issue.res_id for issue in issues if issue.res_id})

    @api.model
    def _find_register_issues(self, company):
        """Each break of the chain, located; two queries whatever the length."""
        self.env.flush_all()
        head = self.env.execute_query(
            SQL(
                """SELECT last_number, last_hash, last_res_id FROM cae_register_head
                WHERE company_id = %s AND register = %s""",
                company.id,
                self._name,
            )
        )
        last_number, last_hash, last_res_id = head[0] if head else (0, None, None)
        rows = self._read_register(
            SQL(
                """company_id = %s AND
                (state = 'posted' OR number > 0 OR chain_hash IS NOT NULL)""",
                company.id,
            )
        )
        issues, last = self._walk_register(rows, last_number)
        tail = last or (None, 0, "")
        if tail[1] < last_number:
            issues.append(RegisterIssue(tail[0], tail[1], "tail"))
            issues.append(RegisterIssue(last_res_id, last_number, "missing"))
        elif tail[1] == last_number and (tail[2] or "") != (last_hash or ""):
            issues.append(RegisterIssue(tail[0], tail[1], "content"))
        return issues

    @api.model
    def _walk_register(self, rows, last_number):
        """`(issues, last numbered row)` of the chain, in one pass."""
        issues, last = [], None
        expected, previous = 1, ""
        for res_id, number, state, seal, content in rows:
            if state != "posted" or not number:
                issues.append(RegisterIssue(res_id, number or 0, "state"))
                if not number:
                    continue
            elif number > last_number:
                issues.append(RegisterIssue(res_id, number, "extra"))
                continue
            elif number != expected:
                issues.append(RegisterIssue(res_id, number, "missing"))
            elif compute_seal(previous, content) != seal:
                issues.append(RegisterIssue(res_id, number, "content"))
            expected, previous = number + 1, seal or ""
            last = (res_id, number, seal)
        return issues, last

    @api.model
    def _get_register_names(self):
        """The registers of the database."""
        return sorted(
            name
            for name in self.env.registry.descendants(
                ["cae.register.mixin"], "_inherit"
            )
            if not self.env[name]._abstract
        )
