"""The hits of one answer, grouped by document."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop import wording
from engine.records import Answer, Hit

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The ``Hit``; on a heading, the document's best one."""
HEADING_ROLE = Qt.ItemDataRole.UserRole + 2
"""True for the line that names a document above its hits."""

_Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """A heading per document, in the order of its best hit, and its hits below, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[Hit, bool]] = []

    def show_answer(self, answer: Answer | None) -> None:
        """Replace all lines; none for None."""
        groups: dict[int, list[Hit]] = {}
        for hit in answer.hits if answer is not None else ():
            groups.setdefault(hit.document_id, []).append(hit)
        lines: list[tuple[Hit, bool]] = []
        for hits in groups.values():
            lines.append((hits[0], True))
            lines += [(hit, False) for hit in hits]
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def row_of(self, hit: Hit) -> int | None:
        """The line of the same passage as ``hit``, whatever its rank is now."""
        for line, (other, heading) in enumerate(self._lines):
            if not heading and _passage(other) == _passage(hit):
                return line
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """Headings and hits."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Only hits can be chosen; the keyboard passes over headings."""
        if not index.isValid() or self._lines[index.row()][1]:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The hit, or its words for tool tip and screen reader."""
        if not index.isValid():
            return None
        hit, heading = self._lines[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == HEADING_ROLE:
            return heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return wording.tool_tip(wording.displayable(hit.path), "" if heading else why_found(hit))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            name = wording.name_of(hit.path, hit.title)
            return name if heading else ". ".join(part for part in (name, place_in(hit), hit.snippet.text) if part)
        return None


def place_in(hit: Hit) -> str:
    """Where in the document: page, then heading; "" when neither is known."""
    parts = []
    if hit.page is not None:
        parts.append(_tr("Page {}").format(wording.displayable(hit.page_label) or hit.page))
    if hit.heading:
        parts.append(wording.displayable(hit.heading))
    return " · ".join(parts)


def why_found(hit: Hit) -> str:
    """The ranks that brought a hit here."""
    parts = []
    if hit.words_rank is not None:
        parts.append(_tr("words {}").format(hit.words_rank))
    if hit.meaning_rank is not None:
        parts.append(_tr("meaning {}").format(hit.meaning_rank))
    return " · ".join(parts)


def _passage(hit: Hit) -> tuple[int, int | None, int, int]:
    return hit.document_id, hit.page, hit.start, hit.end


def _tr(text: str) -> str:
    return QCoreApplication.translate("search", text)
