"""How good the answers are: nDCG@10 on a judged collection, by words, by meaning and by both.

The collection is Cranfield, in ``../shared/corpora/cranfield``: 1,400 abstracts, questions, graded judgements. Half of
the questions is shown beside the other half: what helps one only, fits one only.
"""

from __future__ import annotations

import argparse
import math
import re
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from engine.library import Library, installed_model
from engine.records import Only
from engine.search.hybrid import Searcher
from engine.settings import Settings
from tests.benchmarks import measure

COLLECTION = measure.ROOT.parent / "shared" / "corpora" / "cranfield"
GAINS = {1: 4, 2: 3, 3: 2, 4: 1}
ASKED_FOR = 50
"""Passages; enough that ten documents are among them."""


def fields(path: Path, start: str) -> dict[int, str]:
    """Number and text of each entry of a file; the text begins behind the line ``start``."""
    entries = re.split(r"^\.I ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    found = {}
    for entry in entries:
        number, rest = entry.split("\n", 1)
        found[int(number)] = rest.split(f"{start}\n", 1)[1].strip()
    return found


def judgements() -> dict[int, dict[int, int]]:
    """For each question the gain of each judged document."""
    gains: dict[int, dict[int, int]] = {}
    for line in (COLLECTION / "judgements.txt").read_text("utf-8").splitlines():
        question, document, grade = map(int, line.split()[:3])
        gains.setdefault(question, {})[document] = GAINS.get(grade, 0)
    return gains


def index(library: Path, folder: Path) -> None:
    for number, text in fields(COLLECTION / "documents.txt", ".W").items():
        (folder / f"{number}.txt").write_text(text, "utf-8")
    with closing(Library.open(library, Settings())) as opened:
        opened.add([folder])
        opened.run()


def ndcg(found: list[int], gains: dict[int, int]) -> float:
    def discounted(values: list[int]) -> float:
        return sum(value / math.log2(place + 2) for place, value in enumerate(values[:10]))

    best = discounted(sorted(gains.values(), reverse=True))
    return discounted([gains.get(document, 0) for document in found]) / best if best else 0.0


def documents_found(searcher: Searcher, question: str, only: Only | None) -> list[int]:
    """Numbers of documents, in the order of their best passage."""
    return list(dict.fromkeys(int(Path(hit.path).stem) for hit in searcher.search(question, ASKED_FOR, only).hits))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, help="where the indexed collection is kept (default: made anew)")
    arguments = parser.parse_args()
    if not COLLECTION.is_dir():
        raise SystemExit(f"The collection is not there: {COLLECTION}")
    questions, gains = fields(COLLECTION / "queries.txt", ".W"), judgements()
    result: dict[str, Any] = {"benchmark": "search_quality", "questions": len(questions)}
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        library = arguments.library or Path(temporary) / "library"
        if not library.exists():
            documents = Path(temporary) / "documents"
            documents.mkdir()
            index(library, documents)
        with closing(Searcher(library, installed_model())) as searcher:
            kinds: tuple[tuple[str, Only | None], ...] = (("words", "words"), ("meaning", "meaning"), ("hybrid", None))
            for name, only in kinds:
                scores = [
                    ndcg(documents_found(searcher, question, only), gains.get(number, {}))
                    for number, question in questions.items()
                ]
                halves = [sum(half) / len(half) for half in (scores[::2], scores[1::2])]
                result[name] = {
                    "ndcg_at_10": round(sum(scores) / len(scores), 4),
                    "halves": [round(half, 4) for half in halves],
                }
                measure.say(name, result[name])
    better = max(result["words"]["ndcg_at_10"], result["meaning"]["ndcg_at_10"])
    result["hybrid_to_better"] = round(result["hybrid"]["ndcg_at_10"] / better, 3)
    measure.report(result)


if __name__ == "__main__":
    main()
