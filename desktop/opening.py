"""Opening a document where the person reads: at the page where the platform's viewer can, and in its folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from urllib.parse import quote_from_bytes

from PySide6.QtCore import QCoreApplication, QObject, Signal

from engine.errors import MeanwhileError, MissingFileError

# Desktop entry of a viewer → how it is told a page, counted from 1. Each from the viewer's own manual page.
_PAGE_INDEX = ("--page-index={page}", "{path}")
_FRAGMENT = ("{url}#page={page}",)
VIEWERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "org.gnome.Evince": ("evince", _PAGE_INDEX),
    "evince": ("evince", _PAGE_INDEX),
    "org.gnome.Papers": ("papers", _PAGE_INDEX),
    "atril": ("atril", _PAGE_INDEX),
    "xreader": ("xreader", _PAGE_INDEX),
    "org.kde.okular": ("okular", ("--page", "{page}", "{path}")),
    "okularApplication_pdf": ("okular", ("--page", "{page}", "{path}")),
    "org.pwmt.zathura": ("zathura", ("--page={page}", "{path}")),
    "org.pwmt.zathura-pdf-mupdf": ("zathura", ("--page={page}", "{path}")),
    "qpdfview": ("qpdfview", ("--unique", "{path}#{page}")),
    "mupdf": ("mupdf", ("{path}", "{page}")),
    "firefox": ("firefox", _FRAGMENT),
    "firefox-esr": ("firefox-esr", _FRAGMENT),
    "chromium": ("chromium", _FRAGMENT),
    "google-chrome": ("google-chrome", _FRAGMENT),
    "microsoft-edge": ("microsoft-edge", _FRAGMENT),
    "brave-browser": ("brave-browser", _FRAGMENT),
}


class CannotOpenError(MeanwhileError):
    """The system has no program for this file, or refused to start it."""


def command_at_page(path: str, page: int, viewer: str, find: Callable[[str], str | None] = shutil.which) -> list[str]:
    """The command that opens ``path`` at a page in the viewer with this desktop entry; [] when it cannot.

    Args:
        path: A PDF; undecodable bytes are surrogate-escaped.
        page: Counted from 1.
        viewer: Name of its desktop entry, with or without ``.desktop``.
        find: Finds a program by its name.
    """
    known = VIEWERS.get(viewer.removesuffix(".desktop"))
    program = find(known[0]) if known else None
    if known is None or program is None:
        return []
    return [program, *(part.format(path=path, page=page, url=file_url(path)) for part in known[1])]


def command(path: str, page: int | None) -> list[str]:
    """The command that opens a document on this system, at its page where that is possible."""
    at_page = page is not None and path.lower().endswith(".pdf")
    if sys.platform == "win32":
        reader = shutil.which("SumatraPDF") if at_page else None
        return [reader, "-page", str(page), path] if reader else ["explorer", path]
    if sys.platform == "darwin":
        return ["open", path]
    if page is not None and at_page:
        return command_at_page(path, page, _default_pdf_viewer()) or ["xdg-open", path]
    return ["xdg-open", path]


def folder_commands(path: str) -> list[list[str]]:
    """Commands that show a file in its folder, the best first; the first that succeeds is enough."""
    if sys.platform == "win32":
        return [["explorer", f"/select,{path}"]]
    if sys.platform == "darwin":
        return [["open", "-R", path]]
    show_items = [
        "dbus-send",
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.FileManager1",
        "/org/freedesktop/FileManager1",
        "org.freedesktop.FileManager1.ShowItems",
        f"array:string:{file_url(path)}",
        "string:",
    ]
    return [show_items, ["xdg-open", str(Path(path).parent)]]


def file_url(path: str) -> str:
    """``file://`` URL of an absolute path, from its bytes; commas are encoded too: ``dbus-send`` splits there."""
    return "file://" + quote_from_bytes(os.fsencode(path), safe="/~")


class Opener(QObject):
    """Opens documents without ever holding up the window: looking at a dead network drive may take a minute."""

    failed = Signal(object)
    """``Reason``"""
    page_untold = Signal(int)
    """Opened, but the viewer could not be told this page."""

    def open(self, path: str, page: int | None = None) -> None:
        """Open a document, at a page (from 1) if one is given and the viewer can."""

        def work() -> None:
            chosen = command(path, page)
            _launch(path, lambda: [chosen])
            if page is not None and page > 1 and chosen == command(path, None):
                self.page_untold.emit(page)

        self._in_thread(work)

    def show_in_folder(self, path: str) -> None:
        """Show a file, selected, in the file manager."""
        self._in_thread(lambda: _launch(path, lambda: folder_commands(path)))

    def _in_thread(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except MeanwhileError as error:
                self.failed.emit(error.reason)

        Thread(target=guarded, name="opener", daemon=True).start()


def _launch(path: str, commands: Callable[[], Sequence[list[str]]]) -> None:
    if not os.path.lexists(path):
        raise MissingFileError(
            _tr("{} is not there any more.").format(Path(path).name),
            _tr("It was moved, renamed or deleted. Add it again from its new place."),
        )
    for one in commands():
        if _succeeds(one):
            return
    raise CannotOpenError(
        _tr("No program opened {}.").format(Path(path).name),
        _tr("Choose a program for files of this kind in your system's settings."),
    )


def _succeeds(one: list[str]) -> bool:
    try:
        # A viewer belongs to the person, not to us: it goes on when Meanwhile quits. Waiting, in this thread,
        # leaves no zombie behind and tells whether it started at all.
        process = subprocess.Popen(  # noqa: S603 - a list, no shell; the program is a viewer of the system
            one,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    # Explorer says 1 for success.
    return process.wait() == 0 or one[0] == "explorer"


def _default_pdf_viewer() -> str:
    """Name of the desktop entry that opens PDFs; "" when the system does not tell."""
    try:
        asked = subprocess.run(
            ["xdg-mime", "query", "default", "application/pdf"],  # noqa: S607 - wherever the system has it
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()


def _tr(text: str) -> str:
    return QCoreApplication.translate("opening", text)
