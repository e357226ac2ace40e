"""What the list of documents and that of hits share: their keys, letters for the search field, where a menu opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def give_keys(view: QAbstractItemView, *keyed: tuple[QKeySequence, Callable[[], object]]) -> None:
    """Have keys do something while this list has the keyboard, and nothing from elsewhere in the window."""
    for keys, call in keyed:
        shortcut = QShortcut(keys, view)
        # Not in one go with what it calls: PySide6 6.11 then drops the context, and the keys hold for all the window.
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(call)


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes something, rather than giving a command."""
    return event.text().isprintable() and bool(event.text().strip()) and not event.modifiers() & _COMMANDS


def menu_place(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """Where on the screen the menu opens: by mouse where it is, by keyboard at the current line."""
    if event.reason() is not QContextMenuEvent.Reason.Keyboard:
        return event.globalPos()
    line = view.visualRect(view.currentIndex()).intersected(view.viewport().rect())
    return view.viewport().mapToGlobal(line.center())
