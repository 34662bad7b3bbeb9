"""One page for each way of writing: what it states, in English and in French. Institutions and courses are invented."""

from __future__ import annotations

import pytest

from crawlers.reading.page import read_page

URL = "https://college.example/learn/page"
Said = dict[str, list[str]]


def read(html: str, *, url: str = URL) -> list[tuple[str | None, Said]]:
    """(title, field -> texts in page order) of each offering; what machines are told left out."""
    found = []
    for one in read_page(html.encode(), url).offerings:
        said: Said = {}
        for s in one.statements:
            if s.reader != "structured" and s.field != "title" and "struck" not in s.marks:
                said.setdefault(s.field, []).append(s.text)
        found.append((one.title, said))
    return found


def page(body: str, title: str = "Beekeeping | Alder College") -> str:
    return f"<html lang='en'><head><title>{title}</title></head><body>{body}</body></html>"


FACTS_EN = {
    "cost": ["$640"],
    "duration": ["9 weeks"],
    "delivery": ["Online"],
    "start_date": ["March 8, 2027"],
}
FACTS_FR = {
    "cost": ["640 $"],
    "duration": ["9 semaines"],
    "delivery": ["En ligne"],
    "start_date": ["8 mars 2027"],
}
EN = [("Tuition fee", "$640"), ("Length", "9 weeks"), ("Delivery mode", "Online"), ("Start date", "March 8, 2027")]
FR = [
    ("Frais d’inscription", "640 $"),
    ("Durée", "9 semaines"),
    ("Mode d’enseignement", "En ligne"),
    ("Date de début", "8 mars 2027"),
]


def _each(pattern: str, rows: list[tuple[str, str]]) -> str:
    return "".join(pattern.format(label, value) for label, value in rows)


STYLES = {
    "list of terms": ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
    "list of terms in groups": ("<dl>{}</dl>", "<div><dt>{}:</dt><dd><p>{}</p></dd></div>"),
    "table of labels": ("<table>{}</table>", "<tr><th scope=row>{}</th><td>{}</td></tr>"),
    "table without heads": ("<table>{}</table>", "<tr><td>{}:</td><td>{}</td></tr>"),
    "lines with a colon": ("<div>{}</div>", "<p>{}: {}</p>"),
    "list of lines": ("<ul>{}</ul>", "<li>{} : {}</li>"),
    "one paragraph split by breaks": ("<p>{}</p>", "{}: {}<br>"),
    "bold words": ("<div>{}</div>", "<p><strong>{}:</strong> {}</p>"),
    "bold words, the colon outside": ("<p>{}</p>", "<b>{}</b>: {}<br/>"),
    "bold line, then the value": ("<div>{}</div>", "<p><strong>{}</strong><br>{}</p>"),
    "headings": ("<div>{}</div>", "<h3>{}</h3><p>{}</p>"),
    "headings of the first rank": ("<div>{}</div>", "<div><h1>{}:</h1><p>{}</p></div>"),
    "cards with icons": (
        "<div class=row>{}</div>",
        "<div class=card><svg></svg><i class='fa fa-x' aria-hidden=true></i><h4>{}</h4><span>{}</span></div>",
    ),
    "boxes without names": ("<section>{}</section>", "<div><div>{}</div><div>{}</div></div>"),
    "a span and a block": ("<section>{}</section>", "<div><span>{}</span><div><span>{}</span></div></div>"),
    "two spans": ("<section>{}</section>", "<div><span>{}</span> <span>{}</span></div>"),
    "fields": ("<div>{}</div>", "<div class=field><div class=field__label>{}</div>"
        "<div class=field__item>{}</div></div>"),
    "names for those who listen": ("<ul>{}</ul>", "<li><i class=icon aria-label=\"{}\"></i> {}</li>"),
    "names in data": ("<div>{}</div>", "<div data-label=\"{}\">{}</div>"),
    "folds": ("<div>{}</div>", "<div><button aria-expanded=false>{}</button><div class=collapse hidden>{}</div></div>"),
    "details": ("<div>{}</div>", "<details><summary>{}</summary><p>{}</p></details>"),
    "tabs": ("<div>{}</div>", "<div role=tabpanel aria-hidden=true><h2>{}</h2><div>{}</div></div>"),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("rows", "facts"), [(EN, FACTS_EN), (FR, FACTS_FR)], ids=["english", "french"])
