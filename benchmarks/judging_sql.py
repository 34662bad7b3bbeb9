"""Row rules as plain SQL, made from rules.py: one query a frame, one count a rule. To compare with, not to judge by."""

from __future__ import annotations

from pathlib import Path

from expectations.bands import bands
from expectations.rules import RULES, Rule

_B, _D, _J = bands()["cost"], bands()["duration"], bands()["joint"]


def _case(by: str, table: dict[str, list[float]], end: int) -> str:
    return f"CASE {by} " + " ".join(f"WHEN '{key}' THEN {ends[end]}" for key, ends in table.items()) + " END"


def _cost_band(name: str, end: int) -> str:
    whole = (
        f"CASE WHEN cost_basis IN ('total', 'per_course') THEN {_case('credential_kind', _B[f'{name}_total'], end)} END"
    )
    return f"coalesce({whole}, {_case('cost_basis', _B[name], end)})"


def _cost_in(name: str) -> str:
    low, high = _cost_band(name, 0), _cost_band(name, 1)
    known = ", ".join(f"'{c}'" for c in _B["currencies"])
    values = " AND ".join(f"coalesce({c} BETWEEN {low} AND {high}, true)" for c in ("cost_min", "cost_max"))
    return f"CASE WHEN cost_status = 'priced' AND currency IN ({known}) AND cost_min IS NOT NULL THEN {values} END"


def _length(name: str, which: str) -> str:
    by_kind = _D.get(f"{name}_usual_by_kind", {}) if which == "usual" else {}
    low, high = _D[f"{name}_{which}"]
    low_of = f"coalesce({_case('credential_kind', by_kind, 0)}, {low})" if by_kind else f"{low}"
    high_of = f"coalesce({_case('credential_kind', by_kind, 1)}, {high})" if by_kind else f"{high}"
    values = " AND ".join(f"coalesce({name}_{e} BETWEEN {low_of} AND {high_of}, true)" for e in ("min", "max"))
    return f"CASE WHEN coalesce({name}_min, {name}_max) IS NOT NULL THEN {values} END"


def _change(now: str, before: str, factor: float, applies: str) -> str:
    inside = f"{now} / {before} BETWEEN 1 / {factor} AND {factor}"
    return f"CASE WHEN {applies} AND {now} > 0 AND {before} > 0 THEN {inside} END"


