# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""IDEAL: five employees who answer, keep books, pay and invoice for the members."""

from __future__ import annotations

from .ideal_requests import AGREEMENTS, REQUESTS
from .services import Centre, Expertise, Frequency, Professional, Question, Service

BOTH = ("stpol", "hesdin")
EXPERTISES = (
    Expertise(
        "reception",
        "Accueil et téléphone",
        "Une voix qui répond à vos appels et tient votre agenda.",
        "téléphone, appel, accueil, standard, permanence, rendez-vous",
        (("administration", "Les appels amènent du courrier et des commandes."),),
    ),
    Expertise(
        "accounting",
        "Comptabilité",
        "Comptabilité générale, TVA, comptes annuels, relations avec le cabinet.",
        "comptable, comptabilité, TVA, bilan, écritures, budget, trésorerie",
        (
            ("payroll", "Qui confie ses comptes gagne à confier aussi la paie."),
            ("administration", "Des factures bien suivies se comptabilisent vite."),
        ),
    ),
    Expertise(
        "payroll",
        "Paie et ressources humaines",
        "Bulletins, déclarations sociales, contrats de travail, embauches.",
        "paie, salaire, bulletin, embauche, contrat de travail, DSN, congés",
        (("accounting", "La paie se comptabilise tous les mois."),),
    ),
    Expertise(
        "administration",
        "Administration",
        "Courrier, commandes, devis et factures, relances.",
        "courrier, facture, commande, devis, relance, secrétariat",
        (("accounting", "Les factures suivies ici nourrissent la comptabilité."),),
    ),
)
YES_NO = (("yes", "Oui"), ("no", "Non"))
FORM_ACCOUNTING = (
    Question("entries", "Pièces par mois", "integer"),
    Question("bank_accounts", "Comptes bancaires", "integer"),
    Question("software", "Logiciel employé"),
    Question(
        "vat",
        "Régime de TVA",
        "selection",
        (
            ("none", "Non assujettie"),
            ("month", "Mensuel"),
            ("quarter", "Trimestriel"),
            ("year", "Annuel"),
        ),
    ),
    Question("firm", "Suivie par un cabinet", "boolean"),
    Question("closing", "Date de clôture", "date"),
)
FORM_PAYROLL = (
    Question("employees", "Salariés", "integer"),
    Question("agreement", "Convention collective"),
    Question("hires", "Embauches prévues dans l'année", "integer"),
    Question("intermittents", "Emploie des intermittents", "boolean"),
)
SERVICES = (
    Service(
        "phone",
        "reception",
        "Permanence téléphonique",
        "flat",
        24.0,
        33.0,
        (
            "Réponse en votre nom du lundi au vendredi, de 9 h à 17 h",
            "Message transmis dans l'heure, rendez-vous pris dans votre agenda",
            "Relevé des appels sur votre espace",
        ),
        flat=95.0,
    ),
    Service(
        "accounting",
        "accounting",
        "Comptabilité fiscale",
        "cost",
        32.0,
        62.0,
        (
            "Saisie des pièces et rapprochement bancaire",
            "Déclarations de TVA",
            "Préparation des comptes annuels avec votre cabinet",
            "Un point de trésorerie par trimestre",
        ),
        frequency=Frequency(2, "month", 3.5, 1),
        form=FORM_ACCOUNTING,
    ),
    Service(
        "payroll",
        "payroll",
        "Paie et déclarations sociales",
        "flat",
        34.0,
        58.0,
        (
            "Bulletins de paie jusqu'à cinq salariés",
            "Déclaration sociale nominative et attestations",
            "Suivi des congés et des absences",
        ),
        flat=78.0,
        form=FORM_PAYROLL,
    ),
    Service(
        "hr",
        "payroll",
        "Conseil en ressources humaines",
        "hourly",
        38.0,
        75.0,
        ("Contrats de travail", "Entretiens et plan de formation", "Embauches"),
        published=False,
    ),
    Service(
        "mail",
        "administration",
        "Traitement du courrier",
        "cost",
        24.0,
        36.0,
        (
            "Ouverture, tri et numérisation du courrier",
            "Réponses courantes et envois en nombre",
        ),
        frequency=Frequency(1, "week", 2.0, 0, 14.0),
    ),
    Service(
        "orders",
        "administration",
        "Commandes et factures",
        "cost",
        26.0,
        41.0,
        (
            "Devis, commandes et factures de vos clients",
            "Suivi des règlements et relances",
            "Commandes à vos fournisseurs",
        ),
        frequency=Frequency(1, "week", 3.5, 3),
    ),
)
PROFESSIONALS = (
    Professional(
        "pro1",
        "Amandine Leroux",
        "Chargée d'accueil",
        ("reception", "administration"),
        BOTH,
        21.5,
        note="Permanence téléphonique du lundi au vendredi.",
    ),
    Professional(
        "pro2",
        "Thierry Boulanger",
        "Comptable",
        ("accounting",),
        BOTH,
        28.0,
        note="Comptabilité des associations et des entreprises artisanales.",
    ),
    Professional(
        "pro3",
        "Céline Martel",
        "Gestionnaire de paie",
        ("payroll", "accounting"),
        BOTH,
        29.5,
        capacity=28.0,
        note="Intermittents du spectacle, agriculture.",
    ),
    Professional(
        "pro4",
        "Hugo Delattre",
        "Assistant comptable",
        ("accounting", "administration"),
        ("hesdin",),
        23.0,
    ),
    Professional(
        "pro5",
        "Fatima Benali",
        "Assistante administrative",
        ("administration", "reception"),
        ("stpol",),
        22.0,
        capacity=24.0,
        note="Absente le mercredi.",
    ),
)
CENTRE = Centre(
    EXPERTISES,
    SERVICES,
    PROFESSIONALS,
    REQUESTS,
    AGREEMENTS,
    "Convention de services mutualisés",
    "Les services sont réservés aux sociétaires. Ceux au prix coûtant sont facturés au "
    "tarif provisoire de l'année et régularisés à la clôture des comptes. Chacun peut "
    "mettre fin à la convention en prévenant l'autre deux mois avant son terme. La "
    "coopérative est tenue au secret sur ce qu'elle apprend de la structure.",
)


def names() -> dict[str, str]:
    """The names of the five employees by key.

    >>> names()["pro1"], len(names())
    ('Amandine Leroux', 5)
    """
    return {found.key: found.name for found in PROFESSIONALS}