def test_labelled_facts_are_read_however_they_are_laid_out(
    style: str, rows: list[tuple[str, str]], facts: Said
) -> None:
    around, each = STYLES[style]
    intro = "<p>Keep bees through the year, from the first frames of spring to the last jars of autumn.</p>"
    html = page(
        f"<nav><a href=/>Home</a></nav><main><h1>Beekeeping</h1>{intro}{around.format(_each(each, rows))}</main>"
    )
    assert read(html) == [("Beekeeping", facts)]


def test_the_same_words_under_other_tags_and_classes_state_the_same() -> None:
    """A redesign changes classes and structure and no word: at least 95 in 100 statements stay. Here all do."""
    before, each = STYLES["fields"]
    old = read(page(f"<main><h1>Beekeeping</h1>{before.format(_each(each, EN))}</main>"))
    for style, (around, each) in STYLES.items():
        new = read(page(f"<div id=app><header><h1>Beekeeping</h1></header>{around.format(_each(each, EN))}</div>"))
        assert new == old, style


def test_days_to_choose_from_are_starts_and_other_choices_are_not() -> None:
    days = "<option>Choose a date</option><option>8 March 2027</option><option>7 June 2027</option>"
    ((_, said),) = read(
        page(
            "<h1>Beekeeping</h1><dl><dt>Cost</dt><dd>$640</dd><dt><label for=s>Start date</label></dt>"
            f"<dd><select id=s>{days}</select></dd></dl><p>Delivery</p><select><option>Online</option></select>"
        )
    )
    assert said == {"cost": ["$640"], "start_date": ["8 March 2027", "7 June 2027"]}


def test_a_list_of_who_pays_what_keeps_who_pays() -> None:
    html = page(
        "<h1>Beekeeping</h1><h2>Course fee</h2><table><tr><td>Club members</td><td>$500</td></tr>"
        "<tr><td>Everybody else</td><td>$640</td></tr></table>"
    )
    (one,) = read_page(html.encode(), URL).offerings
    costs = [(s.label, s.text, s.context) for s in one.statements if s.field == "cost"]
    assert costs == [("Club members", "$500", ("Course fee",)), ("Everybody else", "$640", ("Course fee",))]


def test_what_follows_a_price_under_its_heading_is_not_part_of_it() -> None:
    ((_, said),) = read(
        page(
            "<h1>Beekeeping</h1><h2>Cost</h2><p>$640</p><p>Cancel two weeks ahead and we keep 30% of what you "
            "paid us.</p>"
        )
    )
    assert said["cost"] == ["$640"]


