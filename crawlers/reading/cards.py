"""What repeats on a page: likely siblings, runs of text under headings of one rank. Each may be an offering, or not.

A card is a range of lines with a title. Whether it offers anything is asked in `several.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawlers.contract import Field
from crawlers.reading.blocks import INLINE, Element, Line, Page
from crawlers.reading.facts import STRONG
from crawlers.reading.labels import Labels
from crawlers.reading.shapes import names_a_day, parts, shape

_NO_CARDS = INLINE | frozenset(
    [
        "p",
        "td",
        "th",
        "dt",
        "dd",
        "select",
        "form",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tbody",
        "thead",
        "tfoot",
        "table",
    ]
)
_VARYING = re.compile(
    r"\b(?:odd|even|first|last|active|open|closed|in|show|current|is-\w+|[\w-]*\d[\w-]*|views-row-\w+|post-\w+)(?=\s|$)"
)
#: What one does with a link, and names of an offering's own runs and of parts of a page: nobody's title.
_NO_TITLE = re.compile(
    r"^\W*(?:"
    r"(?:register|enrol|enroll|apply|add to (?:cart|calendar)|buy|book|sign (?:up|in)|log ?in|learn more|"
    r"read more|view|"
    r"more|see more|see all|show(?: more| less| all)?|download|back|next|previous|contact|share|print|save|home|filter|"
    r"search|sort(?: by)?|close|menu|select|click here|details|s[’']inscrire|inscription|inscrivez-vous|"
    r"ajouter(?: au panier)?|réserver|en savoir plus|voir(?: plus| tout)?|lire(?: la suite)?|télécharger|retour|"
    r"suivant|"
    r"précédent|acheter|expand|collapse|load more|request info\w*|get started|visit|explore)"
    r"(?:\s+(?:now|here|today|online|more|all|us|details?|course|program|for|to|this|the|your|maintenant|ici|"
    r"en ligne|le|la|"
    r"ce|cette|cours|formation|détails|info\w*|page|website|site)\b.{0,40})?|"
    r"(?:module|week|day|unit|lesson|part|step|session|section|semester|term|year|level|phase|semaine|jour|"
    r"étape|bloc|séance|"
    r"trimestre|année|volet|partie|bloc)\s(?:\d+|[ivx]+|one|two|three|un|deux)\b.*|"
    r"(?:overview|about(?: (?:us|this|the)\b.*)?|faqs?|frequently asked.*|how to (?:apply|register|enrol|pay|get).*|"
    r"questions?|important.*|notes?\b.*|requirements?|admission requirements?|schedule|(?:additional|further|"
    r"general|key|"
    r"more|course|program|practical|contact|other) (?:information|info|details|facts)|highlights|summary|instructors?|"
    r"faculty|staff|team|(?:our|meet (?:our|the|your)|why|where|who|when)\s.*|quick facts|at a glance|aperçu|"
    r"à propos.*|"
    r"renseignements.*|informations?(?: (?:générales?|pratiques?|complémentaires?|additionnelles?))?|pourquoi\b.*|"
    r"comment (?:s[’']|se |payer|faire).*|(?:qui|quand|nos|notre|votre|vos)\s.*|équipe.*|formateurs?.*|formatrices?.*|"
    r"refund.*|cancel.*|payment.*|policies|policy|terms.*|remboursement.*|annulation.*|paiement.*|modalités.*|"
    r"careers?|job opportunities|financial (?:aid|assistance).*|resources|ressources|links|documents|downloads|"
    r"learning outcomes|topics(?: covered)?|curriculum|courses|programs?|programmes?|cours|formations?|"
    r"required courses|"
    r"electives?|partners?|sponsors?|location.*|materials?.*|textbooks?.*|matériel.*)|"
    r"(?:(?:spring|summer|fall|autumn|winter|printemps|été|automne|hiver|term|session|semester|trimestre|and|et|"
    r"/|&|-|20\d\d)"
    r"\W*)+|"
    r"(?:cohort|intake|group|groupe|cohorte)\s?(?:\d+|[a-z])?|"
    r"(?:for )?(?:(?:domestic|international|canadian|non-?resident|resident|in-state|out-of-state|non-?members?|"
    r"members?|"
    r"students?|alumni|seniors?|adults?|early bird|regular|standard|general|full-?time|part-?time|option|uk|eu|home|"
    r"overseas|academics?|industry|for-?profit|non-?profit|public|individuals?|groups?|étudiants?|membres?|"
    r"non-?membres?|résidents?|canadiens?|internationaux|réguliers?|temps (?:plein|partiel))(?:\W+|$)"
    r"(?:(?:and|et|or|ou|students?|learners?|participants?|applicants?|admission|price|pricing|fees?|rates?|"
    r"tuition|costs?|"
    r"option|tarifs?|prix|étudiants?|study|studies)(?:\W+|$))*)+"
    r")\W*$|^\W*\d[\d\s.,:%$-]*$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:^|[\s_-])(?:title|name|titre|heading|headline)(?:$|[\s_-])", re.IGNORECASE)
_SLUG = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)+$")
_YEAR_OR_TERM = re.compile(r"^\W*\w*\.?\s*(?:19|20)\d\d\W*$")
_LONGEST_TITLE = 200
_FIRST_LINES = 12


@dataclass(slots=True, eq=False)
class Card:
    """Lines `first` to `last` (not included) under a title, which stands on line `title_line`."""

    first: int
    last: int
    title: str
    title_line: int
    element: Element
    link: str | None = None
    seen: bool = True  # a title of its own; False: none was found


class Told:
    """Where facts stand that may make an offering; asked of ranges of lines."""

    def __init__(self, lines: Iterable[int]) -> None:
        self.lines = sorted(lines)

    def within(self, first: int, last: int) -> bool:
        place = bisect_left(self.lines, first)
        return place < len(self.lines) and self.lines[place] < last

    def twice(self, first: int, last: int) -> bool:
        place = bisect_left(self.lines, first) + 1
        return place < len(self.lines) and self.lines[place] < last


def families(page: Page, labels: Labels, told: Told, known: Collection[int] = ()) -> Iterator[list[Card]]:
    """Groups of like ranges, the members with a title only; at least two members hold facts.

    `known` (ids of elements): what holds rows that are read already.
    """
    for members in (*_siblings(page, told, known), *_under_headings(page, told)):
        if sum(told.within(first, last) for first, last, _ in members) < 2:
            continue
        cards = [card for first, last, element in members if (card := read_card(page, labels, first, last, element))]
        if len(cards) > 1:
            yield cards


def _siblings(page: Page, told: Told, known: Collection[int]) -> Iterator[list[tuple[int, int, Element]]]:
    for parent in page.elements:
        children = parent.children
        if len(children) < 2 or id(parent) in known or not told.twice(parent.first, parent.last):
            continue
        like: dict[tuple[str, str], list[Element]] = defaultdict(list)
        for child in children:
            lines = child.last - child.first
            if lines and (child.tag not in _NO_CARDS or (child.tag == "a" and lines > 1)):
                like[child.tag, signature(child.words)].append(child)
        for members in like.values():
            if len(members) > 1:
                yield [(child.first, child.last, child) for child in members]


@lru_cache(maxsize=20_000)
def signature(words: str) -> str:
    """Class names without those that tell one member of a list from the next."""
    return " ".join(_VARYING.sub(" ", words).split()) if words else ""


def _under_headings(page: Page, told: Told) -> Iterator[list[tuple[int, int, Element]]]:
    """Ranges from one heading to the next of its rank, within what holds them both. Bold lines and terms are
    headings too."""
    heads: dict[tuple[int, int], list[tuple[int, Element]]] = defaultdict(list)
    holders: dict[int, Element] = {}
    ranks: dict[int, int] = {}
    for index, line in enumerate(page.lines):
        rank = heading_rank(line)
        if not rank:
            continue
        ranks[index] = rank
        holder = line.element
        while holder.parent is not None and holder.parent.last - holder.parent.first == 1:
            holder = holder.parent
        around = holder.parent
        if (line.rank == 0 and line.element.tag in ("td", "th")) or around is None:
            continue
        holders[id(around)] = around
        heads[id(around), rank].append((index, line.element))
    for (around_id, rank), found in heads.items():
        if len(found) < 2:
            continue
        stop = holders[around_id].last
        if not told.twice(found[0][0], stop):
            continue
        members = []
        for number, (index, element) in enumerate(found):
            following = found[number + 1][0] if number + 1 < len(found) else stop
            end = next((k for k in range(index + 1, following) if 0 < page.lines[k].rank < rank), following)
            if end > index + 1:
                members.append((index, end, element))
        yield members


def heading_rank(line: Line) -> int:
    """1 to 6; 7 for a line all in bold, 8 for a term; 0 for other lines."""
    if line.rank:
        return line.rank
    if line.element.tag == "dt":
        return 8
    spoken = [run for run in line.runs if not run.label]
    return 7 if spoken and len(line.text) < 150 and all(run.bold or not run.words.strip() for run in spoken) else 0


def read_card(page: Page, labels: Labels, first: int, last: int, element: Element) -> Card | None:
    """The card that a range of lines is; None where it has no title."""
    found = _title(page, labels, first, last)
    if found is None:
        return None
    index, title, link = found
    if link is None:
        link = next(
            (run.linked for k in range(first, min(last, first + 30)) for run in page.lines[k].runs if run.linked), None
        )
    if link is None and element.tag == "a":
        link = element.attrs.get("href")
    return Card(first, last, title, index, element, link)


def _title(page: Page, labels: Labels, first: int, last: int) -> tuple[int, str, str | None] | None:
    lines = page.lines
    reach = range(first, min(last, first + _FIRST_LINES))
    headed = next((k for k in range(first, min(last, first + 40)) if lines[k].rank), None)
    if headed is not None:
        text = lines[headed].text
        if names_an_offering(text, labels):
            return headed, text, lines[headed].linked
        return None if lines[headed].rank and headed <= first + 1 else _linked_title(lines, labels, reach)
    if found := _linked_title(lines, labels, reach):
        return found
    for k in reach:
        line = lines[k]
        if _TITLED.search(line.element.words) and names_an_offering(line.text, labels):
            return k, line.text, None
    for k in reach:
        bold = [" ".join(run.words.split()) for run in lines[k].runs if run.bold]
        if bold and names_an_offering(bold[0], labels) and lines[k].text.startswith(bold[0]):
            return k, bold[0].strip(" :"), None
    for k in reach:
        text = lines[k].text
        if not text or shape(text) is not None:
            continue
        head, *rest = parts(text) or [text]
        if rest and len(text) < _LONGEST_TITLE and any(shape(one) in STRONG for one in rest):
            text = head  # "First aid, May 4, 2027, $85"
        named = len(text) < 120 and ":" not in text and shape(text) is None and names_an_offering(text, labels)
        return (k, text, None) if named else None
    return None


def _linked_title(lines: list[Line], labels: Labels, reach: range) -> tuple[int, str, str | None] | None:
    for k in reach:
        for run in lines[k].runs:
            if run.linked and not run.label:
                words = " ".join(run.words.split())
                if names_an_offering(words, labels):
                    return k, words, run.linked
    return None


def names_an_offering(text: str, labels: Labels) -> bool:
    """Can the words be a title? Not a label, a fact, a date, something to do, or a part of a page."""
    if not 3 <= len(text) <= _LONGEST_TITLE or not any(c.isalpha() for c in text):
        return False
    if (
        labels.is_label(text)
        or _NO_TITLE.search(text)
        or text.endswith("?")
        or _YEAR_OR_TERM.match(text)
        or _SLUG.match(text)
    ):
        return False
    looks = shape(text)
    if looks is not None and looks != Field.CREDENTIAL:
        return False
    if looks == Field.CREDENTIAL and len(text) < 30:
        return False
    return not (names_a_day(text) and len(text) < 40)
