"""The next page of a list whose address counts: `?page=2`, `?paged=2`, `?offset=40`."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


def parameter(url: str, name: str) -> str | None:
    """The value of a query's parameter; None where it is not there."""
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)).get(name)


def with_parameters(url: str, **values: str | int) -> str:
    """The address with these parameters, in place where they stand already; all others as they are."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    there = {name for name, _ in query}
    query = [(name, str(values.get(name, value))) for name, value in query]
    query += [(name, str(value)) for name, value in values.items() if name not in there]
    return urlunsplit(parts._replace(query=urlencode(query)))


def next_number(url: str, name: str, first: int = 1) -> int:
    """The number of the page after this one; the first page may leave its number out."""
    value = parameter(url, name) or ""
    return (int(value) if value.isascii() and value.isdecimal() else first) + 1
