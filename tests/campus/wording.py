"""Ways to say a cost, a duration, a delivery mode, each with what it means, chosen by hand.

English and French tables of cost and duration run in parallel: row N means the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the values they state. What is not in `values` is not stated."""

    words: str
    values: dict[str, Any]
    html: str | None = None  # as the page lays it out, where it is more than the words

    @property
    def shown(self) -> str:
        return self.html or self.words

    def __hash__(self) -> int:
        return hash(self.words)


def _priced(words: str, low: float, high: float | None = None, basis: str = "total", tax: str | None = None) -> Said:
    return Said(
        words,
        {
            "status": "priced",
            "min": low,
            "max": low if high is None else high,
            "currency": "CAD",
            "basis": basis,
            "tax": tax,
        },
    )


def _free(words: str) -> Said:
    return Said(words, {"status": "free", "min": 0, "max": 0})


def _unknown(words: str) -> Said:
    return Said(words, {"status": "unknown"})


PLAIN_COSTS_EN = [
    _priced("$499 + GST", 499, tax="excluded"),
    _priced("$1,250.00", 1250),
    _priced("$325 per course", 325, basis="per_course"),
    _priced("$895", 895),
    _priced("$150 per credit", 150, basis="per_credit"),
    _free("Free (funded by the Province of British Columbia)"),
    _priced("$2,495 CAD", 2495),
    _priced("$1,195 plus applicable taxes", 1195, tax="excluded"),
    _unknown("To be announced"),
    _priced("$349.50", 349.5),
    _priced("$675 (GST included)", 675, tax="included"),
    _priced("CAD 1,750", 1750),
    _free("Free"),
    _priced("$450 to $600", 450, 600),
    _priced("$3,200", 3200),
    _unknown("Contact us for pricing"),
    _priced("$785 + GST", 785, tax="excluded"),
    _priced("$99", 99),
]
PLAIN_COSTS_FR = [
    _priced("499 $ + TPS", 499, tax="excluded"),
    _priced("1 250,00 $", 1250),
    _priced("325 $ par cours", 325, basis="per_course"),
    _priced("895 $", 895),
    _priced("150 $ par crédit", 150, basis="per_credit"),
    _free("Gratuit (financé par la province)"),
    _priced("2 495 $ CA", 2495),
    _priced("1 195 $ plus taxes", 1195, tax="excluded"),
    _unknown("À venir"),
    _priced("349,50 $", 349.5),
    _priced("675 $ (TPS incluse)", 675, tax="included"),
    _priced("1 750 $ CAD", 1750),
    _free("Gratuit"),
    _priced("450 $ à 600 $", 450, 600),
    _priced("3 200 $", 3200),
    _unknown("Communiquez avec nous pour connaître le prix"),
    _priced("785 $ + TPS", 785, tax="excluded"),
    _priced("99 $", 99),
]


def _span(words: str, low: float, unit: str, high: float | None = None, **more: Any) -> Said:
    return Said(
        words,
        {"status": "stated", "span_min": low, "span_max": low if high is None else high, "span_unit": unit} | more,
    )


def _hours(words: str, low: float, high: float | None = None, **more: Any) -> Said:
    return Said(words, {"status": "stated", "hours_min": low, "hours_max": low if high is None else high} | more)


PLAIN_DURATIONS_EN = [
    _span("6 weeks", 6, "week"),
    _hours("30 hours", 30),
    _span("8 weeks, 4-6 hours per week", 8, "week", weekly_hours_min=4, weekly_hours_max=6),
    _span("2 days", 2, "day"),
    Said("Self-paced", {"status": "stated", "self_paced": True}),
    _hours("12 hours over 3 weeks", 12, span_min=3, span_max=3, span_unit="week"),
    _span("10 weeks (45 hours)", 10, "week", hours_min=45, hours_max=45),
    _span("4 months", 4, "month"),
    _hours("15 to 20 hours", 15, 20),
    _span("3-4 weeks", 3, "week", 4),
    Said("Varies", {"status": "unknown"}),
    _span("12 weeks, 3 hours per week", 12, "week", weekly_hours_min=3, weekly_hours_max=3),
    _span("One day", 1, "day"),
    _hours("60 hours", 60),
]
PLAIN_DURATIONS_FR = [
    _span("6 semaines", 6, "week"),
    _hours("30 heures", 30),
    _span("8 semaines, 4 à 6 heures par semaine", 8, "week", weekly_hours_min=4, weekly_hours_max=6),
    _span("2 jours", 2, "day"),
    Said("À votre rythme", {"status": "stated", "self_paced": True}),
    _hours("12 heures réparties sur 3 semaines", 12, span_min=3, span_max=3, span_unit="week"),
    _span("10 semaines (45 heures)", 10, "week", hours_min=45, hours_max=45),
    _span("4 mois", 4, "month"),
    _hours("15 à 20 heures", 15, 20),
    _span("3 à 4 semaines", 3, "week", 4),
    Said("Variable", {"status": "unknown"}),
    _span("12 semaines, 3 heures par semaine", 12, "week", weekly_hours_min=3, weekly_hours_max=3),
    _span("Une journée", 1, "day"),
    _hours("60 heures", 60),
]


