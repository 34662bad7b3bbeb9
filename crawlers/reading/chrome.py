"""What surrounds a page's own content: navigation, banners, and boxes about other offerings.

A price in such a box is somebody else's. Landmarks and usual class words tell; so do headings ("Related courses").
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_ALWAYS = (
    "script, style, noscript, template, svg, iframe, nav, [role='navigation'], [role='banner'], [role='contentinfo'],"
    "[role='search'], [role='alertdialog'], [hidden], [aria-hidden='true'] , select, body > header, body > footer"
)
#: Whole words of class and id names. `sidebar` is not among them: facts stand there.
_CLASS_WORDS = re.compile(
    r"(?:^|[\s_-])(?:related|similar|recommend(?:ed|ations?)?|also-like|you-may|youmaylike|promo|promotions?|cookies?|"
    r"cookie-\w+|consent|gdpr|breadcrumbs?|social|share|sharing|newsletter|skip-link|menu|navbar|footer|"
    r"site-header|masthead|testimonials?|news|latest|upcoming-events|popular|trending|more-courses|other-courses|"
    r"other-programs|connexes?|similaires?|nouvelles|actualites|temoignages?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADING_WORDS = re.compile(
    r"^\W*(?:(?:related|similar|other|more|featured|popular|recommended|additional) "
    r"(?:courses?|programs?|programmes?|micro-?credentials?|learning|offerings?|training|credentials?|content|stories|links)|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|people also|explore more|see also|"
    r"(?:latest |recent |related )?news\b|in the news|testimonials?|what (?:our )?(?:students|learners|graduates) say|"
    r"autres (?:formations?|cours|programmes?|micro-?certifications?)|"
    r"formations? (?:connexes?|similaires?|liées?)|cours (?:connexes?|similaires?)|"
    r"(?:vous aimerez|vous pourriez) aussi|à lire aussi|voir aussi|actualités|nouvelles|témoignages?)",
    re.IGNORECASE,
)
_BLOCKS = {"section", "aside", "div", "article", "ul", "ol"}


def strip_chrome(body: LexborNode, title: str | None = None) -> None:
    """Take the chrome off, in place. The page's own heading is never taken with it.

    `title` is the page's `<title>`: it tells an h1 that a page header holds from the name of the site.
    """
    for node in body.css(_ALWAYS):
        if not _holds_page_heading(node, body, title):
            node.decompose()
    for node in body.css("[class], [id]"):
        if node.tag in ("body", "html", "main"):
            continue
        names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if _CLASS_WORDS.search(names) and not _holds_heading(node):
            node.decompose()
    for node in body.css("h2, h3, h4, h5, h6"):
        text = node.text(separator=" ").strip()
        if len(text) < 80 and _HEADING_WORDS.match(text):
            _drop_section(node)


def _holds_page_heading(node: LexborNode, body: LexborNode, title: str | None) -> bool:
    """Does a banner hold the only h1, and is that what the page is called?"""
    if node.tag in ("script", "style", "nav", "svg", "select", "footer"):
        return False
    heading = node.css_first("h1")
    if heading is None or len(body.css("h1")) > 1:
        return False
    words = " ".join(heading.text(separator=" ").split()).lower()
    start = " ".join((title or "").split()).lower()
    return bool(words) and (not start or start.startswith(words))


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