CARDS = {
    "cards": ("<div>{}</div>", "<div class=tile><h3><a href=/c/{2}>{0}</a></h3><p>{1}</p><p>$95</p>"
        "<p>6 hours</p></div>"),
    "rows of a view": (
        "<div>{}</div>",
        "<div class='views-row views-row-{2}'><div class=when>{1}</div><div><a href=/c/{2}>{0}</a></div>"
        "<div class=fee>$95</div><div class='fee d-md-none'>$95</div><div class=length>6 hours</div></div>",
    ),
    "a table": (
        "<table><tr><th>Course</th><th>Starts</th><th>Fee</th><th>Length</th></tr>{}</table>",
        "<tr><td><a href=/c/{2}>{0}</a></td><td>{1}</td><td>$95</td><td>6 hours</td></tr>",
    ),
    "a list": (
        "<ul>{}</ul>",
        "<li><a href=/c/{2}>{0}</a><br>Starts: {1}<br>Fee: $95<br>Length: 6 hours</li>",
    ),
    "headings without boxes": (
        "<div>{}</div>",
        "<h3>{0}</h3><p>Learn it by doing it.</p><p>Starts: {1}</p><p>Fee: $95</p><p>Length: 6 hours <br>"
            "<a href=/c/{2}>Register</a></p>",
    ),
    "one line each": ("<ul>{}</ul>", "<li>{0}, {1}, 6 hours, $95</li>"),
    "bold titles": ("<div>{}</div>", "<p><b>{0}</b><br>{1}<br>Cost: $95<br>Length: 6 hours</p>"),
    "links around cards": (
        "<section>{}</section>",
        "<a class=c href=/c/{2}><h4>{0}</h4><span>{1}</span><div>$95</div><div>6 hours</div></a>",
    ),
    "groups by letter": (
        "<ol><li><h2>A to M</h2><ul>{}</ul></li></ol>",
        "<li><h4><a href=/c/{2}>{0}</a></h4><div><b>Date:</b> {1}</div><div><b>Cost:</b> $95</div><div>"
            "<b>Length:</b> 6 hours</div></li>",
    ),
}  # fmt: skip
COURSES = [
    ("Grafting fruit trees", "March 6, 2027", 1),
    ("Mending fences", "April 3, 2027", 2),
    ("Kiln repair", "May 1, 2027", 3),
]
COURS = [
    ("Greffe de fruitiers", "6 mars 2027", 1),
    ("Réparer une clôture", "3 avril 2027", 2),
    ("Entretien du four", "1 mai 2027", 3),
]


@pytest.mark.parametrize("style", CARDS)
@pytest.mark.parametrize("courses", [COURSES, COURS], ids=["english", "french"])
def test_each_card_that_states_facts_is_an_offering(style: str, courses: list[tuple[str, str, int]]) -> None:
    around, each = CARDS[style]
    body = around.format("".join(each.format(*one) for one in courses))
    found = read(
        page(f"<main><h1>Spring workshops</h1><p>All are welcome.</p>{body}</main>", "Workshops | Alder College")
    )
    assert [title for title, _ in found] == [title for title, _, _ in courses]
    for (_, said), (_, day, _) in zip(found, courses, strict=True):
        assert said["cost"] == ["$95"]
        assert said["duration"] == ["6 hours"]
        assert said["start_date"] == [day]


def test_a_card_s_address_and_code_tell_it_from_the_others() -> None:
    row = "<li><h3><a href='/c/{0}'>Course of {0}</a></h3><p>Code: AB {0}</p><p>Cost: $9</p></li>"
    body = f"<h1>Courses</h1><ul>{row.format(1)}{row.format(2)}</ul>"
    offerings = read_page(page(body).encode(), URL).offerings
    assert [(one.key, one.url) for one in offerings] == [
        ("AB 1", "https://college.example/c/1"),
        ("AB 2", "https://college.example/c/2"),
    ]


def test_cards_of_one_title_and_code_are_runs_of_one_offering() -> None:
    row = "<li><h3><a href='/c/{0}'>Bees</a></h3><p>Code: AB 1</p><p>Cost: $9</p><p>Start date: May {0}, 2027</p></li>"
    other = row.format(3).replace("Bees", "Wax").replace("AB", "CD")
    body = f"<h1>Courses</h1><ul>{row.format(1)}{row.format(2)}{other}</ul>"
    offerings = read_page(page(body).encode(), URL).offerings
    assert [one.key for one in offerings] == ["AB 1", "CD 1"]
    starts = [(s.text, s.section_key) for s in offerings[0].statements if s.field == "start_date"]
    assert starts == [("May 1, 2027", None), ("May 2, 2027", "May 2, 2027")]


