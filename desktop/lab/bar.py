"""The line above the footer: how the next documents are run, how alive the window is, and the way into the lab."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QToolButton, QWidget

from desktop import wording
from desktop.lab.mode_switch import ModeSwitch, mode_line, mode_word
from desktop.lab.pulse_strip import Cause, PulseStrip
from desktop.pulse import Pulse
from desktop.theme import GRID, Theme
from engine.records import Mode

LAB_KEYS = QKeySequence("Ctrl+L")
_WORDS_FROM = 860
"""Below this width, the longest gap is told by a tool tip only."""
_GRAPH_FROM = 560
_COUNTER_FROM = 660


class LabBar(QWidget):
    """Mode switch, pulse, and the button that opens the lab; while a request is open, who waits for what."""

    cancel_wanted = Signal()

    def __init__(self, pulse: Pulse, cause: Cause, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("lab_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(5 * GRID)
        self.switch = ModeSwitch()
        self.strip = PulseStrip(pulse, cause, theme)

        self.toggle = QAction(self.tr("Lab"), self)
        self.toggle.setCheckable(True)
        # The menu shows none, and a tick where the lab is open.
        self.toggle.setIconVisibleInMenu(False)
        self.toggle.setShortcut(LAB_KEYS)
        keys = wording.key_name(LAB_KEYS)
        self.toggle.setToolTip(self.tr("See why: timeline, comparison, when to use which ({})").format(keys))
        self.pulse_shown = QAction(self.tr("Pulse of the window"), self)
        self.pulse_shown.setCheckable(True)
        self.pulse_shown.setChecked(True)
        self.pulse_shown.toggled.connect(self.strip.setVisible)
        self.button = QToolButton()
        self.button.setObjectName("lab_toggle")
        self.button.setDefaultAction(self.toggle)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

        self._waiting = QLabel()
        self._waiting.setFont(theme.fonts.small)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setProperty("small", True)
        self.cancel.clicked.connect(self.cancel_wanted)
        wait = QWidget()
        row = QHBoxLayout(wait)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._waiting, 1)
        row.addWidget(self.cancel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.switch)
        self._stack.addWidget(wait)
        self._wait = wait

        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, GRID, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self._stack)
        row.addWidget(self.strip, 100)
        # Takes the place of a pulse that is not wanted.
        row.addStretch(1)
        row.addWidget(self.button)
        theme.changed.connect(self._dress)
        self._dress()

    def show_waiting(self, mode: Mode) -> None:
        """A request is open in the window."""
        self._waiting.setText(self.tr("{}: you are waiting").format(mode_word(mode)))
        self._waiting.setToolTip(mode_line(mode))
        self.cancel.setVisible(mode is Mode.ASYNC)
        self._stack.setCurrentWidget(self._wait)

    def show_free(self) -> None:
        """No request is open."""
        self._stack.setCurrentWidget(self.switch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What matters least goes first."""
        super().resizeEvent(event)
        width = self.width()
        self.strip.words.setVisible(width >= _WORDS_FROM)
        self.strip.counter.setVisible(width >= _COUNTER_FROM)
        self.strip.graph.setVisible(width >= _GRAPH_FROM)

    def _dress(self) -> None:
        self.toggle.setIcon(self._theme.icon("lab", self._theme.colours.text))
