"""What ``meanwhile compare`` does: builds the workload, runs it, shows the figures."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from engine.cli_settings import chosen_settings
from engine.compare.comparison import Comparison, Step
from engine.compare.documents import Documents
from engine.compare.heart import AsyncioHeart
from engine.compare.lesson import Lesson, LessonPlan
from engine.compare.results import ComparisonResult, ModeResult, WorkloadKind
from engine.compare.workload import Workload
from engine.errors import UsageError
from engine.export import perfetto, report
from engine.export.timeline import told
from engine.library import installed_model
from engine.paths import printable, resources, text_of


def run(
    kind: WorkloadKind, paths: Sequence[Path], *, speed: float, files: int, workers: int | None
) -> ComparisonResult:
    """Run the comparison on an asyncio loop, telling its steps on stderr.

    Raises:
        UsageError: the request makes no sense.
        ModelError: the model is missing.
    """
    workload = _workload(kind, paths, speed, files, workers)
    return asyncio.run(Comparison(workload, listener=_tell_step).run(AsyncioHeart()))


def check_places(*files: Path | None) -> None:
    """See that the files can be written, before anything is run for them.

    Raises:
        UsageError: a folder is not there.
    """
    for file in files:
        if file is not None and not file.absolute().parent.is_dir():
            raise UsageError(
                f"{printable(text_of(file.parent))} is no folder that is there.", "Make it, or name another."
            )


def write(result: ComparisonResult, trace: Path | None, page: Path | None) -> None:
    """Write the files that were asked for.

    Raises:
        UsageError: one cannot be written.
    """
    try:
        if trace is not None:
            perfetto.write_comparison(trace, result)
        if page is not None:
            report.write(page, report.comparison_page(result))
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}.", "Name another file.") from error


def _workload(kind: WorkloadKind, paths: Sequence[Path], speed: float, files: int, workers: int | None) -> Workload:
    if kind is WorkloadKind.LESSON:
        if paths:
            raise UsageError("The lesson reads no documents.", "Leave the paths out, or say --workload documents.")
        return Lesson(LessonPlan(files=files, speed=speed, workers=workers or 0))
    paths = paths or [resources() / "samples"]
    for path in paths:
        if not path.exists():
            raise UsageError(f"{printable(text_of(path))} does not exist.", "Name files and folders that do.")
    names = tuple(text_of(path.absolute()) for path in paths)
    settings = chosen_settings(workers=workers)
    return Documents(names, settings, installed_model(settings.model))


def _tell_step(step: Step) -> None:
    Console(stderr=True, highlight=False).print(f"{step.words} …", soft_wrap=True)


def facts(result: ComparisonResult) -> dict[str, Any]:
    """What ``--json`` prints."""
    return {
        "workload": result.kind.value,
        "title": result.title,
        "conclusion": result.conclusion,
        "modes": {one.mode.value: _mode_json(one) for one in result.results},
    }


def _mode_json(result: ModeResult) -> dict[str, Any]:
    return {
        "seconds": result.seconds,
        "returns_after_seconds": result.returns_after_seconds,
        "longest_block_ms": result.longest_block_ms,
        "missed_beats": result.missed_beats,
        "pages_per_second": result.pages_per_second,
        "survives_restart": result.restart.survived,
        "spans": len(result.spans),
        "loop": result.rhythm.loop,
        "beats": result.rhythm.due,
        "blocks_over_50_ms": result.long_blocks,
        "cause": result.cause,
        "documents": result.documents,
        "pages": result.pages,
        "processes": result.processes,
        "speed": result.speed,
        "restart": result.restart.words,
    }


def show(result: ComparisonResult) -> None:
    """Print the table and the conclusion."""
    _say(f"{result.title}; measured on an {result.results[0].rhythm.loop} event loop, as there is no window.\n")
    table = Table("", *(one.mode.value for one in result.results), box=None, pad_edge=False)
    survived = {True: "yes", False: "no", None: "not tried"}
    rows: list[tuple[str, list[str]]] = [
        ("Until one can act again", [told(one.returns_after_seconds) for one in result.results]),
        ("Until all is done", [told(one.seconds) for one in result.results]),
        ("Longest freeze", [f"{one.longest_block_ms:,.0f} ms" for one in result.results]),
        ("Missed heartbeats", [f"{one.missed_beats:,} of {one.rhythm.due:,}" for one in result.results]),
        (
            "Files per second" if result.kind is WorkloadKind.LESSON else "Pages per second",
            [f"{one.pages_per_second:.3g}" for one in result.results],
        ),
        ("Processes", [str(one.processes) for one in result.results]),
        ("Survives being killed", [survived[one.restart.survived] for one in result.results]),
    ]
    for label, words in rows:
        table.add_row(label, *words)
    Console().print(table)
    _say(f"\n{result.conclusion}")


def _say(line: str) -> None:
    Console(highlight=False).print(escape(line), soft_wrap=True)
