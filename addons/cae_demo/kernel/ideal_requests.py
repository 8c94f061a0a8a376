# Copyright 2026 Cooperative suite contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What IDEAL's members asked for, what they agreed on, and who called."""

from __future__ import annotations

from .services import Agreement, Frequency, Log, Need, Request, Term

CALLS = (
    ("Réservation de douze places", "Collège du Bellevue"),
    ("Demande de la fiche technique", "Salle des fêtes de Frévent"),
    ("Changement d'horaire d'une livraison", "Ferme du Long Champ"),
    ("Question sur une facture", "Mme Caron"),
    ("Rendez-vous avec la directrice", "Mairie d'Hesdin"),
    ("Demande d'adhésion", "M. Fournier"),
    ("Presse : horaires du samedi", "Le Journal du Ternois"),
)
LETTERS = (
    ("Avis d'échéance d'assurance", "Assureur"),
    ("Appel d'offres de la commune", "Mairie de Saint-Pol"),
    ("Relance d'un fournisseur", "Quincaillerie Duhamel"),
    ("Attestation de vigilance", "URSSAF"),
)


def logs(kind: str, rows: tuple[tuple[str, str], ...], days: int) -> tuple[Log, ...]:
    """Calls or letters, one every third day.

    >>> found = logs("phone", CALLS, 12)
    >>> len(found), found[0].subject, found[0].days
    (3, 'Réservation de douze places', 3)
    """
    return tuple(
        Log(
            kind,
            day,
            9.25 + 1.5 * (rank % 5),
            6 + 3 * (rank % 4) if kind == "phone" else 30,
            rows[rank % len(rows)][0],
            rows[rank % len(rows)][1],
            "Message transmis." if kind == "phone" else "Numérisé et transmis.",
        )
        for rank, day in enumerate(range(3, days, 3))
    )


