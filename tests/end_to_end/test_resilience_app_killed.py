"""The whole program is killed again and again while it works: the next start goes on, nothing is lost or done twice."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.conftest import wait_until

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Maker, Program

KILLS = int(os.environ.get("MEANWHILE_KILLS", "8"))
"""How often; the acceptance run asks for 50."""
SEED = 20_261_123
LONGEST_SECONDS = (0.03, 0.2, 0.6)
"""A kill comes at most one of these after the first sign of work."""
START_SECONDS = 2.0
"""Every fourth kill comes at most this long after the start, wherever it hits."""


Chunks = set[tuple[int, int, int]]


def unchanged(program: Program, chunks: Chunks, vectors: set[int]) -> tuple[Chunks, set[int]]:
    """What stands in the library now: chunks as (id, document, page), ids of vectors; all that stood there stands."""
    now_chunks: Chunks = set(program.rows("SELECT id, document_id, page FROM chunks"))
    now_vectors = {one for (one,) in program.rows("SELECT id FROM embeddings")}
    assert chunks <= now_chunks, "pages that were put down were read again"
    assert vectors <= now_vectors, "texts that had a vector were embedded again"
    return now_chunks, now_vectors


def has_got_on(program: Program, process: subprocess.Popen[str], before: tuple[int, int, int]) -> bool:
    return program.progress() != before or process.poll() is not None


@pytest.mark.timeout(60 + 20 * KILLS)
def test_killed_at_random_moments_it_ends_with_every_document_ready_once(
    program: Program, maker: Maker, say: Callable[[str], None]
) -> None:
    chance = random.Random(SEED)  # noqa: S311
    expected = maker.notes(60) | maker.pdf("book.pdf", pages=150)
    chunks: Chunks = set()
    vectors: set[int] = set()
    kills = interrupted = 0
    while kills < KILLS:
        # More to do keeps coming, so that every kill finds something at work.
        expected |= maker.notes(8)
        program.add(maker.folder)
        before = program.progress()
        process = program.start("work", "--workers", "2")
        if kills % 4 == 3:
            longest = START_SECONDS
        else:
            longest = chance.choice(LONGEST_SECONDS)
            wait_until(partial(has_got_on, program, process, before), "something is put down")
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, longest))
        if process.poll() is None:
            program.kill(process)
            kills += 1
        else:
            assert process.returncode == 0, f"it ended with {process.returncode}: {program.said(process)}"
            program.check(expected)
        chunks, vectors = unchanged(program, chunks, vectors)
        interrupted += len(program.rows("SELECT 1 FROM documents WHERE state = 'reading'"))

    last = program.start("work", "--workers", "2")
    last.wait(120)
    chunks, vectors = unchanged(program, chunks, vectors)
    program.check(expected)
    say(
        f"{kills} kills over {len(expected)} documents, {len(chunks)} chunks: {interrupted} leases interrupted,"
        " nothing lost, nothing done twice"
    )
