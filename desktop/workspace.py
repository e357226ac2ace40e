"""Documents and results side by side, and below them whatever is taken in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.theme import GRID

NARROW = 840
"""Below this width, results take the place of the documents instead of standing beside them."""
WIDE = 1280
"""The same while the page is shown beside the results."""
_SHARE_BELOW = 0.55
"""Of the height, for the pane below, until a person divides it otherwise."""
_COLUMNS, _SHARE, _OPEN = "window/splitter", "window/lab_share", "window/lab_open"


class Workspace(QWidget):
    """Arranges the panes and remembers how a person has divided the room."""

    def __init__(self, header: QWidget, documents: QWidget, search: QWidget) -> None:
        super().__init__()
        self._search = search
        self._below: QWidget | None = None
        self._share_below = _SHARE_BELOW
        self.below_was_open = False
        """Whether the pane below was open the last time."""
        self._enough = NARROW
        self._left = QWidget()
        self._left.setObjectName("pane")
        self._left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(documents, 1)

        self._columns = _splitter(Qt.Orientation.Horizontal)
        self._columns.addWidget(self._left)
        self._columns.addWidget(search)
        self._columns.setSizes([22 * GRID, 78 * GRID])
        self._columns.setStretchFactor(0, 1)
        self._columns.setStretchFactor(1, 4)
        self._left.setMinimumWidth(36 * GRID)
        search.setMinimumWidth(40 * GRID)
        search.hide()
        self._floors = _splitter(Qt.Orientation.Vertical)
        self._floors.addWidget(self._columns)
        self._floors.splitterMoved.connect(self._note_share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._floors)

    def show_results(self, wanted: bool, enough: int = NARROW) -> None:
        """Results stand beside the documents, or, where there is less room than ``enough``, in their place."""
        self._enough = enough
        self._search.setVisible(wanted)
        self._arrange()

    def place_below(self, pane: QWidget) -> None:
        """Take in a pane below the documents, closed for now."""
        self._below = pane
        self._floors.addWidget(pane)
        pane.hide()

    @property
    def below_is_open(self) -> bool:
        """Whether the pane below the documents is shown."""
        return self._below is not None and not self._below.isHidden()

    def open_below(self, wanted: bool) -> None:
        """Show the pane below the documents, or close it.

        It takes the share of the room that a person has given it, otherwise a little more than half.
        """
        if self._below is None:
            return
        self._below.setVisible(wanted)
        if wanted:
            self._divide()
        else:
            self.give_below_all(False)

    def give_below_all(self, wanted: bool) -> None:
        """The pane below takes the place of the documents, or stands below them."""
        self._columns.setHidden(wanted and self.below_is_open)

    def remember(self, memory: QSettings) -> None:
        """Put down how the room is divided."""
        memory.setValue(_COLUMNS, self._columns.saveState())
        if self.below_is_open:
            self._note_share()
        memory.setValue(_SHARE, self._share_below)
        memory.setValue(_OPEN, self.below_is_open)

    def restore(self, memory: QSettings) -> None:
        """Divide the room as it was."""
        if (state := memory.value(_COLUMNS)) is not None:
            self._columns.restoreState(state)
        share: Any = memory.value(_SHARE, _SHARE_BELOW, type=float)
        self._share_below = share
        self.below_was_open = bool(memory.value(_OPEN, False, type=bool))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Too narrow for two panes: one at a time; the pane below keeps its share."""
        super().resizeEvent(event)
        self._arrange()
        if self.below_is_open:
            self._divide()

    def _divide(self) -> None:
        height = self._floors.height()
        below = round(height * self._share_below)
        self._floors.setSizes([max(height - self._floors.handleWidth() - below, 0), below])

    def _note_share(self) -> None:
        # Alone, the pane below has all there is, which nobody has chosen as its share.
        if not self._columns.isHidden():
            self._share_below = self._floors.sizes()[1] / max(self._floors.height(), 1)

    def _arrange(self) -> None:
        self._left.setVisible(self._search.isHidden() or self.width() >= self._enough)


def _splitter(orientation: Qt.Orientation) -> QSplitter:
    made = QSplitter(orientation)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    return made
