"""A search from the first letter to the page, in the real window over a real library, with keys only."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from desktop.app import Application
from desktop.search.results_model import HIT_ROLE, LINE_ROLE, LineKind
from engine.library import Library
from engine.records import Mode, PagePicture, PageText
from engine.settings import Settings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "documents"
PATIENCE = 60_000
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents and, in ``library``, what became of them; copied for each test."""
    folder = tmp_path_factory.mktemp("shelf")
    documents = folder / "documents"
    documents.mkdir()
    for name in ("handbook.pdf", "handbook.epub", "mail.eml"):
        shutil.copy(FIXTURES / name, documents)
    library = Library.open(folder / "library", Settings(workers=1, give_way=False))
    library.add([str(documents)])
    library.run(Mode.BLOCKING)
    library.close()
    return folder


@pytest.fixture
def application(
    make_application: Callable[[Path], Application], qtbot: Any, shelf: Path, tmp_path: Path
) -> Application:
    """The window, open and wide enough for a page."""
    shutil.copytree(shelf / "library", tmp_path / "library")
    made = make_application(tmp_path / "library")
    made.window.resize(1100, 700)
    with qtbot.waitSignal(made.dispatcher.opened, timeout=PATIENCE):
        made.start([])
    return made


def ask(qtbot: Any, application: Application, query: str) -> None:
    window = application.window
    window.query.setText(query)
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search.answered_query == query, timeout=PATIENCE)


def wait_for_page(qtbot: Any, application: Application) -> PagePicture | PageText:
    preview = application.window.search.preview
    qtbot.waitUntil(lambda: preview.shown is not None, timeout=PATIENCE)
    shown = preview.shown
    assert shown is not None
    return shown


def go_to(qtbot: Any, application: Application, kind: str) -> None:
    """Down with the arrow key to the first hit of this kind."""
    view = application.window.search.list
    while view.currentIndex().data(HIT_ROLE).kind != kind:
        before = view.currentIndex()
        qtbot.keyClick(view, Qt.Key.Key_Down)
        assert view.currentIndex() != before


def test_from_the_first_letter_to_the_page_and_back_by_keyboard(qtbot: Any, application: Application) -> None:
    window = application.window
    ask(qtbot, application, "fog signal is sounded")
    qtbot.keyClick(window.query, Qt.Key.Key_Down)
    go_to(qtbot, application, "PDF")
    page = wait_for_page(qtbot, application)
    assert isinstance(page, PagePicture)
    assert (page.page, page.label) == (2, "A-7")
    assert page.boxes
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert wait_for_page(qtbot, application).page == 3
    go_to(qtbot, application, "PDF")
    qtbot.keyClick(window.search.list, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.query
    qtbot.keyClick(window.query, Qt.Key.Key_Escape)
    assert not window.search.isVisible()
    assert window.list.isVisible()


def test_a_format_without_pages_shows_its_text_with_the_passage_marked(qtbot: Any, application: Application) -> None:
    ask(qtbot, application, "fog signal is sounded type:epub")
    page = wait_for_page(qtbot, application)
    assert isinstance(page, PageText)
    assert "fog signal" in application.window.search.preview.text.marked_text()


def test_search_within_one_document_and_for_what_is_like_a_passage(qtbot: Any, application: Application) -> None:
    window, hits = application.window, application.window.search.results.hits
    ask(qtbot, application, "lamp")
    assert len({hit.document_id for hit in hits()}) > 1
    qtbot.keyClick(window.query, Qt.Key.Key_Down)
    go_to(qtbot, application, "PDF")
    chosen = window.search.list.hit()
    assert chosen is not None
    qtbot.keyClick(window.search.list, Qt.Key.Key_D, CTRL)
    assert window.query.chip.isVisible()
    qtbot.waitUntil(lambda: {hit.document_id for hit in hits()} == {chosen.document_id}, timeout=PATIENCE)
    qtbot.keyClick(window.query, Qt.Key.Key_Down)
    qtbot.keyClick(window.search.list, Qt.Key.Key_M, CTRL)
    assert window.query.text() == ""
    qtbot.waitUntil(lambda: len({hit.document_id for hit in hits()}) > 1, timeout=PATIENCE)
    assert chosen.chunk_id not in {hit.chunk_id for hit in hits()}
    qtbot.keyClick(window.query, Qt.Key.Key_Backspace)
    assert not window.query.chip.isVisible()
    assert not window.search.isVisible()


def test_a_wrong_query_is_said_below_the_field_and_what_was_found_stays(qtbot: Any, application: Application) -> None:
    window = application.window
    ask(qtbot, application, "lamp")
    window.query.setText("lamp after:yesterday")
    qtbot.waitUntil(window.query_note.isVisible, timeout=PATIENCE)
    assert "yesterday" in window.query_note.text()
    assert window.search.results.rowCount() > 0
    ask(qtbot, application, "lamp after:2020")
    assert not window.query_note.isVisible()


def test_a_search_that_hangs_is_seen_and_enter_opens_nothing_else(
    qtbot: Any, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = application.window
    opened: list[str] = []
    monkeypatch.setattr(application.opener, "open", lambda path, _: opened.append(path))
    ask(qtbot, application, "lamp")
    (process,) = (one for one in multiprocessing.active_children() if one.name == "meanwhile-query")
    assert process.pid is not None
    psutil.Process(process.pid).suspend()
    window.query.setText("fog signal type:epub")
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.search.header.words == "Searching…", timeout=PATIENCE)
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    assert opened == []
    psutil.Process(process.pid).resume()
    qtbot.waitUntil(lambda: window.search.answered_query == "fog signal type:epub", timeout=PATIENCE)
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    assert [Path(path).name for path in opened] == ["handbook.epub"]


def test_a_file_that_is_gone_is_said_at_the_hit_and_leaves_with_its_document(
    qtbot: Any, application: Application, shelf: Path
) -> None:
    window = application.window
    mail = shelf / "documents" / "mail.eml"
    mail.rename(mail.with_suffix(".away"))
    try:
        ask(qtbot, application, "type:mail lamp OR oil OR keeper")
        page = wait_for_page(qtbot, application)
        assert isinstance(page, PageText)
        assert page.missing
        assert page.text
        first = window.search.results.index(0)
        assert first.data(LINE_ROLE) is LineKind.HEADING
        assert "not there any more" in str(first.data(Qt.ItemDataRole.AccessibleTextRole))
        qtbot.mouseClick(window.search.preview.missing.remove, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.search.results.rowCount() == 0, timeout=PATIENCE)
    finally:
        mail.with_suffix(".away").rename(mail)


def name(qtbot: Any, application: Application, file: Path, begins_in: Path) -> None:
    """Say in the dialog that the file of the hit that is shown is this one."""
    window = application.window
    qtbot.mouseClick(window.search.preview.missing.locate, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is not None, timeout=PATIENCE)
    dialog = window.findChild(QFileDialog)
    assert Path(dialog.directory().absolutePath()) == begins_in
    field = dialog.findChild(QLineEdit)
    field.setText(str(file))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None, timeout=PATIENCE)