_SAME = "page_changed AND currency = prev_currency AND cost_basis = prev_cost_basis"
_PER_HOUR = "cost_total_min / coalesce(hours_max, hours_min)"
#: Measure of the Python rules -> the same in SQL: true, false, or NULL where the rule does not apply.
MEASURES: dict[str, str] = {
    "title_is_said": "trim(coalesce(title, '')) <> ''",
    "url_is_absolute": "regexp_full_match(coalesce(url, ''), 'https?://[^\\s/?#]+\\.?[^\\s]*')",
    "has_evidence": "trim(coalesce(evidence_missing, 'not looked for')) = ''",
    "lang_is_code": "regexp_full_match(lang, '[a-z]{2}')",
    "priced_has_amount": "CASE WHEN cost_status = 'priced' THEN coalesce(cost_min, cost_max) IS NOT NULL END",
    "priced_has_currency": "CASE WHEN cost_status = 'priced' THEN "
    "regexp_full_match(coalesce(currency, ''), '[A-Z]{3}') END",
    "priced_has_basis": "CASE WHEN cost_status = 'priced' THEN cost_basis IS NOT NULL END",
    "free_costs_nothing": "CASE cost_status WHEN 'free' THEN cost_min = 0 AND coalesce(cost_max, 0) = 0 "
    "WHEN 'priced' THEN coalesce(cost_min, 1) <> 0 AND coalesce(cost_max, 1) <> 0 END",
    "unknown_has_no_amount": "CASE WHEN cost_status = 'unknown' THEN coalesce(cost_min, cost_max) IS NULL END",
    "cost_is_not_negative": "coalesce(cost_min, 0) >= 0 AND coalesce(cost_max, 0) >= 0",
    "currency_fits_country": "CASE WHEN cost_status = 'priced' THEN currency = "
    + "CASE country " + " ".join(f"WHEN '{c}' THEN '{m}'" for c, m in bands()["currency"].items()) + " END END",
    "free_has_words": "CASE WHEN cost_status = 'free' THEN trim(coalesce(cost_text, '')) <> '' END",
    "cost_is_possible": _cost_in("possible"),
    "cost_is_usual": _cost_in("usual"),
    "cost_change": _change("cost_min", "prev_cost_min", _B["change_factor"], f"{_SAME} AND NOT cost_confirmed"),
    "cost_change_confirmed": _change("cost_min", "prev_cost_min", _B["change_factor"], f"{_SAME} AND cost_confirmed"),
    "stated_has_length": "CASE WHEN duration_status = 'stated' THEN coalesce(hours_min, hours_max, span_min, span_max, "
    "weekly_hours_min, weekly_hours_max, meetings::DOUBLE) IS NOT NULL OR coalesce(self_paced, false) END",
    "unknown_has_no_length": "CASE WHEN duration_status = 'unknown' THEN coalesce(hours_min, hours_max, span_min, "
    "span_max, weekly_hours_min, weekly_hours_max) IS NULL END",
    "span_has_unit": "(coalesce(span_min, span_max) IS NOT NULL) = (span_unit IS NOT NULL)",
    **{f"{n}_{w}": _length(n, w) for n in ("hours", "span_days", "weekly_hours") for w in ("possible", "usual")},
    "hours_to_pace": "CASE WHEN hours_min / (span_days_min / 7 * weekly_hours_min) IS NOT NULL THEN "
    f"hours_min / (span_days_min / 7 * weekly_hours_min) BETWEEN 1 / {_D['agreement_factor']} "
    f"AND {_D['agreement_factor']} END",
    "hours_change": _change("hours_min", "prev_hours_min", _D["change_factor"], "page_changed"),
    "span_change": _change("span_days_min", "prev_span_days_min", _D["change_factor"], "page_changed"),
    "cost_per_hour_possible": f"CASE WHEN cost_status = 'priced' AND {_PER_HOUR} > 0 THEN {_PER_HOUR} BETWEEN "
    f"{_J['cost_per_hour_possible'][0]} AND {_J['cost_per_hour_possible'][1]} END",
    "cost_per_hour_usual": f"CASE WHEN cost_status = 'priced' AND {_PER_HOUR} > 0 THEN {_PER_HOUR} BETWEEN "
    f"{_J['cost_per_hour_usual'][0]} AND {_J['cost_per_hour_usual'][1]} END",
    "fits_ontario": "CASE WHEN country = 'CA' AND province = 'ON' AND credential_kind IN "
    "('micro_credential', 'digital_badge') AND coalesce(hours_min, hours_max, span_days_min) IS NOT NULL THEN "
    f"coalesce(hours_max <= {_D['ontario_hours'][1]}, true) AND coalesce(hours_min >= {_D['ontario_hours'][0]}, true) "
    f"AND coalesce(span_days_min < {_D['ontario_days_below']}, true) END",
    "section_days": "date_diff('day', start_date, end_date)",
    "section_age": "date_diff('day', coalesce(end_date, start_date), substr(run_id, 1, 10)::DATE)",
}  # fmt: skip
MEASURES |= {f"{column}_said": f"coalesce({column}, '')" for column in (
    "credential_kind", "recognition", "cost_status", "duration_status", "delivery_mode")}  # fmt: skip


def _failing(rule: Rule) -> str | None:
    """SQL that is true for a row which breaks the rule; None where the rule needs a look at words or other rows."""
    said, column = rule.arguments, str(rule.arguments.get("column", ""))
    value = MEASURES.get(column, f'"{column}"')
    if rule.expectation == "ExpectColumnPairValuesAToBeGreaterThanB":
        return f'"{said["column_A"]}" < "{said["column_B"]}"'
    if rule.expectation == "ExpectColumnValuesToBeUnique":
        key = "concat(institution_id, ' ', url)" if column == "own_url" else value
        return f"count(*) OVER (PARTITION BY {key}) > 1"
    if rule.expectation == "ExpectColumnValuesToNotBeNull":
        return f"{value} IS NULL"
    if said.get("value_set") == [True]:
        return f"({value}) = false" if column in MEASURES else None
    if rule.expectation == "ExpectColumnValuesToBeInSet":
        return f"{value} NOT IN ({', '.join(repr(word) for word in said['value_set'])})"
    if MEASURES.get(column, "").startswith("CASE"):
        return f"({value}) = false"
    if column not in MEASURES and column != "amount":
        return None
    ends = [
        f"{value} {sign} {end}" for sign, end in (("<", said["min_value"]), (">", said["max_value"])) if end is not None
    ]
    return " OR ".join(ends)


def judge(folder: Path) -> tuple[int, int, int]:
    """(rules judged, row rules there are, findings) over Parquet files named as the frames."""
    import duckdb

    con, judged, findings = duckdb.connect(), 0, 0
    for frame in ("offerings", "sections", "prices"):
        sql = [text for rule in RULES if rule.frame == frame and (text := _failing(rule))]
        marks = ", ".join(f"({text}) AS r{n}" for n, text in enumerate(sql))
        counts = ", ".join(f"count(*) FILTER (r{n})" for n in range(len(sql)))
        row = con.execute(f"SELECT {counts} FROM (SELECT {marks} FROM '{folder}/{frame}.parquet')").fetchone()
        judged, findings = judged + len(sql), findings + sum(row or ())
    con.close()
    return judged, sum(rule.level == "row" for rule in RULES), findings
