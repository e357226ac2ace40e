"""What the list of documents and that of hits share: letters that belong into the search field, where a menu opens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes something, rather than giving a command."""
    return event.text().isprintable() and bool(event.text().strip()) and not event.modifiers() & _COMMANDS


def menu_place(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """Where on the screen the menu opens: by mouse where it is, by keyboard at the current line."""
    if event.reason() is not QContextMenuEvent.Reason.Keyboard:
        return event.globalPos()
    line = view.visualRect(view.currentIndex()).intersected(view.viewport().rect())
    return view.viewport().mapToGlobal(line.center())
