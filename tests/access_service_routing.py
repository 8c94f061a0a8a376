# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The requests and their routing that the access matrix tries."""

from odoo.fields import Command


def build_service_routing(member, name, user):
    """A request of a member, led to a professional: ``{model: record}``.

    :param user: who the professional is, if anybody
    """
    env = member.env
    expertise, other = env["cae.expertise"].create(
        [{"name": name, "code": name}, {"name": f"{name} bis"}]
    )
    suggestion = env["cae.expertise.suggestion"].create(
        {"expertise_id": expertise.id, "suggested_id": other.id}
    )
    professional = env["cae.professional"].create(
        {
            "name": name,
            "expertise_ids": [Command.set(expertise.ids)],
            "user_id": user.id if user else False,
        }
    )
    request = env["cae.service.request"].create(
        {
            "partner_id": member.partner_id.id,
            "need": name,
            "line_ids": [
                Command.create({"name": name, "expertise_id": expertise.id}),
            ],
        }
    )
    request.action_route()
    line = request.line_ids
    env.flush_all()
    row = env["cae.service.request.report"].browse(line.id)
    made = (expertise, suggestion, professional, request, line, line.candidate_ids, row)
    return {record._name: record for record in made}
