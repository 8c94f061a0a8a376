# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The year of Artefacts: what the profiles draw, and what tells something.

>>> from datetime import date
>>> documents = {found.key: found for found in YEAR.documents(date(2026, 11, 21))}
>>> names = ("site", "shop", "subcontracting")
>>> [
...     sum(line.price * line.quantity for line in found.lines)
...     for found in (documents[f"roussel_example_{name}"] for name in names)
... ]
[3200.0, 1800.0, 2000.0]
"""

from __future__ import annotations

from .art_entries import ENTRIES
from .art_partners import CUSTOMERS, VENDORS
from .art_profiles import PROFILES
from .plan import LAST, Line
from .year import Credit, Exemption, Late, Scheme, Year, purchase, purchases, sale

SERVICES, SUBCONTRACTING, GOODS = "706000", "611000", "607000"

# The month before this one: 10 % × (5 000.00 − 2 000.00) = 300.00.
WORKED_EXAMPLE = (
    sale(
        "roussel_example_site",
        "roussel",
        "habitat",
        LAST,
        8,
        Line("Refonte du site des locataires", SERVICES, 3200.0),
    ),
    sale(
        "roussel_example_shop",
        "roussel",
        "imprimerie",
        LAST,
        19,
        Line("Boutique en ligne, développement", SERVICES, 450.0, 4.0),
    ),
    purchase(
        "roussel_example_subcontracting",
        "roussel",
        "ferrand",
        LAST,
        22,
        Line("Intégration, jour", SUBCONTRACTING, 400.0, 5.0),
    ),
)
# Work passed on to others, which bears no levy.
SUBCONTRACTED = purchases(
    14,
    (
        "roussel",
        "ferrand",
        3,
        "Développement du module de billetterie",
        SUBCONTRACTING,
        1200.0,
    ),
    ("roussel", "ferrand", 7, "Intégration de maquettes", SUBCONTRACTING, 800.0),
    (
        "leguennec",
        "lumen",
        5,
        "Prises de vue pour photogrammétrie",
        SUBCONTRACTING,
        640.0,
    ),
    ("benhamou", "confluence", 6, "Enquête auprès des agents", SUBCONTRACTING, 1500.0),
    ("vasseur", "lumen", 9, "Captation de la résidence", SUBCONTRACTING, 520.0),
    ("marchetti", "imprimeur", 10, "Impression des panneaux", "604000", 730.0),
)
# Bought for a customer and sold again: above 3 000.00, it bears no levy.
BIG_PURCHASE = (
    purchase(
        "lemoine_big_purchase",
        "lemoine",
        "scierie",
        7,
        6,
        Line("Chêne massif pour la médiathèque", GOODS, 4850.0),
    ),
    sale(
        "lemoine_big_sale",
        "lemoine",
        "mediatheque",
        7,
        24,
        Line("Rayonnages en chêne, fourniture", "707000", 4850.0),
        Line("Rayonnages en chêne, pose", SERVICES, 2600.0),
    ),
)
PARTLY_PAID = (
    sale(
        "montagne_half_paid",
        "montagne",
        "saint_aubin",
        8,
        16,
        Line("Évaluation de la politique jeunesse", SERVICES, 4000.0),
        paid=(9, 25),
        paid_amount=2400.0,
    ),
    sale(
        "ouali_part_paid",
        "ouali",
        "universite",
        6,
        12,
        Line("Plateforme de cours, premier lot", SERVICES, 1500.0),
        paid=(8, 25),
        paid_amount=600.0,
    ),
)
YEAR = Year(
    Scheme(
        "Contribution coopérative",
        "Assemblée générale du 12 juin {year}",
        "658700",
        ("subcontracting", "pass_through"),
        fee=2.5,
    ),
    CUSTOMERS,
    VENDORS,
    PROFILES,
    ENTRIES,
    written=(*WORKED_EXAMPLE, *SUBCONTRACTED, *BIG_PURCHASE, *PARTLY_PAID),
    instead=(("roussel", LAST),),
    late=(
        Late(
            "vasseur",
            "theatre",
            Line("Ateliers oubliés à la clôture", SERVICES, 240.0),
        ),
        Late(
            "leguennec",
            "musee",
            Line("Numérisation de trois moulages", SERVICES, 380.0),
        ),
        Late(
            "delattre",
            "clinique",
            Line("Journée de formation oubliée", SERVICES, 720.0),
        ),
    ),
    credits=(
        Credit("benhamou", 2),
        Credit("garnier", 5),
        Credit("fontaine", 4, 0.2),
        Credit("delattre", 6, 0.25),
        Credit("ouali", 9, 0.1),
    ),
    exemptions=(
        Exemption("bertin", 7, 8, "Arrêt maladie : deux mois sans contribution."),
    ),
    bad_payers={"librairie": 5, "festival": 9},
    published=range(LAST - 3, LAST),
    closed={8: "costa"},
)
