"""Every rule of judging, as data: id, severity, what it judges and why. The rule book is made from this.

A row rule names the Great Expectations class that judges it and the column it looks at: a column of the
frame, or a measure (made in identity.py, cost.py, duration.py) that is NULL where the rule does not apply.
Rules of the institution and release levels are judged in coverage.py and release.py and refer to their ids here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from expectations.bands import bands
from expectations.columns import ALWAYS_SAID, VOCABULARIES


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `reason` says what is right and why it matters; `shows` are the columns a message quotes, the first
    of them being the field the finding is about."""

    id: str
    level: str
    severity: str
    reason: str
    shows: tuple[str, ...] = ()
    frame: str = ""  # offerings | sections | prices; '' above the row level
    expectation: str = ""  # class of Great Expectations
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The field the rule is about."""
        return self.shows[0] if self.shows else ""


_IS_TRUE = {"value_set": [True]}
_IN_SET = "ExpectColumnValuesToBeInSet"
_BETWEEN = "ExpectColumnValuesToBeBetween"
_PAIR = "ExpectColumnPairValuesAToBeGreaterThanB"


def _holds(id: str, severity: str, measure: str, reason: str, *shows: str, frame: str = "offerings") -> Rule:
    """A measure that must be True wherever it is not NULL."""
    return Rule(id, "row", severity, reason, shows, frame, _IN_SET, {"column": measure, **_IS_TRUE})


def _between(
    id: str, severity: str, measure: str, low: float | None, high: float | None, reason: str, *shows: str, frame: str
) -> Rule:
    arguments = {"column": measure, "min_value": low, "max_value": high}
    return Rule(id, "row", severity, reason, shows, frame, _BETWEEN, arguments)


def _ordered(id: str, low: str, high: str, reason: str) -> Rule:
    arguments = {
        "column_A": high,
        "column_B": low,
        "or_equal": True,
        "ignore_row_if": "either_value_is_missing",
    }
    return Rule(id, "row", "critical", reason, (low, high), "offerings", _PAIR, arguments)


def _change(id: str, measure: str, factor: float, reason: str, *shows: str, severity: str = "warning") -> Rule:
    return _between(id, severity, measure, 1 / factor, factor, reason, *shows, frame="offerings")


def _identity() -> list[Rule]:
    rules = [
        Rule(
            "ID-001",
            "row",
            "critical",
            "Every offering has one row: the same id twice would overwrite itself.",
            ("offering_id", "title"),
            "offerings",
            "ExpectColumnValuesToBeUnique",
            {"column": "offering_id"},
        ),
        Rule(
            "ID-002",
            "row",
            "critical",
            "Every offering has an id.",
            ("offering_id", "title"),
            "offerings",
            "ExpectColumnValuesToNotBeNull",
            {"column": "offering_id"},
        ),
        _holds("ID-003", "critical", "title_is_said", "Every offering has a title.", "title", "url"),
        _holds(
            "ID-004",
            "critical",
            "title_is_no_error",
            "A title is the name of an offering, not of an error page or of a robot check.",
            "title",
            "url",
        ),
        _holds(
            "ID-005",
            "warning",
            "title_is_text",
            "A title is readable text: no broken encoding, no markup, no address, at most 250 characters.",
            "title",
        ),
        _holds("ID-006", "critical", "url_is_absolute", "The address is absolute, http or https.", "url"),
        Rule(
            "ID-007",
            "row",
            "warning",
            "Two offerings at one address are often one offering read twice, unless most of the institution share "
            "theirs.",
            ("url", "title"),
            "offerings",
            "ExpectColumnValuesToBeUnique",
            {"column": "own_url"},
        ),
        _holds(
            "ID-008",
            "critical",
            "has_evidence",
            "Every value that is said has evidence: the words it came from, or what it was derived from.",
            "evidence_missing",
        ),
        _holds(
            "ID-009",
            "warning",
            "words_are_text",
            "The words of summary, cost and duration are in a whole encoding: broken words hide broken numbers.",
            "summary",
            "cost_text",
            "duration_text",
        ),
        _holds(
            "ID-010",
            "warning",
            "is_no_twin",
            "No other id has the same title, language, price and length, unless codes tell them apart.",
            "title",
            "url",
            "code",
        ),
        _holds("ID-011", "warning", "lang_is_code", "A language is two letters (ISO 639-1).", "lang"),
    ]
    for number, (column, words) in enumerate(VOCABULARIES.items(), start=1):
        always = column in ALWAYS_SAID
        rules.append(
            Rule(
                f"VOC-{number:03}",
                "row",
                "critical",
                f"{column} is one of: {', '.join(words)}{'' if always else '; or NULL'}.",
                (column,),
                "offerings",
                _IN_SET,
                {"column": f"{column}_said" if always else column, "value_set": list(words)},
            )
        )
    return rules


def _cost() -> list[Rule]:
    amounts = ("cost_min", "cost_max", "currency", "cost_basis", "credential_kind", "cost_text")
    factor = bands()["cost"]["change_factor"]
    return [
        _holds(
            "COST-001", "critical", "priced_has_amount", "A priced offering has an amount.", "cost_min", "cost_text"
        ),
        _holds(
            "COST-002",
            "critical",
            "priced_has_currency",
            "A priced offering has a currency of three letters: an amount without one means nothing.",
            "currency",
            "cost_min",
            "cost_text",
        ),
        _holds(
            "COST-003",
            "critical",
            "priced_has_basis",
            "A priced offering says what one payment buys.",
            "cost_basis",
            "cost_min",
            "cost_text",
        ),
        _holds(
            "COST-004",
            "critical",
            "free_costs_nothing",
            "A free offering costs 0, and a priced one does not.",
            "cost_min",
            "cost_status",
            "cost_max",
            "cost_text",
        ),
        _holds(
            "COST-005",
            "critical",
            "unknown_has_no_amount",
            "An unknown cost has no amount: unknown is never a number.",
            "cost_min",
            "cost_max",
            "cost_text",
        ),
        _ordered("COST-006", "cost_min", "cost_max", "The lowest price is not above the highest."),
        _holds("COST-007", "critical", "cost_is_not_negative", "No price is negative.", "cost_min", "cost_max"),
        _holds(
            "COST-008",
            "warning",
            "currency_fits_country",
            "The currency is the one of the institution's country; another one may be a misread sign.",
            "currency",
            "country",
            "cost_text",
        ),
        _holds(
            "COST-009",
            "critical",
            "cost_is_possible",
            "The price is possible for what it buys (bands.toml, cost.possible).",
            *amounts,
        ),
        _holds(
            "COST-010",
            "warning",
            "cost_is_usual",
            "The price is usual for what it buys (bands.toml, cost.usual).",
            *amounts,
        ),
        _holds(
            "COST-011",
            "critical",
            "free_has_words",
            "Free only where words say so: an empty or zero price field is not an offer.",
            "cost_text",
            "cost_status",
        ),
        _holds(
            "COST-012",
            "warning",
            "free_words_are_known",
            "The words of a free offering are ones that usually mean free.",
            "cost_text",
        ),
        _holds(
            "COST-013",
            "critical",
            "cost_is_no_year",
            "The price is not a year: 2026 among words, without any sign of money, is a date.",
            "cost_min",
            "cost_max",
            "cost_text",
        ),
        _holds(
            "COST-014",
            "critical",
            "cost_is_no_phone",
            "The price is not a part of a telephone number.",
            "cost_min",
            "cost_max",
            "cost_text",
        ),
        _holds(
            "COST-015",
            "warning",
            "cost_may_be_year",
            "A bare number between 2010 and 2039 without any sign of money may be a year.",
            "cost_min",
            "cost_max",
            "cost_text",
        ),
        _change(
            "COST-016",
            "cost_change",
            factor,
            f"Where the page changed, its price changed by at most {factor:g} times, up or down; more is believed only "
            "where a second statement confirms it, or a person.",
            "cost_min",
            "prev_cost_min",
            "cost_text",
            severity="critical",
        ),
        _ordered("COST-017", "cost_total_min", "cost_total_max", "The lowest total is not above the highest."),
        _between(
            "COST-018",
            "critical",
            "amount",
            0,
            None,
            "No stated price is negative.",
            "amount",
            "text",
            frame="prices",
        ),
        _holds(
            "COST-019",
            "warning",
            "headline_is_stated",
            "The headline price is among all the prices stated.",
            "cost_min",
            "cost_text",
        ),
        _holds(
            "COST-020",
            "critical",
            "cost_in_words",
            "The price stands in the words it came from, where these hold figures.",
            "cost_min",
            "cost_max",
            "cost_text",
        ),
        _holds(
            "COST-021",
            "critical",
            "cost_is_no_code",
            "The price is not the number of a course code.",
            "cost_min",
            "code",
            "cost_text",
        ),
        _holds(
            "COST-022",
            "warning",
            "parts_add_up",
            "The parts of a price make the total stated beside them.",
            "cost_min",
            "cost_text",
        ),
        _change(
            "COST-023",
            "cost_change_confirmed",
            factor,
            f"A price changed by at most {factor:g} times; this one more, and a second statement confirms it.",
            "cost_min",
            "prev_cost_min",
            "cost_text",
        ),
        _holds(
            "COST-024",
            "warning",
            "currency_in_words",
            "Where the words name a currency, it is the price's.",
            "currency",
            "cost_text",
        ),
    ]


def _joint() -> list[Rule]:
    band = bands()["joint"]
    shows = ("hours_min", "hours_max", "cost_min", "cost_total_min", "cost_text", "duration_text")
    possible, usual = band["cost_per_hour_possible"], band["cost_per_hour_usual"]
    return [
        _holds(
            "JOINT-001",
            "critical",
            "cost_per_hour_possible",
            f"An hour costs between {possible[0]:g} and {possible[1]:g}: else price or hours were misread.",
            *shows,
        ),
        _holds(
            "JOINT-002",
            "warning",
            "cost_per_hour_usual",
            f"An hour usually costs between {usual[0]:g} and {usual[1]:g}.",
            *shows,
        ),
    ]


def _duration() -> list[Rule]:
    band = bands()["duration"]
    factor = band["change_factor"]
    rules = [
        _holds(
            "DUR-001",
            "critical",
            "stated_has_length",
            "A stated duration has hours, a span, a pace, a number of meetings, or is said to be self-paced.",
            "duration_status",
            "duration_text",
        ),
        _holds(
            "DUR-002",
            "critical",
            "unknown_has_no_length",
            "An unknown duration has no hours, no span and no pace: unknown is never a number.",
            "duration_status",
            "hours_min",
            "span_min",
            "weekly_hours_min",
        ),
        _ordered("DUR-003", "hours_min", "hours_max", "The fewest hours are not more than the most."),
        _ordered("DUR-004", "span_min", "span_max", "The shortest span is not longer than the longest."),
        _ordered("DUR-005", "weekly_hours_min", "weekly_hours_max", "The slowest pace is not above the fastest."),
        _holds(
            "DUR-006",
            "critical",
            "span_has_unit",
            "A span has a unit, and a unit has a span.",
            "span_unit",
            "span_min",
            "span_max",
        ),
    ]
    names = (
        ("hours", "hours", ("hours_min", "hours_max")),
        ("span_days", "calendar days", ("span_days_min", "span_days_max", "span_min", "span_unit")),
        ("weekly_hours", "hours a week", ("weekly_hours_min", "weekly_hours_max")),
    )
    for number, (name, words, shows) in enumerate(names):
        low, high = band[f"{name}_possible"]
        rules += [
            _holds(
                f"DUR-{7 + 2 * number:03}",
                "critical",
                f"{name}_possible",
                f"Between {low:g} and {high:g} {words}: anything else was misread.",
                *shows,
                "duration_text",
            ),
            _holds(
                f"DUR-{8 + 2 * number:03}",
                "warning",
                f"{name}_usual",
                f"The number of {words} is usual for such a credential (bands.toml, duration).",
                *shows,
                "credential_kind",
                "duration_text",
            ),
        ]
    agreement = band["agreement_factor"]
    return [
        *rules,
        _between(
            "DUR-013",
            "warning",
            "hours_to_pace",
            1 / agreement,
            agreement,
            f"Stated hours and span x pace agree within a factor of {agreement:g}; flagged, never corrected.",
            "hours_min",
            "span_min",
            "span_unit",
            "weekly_hours_min",
            frame="offerings",
        ),
        _change(
            "DUR-014",
            "hours_change",
            factor,
            f"Hours change by at most {factor:g} times in a night, up or down.",
            "hours_min",
            "prev_hours_min",
            "duration_text",
        ),
        _change(
            "DUR-015",
            "span_change",
            factor,
            f"A span changes by at most {factor:g} times in a night, up or down.",
            "span_days_min",
            "prev_span_days_min",
            "duration_text",
        ),
        _between(
            "DUR-016",
            "warning",
            "section_days",
            0,
            None,
            "A section does not end before it starts.",
            "start_date",
            "end_date",
            "section_id",
            frame="sections",
        ),
        _between(
            "DUR-017",
            "warning",
            "section_days",
            None,
            band["section_days_usual"][1],
            f"A section lasts at most {band['section_days_usual'][1]:g} days.",
            "end_date",
            "start_date",
            "section_id",
            frame="sections",
        ),
        _holds(
            "DUR-018",
            "warning",
            "span_unit_in_words",
            "The unit of the span stands in its words: hours are not weeks.",
            "span_unit",
            "span_min",
            "duration_text",
        ),
        _between(
            "DUR-019",
            "warning",
            "section_age",
            None,
            band["section_past_days"],
            f"No session ended more than {band['section_past_days']:g} days ago.",
            "end_date",
            "start_date",
            "section_id",
            frame="sections",
        ),
        _holds(
            "DUR-020",
            "warning",
            "meetings_fit_dates",
            f"It meets at most {band['meetings_a_day']:g} times a day between its first and last day.",
            "meetings",
            "span_min",
            "span_unit",
            "duration_text",
        ),
        _holds(
            "DUR-021",
            "critical",
            "hours_in_words",
            "The hours stand in the words they came from, where these hold figures and no reckoning.",
            "hours_min",
            "hours_max",
            "duration_text",
        ),
        _between(
            "DUR-022",
            "warning",
            "span_to_dates",
            1 / band["dates_factor"],
            band["dates_factor"],
            f"The span and the days of a session agree within a factor of {band['dates_factor']:g}.",
            "span_days_min",
            "span_min",
            "span_unit",
            frame="offerings",
        ),
        _holds(
            "ON-001",
            "info",
            "fits_ontario",
            f"Ontario counts {band['ontario_hours'][0]:g} to {band['ontario_hours'][1]:g} hours and under "
            f"{band['ontario_days_below'] / 7:g} weeks as a micro-credential; information, no word on eligibility.",
            "hours_min",
            "hours_max",
            "span_days_min",
        ),
    ]


def _institution() -> list[Rule]:
    b = bands()["institution"]

    def rule(id: str, severity: str, reason: str, *shows: str) -> Rule:
        return Rule(id, "institution", severity, reason, shows)

    return [
        rule("INST-001", "critical", "A harvest closes with its harvest line; without it nothing is taken (failed)."),
        rule("INST-002", "critical", "At least one offering was read (else failed).", "offerings"),
        rule("INST-003", "warning", "The listing was read to its natural end (else partial).", "listing_ended"),
        rule(
            "INST-004", "warning", f"Fewer than {b['error_share']:.0%} of the requests failed (else partial).", "errors"
        ),
        rule(
            "INST-005",
            "critical",
            f"The count is not below its good nights' median by more than {b['spread_factor']:g} spreads or "
            f"{b['count_share']:.0%}, whichever is more (else held).",
            "offerings",
        ),
        rule(
            "INST-006",
            "critical",
            "Before there is a good night, the count reaches the manifest's minimum (else held).",
            "offerings",
        ),
        rule(
            "INST-007",
            "critical",
            f"The share of priced offerings is not more than {b['fill_drop_points']:g} points below its good nights "
            "(else held; a warning where few offerings are behind it).",
            "priced",
        ),
        rule(
            "INST-008",
            "critical",
            f"The share with a duration is not more than {b['fill_drop_points']:g} points below its good nights "
            "(else held; a warning where few offerings are behind it).",
            "with_duration",
        ),
        rule(
            "INST-009",
            "critical",
            f"The median price is within {b['cost_factor']:g} times its good nights' (else held; a warning where few "
            "prices are behind it).",
            "median_cost",
        ),
        rule(
            "INST-010",
            "critical",
            f"At most {b['gone_least']} or {b['gone_share']:.0%} of the known pages are gone in one night (else held).",
            "gone",
        ),
        rule(
            "INST-011",
            "critical",
            f"Fewer than {b['failed_rows_share']:.0%} of the offerings break a critical rule (else held: the reading "
            "is broken, not the rows).",
        ),
        rule("INST-012", "warning", "The count is not above its good nights by as much as would hold it.", "offerings"),
        rule(
            "INST-013",
            "warning",
            f"A fall is a season where {b['season_share']:.0%} of the offerings not seen had sessions that ended, "
            "far more often than those still listed: taken, and shown.",
            "offerings",
        ),
        *(_drift(id, one) for id, one in bands()["drift"].items()),
    ]


def _drift(id: str, one: Mapping[str, Any]) -> Rule:
    moved = f"{one['points']:g} points" if "points" in one else f"{one['factor']:g} times"
    way = {"up": "rises by at most", "down": "falls by at most", "both": "moves by at most"}[one["way"]]
    consequence = " (else held; a warning where few offerings are behind it)" if one["severity"] == "critical" else ""
    reason = f"Against good nights, what {one['says']} {way} {moved}{consequence}."
    return Rule(id, "institution", one["severity"], reason, (one["measure"],))


def _release() -> list[Rule]:
    b = bands()["release"]

    def rule(id: str, reason: str) -> Rule:
        return Rule(id, "release", "critical", reason)

    return [
        rule("REL-001", "Judging itself worked: an error inside it blocks the release, it never passes."),
        rule("REL-002", "Keys, schema and files of the release are whole."),
        rule(
            "REL-003",
            f"At most {b['institutions_share']:.0%} of the institutions (one, where there are few) are not complete.",
        ),
        rule(
            "REL-004",
            f"At most {b['offerings_share']:.0%} of the known offerings were not refreshed tonight because their "
            "institution is not complete.",
        ),
        rule("REL-005", "There is something to release."),
    ]


def _before_judging() -> list[Rule]:
    """What the warehouse finds while it normalises; here for the rule book."""
    return [
        Rule("CHOICE-001", "row", "info", "Two statements of one fact agree; else the more trusted one speaks."),
        Rule("CORR-001", "row", "critical", "What a correction expects is what was read: else the source has "
             "changed, and the correction is to be taken away or renewed."),
    ]  # fmt: skip


RULES: tuple[Rule, ...] = (
    *_before_judging(),
    *_identity(),
    *_cost(),
    *_duration(),
    *_joint(),
    *_institution(),
    *_release(),
)
BY_ID: dict[str, Rule] = {rule.id: rule for rule in RULES}


def row_rules(frame: str) -> tuple[Rule, ...]:
    """Rules judged on one of the frames offerings, sections, prices."""
    return tuple(rule for rule in RULES if rule.frame == frame)
