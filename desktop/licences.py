"""All that the program is made of, as a table."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from desktop.parts import Part, by_name, foundations, libraries
from desktop.sheet import Sheet
from desktop.theme import GRID


class LicencesSheet(Sheet):
    """Name, version and licence of every part."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Licences"))
        intro = QLabel(self.tr("Meanwhile stands on the work of many. Each part keeps its own licence."))
        intro.setWordWrap(True)
        intro.setProperty("quiet", True)
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("licences")
        self.table.setAccessibleName(self.tr("Parts and their licences"))
        self.table.setHorizontalHeaderLabels([self.tr("Part"), self.tr("Version"), self.tr("Licence")])
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.column.addWidget(intro)
        self.column.addWidget(self.table, 1)
        self.fit(self.grown(72 * GRID), self.grown(64 * GRID))
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._names: list[str] = []
        self._above = 0
        for part in foundations():
            self._add(self._above, part)
            self._above += 1
        # One by one: to look up all of them takes longer than a window may be held up.
        self._missing = libraries()
        self._next = QTimer(self)
        self._next.timeout.connect(self._add_next)
        self._next.start()

    @property
    def complete(self) -> bool:
        """Whether every part is there."""
        return not self._next.isActive()

    def _add_next(self) -> None:
        part = next(self._missing, None)
        if part is None:
            self._next.stop()
            return
        place = bisect_left(self._names, by_name(part))
        self._names.insert(place, by_name(part))
        self._add(self._above + place, part)

    def _add(self, line: int, part: Part) -> None:
        self.table.insertRow(line)
        for place, text in enumerate((part.name, part.version, part.licence)):
            self.table.setItem(line, place, QTableWidgetItem(text))
