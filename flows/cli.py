"""The command line. Commands import what they need when they run, so that `--help` answers at once."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module

import typer

from flows.errors import FAILED, USAGE, CommandError, let_go

app = typer.Typer(
    name="microcreds",
    help="A nightly, evidence-keeping catalogue of micro-credentials.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (
    "nightly",
    "run",
    "serve",
    "status",
    "metrics",
    "trace",
    "sql",
    "explain",
    "normalise",
    "read",
    "replay",
    "institutions",
    "probe",
    "release",
    "backup",
    "restore",
    "accept",
    "quarantine",
    "doctor",
):
    import_module(f"flows.commands.{module}").add_to(app)

#: What typer makes of Ctrl-C.
_INTERRUPTED = 130


def _expected(error: Exception) -> bool:
    """Errors that are about the world and not about our code, from whichever room; rooms are imported already."""
    names = {
        "RegistryError", "LandingError", "WarehouseError", "ReleaseError", "ArchiveError", "OutOfOrderError",
        "NothingToAcceptError", "CorrectionError", "BackupError",
    }  # fmt: skip
    return bool(names & {kind.__name__ for kind in type(error).__mro__})


def _code_of(error: Exception) -> int:
    if isinstance(error, CommandError):
        return error.code
    if hasattr(error, "format_message"):  # typer's own: an unknown command, option or value
        return USAGE
    return USAGE if type(error).__name__ == "RegistryError" else FAILED


def _line_of(error: Exception) -> str:
    said = str(error.format_message() if hasattr(error, "format_message") else error).strip()
    first = said.splitlines()[0] if said else type(error).__name__
    if "No space left" in said:
        return "no space left on the disk: make room, and the same command goes on (the last release is untouched)"
    if isinstance(error, CommandError) or _expected(error) or hasattr(error, "format_message"):
        return first
    if isinstance(error, OSError) or type(error).__module__.startswith(("duckdb", "_duckdb")):
        return f"{first} (the last release is untouched)"
    return f"{type(error).__name__}: {first} (a fault of ours; --verbose shows where)"


def main() -> None:
    """Console script: exit codes as the README says, one clear line on stderr, `--verbose` for more."""
    verbose = "--verbose" in sys.argv
    try:
        code = app(standalone_mode=False)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # no second complaint while Python ends
        code = FAILED
    except (KeyboardInterrupt, typer.Abort):
        print("microcreds: stopped; the same command goes on where it was", file=sys.stderr)
        code = FAILED
    except Exception as error:
        if verbose:
            traceback.print_exc()
        print(f"microcreds: {_line_of(error)}", file=sys.stderr)
        code = _code_of(error)
        let_go(error)
    sys.exit(code or 0)