CARD = "<div class=c><h3>{0}</h3><p>Cost: $9</p><p>Length: {1} weeks</p>{2}</div>"


@pytest.mark.parametrize(
    "links",
    [
        ["<a href=/reserve>Reserve a seat</a>", "<a href=/reserve>Reserve a seat</a>"],
        ["<a href=/register>Register</a>", "<a href=/apply/>Apply</a>"],
        ["<a href=/en/inscription.html>Join us</a>", "<a href=/contact-us>Ask</a>"],
    ],
)
def test_what_one_does_with_a_card_is_not_its_address(links: list[str]) -> None:
    cards = CARD.format("Orchards", 2, links[0]) + CARD.format("Vineyards", 3, links[1])
    offerings = read_page(page(f"<h1>Courses</h1>{cards}").encode(), URL).offerings
    assert [(one.key, one.url) for one in offerings] == [(f"{URL}#Orchards", URL), (f"{URL}#Vineyards", URL)]


def test_a_title_s_link_that_others_share_is_nobody_s_address() -> None:
    cards = "".join(CARD.format(f"<a href=/all>{name}</a>", 2, "") for name in ("Orchards", "Vineyards"))
    offerings = read_page(page(f"<h1>Courses</h1>{cards}").encode(), URL).offerings
    assert [(one.key, one.url) for one in offerings] == [(f"{URL}#Orchards", URL), (f"{URL}#Vineyards", URL)]


def test_a_card_s_own_page_is_its_address_whatever_stands_before_it() -> None:
    link = "<a href=/apply>Apply</a> <a href=/c/{0}>More</a>"
    cards = "".join(CARD.format(f"Orchards {n}", n, link.format(n)) for n in (2, 3))
    offerings = read_page(page(f"<h1>Courses</h1>{cards}").encode(), URL).offerings
    assert [one.url for one in offerings] == ["https://college.example/c/2", "https://college.example/c/3"]


def test_a_bare_list_of_links_offers_nothing() -> None:
    links = "".join(f"<li><a href=/c/{n}>Course number {n} of many</a></li>" for n in range(20))
    assert read(page(f"<h1>All courses</h1><ul>{links}</ul>", "All courses")) == []


def test_the_same_list_under_two_tabs_is_read_once() -> None:
    rows = "".join(
        f"<tr><td>BSc</td><td><a href=/d/{n}>Subject {name} (3 years)</a></td></tr>" for n, name in enumerate("ABC")
    )
    table = f"<table><tr><th>Degree type</th><th>Degree name</th></tr>{rows}</table>"
    found = read(
        page(f"<h1>Degrees</h1><div role=tabpanel>{table}</div><div role=tabpanel hidden>{table}</div>", "Degrees")
    )
    assert [said["duration"] for _, said in found] == [["3 years"]] * 3
    assert [said["credential"] for _, said in found] == [["BSc"]] * 3


def test_rows_with_the_same_title_are_runs_of_one_offering() -> None:
    rows = "".join(
        f"<tr><td><a href=/c/{link}>{name}</a></td><td>{day}</td><td>$95</td></tr>"
        for name, link, day in (
            ("Welding", 1, "May 1, 2027"),
            ("Welding", 1, "June 5, 2027"),
            ("Baking", 2, "May 8, 2027"),
        )
    )
    body = f"<h1>Courses</h1><table><tr><th>Course</th><th>Starts</th><th>Fee</th></tr>{rows}</table>"
    welding, baking = read(page(body, "Courses"))
    assert welding == ("Welding", {"start_date": ["May 1, 2027", "June 5, 2027"], "cost": ["$95"]})
    assert baking[1]["start_date"] == ["May 8, 2027"]