REQUESTS = (
    Request(
        "treteaux",
        "treteaux",
        385,
        "Notre trésorier bénévole arrête. Il nous faut quelqu'un pour les comptes et "
        "pour les bulletins des intermittents de notre saison.",
        "agreed",
        (
            Need(
                "accounting",
                "Tenir la comptabilité et préparer les comptes de la saison",
                7,
                "agreed",
                "pro2",
                "accounting",
                answers=(
                    ("entries", 60),
                    ("bank_accounts", 2),
                    ("software", "Tableur"),
                    ("vat", "quarter"),
                    ("firm", True),
                ),
                situation="Pièces classées par mois ; caisse des représentations.",
            ),
            Need(
                "payroll",
                "Bulletins des intermittents",
                3,
                "agreed",
                "pro3",
                "payroll",
                answers=(
                    ("employees", 4),
                    ("agreement", "Entreprises artistiques et culturelles"),
                    ("hires", 1),
                    ("intermittents", True),
                ),
            ),
        ),
        ("accounting", "payroll"),
        territory="stpol",
    ),
    Request(
        "reseau_bio",
        "reseau_bio",
        355,
        "Le réseau grandit : nous manquons des appels, et les commandes groupées nous "
        "prennent tout le jeudi.",
        "agreed",
        (
            Need(
                "reception",
                "Répondre aux appels du réseau",
                8,
                "agreed",
                "pro1",
                "phone",
            ),
            Need(
                "administration",
                "Commandes groupées et factures aux adhérents",
                15,
                "agreed",
                "pro5",
                "orders",
            ),
            Need(
                "accounting",
                "Comptabilité des commandes groupées",
                7,
                "agreed",
                "pro4",
                "accounting",
                suggested=True,
                answers=(("entries", 110), ("bank_accounts", 1), ("vat", "month")),
            ),
        ),
        ("reception", "administration"),
        territory="hesdin",
    ),
    Request(
        "radio",
        "radio",
        136,
        "Nous recevons beaucoup de courrier et nous allons embaucher pour la première "
        "fois.",
        "agreed",
        (
            Need("administration", "Courrier de la radio", 8, "agreed", "pro5", "mail"),
            Need("payroll", "Première embauche", 4, "agreed", "pro3", "hr"),
        ),
        origin="office",
        territory="stpol",
    ),
    Request(
        "hauts_jardins",
        "hauts_jardins",
        16,
        "La compagnie part en tournée au printemps : il nous faut de l'aide pour les "
        "contrats, la paie et la facturation des dates.",
        "qualified",
        (
            Need(
                "payroll",
                "Paie de la tournée",
                6,
                "assessed",
                "pro3",
                "payroll",
                answers=(("employees", 7), ("intermittents", True), ("hires", 5)),
                situation="Sept intermittents, onze dates de mars à juin.",
            ),
            Need("administration", "Facturer les dates", 5, "accepted", "pro5"),
            Need("accounting", "Budget de la tournée", 4, "proposed", "pro4"),
            Need("reception", "Tenir l'agenda des dates", 3, suggested=True),
        ),
        ("payroll", "administration"),
        territory="hesdin",
    ),
    Request(
        "atelier_velo",
        "atelier_velo",
        5,
        "Nos relances de factures prennent du retard, pouvez-vous nous dépanner ?",
        named=("administration",),
        urgent=True,
        territory="stpol",
    ),
    Request(
        "maraichers",
        "maraichers",
        2,
        "Nous cherchons quelqu'un pour la paie des saisonniers à partir d'avril.",
        named=("payroll",),
        territory="hesdin",
    ),
    Request(
        "tisserands",
        "tisserands",
        9,
        "Nous voudrions confier notre comptabilité à la coopérative.",
        "invited",
        named=("accounting",),
        origin="public",
        reason="Invitée à devenir sociétaire.",
    ),
    Request(
        "quatre_vents_site",
        "quatre_vents",
        64,
        "Pouvez-vous refaire le site de la brasserie ?",
        "refused",
        reason="La coopérative ne fait pas de sites : adressée aux Tisserands "
        "numériques.",
        territory="stpol",
    ),
    Request(
        "delvaux_hr",
        "delvaux",
        134,
        "Un apprenti arrive bientôt, comment le déclarer ?",
        "done",
        (Need("payroll", "Contrat d'apprentissage", 3, "done", "pro3", "hr"),),
        territory="stpol",
    ),
    Request(
        "panier_mail",
        "panier",
        41,
        "Un envoi en nombre pour l'assemblée de l'épicerie.",
        "cancelled",
        (Need("administration", "Envoi de 300 lettres", 5, "cancelled"),),
        reason="L'assemblée est repoussée.",
        territory="stpol",
    ),
)
AGREEMENTS = (
    Agreement(
        "treteaux",
        "treteaux",
        11,
        (
            Term(
                "accounting",
                "pro2",
                frequency=Frequency(2, "month", 3.5, 1),
                need=1,
                backups=("pro4",),
            ),
            Term("payroll", "pro3", hours=3, need=2),
        ),
        request="treteaux",
    ),
    Agreement(
        "reseau_bio",
        "reseau_bio",
        10,
        (
            Term("phone", "pro1", hours=5, need=1, logs=logs("phone", CALLS, 75)),
            Term("orders", "pro5", frequency=Frequency(1, "week", 3.5, 3), need=2),
            Term("accounting", "pro4", frequency=Frequency(1, "month", 7, 1), need=3),
        ),
        request="reseau_bio",
    ),
    Agreement(
        "delvaux",
        "delvaux",
        8,
        (
            Term("accounting", "pro2", frequency=Frequency(1, "month", 7, 3)),
            Term(
                "mail",
                "pro5",
                frequency=Frequency(1, "week", 2, 0, 14.0),
                backups=("pro1",),
            ),
        ),
        period="quarter",
    ),
    Agreement(
        "panier",
        "panier",
        6,
        (
            Term("phone", "pro1", hours=4, logs=logs("phone", CALLS[3:], 60)),
            Term("payroll", "pro3", hours=2.5),
        ),
    ),
    Agreement(
        "quatre_vents",
        "quatre_vents",
        4,
        (
            Term("orders", "pro4", frequency=Frequency(1, "week", 3, 2)),
            Term("accounting", "pro2", frequency=Frequency(1, "month", 3.5, 4)),
        ),
    ),
    Agreement(
        "radio",
        "radio",
        3,
        (
            Term(
                "mail",
                "pro5",
                frequency=Frequency(1, "week", 2, 4),
                need=1,
                logs=logs("mail", LETTERS, 30),
            ),
            Term("hr", "pro3", hours=4, need=2),
        ),
        request="radio",
    ),
    Agreement(
        "ressourcerie",
        "ressourcerie",
        13,
        (Term("accounting", "pro4", frequency=Frequency(1, "month", 3.5, 2, 13.5)),),
        end=2,
    ),
    Agreement(
        "delvaux_hr",
        "delvaux",
        3,
        (Term("hr", "pro3", hours=3, need=1),),
        end=2,
        request="delvaux_hr",
    ),
    Agreement(
        "treteaux_phone",
        "treteaux",
        -1,
        (
            Term("phone", "pro1", hours=4),
            Term("mail", "pro5", frequency=Frequency(1, "week", 2, 1, 14.0)),
        ),
        signed=False,
    ),
)
