"""The timeline of what this window and its workers do now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.lab import exporting
from desktop.lab.timeline import Timeline
from desktop.lab.tracks import Tracks
from desktop.search.elided_label import ElidedLabel
from desktop.theme import GRID, Theme
from engine.trace import clock


class LivePage(QWidget):
    """Tracks as they grow, with what is needed to look closer and to take it along."""

    document_chosen = Signal(int)
    """Id of the document that was clicked."""
    task_wanted = Signal(object)
    """``list[int]``, ids of documents: which task brought them, and which others? :meth:`export_task` is told."""

    def __init__(self, tracks: Tracks, theme: Theme, chosen: Callable[[], set[int]]) -> None:
        super().__init__()
        self._tracks = tracks
        self._chosen = chosen
        self._recording = True
        self._task_export: tuple[exporting.Kind, Path] | None = None
        self.timeline = Timeline(tracks, theme, clock=clock)
        self.timeline.document_chosen.connect(self.document_chosen)
        self.timeline.moved.connect(self._tell)
        self.hint = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.hint.setProperty("quiet", True)
        self.hint.setFont(theme.fonts.small)
        tools = QHBoxLayout()
        tools.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        tools.setSpacing(GRID)
        tools.addWidget(self.hint, 1)
        self.follow = QPushButton(self.tr("Follow"))
        self.follow.setToolTip(self.tr("Show the last half minute, and go on with it"))
        self.follow.clicked.connect(self._follow)
        self.all = QPushButton(self.tr("Show all"))
        self.all.setToolTip(self.tr("Everything since the start"))
        self.all.clicked.connect(self._show_all)
        self.export = exporting.ExportButton(self, parts=True)
        self.export.chosen.connect(self._export)
        self.export.part_chosen.connect(self._export_part)
        self.export.menu().aboutToShow.connect(self._offer_parts)
        closer = QPushButton("+")
        closer.setAccessibleName(self.tr("Zoom in"))
        closer.clicked.connect(lambda: self.timeline.zoom(0.5))
        farther = QPushButton("−")
        farther.setAccessibleName(self.tr("Zoom out"))
        farther.clicked.connect(lambda: self.timeline.zoom(2.0))
        for button in (farther, closer, self.follow, self.all, self.export):
            button.setProperty("small", True)
            tools.addWidget(button)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.timeline)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout()
        inside.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        inside.addWidget(area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(tools)
        column.addLayout(inside, 1)
        self._tell()

    def show_recording(self, on: bool) -> None:
        """Whether what runs is recorded at all."""
        self._recording = on
        self._tell()

    def changed(self) -> None:
        """The tracks have grown."""
        if self.isVisible():
            self.timeline.changed()
            self._tell()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin with everything there is."""
        super().showEvent(event)
        if self.timeline.following:
            self._show_all()

    def export_task(self, task_id: int, ids: Sequence[int]) -> None:
        """Write what was asked for of this task, now that its documents are known."""
        if self._task_export is not None:
            (kind, path), self._task_export = self._task_export, None
            self._write(kind, path, self.tr("Timeline of task {}").format(task_id), set(ids))

    def _export(self, kind: exporting.Kind, path: Path) -> None:
        if kind is exporting.Kind.PICTURE:
            self.export.write(path, exporting.writes_picture(path, self.timeline))
        else:
            self._write(kind, path, self.tr("Timeline of Meanwhile"))

    def _export_part(self, part: exporting.Part, kind: exporting.Kind, path: Path) -> None:
        chosen = self._chosen()
        if part is exporting.Part.TASK:
            self._task_export = kind, path
            self.task_wanted.emit(sorted(chosen))
        else:
            self._write(kind, path, _tr("Timeline of %Ln selected document(s)", len(chosen)), chosen)

    def _write(self, kind: exporting.Kind, path: Path, title: str, documents: set[int] | None = None) -> None:
        # Copies: they grow while they are written.
        spans, gaps = self._tracks.all_spans(), list(self._tracks.gaps)
        self.export.write(path, exporting.writes_spans(kind, path, title, spans, gaps, documents))

    def _offer_parts(self) -> None:
        for below in self.export.parts.values():
            below.setEnabled(bool(self._chosen()))

    def _follow(self) -> None:
        self.timeline.follow()
        self._tell()

    def _show_all(self) -> None:
        self.timeline.show_all()
        self._tell()

    def _tell(self) -> None:
        count = len(self._tracks)
        self.export.offer(count > 0)
        off = self.tr("Recording for the timeline is switched off in the settings.")
        if not count:
            nothing = self.tr("Nothing has run yet. Add documents, and watch who does the work.")
            self.hint.setText(nothing if self._recording else off)
            return
        parts = [] if self._recording else [off]
        parts += [_tr("%Ln step(s)", count)]
        if self._tracks.dropped:
            parts.append(_tr("%Ln older one(s) forgotten", self._tracks.dropped))
        parts.append(self.tr("wheel zooms, drag moves, a click finds the document"))
        self.hint.setText(" · ".join(parts))


def _tr(text: str, count: int) -> str:
    return QCoreApplication.translate("lab", text, None, count)
