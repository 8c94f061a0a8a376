# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The consortium's fifteen fields of expertise and twenty-one services at cost."""

from __future__ import annotations

from .cons_professionals import professionals
from .cons_requests import agreements, requests
from .services import Centre, Expertise, Service

# Adjacent needs: (field, field to propose, why).
ADJACENT = (
    ("law", "acc", "Un changement de statuts se traduit dans les comptes."),
    ("law", "process", "Un nouveau contrat change souvent qui fait quoi."),
    ("law", "gov", "Les règlements engagent le conseil d'administration."),
    ("hr", "law", "Une politique de ressources humaines se valide en droit."),
    ("hr", "training", "Les équipes ont à être formées."),
    ("recruit", "hr", "Une embauche appelle un accueil et une politique salariale."),
    ("acc", "fin", "Des comptes à jour ouvrent le financement."),
    ("fin", "strat", "Un prêteur demande un plan."),
    ("strat", "gov", "Le plan se décide au conseil."),
    ("strat", "com", "Un nouveau plan se fait connaître."),
    ("com", "press", "Une campagne gagne à passer dans les médias."),
    ("web", "com", "Un site a besoin de contenus."),
    ("digital", "process", "L'outil vient après le processus."),
    ("digital", "web", "La transformation passe souvent par le site."),
    ("digital", "training", "Les équipes ont à apprendre l'outil."),
    ("estate", "law", "Un bail ou un achat se fait relire."),
    ("social", "fin", "Un projet d'économie sociale cherche ses fonds."),
)
# key: (name, what members read, words of a need)
FIELDS = {
    "law": (
        "Droit",
        "Avocates et notaires au service des entreprises collectives.",
        "avocat, avocate, juridique, contrat, statuts, règlement, bail, litige",
    ),
    "hr": (
        "Ressources humaines",
        "Politiques, rémunération, climat de travail.",
        "ressources humaines, employé, salaire, équité, climat, politique",
    ),
    "recruit": (
        "Recrutement",
        "De l'affichage du poste à l'entrevue.",
        "recrutement, embauche, poste, entrevue, relève",
    ),
    "acc": (
        "Comptabilité",
        "Tenue de livres, paie, états financiers.",
        "comptable, comptabilité, paie, états financiers, taxes, livres",
    ),
    "fin": (
        "Finance et financement",
        "Montage financier et direction financière partagée.",
        "financement, prêt, subvention, budget, trésorerie",
    ),
    "strat": (
        "Développement stratégique",
        "Diagnostic, plan stratégique, plan d'affaires.",
        "stratégie, plan, diagnostic, croissance, fusion",
    ),
    "gov": (
        "Gouvernance",
        "Conseils d'administration et assemblées qui fonctionnent.",
        "gouvernance, conseil, administrateur, assemblée, direction",
    ),
    "com": (
        "Communications",
        "Plans, campagnes, graphisme.",
        "communication, campagne, graphisme, logo, infolettre",
    ),
    "press": (
        "Relations de presse",
        "Parler aux médias, et leur répondre.",
        "presse, média, journaliste, communiqué",
    ),
    "web": (
        "Web",
        "Sites, boutiques, référencement.",
        "site, web, boutique en ligne, référencement",
    ),
    "digital": (
        "Transformation numérique",
        "Choisir ses outils, les mettre en place, protéger ses données.",
        "numérique, logiciel, données, infonuagique, transformation",
    ),
    "process": (
        "Processus de gestion",
        "Organisation du travail et amélioration des processus.",
        "processus, organisation, gestion, efficacité, tâches",
    ),
    "training": (
        "Formation",
        "Formations sur mesure pour les équipes et les conseils.",
        "formation, apprendre, atelier",
    ),
    "social": (
        "Développement de l'économie sociale",
        "Faire naître et grandir un projet collectif.",
        "économie sociale, projet collectif, impact",
    ),
    "estate": (
        "Immobilier",
        "Acheter, louer, rénover, gérer un immeuble.",
        "immeuble, bâtiment, local, rénovation, loyer",
    ),
}
# (key, field, name, cost price an hour, market price, what it includes)
SERVICES = (
    ("law_advice", "law", "Conseil juridique", 118, 245, "Avis écrit|Négociation"),
    (
        "law_rules",
        "law",
        "Statuts, règlements et contrats",
        112,
        230,
        "Rédaction|Relecture|Présentation au conseil",
    ),
    ("hr_advice", "hr", "Conseil en ressources humaines", 84, 150, "Diagnostic|Suivi"),
    (
        "hr_policy",
        "hr",
        "Équité salariale et politiques",
        86,
        155,
        "Exercice d'équité|Politique salariale|Manuel de l'employé",
    ),
    (
        "recruit",
        "recruit",
        "Recrutement",
        79,
        165,
        "Profil du poste|Affichage|Entrevues|Références",
    ),
    ("books", "acc", "Tenue de livres", 48, 82, "Saisie|Conciliation|Taxes"),
    (
        "statements",
        "acc",
        "Comptabilité et états financiers",
        74,
        140,
        "Fin de mois|États financiers|Préparation de l'audit",
    ),
    ("payroll", "acc", "Service de paie", 52, 88, "Paie|Relevés d'emploi|Feuillets"),
    ("funding", "fin", "Recherche de financement", 85, 155, "Montage|Demandes|Suivi"),
    (
        "cfo",
        "fin",
        "Direction financière partagée",
        94,
        178,
        "Budget|Tableau de bord|Présence au conseil",
    ),
    (
        "strategy",
        "strat",
        "Planification stratégique",
        92,
        180,
        "Diagnostic|Ateliers|Plan d'action",
    ),
    (
        "board",
        "gov",
        "Accompagnement du conseil d'administration",
        88,
        170,
        "Rôles|Politiques|Évaluation du conseil",
    ),
    ("campaign", "com", "Plan de communication", 76, 135, "Plan|Contenus|Mesure"),
    ("design", "com", "Conception graphique", 64, 110, "Logo|Affiches|Rapport annuel"),
    ("press", "press", "Relations de presse", 75, 140, "Communiqués|Entrevues|Revue"),
    ("site", "web", "Site web et boutique en ligne", 70, 125, "Site|Référencement"),
    (
        "digital",
        "digital",
        "Transformation numérique",
        86,
        165,
        "Diagnostic|Choix des outils|Mise en place|Accompagnement des équipes",
    ),
    (
        "process",
        "process",
        "Amélioration des processus de gestion",
        82,
        160,
        "Cartographie|Ateliers|Indicateurs",
    ),
    ("training", "training", "Formation sur mesure", 80, 150, "Plan|Ateliers|Bilan"),
    (
        "social",
        "social",
        "Accompagnement de projets d'économie sociale",
        78,
        145,
        "Étude|Plan d'affaires|Démarrage",
    ),
    ("estate", "estate", "Conseil immobilier", 84, 160, "Bilan|Projet|Appel d'offres"),
)
# The portal only: what strangers are not offered.
MEMBERS_ONLY = ("cfo", "payroll")


