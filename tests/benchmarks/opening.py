"""How soon a large library can be used: from starting the program until its window is painted, its list has rows, and
a question typed at once is answered by words, then by all vectors.

The library is made by ``big_library``; with ``--library`` one that was made before is used. The first start, for which
the disk has to read everything, is told by itself.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks import big_library, measure


def open_once(library: Path) -> dict[str, Any]:
    """One start of the program in a process of its own; seconds after it, unless named otherwise."""
    began = time.perf_counter()
    facts = measure.run([sys.executable, "-m", "tests.benchmarks.opening", "--window", library]).facts
    return {
        **{name: round(facts[name] - began, 2) for name in ("painted", "opened", "rows", "words", "meaning")},
        "gap_max_ms": facts["gap_max_ms"],
        "documents": facts["documents"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=1_000_000)
    parser.add_argument("--library", type=Path, help="a library that big_library has made")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--window", type=Path, metavar="LIBRARY", help="be the program that is measured")
    arguments = parser.parse_args()
    if arguments.window:
        # Not above: worker processes import this module again, and no worker of the real program has Qt in it.
        from tests.benchmarks.opened_window import open_window

        measure.report(open_window(arguments.window))
        return
    measure.find_a_screen("opening")
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        library = arguments.library or Path(temporary) / "library"
        if arguments.library is None:
            big_library.build(library, arguments.chunks)
        first, *runs = [open_once(library) for _ in range(arguments.runs + 1)]
    medians = {name: measure.median(run[name] for run in runs) for name in runs[0]}
    measure.report(
        {"benchmark": "opening", "machine": measure.machine(), "median": medians, "first": first, "runs": runs}
    )


if __name__ == "__main__":
    main()
