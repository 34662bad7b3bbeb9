"""What a line looks like by itself: a price, a length, a date, a way of teaching. It says nothing of whose it is."""

from __future__ import annotations

import re
from functools import lru_cache

from crawlers.contract import Field

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?(?:\s?(?:1/2|½))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|twenty|"
    r"une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|half|demi)"
)
_UNIT = (
    r"(?:hours?|hrs?\.?|h|minutes?|mins?\.?|days?|weeks?|wks?|months?|years?|yrs?|semesters?|terms?|quarters?|"
    r"sessions?|"
    r"classes|evenings?|weekends?|modules|heures?|jours?|journées?|semaines?|mois|ans?|années?|trimestres?|sessions?|"
    r"séances?|rencontres?|soirées?|soirs?)"
)
_CURRENCY = r"(?:CAD|USD|EUR|GBP|CHF|AUD|NZD|DKK|SEK|NOK|SGD)"
_AMOUNT = (
    rf"(?:(?:(?:{_CURRENCY}|CA|US|C|AU|NZ)?\s?|A)[$€£]\s?\d[\d\s.,]*|{_CURRENCY}\s?\d[\d\s.,]*"
    rf"|\d[\d\s.,]*\s?(?:[$€£]|{_CURRENCY}\b|dollars?\b|euros?\b))"
)
_MONTH = (
    r"(?:jan(?:uary|vier|v)?|feb(?:ruary)?|f[ée]v(?:rier|r)?|mar(?:ch|s)?|apr(?:il)?|avr(?:il)?|may|mai|june?|"
    r"juin|july?|"
    r"juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|"
    r"d[ée]c(?:ember|embre)?)"
)
_DAY = (
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th|er)?(?:\s+(?:of\s+)?|-){_MONTH}\b|\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b"
    r"|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b|"
    r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?![\d]))"
)
#: What an institution calls what it offers.
OURS = (
    r"(?:course|program(?:me)?|micro-?credential|certificate|diploma|workshop|training|class|seminar|webinar|session|"
    r"boot ?camp|series|lecture|degree|formation|cours|atelier|programme|séminaire|certificat|activité|"
    r"micro-?(?:certification|programme|titre))(?:es|s)?"
)
_MONEY = re.compile(_AMOUNT, re.IGNORECASE)
_PRICE = re.compile(
    rf"^(?:(?:from|only|just|starting at|as low as|à partir de|dès|seulement|cost|price|fee|tuition|prix|coût)[\s:]+)?"
    rf"{_AMOUNT}(?![\d\w]).{{0,45}}$|^(?:free|no (?:cost|charge|fee)|free of charge|complimentary|gratuite?|"
    rf"sans frais)\W*$",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    rf"^\W*(?:(?:about|approx\w*\.?|up to|circa|environ|jusqu['’]à|duration|length|durée|lasts|runs|"
    rf"takes)\W+)?{_NUMBER}"
    rf"(?:\s?(?:-|–|to|à|or|ou|/)\s?{_NUMBER})?(?:\s|-)?(?:full |half |contact |instructional |evening |online |"
    rf"in-class )?"
    rf"{_UNIT}\b(?!\s+(?:ago|left|remaining|old|of experience|d['’]expérience|et plus|or older)).{{0,40}}$",
    re.IGNORECASE,
)
_SHORT_LENGTH = re.compile(r"^\d+\s?(?:-\s?\d+\s?)?[YMW]\b")
_PATTERN = re.compile(r"^\W*(?:(?:full|part)[- ]?time|[FP]T\b|(?:à )?temps (?:plein|partiel))[\W]*", re.IGNORECASE)
_ATTENDANCE = re.compile(
    r"\b(?:full|part|day|days?time|evenings?|nights?|weekends?|block|[FP]T|plein|partiel|jour|soirs?|fin de semaine)\b",
    re.IGNORECASE,
)
_LONGEST_ATTENDANCE = 80
DAY = re.compile(_DAY, re.IGNORECASE)
_DATE = re.compile(
    rf"^(?:(?:date|dates|when|quand|le|du|from|starts?|starting|begins?|course starts|class starts|début|débute|"
    rf"commence|"
    rf"mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)\w*\.?[,:]?\s+){{0,4}}{_DAY}",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:starts?|starting|begins?|beginning|meets?|first class|start date|next (?:intake|session|start)|"
    r"débute|commence|"
    r"début|à compter)\b",
    re.IGNORECASE,
)
#: A day, and a sentence of its own after it that is about no course and no meeting of one.
_HOLDS_FROM = re.compile(
    rf"{_DAY}(?:,?\s*(?:19|20)\d\d)?(?:\s*[,:–—-])?\s+"
    r"(?:(?:the|our|all|an?|every|no|any|les?|la|nos|notre|tous|toutes|une?|des)\s+"
    rf"(?!(?:[\w-]+\s+){{0,3}}{OURS}\b)"
    r"(?!.*\b(?:meets?|begins?|starts?|held|takes? place|commencent?|débutent?|aura lieu|se rencontrent)\b)"
    r"(?=.*\b(?:is|are|was|were|will|must|may|can|needs?|ha(?:s|ve)|rises?|increases?|changes?|opens?|closes?|costs?|"
    r"moves?|appl(?:y|ies)|takes? effect|est|sont|sera|seront|doi(?:t|vent)|peu(?:t|vent)|augmente\w*|ouvre\w*|"
    r"ferme\w*|coûte\w*|passe\w*)\b)"
    r"|parking\b|stationnement\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?::\d\d|\s?h\s?\d{0,2}\b)|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\bnoon\b|\bmidi\b", re.IGNORECASE
)
_WAYS = (
    r"(?:in[- ]person|on[- ]?campus|online|on[- ]?line|hybrid|blended|virtual|remote|face[- ]to[- ]face|self[- ]paced|"
    r"distance(?: learning| education)?|asynchronous|synchronous|streamed|webinar|livestream(?:ed)?|hyflex|in[- ]class|"
    r"en ligne|en présence|en personne|en classe|à distance|hybride|bimodal|virtuel(?:le)?|asynchrone|synchrone|"
    r"comodal|autodirigée?|présentiel|en salle|web[- ]?classe)"
)
_WAY = re.compile(
    rf"^(?:100 ?% )?{_WAYS}(?:\s*(?:,|/|&|\+|and|or|et|ou|\()?\s*{_WAYS}\)?)*(?: (?:course|delivery|only|learning))?$",
    re.I,
)
_STATE = re.compile(
    r"^(?:(?:registration|enrol?ment|inscriptions?)\s*(?:is|est|:)?\s*)?(?:now )?(?:open|closed|full|"
    r"fully booked|sold out|"
    r"wait-?list(?:ed)?|cancell?ed|ouvertes?|fermées?|complet|liste d['’]attente|annulée?|places disponibles)$",
    re.IGNORECASE,
)
CREDENTIAL_WORDS = (
    r"(?:micro[- ]?(?:credential|certificate|certification|certificat|programme?|diploma|attestation)s?|"
    r"digital badges?|"
    r"badges? numériques?|(?:graduate |advanced |post-?graduate |undergraduate |professional )?(?:certificates?|"
    r"diplomas?)|"
    r"certificat|diplôme|attestation(?: d['’]études \w+)?|(?:B|M)\.?(?:Sc|A|Eng|Ed|BA|Phil|Res|Mus|Arch|"
    r"Comp)\b\.?(?:\s\(?Hon\w*\.?\)?)?|"
    r"LLB|LLM|MBA|MPH|PhD|Bachelors?|Masters?|baccalauréat|maîtrise|doctorat|PgDip|PgCert|PGCE|AEC|DEC|DESS|HNC|HND)"
)
_CREDENTIAL = re.compile(
    rf"^{CREDENTIAL_WORDS}(?:\s+(?:of|in|en|de|degree|Honou?rs|program|course)\b.{{0,30}})?$", re.IGNORECASE
)
_LONGEST = 90
_DIGIT = re.compile(r"\d")
#: What any fact without a digit begins with; most lines do not.
_WORDED = re.compile(
    r"\W*(?:100|in|on|online|hybrid|blended|virtual|remote|face|self|distance|asynchron|synchron|stream|webinar|"
    r"livestream|hyflex|en |à |bimodal|virtuel|comodal|autodirig|présentiel|web|registration|enrol|inscription|"
    r"now|open|"
    r"closed|full|sold|wait|cancel|ouvert|fermé|complet|liste|annul|places|micro|digital|badge|graduate|advanced|post|"
    r"undergraduate|professional|certific|diplom|diplôme|attestation|[bm]\.?(?:sc|a|eng|ed|ba|phil|res|mus|arch|"
    r"comp)|ll[bm]|"
    r"mba|mph|phd|bachelor|master|baccalauréat|maîtrise|doctorat|pg|aec|dec|dess|hn[cd]|free|no |complimentary|gratuit|"
    r"sans|from|only|just|cost|price|fee|tuition|prix|coût|about|approx|up|circa|environ|jusqu|duration|length|durée|"
    r"lasts|runs|takes|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|une?|deux|trois|"
    r"quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|half|demi)",
    re.IGNORECASE,
)