def expertises() -> tuple[Expertise, ...]:
    """The fifteen fields, with those that they suggest.

    >>> found = expertises()
    >>> len(found), [key for key, _reason in found[0].suggests]
    (15, ['acc', 'process', 'gov'])
    """
    return tuple(
        Expertise(
            key,
            *texts,
            tuple((other, why) for field, other, why in ADJACENT if field == key),
        )
        for key, texts in FIELDS.items()
    )


def services() -> tuple[Service, ...]:
    """The twenty-one services, all at cost price, below that of the market.

    >>> len(services()), {service.pricing for service in services()}
    (21, {'cost'})
    >>> all(service.price < service.market for service in services())
    True
    """
    return tuple(
        Service(
            key,
            field,
            name,
            "cost",
            price,
            market,
            tuple(included.split("|")),
            published=key not in MEMBERS_ONLY,
        )
        for key, field, name, price, market, included in SERVICES
    )


def centre() -> Centre:
    """All that the consortium shows.

    >>> found = centre()
    >>> len(found.professionals), sum(one.direct for one in found.professionals)
    (100, 80)
    """
    return Centre(
        expertises(),
        services(),
        professionals(),
        requests(),
        agreements(),
        "Entente de services",
        "Les services sont rendus au prix coûtant aux membres et aux membres "
        "auxiliaires de leurs réseaux. Le taux horaire est provisoire ; il est "
        "régularisé à la fin de l'exercice. L'une ou l'autre partie peut mettre fin à "
        "l'entente par un avis de deux mois.",
        visit_months=3,
        waiting_months=2,
    )
