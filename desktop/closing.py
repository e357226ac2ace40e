"""Closing the window while there is work: quit, or let it work on, as the person has chosen once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget


class Closing(QObject):
    """Stands between the close button and the window's end."""

    hidden = Signal()
    """The window is gone from the screen, the work goes on."""
    remembered = Signal(str)
    """What to do from now on without asking: "work" or "quit"."""

    def __init__(self, window: QWidget, at_work: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._at_work = at_work
        self._wanted: Callable[[], str] = lambda: "quit"
        self._quitting = False
        window.installEventFilter(self)

    def use(self, wanted: Callable[[], str]) -> None:
        """Ask there what to do: "ask", "work" or "quit", which holds until this is called."""
        self._wanted = wanted

    def quit(self) -> None:
        """Close the window and end the work, without a question."""
        self._quitting = True
        self._window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt asks before everybody else does."""
        if watched is not self._window or event.type() is not QEvent.Type.Close or self._quitting:
            return False
        wanted = self._wanted()
        if wanted == "quit" or not self._at_work():
            return False
        event.ignore()
        if wanted == "work":
            self._hide()
        else:
            self._ask()
        return True

    def _hide(self) -> None:
        self._window.hide()
        self.hidden.emit()

    def _ask(self) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Close the window"))
        box.setIconPixmap(self._window.windowIcon().pixmap(48, 48))
        box.setText(self.tr("Shall Meanwhile work on?"))
        box.setInformativeText(
            self.tr(
                "It ends by itself when all documents are ready; until then its icon in the tray, or starting it "
                "again, brings the window back. If it quits now, it goes on at the next start."
            )
        )
        work = box.addButton(self.tr("Work on"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(self.tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(work)
        always = QCheckBox(self.tr("Do not ask again"))
        always.setChecked(True)
        box.setCheckBox(always)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answer() -> None:
            if box.clickedButton() not in (work, leave):
                return
            chosen = "work" if box.clickedButton() is work else "quit"
            if always.isChecked():
                self.remembered.emit(chosen)
            if chosen == "work":
                self._hide()
            else:
                self.quit()

        box.finished.connect(answer)
        box.open()
