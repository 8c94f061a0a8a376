# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The year of the Belgian cooperative, which keeps 10 % of the gross margin.

The margin is the turnover less purchases, subcontracting and big purchases; what an
activity spends otherwise does not count.

>>> from datetime import date
>>> documents = {found.key: found for found in YEAR.documents(date(2026, 11, 21))}
>>> names = ("site", "shop", "hardware")
>>> [
...     sum(line.price * line.quantity for line in found.lines)
...     for found in (documents[f"mertens_example_{name}"] for name in names)
... ]
[2100.0, 900.0, 1000.0]
"""

from __future__ import annotations

from .be_partners import CUSTOMERS, VENDORS
from .be_profiles import GOODS, PROFILES, SALES, SERVICES, SUBCONTRACTING
from .entries import Accounts, Entries, Pay
from .plan import LAST, PURCHASE, Line
from .year import Credit, Exemption, Late, Scheme, Year, purchase, purchases, sale

# The month before this one: 10 % × (3 000.00 − 1 000.00) = 200.00.
WORKED_EXAMPLE = (
    sale(
        "mertens_example_site",
        "mertens",
        "logis",
        LAST,
        7,
        Line("Site des locataires, jour", SERVICES, 420.0, 5.0),
    ),
    sale(
        "mertens_example_shop",
        "mertens",
        "brasserie",
        LAST,
        18,
        Line("Terminal de caisse installé", SALES, 900.0),
    ),
    purchase(
        "mertens_example_hardware",
        "mertens",
        "materiel",
        LAST,
        12,
        Line("Matériel de caisse", GOODS, 500.0, 2.0),
    ),
)
SUBCONTRACTED = purchases(
    16,
    ("collard", "relecteur", 6, "Cours de néerlandais confiés", SUBCONTRACTING, 350.0),
    ("renson", "graphiste", 8, "Plans d'agencement", SUBCONTRACTING, 480.0),
    ("hubert", "graphiste", 10, "Catalogue", SUBCONTRACTING, 260.0),
)
PARTLY_PAID = (
    sale(
        "renson_part_paid",
        "renson",
        "hotel",
        7,
        14,
        Line("Comptoir d'accueil", SALES, 2600.0),
        paid=(8, 25),
        paid_amount=1500.0,
    ),
    sale(
        "janssens_part_paid",
        "janssens",
        "logis",
        9,
        10,
        Line("Cadastre énergétique, premier lot", SERVICES, 1200.0),
        paid=(10, 25),
        paid_amount=500.0,
    ),
)
# Only those who chose to be employees are paid by the cooperative.
ENTRIES = Entries(
    Accounts(
        pay="620200",
        contributions="621000",
        pay_due="455000",
        social_due="454000",
        grant="740000",
        carried="140000",
    ),
    (
        Pay("hubert", 480.0),
        Pay("renson", 720.0),
        Pay("lejeune", 450.0),
        Pay("mertens", 520.0, first=2),
    ),
    employer_rate=0.27,
    employee_rate=0.1307,
    opening=(
        ("hubert", 1450.0),
        ("mertens", 980.0),
        ("lejeune", 620.0),
        ("renson", 3200.0),
        ("janssens", 410.0),
        ("gerard", 350.0),
    ),
    grants=(("namur", 22000.0), ("charleroi", 18500.0), ("liege", 16000.0)),
    grant_month=3,
)
YEAR = Year(
    Scheme(
        "Participation aux frais de la coopérative",
        "Assemblée générale du 5 juin {year}",
        "649700",
        ("purchase", "subcontracting", "pass_through"),
    ),
    CUSTOMERS,
    VENDORS,
    PROFILES,
    ENTRIES,
    written=(*WORKED_EXAMPLE, *SUBCONTRACTED, *PARTLY_PAID),
    instead=(("mertens", LAST),),
    late=(
        Late("hubert", "boutique", Line("Sacs livrés en dépôt", SALES, 480.0)),
        Late("renson", "menuiserie", Line("Chutes de chêne", GOODS, 250.0), PURCHASE),
        Late("janssens", "commune", Line("Visite oubliée", SERVICES, 360.0)),
    ),
    credits=(
        Credit("mertens", 2),
        Credit("janssens", 4, 0.2),
        Credit("lejeune", 6, 0.5),
    ),
    exemptions=(
        Exemption(
            "lejeune", 6, 7, "Congé de maternité : deux mois sans participation."
        ),
    ),
    bad_payers={"association": 4},
    closed={8: "gerard"},
)
