"""The hits of one answer, grouped by document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop import wording
from engine.records import Answer, Hit, SearchRequest

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The ``Hit`` of a line; on headings and "more" lines, the document's best one."""
LINE_ROLE = Qt.ItemDataRole.UserRole + 2
"""Which ``LineKind`` a line is."""
WHY_ROLE = Qt.ItemDataRole.UserRole + 3
"""Why a hit was found, in words; "" unless a person wants to know."""
SHOWN_AT_FIRST = 3
"""Hits per document before the rest is folded away, so that one long book does not hide all others."""

_Index = QModelIndex | QPersistentModelIndex


class LineKind(Enum):
    """What a line of the results is."""

    HEADING = 1
    """Names the document above its hits; cannot be chosen."""
    HIT = 2
    MORE = 3
    """Stands for the hits that are folded away."""


@dataclass(frozen=True, slots=True)
class _Line:
    kind: LineKind
    hit: Hit
    folded: int = 0


class ResultsModel(QAbstractListModel):
    """A heading per document, in the order of its best hit, and its hits below, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []
        self._groups: dict[int, list[Hit]] = {}
        self._unfolded: set[int] = set()
        self._query: SearchRequest | None = None
        self._explaining = False

    @property
    def explaining(self) -> bool:
        """Whether every hit says why it was found."""
        return self._explaining

    def explain(self, wanted: bool) -> None:
        """Have every hit say why it was found, or not."""
        if wanted is not self._explaining:
            self.layoutAboutToBeChanged.emit()
            self._explaining = wanted
            self.layoutChanged.emit()

    def hits(self) -> list[Hit]:
        """All hits in the order of their lines, also those that are folded away."""
        return [hit for group in self._groups.values() for hit in group]

    def show_answer(self, answer: Answer | None) -> None:
        """Replace all lines; none for None. What was unfolded stays so while the query is the same."""
        query = answer.request if answer is not None else None
        if query != self._query:
            self._query = query
            self._unfolded.clear()
        self._groups = {}
        for hit in answer.hits if answer is not None else ():
            self._groups.setdefault(hit.document_id, []).append(hit)
        self.beginResetModel()
        self._lines = [line for document_id in self._groups for line in self._lines_of(document_id)]
        self.endResetModel()

    def unfold(self, row: int) -> None:
        """Put the hits a "more" line stands for in its place."""
        line = self._lines[row]
        document_id = line.hit.document_id
        self._unfolded.add(document_id)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._lines[row]
        self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), row, row + line.folded - 1)
        self._lines[row:row] = self._lines_of(document_id)[-line.folded :]
        self.endInsertRows()

    def row_of(self, hit: Hit) -> int | None:
        """The line of the same passage as ``hit``, whatever its rank is now."""
        for row, line in enumerate(self._lines):
            if line.kind is LineKind.HIT and passage_of(line.hit) == passage_of(hit):
                return row
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """All lines."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen; the keyboard passes over them."""
        if not index.isValid() or self._lines[index.row()].kind is LineKind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The hit, or its words for tool tip and screen reader."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == HIT_ROLE:
            return line.hit
        if role == LINE_ROLE:
            return line.kind
        if role == Qt.ItemDataRole.ToolTipRole:
            why = why_found(line.hit) if line.kind is LineKind.HIT else ""
            return wording.tool_tip(wording.displayable(wording.below_home(line.hit.path)), why)
        if role == WHY_ROLE:
            return why_found(line.hit) if self._explaining and line.kind is LineKind.HIT else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words_of(line)
        return None

    def _lines_of(self, document_id: int) -> list[_Line]:
        hits = self._groups[document_id]
        # Folding a single hit away would save no line.
        fold = document_id not in self._unfolded and len(hits) > SHOWN_AT_FIRST + 1
        shown = hits[:SHOWN_AT_FIRST] if fold else hits
        lines = [_Line(LineKind.HEADING, hits[0]), *(_Line(LineKind.HIT, hit) for hit in shown)]
        if fold:
            lines.append(_Line(LineKind.MORE, hits[0], len(hits) - SHOWN_AT_FIRST))
        return lines


def place_in(hit: Hit) -> str:
    """Where in the document: page, then heading; "" when neither is known."""
    parts = []
    if hit.page is not None:
        parts.append(_tr("Page {}").format(wording.displayable(hit.page_label) or hit.page))
    if hit.heading:
        parts.append(wording.displayable(hit.heading))
    return " · ".join(parts)


def about(hit: Hit) -> str:
    """Kind, date and place of a hit's document, in one line."""
    day = QDate.fromString(hit.date, Qt.DateFormat.ISODate)
    date = QLocale().toString(day, "d MMM yyyy") if day.isValid() else ""
    return " · ".join(part for part in (hit.kind, date, wording.place_of(hit.path, hit.title)) if part)


def why_found(hit: Hit) -> str:
    """The ranks that brought a hit here, and its score, in words."""
    words, meaning = hit.words_rank, hit.meaning_rank
    if words is not None and meaning is not None:
        why = _tr("{} by its words, {} by its meaning").format(_place(words), _place(meaning))
    elif words is not None:
        why = _tr("{} by its words alone").format(_place(words))
    elif meaning is not None:
        why = _tr("{} by its meaning alone").format(_place(meaning))
    else:
        return ""
    if hit.cosine is not None:
        why += _tr(" ({} % alike)").format(max(0, round(100 * hit.cosine)))
    return _tr("{} · score {}").format(why[0].upper() + why[1:], f"{hit.score:.4f}")


def _place(rank: int) -> str:
    return _tr("best") if rank == 1 else _tr("no. {}").format(wording.number(rank))


def _words_of(line: _Line) -> str:
    hit = line.hit
    if line.kind is LineKind.HEADING:
        gone = _tr("the file is not there any more") if hit.exists is False else ""
        return ". ".join(part for part in (wording.name_of(hit.path, hit.title), gone) if part)
    if line.kind is LineKind.MORE:
        return _tr("%Ln more passage(s) in this document", line.folded)
    return ". ".join(part for part in (wording.name_of(hit.path, hit.title), place_in(hit), hit.snippet.text) if part)


def passage_of(hit: Hit) -> tuple[int, int | None, int, int]:
    """What makes it the same hit, whatever its rank."""
    return hit.document_id, hit.page, hit.start, hit.end


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("search", text, None, count)
