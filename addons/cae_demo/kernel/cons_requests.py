# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What members and auxiliary members asked the consortium for over the year."""

from __future__ import annotations

from .cons_asked import ASKED, Asked
from .cons_professionals import of_field
from .services import Agreement, Frequency, Need, Request, Term

# field: (service, what is to be done, hours)
WORK = {
    "law": ("law_rules", "Revoir les règlements et les contrats", 20),
    "hr": ("hr_advice", "Revoir la politique de ressources humaines", 24),
    "recruit": ("recruit", "Recruter une direction générale", 30),
    "acc": ("statements", "Mettre les comptes à jour", 40),
    "fin": ("funding", "Monter la demande de financement", 25),
    "strat": ("strategy", "Renouveler le plan stratégique", 35),
    "gov": ("board", "Préciser les rôles du conseil", 14),
    "com": ("campaign", "Préparer la campagne", 22),
    "press": ("press", "Annoncer le projet aux médias", 10),
    "web": ("site", "Refaire le site", 32),
    "digital": ("digital", "Choisir et mettre en place les outils", 38),
    "process": ("process", "Réorganiser le travail de gestion", 26),
    "training": ("training", "Former l'équipe", 16),
    "social": ("social", "Monter le plan d'affaires", 28),
    "estate": ("estate", "Étudier l'achat de l'immeuble", 18),
}
# Who comes to the member on fixed days; the others work when it suits.
FREQUENCIES = {
    "digital": Frequency(2, "month", 3.0, 1, 9.5),
    "process": Frequency(1, "month", 3.5, 2, 13.0),
    "board": Frequency(1, "month", 2.5, 3, 17.0),
}
# The states of the lines of a request under way, one after the other.
UNDER_WAY = ("accepted", "proposed", "assessed", "to_route")


def requests() -> tuple[Request, ...]:
    """Thirty-four requests, the oldest first.

    >>> found = {one.key: one for one in requests()}
    >>> [need.expertise for need in found["multi"].needs], found["multi"].named
    (['law', 'acc', 'process'], ('law',))
    >>> len(found)
    34
    """
    ordered = sorted(ASKED, key=lambda asked: -asked.days)
    return tuple(
        Request(
            asked.key,
            asked.member,
            asked.days,
            asked.need,
            asked.state,
            tuple(needs(asked, rank)),
            asked.named,
            asked.origin,
            urgent=rank % 9 == 4,
            territory=asked.territory,
            reason=asked.reason,
        )
        for rank, asked in enumerate(ordered)
    )


def needs(asked: Asked, rank: int) -> list[Need]:
    """The lines; who has nothing to do with a new request is not proposed."""
    result = []
    for position, mark in enumerate(asked.fields.split()):
        field = mark.removeprefix("+")
        service, title, hours = WORK[field]
        state = {
            "new": "to_route",
            "qualified": UNDER_WAY[(rank + position) % len(UNDER_WAY)],
        }.get(asked.state, asked.state)
        known = of_field(field)
        taken = state not in ("to_route", "cancelled")
        result.append(
            Need(
                field,
                title,
                hours,
                state,
                known[rank % len(known)] if taken else "",
                service if state in ("assessed", "agreed", "done") else "",
                suggested=mark != field,
            )
        )
    if asked.state == "qualified" and all(need.state == "to_route" for need in result):
        # Only who has begun is under way.
        known = of_field(result[0].expertise)
        result[0] = Need(
            result[0].expertise,
            result[0].name,
            result[0].hours,
            "proposed",
            known[rank % len(known)],
        )
    return result


def agreements() -> tuple[Agreement, ...]:
    """What was agreed upon some weeks after it was asked for.

    >>> found = {one.key: one for one in agreements()}
    >>> len(found), found["phare"].start, found["granby"].end
    (16, 9, 5)
    """
    result = []
    for request in requests():
        if request.state not in ("agreed", "done"):
            continue
        # Whatever the day, ten days after the request at least.
        start = (request.days - 40) // 31
        end = start - 4 if request.state == "done" else None
        terms = tuple(
            Term(
                need.service,
                need.professional,
                # over six months
                hours=round(need.hours / 6 * 4) / 4,
                frequency=FREQUENCIES.get(need.service),
                need=position,
            )
            for position, need in enumerate(request.needs, start=1)
        )
        result.append(
            Agreement(
                request.key,
                request.member,
                start,
                terms,
                end=end,
                request=request.key,
                period="quarter" if start > 8 else "month",
            )
        )
    return tuple(result)
