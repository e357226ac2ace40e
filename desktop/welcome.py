"""What an empty library shows: one large place to drop documents, and one sentence that explains it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.theme import GRID, Theme

_ICON = 72


class WelcomePane(QWidget):
    """The first thing a person sees."""

    files_wanted = Signal()
    folder_wanted = Signal()
    samples_wanted = Signal()

    def __init__(self, app_icon: QIcon, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # Takes the focus itself, so that no key pressed by chance opens anything.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        picture = QLabel()
        picture.setPixmap(app_icon.pixmap(_ICON, _ICON))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading = QLabel(self.tr("Drop your documents here"))
        heading.setFont(theme.fonts.display)
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading.setWordWrap(True)
        sentence = QLabel(
            self.tr(
                "Keep working while Meanwhile reads them; then find anything by words or by meaning, "
                "on your own machine."
            )
        )
        sentence.setFont(theme.fonts.strong)
        sentence.setProperty("quiet", True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        sentence.setWordWrap(True)
        sentence.setMaximumWidth(max(56 * GRID, 32 * self.fontMetrics().horizontalAdvance("m")))

        files = QPushButton(self.tr("Choose files…"))
        files.setProperty("primary", True)
        files.clicked.connect(self.files_wanted)
        folder = QPushButton(self.tr("Choose a folder…"))
        folder.clicked.connect(self.folder_wanted)
        samples = QPushButton(self.tr("Try the sample documents"))
        samples.setProperty("flat", True)
        samples.clicked.connect(self.samples_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(files)
        buttons.addWidget(folder)
        buttons.addStretch(1)

        column = QVBoxLayout(self)
        column.setContentsMargins(6 * GRID, 5 * GRID, 6 * GRID, 5 * GRID)
        column.setSpacing(0)
        column.addStretch(4)
        column.addWidget(picture)
        column.addSpacing(3 * GRID)
        column.addWidget(heading)
        column.addSpacing(GRID)
        middle = QHBoxLayout()
        middle.addWidget(sentence)
        column.addLayout(middle)
        column.addSpacing(3 * GRID)
        column.addLayout(buttons)
        column.addSpacing(GRID)
        column.addWidget(samples, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """The dashed outline that means: drop here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_drop_area(painter, QRectF(self.rect()), self._theme, self._theme.colours.field_border)
        painter.end()


def paint_drop_area(painter: QPainter, area: QRectF, theme: Theme, edge: str) -> None:
    """A dashed outline, three grid units inside ``area``."""
    pen = QPen(theme.colour(edge), 1.5, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside = 3 * GRID
    painter.drawRoundedRect(area.adjusted(inside, inside, -inside, -inside), 2 * GRID, 2 * GRID)
