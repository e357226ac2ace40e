"""The composition root of the window: what is built, started and stopped, in which order."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.closing import Closing
from desktop.dispatcher import Dispatcher
from desktop.lab.lab import Lab
from desktop.opening import Opener
from desktop.own_command import own_command
from desktop.problem_report import ProblemReport
from desktop.theme import ColourScheme, Theme
from desktop.window import Window
from engine.paths import resources
from engine.records import TROUBLED, Fault, Mode, Overview, Reason
from engine.settings import Settings

QUIT_SECONDS = 2.0
"""How long a quit may take; whatever is not settled by then goes on at the next start."""
_PULSE = "lab/pulse"
_DURATIONS = "lab/durations"

log = logging.getLogger(__name__)


class Application(QObject):
    """One library: its window, the dispatcher behind it, and what connects the two."""

    retired = Signal()
    """After :meth:`retire`, the engine has ended."""

    def __init__(
        self, qt: QApplication, library: Path, settings: Settings, scheme: ColourScheme, *, make: bool = True
    ) -> None:
        """``make``: a library that is not there is made."""
        super().__init__()
        self._qt = qt
        self._folder = library
        self.theme = Theme(qt, resources(), scheme)
        self.theme.apply()
        icon = self.theme.app_icon()
        qt.setWindowIcon(icon)
        self.opener = Opener(self)
        self._memory = memory = QSettings(str(library / "window.ini"), QSettings.Format.IniFormat)
        self.window = Window(self.opener, self.theme, icon, resources() / "samples", memory)
        self.dispatcher = Dispatcher(library, settings, self, make=make)
        self.lab = Lab(self.window, self.dispatcher, settings, resources() / "samples", self.theme)
        self.report = ProblemReport(library, self)
        self.closing = Closing(self.window, lambda: self.is_at_work)
        self.overview: Overview | None = None
        self._reveal_next = False
        self._at_work = False
        self._connect()
        self.lab.bar.pulse_shown.setChecked(bool(memory.value(_PULSE, True, type=bool)))
        self.lab.bar.pulse_shown.toggled.connect(lambda shown: memory.setValue(_PULSE, shown))
        self.lab.durations.recall(str(memory.value(_DURATIONS, "")))
        self.lab.bar.toggle.setChecked(self.window.workspace.below_was_open)
        self.lab.bar.switch.choose(Mode(settings.mode))

    @property
    def is_at_work(self) -> bool:
        """Whether anything goes on that closing the window could interrupt."""
        seen = self.overview
        return self._at_work and seen is not None and bool(seen.unsettled or seen.listing) and not seen.paused

    def start(self, paths: Sequence[str]) -> None:
        """Show the window; the library is opened once it is painted."""
        self.window.show()
        if paths:
            self.window.take(paths)
        QTimer.singleShot(0, self.dispatcher.start)

    def rest(self) -> None:
        """End the engine; the window stays."""
        self._at_work = False
        self.lab.end(QUIT_SECONDS / 2)
        if self.overview is not None:
            # Where no library was opened, nothing is written: the drive it is on may not be connected.
            self._memory.setValue(_DURATIONS, self.lab.durations.remembered())
        self.dispatcher.stop()

    def retire(self) -> None:
        """End the engine and go, while the program goes on with another library; ``retired`` follows."""
        self.window.remember()
        self.window.hide()
        self.rest()
        if self.dispatcher.isFinished():
            QTimer.singleShot(0, self._go)
        else:
            self.dispatcher.finished.connect(self._go)

    def _go(self) -> None:
        self.retired.emit()
        self.theme.deleteLater()
        self.window.deleteLater()
        self.deleteLater()

    def stop(self) -> None:
        """End the engine and then the program, within :data:`QUIT_SECONDS`."""
        deadline = QDeadlineTimer(round(QUIT_SECONDS * 1000))
        self.rest()
        if not self.dispatcher.wait(deadline) or self.lab.comparison.running:
            # What was confirmed is on disk, and workers end with their parent: leaving like this loses nothing,
            # while Qt would abort over a thread that still runs.
            log.warning("what was at work did not stop within %s s", QUIT_SECONDS)
            logging.shutdown()
            os._exit(0)
        self._qt.quit()

    def _connect(self) -> None:
        window, dispatcher = self.window, self.dispatcher
        # Queued, so that the window is gone from the screen before anything is waited for.
        window.closed.connect(self.stop, Qt.ConnectionType.QueuedConnection)
        window.quit_wanted.connect(self.closing.quit)
        window.paths_chosen.connect(self._add)
        window.pause_wanted.connect(dispatcher.pause)
        window.documents.rows_wanted.connect(dispatcher.request_rows)
        window.list_header.trouble_wanted.connect(lambda: dispatcher.request_ids(TROUBLED))
        window.list_header.retry_all_wanted.connect(dispatcher.retry_failed)
        actions = window.actions_on_documents
        actions.retry_wanted.connect(dispatcher.retry)
        actions.cancel_wanted.connect(dispatcher.cancel)
        actions.remove_wanted.connect(dispatcher.remove)
        actions.paths_wanted.connect(dispatcher.request_paths)
        dispatcher.paths_found.connect(actions.copy)
        dispatcher.ids_found.connect(window.show_only)
        dispatcher.paused.connect(window.show_paused)
        dispatcher.task_done.connect(window.show_done)
        window.search.asked.connect(dispatcher.search)
        # First of all who hear of it.
        dispatcher.opened.connect(self._note)
        dispatcher.overview_changed.connect(self._note)
        dispatcher.opened.connect(self._opened)
        dispatcher.failed.connect(self._fail)
        dispatcher.missing.connect(window.trouble.offer)
        dispatcher.documents_listed.connect(self._list)
        dispatcher.documents_removed.connect(window.documents.remove)
        dispatcher.documents_changed.connect(window.documents.changed)
        dispatcher.rows_ready.connect(window.documents.accept)
        dispatcher.overview_changed.connect(window.show_overview)
        dispatcher.answered.connect(window.search.show_answer)
        dispatcher.search_failed.connect(window.search.show_failure)
        window.search.pages_wanted.connect(dispatcher.preview)
        window.search.remove_wanted.connect(dispatcher.remove)
        window.locating.owner_wanted.connect(dispatcher.request_owner)
        dispatcher.owner_found.connect(window.locating.told)
        dispatcher.documents_listed.connect(window.locating.listed)
        dispatcher.task_done.connect(window.locating.task_done)
        dispatcher.page_came.connect(window.search.show_page)
        dispatcher.documents_removed.connect(window.search.documents_removed)
        dispatcher.notice.connect(window.notices.tell)
        self.lab.failed.connect(window.notices.tell)
        dispatcher.held_up.connect(window.notices.hold)
        dispatcher.work_goes_on.connect(window.notices.release)
        window.menu.about_wanted.connect(self._about)
        window.menu.check_wanted.connect(self._check)
        window.menu.drill_wanted.connect(self._drill)
        window.menu.report_wanted.connect(lambda: self.report.ask(window))
        self.report.told.connect(window.notices.tell)
        self.report.written.connect(self.opener.show_in_folder)
        dispatcher.finished.connect(self._dispatcher_ended)

    def _note(self, overview: Overview) -> None:
        self.overview = overview

    def _opened(self, overview: Overview) -> None:
        self._at_work = True
        self.window.show_overview(overview)
        # Everything is loaded by now and stays. Left to the garbage collector, looking through it all again and
        # again holds the window up for 40 ms each time.
        gc.freeze()
        gc.enable()

    def _fail(self, reason: Reason) -> None:
        self._at_work = False
        self.window.show_trouble(reason)

    def _add(self, paths: list[str]) -> None:
        self._reveal_next = True
        self.lab.add(paths)

    def _list(self, ids: list[int]) -> None:
        self.window.documents.append(ids)
        self.window.show_workspace()
        if self._reveal_next:
            # What was just dropped comes into sight, once; then the list stays where the person scrolls it.
            self._reveal_next = False
            self.window.list.reveal(ids[0])

    def _about(self) -> None:
        # What is seldom asked for is not loaded before the window is on the screen; so below.
        from desktop.about import AboutDialog

        AboutDialog(self._folder, self.opener, self.theme, self.window).open()

    def _check(self) -> None:
        from desktop.doctor_sheet import DoctorSheet

        doctor = own_command("doctor", "--library", str(self._folder))
        DoctorSheet(self.theme, self.window, doctor).open()

    def _drill(self) -> None:
        from desktop.drill_sheet import DrillSheet

        DrillSheet(self.theme, self.window, own_command("drill")).open()

    def _dispatcher_ended(self) -> None:
        gc.enable()  # also when the library could not be opened
        if self._at_work:
            self.window.notices.hold(
                Reason(
                    self.tr("Meanwhile stopped working on your documents because of a mistake of its own."),
                    self.tr("Nothing is lost: close the window and start it again."),
                    Fault.OURS,
                )
            )
