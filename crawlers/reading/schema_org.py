"""What things of schema.org (and its Bioschemas profiles) state: one mapping for JSON-LD, microdata and RDFa.

Which things are offerings: courses, programs and credentials; runs and events that belong to none of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urljoin

from crawlers.contract import Field
from crawlers.reading.nodes import Node, everything
from crawlers.reading.readings import OfferingReading
from crawlers.reading.runs import Keys, shared
from crawlers.reading.schema_facts import facts, places

_CTDL = ("LearningProgram", "LearningOpportunityProfile", "MicroCredential", "DigitalBadge")
COURSES = frozenset(
    ("Course", "EducationalOccupationalProgram", "WorkBasedProgram", "EducationalOccupationalCredential", *_CTDL)
)
RUNS = frozenset(("CourseInstance",))
#: Events that are no occasions to learn at.
_OTHER_EVENTS = frozenset(("PublicationEvent", "BroadcastEvent", "OnDemandEvent", "DeliveryEvent", "SaleEvent"))
#: What of a thing leads to further offerings of the page; what else it has belongs to it.
_LEADS_ON = (
    *("itemListElement", "item", "mainEntity", "itemOffered", "makesOffer"),
    *("hasOfferCatalog", "dataFeedElement", "member"),
)
_AWARDS = (
    "educationalCredentialAwarded",
    "occupationalCredentialAwarded",
    "programPrerequisites",
    "coursePrerequisites",
)
_RUNS_OF = ("hasCourseInstance", "hasCourseSection")
#: Parts of an event (talks, sittings) are no offerings; of a series, they are its runs.
_PARTS_OF = ("subEvent", "subEvents")
#: Where a run or an offer names what it is of.
_PARENTS = ("isPartOf", "superEvent", "instanceOf", "course", "about")


@dataclass(slots=True)
class MachineOffering(OfferingReading):
    """An offering stated for machines, with the types it goes by ("Course", "EducationEvent")."""

    types: frozenset[str] = frozenset()

    @property
    def is_event(self) -> bool:
        """Is it an event or a run that belongs to no course? Pages carry their house's events beside their own."""
        return not self.types & COURSES


def offerings(roots: list[Node], url: str) -> list[MachineOffering]:
    """Every offering among these things. `url` is the page's: it makes addresses absolute and names what has none."""
    _bring_home(roots)
    read = [_offering(node, url) for node in _offering_nodes(roots)]
    return _told_apart([one for one in read if one.statements], url)


def _bring_home(roots: list[Node]) -> None:
    """Offers and runs that name what they are of become its own."""
    for node in everything(roots):
        homes = [(thing, "offers") for thing in node.things("itemOffered")]
        if node.types & RUNS:
            homes += [(thing, "hasCourseInstance") for name in _PARENTS for thing in node.things(name)]
        for thing, name in homes:
            if thing.types & COURSES:
                thing.add(name, node)
    for node in everything(roots):
        for name in ("offers", "hasCourseInstance"):
            if len(node.values.get(name, ())) > 1:
                node.values[name] = list(dict.fromkeys(node.values[name]))


def _offering_nodes(roots: list[Node]) -> list[Node]:
    """Courses, programs and credentials; runs and events only where none of them has them."""
    reached = _reached(roots)
    courses = [node for node in reached if node.types & COURSES]
    loose = [node for node in reached if not node.types & COURSES and _is_event(node)]
    if len(courses) == 1:
        own = {id(run) for run in courses[0].things("hasCourseInstance")}
        for run in loose:
            if run.types & RUNS and id(run) not in own and _may_be_run_of(run, courses[0]):
                courses[0].add("hasCourseInstance", run)
    taken = {id(one) for node in [*courses, *loose] for name in (*_RUNS_OF, *_PARTS_OF) for one in node.things(name)}
    taken |= {id(one) for node in courses for name in _AWARDS for one in node.things(name)}
    return [node for node in reached if id(node) not in taken and (node.types & COURSES or _is_event(node))]


def _reached(roots: list[Node]) -> list[Node]:
    """The roots and what they lead on to, in page order, each once."""
    found: list[Node] = []
    seen: set[int] = set()
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        found.append(node)
        for name in reversed(_LEADS_ON):
            waiting.extend(reversed(list(node.things(name))))
    return found


def _is_event(node: Node) -> bool:
    kinds = node.types - _OTHER_EVENTS
    return any(name.endswith("Event") or name in ("CourseInstance", "Hackathon", "EventSeries") for name in kinds)


def _may_be_run_of(run: Node, course: Node) -> bool:
    """A run that stands beside the only course of a page is a run of it, unless name and address are others."""
    return any(run.first(key) in (None, course.first(key)) for key in ("name", "url"))


def _offering(node: Node, url: str) -> MachineOffering:
    statements = list(facts(node, None))
    keys = Keys()
    for name in (*_RUNS_OF, *(_PARTS_OF if "EventSeries" in node.types else ())):
        for run in node.things(name):
            place = next(places(run), None)
            schedule = next(run.things("courseSchedule"), run)
            start = run.first("startDate") or schedule.first("startDate")
            named = run.id if run.id != node.id else None
            key = keys.give(named, start, f"{start} | {place}" if start and place else None, run.pointer)
            statements += facts(run, key)
    statements = list(dict.fromkeys(statements + shared(statements)))
    title = next((s.text for s in statements if s.field == Field.TITLE), None)
    code = next((s.text for s in statements if s.field == Field.CODE), None)
    own = absolute(url, node.first("url") or node.first("subjectWebpage") or node.id) or url
    return MachineOffering(code or own, own, title, statements, node.types)


def absolute(url: str, address: str | None) -> str | None:
    """An http(s) address made absolute; None where there is none."""
    if not address:
        return None
    try:
        joined = urljoin(url, address.strip())
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def _told_apart(found: list[MachineOffering], url: str) -> list[MachineOffering]:
    """Keys are made different by the title behind a `#`, as a page that holds several offerings has them."""
    uses = Counter(one.key for one in found)
    seen: set[str] = set()
    kept = []
    for one in found:
        if uses[one.key] > 1 or (one.key == url and len(found) > 1):
            one.key = f"{one.key}#{one.title or ''}"
        if one.key in seen:  # the same thing said twice, or held again
            start = next((s.text for s in one.statements if s.field == Field.START_DATE), None)
            one.key = f"{one.key} {start}"
        if one.key not in seen:
            seen.add(one.key)
            kept.append(one)
    return kept
