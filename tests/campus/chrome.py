"""Everything on a page that is not the offering: navigation, scripts, banners, neighbours, news. Full of numbers."""

from __future__ import annotations

import json
import random

_MENU = [
    "Programs",
    "Admissions",
    "Registration",
    "Library",
    "Bookstore",
    "Housing",
    "Parking",
    "Athletics",
    "Alumni",
    "Research",
    "Giving",
    "Careers",
    "Contact",
    "Calendar",
    "Maps",
    "Safety",
    "Wellness",
    "Counselling",
    "Accessibility",
    "Indigenous",
    "International",
    "Scholarships",
    "Policies",
    "News",
    "Events",
]
_MENU_FR = [
    "Programmes",
    "Admission",
    "Inscription",
    "Bibliothèque",
    "Librairie",
    "Résidences",
    "Stationnement",
    "Sports",
    "Diplômés",
    "Recherche",
    "Dons",
    "Carrières",
    "Contact",
    "Calendrier",
    "Plans",
    "Sécurité",
    "Mieux-être",
    "Orientation",
    "Accessibilité",
    "Autochtones",
    "International",
    "Bourses",
    "Politiques",
    "Nouvelles",
    "Événements",
]


def chance_for(key: str) -> random.Random:
    """The same clutter for the same page, on every machine."""
    return random.Random(key)


def menu(host: str, *, french: bool = False) -> str:
    words = _MENU_FR if french else _MENU
    groups = []
    for i, word in enumerate(words):
        links = "".join(
            f'<li class="menu-item menu-item--level-2" data-index="{i}-{n}"><a href="/site/{i}/{n}" '
            f'class="menu-link menu-link--secondary" role="menuitem">{word} {n}</a></li>'
            for n in range(1, 7)
        )
        groups.append(f'<li class="menu-item"><a href="/site/{i}">{word}</a><ul class="submenu">{links}</ul></li>')
    return f'<nav class="main-menu" aria-label="Main"><ul>{"".join(groups)}</ul></nav><!-- {host} -->'


def scripts(key: str) -> str:
    """Inline configuration, as content systems write it: thousands of characters, prices and dates among them."""
    chance = chance_for(key + "scripts")
    config = {
        "analytics": {"id": f"UA-{chance.randrange(10**8)}", "price": 1999, "currency": "CAD"},
        "experiments": [
            {
                "id": chance.randrange(10**6),
                "start": f"2026-0{chance.randrange(1, 9)}-11",
                "weeks": chance.randrange(2, 9),
            }
            for _ in range(60)
        ],
        "theme": {f"colour-{n}": f"#{chance.randrange(16**6):06x}" for n in range(80)},
    }
    return f"<script>window.siteConfig = {json.dumps(config)};</script>"


def styles(key: str) -> str:
    chance = chance_for(key + "styles")
    rules = "".join(
        f".c-{n}-{chance.randrange(999)}{{margin:{chance.randrange(40)}px;color:#{chance.randrange(16**6):06x}}}"
        for n in range(220)
    )
    return f"<style>{rules}</style>"


def banner(*, french: bool = False) -> str:
    words = (
        "Nous utilisons des témoins. Des frais de 35 $ s’appliquent aux paiements en retard."
        if french
        else "We use cookies. Apply before March 1 and save $50 on your application fee of $75."
    )
    button = "J’accepte" if french else "Accept"
    return f'<div class="cookie-banner" role="alertdialog"><p>{words}</p><button>{button}</button></div>'


def footer(*, french: bool = False) -> str:
    if french:
        return (
            '<footer class="site-footer"><p>1250, rue de la Rivière, bureau 300 · 418 555-0142 · 1 800 555-0199</p>'
            "<p>© 2026 Collège de la Rivière. Salaire moyen de nos diplômés : 58 000 $. Stationnement : 12 $ par jour.</p>"
            "</footer>"
        )
    return (
        '<footer class="site-footer"><p>2500 Harbour Road · 250-555-0142 · 1-800-555-0199 · open 8 hours a day</p>'
        "<p>© 2026. Founded 1963. Parking $12 per day. Library fines $0.50 per day.</p></footer>"
    )


def career_outlook(key: str, *, french: bool = False) -> str:
    """Part of the page's own text, about money and time that are not the offering's."""
    chance = chance_for(key + "career")
    salary, bursary = 1000 * chance.randrange(48, 92), 100 * chance.randrange(3, 12)
    if french:
        return (
            f"<h2>Perspectives d’emploi</h2><p>Les diplômés gagnent en moyenne {salary // 1000} 000 $ par année. "
            f"Une bourse de {bursary} $ est offerte. Il faut compter 2 ans d’expérience pour la plupart des postes.</p>"
        )
    return (
        f"<h2>Career outlook</h2><p>Graduates earn a median salary of ${salary:,} per year. "
        f"A bursary of ${bursary} is available to those who qualify. Most jobs ask for 2 years of experience.</p>"
    )


def related(titles: list[tuple[str, str]], key: str, *, french: bool = False) -> str:
    """Cards of other offerings, each with a price and a length of its own."""
    chance = chance_for(key + "related")
    heading = "Vous aimerez aussi" if french else "You may also be interested in"
    unit = "semaines" if french else "weeks"
    cards = []
    for path, title in titles:
        price, weeks = 5 * chance.randrange(30, 400), chance.randrange(2, 13)
        cost = f"{price} $" if french else f"${price}"
        cards.append(
            f'<div class="card"><h3><a href="{path}">{title}</a></h3>'
            f'<p><span class="card__price">{cost}</span> · <span>{weeks} {unit}</span></p></div>'
        )
    return f'<section class="related-programs"><h2>{heading}</h2>{"".join(cards)}</section>'


def news(key: str, *, french: bool = False) -> str:
    chance = chance_for(key + "news")
    if french:
        items = "".join(
            f"<li><time>{chance.randrange(1, 28)} octobre 2026</time> Un don de {chance.randrange(2, 9)}00 000 $ au collège</li>"
            for _ in range(4)
        )
        return f'<aside class="latest-news"><h2>Actualités</h2><ul>{items}</ul></aside>'
    items = "".join(
        f"<li><time>October {chance.randrange(1, 28)}, 2026</time> Gift of ${chance.randrange(2, 9)}00,000 for new labs</li>"
        for _ in range(4)
    )
    return f'<aside class="latest-news"><h2>Latest news</h2><ul>{items}</ul></aside>'
