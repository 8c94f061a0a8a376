# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The portal page of one of 11,000 activities; the floor is Odoo's own portal home.

Both pages show at once what matters and load the rest: the home its counters, the
activity its figures by month, levies and statements. That rest is measured too.
"""

from time import perf_counter

from werkzeug.test import Client

from odoo import Command, http
from odoo.tools import config

from benchmarks.levy import _prepare

SIZES = (1_000, 11_000)
VISITS = 25


def run(env, report):
    """Pages asked from the server's own application, without a network."""
    config["db_name"] = [env.cr.dbname]
    for size in SIZES:
        company = _prepare(env, size)
        user, activity = _create_holder(env, company)
        env.cr.commit()  # the pages are served by other transactions
        client = _log_in(user)
        home = _visit(client, "/my/home")
        page = f"/my/activity/{activity.id}"
        report("activity page", size, home, _visit(client, page))
        report("what it loads", size, home, _visit(client, f"{page}/details"))


def _create_holder(env, company):
    activities = env["cae.activity"].search([("company_id", "=", company.id)])
    activity = activities[len(activities) // 2]
    login = f"bench.portal.{activity.id}"
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": login,
                "login": login,
                "password": login,
                "group_ids": [Command.set(env.ref("base.group_portal").ids)],
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
            }
        )
    )
    activity.holder_ids = [
        Command.create({"partner_id": user.partner_id.id, "share_percent": 100})
    ]
    return user, activity


def _log_in(user):
    session = http.root.session_store.new()
    session.update(http.get_default_session(), db=user.env.cr.dbname)
    session.context["lang"] = "en_US"
    session.uid, session.login = user.id, user.login
    session.session_token = user._compute_session_token(session.sid)
    http.root.session_store.save(session)
    client = Client(http.root)
    client.set_cookie("session_id", session.sid, domain="localhost")
    return client


def _visit(client, url):
    """The best of some visits, in seconds; the first ones fill the caches."""
    times = []
    for _index in range(VISITS):
        start = perf_counter()
        response = client.get(url)
        assert response.status_code == 200 and response.data, (url, response.status)
        times.append(perf_counter() - start)
    return min(times)
