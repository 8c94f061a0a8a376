# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The requests of the consortium's members, a row each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A request in a row: `fields` as it was split, `+` before one that was added.

    >>> Asked("a", "m", 3, "new", "law +acc", "quebec", "We need a lawyer.").named
    ('law',)
    """

    key: str
    member: str
    days: int
    state: str
    fields: str
    territory: str
    need: str
    reason: str = ""
    origin: str = "portal"

    @property
    def named(self) -> tuple[str, ...]:
        """The fields that the member named itself."""
        return tuple(field for field in self.fields.split() if field[0] != "+")


ASKED = (
    Asked(
        "multi",
        "sante",
        210,
        "agreed",
        "law +acc +process",
        "quebec",
        "Nous cherchons un avocat pour revoir nos contrats avec les cliniques membres.",
    ),
    Asked(
        "phare",
        "deeper_1",
        320,
        "agreed",
        "digital +process",
        "montreal",
        "Nos inscriptions se font sur papier et personne ici ne connaît le numérique.",
    ),
    Asked(
        "technoscience",
        "deeper_2",
        250,
        "agreed",
        "digital +training",
        "montreal",
        "Nous voulons choisir un logiciel pour nos ateliers et former l'équipe.",
    ),
    Asked(
        "alimentation",
        "alimentation",
        330,
        "agreed",
        "strat gov",
        "est",
        "Le réseau prépare son prochain plan de trois ans.",
    ),
    Asked(
        "scolaire",
        "scolaire",
        300,
        "agreed",
        "acc +fin",
        "montreal",
        "Onze librairies, onze comptabilités : nous voulons les réunir.",
    ),
    Asked(
        "habitation",
        "habitation",
        285,
        "agreed",
        "estate +law",
        "montreal",
        "Deux coopératives veulent acheter leur immeuble.",
    ),
    Asked(
        "forestier",
        "forestier_1",
        240,
        "agreed",
        "recruit +hr",
        "saguenay",
        "Notre directeur part à la retraite au printemps.",
    ),
    Asked(
        "limoilou",
        "alimentation_3",
        180,
        "agreed",
        "web com",
        "quebec",
        "L'épicerie veut vendre en ligne.",
    ),
    Asked(
        "lachine",
        "quartier_1",
        150,
        "agreed",
        "hr",
        "montreal",
        "Il nous faut une politique salariale équitable.",
    ),
    Asked(
        "camille",
        "sante_1",
        120,
        "agreed",
        "fin",
        "estrie",
        "La coop de santé veut agrandir et cherche des fonds.",
    ),
    Asked(
        "anjou",
        "insertion_1",
        100,
        "agreed",
        "process +digital",
        "montreal",
        "Nos commandes se perdent entre l'atelier et le bureau.",
    ),
    Asked(
        "lanaudiere",
        "scolaire_2",
        75,
        "agreed",
        "law",
        "montreal",
        "Notre bail arrive à échéance.",
    ),
    Asked(
        "granby",
        "scolaire_3",
        345,
        "done",
        "com press",
        "estrie",
        "Nous fêtons nos quarante ans.",
    ),
    Asked(
        "battures",
        "deeper_3",
        340,
        "done",
        "social",
        "est",
        "Le jardin veut embaucher : il lui faut un plan d'affaires.",
    ),
    Asked(
        "rosemont",
        "habitation_1",
        310,
        "done",
        "acc",
        "montreal",
        "Nos livres ont un an de retard.",
    ),
    Asked(
        "jeunesse",
        "jeunesse",
        270,
        "done",
        "training",
        "quebec",
        "Former nos bénévoles à la gestion d'un conseil.",
    ),
    Asked(
        "culture",
        "culture_1",
        44,
        "qualified",
        "web +com digital",
        "ouest",
        "La billetterie ne suit plus et le site date.",
    ),
    Asked(
        "verdun",
        "habitation_2",
        33,
        "qualified",
        "law estate +acc",
        "montreal",
        "Des travaux majeurs, et un entrepreneur qui conteste.",
    ),
    Asked(
        "gaspe",
        "jeunesse_3",
        26,
        "qualified",
        "recruit",
        "est",
        "Deux postes à pourvoir avant l'été.",
    ),
    Asked(
        "matane",
        "sante_3",
        24,
        "qualified",
        "gov +law",
        "est",
        "Le conseil et la direction ne s'entendent plus sur leurs rôles.",
    ),
    Asked(
        "beauport",
        "quartier_2",
        19,
        "qualified",
        "fin strat",
        "quebec",
        "Notre bailleur de fonds principal se retire.",
    ),
    Asked(
        "levis",
        "insertion_4",
        15,
        "qualified",
        "process hr",
        "quebec",
        "L'équipe a doublé en un an.",
    ),
    Asked(
        "joliette",
        "deeper_6",
        12,
        "qualified",
        "web",
        "montreal",
        "La librairie veut vendre en ligne.",
    ),
    Asked(
        "baie_comeau",
        "alimentation_2",
        10,
        "qualified",
        "acc +process",
        "saguenay",
        "Notre comptable part et tout est dans sa tête.",
    ),
    Asked(
        "gatineau",
        "habitation_4",
        6,
        "new",
        "",
        "ouest",
        "Nous aurions besoin d'un regard sur notre réserve de remplacement.",
    ),
    Asked(
        "sherbrooke",
        "jeunesse_1",
        5,
        "new",
        "",
        "estrie",
        "Un journaliste veut nous rencontrer, comment nous préparer ?",
    ),
    Asked(
        "alma",
        "culture_2",
        4,
        "new",
        "press",
        "saguenay",
        "Nous rouvrons la salle en mars et voulons le faire savoir.",
    ),
    Asked(
        "hochelaga",
        "quartier_3",
        2,
        "new",
        "",
        "montreal",
        "Nous cherchons un avocat : un locataire conteste son avis.",
    ),
    Asked(
        "nicolet",
        "mutuelles_1",
        1,
        "new",
        "",
        "estrie",
        "Pouvez-vous nous aider à choisir un logiciel de gestion des sinistres ?",
    ),
    Asked(
        "garden",
        "garden",
        8,
        "invited",
        "",
        "montreal",
        "Nous voudrions un plan d'affaires pour nos jardins.",
        "Invités à devenir membres.",
        "public",
    ),
    Asked(
        "compost",
        "deeper_11",
        20,
        "refused",
        "",
        "est",
        "Nous aurions besoin d'un site.",
        "Trois niveaux sous un réseau : le Consortium sert jusqu'à deux.",
    ),
    Asked(
        "airline",
        "airline",
        130,
        "refused",
        "",
        "saguenay",
        "Nous cherchons du financement pour un appareil.",
        "Société par actions : le Consortium sert les entreprises collectives.",
        "public",
    ),
    Asked(
        "verger",
        "alimentation_4",
        90,
        "cancelled",
        "strat",
        "saguenay",
        "Un plan de relance pour l'épicerie.",
        "Le conseil reporte le projet à l'an prochain.",
    ),
    Asked(
        "glycine",
        "deeper_7",
        160,
        "cancelled",
        "estate",
        "montreal",
        "Acheter le triplex voisin.",
        "L'immeuble a été vendu.",
        "office",
    ),
)