def _open(words: str, low: float | None, high: float | None) -> Said:
    """A price with an open end."""
    return Said(words, {"status": "priced", "min": low, "max": high, "currency": "CAD", "basis": "total"})


def _grid(domestic: str, international: str, values: dict[str, Any], heads: tuple[str, str]) -> Said:
    """A small table of fees inside the fact: a column an audience."""
    cells = "".join(f"<td>{amount}</td>" for amount in (domestic, international))
    head = "".join(f"<th>{name}</th>" for name in heads)
    return Said(domestic, values, f"<table><tr>{head}</tr><tr>{cells}</tr></table>")


#: What pages also say: audiences, components, former prices, open ends, instalments, money that is no price.
HARD_COSTS_EN = [
    _priced("Domestic $1,100, international $2,300", 1100),
    _priced("Members $350, non-members $450", 450),
    _priced("Early bird $395, regular $495", 495),
    _priced("$1,950 plus a $75 application fee", 1950),
    _priced("Tuition $875; materials $120", 875),
    _priced("Total $2,600 (deposit $650, balance $1,950)", 2600),
    _open("From $299", 299, None),
    _open("Up to $750", None, 750),
    Said("$450", _priced("$450", 450).values, "<del>$600</del> $450"),
    _grid("$1,100", "$2,300", _priced("", 1100).values, ("Domestic", "International")),
    _unknown("A deposit of $200 is required at registration"),
    _unknown("International students: $2,300"),
    _priced("$3,000, payable in 3 instalments of $1,000", 3000),
    _priced("Was $599, now $449", 449),
    _unknown("A $500 bursary is available"),
    _priced("$39 per month", 39, basis="per_month"),
]
HARD_COSTS_FR = [
    _priced("Étudiants canadiens 1 100 $, étudiants internationaux 2 300 $", 1100),
    _priced("Membres 350 $, non-membres 450 $", 450),
    _priced("Préinscription 395 $, tarif régulier 495 $", 495),
    _priced("1 950 $ plus des frais d’admission de 75 $", 1950),
    _priced("Droits de scolarité 875 $; matériel 120 $", 875),
    _priced("Total 2 600 $ (dépôt 650 $, solde 1 950 $)", 2600),
    _open("À partir de 299 $", 299, None),
    _open("Jusqu’à 750 $", None, 750),
    Said("450 $", _priced("450 $", 450).values, "<del>600 $</del> 450 $"),
    _grid("1 100 $", "2 300 $", _priced("", 1100).values, ("Canadiens", "Internationaux")),
    _unknown("Un dépôt de 200 $ est exigé à l’inscription"),
    _unknown("Étudiants internationaux : 2 300 $"),
    _priced("3 000 $, payables en 3 versements de 1 000 $", 3000),
    _priced("449 $ au lieu de 599 $", 449),
    _unknown("Une bourse de 500 $ est offerte"),
    _priced("39 $ par mois", 39, basis="per_month"),
]


def _ends(words: str, kind: str, low: float | None, high: float | None, **more: Any) -> Said:
    """A length with an open end: `kind` is hours or span."""
    return Said(words, {"status": "stated", f"{kind}_min": low, f"{kind}_max": high} | more)


