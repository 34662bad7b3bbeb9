"""What a range of lines is called, and which words can be the title of an offering at all."""

from __future__ import annotations

import re

from crawlers.contract import Field
from crawlers.reading.blocks import Line, Page
from crawlers.reading.facts import STRONG
from crawlers.reading.labels import Labels
from crawlers.reading.shapes import names_a_day, parts, shape

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


def title_of(page: Page, labels: Labels, first: int, last: int) -> tuple[int, str, str | None] | None:
    """(line, title, link) of a range of lines: its heading, a link, a titled, bold or first line; None where none
    is a title."""
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
