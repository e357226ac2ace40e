"""What was removed is gone from the bytes of the library's files, word by word, once that is said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.library import Library
from engine.records import DocumentState
from engine.settings import Settings
from engine.store import control, forgetting, vectors
from engine.store.database import Database

if TYPE_CHECKING:
    from tests.engine.conftest import Hand

SECRETS = ("xylophonquark", "zirconblume", "wyvernmotte")
TAILS = [secret[4:].encode() for secret in SECRETS]
"""The index keeps only of each word what the one before it, in the order of the alphabet, does not begin with."""


def found(folder: Path) -> list[bytes]:
    """Those of the secret words that stand anywhere in the library's files."""
    content = b"".join(path.read_bytes() for path in sorted(folder.iterdir())).lower()
    return [tail for tail in TAILS if tail in content]


def tidy(database: Database) -> int:
    """Clean up to the end; returns how many steps it took."""
    while vectors.collect_garbage(database):
        pass
    steps = 1
    while forgetting.forget_some(database):
        steps += 1
    return steps


@pytest.fixture
def secret(hand: Hand) -> int:
    """A document with secret words between others that stay; returns its id."""
    for number in range(5):
        hand.read(f"/before {number}", [f"what stays number {number}"])
    document_id = hand.read("/secret", [f"the password is {word}" for word in SECRETS])
    for number in range(5):
        hand.read(f"/after {number}", [f"what stays, too, number {number}"])
    hand.embed()
    return document_id


def test_no_word_of_a_removed_document_is_left(database: Database, library_folder: Path, secret: int) -> None:
    assert len(found(library_folder)) == len(SECRETS)
    control.remove_documents(database, [secret])
    assert forgetting.is_pending(database)
    tidy(database)
    assert not forgetting.is_pending(database)
    assert found(library_folder) == []
    database.execute("INSERT INTO texts_fts (texts_fts, rank) VALUES ('integrity-check', 1)")
    assert database.value("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH 'stays'") == 10


def test_no_word_is_left_of_pages_that_were_discarded_with_a_cancel(
    database: Database, library_folder: Path, hand: Hand
) -> None:
    document_id = hand.add("/secret", "secret")
    hand.commit(document_id, hand.page(1, *SECRETS))
    control.cancel_documents(database, [document_id], keep_pages=False)
    assert hand.row(document_id).state is DocumentState.CANCELLED
    tidy(database)
    assert found(library_folder) == []


def test_it_goes_on_where_it_was_after_a_restart(
    database: Database, open_database: Callable[..., Database], library_folder: Path, secret: int
) -> None:
    control.remove_documents(database, [secret])
    vectors.collect_garbage(database)
    assert forgetting.forget_some(database)
    database.close()
    after = open_database()
    assert forgetting.is_pending(after)
    tidy(after)
    assert found(library_folder) == []
    assert not forgetting.is_pending(after)


def test_while_somebody_reads_an_old_state_nothing_is_called_forgotten(
    database: Database, open_database: Callable[..., Database], library_folder: Path, secret: int
) -> None:
    reader = open_database(read_only=True)
    reader.execute("BEGIN")
    reader.rows("SELECT * FROM texts")
    control.remove_documents(database, [secret])
    tidy(database)
    assert forgetting.is_pending(database)
    reader.execute("COMMIT")
    tidy(database)
    assert not forgetting.is_pending(database)
    assert found(library_folder) == []


def test_shrinking_while_somebody_reads_calls_nothing_forgotten_and_the_next_time_tells_what_that_gave_back(
    database: Database,
    open_database: Callable[..., Database],
    library_folder: Path,
    secret: int,
    hand: Hand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_SECONDS", 0.0)
    large = hand.read("/large", [f"{number} words of a large document " * 20 for number in range(2_000)])
    hand.embed()
    assert database.empty_log()
    before = database.path.stat().st_size
    reader = open_database(read_only=True)
    control.remove_documents(database, [secret, large])
    with closing(Library.open(library_folder, Settings())) as library, reader.snapshot():
        assert library.shrink() is None
        assert forgetting.is_pending(database)
    with closing(Library.open(library_folder, Settings())) as library:
        freed = library.shrink()
    assert freed == before - database.path.stat().st_size
    assert freed > before / 2
    assert not forgetting.is_pending(database)
    assert found(library_folder) == []


def test_after_shrinking_while_somebody_read_the_next_work_empties_the_log(
    database: Database,
    open_database: Callable[..., Database],
    library_folder: Path,
    secret: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_SECONDS", 0.0)
    control.remove_documents(database, [secret])
    tidy(database)
    reader = open_database(read_only=True)
    with closing(Library.open(library_folder, Settings())) as library, reader.snapshot():
        assert library.shrink() is None
    assert forgetting.is_pending(database)
    assert tidy(database) == 1
    assert not forgetting.is_pending(database)


def test_what_is_only_out_of_date_does_not_rewrite_the_index(database: Database, hand: Hand) -> None:
    hand.read("/note", ["the first version"])
    hand.read("/note", ["the second version"])
    control.remove_documents(database, [999])
    assert not forgetting.is_pending(database)
    assert tidy(database) == 1
