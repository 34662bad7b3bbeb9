"""Great Expectations over one pandas frame. The only module that imports it, and only when judging (5 s, 260 MB).

What it is careful about: `success` ignores severity, so each failed rule carries its own; a missing column or a
crash inside comes back as `exception_info` and becomes an error; failing rows are asked for only where a rule
failed (a first pass for yes or no takes a third of the time).
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from expectations.numbers import is_null, shown
from expectations.rules import Rule
from expectations.verdicts import Finding

if TYPE_CHECKING:
    import pandas as pd

_ROW = "_row"  # position in the frame: tells rows apart even where ids are equal or NULL
# Its context is one for the whole process; institutions may be judged in several threads.
_LOCK = threading.RLock()


@cache
def _batch_definition() -> tuple[Any, Any]:
    """(great_expectations, batch definition for whole data frames) of a quiet context that writes no file."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    # It tells of the folder it makes, at a level of its own.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return gx, asset.add_batch_definition_whole_dataframe("all")


def judge_frame(frame: pd.DataFrame, rules: Sequence[Rule]) -> tuple[list[Finding], list[str]]:
    """(findings, errors) of row rules on a frame with the rules' columns, `offering_id` and `institution_id`.

    A rule that could not be judged is an error; the others are judged all the same.
    """
    if frame.empty or not rules:
        return [], []
    frame = frame.reset_index(drop=True)
    frame[_ROW] = range(len(frame))
    with _LOCK:
        first = _validate(frame, rules, "BOOLEAN_ONLY")
        errors = [f"{rule.id} could not be judged: {problem}" for rule, problem in _crashes(first)]
        broken = {rule.id for rule, _ in _crashes(first)}
        failed = [rule for rule, result in first if not result.success and rule.id not in broken]
        second = _validate(frame, failed, "COMPLETE") if failed else []
    findings: list[Finding] = []
    for rule, result in second:
        rows = _failing_rows(result)
        if not rows:
            errors.append(f"{rule.id} failed without naming a row")
        findings += (_finding(rule, frame.iloc[row]) for row in rows)
    return findings, errors


def _validate(frame: pd.DataFrame, rules: Sequence[Rule], detail: str) -> list[tuple[Rule, Any]]:
    gx, definition = _batch_definition()
    by_id = {rule.id: rule for rule in rules}
    # All at once: adding one by one compares each with all before it.
    suite = gx.ExpectationSuite(name="rules", expectations=[expectation_of(gx, rule) for rule in rules])
    # Each rule copies the whole frame it is given: the columns of these rules only.
    wanted_columns = {value for rule in rules for key, value in rule.arguments.items() if key.startswith("column")}
    batch = definition.get_batch({"dataframe": frame[[c for c in frame.columns if c in wanted_columns or c == _ROW]]})
    wanted = {"result_format": detail, "unexpected_index_column_names": [_ROW]}
    results = batch.validate(suite, result_format=wanted).results
    return [(by_id[result.expectation_config.meta["rule"]], result) for result in results]


def expectation_of(gx: Any, rule: Rule, note: str | None = None) -> Any:
    """The rule as an expectation of the library `gx`; `note` is shown on its pages."""
    make = getattr(gx.expectations, rule.expectation)
    notes = None if note is None else f"{rule.id} ({rule.severity}): {note}"
    return make(**rule.arguments, meta={"rule": rule.id}, severity=rule.severity, notes=notes)


def _crashes(results: Iterable[tuple[Rule, Any]]) -> list[tuple[Rule, str]]:
    """Rules whose result is an exception: `exception_info` is one record, or one for each metric."""
    crashed = []
    for rule, result in results:
        info = result.exception_info or {}
        records = [info] if "raised_exception" in info else list(info.values())
        messages = [str(r.get("exception_message")) for r in records if r.get("raised_exception")]
        if messages:
            crashed.append((rule, messages[0].strip().splitlines()[0]))
    return crashed


def _failing_rows(result: Any) -> list[int]:
    return sorted({int(entry[_ROW]) for entry in result.result.get("unexpected_index_list") or ()})


def _finding(rule: Rule, row: pd.Series) -> Finding:
    read = ", ".join(f"{column} {shown(row[column])}" for column in rule.shows)
    value = row[rule.subject]
    return Finding(
        level="row",
        severity=rule.severity,
        rule=rule.id,
        institution_id=_text(row["institution_id"]),
        offering_id=_text(row["offering_id"]),
        field=rule.subject,
        value=None if is_null(value) else shown(value),
        message=f"Expected: {rule.reason} Read: {read}.",
    )


def _text(value: Any) -> str | None:
    return None if is_null(value) else str(value)
