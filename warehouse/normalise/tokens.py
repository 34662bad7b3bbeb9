"""A statement as tokens: numbers, money signs, phrases of the vocabulary, punctuation. One pass, in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from warehouse.normalise.words import Tags, Words, detect, words_of

#: A statement is a few sentences (the landing contract's longest). What stands beyond is not read.
LONGEST = 4000

_ACCENTS = str.maketrans("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", "aaaaaaceeeeiiiinooooouuuuyy")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t\r\n", " ") | {"’": "'", "‘": "'", "–": "-", "—": "—"})

#: A line that begins anew is a cell of its own; a line that goes on in lower case is not.
_LINES = re.compile(r"\n(?=\s*(?:\n|[•*>–-]|[A-ZÀ-Ý$€£(]))")
_TOKEN = re.compile(
    r"""
    (?P<plain>[a-z]++(?![$\d]))  # most words: no sign, code or ISO duration begins here
  | (?P<time>\d{1,2}(?::|\s?h\s?)\d{2}(?!\d)(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?(?![a-z])
          |\d{4}-\d{2}-\d{2}(?:t[\d:.+z-]+)?)
  | (?P<phone>\+?1?[\s.-]?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4})
  | (?P<iso>(?<![a-z\d])p(?=[t\d])(?:\d+[ymwd])*(?:t(?:\d+[hms])+)?(?![a-z\d]))
  | (?P<percent>\d+(?:[.,]\d+)?\s?%)
  | (?P<code>\d{1,3},\d{4,}(?:\.\d+)?)  # "1,2500": nobody knows which digit is wrong
  | (?P<split>\d{1,4}\s?€\s?\d{2}(?!\d))
  | (?P<frac>\d+[\s-]1/[24]|(?<![\d/.,])1/2(?![\d/.])|\d+\s?[½¼¾]|[½¼¾])
  | (?P<num>(?<=\$)\d{1,3}(?:\s\d{3})+(?:\.\d{2})?(?!\d|\s?(?:h|hr|hour|week|day|min|credit|student|seat|place|part))
        | \d{1,3}(?:\s\d{3})+(?:[.,]\d{1,2})?(?![\d])
          (?=\s?(?:\$|€|£|dollars|euros|cad|francs|heures|h\b|-
            |(?:a|et|ou)\s\d{1,3}(?:\s\d{3})*(?:,\d\d)?\s?(?:\$|€|dollars|euros|francs)))  # "4 000 à 5 000 $"
        | \d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?!\d)
        | \d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)
        | \d{1,3}(?:'\d{3})+(?:\.\d{1,2})?(?!\d)
        | \d+,\d{1,2}(?!\d)
        | \d+(?:\.\d+)?)
  | (?P<sign>(?:(?<![a-z])(?:can|cdn|ca|c|us|au|aq|a|nz|hk|sg|s))?\$(?:\s?(?:cad|cdn|ca|us|usd|can)(?![a-z]))?|€|£|₹)
  | (?P<word>[a-z]+)
  | (?P<punct>\S)
    """,
    re.VERBOSE,
)
_COMMA_DECIMAL = re.compile(r"[\d\s]+,\d{1,2}")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_SIGNS = {"us$": "USD", "au$": "AUD", "a$": "AUD", "aq$": "AUD", "nz$": "NZD", "hk$": "HKD", "sg$": "SGD", "s$": "SGD",
          "€": "EUR", "£": "GBP", "₹": "INR", "$": "local"}  # fmt: skip
_AND = {"and", "et"}
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


_NO_TAGS: Tags = {}


class Token(NamedTuple):
    """`kind`: number, sign, phrase, word, punct, or what is never a quantity (time, phone, percent, code, iso)."""

    kind: str
    start: int
    end: int
    text: str  # folded: lower case, no accents
    value: Decimal | None = None
    tags: Tags = _NO_TAGS


def fold(text: str) -> str:
    """Lower case without accents, spaces made plain; every character keeps its place."""
    lower = _LINES.sub("|", text).lower()
    if len(lower) != len(text):  # a few letters grow when lowered
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_SPACES).translate(_ACCENTS)


def bounded(text: str) -> str:
    """The part of a text that is read: cut between words, so that no number loses digits; "" where none ends."""
    if len(text) <= LONGEST:
        return text
    cut = text.rfind(" ", 0, LONGEST)
    while cut > 0 and text[cut + 1].isdigit():  # "1 250"
        cut = text.rfind(" ", 0, cut)
    return text[: max(cut, 0)]


def tokenise(text: str, lang: str | None) -> tuple[list[Token], str]:
    """(tokens, language read in) of what `bounded` leaves of the text."""
    folded = fold(bounded(text))
    raw = list(_raw(folded))
    plain = [token.text for token in raw if token.kind == "word"]
    language = detect(plain, lang)
    return list(_join_numbers(_phrases(raw, words_of(language)))), language


def _raw(folded: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(folded):
        kind, (start, end), said = match.lastgroup or "punct", match.span(), match[0]
        if kind in ("num", "frac"):
            glued = start > 0 and folded[start - 1].isalpha() and not _ends_word(folded, start)
            follows = folded[end : end + 1]
            code = follows.isalpha() and not _begins_unit(folded, end)
            value = None if glued or code else _value(said)
            yield Token("number" if value is not None else "code", start, end, said, value)
        elif kind == "split":  # "13€50"
            yield Token("number", start, end - 2, said, Decimal(re.sub(r"\D", ".", said.replace(" ", ""))))
            yield Token("sign", end - 2, end, "€")
        elif kind == "sign":
            yield Token("sign", start, end, said.replace(" ", ""))
        elif kind == "plain":
            yield Token("word", start, end, said)
        else:
            yield Token(kind, start, end, said)


_UNIT_START = re.compile(
    r"(?:hours?|hrs?|h|days?|weeks?|wks?|months?|years?|yrs?|y|k|x|pp|pa|pcm|heures?|jours?|semaines?|mois|ans?)(?![a-z])"
)
_WORD_END = re.compile(
    r"(?:sessions|hours|weeks|months|days|semaines|heures|seances|length|duration|fee|fees|cost|tuition|certificate|duree|cout|price|total|cad|usd|eur|gbp|inr|chf|sgd|rs)$"
)


def _begins_unit(folded: str, at: int) -> bool:
    return _UNIT_START.match(folded, at) is not None


def _ends_word(folded: str, at: int) -> bool:
    """ "Length2 years": a label and its number glued together, not a code such as ESL2."""
    return _WORD_END.search(folded, max(0, at - 12), at) is not None


def _value(said: str) -> Decimal | None:
    if said[-1] in _FRACTIONS:
        return Decimal(said[:-1] or 0) + _FRACTIONS[said[-1]]
    if "/" in said:
        whole, part = said[:-3].rstrip(" -"), said[-3:]
        return Decimal(whole or 0) + (Decimal("0.5") if part == "1/2" else Decimal("0.25"))
    if _COMMA_DECIMAL.fullmatch(said):
        said = said.replace(",", ".")
    elif _DOT_THOUSANDS.fullmatch(said):
        said = said.replace(".", "").replace(",", ".")
    try:
        value = Decimal(said.replace(",", "").replace(" ", "").replace("'", ""))
    except InvalidOperation:
        return None
    return value if value < 10**9 else None


def _phrases(raw: list[Token], words: Words) -> Iterator[Token]:
    """Join the words of a phrase; hyphens, apostrophes and slashes inside it do not count."""
    at = 0
    while at < len(raw):
        token = raw[at]
        if token.kind == "sign":
            name = token.text.replace("cad", "").replace("cdn", "") if token.text.startswith("$") else token.text
            key = "CAD" if re.search("ca", token.text) else _SIGNS.get(name, "CAD" if "c" in token.text else "local")
            if token.text.startswith("$us"):
                key = "USD"
            yield Token("sign", token.start, token.end, token.text, None, {"money": key})
            at += 1
            continue
        if token.kind != "word" or not words.begins(token.text):
            yield token
            at += 1
            continue
        alone = words.alone.get(token.text)
        if alone is not None:
            yield _said(token, token.end, alone)
            at += 1
            continue
        run, places = [token.text], [at]
        following = at + 1
        while len(run) < 6 and following < len(raw):
            one = raw[following]
            if one.kind == "punct" and one.text in "-'/." and following + 1 < len(raw):
                following += 1
                continue
            if one.kind not in ("word", "number") or (one.kind == "number" and len(one.text) > 2):
                break
            run.append(one.text)
            places.append(following)
            following += 1
        found = words.longest(run, 0)
        if found is None:
            yield token
            at += 1
            continue
        count, tags = found
        last = places[count - 1]
        if "number" in tags and len(raw[last].text) == 1 and last + 1 < len(raw) and raw[last + 1].text == "'":
            last += 1  # "une vingtaine d'heures"
        yield _said(token, raw[last].end, tags)
        at = last + 1


def _said(first: Token, end: int, tags: Tags) -> Token:
    """The words from `first` to `end` as one token of their classes."""
    if "number" in tags:
        return Token("number", first.start, end, first.text, Decimal(tags["number"]), tags)
    return Token("phrase", first.start, end, first.text, None, tags)


def _join_numbers(tokens: Iterator[Token]) -> Iterator[Token]:
    """ "twenty five" is 25; "11 k" is 11,000; "six (6)" is said twice; "two and a half" is 2.5."""
    held: Token | None = None
    waiting: list[Token] = []
    items = list(tokens)
    for at, token in enumerate(items):
        if held is None:
            if token.value is not None:
                held = token
            else:
                yield token
            continue
        assert held.value is not None
        if token.kind == "punct" and token.text in "-(" and not waiting:
            waiting.append(token)
            continue
        scaled = at + 1 < len(items) and "scale" in items[at + 1].tags
        if token.value is not None and not (waiting and scaled) and _continues(held, token, waiting):
            value = held.value if waiting and waiting[0].text == "(" else held.value + token.value
            held = Token("number", held.start, token.end, held.text, value, held.tags)
            waiting = [Token("skip", 0, 0, "(")] if waiting and waiting[0].text == "(" else []
            continue
        if waiting and waiting[0].kind == "skip" and token.text == ")":
            held = Token("number", held.start, token.end, held.text, held.value, held.tags)
            waiting = []
            continue
        held_value = held.value or Decimal(0)
        hundreds = "number" in held.tags and held_value > 0 and held_value % 100 == 0
        if token.text in _AND and hundreds and not waiting:
            waiting.append(token)  # "one hundred and twenty five"
            continue
        if waiting and waiting[0].text == "-" and "half" in token.tags:
            waiting = []  # "two-and-a-half-day"
        if not waiting and ("scale" in token.tags or "half" in token.tags):
            number = held.value or Decimal(0)
            value = _scaled(number, Decimal(token.tags["scale"])) if "scale" in token.tags else number + Decimal("0.5")
            held = Token("number", held.start, token.end, held.text, value, held.tags)
            continue
        yield held
        yield from (one for one in waiting if one.kind != "skip")
        waiting = []
        held = None
        if token.value is not None:
            held = token
        else:
            yield token
    if held is not None:
        yield held
        yield from (one for one in waiting if one.kind != "skip")


def _continues(held: Token, token: Token, waiting: list[Token]) -> bool:
    assert held.value is not None
    assert token.value is not None
    if waiting and waiting[0].text == "(":
        return held.value == token.value
    if "number" not in held.tags or "number" not in token.tags:
        return False
    if waiting and waiting[0].text in _AND:
        return token.value < 100
    joined = token.start - held.end <= 1
    tens, hundreds = held.value % 100, held.value >= 100 and held.value % 100 == 0
    return joined and ((tens >= 20 and tens % 10 == 0 and token.value < 20) or (hundreds and token.value < 100))


def _scaled(number: Decimal, scale: Decimal) -> Decimal:
    """ "two thousand five hundred": a hundred multiplies what stands behind the thousands only."""
    if scale == 100 and number >= 1000:
        thousands, rest = divmod(number, 1000)
        return thousands * 1000 + rest * 100
    return number * scale
