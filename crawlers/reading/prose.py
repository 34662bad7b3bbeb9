"""Sentences that may state a cost, a length or a first day, by cue words: the last resort, where nothing labelled
says it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from crawlers.contract import Field
from crawlers.reading.blocks import Page
from crawlers.reading.facts import Fact
from crawlers.reading.readings import StatementReading
from crawlers.reading.shapes import OURS, names_a_day, shape, tells_what_holds_from

_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.)"
    r"(?<!\b(?:Sept|Thur|Tues)\.)(?<!\b(?:Dr|Mr|Ms|No|St)\.)(?<!\bapprox\.)\s+(?=[A-ZÀ-Þ«\"“'’(])"
    # "from 9 a.m. Monday" goes on.
    r"(?!(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[ECMP][SD]?T\b))"
)
_LONGEST = 400
_COST = re.compile(
    r"(?:\b(?:tuition|costs?|fees?|price|frais|coûts?|tarif|prix|droits de scolarité|coûte)\b.{0,80}(?:[$€£]|"
    r"\bfree\b|\d))"
    r"|(?:[$€£]\s?\d[\d,.]*.{0,40}\b(?:per (?:person|course|participant)|fee|tuition|plus (?:tax|gst|hst)))"
    rf"|(?:\b{OURS}\b.{{0,60}}\b(?:is|are|est|sont) (?:offered |offerte?s? )?(?:free|tuition[- ]free|"
    rf"gratuite?s?|sans frais)\b)"
    rf"|\bfree (?:online |virtual |live )?{OURS}\b|\b(?:no charge|free of charge|no cost|sans frais|aucuns? frais)\b"
    r"|\battend(?:ance)? is free\b|\bparticipation (?:est )?gratuite\b|\bgratuit(?:ement)? pour\b",
    re.IGNORECASE,
)
_AMOUNT_WORD = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|une?|deux|trois|quatre|"
    r"cinq|six|sept|huit|neuf|dix|douze|quinze)"
)
_UNIT = (
    r"(?:hours?|minutes|days?|weeks?|months?|years?|semesters?|terms?|sessions?|classes|evenings|heures?|jours?|"
    r"journées?|"
    r"semaines?|mois|ans|séances?|rencontres|trimestres?|soirées?)"
)
_SPAN = rf"{_AMOUNT_WORD}(?:\s?(?:-|–|to|à|or|ou)\s?{_AMOUNT_WORD})?[- ](?:\w+ )?{_UNIT}"
_LASTS = (
    r"(?:takes?|lasts?|runs?|requires?|spans?|features?|consists? of|comprise[sd]?(?: of)?|is comprised of|includes?|"
    r"meets?|is (?:an? )?(?:delivered|offered|taught|spread|held|completed)?|can be (?:completed|finished)|"
    r"(?:may|must) be completed|(?:will )?(?:take|last|run)|dure|s[’']étend|s[’']échelonne|compte|comporte|comprend|"
    r"est d[’'e]|se déroule|s[’']étale|totalise)"
)
#: The offering itself lasts ("the course runs for six weeks", "a two-day workshop"); not what is in it or after it.
_LENGTH = re.compile(
    rf"\b{OURS}\s+(?:\w+\s+){{0,3}}{_LASTS}\b.{{0,40}}\b{_SPAN}\b"
    rf"|\b{_SPAN}[- ,]+(?:long )?(?:(?!(?:after|before|following|since|prior|in|from|to|of|the|your|an?|après|"
    rf"avant|de)\b)"
    rf"[\w-]+\s+){{0,3}}{OURS}\b"
    rf"|\b{OURS}\b[^.]{{0,60}}\({_SPAN}(?:[^)]{{0,30}})\)"
    rf"|\b{OURS} (?:intensi\w+ )?d[e’'] ?{_SPAN}\b"
    rf"|\bcredits? (?:over|en|sur) {_SPAN}\b"
    rf"|^\W*{_SPAN}\b(?! (?:ago|later|before|after|prior|of experience|in advance|old)).{{0,80}}$"
    rf"|\b{_SPAN} (?:of (?:in-person |online |live |classroom )?(?:teaching|instruction|learning|training|study)|"
    rf"contact hours?|de (?:formation|cours))\b"
    rf"|\b{_AMOUNT_WORD} (?:continuing education |continuing |professional )?(?:contact|instructional|CEU) hours?\b"
    rf"|\b{OURS}\b[^.]{{0,30}}\btake {_SPAN}\b"
    rf"|\bself-paced\s+(?:\w+\s+)?{OURS}\b|\b{OURS}\b.{{0,40}}\bà votre rythme\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    rf"\b(?:{OURS}|classes|it|they|next (?:intake|session|cohort))\b.{{0,40}}\b(?:starts?|begins?|meets?|runs?|"
    rf"is held|will be held|"
    r"takes? place|will (?:start|begin|meet|run|take place)|commence|débute|se tient|aura lieu|a lieu|"
    r"se tiendra|se déroule)\b"
    r"|^\W*(?:will )?(?:meets?|starts?|begins?|held|débute|commence|du|le|day one|day 1|jour 1)\b"
    r"|\b(?:will meet|sessions are|classes are|meets? (?:on|every)?)\b|\b(?:starting|beginning|à compter du|dès le)\b",
    re.IGNORECASE,
)
_RECOGNITION = re.compile(
    r"(?<![\w-])(?:stack(?:s|ed|able)?\b|ladders? (?:in|to)|count(?:s|ed)? towards?\b|(?:on|to) (?:your|an?|"
    r"the) [\w ]{0,20}transcript|"
    r"transfer(?:s|red)? (?:in)?to|cumul\w+|s[’']additionn\w+|reconnue? (?:dans|pour|vers)|relevé de notes)",
    re.IGNORECASE,
)
#: Sentences about something else that costs or lasts.
_OTHER = re.compile(
    r"\b(?:salar|earn(?:s|ed|ing)?\b|wage|bursar|scholarship|grants?\b|award(?:s|ed) of|refund|reimburs|cancel|"
    r"withdraw|"
    r"late fee|parking|textbook|job\b|career|employ|work experience|years of|salaire|bourse|subvention|rembours|emploi|"
    r"expérience|stationnement|returned|payments?\b|nsf|donat|deposit|no[- ]show|fine of|penalt|application fee|"
    r"lunch|coffee|accommodation|hotel|annul|"
    r"prerequisit|must have|complet(?:ed|ion of) an?\b|hold(?:s|ers?|ing)? (?:of )?an?\b|préalable|titulaire|déten|"
    r"other (?:course|program|diploma|degree|certificate)|autres (?:cours|programme|formation)|unlike|compared|"
    r"rather than|instead of|contrairement|"
    r"desist|prior to|before the (?:start|course|workshop)|ago\b|\bkept\b|retained|retenu|anniversary|founded|fondée)",
    re.IGNORECASE,
)
#: After a sentence on leaving, a fee is what one pays for it.
_LEAVING = re.compile(r"\b(?:withdraw|cancel|refund|no[- ]show|annul|rembours|désist|abandon)", re.IGNORECASE)
#: Where one may go when the offering is done: what is said of that is not said of the offering.
_ONWARD = re.compile(
    r"\b(?:(?:go(?:es|ing)?|went|mov(?:e|es|ing)) on to|continu(?:e|es|ing) (?:on )?(?:to|into|with|towards?)|"
    r"(?:ladder|bridge|transfer|transition|progress|articulate)\w* (?:\w+ ){0,2}?(?:to|into|towards?)|"
    r"credits? (?:\w+ ){0,2}?(?:into|towards?)|count\w* (?:\w+ )?towards?|pathways? (?:in)?to|"
    r"graduates (?:of [^.,;]{1,40} )?(?:may|can|could|often|also|are eligible)|"
    r"poursui\w+ (?:\w+ ){0,3}(?:vers|dans|au|à|en)|donn\w+ accès|"
    r"passerelle\w*|"
    # what it is a part of
    r"(?:(?<!as )part|counts? as part|one of (?:[\w-]+ ){1,4}?) ?(?:of|in) (?:an?|the|our) "
    rf"(?:[\w-]+ ){{0,4}}?{OURS})\b",
    re.IGNORECASE,
)
#: Where the sentence comes back from there to its own subject; "that takes two years and …" does not.
_BACK = re.compile(r"[.;:]\s|\b(?:this|ce|cet|cette)\b|,\s(?:it|the|le|la|you|vous)\b", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|but|et|mais)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:that|which|qui)\b", re.IGNORECASE)
_THING = re.compile(rf"\b{OURS}\b", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|ce|cet|cette)\b", re.IGNORECASE)
_IT = re.compile(r"^\W*(?:it|they|elle|il|ils|elles)\b", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\b(?:deadline|register by|apply by|closes?|date limite|avant le|since|depuis|updated|posted|published|publié)\b",
    re.I,
)


_ALL = frozenset((Field.COST, Field.DURATION, Field.START_DATE, Field.RECOGNITION))
_DIGIT = re.compile(r"\d")
#: A line (in lower case) with none of these says none of it; looking for few words is quicker than the cues.
_MAY_SAY: dict[str, tuple[str, ...]] = {
    Field.COST: ("$", "€", "£", "free", "grat", "charge", "no cost", "frais"),
    Field.DURATION: (
        "hour", "minute", "day", "week", "month", "year", "semester", "term", "session", "class", "evening", "pace",
        "heure", "jour", "semaine", "mois", "ans", "séance", "rencontre", "trimestre", "soirée", "rythme",
    ),
    Field.START_DATE: (),
    Field.RECOGNITION: (
        "stack", "ladder", "towards", "transcript", "transfer", "cumul", "addition", "reconnu",
        "relevé",
    ),
}  # fmt: skip
_WITH_DIGITS = frozenset((Field.COST, Field.START_DATE))


def _may_say(text: str, fields: Collection[str]) -> list[str]:
    lowered = text.lower()
    digit = _DIGIT.search(text) is not None
    return [f for f in fields if (digit and f in _WITH_DIGITS) or any(word in lowered for word in _MAY_SAY[f])]


def sentences(text: str) -> list[str]:
    """The sentences of one line."""
    return _SENTENCE.split(text)


def prose(page: Page, first: int, last: int, fields: set[str], skip: set[int]) -> Iterator[Fact]:
    """Sentences for these of cost, duration and start date on lines `first` to `last`, in page order."""
    seen: set[str] = set()
    for index in range(first, last):
        line = page.lines[index]
        text = line.text
        if index in skip or line.rank or len(text) < 8 or line.element.tag == "select":
            continue
        wanted = _may_say(text, fields)
        if not wanted or line.linked:
            continue
        before = ""
        for sentence in sentences(text) if len(text) > 30 else [text]:
            not_ours = _not_ours(before, sentence)
            before = sentence
            if not 8 <= len(sentence) <= _LONGEST or sentence in seen:
                continue
            seen.add(sentence)
            for field in said_by(sentence, [one for one in wanted if one not in not_ours]):
                yield Fact(index, StatementReading(field, sentence, "prose", line.element.path()))


def _not_ours(before: str, sentence: str) -> Collection[str]:
    """The fields that a sentence states of what the one before it named: a fee of leaving, a program that follows."""
    onward = _ONWARD.search(before[:_LONGEST])
    if onward is not None and not _THIS.search(sentence):
        named, again = _THING.search(before, onward.end()), _THING.search(sentence)
        if _IT.match(sentence) or (named and again and named[0].lower() == again[0].lower()):
            return (Field.COST, Field.DURATION)
    return (Field.COST,) if _LEAVING.search(before) else ()


def said_by(sentence: str, fields: Collection[str] = _ALL) -> set[str]:
    """Which of these a sentence may state."""
    found: set[str] = set()
    if Field.COST in fields and _has(_COST, sentence, 50):
        found.add(Field.COST)
    if Field.DURATION in fields and _has(_LENGTH, sentence, 30):
        found.add(Field.DURATION)
    if Field.RECOGNITION in fields and _RECOGNITION.search(sentence):
        found.add(Field.RECOGNITION)
    dated = Field.START_DATE in fields and names_a_day(sentence) and not _DEADLINE.search(sentence)
    dated = dated and not tells_what_holds_from(sentence)
    if dated and (_has(_STARTS, sentence, 20) or shape(sentence) == Field.START_DATE):
        found.add(Field.START_DATE)
    return found


def _has(cue: re.Pattern[str], sentence: str, around: int) -> bool:
    """Does the cue stand somewhere in the sentence, with nothing near it that says it is about something else?"""
    return any(
        not _OTHER.search(sentence[max(0, match.start() - around) : match.end() + around])
        and not _is_onward(sentence[: match.end()])
        for match in cue.finditer(sentence)
    )


def _is_onward(said: str) -> bool:
    """Do the words end with what one may take afterwards?"""
    ways = list(_ONWARD.finditer(said))
    if not ways:
        return False
    way = said[ways[-1].end() :]
    return _BACK.search(way) is None and (_AND.search(way) is None or _WHICH.search(way) is not None)


_ITSELF = re.compile(
    rf"\b(?:this|the (?:joint |full |entire )?)\s?(?:[\w-]+ ){{0,4}}{OURS}\b|\b(?:ce|cet|"
    rf"cette) (?:[\w-]+ ){{0,3}}{OURS}\b",
    re.IGNORECASE,
)


def speaks_of_itself(text: str) -> bool:
    """Does a sentence say what this course costs, or how long it lasts, as only its own page does?"""
    return any(
        _ITSELF.search(sentence) and said_by(sentence) & {Field.COST, Field.DURATION} for sentence in sentences(text)
    )
