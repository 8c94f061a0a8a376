# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The Québec consortium: networks, their members, and the members of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .life import (
    Admit,
    Applicant,
    Convert,
    Days,
    Event,
    Leave,
    Life,
    Member,
    Notice,
    Repay,
    Return,
    ShareClass,
    Subscribe,
    Transfer,
    Value,
)

CLASSES = (
    ShareClass("a", "Parts de qualification", "Q", 10.0),
    ShareClass("b", "Parts privilégiées", "P", 100.0, ("network", "support")),
)
NETWORKS = {
    3: ("alimentation", "scolaire", "habitation", "forestier", "jeunesse"),
    2: ("quartier", "sante", "culture", "insertion"),
    1: ("mutuelles", "funeraire", "numerique"),
}
# The members of each network: what they are called, and where they are.
AUXILIARIES = {
    "alimentation": "L'Épicerie coop de|Rimouski|Baie-Comeau|Limoilou|Sept-Îles",
    "scolaire": "Coopérative scolaire de|Longueuil|Joliette|Granby|Trois-Rivières",
    "habitation": "Habitations coopératives de|Rosemont|Verdun|Laval|Gatineau",
    "forestier": "Coopérative forestière de|Roberval|Amos|Forestville|Dolbeau",
    "jeunesse": "Loisir scientifique de|Sherbrooke|Chicoutimi|Gaspé|Laval",
    "quartier": "Centre de quartier de|Lachine|Beauport|Hochelaga|Vanier",
    "sante": "Coop de santé de|Saint-Camille|Contrecœur|Matane|Saint-Cyrille",
    "culture": "Salle de spectacle de|Saint-Jean|Alma|Val-David|Carleton",
    "insertion": "Entreprise d'insertion de|Anjou|Saint-Michel|Repentigny|Lévis",
    "mutuelles": "Mutuelle des fermes de|Nicolet|Rouville|Bellechasse|Lotbinière",
    "funeraire": "Coopérative funéraire de|Lévis|Québec|Portneuf|Charlevoix",
    "numerique": "Atelier numérique de|Villeray|Limoilou|Hull|Drummondville",
}
# Auxiliary members have their own, and one of these too.
DEEPER = (
    ("quartier_1", "Centre de promotion communautaire Le Phare", "Montréal"),
    ("jeunesse_1", "Réseau technoscience de Saint-Léonard", "Montréal"),
    ("alimentation_1", "Jardin collectif des Battures", "Rimouski"),
    ("alimentation_1", "Cuisine collective du Bic", "Rimouski"),
    ("alimentation_3", "Fruiterie mobile de Limoilou", "Québec"),
    ("scolaire_2", "Librairie coop de Joliette", "Joliette"),
    ("habitation_1", "Coop d'habitation La Glycine", "Montréal"),
    ("habitation_1", "Coop d'habitation Les Érables", "Montréal"),
    ("sante_3", "Maison de naissance de Matane", "Matane"),
    ("insertion_2", "Friperie du Boulevard", "Montréal"),
    ("deeper_3", "Compostage des Battures", "Rimouski"),
    ("deeper_7", "Garderie La Glycine", "Montréal"),
)
LATE, GONE, BACK = "forestier_4", "culture_4", "scolaire_4"


@dataclass(frozen=True)
class Organisation:
    """An auxiliary member; `years`: how long ago its network was admitted."""

    key: str
    name: str
    city: str
    via: str
    years: int


def organisations() -> list[Organisation]:
    """The sixty auxiliary members, each after the one it came through."""
    result = []
    for years, networks in NETWORKS.items():
        for network in networks:
            prefix, *cities = AUXILIARIES[network].split("|")
            result += [
                Organisation(f"{network}_{i}", name(prefix, city), city, network, years)
                for i, city in enumerate(cities, start=1)
            ]
    found = {organisation.key: organisation for organisation in result}
    for rank, (via, title, city) in enumerate(DEEPER, start=1):
        key = f"deeper_{rank}"
        found[key] = Organisation(key, title, city, via, found[via].years)
    return list(found.values())


def name(prefix: str, city: str) -> str:
    """The name of an organisation of a place.

    >>> name("Centre de quartier de", "Anjou"), name("Coop de", "Amos")
    ("Centre de quartier d'Anjou", "Coop d'Amos")
    """
    if city[0] in "AEHIOU" and city not in ("Hochelaga", "Hull"):
        return f"{prefix[:-1]}'{city}"
    return f"{prefix} {city}"


def life(today: date) -> Life:
    days = Days(today, (9, 25))
    applied = days.ago(1, 8)
    applicants = (
        Applicant("garden", "auxiliary", applied, "candidate", via="quartier"),
        Applicant("ferry", "auxiliary", days.ago(1, 20), via="culture"),
        Applicant(
            "airline",
            "auxiliary",
            days.ago(4, 8),
            "refused",
            "Société par actions : le Consortium sert les entreprises collectives.",
        ),
    )
    return Life(CLASSES, (*meetings(days), *capital(days)), applicants)


def meetings(days: Days) -> list[Event]:
    """Networks come in at the meeting, their members at the board that follows."""
    events: list[Event] = []
    boards = {3: days.year(2, 3, 12), 2: days.year(1, 3, 12), 1: days.ago(2, 10)}
    for years, networks in NETWORKS.items():
        day, board = days.agm(years), boards[years]
        decision = days.decision(years)
        members = tuple(Member(key, "network", 50) for key in networks)
        events.append(Admit(day, decision, members))
        auxiliaries = tuple(
            Member(
                item.key,
                "auxiliary",
                2 if item.via.startswith("deeper") else 5,
                delay=None if item.key == LATE else 20,
                via=item.via,
            )
            for item in organisations()
            if item.years == years
        )
        decision = f"Conseil d'administration du {board:%d/%m/%Y}"
        events.append(Admit(board, decision, auxiliaries, 30))
    return events


def capital(days: Days) -> list[Event]:
    back = days.year(1, 12, 2)
    return [
        Subscribe(days.year(2, 11, 4), "alimentation", 10, "b"),
        Subscribe(days.year(1, 2, 9), "scolaire", 200),
        Convert(days.year(1, 4, 22), "scolaire", 100),
        Leave(days.year(2, 10, 31), BACK),
        Repay(days.year(1, 1, 20), (BACK,)),
        Value(days.year(1, 6, 20), days.year(2, 12, 31), 900.0, 0.0),
        Return(back, BACK, days.year(1, 10, 30), "Conseil d'administration"),
        Subscribe(back, BACK, 5),
        Transfer(days.year(1, 11, 18), "habitation_2", "habitation_3", 3),
        Leave(days.ago(3, 6), GONE, "dissolution"),
        Subscribe(days.ago(2, 12), "numerique", 100, instalments=True),
        Notice(days.today - timedelta(days=45), LATE),
    ]
