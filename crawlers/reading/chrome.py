"""What surrounds a page's own content: navigation, banners, and boxes about other offerings.

A price in such a box is somebody else's. Landmarks and usual class words tell; so do headings ("Related courses").
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

_NEVER = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "nav", "object", "embed", "audio", "video", "canvas")
) | {"textarea", "datalist", "dialog"}
#: Cells that are hidden by class hold keys to sort and filter by; of other things the class is a matter of width.
_CELLS = frozenset(("td", "th"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "alertdialog", "menu", "menubar", "tablist"))
#: Whole words of class and id names. `sidebar` is not among them: facts stand there.
_CLASS_WORDS = re.compile(
    r"(?:^|[\s_-])(?:related|similar|recommend(?:ed|ations?)?|also-like|you-may|youmaylike|promo|promotions?|cookies?|"
    r"cookie-\w+|consent|gdpr|breadcrumbs?|social|share|sharing|newsletter|skip-link|menu|navbar|footer|"
    r"site-header|masthead|testimonials?|news|latest|upcoming-events|popular|trending|more-courses|other-courses|"
    r"other-programs|connexes?|similaires?|nouvelles|actualites|temoignages?|atc_node)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: The foot of a card is part of the card.
_FOOT_OF_CARD = re.compile(
    r"\b\w*(?:card|tile|item|row|teaser|course|panel|listing|event|product)\w*?[_-]+footer\b", re.I
)
_PANEL = re.compile(r"(?:^|[\s_-])(?:tab|tabs|tabpanel|panel|pane|accordion\w*|collaps\w*|toggle\w*)(?:$|[\s_-])", re.I)
HEADING_WORDS = re.compile(
    r"^\W*(?:(?:(?:related|similar|other|more|featured|popular|recommended|additional) ){1,2}"
    r"(?:courses?|programs?|programmes?|micro-?credentials?|learning|offerings?|training|credentials?|content|stories|"
    r"links|events?|workshops?|webinars?|classes)\b|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|people also|explore more|see also|"
    r"(?:latest |recent |related )?news\b|in the news|testimonials?|what (?:our )?(?:students|learners|graduates) say|"
    r"(?:dernières )?actualités|nouvelles|témoignages?|"
    r"autres (?:formations?|cours|programmes?|ateliers?|activités|micro-?certifications?)|"
    r"(?:formations?|activités|ateliers?|programmes?) (?:connexes?|similaires?|liée?s?)|cours (?:connexes?|"
    r"similaires?)|"
    r"(?:vous aimerez|vous pourriez|ces formations pourraient) (?:aussi|vous)|à lire aussi|voir aussi)",
    re.IGNORECASE,
)
_BLOCKS = {"section", "aside", "div", "article", "ul", "ol"}


class Chrome:
    """Tells which elements of one page are chrome. The page's own heading is never among what they hold.

    `title` is the page's `<title>`: it tells an h1 that a page header holds from the name of the site.
    """

    def __init__(self, body: LexborNode | None, title: str | None = None) -> None:
        headings = body.css("h1") if body is not None else []
        self._around = {mem_id for heading in headings for mem_id in _ancestors(heading)}
        self._around_page_heading: set[int] = set()
        if len(headings) == 1:
            words = " ".join(headings[0].text(separator=" ").split()).lower()
            start = " ".join((title or "").split()).lower()
            if words and (not start or start.startswith(words)):
                self._around_page_heading = self._around

    def covers(self, node: LexborNode, tag: str, attrs: dict[str, str | None]) -> bool:
        """Is the element chrome? `attrs` are its attributes."""
        if tag in _NEVER:
            return True
        if tag == "footer" or tag == "header":
            parent = node.parent
            if (parent is not None and parent.tag == "body") or (tag == "footer" and not _in_article(node)):
                return node.mem_id not in self._around_page_heading
        if not attrs:
            return False
        words, identity = attrs.get("class") or "", attrs.get("id") or ""
        if (words or identity) and tag != "main" and named_like_chrome(words, identity):
            return node.mem_id not in self._around
        if tag in _CELLS and "hidden" in words.split():
            return True
        if len(attrs) == 1 and words:
            return False
        if (
            attrs.get("role") in _ROLES
            or ("hidden" in attrs and not _is_panel(attrs))
            or (attrs.get("aria-hidden") == "true" and not _is_panel(attrs))
        ):
            return node.mem_id not in self._around_page_heading
        return False


@lru_cache(maxsize=20_000)
def named_like_chrome(words: str, identity: str) -> bool:
    """Do class or id name something that surrounds the content?"""
    names = _FOOT_OF_CARD.sub("", f"{words} {identity}"[:2000])
    return _CLASS_WORDS.search(names) is not None


def _is_panel(attrs: dict[str, str | None]) -> bool:
    """A tab or a fold of an accordion that nobody has opened yet is hidden, and says what the page says."""
    names = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    return attrs.get("role") in ("tabpanel", "region") or "aria-labelledby" in attrs or _PANEL.search(names) is not None


def _ancestors(node: LexborNode) -> list[int]:
    found = []
    parent = node.parent
    while parent is not None:
        found.append(parent.mem_id)
        parent = parent.parent
    return found


def _in_article(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(6):
        if parent is None:
            return False
        if parent.tag in ("article", "section", "li", "td", "blockquote"):
            return True
        parent = parent.parent
    return False


def strip_chrome(body: LexborNode, title: str | None = None) -> None:
    """Take the chrome off, in place: for following links. Reading walks past it (`blocks.py`)."""
    chrome = Chrome(body, title)
    for node in body.css(f"{', '.join(_NEVER)}, header, footer, [role], [hidden], [aria-hidden], [class], [id]"):
        if chrome.covers(node, node.tag or "", node.attributes):
            node.decompose()
    for node in body.css("h2, h3, h4, h5, h6"):
        text = node.text(separator=" ").strip()
        if len(text) < 80 and HEADING_WORDS.match(text):
            _drop_section(node)


def _holds_heading(node: LexborNode) -> bool:
    return node.css_first("h1") is not None


def _drop_section(heading: LexborNode) -> None:
    """The block that the heading opens; where it opens none, what follows up to the next heading of its rank."""
    parent = heading.parent
    first = parent.css_first("h1, h2, h3, h4, h5, h6") if parent is not None else None
    opens = first is not None and first.mem_id == heading.mem_id
    if parent is not None and parent.tag in _BLOCKS and opens and not _holds_heading(parent):
        parent.decompose()
        return
    rank = heading.tag or "h6"
    following = heading.next
    doomed = [heading]
    while following is not None:
        if re.fullmatch(r"h[1-6]", following.tag or "") and (following.tag or "") <= rank:
            break
        doomed.append(following)
        following = following.next
    for node in doomed:
        node.decompose()