def test_a_file_that_is_gone_is_located_and_another_one_is_told_from_it(
    qtbot: Any, application: Application, shelf: Path, tmp_path: Path
) -> None:
    window = application.window
    documents = shelf / "documents"
    another = tmp_path / "another.txt"
    another.write_text("Nothing that was here before.")
    moved = (documents / "mail.eml").rename(tmp_path / "moved.eml")
    try:
        ask(qtbot, application, "type:mail lamp OR oil OR keeper")
        qtbot.waitUntil(window.search.preview.missing.isVisible, timeout=PATIENCE)
        name(qtbot, application, another, begins_in=documents)
        qtbot.waitUntil(lambda: "added as a document of its own" in window.notices.text, timeout=PATIENCE)
        assert "another.txt is another file" in window.notices.text
        name(qtbot, application, documents / "handbook.epub", begins_in=documents)
        qtbot.waitUntil(lambda: "in the library already" in window.notices.text, timeout=PATIENCE)
        name(qtbot, application, moved, begins_in=documents)
        qtbot.waitUntil(lambda: "found again" in window.footer.words, timeout=PATIENCE)
        qtbot.waitUntil(lambda: not window.search.preview.missing.isVisible(), timeout=PATIENCE)
        hit = window.search.list.hit()
        assert hit is not None
        assert hit.path == str(moved)
    finally:
        moved.rename(documents / "mail.eml")


def test_whatever_is_typed_ends_as_hits_none_or_plain_words(qtbot: Any, application: Application) -> None:
    window = application.window
    for odd in (
        "x" * 10_000,
        "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}" * 2_000,
        "שלום " * 2_000,
        "".join(map(chr, range(1, 32))) * 300,
        "\"a* NEAR(b c) AND OR NOT ' ; DROP TABLE chunks -- " * 200,
        "type: in: -",
    ):
        window.query.setText(odd)
        qtbot.keyClick(window.query, Qt.Key.Key_Return)
        query = window.query.text().strip()
        qtbot.waitUntil(
            lambda: window.search.answered_query == query or window.query_note.isVisible(),  # noqa: B023
            timeout=PATIENCE,
        )
        assert "unexpectedly" not in window.search._message.text()
