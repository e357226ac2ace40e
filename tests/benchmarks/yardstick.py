"""The yardstick: what a competent plain script makes of the same documents, in about a hundred lines.

pdfium reads the text, every page is cut into windows of 256 tokens, windows of like length are embedded together by
the int8 model with one thread in each of two processes, and texts and vectors go into SQLite. No queue, no retries,
no progress, no search index: what it leaves out makes it faster, so it is a fair thing to be measured against.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from models import provisioning
from models.catalogue import DEFAULT
from tests.benchmarks import corpus, fused_graph, measure

WINDOW = 254
"""Tokens of text in a window; the model's [CLS] and [SEP] make it 256."""
BATCH = 16


@dataclass(frozen=True, slots=True)
class Indexed:
    path: str
    pages: int
    tokens: int
    rows: list[tuple[str, int, str, bytes]]
    """Path, page, text and float32 vector of every window."""


class Worker:
    """One process's reader and model, built once by the pool's initializer."""

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.first, self.last = self.tokenizer.encode("").ids

    def index(self, path: Path) -> Indexed:
        import numpy
        import pypdfium2

        document = pypdfium2.PdfDocument(path)
        texts = [page.get_textpage().get_text_bounded() for page in document]
        windows: list[tuple[int, str, list[int]]] = []
        for number, encoding in enumerate(self.tokenizer.encode_batch(texts, add_special_tokens=False)):
            for start in range(0, len(encoding.ids), WINDOW):
                ids = encoding.ids[start : start + WINDOW]
                begin, end = encoding.offsets[start][0], encoding.offsets[start + len(ids) - 1][1]
                windows.append((number + 1, texts[number][begin:end], [self.first, *ids, self.last]))

        windows.sort(key=lambda window: len(window[2]))
        rows = []
        for start in range(0, len(windows), BATCH):
            batch = windows[start : start + BATCH]
            padded = numpy.zeros((len(batch), len(batch[-1][2])), numpy.int64)
            mask = numpy.zeros_like(padded)
            for row, (_, _, ids) in enumerate(batch):
                padded[row, : len(ids)] = ids
                mask[row, : len(ids)] = 1
            feed = {"input_ids": padded, "attention_mask": mask}
            vectors = self.session.run(["embedding"], feed)[0]
            for (page, text, _), vector in zip(batch, vectors, strict=True):
                rows.append((str(path), page, text, vector.astype(numpy.float32).tobytes()))
        return Indexed(str(path), len(texts), sum(len(tokens) for _, _, tokens in windows), rows)


worker: Worker


def start_worker(graph: Path, tokenizer: Path) -> None:
    global worker
    worker = Worker(graph, tokenizer)


def index(path: Path) -> Indexed:
    return worker.index(path)


def index_all(paths: list[Path], graph: Path, tokenizer: Path, database: Path, processes: int) -> dict[str, object]:
    started = time.perf_counter()
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE windows (path TEXT, page INTEGER, text TEXT, vector BLOB)")
    pages = tokens = windows = 0
    # Big documents first: the two processes then end at about the same time.
    paths = sorted(paths, key=lambda path: path.stat().st_size, reverse=True)
    with Pool(processes, start_worker, (graph, tokenizer)) as pool, measure.TreeMemory(os.getpid()) as memory:
        for done in pool.imap_unordered(index, paths):
            with connection:
                connection.executemany("INSERT INTO windows VALUES (?, ?, ?, ?)", done.rows)
            pages, tokens, windows = pages + done.pages, tokens + done.tokens, windows + len(done.rows)
            measure.say(f"{pages} pages")
        pool.close()
        pool.join()
    connection.close()
    seconds = time.perf_counter() - started
    times = os.times()
    return {
        "processes": processes,
        "documents": len(paths),
        "pages": pages,
        "windows": windows,
        "tokens": tokens,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(times.user + times.system + times.children_user + times.children_system, 2),
        "pages_per_second": round(pages / seconds, 2),
        "tokens_per_second": round(tokens / seconds),
        "peak_memory_mb": round(memory.peak_mb),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", nargs="*", type=Path, help="PDFs; without any, --pages pages of manuals")
    parser.add_argument("--pages", type=int, default=501)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--graph", default="built", help="built: Meanwhile's model; fused: one quantised the usual way; or a file"
    )
    arguments = parser.parse_args()
    model = provisioning.find(DEFAULT)
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        folder = Path(temporary)
        documents = arguments.documents or corpus.cut_manuals(folder, arguments.pages)
        graphs = {"built": lambda: model.onnx, "fused": lambda: fused_graph.build(folder)}
        graph = graphs.get(arguments.graph, lambda: Path(arguments.graph))()
        measure.report(index_all(documents, graph, model.tokenizer, folder / "index.db", arguments.processes))


if __name__ == "__main__":
    main()