NEWS_EN = (
    "<p>The workshops below are open to everybody.</p>"
    "<p><strong>“Winter birds”</strong> looks at who stays. Bring boots. Meets Saturday, Feb. 6 from 9 a.m. "
    "to noon. Cost is $12.</p>"
    "<p>In “Soup for ten,” cooks plan a supper. Meets Sunday, Feb. 7 from 1-4 p.m. Cost is $35, food included.</p>"
    "<p>Call the office with questions.</p>"
)
NEWS_FR = (
    "<p>Ateliers ouverts à tous.<br>« Oiseaux d’hiver » présente ceux qui restent. L’atelier se tient le "
    "samedi 6 février, de 9 h "
    "à midi. Le coût est de 12 $.<br>« Soupe pour dix » s’adresse aux cuisiniers. L’atelier se tient le "
    "dimanche 7 février. "
    "Le coût est de 35 $.<br>Renseignements au bureau.</p>"
)


@pytest.mark.parametrize(
    ("body", "titles", "costs"),
    [
        (NEWS_EN, ["Winter birds", "Soup for ten"], ["Cost is $12.", "Cost is $35, food included."]),
        (NEWS_FR, ["Oiseaux d’hiver", "Soupe pour dix"], ["Le coût est de 12 $.", "Le coût est de 35 $."]),
    ],
    ids=["english", "french"],
)
def test_paragraphs_that_name_classes_are_offerings(body: str, titles: list[str], costs: list[str]) -> None:
    found = read(page(f"<h1>Winter 2027 at the barn</h1>{body}", "Winter 2027 at the barn"))
    assert [title for title, _ in found] == titles
    assert [said["cost"] for _, said in found] == [[cost] for cost in costs]
    assert all(len(said["start_date"]) == 1 for _, said in found)


def test_the_year_above_a_list_goes_along_with_its_days() -> None:
    html = page(f"<h1>Winter 2027 at the barn</h1>{NEWS_EN}", "Alder")
    starts = [s for one in read_page(html.encode(), URL).offerings for s in one.statements if s.field == "start_date"]
    assert {s.context for s in starts} == {("Winter 2027 at the barn",)}


def test_a_part_of_a_page_without_title_is_read() -> None:
    ((title, said),) = read(
        "<div><h2>Key info</h2><dl><dt>Duration</dt><dd>6 weeks</dd><dt>Cost</dt><dd>$90</dd></dl></div>"
    )
    assert title is None
    assert said == {"duration": ["6 weeks"], "cost": ["$90"]}
    ((title, _),) = read("<dl><div><dt>Course name</dt><dd>Bees</dd></div><div><dt>Cost</dt><dd>$90</dd></div></dl>")
    assert title == "Bees"


def test_one_row_of_a_list_alone_is_read() -> None:
    row = (
        "<div class=row><span><a href=/c/1>Grafting fruit trees</a></span><div>Mar 6 - 8, 2027</div>"
        "<div>3 days</div><div>$95</div></div>"
    )
    ((title, said),) = read(row)
    assert title == "Grafting fruit trees"
    assert said == {"start_date": ["Mar 6 - 8, 2027"], "duration": ["3 days"], "cost": ["$95"]}


def test_a_page_made_from_paper_is_read_by_its_sentences() -> None:
    ((title, said),) = read(
        "<p>FACULTY OF FIELDS\n</p><p>ORCHARD KEEPING \n</p>"
        "<p>Orchard keeping is taught out of doors, in all weathers, by people "
        "who have done it for most of their lives.\n</p><p>This program leads to a Diploma in Orchards "
        "(2-year).</p><p>1\n</p>"
    )
    assert title == "ORCHARD KEEPING"
    assert said["duration"] == ["This program leads to a Diploma in Orchards (2-year)."]


