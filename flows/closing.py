"""What follows a night that came to its end: problems told, metrics written, artifacts for Prefect's UI.

None of it is the catalogue's: what fails here is logged, and takes nothing back.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable

from flows import alerting, metrics, problems
from flows.night import Night


def close(night: Night, not_released: str | None) -> None:
    """`not_released`: why there is no release; None where there is one."""
    for what, step in (
        ("alerts", lambda: _tell(night, not_released)),
        ("metrics", lambda: metrics.write(night.data)),
        ("artifacts", lambda: _show(night)),
    ):
        _carefully(night, what, step)


def failed(night: Night, error: BaseException) -> None:
    """A night that came to no end: that is told as well."""
    now = [problems.night_failed(error, night.run_id)]
    _carefully(night, "alerts", lambda: alerting.tell(problems.settle(night.data, now, about=["night"]), night.log))


def _carefully(night: Night, what: str, step: Callable[[], object]) -> None:
    try:
        step()
    except Exception as error:
        night.log.write("error", f"no {what}: {type(error).__name__}: {error}", trace=traceback.format_exc())


def _tell(night: Night, not_released: str | None) -> None:
    now, about = [], ["night", "release"]
    if not_released is not None:
        now.append(problems.not_released(not_released, night.run_id))
    for one in night.institutions:
        judged = night.ledger.last("judge", one.id)
        if judged is None:
            continue
        about.append(one.id)
        if judged.get("failure"):
            now.append(problems.of_institution(one.id, judged["failure"], judged["reason"], night.run_id))
    alerting.tell(problems.settle(night.data, now, about=about), night.log)


def _show(night: Night) -> None:
    """The night's table, and where report and release are, beside the run in Prefect's UI."""
    from prefect.artifacts import create_markdown_artifact, create_table_artifact

    rows = [line for one in night.institutions if (line := night.ledger.last("judge", one.id))]
    columns = ("institution", "outcome", "failure", "pages", "offerings", "priced", "with_duration", "quarantined")
    table = [{name: row.get(name) for name in columns} for row in rows]
    create_table_artifact(table, key="night", description=f"Run {night.run_id}, institution by institution")
    report = (night.folder / "report" / "index.html").resolve()
    lines = [f"# Run {night.run_id}", f"- report: [{report}]({report.as_uri()})"]
    release = night.data / "releases" / night.run_id
    if release.is_dir():
        lines.append(f"- release: [{release}]({release.resolve().as_uri()})")
    wrong = problems.known(night.data)
    lines += [f"- **{p.subject}: {p.kind}** since {p.since}: {p.message} To try: {p.try_this}." for p in wrong]
    create_markdown_artifact("\n".join(lines), key="report", description="Where everything is, and what is wrong")
