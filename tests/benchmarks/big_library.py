"""Makes a library of any size out of a small real one: its chunks recombined, its vectors moved a little.

Nothing is embedded again, so that a million chunks take minutes. What the texts lack of a library of that size are the
words that only a few of its documents have: made-up ones stand in for them. The vectors as they were before the library
rounded them are kept beside it, to measure its answers by.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from engine.library import Library, installed_model
from engine.records import Chunk, DocumentFacts, Opened, PageRead
from engine.settings import Settings
from engine.store import documents, merging, queue, vectors
from engine.store.database import Database
from engine.store.queue import ListedFile
from models.vectors import dequantise, quantise
from tests.benchmarks import corpus, measure

SOURCE_PAGES = 501
CHUNKS_PER_DOCUMENT = 250
CHUNKS_PER_PAGE = 3
MOVED = 0.35
"""Length of the noise that is added to a unit vector: the cosine to where it came from is then about 0.94."""
OWN_WORDS = 200_000
"""Made-up words, of which every chunk has two, some of them much more often than others."""
UNROUNDED = "unrounded.npy"
"""float32, shape (chunks, dimensions), in the library's folder: a row for each text, in the order of their ids."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def build(folder: Path, chunks: int, source: Path | None = None) -> None:
    """Make a library with ``chunks`` chunks in ``folder``, from the library ``source`` or else from manuals."""
    with tempfile.TemporaryDirectory(prefix="meanwhile-bench-") as temporary:
        if source is None:
            source = Path(temporary) / "source"
            _index_manuals(source, Path(temporary))
        with closing(Database(source, read_only=True)) as small:
            pairs = small.rows("SELECT text, vector FROM texts JOIN embeddings ON text_id = texts.id ORDER BY texts.id")
    texts = [text for text, _ in pairs]
    matrix = dequantise(np.frombuffer(b"".join(vector for _, vector in pairs), np.int8).reshape(len(pairs), -1))
    with closing(Database(folder)) as database:
        model = installed_model().spec.id
        vectors.activate_model(database, model)
        shape = (chunks, matrix.shape[1])
        unrounded = np.lib.format.open_memmap(folder / UNROUNDED, "w+", np.float32, shape)
        _fill(database, model, texts, matrix, unrounded)
        # As whoever runs the queue does when there is nothing else to do.
        while merging.merge_some(database):
            pass


def _index_manuals(source: Path, folder: Path) -> None:
    measure.say(f"indexing {SOURCE_PAGES} pages to begin with …")
    paths = corpus.cut_manuals(folder, SOURCE_PAGES)
    with closing(Library.open(source, Settings())) as library:
        library.add(paths)
        library.run()


def _fill(database: Database, model: str, texts: list[str], matrix: np.ndarray, unrounded: np.ndarray) -> None:
    chunks = len(unrounded)
    chance = random.Random(1)  # noqa: S311 - always the same
    noise = np.random.default_rng(1)
    sentences = [_SENTENCE.split(text) for text in texts]
    began = time.monotonic()
    last_text = made = 0
    for first in range(0, chunks, CHUNKS_PER_DOCUMENT):
        count = min(CHUNKS_PER_DOCUMENT, chunks - first)
        number = first // CHUNKS_PER_DOCUMENT
        document_id = _document(database, number)
        parents = [chance.randrange(len(texts)) for _ in range(count)]
        pages: dict[int, list[Chunk]] = {}
        for place, parent in enumerate(parents):
            # The other half comes from somewhere near, as in a document about one thing.
            other = min(max(parent + chance.randrange(-9, 10), 0), len(texts) - 1)
            text = _recombined(sentences[parent], sentences[other], chance)
            page = place // CHUNKS_PER_PAGE + 1
            start = 1_000 * (place % CHUNKS_PER_PAGE)
            pages.setdefault(page, []).append(Chunk(page, start, start + len(text), text, len(text) // 5))
        documents.commit_pages(database, model, document_id, [PageRead(page, tuple(pages[page])) for page in pages])
        documents.finish_read(database, document_id, len(pages), DocumentFacts(title=f"Report {number}"))
        moved = matrix[parents] + noise.normal(scale=MOVED / matrix.shape[1] ** 0.5, size=(count, matrix.shape[1]))
        ids = [row[0] for row in database.rows("SELECT id FROM texts WHERE id > ? ORDER BY id", (last_text,))]
        unrounded[made : made + len(ids)] = moved[: len(ids)]
        vectors.commit_vectors(database, model, ids, quantise(unrounded[made : made + len(ids)]))
        last_text, made = ids[-1], made + len(ids)
        if number % 200 == 0:
            measure.say(f"{first + count:,} of {chunks:,} chunks, {time.monotonic() - began:.0f} s")


def _document(database: Database, number: int) -> int:
    path = f"/library/{number // 1000:03}/report {number:06}.pdf"
    task_id = queue.add_task(database, [path])
    digest = hashlib.sha256(path.encode()).hexdigest()
    recorded = queue.record_listed(database, task_id, [ListedFile(path, 1_000_000, 1_700_000_000 * 10**9, digest)])
    queue.finish_listing(database, task_id)
    if queue.lease_read(database) is None:
        raise SystemExit("The document is not in the queue.")
    documents.commit_opened(database, recorded.new[0], Opened("PDF", "application/pdf", True, None))
    return recorded.new[0]


def _recombined(one: list[str], other: list[str], chance: random.Random) -> str:
    kept = [sentence for sentence in one if chance.random() < 0.6] + [
        sentence for sentence in other if chance.random() < 0.4
    ]
    words = " ".join(_word(int(OWN_WORDS * chance.random() ** 3)) for _ in range(2))
    return f"{' '.join(kept)} {words} {chance.randrange(10**9)}".strip()


def _word(number: int) -> str:
    """A made-up word for each number."""
    syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo", "zu"]
    made = ""
    number += len(syllables) ** 3
    while number:
        number, syllable = divmod(number, len(syllables))
        made += syllables[syllable]
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the library is to be made")
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--source", type=Path, help="a library to take texts and vectors from")
    arguments = parser.parse_args()
    build(arguments.folder, arguments.chunks, arguments.source)


if __name__ == "__main__":
    main()
