"""What this program is, and where it keeps its things."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import wording
from desktop.licences import LicencesSheet
from desktop.opening import Opener
from desktop.theme import GRID, Theme
from engine.log import log_folder
from models import catalogue

_ICON = 64


class AboutDialog(QDialog):
    """Version, licence, model, and the library's folder with a way to see it."""

    def __init__(self, library: Path, opener: Opener, theme: Theme, parent: QWidget) -> None:
        from importlib.metadata import version  # takes longer to load than a window may wait for it

        super().__init__(parent)
        self.setWindowTitle(self.tr("About Meanwhile"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(parent.windowIcon().pixmap(_ICON, _ICON))
        name = QLabel(self.tr("Meanwhile {}").format(version("meanwhile-desktop")))
        name.setFont(theme.fonts.heading)
        what = QLabel(self.tr("Drop your documents. Keep working. Find anything by meaning, on your own machine."))
        model = catalogue.DEFAULT
        facts = (
            (self.tr("Licence"), self.tr("Apache License 2.0")),
            (self.tr("Embedding model"), self.tr("{} ({})").format(model.id, model.licence)),
            (self.tr("Your library"), wording.displayable(wording.below_home(str(library)))),
            (self.tr("Log"), wording.displayable(wording.below_home(str(log_folder())))),
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(name)
        what.setWordWrap(True)
        column.addWidget(what)
        for title, fact in facts:
            quiet = QLabel(title)
            quiet.setProperty("quiet", True)
            quiet.setFont(theme.fonts.small)
            said = QLabel(fact)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addSpacing(12)
            column.addWidget(quiet)
            column.addWidget(said)
        column.addStretch(1)
        licences = QPushButton(self.tr("Licences…"))
        licences.setAutoDefault(False)
        licences.clicked.connect(lambda: LicencesSheet(self).open())
        log = QPushButton(self.tr("Show the log"))
        log.setAutoDefault(False)
        log.clicked.connect(lambda: opener.open(str(log_folder())))
        show = QPushButton(self.tr("Show the library"))
        show.setAutoDefault(False)
        show.clicked.connect(lambda: opener.open(str(library)))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(licences)
        buttons.addStretch(1)
        buttons.addWidget(log)
        buttons.addWidget(show)
        buttons.addWidget(close)
        beside = QHBoxLayout()
        beside.setSpacing(3 * GRID)
        beside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        whole.setSpacing(3 * GRID)
        whole.addLayout(beside)
        whole.addLayout(buttons)
        self.setFixedWidth(max(66 * GRID, 56 * self.fontMetrics().horizontalAdvance("m")))
        close.setFocus(Qt.FocusReason.OtherFocusReason)
