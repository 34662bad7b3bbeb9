"""Broken pages of our own making, and the pieces fuzzers insert: as systems, copy and paste and bad luck make them."""
# ruff: noqa: E501

from __future__ import annotations

PIECES = (
    "Cost: $499", "Tuition", "Duration", "6 weeks", "40 hours", "$", "$1,299.00 + GST", "<b>Cost:</b>", "Free", "CAD",
    "Start date", "January 11, 2027", "2027-01-11", "Micro-credential", "<del>$500</del>", "<br>", "<p>", "</p>", "<li>",
    "</div>", "</table>", "<td>", "<tr>", "<dl><dt>Fee<dd>$5", "<h2>Cost</h2>", "<!--", "-->", "--!>", "<![CDATA[",
    "]]>", "<?php echo $x ?>", "&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&amp", "&notin;", "&&", "\u200b", "\u202e",
    "\u0000", "\ufeff", "<script>", "</script>", "<style>", "<textarea>", "<title>", "<svg>", "<math>", "<template>",
    "<select><option>1 week<option>2 weeks", "<table><tr><th>Cost<th>Start date<tr><td>$5<td>May 1, 2027", "\n", "\t",
    "<a href='/other'>Other course</a>", "<plaintext>", "<frameset>", "<body class=x>", "<html lang=fr>", "<base href=x:>",
    '<script type="application/ld+json">{"@type":"Course","name":"x","offers":{"price":"5","priceCurrency":"CAD"}}</script>',
    '<script type="application/ld+json">{"@type":["Course"],"name":"\\ud800","timeRequired":null,"offers":[[]]}</script>',
    '<script type="application/ld+json">[{"@id":"a","@type":"Course","hasPart":{"@id":"a"}},NaN,1e999]</script>',
    '<script type="application/ld+json">{"@graph":{"@graph":[{"@graph":[]}]}}</script>', "Coût : 5 $", "6 semaines",
    "<meta charset=utf-16>", "<meta charset=shift_jis>", "<meta http-equiv=content-type content='text/html; charset=x'>",
    "<link rel=canonical href='http://[::1'>", "<link rel=canonical href='/a b'>", "<a href='http://[x'>x</a>", "<img/src=x>",
    "<a href='//'>x</a>", "<a href='http://x:99999999999999/'>x</a>", "$" + "9" * 400, "9" * 5000 + " hours", "1/0 weeks",
)  # fmt: skip

_COURSE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Welding | College</title></head><body>"
    "<nav><ul><li><a href=/>Home</a></ul></nav><main><h1>Welding</h1><dl><dt>Cost</dt><dd>$499</dd>"
    "<dt>Duration</dt><dd>6 weeks</dd></dl><table><tr><th>Section<th>Start date<th>Fee<tr><td>A1<td>May 1, 2027"
    "<td>$499<tr><td>A2<td>June 1, 2027<td>$525</table><h2>Prerequisites</h2><p>None.</p>"
    "<div class=related><h3>Related courses</h3><div class=card><a href=/c/2>Brazing</a> $99</div>"
    "<div class=card><a href=/c/3>Casting</a> $89</div></div></main></body></html>"
)

BROKEN: tuple[str, ...] = (
    _COURSE,
    _COURSE.replace("</dd>", "").replace("</dt>", ""),
    _COURSE.replace("<table>", "<table><table>").replace("</h1>", ""),
    _COURSE.replace('"', "").replace("</", "<"),
    _COURSE + _COURSE,
    # the end of an element before that of what it holds
    "<h1>Welding</h1><b><p>Cost:</b> $499</p><i><b>Duration:</i></b> 6 weeks",
    "<a href=/x><div><h3>Welding</a></h3><p>$499</div>",
    "<p><table><p>Cost<tr>$499<td>6 weeks</p></table>",
    "<ul><li>Cost: $499<ul><li>Duration: 6 weeks</ul></ul></ul><li>Start date: May 1",
    "<table><tr><td>Cost<td>$499<table><tr><td>Duration<td>6 weeks</td></tr><tr><td>Level</table>",
    "<tr><td>Cost</td><td>$499</td></tr></table><dd>6 weeks<dt>Duration",
    # text a browser does not show, or shows twice
    "<h1>Welding<script>document.write('<p>Cost: $1</p>')</script></h1><!-- <p>Cost: $2 --> <p>Cost: $499",
    "<!-- <!-- --> Cost: $499 --> <![CDATA[ <p>Duration: 6 weeks ]]> <? Level ?> <!x>",
    "<noscript><p>Cost: $1</noscript><template><p>Cost: $2</template><p hidden>Cost: $3<p>Cost: $499",
    "<textarea><h1>Welding</h1></textarea><title>a<title>b</title><select><option>Cost: $5",
    "<svg><title>Cost: $5</title><foreignObject><p>Duration: 6 weeks</svg><math><mi>$</math>",
    # quotes and attributes
    "<p title='Cost: $499>Duration: 6 weeks</p><p class=\"a' id='b\">Cost: $5</p>",
    "<div class=label id=1 class=title><span title=\"Cost:\" aria-label=Cost data-label='$'>$499</span>",
    '<p =x /="y" a/b/c>Cost: $499</p/><br/></br><p/>6 weeks',
    "<h1 lang=\"en\"lang='fr'>Welding</h1><dl id='a'><dt>Cost<dd id=a>$499<dd id=a>$500</dl>",
    # entities and white space
    "<h1>Welding &amp;amp; more</h1><p>Cost:&nbsp;&#36;499&period;00&#13;&#10;<p>Dur&shy;ation: 6&thinsp;weeks",
    "<pre>Cost:\n\t$499\r\nDuration:\r6 weeks\x0b\x0c\x1c\x85</pre>",
    # tables
    "<table><tr><th rowspan=0>Cost<th colspan=0>Start date<th rowspan=-1>x<tr><td colspan=999999>$5<tr><td>May 1, 2027",
    "<table><thead><tr><th>Fee<tbody><tr><td>$5<tfoot><tr><td>$6<thead><tr><th>Start date</table>",
    "<table><caption>Cost<caption>Fees<colgroup><col><tr><th scope=row>Resident<td>$5<th>International<td>$9",
    # machine-readable
    '<script type="application/ld+json">{"@type":"Course","name":"Welding",,"offers":{"price":499,}}</script><h1>Welding',
    '<script type="application/ld+json"><!-- {"@type":"Course","name":"Welding"} --></script><p>Cost: $5',
    '<script type="application/ld+json">{"@type":"Course","name":["a",{"@value":"b"},null,1],"offers":"free"}</script>',
    '<script type="application/ld+json">"Course"</script><script type="application/ld+json">null</script><h1>x',
    '<script type="application/ld+json">{&quot;@type&quot;:&quot;Course&quot;,&quot;name&quot;:&quot;W&quot;}</script>',
    "<div itemscope itemtype=Course><p itemprop=name>Welding<div itemprop=offers itemscope><b itemprop=price>499</div>",
    "<div itemscope itemref='a b a'></div><p id=a itemprop=name>x<p id=b itemprop='name name' itemscope itemref=a>",
    "<div vocab=https://schema.org/ typeof=Course><a property=url href='http://[bad'>x</a><b property=name>W</b>",
    # other languages and scripts
    "<html lang=fr><h1>Soudage</h1><dl><dt>Coût<dd>499 $<dt>Durée<dd>6 semaines<dt>Début<dd>11 janvier 2027</dl>",
    "<h1>溶接</h1><p>費用: ¥50,000<p dir=rtl>السعر: 500 دولار\u202e</p>",
)
