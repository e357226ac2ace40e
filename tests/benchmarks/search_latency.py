"""How long a query takes in a large library, how exact it is, and how soon after opening it can be asked.

The library is made by ``big_library``; with ``--library`` one that was made before is used. Hybrid queries take the
window's way, through the query process, for ten hits and for the fifty that the window lists; each query is new to a
process that is warm from others. Words and meaning alone are asked in this process, to tell where the time goes.
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
from engine.records import Answer, Only, SearchRequest
from engine.search.hybrid import DEPTH, Searcher
from engine.search.loading import CACHE_KILOBYTES
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
WARMING = 50
"""So many queries come before those that are measured."""
HITS = 10
HITS_OF_THE_WINDOW = 50
"""It lists so many; what a hit shows of its passage takes longer than to find it."""
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


def apart(made: list[str]) -> tuple[list[str], list[str]]:
    """Those to get warm with, and those to measure, the questions in sentences among them."""
    return made[-WARMING:], made[:-WARMING]


def ask(process: QueryProcess, query: str, hits: int) -> float:
    """Milliseconds until the query process has answered."""
    answered = threading.Event()

    def on_answer(answer: Answer | MeanwhileError) -> None:
        if isinstance(answer, MeanwhileError):
            raise SystemExit(str(answer))
        answered.set()

    began = time.perf_counter()
    process.search(SearchRequest(query, hits), on_answer)
    if not answered.wait(60):
        raise SystemExit("No answer came within a minute.")
    return (time.perf_counter() - began) * 1000


def in_the_query_process(folder: Path, warming: list[str], asked: list[str], hits: int) -> dict[str, float]:
    """Milliseconds per hybrid query through the query process, which others have made warm."""
    with closing(QueryProcess(folder, installed_model())) as process:
        for query in warming:
            ask(process, query, hits)
        return summary([ask(process, query, hits) for query in asked])


def alone(searcher: Searcher, warming: list[str], asked: list[str], only: Only) -> dict[str, float]:
    """Milliseconds per query by one ranking in this process, on the wall and of the processor."""
    for query in warming:
        searcher.search(query, HITS, only)
    taken, worked = [], []
    for query in asked:
        began, began_work = time.perf_counter(), time.process_time()
        searcher.search(query, HITS, only)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - began_work) * 1000)
    return {**summary(taken), **{f"cpu_{name}": value for name, value in summary(worked).items()}}


def summary(milliseconds: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(measure.percentile(milliseconds, 50), 1),
        "p95_ms": round(measure.percentile(milliseconds, 95), 1),
        "max_ms": round(max(milliseconds), 1),
    }


def exactness(folder: Path, asked: list[str]) -> dict[str, float]:
    """Recall of the ten nearest, and what the vectors take in memory.

    Against the float32 vectors that the library was given (``recall_at_10``): of passages that are copies of a few, so
    that the nearest lie closer together than in real life. And against what the library has stored of them
    (``recall_at_10_of_stored``), which is what its own scan can lose.
    """
    model = installed_model()
    embedder = Embedder.load(model)
    with closing(Database(folder, read_only=True)) as database:
        before = psutil.Process().memory_info().rss
        index = MeaningIndex(model.spec.id, model.spec.dimensions)
        began = time.perf_counter()
        # Through a connection of their own, as the program loads them.
        with closing(Database(folder, read_only=True, cache_kilobytes=CACHE_KILOBYTES)) as source:
            while index.refresh(source):
                pass
        loading = time.perf_counter() - began
        held = psutil.Process().memory_info().rss - before
        wanted = np.stack([embedder.embed_query(query) for query in asked])
        found = [_ten(database, index, vector) for vector in wanted]
        unrounded = np.load(folder / big_library.UNROUNDED, mmap_mode="r")
        given, stored = _Nearest(wanted), _Nearest(wanted)
        last = at = 0
        while rows := database.rows(
            "SELECT text_id, vector FROM embeddings WHERE text_id > ? ORDER BY text_id LIMIT 50000", (last,)
        ):
            last = rows[-1][0]
            ids = np.array([row[0] for row in rows])
            stored.take(
                ids, dequantise(np.frombuffer(b"".join(row[1] for row in rows), np.int8).reshape(len(rows), -1))
            )
            floats = np.array(unrounded[at : at + len(rows)])
            given.take(ids, floats / np.linalg.norm(floats, axis=1, keepdims=True))
            at += len(rows)
        return {
            "recall_at_10": given.recall(found),
            "recall_at_10_of_stored": stored.recall(found),
            "vectors": len(index),
            "vectors_mb": round(held / 1e6),
            "vectors_mb_per_million": round(held / 1e6 / len(index) * 1e6),
            "loading_seconds": round(loading, 2),
        }


class _Nearest:
    """The ten nearest to each of some vectors, found without any index."""

    def __init__(self, wanted: np.ndarray) -> None:
        self._wanted = wanted
        self._best: list[list[tuple[float, int]]] = [[] for _ in wanted]

    def take(self, ids: np.ndarray, matrix: np.ndarray) -> None:
        cosines = matrix @ self._wanted.T
        for number, best in enumerate(self._best):
            for place in np.argpartition(-cosines[:, number], 10)[:10]:
                best.append((float(cosines[place, number]), int(ids[place])))
            best.sort(reverse=True)
            del best[10:]

    def recall(self, found: list[set[int]]) -> float:
        shares = [
            len(ten & {text_id for _, text_id in best}) / len(best) for ten, best in zip(found, self._best, strict=True)
        ]
        return round(float(np.mean(shares)), 4)


def _ten(database: Database, index: MeaningIndex, vector: np.ndarray) -> set[int]:
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
            warming, asked = apart(queries(database, arguments.queries + WARMING))
            chunks = database.value("SELECT sum(chunks) FROM documents")
        with closing(Searcher(folder, installed_model())) as searcher:
            measures: dict[str, Callable[[], Any]] = {
                "opening": lambda: opening(folder),
                "meaning": lambda: exactness(folder, asked[:50]),
                "hybrid": lambda: in_the_query_process(folder, warming, asked, HITS),
                "hybrid_of_the_window": lambda: in_the_query_process(folder, warming, asked, HITS_OF_THE_WINDOW),
                "words_only": lambda: alone(searcher, warming, asked, "words"),
                "meaning_only": lambda: alone(searcher, warming, asked, "meaning"),
            }
            result: dict[str, Any] = {"benchmark": "search_latency", "machine": measure.machine(), "chunks": chunks}
            for name, one in measures.items():
                result[name] = one()
                measure.say(name, result[name])
    measure.report(result)


if __name__ == "__main__":
    main()
