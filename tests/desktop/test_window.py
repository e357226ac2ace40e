from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLibraryInfo, QMimeData, QPoint, QPointF, QSettings, Qt, QUrl, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop import wording
from desktop.about import AboutDialog
from desktop.opening import Opener
from desktop.shortcuts import BETWEEN_KEYS, ShortcutsSheet
from desktop.theme import Theme
from desktop.window import Window
from desktop.workspace import NARROW
from engine.records import Answer, Coverage, DocumentState, Hit, Overview, Reason
from models import catalogue

MakeOverview = Callable[..., Overview]


def entering(mime: QMimeData) -> QDragEnterEvent:
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    # Qt 6.12 wants the exact position and calls the rounded one, all that earlier versions take, deprecated.
    exact = QLibraryInfo.version() >= QVersionNumber(6, 12)
    where: Any = QPointF(50, 50) if exact else QPoint(50, 50)
    return QDragEnterEvent(where, both, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drop(window: Window, mime: QMimeData) -> QDropEvent:
    where, none = QPointF(50, 50), Qt.KeyboardModifier.NoModifier
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    QApplication.sendEvent(window, entering(mime))
    dropped = QDropEvent(where, both, mime, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, dropped)
    return dropped


def files(*paths: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def test_ten_thousand_dropped_files_are_handed_over_as_they_are(qtbot: Any, window: Window) -> None:
    paths = [f"/nowhere/{number}.pdf" for number in range(10_000)]
    mime = files(*paths)
    with qtbot.waitSignal(window.paths_chosen) as chosen:
        dropped = drop(window, mime)
    assert chosen.args == [paths]
    assert dropped.isAccepted()
    # A file manager that is told "move" deletes the files.
    assert dropped.dropAction() is Qt.DropAction.CopyAction
    assert window.query.isVisible()


def test_dragging_over_the_window_says_what_letting_go_does(window: Window) -> None:
    mime = files("/a")
    entered = entering(mime)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    assert window.overlay.isVisible()
    assert window.overlay.size() == window.size()
    drop(window, mime)
    assert not window.overlay.isVisible()


def test_what_is_no_file_is_refused_while_it_is_dragged(qtbot: Any, window: Window) -> None:
    link, text = QMimeData(), QMimeData()
    link.setUrls([QUrl("https://example.org/a.pdf")])
    text.setText("some words")
    for mime in (link, text):
        entered = entering(mime)
        QApplication.sendEvent(window, entered)
        assert not entered.isAccepted()
        assert not window.overlay.isVisible()
        with qtbot.assertNotEmitted(window.paths_chosen):
            assert not drop(window, mime).isAccepted()


def test_a_link_among_files_is_left_out_and_told(qtbot: Any, window: Window) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.pdf"), QUrl("file:///a/b.pdf")])
    with qtbot.waitSignal(window.paths_chosen) as chosen:
        drop(window, mime)
    assert chosen.args == [["/a/b.pdf"]]
    assert "Only files and folders on this machine" in window.notices.text
    assert window.notices.isVisible()


def test_paste_adds_what_the_clipboard_holds(qtbot: Any, window: Window, request: pytest.FixtureRequest) -> None:
    # Made in Python, it must not outlive Python.
    request.addfinalizer(QGuiApplication.clipboard().clear)
    QGuiApplication.clipboard().setMimeData(files("/a/b.pdf"))
    with qtbot.waitSignal(window.paths_chosen) as chosen:
        qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert chosen.args == [["/a/b.pdf"]]


def test_an_empty_library_is_one_large_invitation(qtbot: Any, window: Window, overview: MakeOverview) -> None:
    window.show_overview(overview())
    assert window.welcome.isVisible()
    assert not window.query.isVisible()
    with qtbot.waitSignal(window.paths_chosen) as chosen:
        window.welcome.samples_wanted.emit()
    assert Path(chosen.args[0][0]).name == "samples"
    window.show_overview(overview(by_state={DocumentState.QUEUED: 3}))
    assert not window.welcome.isVisible()


def test_an_empty_library_beside_the_lab_says_what_one_can_do(window: Window, overview: MakeOverview) -> None:
    window.show_workspace()
    blank = window.list.grab().toImage()
    window.show_overview(overview())
    window.show_workspace()
    assert window.list.grab().toImage() != blank
    window.show_overview(overview(by_state={DocumentState.QUEUED: 1}))
    assert window.list.grab().toImage() == blank


def test_results_stand_beside_the_documents_or_in_their_place(
    qtbot: Any, window: Window, overview: MakeOverview, hit: Callable[..., Hit]
) -> None:
    window.show_overview(overview(by_state={DocumentState.READY: 3}))
    window.resize(NARROW, 600)
    window.query.setText("window")
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    assert not window.list.isVisible()
    window.search.show_answer(Answer("window", 0.01, Coverage(1, 1), (hit(),), window.search.request))
    qtbot.waitUntil(window.search.preview.isVisible)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.list.isVisible()
    assert window.search.isVisible()
    window.resize(NARROW - 1, 600)
    assert not window.list.isVisible()
    qtbot.keyClick(window.query, Qt.Key.Key_Escape)
    assert window.list.isVisible()
    assert not window.search.isVisible()


def test_the_keyboard_reaches_everything(qtbot: Any, window: Window, overview: MakeOverview) -> None:
    window.show_overview(overview(by_state={DocumentState.READY: 3}))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.query
    reached: list[QWidget | None] = []
    for _ in range(4):
        reached.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert reached == [window.query, window.add_button, window.menu, window.list]
    assert all(widget is not None and (widget.accessibleName() or widget is window.add_button) for widget in reached)


def test_a_library_that_cannot_be_used_is_said_instead_of_everything(window: Window) -> None:
    window.show_trouble(Reason("A newer version wrote this library.", "Update Meanwhile."))
    assert not window.query.isVisible()
    assert not window.welcome.isVisible()
    mime = files("/a")
    assert not drop(window, mime).isAccepted()


def test_the_window_comes_back_as_it_was(qtbot: Any, light: Theme, tmp_path: Path, overview: MakeOverview) -> None:
    def opened() -> Window:
        memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        made = Window(Opener(), light, light.app_icon(), tmp_path, memory)
        qtbot.addWidget(made)
        made.show()
        return made

    first = opened()
    assert not first.query.isVisible()
    first.show_overview(overview(by_state={DocumentState.READY: 3}))
    first.resize(777, 555)
    first.close()
    second = opened()
    assert second.size() == first.size()
    assert second.query.isVisible()
    second.show_overview(overview())
    assert second.welcome.isVisible()


def test_a_window_on_a_screen_that_is_gone_comes_into_sight(qtbot: Any, light: Theme, tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    far = QWidget()
    qtbot.addWidget(far)
    far.setGeometry(20_000, 10_000, 700, 500)
    memory.setValue("window/geometry", far.saveGeometry())
    made = Window(Opener(), light, light.app_icon(), tmp_path, memory)
    qtbot.addWidget(made)
    made.show()
    assert made.size() == far.size()
    assert QGuiApplication.primaryScreen().availableGeometry().contains(made.frameGeometry().topLeft())


def test_documents_that_need_attention_can_be_seen_alone(qtbot: Any, window: Window, overview: MakeOverview) -> None:
    header, failed = window.list_header, DocumentState.FAILED
    window.documents.append(range(1, 11))
    window.show_overview(overview(by_state={DocumentState.READY: 9, failed: 1}))
    assert header.chip.text() == "1 needs attention"
    window.show_overview(overview(by_state={DocumentState.READY: 8, failed: 1, DocumentState.SET_ASIDE: 1}))
    assert header.chip.text() == "2 need attention"
    with qtbot.waitSignal(header.trouble_wanted):
        header.chip.click()
    window.show_only([3, 7])
    assert window.documents.ids_between(0, 9) == [3, 7]
    with qtbot.waitSignal(header.retry_all_wanted):
        header.retry_all.click()
    # What changes is looked up again; when nothing is left, all documents are back.
    with qtbot.waitSignal(header.trouble_wanted):
        window.show_overview(overview(by_state={DocumentState.READY: 9, failed: 1}))
    window.show_only([7])
    assert window.documents.ids_between(0, 9) == [7]
    window.show_overview(overview(by_state={DocumentState.READY: 10}))
    assert not header.chip.isVisible()
    assert window.documents.rowCount() == 10
    # An answer that comes late changes nothing.
    window.show_only([7])
    assert window.documents.rowCount() == 10


def test_in_a_narrow_pane_title_and_words_give_way(window: Window, overview: MakeOverview) -> None:
    header = window.list_header
    window.show_overview(overview(by_state={DocumentState.READY: 90_000, DocumentState.FAILED: 10_000}))
    header.resize(1000, header.height())
    assert header.chip.text() == "10,000 need attention"
    header.resize(240, header.height())
    assert header.chip.text() == "10,000"
    assert header.chip.accessibleName() == "10,000 need attention"
    header.resize(1000, header.height())
    assert header.chip.text() == "10,000 need attention"


def test_what_is_added_ends_the_narrowed_list(window: Window, overview: MakeOverview) -> None:
    window.documents.append([1, 2])
    window.show_overview(overview(by_state={DocumentState.READY: 1, DocumentState.FAILED: 1}))
    window.list_header.chip.click()
    window.show_only([2])
    window.take(["/a"])
    assert window.documents.rowCount() == 2


def test_work_can_be_paused_in_three_places(qtbot: Any, window: Window, overview: MakeOverview) -> None:
    at_work = overview(by_state={DocumentState.READY: 12, DocumentState.QUEUED: 28})
    window.show_overview(at_work)
    with qtbot.waitSignal(window.pause_wanted) as wanted:
        window.footer.pause.click()
    assert wanted.args == [True]
    window.show_paused(True)
    assert window.footer.words == "Paused · 12 of 40 documents"
    with qtbot.waitSignal(window.pause_wanted) as wanted:
        qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert wanted.args == [False]
    window.show_paused(False)
    with qtbot.waitSignal(window.pause_wanted) as wanted:
        window.menu.menu().actions()[0].trigger()
    assert wanted.args == [True]


def test_the_pause_button_is_there_only_while_it_is_of_use(window: Window, overview: MakeOverview) -> None:
    window.show_overview(overview(by_state={DocumentState.READY: 3}))
    assert not window.footer.pause.isVisible()
    window.show_overview(overview(by_state={DocumentState.READY: 3}, paused=True))
    assert window.footer.pause.isVisible()
    window.show_overview(overview(by_state={DocumentState.READY: 3, DocumentState.QUEUED: 1}))
    assert window.footer.pause.isVisible()


def test_when_the_last_document_is_removed_the_invitation_is_back(
    qtbot: Any, window: Window, overview: MakeOverview
) -> None:
    window.show_overview(overview(by_state={DocumentState.READY: 1}))
    window.show_overview(overview())
    assert window.welcome.isVisible()
    qtbot.waitUntil(window.menu.isVisible)


def test_an_added_folder_without_documents_is_told(window: Window, overview: MakeOverview) -> None:
    window.show_overview(overview())
    window.take(["/an/empty/folder"])
    window.show_overview(overview())
    assert not window.welcome.isVisible()
    window.show_done()
    window.show_overview(overview())
    assert "no documents" in window.notices.text
    assert window.welcome.isVisible()


def test_menus_hang_below_their_button_inside_the_window(qtbot: Any, window: Window, overview: MakeOverview) -> None:
    window.show_overview(overview(by_state={DocumentState.READY: 1}))
    window.resize(600, 400)
    for button in (window.add_button, window.menu):
        menu = button.menu()
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        qtbot.waitUntil(menu.isVisible)
        assert menu.geometry().right() == button.mapToGlobal(button.rect().bottomRight()).x()
        assert window.geometry().contains(menu.geometry())
        menu.close()


def test_the_sheet_of_shortcuts_knows_every_key(qtbot: Any, window: Window, overview: MakeOverview) -> None:
    window.show_overview(overview(by_state={DocumentState.READY: 1}))
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    sheet = window.findChild(ShortcutsSheet)
    told = {key for label in sheet.findChildren(QLabel) for key in label.text().split(BETWEEN_KEYS)}
    keys = [action.shortcut() for action in window.actions()]
    keys += [shortcut.key() for shortcut in window.findChildren(QShortcut)]
    # The last two are the same on another part of the keyboard.
    keys = [one for one in keys if not one.isEmpty() and one.toString() not in ("Ctrl+Enter", "Ctrl+Shift+C")]
    assert len(keys) >= 8
    assert {wording.key_name(one) for one in keys} <= told


def test_about_says_version_licence_model_and_place(qtbot: Any, window: Window, light: Theme) -> None:
    about = AboutDialog(Path.home() / "library", Opener(), light, window)
    qtbot.addWidget(about)
    told = "\n".join(label.text() for label in about.findChildren(QLabel))
    for fact in (version("meanwhile-desktop"), "Apache License 2.0", catalogue.DEFAULT.id, "library"):
        assert fact in told