@pytest.mark.parametrize(
    "html",
    [
        page("<h1>Refund policy</h1><p>Leaving late costs a fee of $50. Refunds take 10 days.</p>", "Refund policy"),
        page("<h1>Welcome</h1><p>Our college opened in 1963. A gift of $2,000,000 built the library.</p>", "Alder"),
        page(
            "<h1>News</h1><article><h3><a href=/n/1>Gift for the labs</a></h3><time>May 3, 2026</time></article>"
            "<article><h3><a href=/n/2>New dean begins</a></h3><time>May 9, 2026</time></article>",
            "News",
        ),
        page(
            "<h1>People</h1><div class=p><h3><a href=/p/1>Ada Frost</a></h3><p>Since May 3, 2016</p></div>"
            "<div class=p><h3><a href=/p/2>Bo Lind</a></h3><p>Since June 4, 2019</p></div>",
            "People",
        ),
        page("<h1>Parking</h1><ul><li>Lot A - daily</li><li>Lot B - monthly</li></ul><p>$12 per day.</p>", "Parking"),
        page("<h1>Contact us</h1><p>Open 8 hours a day, 5 days a week. Call 250-555-0142.</p>", "Contact us"),
    ],
)  # fmt: skip
def test_pages_about_other_things_offer_nothing(html: str) -> None:
    assert read(html) == []


def test_parts_of_a_page_and_its_runs_are_no_offerings_of_their_own() -> None:
    runs = "".join(
        f"<div class=run><h3>Section {n} - starts {day}</h3><p>Cost: $640</p><p>Start date: {day}</p>"
        f"<p>Length: 9 weeks</p></div>"
        for n, day in ((1, "March 8, 2027"), (2, "June 7, 2027"))
    )
    html = page(
        f"<h1>Beekeeping</h1><p>Course code: BK 1</p><h2>Upcoming</h2>{runs}<h2>How to apply</h2><p>Online.</p>"
    )
    ((title, said),) = read(html)
    assert title == "Beekeeping"
    assert said["start_date"] == ["March 8, 2027", "June 7, 2027"]


def test_cards_of_other_courses_do_not_make_an_offering_s_page_a_list() -> None:
    others = "".join(
        f"<li><a href=/c/{n}>Another course {n}</a> <span>${n}99 · {n} weeks</span></li>" for n in range(1, 6)
    )
    html = page(
        "<h1>Beekeeping</h1><p>Course code: BK 1</p><h2>Prerequisites</h2><p>None</p><p>Cost: to be announced</p>"
        f"<aside><h2>Students also took</h2><ul>{others}</ul></aside>"
    )
    ((title, said),) = read(html)
    assert title == "Beekeeping"
    assert said == {"code": ["BK 1"], "prerequisites": ["None"], "cost": ["to be announced"]}


def test_a_day_in_full_behind_a_day_without_a_year_is_kept_beside_it() -> None:
    day = "<time datetime=2027-03-08>March 8</time>"
    html = page(f"<h1>Beekeeping</h1><dl><dt>Cost</dt><dd>$640</dd><dt>Starts</dt><dd>{day}</dd></dl>")
    (one,) = read_page(html.encode(), URL).offerings
    starts = [(s.reader, s.text) for s in one.statements if s.field == "start_date"]
    assert starts == [("labelled", "March 8"), ("structured", "2027-03-08")]


def test_attributes_speak_with_their_unit_only() -> None:
    data = "data-price='640.00' data-duration=9 data-length='63 hours'"
    html = page(f"<h1>Beekeeping</h1><section class=facts {data}>Length: 9 weeks</section>")
    (one,) = read_page(html.encode(), URL).offerings
    told = {(s.field, s.label, s.text) for s in one.statements if s.reader == "structured"}
    assert told == {("cost", "data-price", "640.00"), ("duration", "data-length", "63 hours")}


