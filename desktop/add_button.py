"""Adding documents otherwise than by dropping them: files, a folder, what was copied, the samples."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop import intake
from desktop.hanging_menu import HangingMenu
from desktop.theme import GRID, Theme


class AddButton(QPushButton):
    """A button with a menu; its keys work while the menu is closed."""

    chosen = Signal(object)
    """``Intake``"""

    def __init__(self, samples: Path, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._samples = samples
        self.setText(self.tr("Add"))
        self.setAccessibleName(self.tr("Add documents"))
        self.setMinimumHeight(5 * GRID)
        menu = HangingMenu(self)
        self._items = [
            (icon, menu.addAction(text, QKeySequence(keys), call))
            for icon, text, keys, call in (
                ("file", self.tr("Files…"), "Ctrl+O", self.choose_files),
                ("folder", self.tr("Folder…"), "Ctrl+Shift+O", self.choose_folder),
                ("paste", self.tr("Paste"), "Ctrl+V", self.paste),
            )
        ]
        menu.addSeparator()
        self._items.append(("sample", menu.addAction(self.tr("Sample documents"), self.add_samples)))
        self.setMenu(menu)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def keyed(self) -> list[QAction]:
        """Actions that the window takes up, so that their keys work everywhere in it."""
        return [action for _, action in self._items]

    def hold_off(self, waiting: bool) -> None:
        """Nothing can be added while a person waits for something else."""
        self.setDisabled(waiting)
        for action in self.keyed:
            action.setDisabled(waiting)

    def choose_files(self) -> None:
        """Ask for files; the window stays alive meanwhile."""
        self._choose(QFileDialog.FileMode.ExistingFiles, self.tr("Add files"))

    def choose_folder(self) -> None:
        """Ask for a folder."""
        self._choose(QFileDialog.FileMode.Directory, self.tr("Add a folder"))

    def paste(self) -> None:
        """Add what the clipboard holds."""
        self.chosen.emit(intake.files_in_clipboard(QGuiApplication.clipboard().mimeData()))

    def add_samples(self) -> None:
        """Add the documents that came with the program."""
        self.chosen.emit(intake.Intake([str(self._samples)], 0))

    def _choose(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self.window(), title)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: self.chosen.emit(intake.Intake(paths, 0)))
        dialog.open()

    def _dress(self) -> None:
        self.setIcon(self._theme.icon("add", self._theme.colours.text))
        for icon, action in self._items:
            action.setIcon(self._theme.icon(icon))
