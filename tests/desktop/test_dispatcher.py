from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.dispatcher import Dispatcher
from engine.records import Answer, DocumentRow, DocumentState, SearchRequest
from engine.store import queue
from engine.store.database import Database
from engine.store.queue import ListedFile


@pytest.fixture
def dispatcher(dispatch: Callable[[Path], Dispatcher], tmp_path: Path) -> Dispatcher:
    """A dispatcher of a real library, started."""
    made = dispatch(tmp_path / "library")
    made.start()
    return made


def test_from_a_drop_to_a_hit(qtbot: Any, dispatcher: Dispatcher, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The quick brown fox jumps over the lazy dog.")
    listed: list[int] = []
    dispatcher.documents_listed.connect(listed.extend)
    with qtbot.waitSignals([dispatcher.task_added, dispatcher.task_done], timeout=60_000):
        dispatcher.add([str(note)])
    qtbot.waitUntil(lambda: bool(listed))
    with qtbot.waitSignal(dispatcher.rows_ready) as ready:
        dispatcher.request_rows(listed)
    [row] = ready.args[0]
    assert isinstance(row, DocumentRow)
    assert (row.path, row.state) == (str(note), DocumentState.READY)
    with qtbot.waitSignal(dispatcher.answered, timeout=60_000) as answered:
        dispatcher.search(SearchRequest("fox", 5))
    answer = answered.args[0]
    assert isinstance(answer, Answer)
    assert [hit.path for hit in answer.hits] == [str(note)]


def test_what_was_added_before_the_library_was_open_is_not_lost(
    qtbot: Any, dispatch: Callable[[Path], Dispatcher], tmp_path: Path
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("x")
    first = dispatch(tmp_path / "library")
    first.add([str(note)])
    first.stop()
    first.start()
    assert first.wait(20_000)
    second = dispatch(tmp_path / "library")
    with qtbot.waitSignal(second.documents_listed, timeout=20_000):
        second.start()


def test_what_stands_at_the_top_of_the_list_comes_without_being_asked_for(
    qtbot: Any, dispatch: Callable[[Path], Dispatcher], tmp_path: Path
) -> None:
    with closing(Database(tmp_path / "library")) as database:
        task_id = queue.add_task(database, ["/note.txt"])
        queue.record_listed(database, task_id, [ListedFile("/note.txt", 1, 1, "0" * 64)])
    dispatcher = dispatch(tmp_path / "library")
    rows: list[DocumentRow] = []
    dispatcher.rows_ready.connect(rows.extend)
    with qtbot.waitSignals([dispatcher.documents_listed, dispatcher.rows_ready], timeout=20_000):
        dispatcher.start()
    assert [row.path for row in rows] == ["/note.txt"]


def test_it_ends_although_another_program_has_the_library_locked(
    qtbot: Any, dispatcher: Dispatcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_SECONDS", 600.0)
    (tmp_path / "note.txt").write_text("The window stays free.")
    qtbot.waitUntil(lambda: dispatcher._library is not None, timeout=20_000)
    with closing(Database(tmp_path / "library")) as other, other.transaction():
        dispatcher.add([str(tmp_path / "note.txt")])
        with qtbot.waitSignal(dispatcher.finished, timeout=20_000):
            dispatcher.stop()


def test_a_library_that_cannot_be_opened_says_why(
    qtbot: Any, dispatch: Callable[[Path], Dispatcher], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    dispatcher = dispatch(tmp_path / "file")
    with qtbot.waitSignal(dispatcher.failed) as failed:
        dispatcher.start()
    assert failed.args[0].message
    assert dispatcher.wait(20_000)
