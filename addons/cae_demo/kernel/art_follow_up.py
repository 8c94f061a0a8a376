# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What Artefacts does beside its levies: transfers, a forecast, a scheme to debate.

>>> {transfer.answer for transfer in TRANSFERS} == {ACCEPTED, REFUSED, WAITING}
True
>>> [transfer.key for transfer in TRANSFERS if transfer.supplier == transfer.customer]
[]
"""

from __future__ import annotations

from dataclasses import dataclass

ACCEPTED, REFUSED, WAITING = "accept", "refuse", ""


@dataclass(frozen=True)
class Transfer:
    """What an activity asks of another one, in currency, and what it is answered."""

    key: str
    supplier: str
    customer: str
    month: int
    day: int
    amount: float
    label: str
    answer: str = ACCEPTED
    reason: str = ""


@dataclass(frozen=True)
class TriedScheme:
    """A scheme that the next general meeting debates: tiers in (from, rate %)."""

    name: str
    label: str
    tiers: tuple[tuple[float, float], ...]
    monthly: float


TRANSFERS = (
    Transfer(
        "caron_ouali",
        "caron",
        "ouali",
        11,
        14,
        480.0,
        "Maquettes de trois écrans pour l'application Ouali",
    ),
    Transfer(
        "benhamou_delattre",
        "benhamou",
        "delattre",
        11,
        9,
        650.0,
        "Animation d'une journée de formation à deux voix",
    ),
    Transfer(
        "garnier_fontaine",
        "garnier",
        "fontaine",
        10,
        21,
        240.0,
        "Dépliant de l'exposition de céramique",
        REFUSED,
        "Le tarif convenu était de 180 €.",
    ),
    Transfer(
        "ouali_roussel",
        "ouali",
        "roussel",
        12,
        1,
        560.0,
        "Paramétrage de la boutique en ligne de votre client",
        WAITING,
    ),
)

SCHEME = TriedScheme(
    "Barème par tranches (projet)",
    "Contribution coopérative",
    ((0.0, 11.0), (20000.0, 9.0), (50000.0, 7.0)),
    15.0,
)

# Months averaged by the forecast, and what it is called.
FORECAST = "Prévision de l'été"
FORECAST_MONTHS = 6
