"""The full-text index becomes one segment when the library has grown, and not each time something is added."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from engine.store import merging
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand


@pytest.fixture
def grow(database: Database, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Read so many more documents of one passage each; twenty passages are worth a merge."""
    monkeypatch.setattr(merging, "FEWEST_TEXTS", 20)
    monkeypatch.setattr(merging, "MERGE_PAGES", 1)

    def read(count: int) -> None:
        before = database.value("SELECT count(*) FROM texts")
        for number in range(before, before + count):
            hand.read(f"/{number}", [f"lamp number {number} " + " ".join(f"w{number}x{word}" for word in range(300))])

    return read


def segments(database: Database) -> int:
    return int(database.value("SELECT count(DISTINCT segid) FROM texts_fts_idx"))


def merge(database: Database) -> int:
    """Merge to the end; returns how many steps it took."""
    steps = 0
    while merging.merge_some(database):
        steps += 1
    return steps


def test_segments_become_one_and_every_word_is_still_found(database: Database, grow: Callable[[int], None]) -> None:
    grow(24)
    assert segments(database) > 1
    assert merge(database) > 2
    assert segments(database) == 1
    assert database.value("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH 'lamp'") == 24
    database.execute("INSERT INTO texts_fts (texts_fts, rank) VALUES ('integrity-check', 1)")


def test_only_a_library_that_has_grown_by_a_quarter_is_merged_again(
    database: Database, grow: Callable[[int], None]
) -> None:
    grow(19)
    assert merge(database) == 0
    grow(1)
    assert merge(database) > 0
    grow(4)
    assert merge(database) == 0
    grow(1)
    assert merge(database) > 0
    assert segments(database) == 1


def test_a_merge_goes_on_after_a_restart_and_while_the_library_grows(
    database: Database, open_database: Callable[..., Database], grow: Callable[[int], None]
) -> None:
    grow(24)
    assert merging.merge_some(database)
    grow(2)
    after = open_database()
    assert merge(after) > 0
    assert merge(after) == 0
    assert segments(after) <= 3
    assert after.value("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH 'lamp'") == 26
