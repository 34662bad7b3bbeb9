"""What a statement of duration says: effort, calendar span, pace and meetings, kept apart.

Tokens -> quantities with a unit -> their role by the words around them -> one reading. A quantity whose role is
another one (an age, an access window, how often something runs, a job's hours) is set aside, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from warehouse.normalise.iso_duration import read_iso
from warehouse.normalise.length_found import Found
from warehouse.normalise.lengths import lengths
from warehouse.normalise.quantities import near
from warehouse.normalise.readings import DurationReading, Note, placed
from warehouse.normalise.tokens import Token, tokenise


def read_duration(
    text: str,
    *,
    lang: str | None = None,
    label: str | None = None,
    context: Sequence[str] = (),
    marks: Sequence[str] = (),
) -> DurationReading:
    """One statement; its label and a table's headers are read with it. Struck words say nothing. Unknown is honest."""
    if "struck" in marks:
        return DurationReading()
    head = ": ".join([*context, label] if label else context)
    said = f"{head}: {text}" if head else text
    tokens, _ = tokenise(said, lang)
    iso = next((token for token in tokens if token.kind == "iso"), None)
    if iso is not None:
        return read_iso(iso, said, weekly=any("weekly" in token.tags for token in tokens))
    found = _sessions(lengths(tokens), tokens)
    notes = [_note(one, tokens, said) for one in found]
    own_pace = _self_paced(tokens)
    if own_pace is not None:
        notes.append(Note(own_pace.start, own_pace.end, said[own_pace.start : own_pace.end], "self-paced", "said so"))
    return _reading(found, own_pace is not None, placed(notes, said, text))


def _sessions(found: list[Found], tokens: list[Token]) -> list[Found]:
    """ "5 sessions sur 2 mois": too many for terms, so they are meetings."""
    months = {"day": Decimal("0.03"), "week": Decimal("0.23"), "month": Decimal(1)}
    spans = [(one.quantity.high or Decimal(0)) * months[one.unit] for one in found if one.unit in months]
    if not spans:
        return found
    longest = max(spans)
    return [
        replace(one, unit="meeting", role="sessions")
        if one.unit == "term"
        and one.role == "span"
        and tokens[one.end - 1].text.startswith("session")
        and (one.quantity.low or 0) > 1
        and (one.quantity.low or 0) * 3 > longest > 0
        else one
        for one in found
    ]


def _reading(found: list[Found], self_paced: bool, why: tuple[Note, ...]) -> DurationReading:
    hours = _main(_offerings_first(_whole_first([one for one in found if one.role == "hours"])))
    span = _main(_whole_first([one for one in found if one.role == "span"]))
    weekly = _main([one for one in found if one.role == "weekly"])
    sessions = _main([one for one in found if one.role == "sessions"])
    one = sessions.quantity if sessions else None
    meetings = (one.low or one.high) if one and (one.bounded or one.low == one.high) else None
    stated = any((hours, span, weekly, meetings is not None, self_paced))
    return DurationReading(
        status="stated" if stated else "unknown",
        hours_min=hours.quantity.low if hours else None,
        hours_max=hours.quantity.high if hours else None,
        span_min=span.quantity.low if span else None,
        span_max=span.quantity.high if span else None,
        span_unit=span.unit if span else None,
        weekly_hours_min=weekly.quantity.low if weekly else None,
        weekly_hours_max=weekly.quantity.high if weekly else None,
        sessions=int(meetings) if meetings is not None and meetings == meetings.to_integral() else None,
        self_paced=self_paced,
        why=why,
    )


def _whole_first(hours: list[Found]) -> list[Found]:
    """ "200 hours: 160 in class + 40 at home": the hours that the others add up to are all there are."""
    values = [one.quantity.low for one in hours if one.quantity.low == one.quantity.high]
    if len(hours) < 3 or len(values) < len(hours) or len({one.unit for one in hours}) > 1:
        return hours
    whole = [one for one in hours if one.quantity.low and one.quantity.low * 2 == sum(v for v in values if v)]
    return whole[:1] or hours


def _offerings_first(hours: list[Found]) -> list[Found]:
    """ "805 heures, sur une formation de 1800 heures": the hours told of the offering by name."""
    return [one for one in hours if one.of_offering] or hours


def _main(candidates: list[Found]) -> Found | None:
    """A stated total speaks before its parts; otherwise the first. A minimum and a maximum are one range."""
    if len(candidates) == 2 and candidates[0].unit == candidates[1].unit:
        one, other = sorted(candidates, key=lambda found: found.quantity.low is None)
        low, high = one.quantity.low, other.quantity.high
        if one.quantity.high is None and other.quantity.low is None and low and high and low <= high:
            return replace(one, quantity=replace(one.quantity, high=high))
    across = len(candidates) > 1 and any(one.across or one.either for one in candidates[1:])
    if across and len({one.unit for one in candidates}) == 1 and not any(one.total for one in candidates):
        lows = [one.quantity.low for one in candidates if one.quantity.low is not None]
        highs = [one.quantity.high for one in candidates if one.quantity.high is not None]
        if len(lows) in (0, len(candidates)) and len(highs) == len(candidates):
            whole = replace(candidates[0].quantity, low=min(lows, default=None), high=max(highs))
            return replace(candidates[0], quantity=whole)
    if not candidates:
        return None
    first = candidates[0]
    if first.unit == "term":  # "2 semesters in 1 year", "the four-term program over 20 months"
        first = next((one for one in candidates[1:] if one.unit in ("month", "year") and one.lasting), first)
    if first.quantity.bounded and first.quantity.low is None:  # "five years to complete, usually done in 15 months"
        first = next((one for one in candidates[1:] if one.typical and not one.quantity.bounded), first)
    return next((one for one in candidates if one.total and one.unit == first.unit), first)


def _self_paced(tokens: list[Token]) -> Token | None:
    for at, token in enumerate(tokens):
        if "self_paced" not in token.tags:
            continue
        denied = near(tokens, at - 3, at, "not")
        asked = next((i for i in range(at + 1, min(at + 12, len(tokens))) if tokens[i].text == "?"), None)
        if asked is not None and asked + 1 < len(tokens) and "not" in tokens[asked + 1].tags:
            denied = True
        if not denied:
            return token
    return None


def _note(one: Found, tokens: list[Token], said: str) -> Note:
    start, end = tokens[one.quantity.first].start, tokens[one.end - 1].end
    names = {"hours": "effort", "span": "calendar span", "weekly": "pace", "sessions": "meetings"}
    if one.role in names:
        return Note(start, end, said[start:end], names[one.role], "an open end" if one.quantity.bounded else "stated")
    return Note(start, end, said[start:end], "set aside", one.role)
