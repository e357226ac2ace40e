"""Broken copies of real documents through the real program: every one ends in a final state.

``python -m tests.end_to_end.fuzz --count 2000`` prints how many ended how; the tests run a small share of it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from engine.library import Library
from engine.records import DocumentRow, DocumentState
from engine.settings import Settings
from engine.store import audit
from engine.store.database import Database

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures/documents"
ODD_PDFS = Path(__file__).resolve().parents[2].parent / "shared/corpora/odd-pdfs"
SILENCE_SECONDS = 10


def broken(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A copy with bytes or bits changed, cut short, or with a piece of itself or of another document in it."""
    copy = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(copy))
        kind = chance.choice(("bits", "bytes", "bytes", "cut", "piece"))
        if kind == "bits":
            for place in (chance.randrange(len(copy)) for _ in range(chance.randint(1, 40))):
                copy[place] ^= 1 << chance.randrange(8)
        elif kind == "bytes":
            copy[at : at + 8] = chance.randbytes(chance.randint(0, 16))
        elif kind == "cut":
            del copy[max(1, at) :]
        else:
            source = chance.choice([bytes(copy), *others])
            start = chance.randrange(len(source))
            copy[at:at] = source[start : start + chance.randint(1, 2_000)]
        if not copy:
            break
    return bytes(copy)


def write_corpus(folder: Path, count: int, seed: int) -> None:
    """So many broken copies of the sample files of every format, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    samples = {path: path.read_bytes() for path in sorted(FIXTURES.iterdir())}
    paths = [path for path, content in samples.items() if content]
    for number in range(count):
        path = paths[number % len(paths)]
        content = broken(samples[path], list(samples.values()), chance)
        (folder / f"{number:05} {path.name}").write_bytes(content)


def run(library: Path, paths: Iterable[Path], workers: int = 2) -> list[DocumentRow]:
    """Index the files with a real pool; returns the documents as they ended."""
    settings = Settings.load({}, workers=workers, silence_seconds=SILENCE_SECONDS)
    with closing(Library.open(library, settings)) as opened:
        opened.add(list(paths))
        opened.run()
        return list(_rows(opened))


def _rows(opened: Library) -> Iterable[DocumentRow]:
    last = 0
    while ids := opened.document_ids(last):
        yield from opened.rows(ids)
        last = ids[-1]


def problems(library: Path, rows: list[DocumentRow]) -> list[str]:
    """What must not be: a document without an end, an end without a reason, a mistake of ours, a wrong ledger."""
    found = [f"{row.path} is still {row.state.value}" for row in rows if not row.state.settled]
    found += [
        f"{row.path} is {row.state.value} without a reason"
        for row in rows
        if row.reason is None and row.state is not DocumentState.READY
    ]
    found += [f"{row.path}: {row.reason.message}" for row in rows if row.reason and "mistake" in row.reason.message]
    with closing(Database(library)) as database:
        return found + audit.problems(database)


def told(rows: list[DocumentRow]) -> str:
    """How many ended how, with the reasons, most frequent first."""
    counts = Counter((row.state.value, "" if row.reason is None else _short(row)) for row in rows)
    by_state = Counter(row.state.value for row in rows)
    lines = [", ".join(f"{count} {state}" for state, count in by_state.most_common())]
    lines += [f"{count:>6} {state:<12} {reason}" for (state, reason), count in counts.most_common() if reason]
    return "\n".join(lines)


def _short(row: DocumentRow) -> str:
    assert row.reason is not None
    return row.reason.message.replace(row.path, "…")[:110]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--odd-pdfs", action="store_true", help="the corpus of odd PDFs instead")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meanwhile-fuzz-") as name:
        corpus, library = Path(name) / "corpus", Path(name) / "library"
        corpus.mkdir()
        if not chosen.odd_pdfs:
            write_corpus(corpus, chosen.count, chosen.seed)
        began = time.monotonic()
        rows = run(library, [ODD_PDFS if chosen.odd_pdfs else corpus])
        wrong = problems(library, rows)
        sys.stdout.write(f"{len(rows)} documents in {time.monotonic() - began:.0f} s: {told(rows)}\n")
        sys.stdout.write("".join(f"WRONG: {one}\n" for one in wrong))
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
