"""How long a query takes in a large library while documents are indexed into it at full load.

The library is copied first; queries go through the query process, as those of the window do.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from contextlib import closing
from pathlib import Path

from engine.library import installed_model
from engine.pool.query_process import QueryProcess
from engine.store.database import Database
from tests.benchmarks import big_library, corpus, measure
from tests.benchmarks.first_words import Running, until
from tests.benchmarks.search_latency import HITS_OF_THE_WINDOW, ask, queries, summary

PAGES = 500
PAUSE_SECONDS = 0.15
"""Between two queries: the pause of somebody who types."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, help="a library that big_library has made (default: made anew)")
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        library = Path(temporary) / "library"
        if arguments.library is None:
            big_library.build(library, arguments.chunks)
        else:
            shutil.copytree(arguments.library, library)
        folder = Path(temporary) / "documents"
        folder.mkdir()
        corpus.cut_manuals(folder, PAGES)
        with closing(Database(library, read_only=True)) as database:
            asked = queries(database, 100)
            before = database.value("SELECT count(*) FROM embeddings")
        taken: dict[str, list[float]] = {"idle": [], "indexing": []}
        with closing(QueryProcess(library, installed_model())) as process:
            for query in asked[:20] + asked:
                taken["idle"].append(ask(process, query, HITS_OF_THE_WINDOW))
            del taken["idle"][:20]
            running = Running(library)
            running.add(folder)
            measure.say("waiting until the first vectors are there …")
            with closing(Database(library, read_only=True)) as database:
                until(lambda: bool(database.value("SELECT count(*) FROM embeddings") > before))
            began = time.monotonic()
            number = 0
            while time.monotonic() - began < arguments.seconds:
                taken["indexing"].append(ask(process, asked[number % len(asked)], HITS_OF_THE_WINDOW))
                number += 1
                time.sleep(PAUSE_SECONDS)
            running.stop()
        with closing(Database(library, read_only=True)) as database:
            embedded = database.value("SELECT count(*) FROM embeddings") - before
    measure.report(
        {
            "benchmark": "search_under_load",
            "machine": measure.machine(),
            "embedded_meanwhile": embedded,
            **{name: {"queries": len(values), **summary(values)} for name, values in taken.items()},
        }
    )


if __name__ == "__main__":
    main()
