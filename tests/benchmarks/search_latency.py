"""How long a warm hybrid query takes in a large library, how exact it is, and how soon after opening it can be asked.

The library is made by ``big_library``; with ``--library`` one that was made before is used.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from engine.errors import MeanwhileError
from engine.library import installed_model
from engine.pool.query_process import QueryProcess
from engine.records import Answer, SearchRequest
from engine.search.hybrid import DEPTH, Searcher
from engine.search.meaning import MeaningIndex, exact
from engine.search.nearest import SPARE
from engine.store.database import Database
from models.embedder import Embedder
from models.vectors import dequantise
from tests.benchmarks import big_library, measure

QUESTIONS = (
    "how do I set the value of a variable in a function",
    "read data from a file and plot it",
    "error message when the package cannot be installed",
    "solve a system of linear equations",
    "change the colour of a line in a graph",
    "what is the default configuration of the system",
    "matrix",
    "file",
    "network interface configuration",
    "numerical integration of an ordinary differential equation",
)
_WORD = re.compile(r"[a-z]{4,}")


def queries(database: Database, count: int) -> list[str]:
    """Questions, and words as they stand together in the library: one to six of them, frequent and rare ones."""
    chance = random.Random(2)  # noqa: S311 - always the same
    highest = database.value("SELECT max(id) FROM texts")
    made = list(QUESTIONS)
    while len(made) < count:
        text = database.value("SELECT text FROM texts WHERE id >= ? LIMIT 1", (chance.randint(1, highest),))
        words = _WORD.findall(text)
        if len(words) >= 10:
            start = chance.randrange(len(words) - 6)
            made.append(" ".join(words[start : start + chance.randint(1, 6)]))
    return made


def latencies(searcher: Searcher, asked: list[str], only: Any = None) -> dict[str, float]:
    """Milliseconds per query, each asked once before, on the wall and of the processor."""
    for query in asked:
        searcher.search(query, only=only)
    taken, worked = [], []
    for query in asked:
        began, began_work = time.perf_counter(), time.process_time()
        searcher.search(query, only=only)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - began_work) * 1000)
    return {
        "p50_ms": round(measure.percentile(taken, 50), 1),
        "p95_ms": round(measure.percentile(taken, 95), 1),
        "max_ms": round(max(taken), 1),
        "cpu_p50_ms": round(measure.percentile(worked, 50), 1),
        "cpu_p95_ms": round(measure.percentile(worked, 95), 1),
    }


def exactness(folder: Path, asked: list[str]) -> dict[str, float]:
    """Recall of the ten nearest against float32, and what the vectors take in memory."""
    model = installed_model()
    embedder = Embedder.load(model)
    with closing(Database(folder, read_only=True)) as database:
        before = psutil.Process().memory_info().rss
        index = MeaningIndex(model.spec.id, model.spec.dimensions)
        began = time.perf_counter()
        while index.refresh(database):
            pass
        loading = time.perf_counter() - began
        held = psutil.Process().memory_info().rss - before
        vectors = [embedder.embed_query(query) for query in asked]
        exact: list[list[tuple[float, int]]] = [[] for _ in vectors]
        last = 0
        while rows := database.rows(
            "SELECT id, text_id, vector FROM embeddings WHERE id > ? ORDER BY id LIMIT 50000", (last,)
        ):
            last = rows[-1][0]
            matrix = dequantise(np.frombuffer(b"".join(row[2] for row in rows), np.int8).reshape(len(rows), -1))
            cosines = matrix @ np.stack(vectors).T
            for number, best in enumerate(exact):
                for place in np.argpartition(-cosines[:, number], 10)[:10]:
                    best.append((float(cosines[place, number]), rows[place][1]))
                best.sort(reverse=True)
                del best[10:]
        shares = [
            len(_ten(database, index, vector) & {text_id for _, text_id in best}) / len(best)
            for vector, best in zip(vectors, exact, strict=True)
        ]
        return {
            "recall_at_10": round(float(np.mean(shares)), 4),
            "vectors": len(index),
            "vectors_mb": round(held / 1e6),
            "vectors_mb_per_million": round(held / 1e6 / len(index) * 1e6),
            "loading_seconds": round(loading, 2),
        }


def _ten(database: Database, index: MeaningIndex, vector: Any) -> set[int]:
    found = exact(database, index.model, vector, index.nearest(vector, DEPTH + SPARE))
    return {text_id for text_id, _ in found[:10]}


def opening(folder: Path) -> dict[str, Any]:
    """From starting the query process, as the window does: the first answer by words, and the first by all vectors."""
    began = time.perf_counter()
    first: list[float] = []
    complete = threading.Event()

    def on_answer(answer: Answer | MeanwhileError) -> None:
        if isinstance(answer, MeanwhileError):
            raise SystemExit(str(answer))
        first.append(time.perf_counter() - began)
        if answer.coverage.share == 1.0:
            complete.set()

    with closing(QueryProcess(folder, installed_model())) as process:
        process.search(SearchRequest("linear equations", 10), on_answer)
        if not complete.wait(60):
            raise SystemExit("The vectors were not loaded within a minute.")
    return {"first_answer_seconds": round(first[0], 2), "all_vectors_seconds": round(first[-1], 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--library", type=Path, help="a library that big_library has made")
    parser.add_argument("--queries", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = arguments.library or Path(temporary) / "library"
        if arguments.library is None:
            big_library.build(folder, arguments.chunks)
        with closing(Database(folder, read_only=True)) as database:
            asked = queries(database, arguments.queries)
            chunks = database.value("SELECT sum(chunks) FROM documents")
        measures: dict[str, Callable[[], Any]] = {
            "opening": lambda: opening(folder),
            "meaning": lambda: exactness(folder, asked[:50]),
        }
        result: dict[str, Any] = {"benchmark": "search_latency", "machine": measure.machine(), "chunks": chunks}
        for name, one in measures.items():
            result[name] = one()
            measure.say(name, result[name])
        with closing(Searcher(folder, installed_model())) as searcher:
            for name, only in (("hybrid", None), ("words_only", "words"), ("meaning_only", "meaning")):
                result[name] = latencies(searcher, asked, only)
                measure.say(name, result[name])
    measure.report(result)


if __name__ == "__main__":
    main()
