"""What one thing of schema.org states, property by property. Bioschemas profiles are schema.org."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.contract import Field
from crawlers.reading.nodes import Node
from crawlers.reading.readings import LONGEST_TEXT, StatementReading
from crawlers.reading.schema_offers import costs
from crawlers.reading.schema_words import bounded_length, plain, schedule_of, words, words_of

_LONGEST_CODE = 40

#: Property -> field, in words, as they stand. Order is that of a careful reader: the nearest to the point first.
WORDS: tuple[tuple[str, str], ...] = (
    ("name", Field.TITLE),
    ("alternateName", Field.TITLE),
    ("courseCode", Field.CODE),
    ("codedNotation", Field.CODE),
    ("identifier", Field.CODE),
    ("description", Field.SUMMARY),
    ("abstract", Field.SUMMARY),
    ("timeRequired", Field.DURATION),
    ("timeToComplete", Field.DURATION),
    ("duration", Field.DURATION),
    ("courseWorkload", Field.DURATION),
    ("numberOfCredits", Field.CREDITS),
    ("creditValue", Field.CREDITS),
    ("educationalLevel", Field.LEVEL),
    ("inLanguage", Field.INSTRUCTION_LANGUAGE),
    ("availableLanguage", Field.INSTRUCTION_LANGUAGE),
    ("coursePrerequisites", Field.PREREQUISITES),
    ("programPrerequisites", Field.PREREQUISITES),
    ("competencyRequired", Field.OUTCOME),
    ("educationalCredentialAwarded", Field.CREDENTIAL),
    ("occupationalCredentialAwarded", Field.CREDENTIAL),
    ("credentialCategory", Field.CREDENTIAL),
    ("courseMode", Field.DELIVERY),
    ("educationalProgramMode", Field.DELIVERY),
    ("eventAttendanceMode", Field.DELIVERY),
    ("deliveryType", Field.DELIVERY),
    ("teaches", Field.OUTCOME),
    ("about", Field.SUBJECT),
    ("audience", Field.AUDIENCE),
    ("timeOfDay", Field.ATTENDANCE),
    ("dayOfWeek", Field.SCHEDULE),
    ("applicationDeadline", Field.APPLY_BY),
    ("startDate", Field.START_DATE),
    ("endDate", Field.END_DATE),
    ("isPartOf", Field.PART_OF),
    ("keywords", Field.SUBJECT),
    ("programType", Field.ATTENDANCE),
    ("financialAidEligible", Field.FUNDING),
    ("eventStatus", Field.AVAILABILITY),
)
_OF_THE_WHOLE = frozenset((Field.TITLE, Field.CODE, Field.SUMMARY))
#: Words for values that are names of schema.org.
_MODES = {
    "OfflineEventAttendanceMode": "In person",
    "OnlineEventAttendanceMode": "Online",
    "MixedEventAttendanceMode": "Mixed, online and in person",
}
#: How a program is spread over terms: none of it is a total.
_PER_TERM = (
    ("typicalCreditsPerTerm", "{} credits per term"),
    ("termsPerYear", "{} terms per year"),
    ("termDuration", "each term {}"),
)
_PREFIX = re.compile(r"^[a-z]{2,12}:(?=[A-Z])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def facts(node: Node, section: str | None) -> Iterator[StatementReading]:
    """The statements of one thing; with a section key, those of one run."""
    for name, field in WORDS:
        if name not in node.values or (section is not None and field in _OF_THE_WHOLE):
            continue
        # Workload and length of a run are those of what is run; the days of an offering make one run of it.
        of = None if field == Field.DURATION else section
        if field in (Field.START_DATE, Field.END_DATE):
            of = section or "whole"
        for text in _said(node, name, field):
            yield _statement(field, text, node, name, of)
    for profile in node.things("estimatedDuration"):  # CTDL
        for name in ("timeRequired", "exactDuration", "description"):
            for text in words(profile, name):
                yield _statement(Field.DURATION, text, profile, name, None)
        if length := bounded_length(profile.first("minimumDuration"), profile.first("maximumDuration")):
            yield _statement(Field.DURATION, length, profile, "minimumDuration", None)
    for schedule in (*node.things("courseSchedule"), *node.things("eventSchedule")):
        yield from _scheduled(node, schedule, section)
    for text in places(node):
        yield _statement(Field.LOCATION, text, node, "location", section)
    if any("VirtualLocation" in place.types for place in node.things("location")):
        yield _statement(Field.DELIVERY, "Virtual location", node, "location", section)
    for name, pattern in _PER_TERM:
        for text in words(node, name):
            yield _statement(Field.SCHEDULE, pattern.format(text), node, name, section)
    yield from costs(node, section)
    for offer in node.things("offers"):
        for state in words(offer, "availability"):
            yield _statement(Field.AVAILABILITY, last_word(state), offer, "availability", section)


def _said(node: Node, name: str, field: str) -> Iterator[str]:
    """A property in the words of its field."""
    if field == Field.CODE:
        return (text for text in _identifiers(node, name) if len(text) <= _LONGEST_CODE and "://" not in text)
    if field in (Field.DELIVERY, Field.AVAILABILITY, Field.ATTENDANCE, Field.SCHEDULE):
        texts = (_MODES.get(text.rsplit("/", 1)[-1], last_word(text)) for text in words(node, name))
        return (text for text in texts if text != "Event Scheduled")
    if name == "keywords":
        return (word for text in words(node, name) for one in text.split(",")[:20] if (word := one.strip()))
    return words(node, name)


def _identifiers(node: Node, name: str) -> Iterator[str]:
    for value in node.values.get(name, ()):
        text = value.first("value") or value.first("codeValue") if isinstance(value, Node) else words_of(value)
        if text:
            yield plain(text)


def _scheduled(node: Node, schedule: Node, section: str | None) -> Iterator[StatementReading]:
    """A Schedule: its length, its first and last day where the run says none, its days and hours."""
    if length := schedule_of(schedule):
        yield _statement(Field.DURATION, length, schedule, "courseSchedule", None)
    for name, field in (("startDate", Field.START_DATE), ("endDate", Field.END_DATE)):
        if name not in node.values and (day := schedule.first(name)):
            yield _statement(field, plain(day), schedule, name, section or "whole")
    days = ", ".join(last_word(day) for day in words(schedule, "byDay"))
    hours = " – ".join(plain(time) for name in ("startTime", "endTime") if (time := schedule.first(name)))
    if days or hours:
        yield _statement(Field.SCHEDULE, f"{days} {hours}".strip(), schedule, "courseSchedule", section)


def places(node: Node) -> Iterator[str]:
    """Where it is: the name of the place and its town, as far as they are told."""
    for value in node.values.get("location", ()):
        if not isinstance(value, Node):
            if (text := words_of(value)) and "://" not in text:
                yield text
            continue
        parts = [text for key in ("name", "value") if (text := words_of(value.first(key) or ""))]
        for address in value.values.get("address", ()):
            if isinstance(address, Node):
                keys = ("streetAddress", "addressLocality", "addressRegion")
                parts += [text for key in keys if (text := words_of(address.first(key) or ""))]
            elif text := words_of(address):
                parts.append(text)
        if parts:
            yield ", ".join(dict.fromkeys(parts))


def _statement(field: str, text: str, node: Node, name: str, section: str | None) -> StatementReading:
    return StatementReading(
        field, text[:LONGEST_TEXT], "structured", f"{node.pointer}/{name}", label=name, section_key=section
    )


def last_word(value: str) -> str:
    """ "https://schema.org/InStock" is "In Stock", "deliv:OnlineOnly" is "Online Only"; other words stay."""
    name = value.rsplit("/", 1)[-1] if value.startswith(("http://", "https://")) else _PREFIX.sub("", value)
    return _CAMEL.sub(" ", name) if " " not in name else name
