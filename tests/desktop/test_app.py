from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from desktop.app import Application
from engine.records import DocumentState


def test_what_is_dropped_is_listed_and_becomes_ready(qtbot: Any, application: Application, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The window stays free.")
    application.window.take([str(tmp_path / "note.txt")])
    qtbot.waitUntil(lambda: application.window.footer.words == "1 document ready · 1 page", timeout=60_000)
    assert application.window.documents.rowCount() == 1


def test_garbage_is_looked_for_again_once_the_library_is_open(start: Callable[[], Application]) -> None:
    gc.disable()  # as the program's start does
    try:
        start()
        assert gc.isenabled()
    finally:
        gc.enable()


def test_closing_the_window_ends_the_engine(qtbot: Any, application: Application) -> None:
    with qtbot.waitSignal(application.dispatcher.finished, timeout=20_000):
        application.window.close()
    assert not application.window.isVisible()


def test_an_engine_that_ends_by_a_mistake_of_ours_is_told(qtbot: Any, application: Application) -> None:
    def stumble(_: object) -> None:
        raise RuntimeError("a mistake of ours")

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(application.dispatcher.finished, timeout=20_000):
        application.dispatcher._post(stumble)
    assert [kind for kind, _, _ in caught] == [RuntimeError]
    qtbot.waitUntil(lambda: "stopped working" in application.window.notices.text)


def words_become(qtbot: Any, application: Application, words: str) -> None:
    qtbot.waitUntil(lambda: application.window.footer.words == words, timeout=60_000)


def test_a_pause_survives_a_restart(qtbot: Any, start: Callable[[], Application], tmp_path: Path) -> None:
    first = start()
    first.window.pause_wanted.emit(True)
    (tmp_path / "note.txt").write_text("The window stays free.")
    first.window.take([str(tmp_path / "note.txt")])
    with qtbot.waitSignal(first.dispatcher.finished, timeout=20_000):
        first.window.close()
    second = start()
    qtbot.waitUntil(lambda: second.window.footer.words.startswith("Paused"), timeout=20_000)
    second.window.footer.pause.click()
    words_become(qtbot, second, "1 document ready · 1 page")


def test_trouble_is_seen_alone_mended_tried_again_and_removed(
    qtbot: Any, application: Application, tmp_path: Path
) -> None:
    window, header = application.window, application.window.list_header
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    (tmp_path / "note.txt").write_text("The window stays free.")
    window.take([str(broken), str(tmp_path / "note.txt")])
    words_become(qtbot, application, "1 document ready · 1 page · 1 failed")
    header.chip.click()
    qtbot.waitUntil(lambda: window.documents.rowCount() == 1)
    broken.write_text("It was only a text, after all.")
    header.retry_all.click()
    words_become(qtbot, application, "2 documents ready · 2 pages")
    assert not header.chip.isVisible()
    window.list.selectAll()
    window.actions_on_documents.remove_wanted.emit(window.list.selected_ids())
    qtbot.waitUntil(window.welcome.isVisible, timeout=20_000)
    assert window.documents.rowCount() == 0
    assert broken.exists()


def test_what_is_cancelled_stays_so_until_it_is_tried_again(
    qtbot: Any, application: Application, tmp_path: Path
) -> None:
    window, dispatcher = application.window, application.dispatcher
    long = tmp_path / "long.txt"
    long.write_text("\n\n".join(f"Paragraph {number} of a long report on windows that wait." for number in range(600)))
    with qtbot.waitSignal(dispatcher.documents_listed, timeout=20_000):
        window.take([str(long)])
    window.list.selectAll()
    window.actions_on_documents.cancel_wanted.emit(window.list.selected_ids(), True)
    with qtbot.waitSignal(dispatcher.ids_found, timeout=20_000) as found:
        dispatcher.request_ids((DocumentState.CANCELLED,))
    assert found.args[0] == window.list.selected_ids()
    long.write_text("Paragraph 0, and no more.")
    window.actions_on_documents.retry_wanted.emit(window.list.selected_ids())
    words_become(qtbot, application, "1 document ready · 1 page")


def test_paths_of_rows_that_are_not_at_hand_are_copied(qtbot: Any, application: Application, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The window stays free.")
    with qtbot.waitSignal(application.dispatcher.documents_listed, timeout=20_000) as listed:
        application.window.take([str(tmp_path / "note.txt")])
    with qtbot.waitSignal(application.dispatcher.paths_found, timeout=20_000):
        application.window.actions_on_documents.paths_wanted.emit(listed.args[0])
    assert QGuiApplication.clipboard().text() == str(tmp_path / "note.txt")


def test_a_second_window_says_who_works_adds_and_takes_over(
    qtbot: Any, start: Callable[[], Application], tmp_path: Path
) -> None:
    first, second = start(), start()
    qtbot.waitUntil(lambda: "Another Meanwhile" in second.window.notices.text, timeout=20_000)
    second.window.notices.dismiss()
    assert second.window.notices.isVisible()
    (tmp_path / "note.txt").write_text("The window stays free.")
    second.window.take([str(tmp_path / "note.txt")])
    for one in (first, second):
        words_become(qtbot, one, "1 document ready · 1 page")
        assert one.window.documents.rowCount() == 1
    with qtbot.waitSignal(first.dispatcher.finished, timeout=20_000):
        first.window.close()
    qtbot.waitUntil(lambda: not second.window.notices.isVisible(), timeout=20_000)
