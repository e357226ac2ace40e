"""The results of a search: a line about their coverage, the passages, or why there are none."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from desktop import wording
from desktop.opening import Opener
from desktop.search.results_delegate import ResultsDelegate
from desktop.search.results_model import HIT_ROLE, LINE_ROLE, LineKind, ResultsModel
from desktop.theme import GRID, Theme
from engine.records import Answer, Hit, Overview, Reason

HITS = 50
"""Passages asked for."""


class SearchPane(QWidget):
    """Shows answers, and asks again while documents are still becoming searchable."""

    asked = Signal(str, int)
    """Query and number of hits wanted."""
    left = Signal()
    """The person goes back up to the query field."""

    AGAIN_MS = 2_000

    def __init__(self, opener: Opener, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._opener = opener
        self._query = ""
        self._answer: Answer | None = None
        self._searchable = (-1, -1)
        self.results = ResultsModel(self)

        self._status = QLabel()
        self._status.setProperty("quiet", True)
        self._status.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        self._status.setFixedHeight(5 * GRID)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._message = QLabel()
        self._message.setProperty("quiet", True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setContentsMargins(4 * GRID, 0, 4 * GRID, 8 * GRID)
        self.list = ResultsList(self.results, theme)
        self.list.opened.connect(self._open)
        self.list.clicked.connect(self._unfold)
        self.list.left.connect(self.left)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._status)
        column.addWidget(self._stack, 1)

        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(self.AGAIN_MS)
        self._again.timeout.connect(self._ask)

    @property
    def query(self) -> str:
        """What is searched for; "" when nothing is."""
        return self._query

    @property
    def answered_query(self) -> str:
        """What the answer that is shown answers; "" while there is none."""
        return self._answer.query.strip() if self._answer is not None else ""

    def search(self, query: str) -> None:
        """Ask for a new query; "" forgets the old answer."""
        self._query = query
        self._again.stop()
        if query:
            if self._answer is None:
                self._status.setText(self.tr("Searching…"))
            self._ask()
        else:
            self._answer = None
            self.results.show_answer(None)
            self._status.clear()
            self._message.clear()
            self._stack.setCurrentWidget(self._message)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, if it is still the question."""
        if answer.query.strip() != self._query:
            return
        same_query = self._answer is not None and self._answer.query == answer.query
        chosen: Hit | None = self.list.currentIndex().data(HIT_ROLE) if same_query else None
        scrolled = self.list.verticalScrollBar().value() if same_query else 0
        changed = not same_query or self._answer is None or self._answer.hits != answer.hits
        self._answer = answer
        self._status.setText(self._status_line(answer))
        if not changed:
            return
        self.results.show_answer(answer)
        if answer.hits:
            self._stack.setCurrentWidget(self.list)
            row = self.results.row_of(chosen) if chosen is not None else None
            if row is not None:
                self.list.setCurrentIndex(self.results.index(row))
            self.list.verticalScrollBar().setValue(scrolled)
        else:
            self._message.setText(self._no_hits_line(answer))
            self._stack.setCurrentWidget(self._message)

    def show_failure(self, query: str, reason: Reason) -> None:
        """Say why a search brought no answer."""
        if query == self._query:
            self._answer = None
            self.results.show_answer(None)
            self._status.clear()
            self._message.setText(f"{reason.message}\n{reason.hint}".strip())
            self._stack.setCurrentWidget(self._message)

    def library_changed(self, overview: Overview) -> None:
        """More can be found now: ask again soon, at most every two seconds."""
        searchable = (overview.chunks, overview.embedded)
        if searchable != self._searchable and self._query and not self._again.isActive():
            self._again.start()
        self._searchable = searchable

    def open_first(self) -> None:
        """Open the chosen hit, otherwise the best."""
        index = self.list.currentIndex()
        self._open(index if index.isValid() else self.results.index(1))

    def focus_results(self) -> None:
        """Go to the first hit by keyboard."""
        if self.results.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.results.index(1))

    def _ask(self) -> None:
        self.asked.emit(self._query, HITS)

    def _open(self, index: QModelIndex) -> None:
        if index.data(LINE_ROLE) is LineKind.HIT:
            hit: Hit = index.data(HIT_ROLE)
            self._opener.open(hit.path, hit.page)
        else:
            self._unfold(index)

    def _unfold(self, index: QModelIndex) -> None:
        if index.data(LINE_ROLE) is LineKind.MORE:
            row = index.row()
            self.results.unfold(row)
            self.list.setCurrentIndex(self.results.index(row))

    def _status_line(self, answer: Answer) -> str:
        parts = []
        if answer.hits:
            documents = len({hit.document_id for hit in answer.hits})
            passages = wording.counted(len(answer.hits), self.tr("passage"), self.tr("passages"))
            in_documents = wording.counted(documents, self.tr("document"), self.tr("documents"))
            parts.append(self.tr("{} in {}").format(passages, in_documents))
        parts.append(self.tr("{} ms").format(round(answer.seconds * 1000)))
        if answer.coverage.share < 1.0:
            parts.append(self.tr("{} by meaning so far").format(wording.percent(answer.coverage.share)))
        return " · ".join(parts)

    def _no_hits_line(self, answer: Answer) -> str:
        nothing = self.tr("Nothing found for “{}”.").format(wording.displayable(answer.query))
        if answer.coverage.chunks == 0:
            return nothing + "\n" + self.tr("No document has been read yet; results appear here by themselves.")
        if answer.coverage.share < 1.0:
            return nothing + "\n" + self.tr("Reading goes on; new results appear here by themselves.")
        return nothing + "\n" + self.tr("Try other words, or describe what you mean.")


class ResultsList(QListView):
    """The passages; Enter or a double click opens."""

    opened = Signal(QModelIndex)
    left = Signal()

    def __init__(self, model: ResultsModel, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Search results"))
        self.setModel(model)
        self.setItemDelegate(ResultsDelegate(theme, self))
        self.setMouseTracking(True)
        # What makes Qt lay the passages out again when the width changes.
        self.setWordWrap(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self.opened)
        theme.changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; Up on the first hit goes back to the query."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 1):
            self.left.emit()
        else:
            super().keyPressEvent(event)
