"""What a comparison with the campus's truth found: counts, misses in words, whether it is enough, and its table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

#: Of each field, as many values must be right; at an institution that was redesigned tonight, as many there.
ENOUGH, ENOUGH_REDESIGNED = 0.99, 0.95
#: Misses of one kind at one institution that are listed.
MOST_SHOWN = 5
#: What makes the comparison fail, besides anything false.
FATAL = ("missing", "extra", "history missing", "history wrong", "history unexpected", "state wrong")


def _fatal(what: str) -> bool:
    return what in FATAL or what.endswith(" false")


@dataclass(slots=True)
class Comparison:
    """Counts by institution, and each miss in words: (institution, what, words)."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    redesigned: str | None = None  # the institution whose pages are new tonight

    def count(self, institution: str, what: str) -> None:
        self.counts.setdefault(institution, Counter())[what] += 1

    def miss(self, institution: str, what: str, words: str) -> None:
        self.count(institution, what)
        self.misses.append((institution, what, words))

    @property
    def ok(self) -> bool:
        return not self.weak and not any(_fatal(what) for _, what, _ in self.misses)

    def shares(self, institution: str | None = None) -> dict[str, float]:
        """Field -> which part of its values is right, at one institution or at all."""
        counts = self.counts.get(institution, Counter()) if institution else sum(self.counts.values(), Counter[str]())
        right = {what.removesuffix(" right"): n for what, n in counts.items() if what.endswith(" right")}
        wrong = Counter({what.rsplit(" ", 1)[0]: 0 for what in counts if what.endswith((" unknown", " false"))})
        for what, n in counts.items():
            if what.endswith((" unknown", " false")):
                wrong[what.rsplit(" ", 1)[0]] += n
        names = sorted((right.keys() | wrong.keys()) - {"history"})
        return {name: right.get(name, 0) / (right.get(name, 0) + wrong[name]) for name in names}

    @property
    def weak(self) -> list[str]:
        """Fields of which too few values are right, in words."""
        found = [f"{name} {share:.1%}" for name, share in self.shares().items() if share < ENOUGH]
        if self.redesigned:
            own = self.shares(self.redesigned).items()
            found += [f"{name} {share:.1%} at {self.redesigned}" for name, share in own if share < ENOUGH_REDESIGNED]
        return found


def figures(c: Comparison, night: int) -> dict[str, Any]:
    """The comparison as one flat object; `unknown_share`: of the costs and durations of offerings found."""
    total: Counter[str] = sum(c.counts.values(), Counter())
    unknown = total["cost unknown"] + total["duration unknown"]
    share = round(unknown / max(2 * total["found"], 1), 4)
    least = min(c.shares().values(), default=0.0)
    return {"night": night, "ok": c.ok, "unknown_share": share, "least_share": round(least, 4)} | dict(
        sorted(total.items())
    )


def show(c: Comparison, night: int) -> None:
    """Print the table, and the misses in words, the fatal ones first."""
    print(f"night {night} against the truth")
    columns = ("expected", "found", "missing", "extra", "cost right", "cost unknown", "cost false", "duration right",
               "duration unknown", "duration false", "start right", "history right", "history missing",
               "state current", "state stale", "state wrong")  # fmt: skip
    heads = [column.replace("duration", "dur.").replace("history", "hist.").split() for column in columns]
    for line in ([head[0] if len(head) > 1 else "" for head in heads], [head[-1] for head in heads]):
        print(f"{'':12}" + "".join(f"{word:>9}" for word in line))
    for name, counts in sorted(c.counts.items()):
        print(f"{name:12}" + "".join(f"{counts[column]:>9}" for column in columns))
    listed: dict[tuple[str, str], list[str]] = {}
    for name, what, words in sorted(c.misses, key=lambda miss: not _fatal(miss[1])):
        listed.setdefault((name, what), []).append(words)
    for (name, what), said in listed.items():
        print(f"{name}: {what} ({len(said)}){'' if _fatal(what) else ', which fails nothing'}")
        for words in said[:MOST_SHOWN]:
            print(f"    {words}")
        if len(said) > MOST_SHOWN:
            print(f"    … and {len(said) - MOST_SHOWN} more")
    print("right, of each field: " + ", ".join(f"{name} {share:.1%}" for name, share in c.shares().items()))
    if c.redesigned:
        own = ", ".join(f"{name} {share:.1%}" for name, share in c.shares(c.redesigned).items())
        print(f"redesigned tonight: {c.redesigned}: {own}")
    for words in c.weak:
        print(f"too few are right: {words}")
    print(f"costs and durations that are stated and were left unknown: {figures(c, night)['unknown_share']:.1%}")