#: Numbers in words, open bounds, meetings, pace and span in one sentence, lengths of something else.
HARD_DURATIONS_EN = [
    _span("Eight to 10 weeks", 8, "week", 10),
    _span("A weeklong intensive", 1, "week"),
    Said("6 Tuesday evenings", {"status": "stated", "meetings": 6}),
    _ends("Up to 12 weeks", "span", None, 12, span_unit="week"),
    _ends("At least 30 hours", "hours", 30, None),
    _span("4 months rather than the usual eight months", 4, "month"),
    _span("3 hours a week for 12 weeks", 12, "week", weekly_hours_min=3, weekly_hours_max=3),
    Said("Self-paced, about 20 hours", {"status": "stated", "self_paced": True, "hours_min": 20, "hours_max": 20}),
    _span("Two and a half days", 2.5, "day"),
    Said("Offered every 6 weeks", {"status": "unknown"}),
    Said("Access to the materials for 12 months", {"status": "unknown"}),
    _span("six (6) weeks", 6, "week"),
]
HARD_DURATIONS_FR = [
    _span("De huit à 10 semaines", 8, "week", 10),
    _span("Une semaine intensive", 1, "week"),
    Said("6 mardis soir", {"status": "stated", "meetings": 6}),
    _ends("Jusqu’à 12 semaines", "span", None, 12, span_unit="week"),
    _ends("Au moins 30 heures", "hours", 30, None),
    _span("4 mois au lieu de huit mois", 4, "month"),
    _span("3 heures par semaine pendant 12 semaines", 12, "week", weekly_hours_min=3, weekly_hours_max=3),
    Said(
        "À votre rythme, environ 20 heures", {"status": "stated", "self_paced": True, "hours_min": 20, "hours_max": 20}
    ),
    _span("Deux jours et demi", 2.5, "day"),
    Said("Offert toutes les 6 semaines", {"status": "unknown"}),
    Said("Accès au matériel pendant 12 mois", {"status": "unknown"}),
    _span("six (6) semaines", 6, "week"),
]

#: As a registration system prints them in its tuition cells: a name of the fee, then its amount.
COSTS_REGISTRATION = [
    _priced("$395.00", 395),
    _priced("Tuition non-credit $450.00", 450),
    _priced("$1,150.00", 1150),
    _priced("Registration Fee $249.00", 249),
    _priced("Tuition $875.00 + GST", 875, tax="excluded"),
    _priced("Early Bird $540.00 Regular $600.00", 600),
    _priced("General Public $495.00 Alumni $445.00", 495),
    _priced("Course Fee $1,295.00 CAD", 1295),
]
#: What its pages call "Contact Hours": the number alone.
HOURS_REGISTRATION = [_hours(words, float(words)) for words in ("6.0", "12.0", "18.0", "21.0", "24.0", "30.0", "36.0")]
#: As a shop shows the one price of what it sells.
COSTS_SHOP = [
    _priced("$1,495.00", 1495),
    _priced("$295.00 CAD", 295),
    _priced("CA$740.00", 740),
    _priced("$549", 549),
    _priced("$2,150.00", 2150),
    _free("Free"),
]

COSTS_EN = [*PLAIN_COSTS_EN, *HARD_COSTS_EN]
COSTS_FR = [*PLAIN_COSTS_FR, *HARD_COSTS_FR]
DURATIONS_EN = [*PLAIN_DURATIONS_EN, *HARD_DURATIONS_EN]
DURATIONS_FR = [*PLAIN_DURATIONS_FR, *HARD_DURATIONS_FR]

DELIVERY_EN = [
    Said("Online", {"delivery_mode": "online"}),
    Said("In person", {"delivery_mode": "in_person"}),
    Said("Blended (online and on campus)", {"delivery_mode": "blended"}),
    Said("Online, self-paced", {"delivery_mode": "online_self_paced"}),
    Said("Live online", {"delivery_mode": "online_live"}),
]
DELIVERY_FR = [
    Said("En ligne", {"delivery_mode": "online"}),
    Said("En présentiel", {"delivery_mode": "in_person"}),
    Said("Hybride (en ligne et en présentiel)", {"delivery_mode": "blended"}),
    Said("À distance, en mode synchrone", {"delivery_mode": "online_live"}),
]
FRENCH_DELIVERY = {
    "Online": "En ligne",
    "In person": "En présentiel",
    "Blended (online and on campus)": "Hybride (en ligne et en présentiel)",
    "Online, self-paced": "En ligne, à votre rythme",
    "Live online": "En ligne, en direct",
}
MONTHS_FR = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
