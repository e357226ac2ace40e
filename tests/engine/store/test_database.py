"""Opening a library, refusing what is none, and transactions that happen wholly or not at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import LibraryError, NewerLibraryError
from engine.store.database import FILE_NAME, SIGNS, Database
from engine.store.schema import FTS_TOKENIZER, MIGRATIONS, VERSION_1

Open = Callable[..., Database]


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return Database(tmp_path_factory.mktemp("tokens"))


def test_an_empty_folder_becomes_a_library(library_folder: Path, open_database: Open) -> None:
    database = open_database(library_folder / "nested")
    assert database.value("PRAGMA user_version") == len(MIGRATIONS)
    assert database.value("PRAGMA journal_mode") == "wal"
    assert database.value("PRAGMA foreign_keys") == 1
    assert database.rows("SELECT * FROM documents") == []


def test_what_was_written_is_there_after_opening_again(open_database: Open) -> None:
    first = open_database()
    first.note("greeting", "hello")
    first.close()
    assert open_database().noted("greeting") == "hello"
    assert open_database(read_only=True).noted("greeting") == "hello"


def test_two_processes_may_make_the_same_library(open_database: Open) -> None:
    first, second = open_database(), open_database()
    first.note("greeting", "hello")
    assert second.noted("greeting") == "hello"


def test_a_newer_library_is_refused_and_left_as_it_is(library_folder: Path, database: Database) -> None:
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.close()
    before = (library_folder / FILE_NAME).read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerLibraryError, match="newer version") as caught:
            Database(library_folder, read_only=read_only)
        assert str(library_folder) in caught.value.message
        assert caught.value.hint
    assert (library_folder / FILE_NAME).read_bytes() == before


def test_an_older_library_is_brought_up_to_date_but_not_by_a_reader(library_folder: Path, open_database: Open) -> None:
    library_folder.mkdir()
    (library_folder / FILE_NAME).touch()
    with pytest.raises(LibraryError, match="older version"):
        open_database(read_only=True)
    assert open_database().value("PRAGMA user_version") == len(MIGRATIONS)


def test_another_programs_database_is_refused_and_left_as_it_is(library_folder: Path) -> None:
    library_folder.mkdir()
    with sqlite3.connect(library_folder / FILE_NAME) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = (library_folder / FILE_NAME).read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        Database(library_folder)
    assert (library_folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_refused(library_folder: Path, read_only: bool) -> None:
    library_folder.mkdir()
    (library_folder / FILE_NAME).write_text("Dear diary, " * 1_000)
    with pytest.raises(LibraryError, match="damaged or no library"):
        Database(library_folder, read_only=read_only)


@pytest.mark.parametrize("beyond", ["", "deeper"])
def test_a_file_in_the_place_of_the_folder_is_refused(library_folder: Path, beyond: str) -> None:
    library_folder.write_text("a file")
    with pytest.raises(LibraryError, match="is no folder") as caught:
        Database(library_folder / beyond)
    assert "--library" in caught.value.hint


def test_a_folder_in_the_place_of_the_file_is_refused(library_folder: Path) -> None:
    (library_folder / FILE_NAME).mkdir(parents=True)
    with pytest.raises(LibraryError, match="cannot be used"):
        Database(library_folder)


def test_a_reader_makes_no_library(library_folder: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be used"):
        Database(library_folder, read_only=True)
    assert not library_folder.exists()


def test_a_folder_whose_name_is_no_text_is_refused_in_words_that_can_be_printed(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no valid text") as caught:
        Database(tmp_path / "caf\udce9")
    assert caught.value.message.encode()


def test_a_reader_cannot_write(database: Database, open_database: Open) -> None:
    with pytest.raises(LibraryError, match="cannot be used"):
        open_database(read_only=True).note("greeting", "hello")
    assert database.noted("greeting") is None


def test_an_error_inside_a_transaction_undoes_all_of_it(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction():
        database.execute("INSERT INTO meta VALUES ('one', '1')")
        raise ZeroDivisionError
    assert database.noted("one") is None
    database.note("two", "2")
    assert database.noted("two") == "2"


def test_a_broken_rule_found_at_commit_undoes_all_of_it(database: Database) -> None:
    with pytest.raises(apsw.ConstraintError), database.transaction():
        database.execute("PRAGMA defer_foreign_keys = ON")
        database.execute("INSERT INTO meta VALUES ('one', '1')")
        database.execute("INSERT INTO locations VALUES (x'00', 12345, 0, 0)")
    assert database.noted("one") is None
    database.note("two", "2")


def test_a_full_disk_is_told_as_such_and_the_library_goes_on_when_there_is_space(database: Database) -> None:
    pages = database.value("PRAGMA page_count")
    database.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(LibraryError, match="full"), database.transaction():
        for number in range(100):
            database.execute("INSERT INTO meta VALUES (?, ?)", (f"key {number}", "x" * 5_000))
    assert database.value("SELECT count(*) FROM meta") == 0
    database.execute("PRAGMA max_page_count = 1000000")
    database.note("space", "again")


def test_a_library_that_another_program_holds_locked_is_told_as_such(
    database: Database, open_database: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_SECONDS", 0.0)
    impatient = open_database()
    with database.transaction(), pytest.raises(LibraryError, match="locked by another program"):
        impatient.note("greeting", "hello")
    impatient.note("greeting", "hello")


def test_a_program_that_locks_the_library_for_a_moment_is_waited_for(open_database: Open) -> None:
    first, second = open_database(), open_database()
    waits = threading.Event()
    wait_for_lock = second._wait_for_lock

    def note_that_it_waits(tries: int) -> bool:
        waits.set()
        return wait_for_lock(tries)

    second._connection.set_busy_handler(note_that_it_waits)
    with ThreadPoolExecutor(1) as elsewhere:
        with first.transaction():
            noted = elsewhere.submit(second.note, "greeting", "hello")
            assert waits.wait(20)
        noted.result(20)
    assert first.noted("greeting") == "hello"


@pytest.mark.parametrize("leave", ["for good", "for once"])
def test_who_wants_to_leave_waits_for_no_other_program(
    open_database: Open, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_SECONDS", 600.0)
    first, second = open_database(), open_database()
    with first.transaction(), pytest.raises(LibraryError, match="locked by another program"):
        if leave == "for good":
            second.leave_soon()
            second.note("greeting", "hello")
        else:
            with second.hurried():
                second.note("greeting", "hello")


def test_only_what_a_person_asked_for_waits_for_the_disk(database: Database) -> None:
    normal, full = 1, 2
    with database.transaction(durable=True):
        assert database.value("PRAGMA synchronous") == full
    with database.transaction():
        assert database.value("PRAGMA synchronous") == normal
    with database.transaction(durable=True):
        assert database.value("PRAGMA synchronous") == full


def test_changes_by_others_are_noticed_and_own_ones_are_not(database: Database, open_database: Open) -> None:
    other = open_database()
    before = database.changed_by_others()
    database.note("mine", "1")
    assert database.changed_by_others() == before
    other.note("theirs", "1")
    assert database.changed_by_others() != before


@pytest.mark.parametrize(
    ("insert", "delete"),
    [
        ("INSERT INTO documents (size, state) VALUES (1, 'queued') RETURNING id", "DELETE FROM documents"),
        ("INSERT INTO texts (hash, text, tokens) VALUES (x'00', 'a', 1) RETURNING id", "DELETE FROM texts"),
        (
            "INSERT INTO embeddings (model, text_id, vector) VALUES ('m', 77, x'00') RETURNING id",
            "DELETE FROM embeddings",
        ),
    ],
)
def test_ids_of_what_was_removed_are_never_given_again(database: Database, insert: str, delete: str) -> None:
    database.execute("INSERT INTO texts (id, hash, text, tokens) VALUES (77, x'77', 'b', 1)")
    first = database.value(insert)
    database.execute(delete)
    assert database.value(insert) > first


def test_a_connection_that_reads_everything_once_keeps_little_of_it(open_database: Open, library_folder: Path) -> None:
    open_database(library_folder).execute(
        "CREATE TABLE much AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 10000)"
        " SELECT randomblob(400) AS bytes FROM n"
    )
    kept = {}
    for kilobytes in (16_384, 1_024):
        with closing(Database(library_folder, read_only=True, cache_kilobytes=kilobytes)) as database:
            assert len(database.rows("SELECT bytes FROM much")) == 10_000
            kept[kilobytes] = database._connection.status(apsw.SQLITE_DBSTATUS_CACHE_USED)[0]
    assert kept[1_024] < 2_000_000 < 4_000_000 < kept[16_384]


def test_the_schema_and_the_queries_cut_words_alike() -> None:
    assert f"tokenize = '{FTS_TOKENIZER}'" in VERSION_1


def test_words_are_folded_and_stemmed_where_they_stand(tokenizer: Database) -> None:
    assert tokenizer.tokens("Naïve cafés!") == [(0, 5, "naiv"), (6, 11, "cafe")]
    assert tokenizer.tokens("日本 🎉 ΝΑΞΟΣ") == [(0, 2, "日本"), (5, 10, "ναξοσ")]
    assert tokenizer.tokens("") == []


@given(text=st.text())
def test_every_word_stands_where_it_is_said_to_stand(tokenizer: Database, text: str) -> None:
    end_before = 0
    for start, end, term in tokenizer.tokens(text):
        assert end_before <= start < end <= len(text)
        assert tokenizer.tokens(text[start:end]) == [(0, end - start, term)]
        end_before = end


def test_signs_that_are_left_out_beforehand_are_in_no_word_anyway(tokenizer: Database) -> None:
    signs = [one for one in map(chr, range(0x80, 0x3000)) if SIGNS.fullmatch(one)]
    assert {"\N{NO-BREAK SPACE}", "’", "–", "•", "→", "×"} <= set(signs)
    tokenizer.execute(f"CREATE VIRTUAL TABLE temp.cut USING fts5 (text, tokenize = '{FTS_TOKENIZER}')")
    tokenizer.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(temp, cut, instance)")
    tokenizer.execute_many(
        "INSERT INTO temp.cut (rowid, text) VALUES (?, ?)", enumerate(f"é{one}b{one}" for one in signs)
    )
    held = tokenizer.rows("SELECT doc, term FROM temp.words ORDER BY doc, offset")
    assert held == [(number, word) for number in range(len(signs)) for word in ("e", "b")]


@given(text=st.text(st.characters(categories=["Cs", "L", "Zs"])))
def test_text_that_no_encoding_can_carry_is_cut_all_the_same(tokenizer: Database, text: str) -> None:
    for start, end, _ in tokenizer.tokens(text):
        assert 0 <= start < end <= len(text)
