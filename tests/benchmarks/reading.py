"""How long it takes until every page of a big pile of PDFs is found by its words; nothing is embedded before that.

Debian's packages texlive-latex-base-doc and lilypond-doc-pdf are 18,000 pages, from every kind of program that makes
PDFs. Without them it reads the manuals that the other benchmarks use.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from engine.events import AllRead, Event, SpansRecorded
from engine.library import Library
from engine.settings import Settings
from tests.benchmarks import corpus, measure

PILES = (Path("/usr/share/doc/texlive-doc"), Path("/usr/share/doc/lilypond"))


def read(folder: Path, documents: list[Path], workers: int) -> dict[str, Any]:
    """Seconds from adding to the last page, and what they went to: seconds of all processes by stage."""
    spent: Counter[str] = Counter()

    def take(event: Event) -> None:
        if isinstance(event, SpansRecorded):
            for span in event.spans:
                spent[span.stage] += span.seconds
        if isinstance(event, AllRead):
            library.stop()

    with closing(Library.open(folder, Settings.load(workers=workers), listener=take)) as library:
        began = time.perf_counter()
        library.add(documents)
        library.run()
        seconds = time.perf_counter() - began
        overview = library.overview()
        totals = library.totals([1])
    pages = overview.pages_read
    return {
        "documents": {total.state: total.documents for total in totals},
        "pages": pages,
        "seconds": round(seconds, 2),
        "pages_per_second": round(pages / seconds, 1),
        "milliseconds_per_page": {stage: round(1000 * spent[stage] / pages, 3) for stage in spent},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="where the PDFs are")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    piles = arguments.folders or [pile for pile in PILES if pile.exists()]
    documents = sorted(path for pile in piles for path in pile.rglob("*.pdf")) or corpus.manuals()
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        result = read(Path(temporary) / "library", documents, arguments.workers)
    measure.report({"benchmark": "reading", "machine": measure.machine(), **result})


if __name__ == "__main__":
    main()
