"""What a person is shown, and what the filter answers."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd

from warehouse.normalise.column import read_cost_column, read_duration_column
from warehouse.normalise.explain import explain, render
from warehouse.normalise.filter import normalise_lines


def test_an_explanation_marks_what_was_taken_and_says_why_the_rest_was_not() -> None:
    shown = render(explain("Tuition: $499 + GST. Application fee $75.", kind="cost", country="CA", lang="en"))
    statement, marks = shown.splitlines()[1:3]
    assert marks[statement.index("$499")] == "‾"
    assert marks[statement.index("$75")] == "·"
    assert "499 CAD, tax not included" in shown
    assert "application, not the tuition" in shown


def test_an_explanation_of_nothing_says_so() -> None:
    shown = render(explain("Hello", country="CA"))
    assert shown.count("unknown") == 2


def test_offsets_point_into_the_statement_itself() -> None:
    text = "Coût : 1 250,00 $ (taxes en sus), 6 semaines"
    explanation = explain(text, country="CA", lang="fr")
    assert explanation.cost is not None
    assert explanation.duration is not None
    for note in (*explanation.cost.why, *explanation.duration.why):
        assert text[note.start : note.end] == note.text


def test_the_filter_answers_each_line_and_loses_none() -> None:
    lines = [
        '{"id": "a", "kind": "cost", "text": "$499", "country": "CA", "lang": "en"}\n',
        "\n",
        "not json\n",
        '{"id": "b", "kind": "duration", "text": "6 weeks"}\n',
        '{"id": "c", "kind": "colour", "text": "red"}\n',
        '{"id": "d", "kind": "cost"}\n',
        "[1]\n",
    ]
    answers = [json.loads(line) for line in normalise_lines(lines)]
    assert len(answers) == 6
    assert (answers[0]["id"], answers[0]["min"], answers[0]["currency"]) == ("a", 499, "CAD")
    assert "error" in answers[1]
    assert (answers[2]["span_min"], answers[2]["span_unit"]) == (6, "week")
    assert all("error" in answer for answer in answers[3:])


def test_reading_a_statement_imports_neither_pandas_nor_duckdb() -> None:
    script = (
        "import sys; import warehouse.normalise.explain, warehouse.normalise.filter; "
        "print(bool({'pandas', 'duckdb', 'pyarrow'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_a_column_gives_each_row_its_reading() -> None:
    text = pd.Series(["$499", "free", None, "$499"], index=[7, 8, 9, 10], dtype="str")
    country = pd.Series("CA", index=text.index, dtype="str")
    lang = pd.Series("en", index=text.index, dtype="str")
    cost = read_cost_column(text, country, lang)
    assert list(cost.index) == [7, 8, 9, 10]
    assert list(cost["status"]) == ["priced", "free", "unknown", "priced"]
    assert cost.loc[10, "min"] == 499
    assert list(cost["min"].isna()) == [False, False, True, False]
    duration = read_duration_column(pd.Series(["6 weeks", None], dtype="str"), pd.Series(["en", None], dtype="str"))
    assert list(duration["span_unit"].astype("str"))[:1] == ["week"]
    assert list(duration["self_paced"]) == [False, False]
