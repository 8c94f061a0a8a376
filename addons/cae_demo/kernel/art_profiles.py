# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How each activity of Artefacts lives: what it sells, to whom, and what it buys.

>>> profiles = {profile.activity: profile for profile in PROFILES}
>>> profiles["marchetti"].idle, profiles["costa"].last
((4, 9, 11), 8)
"""

from __future__ import annotations

from .plan import STRUCTURE, Cost, Profile, Service

DAYS = (1.0, 2.0, 3.0, 4.0)

PHONE = Cost("Téléphone et internet", "626000", "telecom", (179.40, 209.40), 6)
DESK = Cost("Poste de travail partagé", "613200", "coworking", (480.0,), 4)
TRAIN = Cost("Billets de train", "625100", "rail", (86.0, 102.4, 138.6), 5, 1)
SUPPLIES = Cost("Fournitures de bureau", "606400", "papeterie", (38.5, 44.9), 6, 3)
HOSTING = Cost("Hébergement des sites", "613500", "hebergeur", (126.0,), 6, 2)


def _insurance(start: int) -> Cost:
    return Cost(
        "Responsabilité professionnelle", "616100", "assurance", (215.0,), 12, start
    )


PROFILES = (
    Profile(
        "roussel",
        (
            Service("Développement de site, jour", 420.0, (3.0, 4.0, 5.0)),
            Service("Refonte graphique, jour", 380.0, (2.0, 3.0, 4.0)),
        ),
        ("theatre", "habitat", "imprimerie", "hydrolia"),
        pace=(1, 1, 2),
        costs=(PHONE, HOSTING, _insurance(3)),
    ),
    Profile(
        "marchetti",
        (
            Service("Atelier scientifique, demi-journée", 240.0, (1.0, 2.0, 3.0)),
            Service("Conception d'une exposition, jour", 390.0, DAYS),
        ),
        ("musee", "lycee", "mediatheque", "universite"),
        costs=(TRAIN, SUPPLIES, _insurance(0)),
        idle=(4, 9, 11),
    ),
    Profile(
        "benhamou",
        (
            Service("Accompagnement d'équipe, jour", 650.0, DAYS),
            Service("Diagnostic organisationnel", 1800.0),
        ),
        ("valdore", "clinique", "habitat", "reseau_ess"),
        pace=(1, 1, 1, 2),
        costs=(PHONE, TRAIN, _insurance(6)),
    ),
    Profile(
        "leguennec",
        (
            Service("Modélisation 3D, jour", 380.0, DAYS),
            Service("Rendu d'architecture", 260.0, (2.0, 3.0, 6.0)),
        ),
        ("architectes", "habitat", "musee", "hydrolia"),
        costs=(DESK, HOSTING, _insurance(3)),
    ),
    Profile(
        "caron",
        (
            Service("Design d'objet, jour", 410.0, DAYS),
            Service("Prototype imprimé", 175.0, (1.0, 2.0, 4.0)),
            Service("Petite série, pièce", 38.0, (20.0, 40.0), "701000"),
        ),
        ("mecanique", "musee", "tourisme", "librairie"),
        pace=(1, 1, 1, 2),
        costs=(
            Cost("Filament et résine", "601000", "filaments", (136.0, 218.5), 3),
            _insurance(6),
        ),
    ),
    Profile(
        "lemoine",
        (
            Service("Meuble sur mesure", 1450.0, (1.0, 2.0), "701000"),
            Service("Restauration de mobilier, jour", 340.0, DAYS),
        ),
        ("mediatheque", "domaine", "architectes"),
        costs=(
            Cost(
                "Bois et quincaillerie", "607000", "scierie", (465.0, 590.0, 710.0), 2
            ),
            _insurance(0),
        ),
    ),
    Profile(
        "ouali",
        (
            Service("Développement de logiciel libre, jour", 450.0, (3.0, 5.0, 6.0)),
            Service("Assistance, heure", 65.0, (2.0, 4.0, 6.0)),
        ),
        ("reseau_ess", "hydrolia", "universite"),
        costs=(HOSTING, _insurance(3)),
    ),
    Profile(
        "fontaine",
        (
            Service("Vaisselle en grès, pièce", 24.0, (20.0, 30.0, 50.0), "701000"),
            Service("Stage de céramique, jour", 180.0, DAYS),
        ),
        ("domaine", "tourisme", "librairie"),
        costs=(
            Cost("Terre et émaux", "607000", "emaux", (185.0, 260.0), 3, 1),
            _insurance(6),
        ),
    ),
    Profile(
        "delattre",
        (
            Service("Formation en entreprise, jour", 720.0, (1.0, 2.0, 3.0)),
            Service("Conception pédagogique, jour", 480.0, DAYS),
        ),
        ("mecanique", "clinique", "reseau_ess", "universite"),
        costs=(TRAIN, SUPPLIES),
    ),
    Profile(
        "garnier",
        (
            Service("Identité visuelle", 1250.0),
            Service("Mise en page, jour", 340.0, DAYS),
        ),
        ("festival", "imprimerie", "tourisme"),
        costs=(
            DESK,
            Cost("Tirages", "604000", "imprimeur", (210.0, 340.0), 4, 1),
        ),
        idle=(3,),
    ),
    Profile(
        "vasseur",
        (
            Service("Visite contée", 210.0, (1.0, 2.0, 4.0)),
            Service("Résidence de médiation, jour", 360.0, DAYS),
        ),
        ("theatre", "mediatheque", "saint_aubin", "festival"),
        costs=(PHONE, TRAIN),
    ),
    Profile(
        "bertin",
        (
            Service("Réglage et réparation d'instrument", 145.0, (1.0, 2.0, 3.0)),
            Service("Guitare d'étude", 890.0, (1.0,), "701000"),
        ),
        ("ecole_musique", "festival", "theatre"),
        costs=(
            Cost("Bois de lutherie", "607000", "scierie", (85.0, 120.0), 3),
            _insurance(9),
        ),
        idle=(5, 10),
    ),
    Profile(
        "montagne",
        (
            Service("Évaluation de dispositif, jour", 680.0, (2.0, 4.0, 5.0)),
            Service("Restitution publique", 900.0),
        ),
        ("valdore", "saint_aubin", "universite", "reseau_ess"),
        costs=(
            TRAIN,
            Cost("Enquête de terrain", "611000", "confluence", (950.0, 1200.0), 4, 2),
        ),
        idle=(7,),
    ),
    Profile(
        "ndiaye",
        (
            Service("Étude de prototype, jour", 430.0, DAYS),
            Service("Fabrication de prototype", 620.0, (1.0, 2.0)),
        ),
        ("hydrolia", "mecanique"),
        costs=(
            DESK,
            Cost("Pièces et composants", "601000", "filaments", (190.0, 310.0), 3, 2),
        ),
        idle=(3,),
    ),
    Profile(
        "arnaud",
        (
            Service("Reportage photographique", 520.0),
            Service("Portraits, séance", 140.0, (1.0, 2.0, 3.0)),
        ),
        ("domaine", "festival", "clinique", "librairie"),
        costs=(Cost("Retouche et tirage", "604000", "lumen", (75.0, 110.0), 3, 3),),
        first=2,
        idle=(8,),
    ),
    Profile(
        "texier",
        (
            Service("Conseil de jardin, visite", 160.0, (1.0, 2.0)),
            Service("Plan de plantation", 480.0),
        ),
        ("saint_aubin", "habitat"),
        costs=(Cost("Plants", "607000", "pepiniere", (180.0, 260.0), 2, 8),),
        first=8,
        idle=(10,),
    ),
    Profile(
        "pichon",
        (
            Service("Audit énergétique", 980.0),
            Service("Suivi de chantier, jour", 420.0),
        ),
        ("habitat", "saint_aubin", "mecanique"),
        costs=(TRAIN,),
        last=10,
        idle=(8, 9),
    ),
    Profile(
        "costa",
        (
            Service("Traduction, 1 000 mots", 130.0, (3.0, 5.0, 8.0)),
            Service("Relecture, heure", 55.0, (2.0, 4.0)),
        ),
        ("musee", "tourisme", "domaine"),
        costs=(Cost("Traduction confiée", "611000", "ribeiro", (180.0,), 3, 1),),
        last=8,
    ),
    Profile(
        STRUCTURE,
        (),
        (),
        pace=(0,),
        costs=(
            Cost("Loyer des bureaux de Tours", "613200", "tanneurs", (1150.0,)),
            Cost("Téléphone et internet", "626000", "telecom", (504.0,), every=3),
            Cost("Commissariat aux comptes", "622600", "audit", (1400.0,), 6, 2),
            Cost("Logiciel de gestion", "615600", "hebergeur", (285.0,), 3, 2),
        ),
    ),
)
