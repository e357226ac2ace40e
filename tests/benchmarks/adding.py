"""How long ``add`` takes for 10,000 small files: named one by one, as a drop does, and as one folder."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.library import Library
from engine.settings import Settings
from tests.benchmarks import corpus, measure


def in_process(folder: Path, paths: Sequence[Path], runs: int) -> dict[str, Any]:
    """Milliseconds of ``Library.add`` in fresh libraries."""
    milliseconds = []
    for number in range(runs):
        library = Library.open(folder / f"library-{len(paths)}-{number}", Settings())
        started = time.perf_counter()
        library.add(paths)
        milliseconds.append((time.perf_counter() - started) * 1000)
        library.close()
    return _summary(milliseconds)


def by_command(folder: Path, paths: Sequence[Path], runs: int) -> dict[str, Any]:
    """Milliseconds that ``meanwhile add`` tells, and those of the whole process."""
    outcomes = [
        measure.run(
            [measure.MEANWHILE, "add", "--json", "--library", folder / f"command-{len(paths)}-{number}", *paths]
        )
        for number in range(runs)
    ]
    return {
        **_summary([outcome.facts["seconds"] * 1000 for outcome in outcomes]),
        "process_median_ms": measure.median(outcome.wall_seconds * 1000 for outcome in outcomes),
    }


def _summary(milliseconds: Sequence[float]) -> dict[str, Any]:
    return {
        "median_ms": measure.median(milliseconds, 1),
        "max_ms": round(max(milliseconds), 1),
        "runs_ms": [round(value, 1) for value in milliseconds],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        measure.say(f"writing {arguments.files} files")
        paths = corpus.small_files(folder / "notes", arguments.files)
        measure.report(
            {
                "benchmark": "adding",
                "machine": measure.machine(),
                "files": arguments.files,
                "library_add_files": in_process(folder, paths, arguments.runs),
                "library_add_folder": in_process(folder, [folder / "notes"], arguments.runs),
                "command_add_files": by_command(folder, paths, arguments.runs),
            }
        )


if __name__ == "__main__":
    main()
