"""The program around the libraries: one is open at a time, with settings, tray and whatever outlives its window."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QLocale, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop import wording
from desktop.app import QUIT_SECONDS, Application
from desktop.file_watch import FileWatch
from desktop.libraries import LibraryCopy, LibraryMenu, RecentLibraries
from desktop.platform_bus import LauncherProgress, Motion, Portal, Wakefulness
from desktop.single_instance import SingleInstance, hand_over
from desktop.theme import ColourScheme
from desktop.tray import Tray
from engine.choices import Choices
from engine.errors import MeanwhileError
from engine.paths import default_library, state_folder
from engine.records import DocumentState, Fault, Mode, Overview, Reason
from engine.settings import OF_WORK, Settings, Value

LONG_SECONDS = 20.0
"""Work that took longer is worth a notification when it is done."""

log = logging.getLogger(__name__)


class Program(QObject):
    """Opens libraries one after another and carries over what belongs to none of them."""

    settings_came = Signal()
    """Others have changed the settings, and these hold now."""

    def __init__(self, qt: QApplication, choices: Choices) -> None:
        super().__init__()
        self._qt = qt
        self.choices = choices
        self._memory = QSettings(str(state_folder() / "window.ini"), QSettings.Format.IniFormat)
        self.recent = RecentLibraries(self._memory)
        self.wakefulness = Wakefulness(self)
        self._launcher = LauncherProgress()
        self._portal = Portal()
        self._motion = Motion(self)
        self._leaving: list[Application] = []
        self._copy: LibraryCopy | None = None
        self._at_work_since: float | None = None
        self._troubled = 0
        self._held_up = False
        self.folder = choices.settings.library_folder.absolute()
        # What was named for this start may be new. Kept in the settings, it was there before: a drive that is not
        # connected must not look like documents that are lost.
        kept = bool(choices.settings.library) and not choices.is_overridden("library")
        self._open(self.folder, make=not kept or self.folder == default_library())
        self._tell_problems()
        FileWatch(choices.path, self).changed.connect(self._take_up)

    def start(self, paths: Sequence[str]) -> None:
        """Show the window."""
        self.application.start(paths)
        QTimer.singleShot(0, self._motion.ask)

    def quit(self) -> None:
        """End all work and the program."""
        self.application.closing.quit()

    def leave_off(self) -> None:
        """Somebody asks the process to end: a window that is dead because it works itself comes back to life."""
        self.application.lab.leave_off()

    def tell(self, reason: Reason) -> None:
        """Let the person know."""
        self.application.window.notices.tell(reason)

    def wait(self) -> bool:
        """Whether the libraries that were left have come to their end, too; waits some seconds for that."""
        deadline = QDeadlineTimer(round(QUIT_SECONDS * 1000))
        return all(one.dispatcher.wait(deadline) for one in self._leaving)

    # Libraries

    def switch(self, folder: Path) -> None:
        """Open another library, or make it, in place of this one; the work of this one ends in order, behind it."""
        folder = folder.absolute()
        if folder == self.folder:
            self._come_forward()
            return
        if hand_over(folder, []):
            self._tell(self.tr("That library is open in another window."), "")
            return
        self._replace(folder)
        self._remember(folder)

    def _replace(self, folder: Path, *, make: bool = True) -> None:
        old = self.application
        geometry = old.window.geometry()
        self._retire(old)
        self._open(folder, make=make)
        self.application.window.setGeometry(geometry)
        self.application.start([])

    def _remember(self, folder: Path) -> None:
        if not self.choices.is_overridden("library"):
            self._choose({"library": str(folder)})

    def _stay(self) -> None:
        """The library that was wanted is not there: the next start opens the one that is open."""
        if self.choices.settings.library_folder.absolute() != self.folder:
            self._remember(self.folder)

    def _open(self, folder: Path, *, make: bool = True) -> None:
        settings = self.choices.settings
        self.folder = folder
        self._at_work_since = None
        self._held_up = False
        self.application = Application(self._qt, folder, settings, ColourScheme(settings.theme), make=make)
        self.single = SingleInstance(folder, self.application)
        if not self.single.listen():
            log.info("no other start can find this window")
        self.tray = Tray(self.application.window.windowIcon(), self.application.theme, self.application)
        self.recent.note(folder)
        if folder != default_library() and len(self.recent.folders()) > 1:
            # Whoever has several sees which one this is.
            self.application.window.setWindowTitle(wording.displayable(folder.name))
        self.libraries = LibraryMenu(folder, self.recent, self.application.window)
        self._connect()

    def _retire(self, application: Application) -> None:
        self.single.close()
        self.tray.hide()
        self._launcher.show(None)
        # Its last words are none about the library that is open next.
        application.dispatcher.overview_changed.disconnect(self._show_overview)
        self._leaving.append(application)
        application.retired.connect(lambda: self._leaving.remove(application))
        application.retire()

    def _connect(self) -> None:
        application, window = self.application, self.application.window
        menu = window.menu
        menu.place_libraries(self.libraries)
        menu.settings_wanted.connect(self.open_settings)
        self.libraries.open_wanted.connect(self.switch)
        self.libraries.stayed.connect(self._stay)
        trouble = window.trouble
        trouble.again_wanted.connect(lambda: self._replace(self.folder, make=False))
        trouble.other_wanted.connect(self.libraries.ask_open)
        trouble.new_wanted.connect(lambda: self._replace(self.folder))
        self.libraries.show_wanted.connect(lambda folder: application.opener.open(str(folder)))
        self.libraries.refused.connect(window.notices.tell)
        self.libraries.back_up_wanted.connect(self.back_up)
        self.libraries.move_wanted.connect(self.move)
        self.libraries.shrink_wanted.connect(self.shrink)
        application.dispatcher.shrinking.connect(self._shrinking)
        application.dispatcher.shrunk.connect(self._shrunk)
        application.dispatcher.not_shrunk.connect(self._not_shrunk)
        application.closing.use(lambda: self.choices.settings.on_close)
        application.closing.remembered.connect(lambda chosen: self._choose({"on_close": chosen}))
        application.closing.hidden.connect(self._show_tray)
        application.lab.bar.switch.mode_changed.connect(self._note_mode)
        application.dispatcher.opened.connect(self._show_overview)
        application.dispatcher.overview_changed.connect(self._show_overview)
        application.dispatcher.failed.connect(lambda _: self._come_forward())
        application.dispatcher.held_up.connect(self._hold_up)
        application.dispatcher.work_goes_on.connect(self._go_on)
        graph = application.lab.bar.strip.graph
        graph.move_less(self._motion.is_less)
        self._motion.changed.connect(graph.move_less)
        self.tray.open_wanted.connect(self._come_forward)
        self.tray.pause_wanted.connect(application.dispatcher.pause)
        self.tray.told.connect(self._end_if_done)
        self.tray.quit_wanted.connect(application.closing.quit)
        self.single.asked.connect(self._asked)

    def back_up(self, target: Path) -> None:
        """Copy the library to an empty folder while it is in use."""
        if self._copy is not None:
            return
        self._copy = LibraryCopy(self.folder, target, self.application.window)
        self._copy.done.connect(self._backed_up)
        self._follow(self._copy)

    def move(self, target: Path) -> None:
        """Have the library in another folder from now on; its work rests meanwhile."""
        if self._copy is not None:
            return
        folder, application = self.folder, self.application
        # The work has to have ended, or there would be no moment at which all of it is in the file.
        self._copy = LibraryCopy(folder, target, application.window, moves=True, after=application.dispatcher.wait)

        def moved() -> None:
            self.recent.forget(folder)
            self._replace(target)
            self._remember(target)
            self._tell(self.tr("The library was moved."), "")

        def not_moved() -> None:
            self._replace(folder)

        self._copy.done.connect(moved)
        self._copy.stopped.connect(not_moved)
        self._copy.failed.connect(not_moved)
        application.rest()
        self._follow(self._copy)

    def shrink(self) -> None:
        """Give the free space in the library's file back to the disk."""
        if self._copy is not None:
            # It holds on to the file as it is.
            self._tell(self.tr("The library is being copied."), self.tr("Give back free space when that is done."))
            return
        self.application.dispatcher.shrink()

    def _shrinking(self) -> None:
        self._tell(self.tr("The library's file is being made smaller."), self.tr("Work goes on when that is done."))

    def _not_shrunk(self) -> None:
        self._tell(
            self.tr("Something else is at work on this library, so its file is not made smaller."),
            self.tr("Try again when that work has ended. Another Meanwhile that is open can be closed."),
        )

    def _shrunk(self, freed: int | None) -> None:
        if freed is None:
            self._tell(
                self.tr("The library is being read, so its file is not smaller yet."),
                self.tr("It becomes smaller at the next start, or when free space is given back once more."),
            )
            return
        if freed:
            size = QLocale().formattedDataSize(freed, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
            words = self.tr("The library's file is {} smaller.").format(size)
        else:
            words = self.tr("There was no free space in the library's file.")
        self._tell(words, "")

    def _follow(self, copy: LibraryCopy) -> None:
        copy.failed.connect(lambda reason: self.application.window.notices.tell(reason))
        for end in (copy.done, copy.failed, copy.stopped):
            end.connect(self._copy_ended)
        copy.start()

    def _copy_ended(self) -> None:
        self._copy = None

    def _backed_up(self, target: Path) -> None:
        self._tell(self.tr("The copy is complete."), self.tr("It is a library, too: open it from the menu."))
        self.application.opener.open(str(target))

    # Settings

    def open_settings(self) -> None:
        """Show the settings."""
        # Not needed to paint the window.
        from desktop.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.choices, self.application.theme, self.application.window, self._model_note())
        dialog.changed.connect(self.use)
        self.settings_came.connect(dialog.show_choices)
        dialog.open()

    def _model_note(self) -> str:
        overview = self.application.overview
        chunks = overview.chunks if overview is not None else 0
        words = _tr("A change embeds %Ln passage(s) again; until that is done, those of before answer.", chunks)
        if overview is not None and overview.pages_per_second:
            words += " " + self.tr("That takes {}.").format(
                wording.duration(overview.pages_read / overview.pages_per_second)
            )
        return words

    def use(self, settings: Settings) -> None:
        """Let what was chosen hold."""
        application = self.application
        application.theme.use(ColourScheme(settings.theme))
        application.lab.bar.switch.choose(Mode(settings.mode))
        if settings.library_folder.absolute() != self.folder and not self.choices.is_overridden("library"):
            self.libraries.visit(settings.library_folder.absolute())
            return
        before = application.dispatcher.settings
        if any(getattr(before, name) != getattr(settings, name) for name in ("model", *OF_WORK)):
            application.dispatcher.use(settings)
            application.lab.use(settings)
        self._stay_awake()

    def _take_up(self) -> None:
        """The settings file was changed, most often by this window itself."""
        before = self.choices.problems
        if self.choices.reload():
            self.settings_came.emit()
            self.use(self.choices.settings)
        if self.choices.problems != before:
            self._tell_problems()

    def _tell_problems(self) -> None:
        for problem in self.choices.problems:
            self.tell(problem)

    def _choose(self, changes: dict[str, Value]) -> None:
        try:
            self.choices.change(changes)
        except MeanwhileError as error:
            self.application.window.notices.tell(error.reason)

    def _note_mode(self, mode: Mode) -> None:
        if mode.value != self.choices.settings.mode and not self.choices.is_overridden("mode"):
            self._choose({"mode": mode.value})

    # Keeping out of the way

    def _show_overview(self, overview: Overview) -> None:
        window = self.application.window
        at_work = bool(overview.unsettled or overview.listing)
        if at_work and self._at_work_since is None:
            self._at_work_since = time.monotonic()
            self._troubled = overview.troubled
        self._launcher.show(overview.progress if at_work else None)
        if not at_work and self._at_work_since is not None:
            took = time.monotonic() - self._at_work_since
            self._at_work_since = None
            if took >= LONG_SECONDS or window.isHidden():
                # While the icon is still there: a notification beside it goes with it.
                self._notify_done(overview)
        self.tray.show_overview(overview, window.isHidden())
        self._stay_awake()
        self._end_if_done()

    def _end_if_done(self) -> None:
        """A program that nobody sees ends when it has nothing more to do; paused work is not done."""
        overview = self.application.overview
        if overview is None or overview.unsettled or overview.listing or self.tray.tells:
            return
        if self.application.window.isHidden():
            self.application.closing.quit()

    def _hold_up(self, reason: Reason) -> None:
        self._held_up = True
        self._stay_awake()
        if self._at_work_since is not None:
            said = wording.told(reason)
            self._notify(said.message, said.hint)

    def _go_on(self) -> None:
        self._held_up = False
        self._stay_awake()

    def _notify(self, title: str, body: str) -> None:
        if self.application.window.isActiveWindow() or not self.choices.settings.notify:
            return
        if not self.tray.tell(title, body):
            self._portal.notify(title, body)

    def _notify_done(self, overview: Overview) -> None:
        new = overview.troubled - self._troubled
        ready = overview.by_state.get(DocumentState.READY, 0)
        title = self.tr("Some documents need attention") if new > 0 else self.tr("All documents are ready")
        body = _tr("%Ln document(s) ready.", ready)
        if new > 0:
            body += " " + _tr("%Ln could not be read.", new)
        self._notify(title, body)
        self._launcher.show(None, urgent=new > 0)

    def _stay_awake(self) -> None:
        overview = self.application.overview
        waits = self._held_up or (overview is not None and overview.paused)
        self.wakefulness.keep(self.choices.settings.stay_awake and self._at_work_since is not None and not waits)

    def _show_tray(self) -> None:
        overview = self.application.overview
        if overview is not None:
            self.tray.show_overview(overview, self.application.window.isHidden())

    def _asked(self, paths: list[str]) -> None:
        self._come_forward()
        if paths:
            self.application.window.take(paths)

    def _come_forward(self) -> None:
        window = self.application.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self._show_tray()

    def _tell(self, message: str, hint: str) -> None:
        self.application.window.notices.tell(Reason(message, hint, Fault.MACHINE))


def _tr(text: str, count: int) -> str:
    return QCoreApplication.translate("Program", text, None, count)
