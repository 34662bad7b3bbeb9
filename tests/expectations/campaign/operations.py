"""What a fault does to a night: small operations on one column of one frame, named in the TOML files.

A step: `op`; `frame` (offerings unless said), `column`; `where` (which rows can have it: WHERE), `share` (of those,
the first of a fixed shuffle; all unless said); what the operation needs beside. `op = "harvest"` sets facts of the
night, `op = "drop_column"` and `op = "empty"` break the frame itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import pandas as pd

from tests.expectations.campaign.clean import Night

Step = Mapping[str, Any]
WHERE: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "priced": lambda frame: frame["cost_status"] == "priced",
    "unpriced": lambda frame: frame["cost_status"] == "unknown",
    "timed": lambda frame: frame["hours_min"].notna(),
    "spanned": lambda frame: frame["span_min"].notna(),
    "paced": lambda frame: frame["weekly_hours_min"].notna(),
    "coded": lambda frame: frame["code"].notna(),
    "tuition": lambda frame: frame["component"] == "tuition",
    "total": lambda frame: frame["component"] == "total",
    "known": lambda frame: frame["prev_title"].notna(),
    "meeting": lambda frame: frame["meetings"].notna(),
}


def spoil(night: Night, steps: list[Step]) -> None:
    """Do all steps to a night, in order; rows of one share are the same in every step."""
    for step in steps:
        if step["op"] == "harvest":
            night.harvest |= {key: value for key, value in step.items() if key != "op"}
            continue
        name = step.get("frame", "offerings")
        frame = getattr(night, name).copy()
        setattr(night, name, _FRAME_OPS[step["op"]](frame, step) if step["op"] in _FRAME_OPS else _cells(frame, step))


def _rows(frame: pd.DataFrame, step: Step) -> list[Any]:
    picked = list(frame[WHERE[step["where"]](frame)].index if "where" in step else frame.index)
    Random(11).shuffle(picked)
    return picked[: max(round(len(picked) * step.get("share", 1.0)), 1)]


def _cells(frame: pd.DataFrame, step: Step) -> pd.DataFrame:
    column, rows = step["column"], _rows(frame, step)
    values = frame[column].astype(object)
    values[rows] = _CELL_OPS[step["op"]](frame.loc[rows], step)
    frame[column] = values if values.map(lambda v: isinstance(v, str | list)).any() else values.infer_objects()
    return frame


def _random(rows: pd.DataFrame, step: Step) -> list[float]:
    draw = Random(5)
    return [float(draw.randint(step["low"], step["high"])) for _ in range(len(rows))]


def _replaced(rows: pd.DataFrame, step: Step) -> Any:
    return rows[step["column"]].map(lambda v: v.replace(step["old"], step["new"]) if isinstance(v, str) else v)


def _mojibake(rows: pd.DataFrame, step: Step) -> Any:
    def broken(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return f"{value} – été".encode().decode("cp1252", errors="replace")

    return rows[step["column"]].map(broken)


_CELL_OPS: dict[str, Callable[[pd.DataFrame, Step], Any]] = {
    "set": lambda rows, step: [step["value"]] * len(rows),
    "null": lambda rows, step: [None] * len(rows),
    "multiply": lambda rows, step: rows[step["column"]].astype("float64") * step["by"],
    "add": lambda rows, step: rows[step["column"]].astype("float64") + step["by"],
    "copy": lambda rows, step: rows[step["source"]],
    "first": lambda rows, step: [rows[step["column"]].dropna().iloc[0]] * len(rows),
    "format": lambda rows, step: [step["value"].format_map(row) for row in rows.to_dict("records")],
    "random": _random,
    "repeat": lambda rows, step: rows[step["column"]].map(lambda v: " ".join([str(v)] * step["times"])),
    "replace": _replaced,
    "mojibake": _mojibake,
    "days": lambda rows, step: rows[step["column"]] + pd.Timedelta(days=step["by"]),
}


def _swap(frame: pd.DataFrame, step: Step) -> pd.DataFrame:
    rows, a, b = _rows(frame, step), step["column"], step["source"]
    left, right = frame.loc[rows, a].copy(), frame.loc[rows, b].copy()
    frame.loc[rows, a], frame.loc[rows, b] = right, left
    return frame


def _twice(frame: pd.DataFrame, step: Step) -> pd.DataFrame:
    """Rows again, under ids (and, with `elsewhere`, addresses) of their own, new to the catalogue."""
    more = frame.loc[_rows(frame, step)].copy()
    more["offering_id"] = more["offering_id"] + "-again"
    if step.get("elsewhere"):
        more["url"] = more["url"] + "?related=1"
    for column in [c for c in more.columns if c.startswith("prev_")]:
        more[column] = None
    return pd.concat([frame, more], ignore_index=True)


def _shuffle(frame: pd.DataFrame, step: Step) -> pd.DataFrame:
    """The columns' values handed to other rows, together."""
    rows, columns = _rows(frame, step), step["columns"]
    frame.loc[rows, columns] = frame.loc[[*rows[1:], rows[0]], columns].to_numpy()
    return frame


_FRAME_OPS: dict[str, Callable[[pd.DataFrame, Step], pd.DataFrame]] = {
    "swap": _swap,
    "shuffle": _shuffle,
    "drop": lambda frame, step: frame.drop(_rows(frame, step)).reset_index(drop=True),
    "twice": _twice,
    "same_rows_again": lambda frame, step: pd.concat([frame, frame.loc[_rows(frame, step)]], ignore_index=True),
    "drop_column": lambda frame, step: frame.drop(columns=step["column"]),
    "empty": lambda frame, step: frame.iloc[:0],
}
