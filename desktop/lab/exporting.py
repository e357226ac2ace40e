"""Taking a picture or a report along: asked where, then written by a thread of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QByteArray, QCoreApplication, Signal
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.hanging_menu import HangingMenu
from engine.compare.results import ComparisonResult, Gap
from engine.records import Fault, Reason
from engine.trace import Span


class Kind(Enum):
    """What can be written; the value is the ending of its name."""

    REPORT = "html"
    PICTURE = "png"
    TRACE = "json"


class Part(Enum):
    """Less than everything that a timeline knows."""

    SELECTION = "selection"
    TASK = "task"


Write = Callable[[], None]
"""Writes a file; raises OSError."""


class _NothingRanError(Exception):
    """There is nothing to be written."""


class ExportButton(QPushButton):
    """Asks what and where, and says what became of it.

    Args:
        parts: whether a part can be chosen, too: the selected documents, or the task they came with.
    """

    chosen = Signal(object, object)
    """``Kind`` and ``Path``."""
    part_chosen = Signal(object, object, object)
    """``Part``, ``Kind`` and ``Path``."""
    written = Signal(str)
    """Words that say which file is there now."""
    failed = Signal(object)
    """``Reason``: why a file could not be written."""

    _ended = Signal(object, object)

    def __init__(self, parent: QWidget, *, parts: bool = False) -> None:
        super().__init__(parent)
        self._parent = parent
        self._offered = True
        self._thread: Thread | None = None
        menu = HangingMenu(self)
        kinds = (
            (Kind.REPORT, _tr("Report (HTML)…")),
            (Kind.TRACE, _tr("Trace for Perfetto (JSON)…")),
            (Kind.PICTURE, _tr("Picture of what is in sight (PNG)…") if parts else _tr("Picture (PNG)…")),
        )
        for kind, words in kinds:
            menu.addAction(words).triggered.connect(lambda _=False, kind=kind: self._ask(kind, None))
        self.parts: dict[Part, QMenu] = {}
        if parts:
            menu.addSeparator()
            self.parts[Part.SELECTION] = menu.addMenu(_tr("Only the selected documents"))
            self.parts[Part.TASK] = menu.addMenu(_tr("Only the task they were added with"))
            for part, below in self.parts.items():
                for kind, words in kinds[:2]:
                    action = below.addAction(words)
                    action.triggered.connect(lambda _=False, kind=kind, part=part: self._ask(kind, part))
        self.setMenu(menu)
        self._ended.connect(self._settle)
        self._show()

    def offer(self, on: bool) -> None:
        """Whether there is anything to export."""
        self._offered = on
        self._show()

    def write(self, path: Path, write: Write) -> None:
        """Write a file in a thread of its own; ``written`` or ``failed`` follows."""
        self._thread = Thread(target=self._run, args=(path, write), name="export", daemon=True)
        self._thread.start()
        self._show()

    def end(self, seconds: float) -> None:
        """Let what is being written come to its end, within this time."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self, path: Path, write: Write) -> None:
        reason: Reason | None = _reason(path)
        try:
            write()
            reason = None
        except OSError as error:
            reason = _reason(path, error.strerror or "")
        except _NothingRanError:
            reason = Reason(_tr("Nothing of it has run since the start."), _tr("Export everything."), Fault.MACHINE)
        finally:
            # The window may have gone meanwhile, and this with it.
            with suppress(RuntimeError):
                self._ended.emit(path, reason)

    def _settle(self, path: Path, reason: Reason | None) -> None:
        self._thread = None
        self._show()
        if reason is None:
            self.written.emit(_tr("{} is written").format(path.name))
        else:
            self.failed.emit(reason)

    def _show(self) -> None:
        writing = self._thread is not None
        self.setText(_tr("Exporting…") if writing else _tr("Export"))
        self.setEnabled(self._offered and not writing)

    def _ask(self, kind: Kind, part: Part | None) -> None:
        dialog = QFileDialog(self._parent, _tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.value)
        dialog.setNameFilter(f"*.{kind.value}")
        dialog.selectFile(f"meanwhile.{kind.value}")
        dialog.fileSelected.connect(lambda path: self._choose(kind, part, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, kind: Kind, part: Part | None, path: Path) -> None:
        if part is None:
            self.chosen.emit(kind, path)
        else:
            self.part_chosen.emit(part, kind, path)


def writes_spans(
    kind: Kind,
    path: Path,
    title: str,
    spans: Sequence[Span],
    gaps: Sequence[Gap],
    documents: Container[int] | None = None,
) -> Write:
    """What writes a timeline as a page or a trace; of some documents, with the gaps meanwhile, or of everything."""

    def write() -> None:
        from engine.export import perfetto, report  # seldom wanted, and not before the window is on the screen

        wanted, meanwhile = spans, gaps
        if documents is not None:
            wanted = _spans_of(documents, spans)
            began = min((span.start for span in wanted), default=math.inf)
            ended = max((span.end for span in wanted), default=-math.inf)
            meanwhile = [gap for gap in gaps if gap.end > began and gap.start < ended]
        if not wanted and not meanwhile:
            raise _NothingRanError
        if kind is Kind.TRACE:
            perfetto.write(path, [perfetto.TraceRun(title, wanted, meanwhile)], title)
        else:
            report.write(path, report.task_page(title, wanted, meanwhile))

    return write


def _spans_of(documents: Container[int], spans: Sequence[Span]) -> list[Span]:
    """Those of the documents, and whatever else belongs to the same steps."""

    def concerns(span: Span) -> bool:
        return span.document_id in documents or any(one in documents for one in span.shared)

    steps = {span.step for span in spans if span.step is not None and concerns(span)}
    return [span for span in spans if span.step in steps or concerns(span)]


def writes_comparison(kind: Kind, path: Path, comparison: ComparisonResult) -> Write:
    """What writes a comparison as a page or a trace."""

    def write() -> None:
        from engine.export import perfetto, report

        if kind is Kind.TRACE:
            perfetto.write_comparison(path, comparison)
        else:
            report.write(path, report.comparison_page(comparison))

    return write


def writes_picture(path: Path, widget: QWidget) -> Write:
    """What writes a widget as it looks now; it is drawn at once, by the window's thread as it has to be."""
    image = widget.grab().toImage()

    def write() -> None:
        writer = QImageWriter(str(path), QByteArray(b"png"))
        if not writer.write(image):
            raise OSError(0, writer.errorString())

    return write


def _reason(path: Path, why: str = "") -> Reason:
    message = _tr("{} could not be written").format(path.name)
    return Reason(f"{message}: {why}." if why else f"{message}.", _tr("Choose another folder."), Fault.MACHINE)


def _tr(text: str) -> str:
    return QCoreApplication.translate("lab", text)
