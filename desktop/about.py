"""What this program is, and where it keeps its things."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import wording
from desktop.licences import LicencesSheet
from desktop.opening import Opener
from desktop.sheet import Sheet
from desktop.theme import GRID, Theme
from engine.log import log_folder
from models import catalogue

_ICON = 64


class AboutDialog(Sheet):
    """Version, licence, model, and the library's folder with a way to see it."""

    def __init__(self, library: Path, opener: Opener, theme: Theme, parent: QWidget) -> None:
        from importlib.metadata import version  # takes longer to load than a window may wait for it

        super().__init__(parent)
        self.setWindowTitle(self.tr("About Meanwhile"))
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
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(3 * GRID)
        beside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(column, 1)
        self.add_page(beside)
        licences = self.add_button(self.tr("Licences…"), lambda: LicencesSheet(self).open())
        # At the other end: it leads further in, the others out.
        self.buttons.removeWidget(licences)
        self.buttons.insertWidget(0, licences)
        self.add_button(self.tr("Show the log"), lambda: opener.open(str(log_folder())))
        self.add_button(self.tr("Show the library"), lambda: opener.open(str(library)))
        self.fit(max(66 * GRID, 56 * self.fontMetrics().horizontalAdvance("m")))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
