"""The quiet menu at the far end of the header: what is needed rarely."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.hanging_menu import HangingMenu
from desktop.theme import GRID, Theme
from engine.records import Overview

PAUSE = QKeySequence("Ctrl+Shift+P")
HELP = QKeySequence("F1")
SHORTCUTS = QKeySequence("Shift+F1")
SETTINGS = QKeySequence("Ctrl+,")
QUIT = QKeySequence("Ctrl+Q")


class AppMenu(QToolButton):
    """Three dots, and the menu behind them. Its keys work while it is closed."""

    pause_wanted = Signal(bool)
    """Whether to pause or to go on."""
    help_wanted = Signal()
    check_wanted = Signal()
    drill_wanted = Signal()
    report_wanted = Signal()
    shortcuts_wanted = Signal()
    about_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paused = False
        self.setObjectName("more")
        self.setAccessibleName(self.tr("Menu"))
        self.setToolTip(self.tr("Menu"))
        self.setFixedSize(5 * GRID, 5 * GRID)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = HangingMenu(self)
        self._pause = menu.addAction("", PAUSE, lambda: self.pause_wanted.emit(not self._paused))
        self._settings = menu.addAction(self.tr("Settings…"), SETTINGS, self.settings_wanted.emit)
        helping = QMenu(self.tr("Help"), menu)
        self._help = helping.addAction(self.tr("Help"), HELP, self.help_wanted.emit)
        self._shortcuts = helping.addAction(self.tr("Keyboard shortcuts"), SHORTCUTS, self.shortcuts_wanted.emit)
        helping.addSeparator()
        helping.addAction(self.tr("Check the installation…"), self.check_wanted.emit)
        helping.addAction(self.tr("Drill: show that nothing gets lost…"), self.drill_wanted.emit)
        helping.addAction(self.tr("Report a problem…"), self.report_wanted.emit)
        helping.addSeparator()
        helping.addAction(self.tr("About Meanwhile"), self.about_wanted.emit)
        self._helping = menu.addMenu(helping)
        menu.addSeparator()
        self._quit = menu.addAction(self.tr("Quit"), QUIT, self.quit_wanted.emit)
        self._menu = menu
        self.setMenu(menu)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def keyed(self) -> list[QAction]:
        """Actions that the window takes up, so that their keys work everywhere in it."""
        return [self._pause, self._settings, self._help, self._shortcuts, self._quit]

    def place_libraries(self, libraries: QMenu) -> None:
        """Offer the libraries, too."""
        self._menu.insertMenu(self._settings, libraries)

    def take_up(self, lab: QAction, pulse: QAction, modes: QActionGroup) -> None:
        """Offer the lab and its modes, too."""
        menu = self._menu
        running = QMenu(self.tr("Run the next documents"), menu)
        running.addActions(modes.actions())
        menu.insertSeparator(self._helping)
        menu.insertMenu(self._helping, running)
        menu.insertActions(self._helping, [lab, pulse])
        menu.insertSeparator(self._helping)

    def hold_off(self, waiting: bool) -> None:
        """The work in the background cannot be paused or taken up while a person waits for something else."""
        self._pause.setDisabled(waiting)

    def show_overview(self, overview: Overview) -> None:
        """Whether there is something to pause, or to go on with."""
        self._paused = overview.paused
        self._dress()

    def _dress(self) -> None:
        self.setIcon(self._theme.icon("more", self._theme.colours.text))
        self._pause.setText(self.tr("Resume work") if self._paused else self.tr("Pause work"))
