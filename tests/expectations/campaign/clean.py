"""Clean nights of three fictional institutions: frames as the warehouse makes them, and good nights before.

A site is a list of offerings that lives through nights: 2 % of the prices and 3 % of the offerings change each night,
sessions end and start with the terms, and one site takes its summer offerings down and puts them up again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pandas as pd

from expectations.columns import OFFERINGS, PRICES, SECTIONS
from expectations.gate import judge_institution, judge_rows
from expectations.verdicts import InstitutionVerdict, Verdict

FIRST = date(2026, 3, 2)
TERMS = ((1, 12), (5, 4), (9, 8))  # month and day a term starts

_WORDS = {
    "en": (
        ("Applied", "Advanced", "Introductory", "Practical", "Indigenous-led", "Rural", "Digital", "Sustainable"),
        ("Welding", "Data Analysis", "Forest Health", "Early Learning", "Leadership", "Cybersecurity", "Grant Writing",
         "Elder Care", "Project Management", "Wildfire Safety", "Bookkeeping", "Tourism", "Supply Chains", "UX Design"),
        ("Micro-credential", "Essentials", "for Supervisors", "Badge", "in Practice"),
    ),
    "fr": (
        ("Gestion de", "Initiation à", "Pratique de", "Perfectionnement en", "Fondements de"),
        ("la cybersécurité", "l’énergie", "la petite enfance", "la comptabilité", "l’intelligence artificielle",
         "la foresterie", "l’entrepreneuriat", "la santé numérique"),
        ("(microprogramme)", "– attestation", "appliquée", "en milieu de travail"),
    ),
}  # fmt: skip
_KNOWN = ["offering_id", "title", "url", "last_day"]
_KINDS = ("micro_credential",) * 14 + ("digital_badge", "certificate", "workshop")
_MODES = ("online_live", "online_self_paced", "in_person", "blended", "online", "unknown")
_SPANS = {"day": 1.0, "week": 7.0, "month": 30.44}


@dataclass(frozen=True, slots=True)
class Place:
    """What an institution is like."""

    id: str
    country: str
    province: str
    languages: tuple[str, ...]
    size: int
    prices: tuple[int, int]
    seasonal: float  # share of the offerings that are there only between autumn and spring


PLACES = (
    Place("birch-college", "CA", "BC", ("en",), 64, (95, 1450), 0.0),
    Place("universite-des-pins", "CA", "QC", ("fr",), 24, (150, 900), 0.0),
    Place("three-lakes", "CA", "ON", ("en", "fr"), 180, (60, 2600), 0.28),
)


@dataclass(slots=True)
class Night:
    """One institution's night, to be judged or spoiled first. `facts` None: made from the frames."""

    place: Place
    day: date
    offerings: pd.DataFrame
    sections: pd.DataFrame
    prices: pd.DataFrame
    known: pd.DataFrame
    recent: pd.DataFrame  # and those seen in the last 45 nights, withdrawn or not
    history: pd.DataFrame
    harvest: dict[str, Any] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """As `warehouse.frames.institution_night` says it, from the frames as they are now."""
        tonight = self.offerings
        costs = tonight.loc[tonight["cost_status"] == "priced", "cost_min"].dropna()
        unseen = self.known[~self.known["offering_id"].isin(tonight["offering_id"])]
        recent = self.recent[~self.recent["offering_id"].isin(tonight["offering_id"])]
        new = tonight[~tonight["offering_id"].isin(self.known["offering_id"])]
        night = pd.Timestamp(self.day)
        facts = {
            "institution_id": self.place.id,
            "has_harvest": True,
            "listing_ended": True,
            "finish_reason": "finished",
            "pages": len(tonight) + 6,
            "requests": len(tonight) + 8,
            "errors": {},
            "gone": 0,
            "offerings": len(tonight),
            "priced": int(tonight["cost_status"].isin(["priced", "free"]).sum()),
            "with_duration": int((tonight["duration_status"] == "stated").sum()),
            "median_cost": float(costs.median()) if len(costs) else None,
            "expected_minimum": self.place.size // 2,
            "known_offerings": len(self.known),
            "known_not_seen": len(unseen),
            "unseen_recently": len(recent),
            "gone_accepted": 0,
            "new_offerings": len(new),
            "unseen_ended": int((pd.to_datetime(recent["last_day"]) < night).sum()),
            "unseen_elsewhere": int(unseen["title"].isin(set(new["title"])).sum()),
        }
        return facts | self.harvest

    def judge(self) -> tuple[Verdict, InstitutionVerdict]:
        """What the gate says of it."""
        rows = judge_rows(self.offerings, self.sections, self.prices)
        return rows, judge_institution(self.facts(), self.history, self.offerings, rows)


