"""Several libraries: the menu that names them, and what can be done with the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QDate, QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QProgressDialog, QWidget

from desktop import wording
from engine.errors import MeanwhileError
from engine.records import Fault, Reason

KEPT = 8
_RECENT = "libraries/recent"


class RecentLibraries:
    """Folders of the libraries that were open last, the newest first."""

    def __init__(self, memory: QSettings) -> None:
        self._memory = memory

    def folders(self) -> list[Path]:
        """Whether they are still there is not looked up: a dead drive would hold up the window."""
        found: Any = self._memory.value(_RECENT)
        # One entry comes back from the file as text, not as a list of one.
        return [Path(one) for one in ([found] if isinstance(found, str) else found or [])]

    def note(self, folder: Path) -> None:
        """This one is open now."""
        others = [one for one in self.folders() if one != folder]
        self._memory.setValue(_RECENT, [str(one) for one in [folder, *others][:KEPT]])

    def forget(self, folder: Path) -> None:
        """This one is not there any more."""
        self._memory.setValue(_RECENT, [str(one) for one in self.folders() if one != folder])


class LibraryMenu(QMenu):
    """Open, make, copy and move libraries."""

    open_wanted = Signal(object)
    """``Path``: the folder of a library, or of one that shall be made."""
    show_wanted = Signal(object)
    """``Path``"""
    back_up_wanted = Signal(object)
    """``Path``: an empty folder."""
    move_wanted = Signal(object)
    """``Path``: an empty folder."""
    shrink_wanted = Signal()
    refused = Signal(object)
    """``Reason``"""
    stayed = Signal()
    """A library was wanted that is not there, and a person has left it at that."""
    _looked = Signal(object, bool)
    """Folder, and whether there is a library in it."""

    def __init__(self, folder: Path, recent: RecentLibraries, window: QWidget) -> None:
        super().__init__(window)
        self.setTitle(self.tr("Library"))
        self._folder = folder
        self._recent = recent
        self._window = window
        self._visited: Path | None = None
        self._looked.connect(self._arrive)
        self.aboutToShow.connect(self._fill)
        self._fill()

    def visit(self, folder: Path) -> None:
        """Open a library if it is there; otherwise a person chooses what to do.

        It is looked for in a thread: a drive that is not connected may take a minute to say so.
        """
        if folder == self._visited:
            return
        self._visited = folder

        def look() -> None:
            found = _has_library(folder)
            # By now, another library's menu may have taken the place of this one.
            with suppress(RuntimeError):
                self._looked.emit(folder, found)

        Thread(target=look, name="library-look", daemon=True).start()

    def ask_open(self) -> None:
        """Let a person choose the folder of another library."""
        self._ask(self.tr("Open a library"), self._open)

    def _arrive(self, folder: Path, found: bool) -> None:
        if folder != self._visited:
            return  # another one was wanted later
        if found:
            self._visited = None
            self.open_wanted.emit(folder)
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Open a library"))
        box.setText(self.tr("There is no library in {}.").format(shown(folder)))
        box.setInformativeText(
            self.tr("It may have been moved or deleted, or the drive it is on is not connected. Nothing was changed.")
        )
        make = box.addButton(self.tr("Make a new library there"), QMessageBox.ButtonRole.ActionRole)
        forget = None
        if folder in self._recent.folders():
            forget = box.addButton(self.tr("Take it off the list"), QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answer() -> None:
            self._visited = None
            if box.clickedButton() is make:
                self.open_wanted.emit(folder)
                return
            if forget is not None and box.clickedButton() is forget:
                self._recent.forget(folder)
            self.stayed.emit()

        box.finished.connect(answer)
        box.open()

    def _fill(self) -> None:
        self.clear()
        for folder in self._recent.folders():
            action = self.addAction(shown(folder), partial(self.visit, folder))
            action.setCheckable(True)
            action.setChecked(folder == self._folder)
        self.addSeparator()
        self.addAction(self.tr("Open another…"), self.ask_open)
        self.addAction(self.tr("New…"), self._ask_new)
        self.addSeparator()
        self.addAction(self.tr("Back up…"), self._ask_back_up)
        self.addAction(self.tr("Move…"), self._ask_move)
        self.addAction(self.tr("Give back free space"), self.shrink_wanted.emit)
        self.addAction(self.tr("Show its folder"), lambda: self.show_wanted.emit(self._folder))

    def _ask_new(self) -> None:
        self._ask(self.tr("An empty folder for the new library"), self._make)

    def _ask_back_up(self) -> None:
        self._ask(self.tr("A folder for the copy"), lambda chosen: self.back_up_wanted.emit(_room(chosen)))

    def _ask_move(self) -> None:
        title = self.tr("Where the library shall be from now on")
        self._ask(title, lambda chosen: self.move_wanted.emit(_room(chosen)))

    def _open(self, folder: Path) -> None:
        if _has_library(folder):
            self.open_wanted.emit(folder)
        else:
            words = self.tr("There is no library in {}.").format(shown(folder))
            self.refused.emit(Reason(words, self.tr("To make one there, choose New."), Fault.MACHINE))

    def _make(self, folder: Path) -> None:
        if _has_library(folder) or not any(folder.iterdir()):
            self.open_wanted.emit(folder)
        else:
            words = self.tr("{} is not empty.").format(shown(folder))
            hint = self.tr("Choose or make an empty folder: a library is easier to copy and to move by itself.")
            self.refused.emit(Reason(words, hint, Fault.MACHINE))

    def _ask(self, title: str, take: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: take(Path(folder)))
        dialog.open()


def _has_library(folder: Path) -> bool:
    # As with the copy below: the database is loaded after the window is painted.
    from engine.store.database import has_library

    return has_library(folder)


class LibraryCopy(QObject):
    """A back-up or a move under way, in a thread of its own, with a bar to see it and a button to stop it."""

    done = Signal(object)
    """``Path``: it is there."""
    failed = Signal(object)
    """``Reason``"""
    stopped = Signal()
    """A person has stopped it: nothing is left behind."""

    _share = Signal(float)

    def __init__(
        self,
        folder: Path,
        target: Path,
        window: QWidget,
        *,
        moves: bool = False,
        after: Callable[[], object] = lambda: None,
    ) -> None:
        """``after`` is called first, in the thread: it may wait for as long as it takes."""
        super().__init__(window)
        self._after = after
        self._folder = folder
        self._target = target
        self._moves = moves
        self._stop = Event()
        title = self.tr("Moving the library") if moves else self.tr("Backing up the library")
        where = self.tr("To {}").format(shown(target))
        self.dialog = QProgressDialog(where, self.tr("Cancel"), 0, 100, window)
        self.dialog.setWindowTitle(title)
        self.dialog.setWindowModality(Qt.WindowModality.WindowModal if moves else Qt.WindowModality.NonModal)
        self.dialog.setMinimumDuration(400)
        self.dialog.setAutoReset(False)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.canceled.connect(self._stop.set)
        # Cancelling closes the dialog; from then on there is nothing to be shown.
        self._share.connect(self._show)
        for end in (self.done, self.failed, self.stopped):
            end.connect(self._end)

    def start(self) -> None:
        """Begin."""
        Thread(target=self._run, name="library-copy", daemon=True).start()

    def _run(self) -> None:
        # Brings along what locks the library, which the window is painted without.
        from engine.store.backup import back_up, move

        work = move if self._moves else back_up
        self._after()
        try:
            whole = work(self._folder, self._target, self._share.emit, self._stop.is_set)
        except MeanwhileError as error:
            self.failed.emit(error.reason)
        else:
            if whole:
                self.done.emit(self._target)
            else:
                self.stopped.emit()

    def _show(self, share: float) -> None:
        if not self._stop.is_set():
            self.dialog.setValue(min(int(share * 100), 99))

    def _end(self) -> None:
        self._stop.set()
        self.dialog.close()


def shown(folder: Path) -> str:
    """A folder as people know it."""
    return wording.displayable(wording.below_home(str(folder)))


def _room(folder: Path) -> Path:
    """The folder itself if there is nothing in it, otherwise a new one in it."""
    if not any(folder.iterdir()):
        return folder
    name = f"Meanwhile {QDate.currentDate().toString(Qt.DateFormat.ISODate)}"
    wanted, number = folder / name, 2
    while wanted.exists():
        wanted, number = folder / f"{name} ({number})", number + 1
    return wanted