def names_a_day(text: str) -> bool:
    """Does the text hold a day of a month?"""
    return DAY.search(text) is not None


def names_a_number(text: str) -> bool:
    """Does the text hold a digit?"""
    return _DIGIT.search(text) is not None


def names_money(text: str) -> bool:
    """Does the text hold an amount of money?"""
    return _MONEY.search(text) is not None


_PARTS = re.compile(r"\s*,\s+(?!(?:19|20)\d\d\b)|\s*[;|(]\s*|\)\s*|\s+[–—-]\s+(?!\w*\.?\s?\d)")


def parts(text: str) -> list[str]:
    """A line taken apart at commas, dashes and brackets: "First aid, May 4, 2027, 9-4, $85"."""
    return [part for part in _PARTS.split(text) if part]


def is_length(text: str) -> bool:
    """Does the text begin with a length ("1Y FT", "9 months part time", "Full time: 1 year")?"""
    text = _PATTERN.sub("", text)
    return _LENGTH.match(text) is not None or _SHORT_LENGTH.match(text) is not None


def tells_what_holds_from(text: str) -> bool:
    """Is the day one from which something else holds: "From May 1, 2027 the library is open on Sundays"?"""
    return _HOLDS_FROM.search(text) is not None


def says_when_it_starts(text: str) -> bool:
    return _STARTS.search(text) is not None


