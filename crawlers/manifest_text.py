"""A manifest as text: where a key stands, changing one line of it (comments stay), and writing a new one."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

_TABLE = re.compile(r"""^\s*\[{1,2}\s*["']?([\w-]+)["']?(?:\.["'\w.-]+)?\s*\]{1,2}\s*(?:#.*)?$""")


def line_of(text: str, key: str | None, entry: str | None = None) -> int:
    """The line (from 1) of a top-level key or table; of `entry` in it, where that is found; 1 where nothing is."""
    lines = text.splitlines()
    start = _key_line(lines, key) if key else None
    if start is None:
        return 1
    if entry:
        wanted = _unquoted(entry)
        for number in range(start, len(lines)):
            if number > start and _TABLE.match(lines[number]):
                break
            if wanted in _unquoted(lines[number]):
                return number + 1
    return start + 1


def _key_line(lines: Sequence[str], key: str) -> int | None:
    own = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*[=.]""")
    top = True
    for number, line in enumerate(lines):
        if table := _TABLE.match(line):
            top = False
            if table[1] == key:
                return number
        elif top and own.match(line):
            return number
    return None


def _unquoted(text: str) -> str:
    return text.replace('\\"', '"').replace("\\\\", "\\")


def set_key(text: str, key: str, value: str | int, *, after: str | None = None) -> str:
    """The text with a top-level `key = value`: its line replaced (a comment behind it stays), or a line added behind
    the key `after`, else before the first table; nothing else changes. ValueError where one line will not do."""
    lines = text.splitlines()
    written = f"{key} = {toml_value(value)}"
    number = _key_line(lines, key)
    if number is not None and not _TABLE.match(lines[number]):
        lines[number] = written + _comment(lines[number])
    else:
        behind = _key_line(lines, after) if after else None
        before = next((n for n, line in enumerate(lines) if _TABLE.match(line)), len(lines))
        while before and not lines[before - 1].strip():
            before -= 1
        lines.insert(before if behind is None else behind + 1, written)
    changed = "\n".join(lines) + "\n"
    try:
        same = tomllib.loads(changed) == tomllib.loads(text) | {key: value}
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise ValueError(f"{key!r} does not stand on a line of its own; write {written} by hand")
    return changed


def _comment(line: str) -> str:
    """The comment behind a key's value, with the space before it."""
    for sign in re.finditer("#", line):
        try:
            tomllib.loads(line[: sign.start()])
        except tomllib.TOMLDecodeError:
            continue  # inside a text
        return line[len(line[: sign.start()].rstrip()) :]
    return ""


def toml_value(value: Any) -> str:
    """A value on one line. Texts with a backslash (patterns) in single quotes, as people write them."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'" if "\\" in value and "'" not in value and value.isprintable() else _quoted(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(str(key))} = {toml_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, Sequence):
        whole = "[" + ", ".join(toml_value(item) for item in value) + "]"
        return whole if len(whole) < 100 else "[\n" + "".join(f"  {toml_value(item)},\n" for item in value) + "]"
    return str(value)


def manifest_text(values: Mapping[str, Any], *, head: str = "") -> str:
    """A manifest in the order of `values`; mappings become tables, which stand last. `notes` may have several lines."""
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    tables = {key: value for key, value in values.items() if isinstance(value, Mapping)}
    for key, value in values.items():
        if key in tables:
            continue
        several = isinstance(value, str) and "\n" in value and "\\" not in value and '"""' not in value
        several = several and value.replace("\n", "").isprintable()
        lines.append(f'{key} = """{value}"""' if several else f"{key} = {toml_value(value)}")
    for name, table in tables.items():
        if table:
            lines += ["", f"[{name}]"]
            lines += [f"{_key(key)} = {toml_value(value)}" for key, value in table.items()]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)


def _quoted(text: str) -> str:
    """JSON's way of writing a text is TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
