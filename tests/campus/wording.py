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


COSTS_EN = [
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
COSTS_FR = [
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


DURATIONS_EN = [
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
DURATIONS_FR = [
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
