"""A warehouse that lives through nights: landing files in, catalogue out, on a real DuckDB file.

Rows are staged from Python values here, so that identity, history and release are tested apart from understanding
words; `test_whole_nights.py` goes through the readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from crawlers.contract import Institution
from tests.warehouse.landing_kit import Said, land
from warehouse import schema
from warehouse.bulk import insert_rows
from warehouse.connection import open_work
from warehouse.frames import institution_night
from warehouse.history import MergeCounts, merge
from warehouse.identity import Group, resolve
from warehouse.load import load_landing
from warehouse.normalise.draft import as_text
from warehouse.quality import quarantine_failed_rows, record_findings, record_night
from warehouse.registry_rows import sync_institutions

COAST = Institution("coast", "Coast College", "BC", "http://northcoast.example/", languages=("en", "fr"))
HILL = Institution("hill", "Hill University", "ON", "http://hill.example/")

_UNKNOWN = {
    "in_scope": True,
    "scope_source": "page",
    "credential_kind": "micro_credential",
    "recognition": "unknown",
    "cost_status": "unknown",
    "duration_status": "unknown",
    "delivery_mode": "unknown",
    "completeness": 0.5,
}


class Warehouse:
    """One data folder. `night()` runs load, identity, staging, outcome and merge for the institutions named."""

    def __init__(self, data: Path, institutions: Iterable[Institution] = (COAST, HILL)) -> None:
        self.data = data
        self.con = open_work(data)
        sync_institutions(self.con, institutions)

    def night(
        self,
        run_id: str,
        sites: Mapping[str, Sequence[Said]],
        *,
        outcomes: Mapping[str, str] | None = None,
        failing: Sequence[str] = (),
        code: str = "n1",
        landing: Mapping[str, Any] | None = None,
    ) -> MergeCounts:
        """`failing`: keys whose row fails a critical rule. `landing`: further arguments of `land`."""
        for institution_id, offerings in sites.items():
            outcome = (outcomes or {}).get(institution_id, "complete")
            self.stage(run_id, institution_id, offerings, landing=landing)
            record_findings(self.con, run_id, institution_id, self.findings(institution_id, failing))
            bad = quarantine_failed_rows(self.con, run_id, institution_id)
            facts = institution_night(self.con, run_id, institution_id, expected_minimum=1)
            record_night(self.con, run_id, institution_id, outcome, None, facts, bad)
        return self.merge(run_id, code=code)

    def merge(self, run_id: str, *, code: str = "n1") -> MergeCounts:
        return merge(
            self.con,
            run_id,
            started_at=datetime(2026, 11, int(run_id[8:10]), 3),
            reader_fingerprint="r1",
            normaliser_fingerprint=code,
        )

    def stage(
        self, run_id: str, institution_id: str, offerings: Sequence[Said], *, landing: Mapping[str, Any] | None = None
    ) -> list[Group]:
        land(self.data, run_id, institution_id, offerings, **(landing or {}))
        load_landing(self.con, self.data, run_id, institution_id)
        groups = resolve(self.con, run_id, institution_id, main_lang="en")
        rows, evidence = [], []
        for group in groups:
            main = group.members[0]
            said = next(one for one in offerings if one.key == main.key and one.address == main.url)
            base = {"offering_id": group.offering_id, "institution_id": institution_id, "run_id": run_id}
            values = {**_UNKNOWN, "title": said.title, "url": main.url, "lang": main.lang, **said.row}
            rows.append({**base, "offering_key": main.key, "page_sha256": main.sha256, **values})
            evidence += [
                {
                    **base,
                    "section_id": "",
                    "field": name,
                    "value": as_text(value),
                    "how": "stated",
                    "page_url": main.url,
                }
                | {"words": said.row.get("cost_text", as_text(value)), "archive_file": f"archive/{run_id}.warc.gz"}
                for name, value in values.items()
                if name != "completeness" and value is not None
            ]
        for table in (schema.STAGE_OFFERING, schema.SECTION, schema.PRICE, schema.RELATION_TABLE, schema.EVIDENCE):
            self.con.execute(f'DELETE FROM stage."{table.name}" WHERE institution_id = ?', [institution_id])
        insert_rows(self.con, "stage", schema.STAGE_OFFERING, rows)
        insert_rows(self.con, "stage", schema.EVIDENCE, evidence)
        return groups

    def findings(self, institution_id: str, failing: Sequence[str]) -> list[dict[str, Any]]:
        ids = self.all(
            "SELECT offering_id FROM stage.offering WHERE institution_id = ? AND list_contains(?, offering_key)",
            [institution_id, list(failing)],
        )
        common = {"level": "row", "severity": "critical", "rule": "COST-001", "institution_id": institution_id}
        return [
            common | {"offering_id": one, "field": "cost_min", "value": "9999999", "message": "too high"}
            for (one,) in ids
        ]

    def all(self, query: str, parameters: Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.con.execute(query, parameters or []).fetchall()

    def states(self) -> dict[str, str]:
        """Title -> state."""
        return dict(self.all("SELECT title, state FROM catalog.offering ORDER BY title"))

    def changes(self, run_id: str) -> list[tuple[Any, ...]]:
        """(title, change, field, before, after, cause) of one run."""
        return self.all(
            'SELECT o.title, c."change", c.field, c.before, c.after, c.cause FROM catalog."change" c '
            "JOIN catalog.offering o USING (offering_id) WHERE c.run_id = ? ORDER BY ALL",
            [run_id],
        )

    def offering_id(self, title: str) -> str:
        return str(self.all("SELECT offering_id FROM catalog.offering WHERE title = ?", [title])[0][0])

    def price(self, title: str) -> Decimal | None:
        found: Decimal | None = self.all("SELECT cost_min FROM catalog.offering WHERE title = ?", [title])[0][0]
        return found

    def snapshot(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the catalogue, to compare before and after."""
        tables = [f'catalog."{table.name}"' for table in schema.CATALOG] + ["ops.run"]
        return {name: sorted(self.all(f"FROM {name}"), key=repr) for name in tables}

    def reopen(self) -> None:
        self.con.close()
        self.con = open_work(self.data)
