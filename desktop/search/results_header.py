"""What stands above the hits: how many, how complete, by what they are ranked, and whether the page is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop import wording
from desktop.hanging_menu import HangingMenu
from desktop.search.elided_label import ElidedLabel
from desktop.theme import GRID, Theme
from engine.records import Only

PREVIEW = QKeySequence("F9")


class ResultsHeader(QWidget):
    """Two short lines, on their right what can be chosen, and below what is to be known before the hits are read."""

    only_chosen = Signal(object)
    """``Only`` or None: by which of the two rankings."""
    preview_toggled = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("results_head")
        self._status = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._status.setProperty("quiet", True)
        self._coverage = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._coverage.setProperty("quiet", True)
        self._coverage.setFont(theme.fonts.small)
        self._coverage.hide()
        self._caveat = QLabel()
        self._caveat.setTextFormat(Qt.TextFormat.PlainText)
        self._caveat.setWordWrap(True)
        self._caveat.hide()
        self.mode = QToolButton()
        self.mode.setObjectName("choice")
        self.mode.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.mode.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.mode.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.mode.setToolTip(self.tr("How passages are found"))
        menu = HangingMenu(self.mode)
        group = QActionGroup(menu)
        self._modes: dict[Only | None, QAction] = {}
        for only, words, tip in (
            (None, _tr("Words and meaning"), _tr("Passages that say it, and passages that mean it")),
            ("words", _tr("Words only"), _tr("Only passages that contain the words")),
            ("meaning", _tr("Meaning only"), _tr("Passages that mean something alike, whatever their words")),
        ):
            action = menu.addAction(words)
            action.setToolTip(tip)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _, chosen=only: self.choose(chosen))
            self._modes[only] = action  # type: ignore[index]  # mypy widens the literals of the loop
        menu.setToolTipsVisible(True)
        self.mode.setMenu(menu)
        self.preview = QToolButton()
        self.preview.setCheckable(True)
        self.preview.setIconSize(QSize(16, 16))
        keys = wording.key_name(PREVIEW)
        self.preview.setToolTip(self.tr("Show the page beside the hits ({})").format(keys))
        self.preview.setAccessibleName(self.tr("Show the page beside the hits"))
        self.preview.toggled.connect(self.preview_toggled)

        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._status)
        said.addWidget(self._coverage)
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        row.addLayout(said, 1)
        row.addWidget(self.mode)
        row.addWidget(self.preview)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        rows.setSpacing(GRID // 2)
        rows.addLayout(row)
        rows.addWidget(self._caveat)
        self.setMinimumHeight(5 * GRID)
        theme.changed.connect(self._dress)
        self.choose(None)
        self._dress()

    @property
    def words(self) -> str:
        """What is said of the answer, of how complete it is, and of what to beware of."""
        said = (self._status.text(), self._coverage.text(), self._caveat.text())
        return "\n".join(text for text in said if text)

    def say(self, status: str, *shorter: str) -> None:
        """Say something of the answer, in fewer words where there is little room."""
        self._status.say(status, *shorter)
        self._status.setToolTip(status)

    def say_coverage(self, coverage: str) -> None:
        """Say how complete an answer can be; "" when it is."""
        self._coverage.setText(coverage)
        self._coverage.setToolTip(coverage)
        self._coverage.setVisible(bool(coverage))

    def warn(self, caveat: str) -> None:
        """Say what is to be known before the hits are read; "" for nothing."""
        self._caveat.setText(caveat)
        self._caveat.setVisible(bool(caveat))

    def choose(self, only: Only | None) -> None:
        """Rank by one of the two alone, or by both."""
        action = self._modes[only]
        self.mode.setText(action.text())
        action.setChecked(True)
        self.only_chosen.emit(only)

    def _dress(self) -> None:
        self.mode.setIcon(self._theme.icon("arrow-down"))
        self.preview.setIcon(self._theme.icon("preview", self._theme.colours.text))


def _tr(text: str) -> str:
    return QCoreApplication.translate("search", text)
