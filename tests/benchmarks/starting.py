"""How long after the start of the program its window is painted, and after that its first worker embeds.

The library has work left over from last time. The first start, for which the disk has to read everything, is left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from engine.library import Library
from engine.settings import Settings
from tests.benchmarks import measure


def start_once(folder: Path) -> dict[str, float]:
    """One start of the program in a process of its own."""
    folder.mkdir()
    note = folder / "note.txt"
    note.write_text("The lamp of the lighthouse turns once every twelve seconds.\n", encoding="utf-8")
    with closing(Library.open(folder / "library", Settings())) as library:
        library.add([note])
    began = time.perf_counter()
    moments = measure.run([sys.executable, "-m", "tests.benchmarks.started_program", folder / "library"]).facts
    return {
        "painted_after": round(moments["painted"] - began, 3),
        "embedding_after_that": round(moments["embedding"] - moments["painted"], 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    measure.find_a_screen("starting")
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        runs = [start_once(Path(temporary) / str(number)) for number in range(arguments.runs + 1)][1:]
    medians: dict[str, Any] = {name: measure.median(run[name] for run in runs) for name in runs[0]}
    measure.report({"benchmark": "starting", "machine": measure.machine(), "median": medians, "runs": runs})


if __name__ == "__main__":
    main()
