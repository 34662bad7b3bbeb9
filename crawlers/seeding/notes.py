"""What a manifest's notes say, in words of ours, of where its facts come from."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import urlsplit

_SYSTEMS = {
    "drupal": "Drupal",
    "wordpress": "WordPress",
    "modern-campus-destiny-one": "Destiny One",
    "courseleaf": "CourseLeaf",
    "acalog": "Acalog",
    "sitecore": "Sitecore",
    "custom": "a system of its own",
}
_SEEN = {
    "offering": "A page of one of its micro-credentials was read.",
    "listing": "A list of its micro-credentials was read.",
    "landing": "A page about its micro-credentials was read, none of a single one.",
    "none": "No page of a micro-credential was read.",
}


class About(Protocol):
    """What the notes need of a row."""

    @property
    def kind(self) -> str: ...
    @property
    def home_domain(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def was_read(self) -> bool: ...


def notes_of(evidence: str, row: About, listing: str | None, platform: str) -> str:
    """One sentence a line; each is true by a marker of the evidence."""
    return "\n".join(_sentences(evidence, row, listing, platform))


def _sentences(evidence: str, row: About, listing: str | None, platform: str) -> list[str]:
    said = []
    if row.was_read:
        said.append("Pages of this site were read on saved copies; nobody has run it live.")
    elif re.search(r"scrape[rd]", evidence):
        said.append("Known from public code of about 2020 and not read: addresses may have moved.")
    else:
        said.append("Known by its address and not read.")
    marker = re.search(r"\{mc-page-read=(\w+)\}", evidence)
    said.append(_SEEN[marker[1] if marker and marker[1] in _SEEN else "none"])
    if re.search(r"listing_url is (?:the|that) ", evidence):
        said.append("The listing's address is inferred from another page's.")
    if re.search(r"Seen pages? (?:is|are) (?:an? )?(?!not)", evidence):
        said.append("What was read is a longer program of the same site.")
    if platform == "generic" and row.platform in _SYSTEMS:
        unsure = " (inferred)" if re.search(r"inferen|inferred from|is inferred|weak", evidence) else ""
        walk = "; links of the listing page are followed" if listing else ""
        said.append(f"The site runs {_SYSTEMS[row.platform]}{unsure}{walk}.")
    if "JavaScript" in evidence:
        said.append("A list there was filled in by JavaScript, so its page may link nothing.")
    if listing and not (urlsplit(listing).hostname or "").endswith(row.home_domain):
        said.append(f"Its listing stands on another site, {urlsplit(listing).hostname}.")
    if row.kind in ("portal", "consortium"):
        said.append("It lists offerings of other institutions: settle whose they are before it is verified.")
    return said