def test_who_pays_is_the_label_of_a_bare_price() -> None:
    html = page("<h1>Beekeeping course</h1><p>Length: 9 weeks</p><div>Members: $500</div><div>Non-members: $640</div>")
    (one,) = read_page(html.encode(), URL).offerings
    costs = [(s.label, s.text) for s in one.statements if s.field == "cost"]
    assert costs == [("Members", "$500"), ("Non-members", "$640")]


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [
        ("Mode of study", "1 year full time", "delivery"),
        ("Mode of study", "1Y FT / 2Y PT", "delivery"),
        ("Attendance", "1Y FT / 2Y PT", "attendance"),
        ("Study pattern", "Full-time: 1 year; part-time: 2 years", "attendance"),
        ("Attendance", "Part time (18 months)", "attendance"),
        ("Mode of study", "FT 12 months", "delivery"),
        ("Régime d’études", "Temps plein : 1 an", "delivery"),
    ],
)
def test_a_mode_of_study_that_is_a_length_is_both(label: str, value: str, field: str) -> None:
    ((_, said),) = read(page(f"<h1>Orchards</h1><dl><dt>{label}</dt><dd>{value}</dd></dl>"))
    assert said == {field: [value], "duration": [value]}


def test_a_column_of_modes_may_say_lengths_too() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{mode}</td><td>$9</td></tr>"
        for name, mode in (("Orchards", "1Y FT / 2Y PT"), ("Vineyards", "Online"))
    )
    heads = "<tr><th>Course</th><th>Mode of study</th><th>Fee</th></tr>"
    found = read(page(f"<h1>Courses</h1><table>{heads}{rows}</table>", "Courses"))
    assert [said.get("duration") for _, said in found] == [["1Y FT / 2Y PT"], None]
    assert [said["delivery"] for _, said in found] == [["1Y FT / 2Y PT"], ["Online"]]


@pytest.mark.parametrize(
    ("value", "attendance"),
    [
        ("Full time", ["Full time"]),
        ("Part time, evenings", ["Part time, evenings"]),
        ("On 24 campuses", []),
        ("Learners who miss 2 days are asked to see their teacher.", []),
    ],
)
def test_attendance_is_its_pattern_and_no_rule_of_conduct(value: str, attendance: list[str]) -> None:
    ((_, said),) = read(page(f"<h1>Orchards</h1><dl><dt>Fee</dt><dd>$9</dd><dt>Attendance</dt><dd>{value}</dd></dl>"))
    assert said.get("attendance", []) == attendance
    assert "duration" not in said


@pytest.mark.parametrize(
    ("heading", "sentence", "cost", "duration"),
    [
        (
            "Beekeeping boot camp",
            "Our 24-week part-time boot camp teaches all you need. Tuition is $2,495.",
            "Tuition is $2,495.",
            "Our 24-week part-time boot camp teaches all you need.",
        ),
        (
            "Atelier d’apiculture",
            "Cet atelier de 12 heures s’adresse aux débutants. Le coût est de 250 $, taxes en sus.",
            "Le coût est de 250 $, taxes en sus.",
            "Cet atelier de 12 heures s’adresse aux débutants.",
        ),
    ],
)
def test_a_page_may_speak_of_itself_in_sentences(heading: str, sentence: str, cost: str, duration: str) -> None:
    ((title, said),) = read(page(f"<h1>{heading}</h1><p>{sentence}</p>", heading))
    assert title == heading
    assert (said["cost"], said["duration"]) == ([cost], [duration])


def test_bare_facts_beside_a_title_are_its_own() -> None:
    day = "Tue, 11 May 2027 10:00 - 12:00 EDT"
    ((title, said),) = read(page(f"<h1>Grant writing</h1><p>{day}</p><p>Online</p><p>Free</p>", "Grant writing"))
    assert title == "Grant writing"
    assert (said["cost"], said["start_date"]) == (["Free"], [day])


def test_questions_and_fees_of_the_house_are_no_offering() -> None:
    faq = "<h3>How much does it cost?</h3><p>From $200 to $900.</p><h3>How long does it take?</h3><p>6 weeks.</p>"
    assert read(page(f"<h1>Frequently asked questions</h1>{faq}", "FAQ")) == []
    assert read(page("<h1>News</h1><h2>New program</h2><p>The program runs for two years.</p>", "News")) == []