def names_a_time(text: str) -> bool:
    """Does the text hold a time of day?"""
    return _CLOCK.search(text) is not None


@lru_cache(maxsize=50_000)
def shape(text: str) -> str | None:
    """The field whose value a whole line looks like; None for all else."""
    if len(text) > _LONGEST or len(text) < 2:
        return None
    if _DIGIT.search(text):
        if _PRICE.match(text):
            return Field.COST
        if _DATE.match(text):
            return None if tells_what_holds_from(text) else Field.START_DATE
        if _LENGTH.match(text):
            return Field.DURATION
        return None
    if len(text) > 45 or not _WORDED.match(text):
        return None
    for pattern, field in (
        (_WAY, Field.DELIVERY),
        (_STATE, Field.AVAILABILITY),
        (_CREDENTIAL, Field.CREDENTIAL),
        (_PRICE, Field.COST),
        (_LENGTH, Field.DURATION),
    ):
        if pattern.match(text):
            return field
    return None


_FREE = re.compile(
    r"\b(?:free|gratuit\w*|no (?:cost|charge|fee)|sans frais|complimentary|funded|financée?)\b", re.IGNORECASE
)
_A_LENGTH = re.compile(
    rf"\b{_NUMBER}(?:\s?(?:-|–|to|à|or|ou|/)\s?{_NUMBER})?(?:\s|-)?(?:\w+\s)?{_UNIT}\b|\bself[- ]paced\b|"
    rf"\brythme\b|\bP\d*[YMWDT]\d*",
    re.IGNORECASE,
)
_A_MONTH = re.compile(
    rf"\b{_MONTH}\b|\b(?:19|20)\d\d\b|\b(?:spring|summer|fall|autumn|winter|printemps|été|automne|hiver)\b", re.I
)


#: A fact stands within this many characters of its label.
_FAR = 1000


def fits(field: str, text: str) -> bool:
    """Can the words be what a label of this field promises? True for fields that may say anything."""
    text = text[:_FAR]
    if field == Field.COST:
        return (
            _MONEY.search(text) is not None or _FREE.search(text) is not None or re.search(r"\d{2}", text) is not None
        )
    if field == Field.DURATION:
        return _A_LENGTH.search(text) is not None or re.search(r"\d", text) is not None
    if field == Field.START_DATE:
        return DAY.search(text) is not None or _A_MONTH.search(text) is not None
    if field == Field.ATTENDANCE:
        return len(text) <= _LONGEST_ATTENDANCE and (_ATTENDANCE.search(text) is not None or is_length(text))
    if field == Field.CREDITS:
        return re.search(r"\d", text) is not None or len(text) < 40
    return True
