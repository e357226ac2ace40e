"""The lab's pane: timeline, comparison, when to use which."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from desktop.theme import GRID, Theme


class LabPane(QWidget):
    """Tabs, and two buttons at their end: over the whole window, and closed."""

    closed = Signal()
    enlarged = Signal(bool)
    """Whether it is to take the place of the documents."""
    page_shown = Signal(int)
    seen = Signal(bool)
    """Whether it can be seen now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("lab")
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        self.tabs.currentChanged.connect(self._show)
        self.enlarge = QToolButton()
        self.enlarge.setCheckable(True)
        self.enlarge.setToolTip(self.tr("Use the whole window"))
        self.enlarge.setAccessibleName(self.tr("Use the whole window"))
        self.enlarge.toggled.connect(self.enlarged)
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(self.tr("Close the lab"))
        self.close_button.setToolTip(self.tr("Close the lab"))
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setContentsMargins(GRID, GRID // 2, GRID, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.enlarge)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As above."""
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """As above."""
        super().hideEvent(event)
        self.seen.emit(False)

    def add_page(self, page: QWidget, title: str) -> None:
        """One more tab."""
        self._stack.addWidget(page)
        self.tabs.addTab(title)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentIndex(self._stack.indexOf(page))

    def _show(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self.page_shown.emit(index)

    def _dress(self) -> None:
        self.enlarge.setIcon(self._theme.icon("enlarge"))
        self.close_button.setIcon(self._theme.icon("close"))
