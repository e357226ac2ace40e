"""The switch that decides how the next documents are run."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop import wording
from engine.records import Mode

ORDER = (Mode.BLOCKING, Mode.ASYNC, Mode.BACKGROUND)


class ModeSwitch(QWidget):
    """Blocking · Async I/O · Background, as three joined buttons and as actions for a menu and the keyboard.

    What is chosen is remembered; before that it is Background.
    """

    mode_changed = Signal(object)
    """``Mode``: for the documents that are added from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modes")
        self.setAccessibleName(self.tr("How the next documents are run"))
        self.choices = QActionGroup(self)
        self._actions: dict[Mode, QAction] = {}
        self._buttons: dict[Mode, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, mode in enumerate(ORDER):
            action = QAction(mode_word(mode), self.choices)
            action.setCheckable(True)
            action.setShortcut(QKeySequence(f"Ctrl+{place + 1}"))
            keys = wording.key_name(action.shortcut())
            action.setToolTip(wording.tool_tip(mode_line(mode), _tr("For the documents you add next. {}").format(keys)))
            button = QToolButton()
            button.setDefaultAction(action)
            button.setProperty("place", ("first", "middle", "last")[place])
            button.setAccessibleName(mode_word(mode))
            button.setAccessibleDescription(mode_line(mode))
            # One stop for Tab; the arrow keys choose, as in every group of its kind.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
            self._actions[mode] = action
            self._buttons[mode] = button
        self._actions[Mode.BACKGROUND].setChecked(True)
        self.choices.triggered.connect(lambda _: self.mode_changed.emit(self.mode))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def mode(self) -> Mode:
        """What is chosen."""
        return next(mode for mode, action in self._actions.items() if action.isChecked())

    def hold_off(self, waiting: bool) -> None:
        """Nothing can be chosen while a person waits for something else, by its keys neither."""
        self.setDisabled(waiting)
        self.choices.setDisabled(waiting)

    def choose(self, mode: Mode) -> None:
        """Choose as a person does."""
        if mode is not self.mode:
            self._actions[mode].trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and Right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            step = -step
        self.choose(ORDER[min(max(ORDER.index(self.mode) + step, 0), len(ORDER) - 1)])


def mode_word(mode: Mode) -> str:
    """The name of a mode, the same everywhere."""
    return {
        Mode.BLOCKING: _tr("Blocking"),
        Mode.ASYNC: _tr("Async I/O"),
        Mode.BACKGROUND: _tr("Background"),
    }[mode]


def mode_line(mode: Mode) -> str:
    """A mode in one line."""
    return {
        Mode.BLOCKING: _tr("The window does the work itself, and is dead until all of it is done."),
        Mode.ASYNC: _tr("Reading files overlaps, computing takes turns with the window: it twitches, and you wait."),
        Mode.BACKGROUND: _tr("Other processes do the work: the window is free at once."),
    }[mode]


def _tr(text: str) -> str:
    return QCoreApplication.translate("lab", text)
