# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The dues of a member, called, for the matrix of rights."""


def build_dues(env, member, name, account):
    """A rule with a tier, a campaign and its line: ``{model: record}``."""
    rule = env["cae.dues.rule"].create(
        {
            "name": name,
            "code": name,
            "fixed_amount": 100,
            "account_id": account.id,
            "tier_ids": [(0, 0, {"start": 0, "amount": 10})],
        }
    )
    member.dues_rule_id = rule
    campaign = env["cae.dues.campaign"].create(
        {
            "name": name,
            "date_from": "2026-01-01",
            "date_to": "2026-12-31",
            "date_due": "2026-03-31",
            "call_without_figures": True,
        }
    )
    campaign.action_compute()
    line = campaign.line_ids.filtered(lambda found: found.membership_id == member)
    (campaign.line_ids - line).sudo().unlink()
    campaign.action_call()
    records = (rule, rule.tier_ids, campaign, line)
    return {record._name: record for record in records}