def test_prices_by_who_pays_and_when_keep_both_heads() -> None:
    rows = "<tr><td>Student</td><td>$300</td><td>$350</td></tr><tr><td>Firm</td><td>$900</td><td>$990</td></tr>"
    table = f"<table><tr><th></th><th>Early bird</th><th>Later</th></tr>{rows}</table>"
    (one,) = read_page(page(f"<h1>Beekeeping</h1>{table}").encode(), URL).offerings
    costs = [(s.context, s.label, s.text) for s in one.statements if s.field == "cost"]
    assert costs == [
        (("Student",), "Early bird", "$300"),
        (("Student",), "Later", "$350"),
        (("Firm",), "Early bird", "$900"),
        (("Firm",), "Later", "$990"),
    ]


def test_bursaries_and_front_pages_list_no_offerings() -> None:
    cards = "".join(f"<div class=b><h3><a href=/b/{n}>{n} Frost bursary</a></h3><p>$500</p></div>" for n in "AB")
    assert read(page(f"<h1>Bursaries</h1>{cards}", "Bursaries")) == []
    cards = "".join(f"<div class=b><h3><a href=/b/{n}>{n} orchards</a></h3><p>2 years</p></div>" for n in "AB")
    assert read(page(f"<h1>Start here</h1>{cards}", "Alder College"), url="https://college.example/") == []
    assert len(read(page(f"<h1>Programs</h1>{cards}", "Alder College"))) == 2


def test_headings_with_a_sentence_each_are_offerings() -> None:
    body = (
        "<h2>Robots</h2><p>Build one. The program runs July 5-9, 2027 and costs $300.</p>"
        "<h2>Kites</h2><p>Fly one. The program runs July 12-16, 2027 and costs $280.</p>"
    )
    robots, kites = read(page(f"<h1>Summer programs</h1>{body}", "Summer programs"))
    assert (robots[0], kites[0]) == ("Robots", "Kites")
    assert robots[1]["cost"] == ["The program runs July 5-9, 2027 and costs $300."]


def test_terms_that_are_titles_have_their_facts_in_a_sentence() -> None:
    terms = (
        "<dt>Bookbinding</dt><dd>May 4, 2027, 6-9 pm. Cost: $60.</dd>"
        "<dt>Engraving</dt><dd>May 11, 2027. Cost: $70.</dd>"
    )
    books, plates = read(page(f"<h1>Workshops</h1><dl>{terms}</dl>", "Workshops"))
    assert (books[0], plates[0]) == ("Bookbinding", "Engraving")
    assert books[1]["start_date"] == ["May 4, 2027, 6-9 pm."]


def test_what_is_on_is_no_list_of_courses() -> None:
    items = "".join(f"<li><span>{n} May 2027</span> <a href=/{n}>Open studio {n}</a></li>" for n in (4, 9))
    assert read(page(f"<h1>What’s on</h1><ul>{items}</ul>", "What’s on")) == []


def test_a_fee_after_a_sentence_on_leaving_is_not_the_price() -> None:
    ((_, said),) = read(
        page("<h1>Bees</h1><p>Length: 6 weeks</p><p>Withdraw two weeks ahead. A fee of $35 applies.</p>")
    )
    assert said == {"duration": ["6 weeks"]}


def test_cells_that_nobody_sees_are_not_read() -> None:
    row = "<tr><td class=hidden>KEY{0}</td><td><a href=/{0}>Subject {0}</a></td><td>BDS</td></tr>"
    table = f"<table><tr><th>Degree name</th><th>Degree type</th></tr>{row.format(1)}{row.format(2)}</table>"
    found = read(page(f"<h1>Degrees</h1>{table}", "Degrees"))
    assert found == [("Subject 1", {"credential": ["BDS"]}), ("Subject 2", {"credential": ["BDS"]})]
