"""The list of documents, with rows that are fetched only when they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop import wording
from engine.records import DocumentRow

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The ``DocumentRow`` itself; None while it is on its way."""

_Index = QModelIndex | QPersistentModelIndex


class DocumentsModel(QAbstractListModel):
    """Ids of all documents (8 bytes each), and the rows of those around what is visible.

    A row is asked for when a view first looks at it, together with its neighbours, and again when it changed and
    is visible. So 100,000 documents cost neither memory nor time until somebody scrolls to them.
    """

    rows_wanted = Signal(object)
    """``list[int]``: ids whose rows should be handed to :meth:`accept`."""

    CACHED_ROWS = 2_000
    AHEAD = 40
    """Rows fetched before and after those that are visible, so that scrolling finds them there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = array("q")
        # Those that are shown; the same array unless a filter is on.
        self._ids = self._all
        self._rows: OrderedDict[int, DocumentRow] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._window = (0, -1)
        # Collects what one repaint of the view looks at into one request.
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """All documents that are shown."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, or its name, tool tip or spoken text."""
        if not index.isValid():
            return None
        document_id = self._ids[index.row()]
        row = self._rows.get(document_id)
        if row is None or document_id in self._stale:
            self._want()
        if role == ROW_ROLE:
            return row
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.name_of(row.path, row.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        return None

    def append(self, ids: Sequence[int]) -> None:
        """New documents come after all others; ids that are here already are passed over."""
        newest = self._all[-1] if self._all else 0
        fresh = sorted({one for one in ids if one > newest})
        if not fresh:
            return
        if self.filtered:
            self._all.extend(fresh)
            return
        first = len(self._ids)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self._ids.extend(fresh)
        self.endInsertRows()

    def remove(self, ids: Collection[int]) -> None:
        """Documents that are no longer in the library; unknown ones are passed over."""
        for known in (self._stale, self._asked):
            known.difference_update(ids)
        for one in ids:
            self._rows.pop(one, None)
        if self.filtered:
            self._all = array("q", (one for one in self._all if one not in ids))
        self._take_out(ids)

    @property
    def filtered(self) -> bool:
        """Whether only some documents are shown."""
        return self._ids is not self._all

    def show_only(self, ids: Sequence[int]) -> None:
        """Show these documents (ascending) and no others, until :meth:`show_all`."""
        wanted = array("q", ids)
        if self.filtered:
            # Mostly some have left since the last time: then selection and scrolling stay.
            self._take_out(set(self._ids).difference(ids))
            if self._ids == wanted:
                return
        self.beginResetModel()
        self._ids = wanted
        self.endResetModel()

    def show_all(self) -> None:
        """Show all documents again."""
        if self.filtered:
            self.beginResetModel()
            self._ids = self._all
            self.endResetModel()

    def ids_between(self, first: int, last: int) -> list[int]:
        """Ids in the rows ``first`` to ``last`` (both included)."""
        return list(self._ids[first : last + 1])

    def known(self, ids: Collection[int]) -> list[DocumentRow]:
        """The rows of those of these documents that are at hand."""
        return [self._rows[one] for one in ids if one in self._rows]

    def _take_out(self, ids: Collection[int]) -> None:
        """Show these no longer."""
        gone = sorted(place for one in ids if (place := self.position(one)) is not None)
        # From the end, run by run, so that the places in front stay right.
        last = len(gone) - 1
        while last >= 0:
            first = last
            while first > 0 and gone[first - 1] == gone[first] - 1:
                first -= 1
            self.beginRemoveRows(QModelIndex(), gone[first], gone[last])
            del self._ids[gone[first] : gone[last] + 1]
            self.endRemoveRows()
            last = first - 1

    def show_window(self, first: int, last: int) -> None:
        """The view shows rows ``first`` to ``last`` (both included)."""
        if (first, last) != self._window:
            self._window = (first, last)
            self._want()

    def changed(self, ids: Collection[int]) -> None:
        """These documents have other facts now; those in sight are fetched again."""
        # One that is on its way counts too: it may have been read before the change.
        self._stale.update(one for one in ids if one in self._rows or one in self._asked)
        if self._stale:
            self._want()

    def accept(self, rows: Sequence[DocumentRow]) -> None:
        """Rows that were asked for, or that will be as soon as their documents are listed."""
        positions: list[int] = []
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._asked.discard(row.id)
            position = self.position(row.id)
            if position is not None:
                positions.append(position)
        while len(self._rows) > self.CACHED_ROWS:
            dropped, _ = self._rows.popitem(last=False)
            self._stale.discard(dropped)
        if positions:
            self.dataChanged.emit(self.index(min(positions)), self.index(max(positions)))
        if self._stale:
            self._want()

    def position(self, document_id: int) -> int | None:
        """Where a document stands in the list; None when it is not shown."""
        found = bisect_left(self._ids, document_id)
        return found if found < len(self._ids) and self._ids[found] == document_id else None

    def _want(self) -> None:
        if not self._ask_soon.isActive():
            self._ask_soon.start()

    def _ask(self) -> None:
        first, last = self._window
        visible = self._ids[first : last + 1]
        missing = [one for one in visible if one not in self._rows]
        if missing:
            around = self._ids[max(first - self.AHEAD, 0) : last + 1 + self.AHEAD]
            missing = [one for one in around if one not in self._rows]
        wanted = [one for one in (*missing, *(one for one in visible if one in self._stale)) if one not in self._asked]
        if wanted:
            self._asked.update(wanted)
            self._stale.difference_update(wanted)
            self.rows_wanted.emit(wanted)


def _tool_tip(row: DocumentRow) -> str:
    lines = [wording.displayable(wording.below_home(row.path))]
    if row.locations > 1:
        lines.append(_tr("The same content lies in {} places.").format(row.locations))
    if row.reason is not None:
        said = wording.told(row.reason)
        lines += [said.message, said.hint]
    elif row.chunks and not row.state.settled:
        lines += [
            _tr("Found by words: {}").format(wording.percent(wording.read_share(row))),
            _tr("Found by meaning: {}").format(wording.percent(wording.embedded_share(row))),
        ]
    return wording.tool_tip(*lines)


def _spoken(row: DocumentRow) -> str:
    parts = [wording.name_of(row.path, row.title), wording.state_word(row.state), wording.detail_of(row)]
    if row.reason is not None:
        parts.append(wording.told(row.reason).message)
    return ", ".join(part for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("documents", text)
