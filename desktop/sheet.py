"""The frame of the sheets that the window opens: margins, what they say, and a line of buttons that ends with Close."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.theme import GRID

_USUAL_LETTERS = 16
"""Height of a line of text on most screens, pixels."""


class Sheet(QDialog):
    """Filled by whoever builds on it; gone for good when it is closed."""

    def __init__(self, parent: QWidget, *, top: int = 3 * GRID) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout()
        """What the sheet says."""
        self.column.setSpacing(2 * GRID)
        self._page: tuple[QScrollArea, QLayout] | None = None
        self.close_button = QPushButton(QCoreApplication.translate("Sheet", "Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.close)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * GRID, top, 3 * GRID, 2 * GRID)
        whole.setSpacing(2 * GRID)
        whole.addLayout(self.column, 1)
        whole.addLayout(self.buttons)

    def add_button(self, words: str, pressed: Callable[[], object]) -> QPushButton:
        """Offer something else beside closing."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: pressed())
        self.buttons.insertWidget(self.buttons.count() - 1, button)
        return button

    def add_page(self, content: QLayout) -> None:
        """Say what may be too much for a small screen, or with large letters: there it is scrolled."""
        page = QWidget()
        page.setLayout(content)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(page)
        self._page = area, content
        self.column.addWidget(area, 1)

    def grown(self, length: int) -> int:
        """A length that suits letters of usual size, or more of it where they are larger."""
        return max(length, length * self.fontMetrics().height() // _USUAL_LETTERS)

    def fit(self, width: int, height: int = 0) -> None:
        """Be this wide and at least this high, higher if the page needs it; but never larger than the screen."""
        screen = self.screen().availableSize()
        width = min(width, screen.width() - 2 * GRID)
        whole = self.layout()
        if whole is not None and self._page is not None:
            area, content = self._page
            margins = whole.contentsMargins()
            inside = width - margins.left() - margins.right()
            needed = content.heightForWidth(inside) if content.hasHeightForWidth() else content.sizeHint().height()
            height = max(height, whole.sizeHint().height() - area.sizeHint().height() + needed)
            if height > screen.height() - 5 * GRID:
                width = min(width + area.verticalScrollBar().sizeHint().width() + GRID, screen.width() - 2 * GRID)
                # A stop for Tab, as the arrow keys have something to do.
                area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            else:
                area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(width, min(height, screen.height() - 5 * GRID))
