"""Taking a picture or a report along: asked where, then written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.hanging_menu import HangingMenu
from engine.compare.results import ComparisonResult
from engine.records import Fault, Reason
from engine.trace import Span


class Kind(Enum):
    """What can be written; the value is the ending of its name."""

    REPORT = "html"
    PICTURE = "png"
    TRACE = "json"


class ExportButton(QPushButton):
    """Asks what and where."""

    chosen = Signal(object, object)
    """``Kind`` and ``Path``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("lab", "Export"), parent)
        self._parent = parent
        menu = HangingMenu(self)
        for kind, words in (
            (Kind.REPORT, _tr("Report (HTML)…")),
            (Kind.PICTURE, _tr("Picture (PNG)…")),
            (Kind.TRACE, _tr("Trace for Perfetto (JSON)…")),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, kind=kind: self._ask(kind))
        self.setMenu(menu)

    def _ask(self, kind: Kind) -> None:
        dialog = QFileDialog(self._parent, _tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.value)
        dialog.setNameFilter(f"*.{kind.value}")
        dialog.selectFile(f"meanwhile.{kind.value}")
        dialog.fileSelected.connect(lambda path: self.chosen.emit(kind, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def write_spans(kind: Kind, path: Path, title: str, spans: Sequence[Span], picture: QWidget) -> Reason | None:
    """Write a timeline; None, or why it could not be written."""
    if kind is Kind.PICTURE:
        return _write_picture(path, picture)
    from engine.export import perfetto, report  # seldom wanted, and not before the window is on the screen

    if kind is Kind.TRACE:
        return _tried(path, lambda: perfetto.write(path, [perfetto.TraceRun(title, spans)], title))
    return _tried(path, lambda: report.write(path, report.task_page(title, spans)))


def write_comparison(kind: Kind, path: Path, comparison: ComparisonResult, picture: QWidget) -> Reason | None:
    """Write a comparison; None, or why it could not be written."""
    if kind is Kind.PICTURE:
        return _write_picture(path, picture)
    from engine.export import perfetto, report

    if kind is Kind.TRACE:
        return _tried(path, lambda: perfetto.write_comparison(path, comparison))
    return _tried(path, lambda: report.write(path, report.comparison_page(comparison)))


def _write_picture(path: Path, picture: QWidget) -> Reason | None:
    return None if picture.grab().save(str(path), "PNG") else _reason(path)


def _tried(path: Path, write: Callable[[], object]) -> Reason | None:
    try:
        write()
    except OSError as error:
        return _reason(path, error.strerror or "")
    return None


def _reason(path: Path, why: str = "") -> Reason:
    message = _tr("{} could not be written").format(path.name)
    return Reason(f"{message}: {why}." if why else f"{message}.", _tr("Choose another folder."), Fault.MACHINE)


def _tr(text: str) -> str:
    return QCoreApplication.translate("lab", text)
