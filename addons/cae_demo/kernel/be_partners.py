# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Customers and vendors of the Belgian cooperative: all of them invented.

>>> keys = [partner.key for partner in (*CUSTOMERS, *VENDORS)]
>>> len(keys) == len(set(keys))
True
"""

from __future__ import annotations

from .plan import Partner

CUSTOMERS = (
    Partner("commune", "Commune de Floreval", "1 Grand-Place", "5150", "Floreval", 45),
    Partner("ecole", "École des Trois Tilleuls", "8 rue du Parc", "5000", "Namur", 40),
    Partner(
        "maison_medicale",
        "Maison médicale du Piéton",
        "30 rue de Montigny",
        "6000",
        "Charleroi",
        30,
    ),
    Partner(
        "boutique", "Boutique Le Fil d'or", "12 rue de Bruxelles", "5000", "Namur", 25
    ),
    Partner(
        "theatre_royal",
        "Théâtre de la Sambre",
        "6 place du Manège",
        "6000",
        "Charleroi",
        35,
    ),
    Partner("hotel", "Hôtel des Écluses", "40 quai de la Meuse", "4000", "Liège", 30),
    Partner(
        "editeur", "Éditions du Perron", "17 rue Hors-Château", "4000", "Liège", 35
    ),
    Partner(
        "fabrique", "La Fabrique citoyenne", "3 rue Neuve", "6000", "Charleroi", 30
    ),
    Partner("brasserie", "Brasserie du Confluent", "2 rue du Lombard", "5000", "Namur"),
    Partner("logis", "Le Logis mosan", "55 avenue Blonden", "4000", "Liège", 40),
    Partner(
        "association", "Entraide Haute-Sambre", "21 rue Verte", "6530", "Thuin", 60
    ),
    Partner("velotour", "Vélotour Wallonie", "9 quai des Ardennes", "4020", "Liège"),
)

VENDORS = (
    Partner("tannerie", "Tannerie de la Molignée", "Moulin 4", "5537", "Anhée"),
    Partner("grossiste", "Marché de gros namurois", "Zoning 12", "5020", "Suarlée"),
    Partner(
        "cycles", "Cycles Distribution", "45 rue du Charron", "4460", "Grâce-Hollogne"
    ),
    Partner("pepiniere", "Pépinières du Condroz", "7 route de Dinant", "5590", "Ciney"),
    Partner("menuiserie", "Bois du Samson", "Scierie 1", "5340", "Gesves"),
    Partner("huiles", "Huiles et parfums SRL", "18 rue Basse", "4600", "Visé"),
    Partner("tissus", "Tissus Van Damme", "3 Veldstraat", "9000", "Gent"),
    Partner(
        "materiel",
        "Matériel informatique SRL",
        "60 chaussée de Louvain",
        "5000",
        "Namur",
    ),
    Partner("graphiste", "Marie Urbain, graphiste", "5 rue Haute", "6000", "Charleroi"),
    Partner("relecteur", "Bram Wouters, relecteur", "11 Kerkplein", "3000", "Leuven"),
    Partner("mesures", "Mesures du bâti SRL", "9 rue Sohet", "4000", "Liège"),
    Partner("labo", "Labo photo du Pont", "14 rue du Pont", "4000", "Liège"),
    Partner("chemin_de_fer", "Rail et bus", "2 place de la Gare", "5000", "Namur"),
    Partner("courtier", "Courtage Mosan", "33 rue de Fer", "5000", "Namur"),
    Partner("bureau", "Bureau et papier", "16 rue Godefroid", "5000", "Namur"),
    Partner(
        "immobiliere",
        "Immobilière des Brasseurs",
        "29 rue des Brasseurs",
        "5000",
        "Namur",
    ),
    Partner("reviseur", "Réviseurs de Meuse", "4 quai de Rome", "4000", "Liège"),
)
