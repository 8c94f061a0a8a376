# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The pay and the grants of Artefacts.

>>> ENTRIES.net(0) > ENTRIES.net(12)  # two activities ended
True
"""

from __future__ import annotations

from .entries import Accounts, Entries, Pay

ENTRIES = Entries(
    Accounts(
        pay="641100",
        contributions="645100",
        pay_due="421000",
        social_due="431000",
        grant="741000",
        carried="110000",
    ),
    (
        Pay("roussel", 480.0),
        Pay("marchetti", 340.0),
        Pay("benhamou", 1150.0),
        Pay("leguennec", 420.0),
        Pay("caron", 520.0),
        Pay("lemoine", 700.0),
        Pay("ouali", 640.0),
        Pay("fontaine", 310.0),
        Pay("delattre", 720.0),
        Pay("garnier", 330.0),
        Pay("vasseur", 380.0),
        Pay("bertin", 150.0),
        Pay("montagne", 780.0),
        Pay("ndiaye", 320.0),
        Pay("pichon", 390.0, last=10),
        Pay("costa", 420.0, last=8),
    ),
    employer_rate=0.32,
    employee_rate=0.22,
    opening=(
        ("roussel", 1850.0),
        ("marchetti", 940.0),
        ("benhamou", 4300.0),
        ("leguennec", 1200.0),
        ("caron", 760.0),
        ("lemoine", 2450.0),
        ("ouali", 310.0),
        ("fontaine", 1380.0),
        ("delattre", 2900.0),
        ("vasseur", 1100.0),
        ("bertin", 420.0),
        ("montagne", 3100.0),
        ("ndiaye", 580.0),
        ("pichon", 1750.0),
        ("costa", 640.0),
    ),
    grants=(
        ("tours", 48000.0),
        ("orleans", 45000.0),
        ("blois", 41000.0),
        ("bourges", 43000.0),
    ),
)
