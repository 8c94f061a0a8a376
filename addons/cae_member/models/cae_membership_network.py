# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.tools import SQL

# Those of a network who have not been refused and have not left.
CURRENT_STATES = ("applicant", "candidate", "member", "leaving")
CHAIN_SEPARATOR = " › "
# Stops the queries, were a loop made by SQL.
MAX_DEPTH = 100
# Computed over whole lines, which no dependency describes without a query a record.
LINE_FIELDS = ("network_depth", "network_chain", "via_child_count", "auxiliary_count")


# pylint: disable=consider-merging-classes-inherited
class CaeMembership(models.Model):
    """Members of members: the chain above one, and all those below."""

    _inherit = "cae.membership"
    _parent_name = "via_membership_id"

    network_depth = fields.Integer(
        compute="_compute_network_chain",
        compute_sudo=True,
        help="0: a member directly; 1: through a network; 2: through a member of a "
        "network; and so on.",
    )
    network_chain = fields.Char(
        compute="_compute_network_chain",
        compute_sudo=True,
        help="From the network down to the member.",
    )
    via_child_count = fields.Integer(
        string="Direct Auxiliaries",
        compute="_compute_auxiliary_counts",
        compute_sudo=True,
        help="Came through this membership; neither refused nor former.",
    )
    auxiliary_count = fields.Integer(
        string="All Auxiliaries",
        compute="_compute_auxiliary_counts",
        compute_sudo=True,
        help="Came through this membership, at any depth; neither refused nor former.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        memberships = super().create(vals_list)
        self.invalidate_model(LINE_FIELDS, flush=False)
        return memberships

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("via_membership_id", "state", "active")):
            self.invalidate_model(LINE_FIELDS, flush=False)
        return result

    @api.depends("partner_id.name", "via_membership_id.partner_id.name")
    def _compute_network_chain(self):
        above = self.via_membership_id._get_lines_above()
        for membership in self:
            line = above.get(membership.via_membership_id._origin.id, ())
            names = [ancestor.partner_id.name or "" for ancestor in self.browse(line)]
            membership.network_depth = len(line)
            membership.network_chain = (
                CHAIN_SEPARATOR.join([*names, membership.partner_id.name or ""])
                if line
                else False
            )

    def _get_lines_above(self):
        """`{id: ids from the top down to it}`, for all records in one query."""
        if not self._origin:
            return {}
        self.env["cae.membership"].flush_model(["via_membership_id"])
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    WITH RECURSIVE line AS (
                        SELECT id, via_membership_id AS next, ARRAY[id] AS path
                          FROM cae_membership
                         WHERE id = ANY(%(ids)s)
                         UNION ALL
                        SELECT line.id, above.via_membership_id, above.id || line.path
                          FROM line
                          JOIN cae_membership above ON above.id = line.next
                         WHERE cardinality(line.path) < %(max_depth)s
                    )
                    SELECT DISTINCT ON (id) id, path
                      FROM line
                  ORDER BY id, cardinality(path) DESC
                    """,
                    ids=list(self._origin._ids),
                    max_depth=MAX_DEPTH,
                )
            )
        )

    @api.depends("via_child_ids")
    def _compute_auxiliary_counts(self):
        counts = self._count_below()
        for membership in self:
            direct, total = counts.get(membership._origin.id, (0, 0))
            membership.via_child_count = direct
            membership.auxiliary_count = total

    def _prepare_below_sql(self):
        """The memberships below each of these: rows `(root, id, depth)`."""
        return SQL(
            """
            WITH RECURSIVE below AS (
                SELECT via_membership_id AS root, id, 1 AS depth
                  FROM cae_membership
                 WHERE via_membership_id = ANY(%(ids)s)
                 UNION ALL
                SELECT below.root, child.id, below.depth + 1
                  FROM below
                  JOIN cae_membership child ON child.via_membership_id = below.id
                 WHERE below.depth < %(max_depth)s
            )
            """,
            ids=list(self._origin._ids),
            max_depth=MAX_DEPTH,
        )

    def _count_below(self):
        """`{id: (direct, all)}` current auxiliaries, in one query."""
        if not self._origin:
            return {}
        self.flush_model(["via_membership_id", "state", "active"])
        rows = self.env.execute_query(
            SQL(
                """
                %(below)s
                SELECT below.root,
                       COUNT(*) FILTER (WHERE below.depth = 1),
                       COUNT(*)
                  FROM below
                  JOIN cae_membership membership ON membership.id = below.id
                 WHERE membership.active AND membership.state = ANY(%(states)s)
              GROUP BY below.root
                """,
                below=self._prepare_below_sql(),
                states=list(CURRENT_STATES),
            )
        )
        return {root: (direct, total) for root, direct, total in rows}

    def _get_auxiliaries(self):
        """The current auxiliary members at any depth that the user may read."""
        if not self:
            return self
        return self.search(
            [
                ("id", "child_of", self.ids),
                ("id", "not in", self.ids),
                ("state", "in", CURRENT_STATES),
            ]
        )

    def action_view_auxiliaries(self):
        """All auxiliaries at any depth; a new one comes through this membership."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cae_member.cae_membership_action"
        )
        return {
            **action,
            "domain": [
                ("id", "child_of", self.id),
                ("id", "!=", self.id),
                ("state", "in", CURRENT_STATES),
            ],
            "context": {"default_via_membership_id": self.id},
        }
