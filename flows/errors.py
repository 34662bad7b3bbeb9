"""What may end a command: one clear line and its exit code."""

from __future__ import annotations

import traceback

OK, FAILED, USAGE, HELD, LOCKED = 0, 1, 2, 3, 4


class CommandError(Exception):
    """Ends the command with `code` and one line on stderr."""

    code = FAILED


class UsageError(CommandError):
    """Wrong usage: arguments, manifests, a data folder of another registry."""

    code = USAGE


class LockedError(CommandError):
    """Another run holds the data folder."""

    code = LOCKED


def let_go(error: BaseException) -> None:
    """Forget what the frames behind an error hold: a DuckDB connection alive at exit fills stderr with complaints."""
    chained: BaseException | None = error
    while chained is not None:
        traceback.clear_frames(chained.__traceback__)
        chained = chained.__cause__ or chained.__context__
