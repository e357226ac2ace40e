"""The program around the libraries: switched, copied, moved, found by a second start, out of the way when closed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any, cast

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QSpinBox, QSystemTrayIcon
from shiboken6 import isValid

from desktop.app import Application
from desktop.lab.pulse_strip import PulseGraph
from desktop.libraries import shown
from desktop.program import Program
from desktop.settings_dialog import SettingsDialog
from desktop.single_instance import SingleInstance, _name, hand_over
from desktop.theme import Theme
from engine.choices import Choices
from engine.cli import main as command_line
from engine.errors import LibraryError
from engine.library import Library
from engine.records import DocumentState, Fault, Mode, Overview, Reason
from engine.settings import TABLE, Settings
from engine.store.database import FILE_NAME, Database
from engine.store.lock import QueueLock

MakeOverview = Callable[..., Overview]

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture
def begin(qapp: QApplication) -> Iterator[Callable[..., Program]]:
    """Make the program as the command does, yet to be started."""
    started: list[Program] = []

    def one(**overrides: Any) -> Program:
        made = Program(
            qapp, Choices(environment={"MEANWHILE_WORKERS": "1", "MEANWHILE_GIVE_WAY": "no"}, overrides=overrides)
        )
        started.append(made)
        return made

    yield one
    for made in started:
        made.application.dispatcher.stop()
        assert made.application.dispatcher.wait(20_000)
        assert made.wait()
        made.single.close()
        made.application.window.hide()
        # A window that stays costs every later one: styles are worked out for all of them.
        for one in (made.application.theme, made.application.window, made.application, made):
            one.deleteLater()


@pytest.fixture
def start(begin: Callable[..., Program], qtbot: Any) -> Callable[..., Program]:
    """Start the program; the library is the test's, or the one that was chosen last."""

    def one(**overrides: Any) -> Program:
        made = begin(**overrides)
        made.start([])
        qtbot.waitUntil(lambda: is_open(made), timeout=20_000)
        return made

    return one


def is_open(program: Program) -> bool:
    """Whether the window has heard of its library, too: until then, how it looks is a guess that nobody remembers."""
    return program.application.window._overview is not None


def switches(qtbot: Any, program: Program, action: Callable[[], None]) -> Application:
    """Do something after which another window has taken the place of this one."""
    before = program.application
    action()
    qtbot.waitUntil(lambda: program.application is not before, timeout=20_000)
    qtbot.waitUntil(lambda: is_open(program), timeout=20_000)
    qtbot.waitUntil(lambda: not program._leaving, timeout=20_000)
    return program.application


def answers(qtbot: Any, program: Program, words: str) -> str:
    """Answer the question that is about to come, and return it."""
    window = program.application.window
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    (box,) = window.findChildren(QMessageBox)
    asked = box.text()
    press(box, words)
    qtbot.waitUntil(lambda: not isValid(box), timeout=20_000)
    return asked


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()


def seen(program: Program) -> Overview:
    assert program.application.overview is not None
    return program.application.overview


def ready(qtbot: Any, program: Program, words: str) -> None:
    qtbot.waitUntil(lambda: program.application.window.footer.words == words, timeout=60_000)


@pytest.fixture
def program(start: Callable[..., Program]) -> Program:
    return start()


