"""The audit finds what is wrong in a library, whatever it is, and nothing in a sound one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.store import audit
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand


@pytest.fixture
def sound(hand: Hand, database: Database) -> Database:
    """One document that is ready, one that waits for its vectors, one that waits to be read."""
    hand.read("/ready", ["the lamp turns"], ["at night"])
    hand.embed()
    hand.read("/embedding", ["a ship comes in"], ["at night"])
    hand.add("/queued", "not read yet")
    return database


def test_a_sound_library_has_no_problems(sound: Database) -> None:
    assert audit.problems(sound) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM locations WHERE path = CAST('/queued' AS BLOB)", "documents that no file holds: 1"),
        ("UPDATE documents SET chunks = 7 WHERE id = 2", "documents with a wrong count of chunks or tokens: 1"),
        ("UPDATE documents SET tokens = 0 WHERE id = 1", "documents with a wrong count of chunks or tokens: 1"),
        ("UPDATE documents SET embedded = 0 WHERE id = 2", "documents with a wrong count of embedded chunks: 1"),
        ("DELETE FROM embeddings WHERE text_id = 1", "documents with a wrong count of embedded chunks: 1"),
        ("UPDATE chunks SET page = 3 WHERE id = 1", "chunks on pages that are not read: 1"),
        ("UPDATE chunks SET page = 1, start = 0, end = 14 WHERE document_id = 1", "chunks that are there twice: 1"),
        ("UPDATE documents SET pages = 3 WHERE id = 1", "documents that end before their last page: 1"),
        ("UPDATE documents SET state = 'ready' WHERE id = 2", "documents called ready that are not: 1"),
        ("UPDATE documents SET state = 'embedding' WHERE id = 1", "documents that wait for vectors they have: 1"),
        ("UPDATE documents SET state = 'failed' WHERE id = 3", "documents that failed without a reason: 1"),
        ("UPDATE texts SET text = 'the lantern turns' WHERE id = 1", "the full-text index: "),
        ("PRAGMA foreign_keys = OFF; DELETE FROM texts WHERE id = 1", "chunks row 1 refers to nothing"),
    ],
)
def test_what_is_wrong_is_told(sound: Database, damage: str, told: str) -> None:
    sound.execute(damage)
    assert any(problem.startswith(told) for problem in audit.problems(sound))
