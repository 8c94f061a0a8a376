# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The members of the consortium's networks that do not hold shares yet.

They make two hundred members with those whose capital `cons_life` tells.
"""

from __future__ import annotations

from .cons_life import AUXILIARIES, NETWORKS, Organisation, name

# Its members stay those that cons.member1 knows.
UNCHANGED = "alimentation"
PER_NETWORK = 9
BELOW = 30
# The cities by territory.
PLACES = {
    "est": "Rimouski|Matane|La Pocatière|Cabano|Causapscal|Percé|Chandler|New Richmond",
    "quebec": "Montmagny|Baie-Saint-Paul|La Malbaie|Thetford|Plessisville",
    "saguenay": "Port-Cartier|Saguenay|Jonquière|Mistassini|Chibougamau|La Tuque",
    "ouest": "Mont-Laurier|Maniwaki|Rouyn|Val-d'Or|Ville-Marie|La Sarre|Buckingham|"
    "Mirabel|Blainville|Saint-Jérôme",
    "estrie": "Magog|Asbestos|Cowansville|Farnham|Sorel|Bécancour|Victoriaville|"
    "Shawinigan",
    "montreal": "Chambly|Candiac|Boucherville|Varennes",
}
TERRITORIES = {
    city: territory for territory, row in PLACES.items() for city in row.split("|")
}
# What is below a member of a network.
SMALL = (
    "Maison des jeunes de",
    "Comité de loisirs de",
    "Cuisine collective de",
    "Friperie de",
    "Garderie coopérative de",
    "Jardin communautaire de",
)


def organisations() -> list[Organisation]:
    """Those more, each after the one it came through.

    >>> found = organisations()
    >>> len(found), len({one.key for one in found}), len({one.name for one in found})
    (129, 129, 129)
    >>> found[0].key, found[-1].via
    ('scolaire_5', 'jeunesse_7')
    """
    result = []
    cities = list(TERRITORIES)
    rank = 0
    for years, networks in NETWORKS.items():
        for network in networks:
            if network == UNCHANGED:
                continue
            prefix, *_known = AUXILIARIES[network].split("|")
            for position in range(5, 5 + PER_NETWORK):
                city = cities[rank * 7 % len(cities)]
                title = name(prefix, city)
                key = f"{network}_{position}"
                result.append(Organisation(key, title, city, network, years))
                rank += 1
    for position in range(BELOW):
        above = result[position]
        title = name(SMALL[position % len(SMALL)], above.city)
        key = f"deeper_{13 + position}"
        result.append(Organisation(key, title, above.city, above.key, above.years))
    return result