def test_another_library_takes_the_place_of_this_one_and_is_the_one_of_the_next_start(
    qtbot: Any, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("The window stays free.")
    first, geometry = program.folder, program.application.window.geometry()
    title = program.application.window.windowTitle()
    program.application.window.take([str(tmp_path / "note.txt")])
    ready(qtbot, program, "1 document ready · 1 page")
    second = switches(qtbot, program, lambda: program.switch(tmp_path / "second"))
    assert second.window.isVisible()
    assert second.window.geometry() == geometry
    assert (title, second.window.windowTitle()) == ("Meanwhile", "second")
    assert second.window.documents.rowCount() == 0
    assert program.recent.folders() == [tmp_path / "second", first]
    assert Choices(environment={}).settings.library_folder == tmp_path / "second"
    switches(qtbot, program, lambda: program.switch(first))
    ready(qtbot, program, "1 document ready · 1 page")
    qtbot.waitUntil(lambda: program.application.window.documents.rowCount() == 1)


def test_a_library_of_the_list_that_is_gone_is_not_made_anew(qtbot: Any, program: Program, tmp_path: Path) -> None:
    gone = tmp_path / "drive" / "library"
    program.recent.note(gone)
    program.recent.note(program.folder)
    before = Choices(environment={}).settings

    def answer(words: str) -> None:
        program.libraries._fill()
        next(one for one in program.libraries.actions() if one.text() == shown(gone)).trigger()
        assert "There is no library in" in answers(qtbot, program, words)

    answer("Cancel")
    assert gone in program.recent.folders()
    answer("Take it off the list")
    assert gone not in program.recent.folders()
    assert not gone.parent.exists()
    assert Choices(environment={}).settings == before


def test_a_library_of_the_settings_that_is_not_there_is_made_only_if_that_is_wanted(
    qtbot: Any, program: Program, tmp_path: Path
) -> None:
    first = program.folder
    for words, folder in (("Cancel", first), ("Make a new library there", tmp_path / "new")):
        program.use(program.choices.change({"library": str(tmp_path / "new")}))
        assert not (tmp_path / "new").exists()
        answers(qtbot, program, words)
        assert program.folder == folder
        assert Choices(environment={}).settings.library_folder == folder


class TestMissingAtTheStart:
    """The library of the settings lies on a drive that is not connected."""

    @pytest.fixture
    def library(self, tmp_path: Path) -> Path:
        return tmp_path / "drive" / "library"

    @pytest.fixture
    def missing(self, qtbot: Any, begin: Callable[..., Program], library: Path) -> Program:
        Choices(environment={}).change({"library": str(library)})
        made = begin()
        with qtbot.waitSignal(made.application.dispatcher.missing, timeout=20_000):
            made.start([])
        return made

    def choose(self, program: Program, words: str) -> None:
        buttons = program.application.window.trouble.findChildren(QPushButton)
        next(button for button in buttons if button.text() == words and button.isVisible()).click()

    def test_it_is_said_and_nothing_is_made(self, qtbot: Any, missing: Program, library: Path) -> None:
        window = missing.application.window
        assert window.trouble.isVisible()
        with qtbot.waitSignal(missing.application.window.closed):
            window.close()
        assert not library.parent.exists()
        assert Choices(environment={}).settings.library_folder == library

    def test_it_is_opened_when_it_is_there(self, qtbot: Any, missing: Program, library: Path) -> None:
        first = missing.application
        self.choose(missing, "Try again")
        qtbot.waitUntil(lambda: missing.application is not first)
        qtbot.waitUntil(missing.application.window.trouble.isVisible, timeout=20_000)
        assert not library.parent.exists()
        Database(library).close()
        switches(qtbot, missing, lambda: self.choose(missing, "Try again"))

    def test_a_new_one_is_made_where_it_is_wanted(self, qtbot: Any, missing: Program, library: Path) -> None:
        switches(qtbot, missing, lambda: self.choose(missing, "Make a new library there"))
        assert (library / FILE_NAME).exists()

    def test_what_is_named_for_one_start_may_be_new(self, start: Callable[..., Program], library: Path) -> None:
        assert start(library=str(library)).folder == library
        assert (library / FILE_NAME).exists()


def test_the_work_of_a_library_that_is_left_ends_in_order(qtbot: Any, program: Program, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("\n\n".join(f"Paragraph {number} of a report on windows that wait." for number in range(900)))
    first = program.folder
    with qtbot.waitSignal(program.application.dispatcher.documents_listed, timeout=20_000):
        program.application.window.take([str(long)])
    switches(qtbot, program, lambda: program.switch(tmp_path / "second"))
    with closing(Database(first)) as database:
        states = [state for (state,) in database.rows("SELECT state FROM documents")]
    assert len(states) == 1
    assert states[0] in ("queued", "embedding")


def test_free_space_is_given_back_when_a_person_wants_that(
    qtbot: Any, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shrink() -> None:
        next(one for one in program.libraries.actions() if one.text() == "Give back free space").trigger()

    window, dispatcher = program.application.window, program.application.dispatcher
    (tmp_path / "report.txt").write_text("\n\n".join(f"Paragraph {line} of a report." for line in range(3_000)))
    window.take([str(tmp_path / "report.txt")])
    qtbot.waitUntil(lambda: seen(program).by_state == {DocumentState.READY: 1}, timeout=60_000)
    (document,) = window.documents.ids_between(0, 0)
    with qtbot.waitSignal(dispatcher.documents_removed, timeout=20_000):
        dispatcher.remove([document])
    begun: list[str] = []
    dispatcher.shrinking.connect(lambda: begun.append(window.notices.text))
    with qtbot.waitSignal(dispatcher.shrunk, timeout=20_000) as told:
        shrink()
    assert begun == ["The library's file is being made smaller. Work goes on when that is done."]
    assert told.args is not None
    assert told.args[0] > 100_000
    assert window.notices.text.endswith("smaller.")
    with qtbot.waitSignal(dispatcher.shrunk, timeout=20_000):
        shrink()
    assert window.notices.text == "There was no free space in the library's file."

    monkeypatch.setattr(Library, "shrink", lambda _: None)
    with qtbot.waitSignal(dispatcher.shrunk, timeout=20_000):
        shrink()
    assert window.notices.text.startswith("The library is being read, so its file is not smaller yet.")

    def is_full(_: Library) -> int:
        raise LibraryError("The disk is full.", "Make room.")

    monkeypatch.setattr(Library, "shrink", is_full)
    with qtbot.waitSignal(dispatcher.notice, timeout=20_000), qtbot.assertNotEmitted(dispatcher.held_up):
        shrink()
    assert window.notices.text == "The disk is full. Make room."


def test_a_library_is_not_made_smaller_while_it_is_copied(
    qtbot: Any, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program.application.opener, "open", lambda _: None)
    goes_on = Event()
    monkeypatch.setattr("engine.store.backup.back_up", lambda *_: goes_on.wait(20))
    program.back_up(tmp_path / "copy")
    with qtbot.assertNotEmitted(program.application.dispatcher.shrinking, wait=200):
        program.shrink()
    assert program.application.window.notices.text.startswith("The library is being copied.")
    goes_on.set()
    qtbot.waitUntil(lambda: program._copy is None, timeout=20_000)
    with qtbot.waitSignal(program.application.dispatcher.shrunk, timeout=20_000):
        program.shrink()


def test_a_library_is_not_made_smaller_while_another_process_works_on_it(
    qtbot: Any, begin: Callable[..., Program], tmp_path: Path
) -> None:
    lock = QueueLock(tmp_path / "worked on")
    (tmp_path / "worked on").mkdir()
    lock.acquire()
    try:
        program = begin(library=str(tmp_path / "worked on"))
        dispatcher, window = program.application.dispatcher, program.application.window
        with qtbot.waitSignal(dispatcher.held_up, timeout=20_000):
            program.start([])
        with (
            qtbot.waitSignal(dispatcher.not_shrunk, timeout=20_000),
            qtbot.assertNotEmitted(dispatcher.shrinking),
        ):
            program.shrink()
        assert window.notices.text.startswith("Something else is at work on this library")
        with qtbot.waitSignal(dispatcher.work_goes_on, timeout=20_000):
            lock.release()
        with qtbot.waitSignal(dispatcher.shrunk, timeout=20_000):
            program.shrink()
    finally:
        lock.release()


def test_nothing_is_said_to_become_smaller_when_the_library_could_not_be_opened(
    qtbot: Any, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE_NAME).write_text("no database")
    program.switch(tmp_path / "other")
    qtbot.waitUntil(program.application.window.trouble.isVisible, timeout=20_000)
    assert program.application.dispatcher.wait(20_000)
    before = program.application.window.notices.text
    program.shrink()
    assert program.application.window.notices.text == before


def test_a_library_is_backed_up_while_it_is_open(qtbot: Any, program: Program, tmp_path: Path) -> None:
    opened: list[str] = []
    program.application.opener.open = opened.append  # type: ignore[method-assign]  # shows a folder on the screen
    (tmp_path / "copy").mkdir()
    program.back_up(tmp_path / "copy")
    qtbot.waitUntil(lambda: opened == [str(tmp_path / "copy")], timeout=20_000)
    assert (tmp_path / "copy" / FILE_NAME).exists()
    assert "copy is complete" in program.application.window.notices.text


def test_a_library_is_moved_and_goes_on_where_it_is_now(qtbot: Any, program: Program, tmp_path: Path) -> None:
    first = program.folder
    (tmp_path / "note.txt").write_text("The window stays free.")
    program.application.window.take([str(tmp_path / "note.txt")])
    ready(qtbot, program, "1 document ready · 1 page")
    switches(qtbot, program, lambda: program.move(tmp_path / "moved"))
    ready(qtbot, program, "1 document ready · 1 page")
    assert program.folder == tmp_path / "moved"
    assert not (first / FILE_NAME).exists()
    assert program.recent.folders() == [tmp_path / "moved"]


def test_a_move_that_fails_leaves_the_library_open_where_it_is(qtbot: Any, program: Program, tmp_path: Path) -> None:
    first = program.folder
    (tmp_path / "file").write_text("no folder")
    switches(qtbot, program, lambda: program.move(tmp_path / "file" / "moved"))
    assert program.folder == first
    assert "cannot be copied" in program.application.window.notices.text


def test_a_library_that_could_not_be_opened_is_not_moved_either_and_the_next_move_is_carried_out(
    qtbot: Any, program: Program, tmp_path: Path
) -> None:
    first, other = program.folder, tmp_path / "other"
    other.mkdir()
    (other / FILE_NAME).write_text("no database")
    program.switch(other)
    qtbot.waitUntil(program.application.window.trouble.isVisible, timeout=20_000)
    assert program.application.dispatcher.wait(20_000)
    broken = program.application
    program.move(tmp_path / "moved")
    qtbot.waitUntil(lambda: program.application is not broken, timeout=20_000)
    assert "is damaged or no library" in program.application.window.notices.text
    qtbot.waitUntil(program.application.window.trouble.isVisible, timeout=20_000)
    assert program.folder == other
    switches(qtbot, program, lambda: program.switch(first))
    switches(qtbot, program, lambda: program.move(tmp_path / "moved"))
    assert program.folder == tmp_path / "moved"


def test_a_second_start_hands_its_files_over(qtbot: Any, program: Program, tmp_path: Path) -> None:
    odd = str(tmp_path / "caf\udce9.txt")
    program.application.window.showMinimized()
    line = json.dumps({"paths": [odd], "token": ""}) + "\n"
    socket = QLocalSocket()
    with qtbot.waitSignal(program.application.window.paths_chosen, timeout=20_000) as chosen:
        socket.connectToServer(_name(program.folder))
        socket.write(line.encode())
    assert chosen.args == [[odd]]
    assert not program.application.window.isMinimized()


def test_nonsense_from_another_process_is_refused(qtbot: Any, program: Program) -> None:
    socket = QLocalSocket()
    with qtbot.assertNotEmitted(program.single.asked, wait=0), qtbot.waitSignal(socket.disconnected, timeout=20_000):
        socket.connectToServer(_name(program.folder))
        socket.write(b"open the door\n")


def test_without_another_window_there_is_nobody_to_hand_over_to(tmp_path: Path) -> None:
    assert not hand_over(tmp_path / "library", ["/a"])


def test_what_a_crash_has_left_behind_is_taken_over(tmp_path: Path) -> None:
    Path(_name(tmp_path)).write_text("not even a socket")
    server = SingleInstance(tmp_path)
    assert server.listen()
    server.close()


class TestClosing:
    """Asked once, while there is work."""

    @pytest.fixture
    def at_work(self, qtbot: Any, program: Program, tmp_path: Path) -> Program:
        """A program with more to do than a test takes."""
        program.choices.change({"processor_share": 10})
        program.use(program.choices.settings)
        for number in range(3):
            text = "\n\n".join(f"Paragraph {line} of report {number} on windows that wait." for line in range(450))
            (tmp_path / f"{number}.txt").write_text(text)
        program.application.window.take([str(tmp_path / f"{number}.txt") for number in range(3)])
        qtbot.waitUntil(lambda: program.application.is_at_work, timeout=20_000)
        return program

    def answer(self, program: Program, words: str) -> None:
        (box,) = program.application.window.findChildren(QMessageBox)
        press(box, words)

    def test_it_works_on_without_a_window_and_can_be_called_back(self, at_work: Program) -> None:
        at_work.application.window.close()
        assert at_work.application.window.isVisible()
        self.answer(at_work, "Work on")
        assert not at_work.application.window.isVisible()
        assert at_work.application.dispatcher.isRunning()
        assert at_work.choices.settings.on_close == "work"
        at_work.single.asked.emit([])
        assert at_work.application.window.isVisible()
        at_work.application.window.close()
        assert not at_work.application.window.isVisible()

    def test_it_quits_and_that_is_remembered(self, qtbot: Any, at_work: Program) -> None:
        at_work.application.window.close()
        with qtbot.waitSignal(at_work.application.dispatcher.finished, timeout=20_000):
            self.answer(at_work, "Quit")
        assert at_work.choices.settings.on_close == "quit"

    def test_a_quit_is_a_quit(self, qtbot: Any, at_work: Program) -> None:
        with qtbot.waitSignal(at_work.application.dispatcher.finished, timeout=20_000):
            at_work.application.window.quit_wanted.emit()

    def test_it_ends_by_itself_when_all_is_done(self, qtbot: Any, at_work: Program) -> None:
        at_work.choices.change({"on_close": "work"})
        with qtbot.waitSignal(at_work.application.dispatcher.finished, timeout=60_000):
            at_work.application.window.close()
            assert not at_work.application.window.isVisible()
            at_work.choices.change({"processor_share": 100})
            at_work.use(at_work.choices.settings)
        assert seen(at_work).by_state == {DocumentState.READY: 3}

    def test_a_pause_ends_nothing_and_can_be_ended_from_the_tray(
        self, qtbot: Any, at_work: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        quits: list[bool] = []
        monkeypatch.setattr(at_work.application.closing, "quit", lambda: quits.append(True))
        at_work.choices.change({"on_close": "work"})
        at_work.application.window.close()
        with closing(Library.open(at_work.folder, Settings())) as other:
            other.pause()
        qtbot.waitUntil(lambda: seen(at_work).paused, timeout=20_000)
        assert at_work.tray.line.startswith("Paused")
        at_work.tray.pause_wanted.emit(False)
        qtbot.waitUntil(lambda: not seen(at_work).paused, timeout=20_000)
        assert seen(at_work).unsettled
        assert not quits
        assert at_work.application.dispatcher.isRunning()


def test_an_idle_window_closes_without_a_question(qtbot: Any, program: Program) -> None:
    with qtbot.waitSignal(program.application.dispatcher.finished, timeout=20_000):
        program.application.window.close()


class TestSettings:
    """What is changed holds at once, in the file too."""

    @pytest.fixture
    def dialog(self, program: Program) -> SettingsDialog:
        program.open_settings()
        (found,) = program.application.window.findChildren(SettingsDialog)
        return found

    def test_the_mode_is_the_same_everywhere_and_remembered(self, program: Program, dialog: SettingsDialog) -> None:
        combo: Any = dialog.control("mode")
        combo.setCurrentIndex(combo.findData("async"))
        assert program.application.lab.bar.switch.mode is Mode.ASYNC
        program.application.lab.bar.switch.choose(Mode.BACKGROUND)
        assert Choices(environment={}).settings.mode == "background"

    def test_colours_change_at_once(self, program: Program, dialog: SettingsDialog) -> None:
        combo: Any = dialog.control("theme")
        combo.setCurrentIndex(combo.findData("dark"))
        assert program.application.theme.dark
        combo.setCurrentIndex(combo.findData("light"))
        assert not program.application.theme.dark

    def test_the_work_goes_on_with_other_settings(
        self, qtbot: Any, program: Program, dialog: SettingsDialog, tmp_path: Path
    ) -> None:
        box: Any = dialog.control("max_file_mb")
        box.setValue(1)
        assert program.application.dispatcher.settings.max_file_mb == 1
        (tmp_path / "large.txt").write_text("word " * 400_000)
        program.application.window.take([str(tmp_path / "large.txt")])
        ready(qtbot, program, "0 documents ready · 0 pages · 1 failed")

    def test_what_a_variable_overrides_says_so(self, dialog: SettingsDialog) -> None:
        workers = dialog.control("workers")
        assert not workers.isEnabled()
        assert "MEANWHILE_WORKERS" in workers.accessibleDescription()

    def test_a_file_that_cannot_be_changed_is_told(self, program: Program, dialog: SettingsDialog) -> None:
        program.choices.path.parent.mkdir(parents=True, exist_ok=True)
        program.choices.path.write_text("broken = = 1")
        box: Any = dialog.control("notify")
        box.click()
        assert "cannot be changed" in dialog._trouble.text()
        assert box.isChecked()

    def test_what_is_changed_elsewhere_holds_here_too(
        self, qtbot: Any, program: Program, dialog: SettingsDialog
    ) -> None:
        notices, box = program.application.window.notices, cast("QSpinBox", dialog.control("processor_share"))

        def becomes(share: int) -> None:
            qtbot.waitUntil(lambda: program.application.dispatcher.settings.processor_share == share, timeout=20_000)
            assert box.value() == share

        assert command_line(["settings", "processor_share=80", "theme=dark"]) == 0
        becomes(80)
        assert program.application.theme.dark
        Choices(environment={}).change({"processor_share": 70})  # the file is replaced once more
        becomes(70)
        program.choices.path.write_text("processor_share = ")  # somebody writes in it
        qtbot.waitUntil(lambda: "cannot be understood" in notices.text, timeout=20_000)
        becomes(70)
        program.choices.path.write_text("processor_share = 60")
        becomes(60)
        program.choices.path.unlink()
        becomes(100)

    def test_another_model_says_what_the_change_costs(
        self, qtbot: Any, program: Program, light: Theme, monkeypatch: pytest.MonkeyPatch, overview: MakeOverview
    ) -> None:
        several = replace(TABLE["model"], choices=(*TABLE["model"].choices, ("another", "another")))
        monkeypatch.setitem(TABLE, "model", several)
        program.application.overview = overview(chunks=12_345, pages_read=600, pages_per_second=2.0)
        dialog = SettingsDialog(program.choices, light, program.application.window, program._model_note())
        qtbot.addWidget(dialog)
        told = dialog.control("model").accessibleDescription()
        assert "12,345 passages again" in told
        assert "about 5 min" in told

    def test_the_pulse_stays_hidden_and_the_lab_open(self, qtbot: Any, program: Program, tmp_path: Path) -> None:
        first = program.folder
        program.application.lab.bar.pulse_shown.setChecked(False)
        program.application.lab.bar.toggle.setChecked(True)
        switches(qtbot, program, lambda: program.switch(tmp_path / "second"))
        assert program.application.lab.bar.pulse_shown.isChecked()
        assert not program.application.lab.pane.isVisible()
        switches(qtbot, program, lambda: program.switch(first))
        assert not program.application.lab.bar.pulse_shown.isChecked()
        assert program.application.lab.pane.isVisible()


@pytest.fixture
def told(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is told beside the icon, which has to be there; short work is worth it, too."""
    heard: list[tuple[str, str]] = []
    icon = program.tray._icon

    def show(title: str, body: str, *_: object) -> None:
        assert icon.isVisible()
        heard.append((title, body))

    monkeypatch.setattr("desktop.program.LONG_SECONDS", 0.0)
    monkeypatch.setattr(program.application.window, "isActiveWindow", lambda: False)
    # There is no tray where tests run; the real one has a test of its own, on a screen.
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(icon, "showMessage", show)
    return heard


def test_a_long_task_is_told_beside_the_icon_when_the_window_is_not_in_front(
    program: Program, overview: MakeOverview, told: list[tuple[str, str]]
) -> None:
    program._show_overview(overview(by_state={DocumentState.QUEUED: 2}))
    program._show_overview(overview(by_state={DocumentState.READY: 1, DocumentState.FAILED: 1}))
    assert told == [("Some documents need attention", "1 document ready. 1 could not be read.")]
    assert program.tray.visible
    program.tray._telling.timeout.emit()
    program.tray._telling.stop()
    program._show_overview(overview(by_state={DocumentState.READY: 1, DocumentState.FAILED: 1}))
    assert not program.tray.visible
    program.choices.change({"notify": False})
    program._show_overview(overview(by_state={DocumentState.QUEUED: 2}))
    program._show_overview(overview(by_state={DocumentState.READY: 2}))
    assert len(told) == 1


def test_a_program_that_nobody_sees_ends_when_its_notification_was_seen(
    program: Program, overview: MakeOverview, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(program.application.closing, "quit", lambda: ended.append(True))
    program.application.window.hide()
    for state in (DocumentState.QUEUED, DocumentState.READY):
        program.application.dispatcher.overview_changed.emit(overview(by_state={state: 2}))
    assert told == [("All documents are ready", "2 documents ready.")]
    assert not ended
    program.tray._telling.stop()
    program.tray.told.emit()
    assert ended == [True]


def test_the_dock_shows_how_far_the_work_is_and_what_needs_attention(
    program: Program, overview: MakeOverview, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_there: list[tuple[float | None, bool]] = []
    monkeypatch.setattr("desktop.program.LONG_SECONDS", 0.0)
    monkeypatch.setattr(program._launcher, "show", lambda share, urgent=False: seen_there.append((share, urgent)))
    for by_state in ({DocumentState.QUEUED: 2}, {DocumentState.FAILED: 1, DocumentState.READY: 1}):
        program.application.dispatcher.overview_changed.emit(overview(by_state=by_state, progress=0.25))
    assert seen_there == [(0.25, False), (None, False), (None, True)]


def test_a_wish_for_less_motion_holds_for_every_library(qtbot: Any, program: Program, tmp_path: Path) -> None:
    graph = program.application.lab.bar.strip.graph
    graph.rest(False)
    assert graph.pace == PulseGraph.PAINT_MS
    program._motion.is_less = True
    program._motion.changed.emit(True)
    assert graph.pace == PulseGraph.STILL_MS
    second = switches(qtbot, program, lambda: program.switch(tmp_path / "second"))
    second.lab.bar.strip.graph.rest(False)
    assert second.lab.bar.strip.graph.pace == PulseGraph.STILL_MS


def test_a_click_on_what_is_told_brings_the_window_back(program: Program) -> None:
    program.application.window.hide()
    program.tray._icon.messageClicked.emit()
    assert program.application.window.isVisible()


def test_the_machine_is_kept_awake_only_while_work_goes_on(program: Program, overview: MakeOverview) -> None:
    program.choices.change({"stay_awake": True})
    dispatcher, wakefulness = program.application.dispatcher, program.wakefulness
    at_work = overview(by_state={DocumentState.QUEUED: 2})

    def awake_after(signal: Any, *said: object) -> bool:
        signal.emit(*said)
        return wakefulness.wanted

    assert awake_after(dispatcher.overview_changed, at_work)
    assert not awake_after(dispatcher.overview_changed, replace(at_work, paused=True))
    assert awake_after(dispatcher.overview_changed, at_work)
    assert not awake_after(dispatcher.held_up, Reason("The machine runs on its battery.", fault=Fault.MACHINE))
    assert not awake_after(dispatcher.overview_changed, at_work)
    assert awake_after(dispatcher.work_goes_on)
    assert not awake_after(dispatcher.overview_changed, overview(by_state={DocumentState.READY: 2}))
