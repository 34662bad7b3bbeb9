"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path, typer.Option("--data", envvar="MICROCREDS_DATA", help="Data folder.", show_default="./data", metavar="DIR")
]
Registry = Annotated[
    Path | None, typer.Option("--registry", help="Registry folder; the live one when not given.", metavar="DIR")
]
Verbose = Annotated[bool, typer.Option("--verbose", help="Say more; show where an error came from.")]
DATA = Path("data")
