"""How long the window's event loop is away, at most and as a rule, while the machine works at full load.

The real program runs as it does for a person: a drop of manuals that takes more than a minute, and all the while
someone types queries, scrolls the list and resizes the window. Then the lab is opened and its live timeline looked at;
in the end 10,000 files are dropped on top.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.benchmarks import big_library, corpus, measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1600, help="enough to be busy for all of --seconds")
    parser.add_argument("--seconds", type=float, default=45, help="how long to watch the first drop being worked on")
    parser.add_argument("--chunks", type=int, default=0, help="size of the library that it all goes into")
    parser.add_argument("--files", type=int, default=10_000, help="files of the second drop")
    arguments = parser.parse_args()
    measure.find_a_screen("event_loop")
    # Not above: worker processes import this module again, and no worker of the real program has Qt in it.
    from tests.benchmarks.driven_window import drive

    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        if arguments.chunks:
            big_library.build(folder / "library", arguments.chunks)
        manuals = corpus.cut_manuals(folder, arguments.pages)
        notes = corpus.small_files(folder / "notes", arguments.files)
        result = drive(folder / "library", manuals, notes, arguments.seconds)
    measure.report(
        {
            "benchmark": "event_loop",
            "machine": measure.machine(),
            "pages": arguments.pages,
            "chunks": arguments.chunks,
            **result,
        }
    )


if __name__ == "__main__":
    main()
