"""`landing.*`: the landing record as tables, one a kind of line, made from the contract itself."""

from __future__ import annotations

#: Kind of line -> column -> DuckDB type. Names are those of `crawlers.contract`; a test holds them equal.
#: Mappings and pointers stay JSON: nothing here interprets.
COLUMNS: dict[str, dict[str, str]] = {
    "page": {
        "page_no": "INTEGER",
        "url": "VARCHAR",
        "status": "INTEGER",
        "fetched_at": "TIMESTAMP",
        "canonical_url": "VARCHAR",
        "redirected_to": "VARCHAR",
        "lang": "VARCHAR",
        "alternates": "JSON",
        "role": "VARCHAR",
        "sha256": "VARCHAR",
        "bytes": "BIGINT",
        "archive": "JSON",
    },
    "offering": {
        "offering_key": "VARCHAR",
        "page_no": "INTEGER",
        "url": "VARCHAR",
        "lang": "VARCHAR",
    },
    "statement": {
        "offering_key": "VARCHAR",
        "page_no": "INTEGER",
        "field": "VARCHAR",
        "text": "VARCHAR",
        "reader": "VARCHAR",
        "locator": "VARCHAR",
        "section_key": "VARCHAR",
        "label": "VARCHAR",
        "context": "VARCHAR[]",
        "marks": "VARCHAR[]",
        "lang": "VARCHAR",
    },
    "harvest": {
        "institution_id": "VARCHAR",
        "run_id": "VARCHAR",
        "contract_version": "INTEGER",
        "reader_fingerprint": "VARCHAR",
        "started_at": "TIMESTAMP",
        "ended_at": "TIMESTAMP",
        "listing_ended": "BOOLEAN",
        "finish_reason": "VARCHAR",
        "pages": "INTEGER",
        "offerings": "INTEGER",
        "requests": "INTEGER",
        "bytes": "BIGINT",
        "errors": "JSON",
        "gone": "INTEGER",
        "known_checked": "INTEGER",
    },
}


def landing_ddl() -> list[str]:
    """CREATE TABLE statements; every row also says whose it is and, to keep file order, its line number."""
    statements = []
    for kind, columns in COLUMNS.items():
        own = "" if kind == "harvest" else "run_id VARCHAR NOT NULL, institution_id VARCHAR NOT NULL, "
        body = ", ".join(f'"{name}" {type}' for name, type in columns.items())
        statements.append(f"CREATE TABLE IF NOT EXISTS landing.{kind} ({own}line_no INTEGER NOT NULL, {body})")
    return statements
