# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The consortium's hundred professionals; their names are invented."""

from __future__ import annotations

from .services import Professional

TERRITORIES = ("quebec", "montreal", "est", "saguenay", "ouest", "estrie")
FIRST = (
    "Catherine|Simon|Josée|Étienne|Annie|Patrick|Mélanie|Vincent|Caroline|Jérôme|"
    "Chantal|Maxime|Valérie|Olivier|Sophie|François|Karine|Louis|Amélie|Gabriel"
).split("|")
LAST = (
    "Lavoie|Bélanger|Gauthier|Ouellet|Bergeron|Simard|Caron|Girard|Cloutier|Desjardins|"
    "Poirier|Leclerc|Beaulieu|Cyr|Dubé|Lapointe|Nadeau|Thibault|Villeneuve|Paradis|"
    "Hébert|Turcotte|Lessard"
).split("|")
# field: (how many serve members, what they are called, an hour's cost)
DIRECT = {
    "law": (8, "Services juridiques", 82),
    "hr": (8, "Conseil en ressources humaines", 58),
    "recruit": (5, "Recrutement", 54),
    "acc": (10, "Comptabilité", 44),
    "fin": (6, "Finance", 66),
    "strat": (6, "Stratégie", 64),
    "gov": (4, "Gouvernance", 61),
    "com": (6, "Communications", 48),
    "press": (3, "Relations de presse", 52),
    "web": (6, "Web", 47),
    "digital": (5, "Transformation numérique", 59),
    "process": (5, "Amélioration des processus", 57),
    "training": (4, "Formation", 52),
    "social": (2, "Économie sociale", 55),
    "estate": (2, "Immobilier", 60),
}
# What every third professional of a field knows too.
SECOND = {
    "law": "gov",
    "hr": "recruit",
    "recruit": "hr",
    "acc": "fin",
    "fin": "acc",
    "strat": "social",
    "gov": "strat",
    "com": "press",
    "press": "com",
    "web": "digital",
    "digital": "web",
    "process": "digital",
    "training": "process",
    "social": "strat",
    "estate": "law",
}
# Who works for the centre itself.
CENTRE = (
    ("Direction générale", 2),
    ("Services aux membres", 6),
    ("Comptabilité du Consortium", 4),
    ("Technologies du Consortium", 3),
    ("Communications du Consortium", 2),
    ("Administration", 3),
)
# Half of the lawyers, and some of the web, work on their own account.
OUTSIDE = ("law", "web", "press")
# The two who log in.
LOGINS = {"pro1": "law", "pro2": "digital"}


def full_name(rank: int) -> str:
    """A name that no other rank below 460 has.

    >>> full_name(0), len({full_name(rank) for rank in range(460)})
    ('Catherine Lavoie', 460)
    """
    return f"{FIRST[rank % len(FIRST)]} {LAST[rank % len(LAST)]}"


def professionals() -> tuple[Professional, ...]:
    """A hundred, of whom eighty serve members; the first two log in.

    >>> found = professionals()
    >>> [(one.key, one.expertises[0]) for one in found[:3]]
    [('pro1', 'law'), ('pro2', 'digital'), ('pro3', 'law')]
    >>> len({one.name for one in found}), sum(one.outside for one in found)
    (100, 8)
    """
    fields = [*LOGINS.values()]
    for field, (count, _job, _cost) in DIRECT.items():
        fields += [field] * (count - [*LOGINS.values()].count(field))
    nth: dict[str, int] = {}
    result = []
    for rank, field in enumerate(fields):
        nth[field] = nth.get(field, 0) + 1
        result.append(direct(rank, field, nth[field]))
    jobs = [job for job, count in CENTRE for _rank in range(count)]
    result += [
        Professional(
            f"pro{rank + 1}",
            full_name(rank),
            job,
            (),
            TERRITORIES[: 1 + rank % 2],
            45 + rank % 7,
            capacity=0,
            direct=False,
        )
        for rank, job in enumerate(jobs, start=len(fields))
    ]
    return tuple(result)


def direct(rank: int, field: str, nth: int) -> Professional:
    """The nth of a field who serves members."""
    _count, job, cost = DIRECT[field]
    second = (SECOND[field],) if nth % 3 == 0 else ()
    home = TERRITORIES[rank % len(TERRITORIES)]
    places = (home,) if nth % 2 else (home, TERRITORIES[rank % 2])
    return Professional(
        f"pro{rank + 1}",
        full_name(rank),
        job,
        (field, *second),
        tuple(dict.fromkeys(places)),
        cost + 2 * (rank % 4),
        capacity=(35, 28, 21, 14)[nth % 4],
        outside=field in OUTSIDE and nth % 2 == 0,
    )


def of_field(field: str) -> list[str]:
    """The keys of those who know a field, in the order of their keys.

    >>> of_field("digital")[:2]
    ['pro2', 'pro60']
    """
    return [one.key for one in professionals() if field in one.expertises]