class Site:
    """One institution's site, night after night."""

    def __init__(self, place: Place, seed: int = 7) -> None:
        self.place, self.random, self.day = place, Random(f"{place.id}{seed}"), FIRST
        self.number, self.titles = 0, set[str]()
        self.site = [self._new() for _ in range(place.size)]
        self.before: dict[str, dict[str, Any]] = {}
        self.ever: dict[str, dict[str, Any]] = {}
        self.past: list[dict[str, Any]] = []

    def night(self) -> Night:
        """Tonight's frames. The site does not move by being read."""
        rows = [self._row(one) for one in self.site if self._is_up(one)]
        offerings = pd.DataFrame([row for row, *_ in rows])
        for column in OFFERINGS:
            if column not in offerings:
                offerings[column] = None
        runs = [one for _, mine, _ in rows for one in mine]
        sections = pd.DataFrame(runs, columns=[*SECTIONS, "availability"])
        prices = pd.DataFrame([one for *_, mine in rows for one in mine], columns=list(PRICES))
        known = pd.DataFrame(list(self.before.values()), columns=_KNOWN)
        cut = self.day - timedelta(days=45)
        recent = pd.DataFrame([one for one in self.ever.values() if one["last_seen"] >= cut], columns=_KNOWN)
        history = pd.DataFrame(self.past[::-1][:30])
        return Night(self.place, self.day, offerings, sections, prices, known, recent, history)

    def live(self, night: Night, rows: Verdict, verdict: InstitutionVerdict) -> None:
        """The night is kept as the warehouse would, and the site changes until the next."""
        self.past.append({**night.facts(), **rows.measures, "outcome": verdict.outcome})
        if verdict.outcome == "complete":
            self.before = {
                one["offering_id"]: {
                    "offering_id": one["offering_id"], "title": one["title"], "url": one["url"],
                    "last_day": max((end for _, end in one["runs"]), default=None),
                    "values": dict(one["values"]), "last_seen": self.day,
                }
                for one in self.site
                if self._is_up(one)
            }  # fmt: skip
            self.ever |= self.before
        self._move()

    def _move(self) -> None:
        self.day += timedelta(days=1)
        for one in self.site:
            if one["values"]["cost_status"] == "priced" and self.random.random() < 0.02:
                one["values"] |= self._cost(
                    one["lang"], round(one["values"]["cost_min"] * self.random.uniform(0.9, 1.25))
                )
        for one in list(self.site):
            if self.random.random() < 0.015:
                self.site.remove(one)
            if self.random.random() < 0.015:
                self.site.append(self._new())
        if (self.day.month, self.day.day) in TERMS:
            for one in self.site:
                if one["runs"] and self.random.random() < 0.9:
                    one["runs"] = self._runs(one)

    def _is_up(self, one: dict[str, Any]) -> bool:
        return not (one["seasonal"] and one["runs"] and all(end < self.day for _, end in one["runs"]))

    def _new(self) -> dict[str, Any]:
        draw, lang = self.random, self.random.choice(self.place.languages)
        self.number += 1
        title = ""
        while not title or title in self.titles:
            title = " ".join(draw.choice(words) for words in _WORDS[lang])
            if len(self.titles) > 60:
                title += f" {draw.choice('ABCDEFGH')}{draw.randint(1, 40)}"
        self.titles.add(title)
        values: dict[str, Any] = {"cost_status": "unknown", "duration_status": "unknown"}
        lot = draw.random()
        if lot < 0.86:
            values |= self._cost(lang, draw.randint(*self.place.prices))
        elif lot < 0.9:
            values |= {
                "cost_status": "free", "cost_min": 0.0, "cost_max": 0.0, "currency": "CAD", "cost_basis": "total",
                "cost_text": "Gratuit" if lang == "fr" else "Free of charge",
            }  # fmt: skip
        if draw.random() < 0.92:
            values |= self._duration(lang)
        one: dict[str, Any] = {
            "offering_id": f"{self.place.id}-{self.number:04}",
            "title": title, "lang": lang, "values": values, "runs": [],
            "code": f"{draw.choice(('MC', 'CE', 'FC'))}{self.number:03}" if draw.random() < 0.7 else None,
            "url": f"https://{self.place.id}.example/{lang}/cours/{self.number}",
            "seasonal": draw.random() < self.place.seasonal,
            "kind": draw.choice(_KINDS), "mode": draw.choice(_MODES), "filled": draw.random(),
            "recognition": draw.choice(("stackable", "unknown", "standalone")),
        }  # fmt: skip
        if one["seasonal"] or draw.random() < 0.6:
            one["runs"] = self._runs(one)
        return one

    def _runs(self, one: dict[str, Any]) -> list[tuple[date, date]]:
        days = one["values"].get("span_days_min") or self.random.choice((1.0, 42.0, 70.0))
        month, day = max((t for t in TERMS if t <= (self.day.month, self.day.day)), default=TERMS[0])
        starts = [date(self.day.year, month, day) + timedelta(days=self.random.randint(0, 40)) for _ in range(2)]
        return sorted(
            (start, start + timedelta(days=max(int(days) - 1, 0))) for start in starts[: self.random.randint(1, 2)]
        )

    def _cost(self, lang: str, amount: int) -> dict[str, Any]:
        amount = max(amount, 20)
        if lang == "fr":
            text = f"Droits de scolarité : {f'{amount:,}'.replace(',', ' ')} $"
        else:
            text = f"Tuition: ${amount:,}{self.random.choice(('.00', '', ' + GST'))}"
        return {
            "cost_status": "priced", "cost_min": float(amount), "cost_max": float(amount), "currency": "CAD",
            "cost_basis": "total", "cost_text": text, "cost_total_min": float(amount),
            "cost_total_max": float(amount), "cost_total_source": "stated",
        }  # fmt: skip

    def _duration(self, lang: str) -> dict[str, Any]:
        draw, said, words = self.random, dict[str, Any](), list[str]()
        weeks, pace = draw.randint(2, 12), draw.randint(2, 6)
        shape = draw.randint(0, 3)
        if shape != 1:
            unit = draw.choice(("week", "week", "week", "month")) if weeks > 4 else "week"
            number = float(weeks if unit == "week" else round(weeks / 4))
            said |= {"span_min": number, "span_max": number, "span_unit": unit}
            said |= {"span_days_min": number * _SPANS[unit], "span_days_max": number * _SPANS[unit]}
            french = {"week": "semaines", "month": "mois"}[unit]
            words.append(f"{number:g} {french if lang == 'fr' else unit + 's'}")
        if shape in (1, 2):
            said |= {"hours_min": float(weeks * pace), "hours_max": float(weeks * pace)}
            words.append(f"{weeks * pace} {'heures' if lang == 'fr' else 'hours'}")
        if shape == 2:
            said |= {"weekly_hours_min": float(pace), "weekly_hours_max": float(pace)}
            words.append(f"{pace} {'heures par semaine' if lang == 'fr' else 'hours a week'}")
            said |= {"span_min": float(weeks), "span_max": float(weeks), "span_unit": "week"}
            said |= {"span_days_min": weeks * 7.0, "span_days_max": weeks * 7.0}
            words[0] = f"{weeks} {'semaines' if lang == 'fr' else 'weeks'}"
        return {**said, "duration_status": "stated", "duration_text": ", ".join(words)}

    def _row(self, one: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
        key = {"offering_id": one["offering_id"], "institution_id": self.place.id}
        values = {"self_paced": None, "meetings": None, **one["values"]}
        before = self.before.get(one["offering_id"])
        previous = before["values"] if before else {}
        full = one["filled"]
        row = {
            **key, "title": one["title"], "url": one["url"], "lang": one["lang"], "code": one["code"],
            "country": self.place.country, "province": self.place.province, "in_scope": True,
            "credential_kind": one["kind"], "recognition": one["recognition"], "delivery_mode": one["mode"],
            "evidence_missing": "", "page_changed": before is not None and previous != one["values"],
            "summary": f"{one['title']}: what you will do." if full > 0.1 else None,
            "outcomes": ["Explain it", "Apply it"] if full > 0.3 else [],
            "prerequisites": "None" if full > 0.4 else None,
            "location": None, "cost_confirmed": False,
            "cost_reader": "labelled" if values["cost_status"] == "priced" else None,
            "completeness": round(0.5 + full * 0.4, 2), "run_id": f"{self.day}.1", **values,
            "cost_tax": None,
            **{f"prev_{name}": previous.get(name) for name in
               ("cost_status", "cost_min", "cost_max", "currency", "cost_basis", "hours_min", "span_days_min")},
            "prev_title": before["title"] if before else None,
        }  # fmt: skip
        sections = [
            {**key, "section_id": f"{one['offering_id']}/{n}", "start_date": pd.Timestamp(start),
             "end_date": pd.Timestamp(end), "run_id": f"{self.day}.1", "availability": "unknown"}
            for n, (start, end) in enumerate(one["runs"], 1)
        ]  # fmt: skip
        prices = []
        if values["cost_status"] == "priced":
            base = {**key, "currency": values["currency"], "audience": "domestic", "basis": "total"}
            headline = {
                "price_no": 1,
                "amount": values["cost_min"],
                "component": "tuition",
                "text": values["cost_text"],
            }
            prices.append(base | headline)
            if full > 0.7:
                extra = {"price_no": 2, "amount": 45.0, "component": "materials", "text": "Materials: $45"}
                total = {"price_no": 3, "amount": values["cost_min"] + 45.0, "component": "total", "text": "In all"}
                prices += [base | extra, base | total]
        return row, sections, prices


def good_nights(place: Place, count: int, seed: int = 7) -> Night:
    """A clean night after `count` clean nights, all of them taken as complete."""
    site = Site(place, seed)
    for _ in range(count):
        night = site.night()
        rows = judge_rows(night.offerings, night.sections, night.prices)
        site.live(night, rows, InstitutionVerdict("complete"))
    return site.night()
