# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How the people of Artefacts sign: a stroke of the pen, the same for each name.

>>> len(stroke("Camille Roussel")) == POINTS
True
>>> stroke("Camille Roussel") == stroke("Camille Roussel") != stroke("Hugo Texier")
True
>>> all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in stroke("Hugo Texier"))
True
"""

from __future__ import annotations

import math
from hashlib import sha256

WIDTH, HEIGHT, POINTS = 320, 90, 160

STATUTES = "ceux adoptés par l'assemblée générale extraordinaire du 14 juin 2023"
# Contracts that both sides have signed; the others wait or are drafts.
SIGNED = 4


def stroke(name: str) -> list[tuple[float, float]]:
    """Points of a curve in a frame of WIDTH × HEIGHT, from the letters of a name."""
    seed = sha256(name.encode()).digest()
    waves = [(2 + seed[i] % 9, seed[i + 8] / 255 * math.tau) for i in range(4)]
    points = []
    for step in range(POINTS):
        part = step / (POINTS - 1)
        swing = sum(math.sin(part * math.tau * n + phase) for n, phase in waves) / 4
        back = math.sin(part * math.tau * waves[0][0]) * 14
        x = 20 + part * (WIDTH - 40) + back
        points.append((x, HEIGHT / 2 + swing * (HEIGHT / 2 - 6) * (1 - part * 0.6)))
    return points
