# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Customers and vendors of Artefacts: all of them invented.

>>> keys = [partner.key for partner in (*CUSTOMERS, *VENDORS)]
>>> len(keys) == len(set(keys))
True
"""

from __future__ import annotations

from .plan import Partner

CUSTOMERS = (
    Partner(
        "saint_aubin",
        "Commune de Saint-Aubin-le-Val",
        "1 place de la Mairie",
        "37270",
        "Saint-Aubin-le-Val",
        40,
    ),
    Partner(
        "valdore",
        "Communauté de communes du Val Doré",
        "6 rue du Château d'eau",
        "41190",
        "Herbault",
        45,
    ),
    Partner(
        "musee", "Musée des Savoirs du Val", "3 rue des Halles", "45000", "Orléans", 35
    ),
    Partner(
        "theatre",
        "Théâtre de la Passerelle",
        "22 quai de la Loire",
        "37000",
        "Tours",
        30,
    ),
    Partner(
        "lycee",
        "Lycée Jeanne-Baret",
        "50 avenue des Prés-Fichaux",
        "18000",
        "Bourges",
        40,
    ),
    Partner(
        "mediatheque",
        "Médiathèque des Deux-Rives",
        "9 quai Villebois",
        "41000",
        "Blois",
        35,
    ),
    Partner(
        "tourisme",
        "Office de tourisme des Trois Vallées",
        "2 place du Marché",
        "41400",
        "Montrichard",
        30,
    ),
    Partner(
        "universite",
        "Université populaire du Centre",
        "17 rue de Tours",
        "45100",
        "Orléans",
        45,
    ),
    Partner(
        "habitat",
        "Loire Habitat coopératif",
        "5 rue Édouard-Vaillant",
        "37000",
        "Tours",
        30,
    ),
    Partner(
        "librairie",
        "Librairie Les Pages cornées",
        "14 rue Mirebeau",
        "18000",
        "Bourges",
        60,
    ),
    Partner(
        "architectes",
        "Atelier d'architecture Sauvage et Lin",
        "12 rue Bernard-Palissy",
        "37000",
        "Tours",
        30,
    ),
    Partner(
        "imprimerie",
        "Imprimerie de la Devinière",
        "4 rue du Puits",
        "37500",
        "Chinon",
        20,
    ),
    Partner(
        "festival",
        "Festival Résonances",
        "7 rue Robert-Houdin",
        "41000",
        "Blois",
        40,
    ),
    Partner("hydrolia", "Hydrolia", "3 allée du Titane", "45160", "Olivet", 30),
    Partner(
        "mecanique",
        "Mécanique de précision berruyère",
        "Route de la Chapelle",
        "18000",
        "Bourges",
        45,
    ),
    Partner(
        "reseau_ess", "Réseau ESS du Centre", "10 rue du Nord", "45000", "Orléans", 30
    ),
    Partner(
        "clinique",
        "Clinique du Parc fleuri",
        "40 avenue du Parc",
        "37170",
        "Chambray-lès-Tours",
        30,
    ),
    Partner(
        "domaine",
        "Domaine de la Vallée aux Moines",
        "La Vallée aux Moines",
        "41700",
        "Cour-Cheverny",
        25,
    ),
    Partner(
        "ecole_musique",
        "École intercommunale de musique",
        "6 faubourg Chartrain",
        "41100",
        "Vendôme",
        35,
    ),
)

VENDORS = (
    Partner("telecom", "Lignes et données", "2 rue des Ormes", "37000", "Tours"),
    Partner("coworking", "Coworking Le Bocal", "45 rue Nationale", "37000", "Tours"),
    Partner("rail", "Voyages Rail Centre", "Place de la Gare", "45000", "Orléans"),
    Partner("papeterie", "Papeterie du Centre", "8 rue Royale", "45000", "Orléans"),
    Partner(
        "assurance", "Assurances du Val", "19 mail des Clouzeaux", "41000", "Blois"
    ),
    Partner("hebergeur", "Hébergeur Libre", "1 rue du Serveur", "37200", "Tours"),
    Partner(
        "scierie", "Scierie des Quatre-Vents", "Les Quatre-Vents", "41300", "Salbris"
    ),
    Partner("emaux", "Terres et émaux du Berry", "La Borne", "18250", "Henrichemont"),
    Partner(
        "filaments", "Filaments Pro", "12 rue de l'Atelier", "37300", "Joué-lès-Tours"
    ),
    Partner(
        "pepiniere", "Pépinières du Cosson", "Route de Sologne", "41350", "Vineuil"
    ),
    Partner(
        "imprimeur", "Imprimerie des Bords de Loire", "3 quai Ulysse", "41000", "Blois"
    ),
    Partner(
        "ferrand", "Paul Ferrand, développeur", "15 rue Voltaire", "37000", "Tours"
    ),
    Partner("lumen", "Studio Lumen", "28 rue d'Auron", "18000", "Bourges"),
    Partner(
        "ribeiro", "Ana Ribeiro, traductrice", "4 rue du Pot-de-Fer", "45000", "Orléans"
    ),
    Partner(
        "confluence",
        "Bureau d'études Confluence",
        "60 rue de Vendôme",
        "41000",
        "Blois",
    ),
    Partner("audit", "Audit Val de Loire", "8 place du Martroi", "45000", "Orléans"),
    Partner("tanneurs", "SCI des Tanneurs", "14 rue des Tanneurs", "37000", "Tours"),
)
