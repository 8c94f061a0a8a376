# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How each activity of the Belgian cooperative lives; taxes are those of its chart.

Candidates test their project: they start in the course of the year, and one of them
stops.

>>> profiles = {profile.activity: profile for profile in PROFILES}
>>> len(profiles) - 1, profiles["gerard"].last
(13, 8)
"""

from __future__ import annotations

from .plan import STRUCTURE, Cost, Profile, Service

SALES, SERVICES = "700000", "700100"
MATERIALS, STUDIES, SUBCONTRACTING, GOODS = "600000", "602000", "603000", "604000"
# VAT of 6 % (food, plants), and of services bought.
SALE_6, GOODS_6 = "attn_VAT-OUT-06-L", "attn_VAT-IN-V81-06"
SERVICES_21, NO_VAT = "attn_VAT-IN-V82-21-S", "attn_VAT-IN-V82-00-S"
DAYS = (1.0, 2.0, 3.0)

TRAIN = Cost("Trajets en train", "616503", "chemin_de_fer", (42.0, 58.5), 4, 1, "")
SUPPLIES = Cost("Fournitures de bureau", "612000", "bureau", (31.2, 46.8), 5, 2)


def _insurance(start: int) -> Cost:
    return Cost(
        "Responsabilité civile", "614600", "courtier", (165.0,), 12, start, NO_VAT
    )


def _service(name: str, price: float, *quantities: float) -> Service:
    return Service(name, price, quantities or (1.0,), SERVICES)


PROFILES = (
    Profile(
        "hubert",
        (
            Service("Sac en cuir", 185.0, (3.0, 5.0, 8.0), SALES),
            Service("Ceinture", 55.0, (10.0, 15.0), SALES),
        ),
        ("boutique", "hotel", "fabrique"),
        costs=(
            Cost("Cuirs et fournitures", MATERIALS, "tannerie", (240.0, 310.0), 2),
            _insurance(0),
        ),
        idle=(7,),
    ),
    Profile(
        "mertens",
        (
            _service("Site internet, jour", 420.0, 2.0, 3.0, 4.0),
            _service("Maintenance, heure", 62.0, 4.0, 6.0),
        ),
        ("logis", "brasserie", "maison_medicale"),
        costs=(
            Cost("Maquettes", SUBCONTRACTING, "graphiste", (320.0, 450.0), 4, 1),
            _insurance(3),
        ),
    ),
    Profile(
        "lejeune",
        (
            Service("Buffet", 16.5, (40.0, 60.0, 80.0), SALES, SALE_6),
            Service("Repas livrés", 11.0, (30.0, 45.0), SALES, SALE_6),
        ),
        ("ecole", "fabrique", "commune", "theatre_royal"),
        pace=(1, 2),
        costs=(
            Cost("Denrées", GOODS, "grossiste", (260.0, 330.0, 410.0), tax=GOODS_6),
            _insurance(0),
        ),
    ),
    Profile(
        "diallo",
        (
            _service("Entretien de vélos", 48.0, 8.0, 12.0, 16.0),
            Service("Vélo remis à neuf", 290.0, (1.0, 2.0), SALES),
        ),
        ("velotour", "commune", "hotel"),
        costs=(
            Cost("Pièces de vélo", GOODS, "cycles", (120.0, 175.0), 2, 3),
            _insurance(3),
        ),
        first=3,
    ),
    Profile(
        "renson",
        (
            Service("Mobilier sur mesure", 1350.0, (1.0, 2.0), SALES),
            _service("Pose, jour", 360.0, 1.0, 2.0),
        ),
        ("logis", "hotel", "brasserie", "ecole"),
        costs=(
            Cost("Bois", MATERIALS, "menuiserie", (380.0, 520.0, 640.0), 2),
            _insurance(6),
        ),
    ),
    Profile(
        "janssens",
        (
            _service("Audit énergétique", 780.0),
            _service("Suivi de travaux, jour", 410.0, *DAYS),
        ),
        ("logis", "commune", "maison_medicale"),
        costs=(Cost("Mesures d'étanchéité", STUDIES, "mesures", (180.0,), 5, 2), TRAIN),
    ),
    Profile(
        "collard",
        (
            _service("Cours de langue, heure", 46.0, 12.0, 18.0, 24.0),
            _service("Interprétation, jour", 520.0, 1.0, 2.0),
        ),
        ("fabrique", "theatre_royal", "hotel"),
        costs=(TRAIN, SUPPLIES),
        first=4,
    ),
    Profile(
        "elamrani",
        (
            _service("Retouches", 28.0, 15.0, 25.0),
            Service("Costume de scène", 240.0, (1.0, 3.0), SALES),
        ),
        ("theatre_royal", "boutique"),
        costs=(Cost("Tissus", MATERIALS, "tissus", (95.0, 140.0), 2, 2),),
        first=2,
        idle=(5,),
    ),
    Profile(
        "delvaux",
        (Service("Savons, coffret", 21.0, (20.0, 35.0, 50.0), SALES),),
        ("boutique", "hotel", "velotour"),
        costs=(Cost("Huiles et emballages", MATERIALS, "huiles", (110.0,), 2, 1),),
        first=1,
        idle=(8,),
    ),
    Profile(
        "gerard",
        (_service("Graphisme, jour", 310.0, *DAYS),),
        ("association", "editeur"),
        costs=(SUPPLIES,),
        last=8,
        idle=(6,),
    ),
    Profile(
        "servais",
        (_service("Entretien de jardin, heure", 38.0, 16.0, 24.0),),
        ("association", "logis", "ecole"),
        costs=(
            Cost("Plants", GOODS, "pepiniere", (90.0, 150.0), 3, 5, GOODS_6),
            _insurance(6),
        ),
        first=5,
    ),
    Profile(
        "bastin",
        (
            _service("Reportage photographique", 480.0),
            _service("Portraits, séance", 130.0, 1.0, 2.0),
        ),
        ("theatre_royal", "editeur"),
        costs=(Cost("Tirages", STUDIES, "labo", (65.0, 90.0), 2, 8),),
        first=8,
    ),
    Profile(
        "wauters",
        (_service("Traduction, 1 000 mots", 125.0, 4.0, 6.0, 9.0),),
        ("editeur", "velotour"),
        costs=(Cost("Relecture", SUBCONTRACTING, "relecteur", (110.0,), 2, 9),),
        first=9,
    ),
    Profile(
        STRUCTURE,
        (),
        (),
        pace=(0,),
        costs=(
            Cost("Loyer", "610000", "immobiliere", (2700.0,), 3, tax=NO_VAT),
            Cost(
                "Contrôle des comptes",
                "613290",
                "reviseur",
                (1150.0,),
                12,
                3,
                SERVICES_21,
            ),
        ),
    ),
)
