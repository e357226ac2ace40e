"""What a search brings: hits, the page on which the chosen one stands, or why there are none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop import wording
from desktop.opening import Opener
from desktop.search import answer_words
from desktop.search.hit_actions import WHY, HitActions
from desktop.search.page_view import ZOOM_STEP
from desktop.search.preview_pane import FIT_WIDTH, PAGE_AFTER, PAGE_BEFORE, ZOOM_IN, ZOOM_OUT, PreviewPane
from desktop.search.results_header import PREVIEW, ResultsHeader
from desktop.search.results_model import HIT_ROLE, LINE_ROLE, LineKind, ResultsModel
from desktop.search.results_view import ResultsView
from desktop.search.scope import Scope
from desktop.theme import GRID, Theme
from engine.records import Answer, Hit, Only, Overview, PagePicture, PageText, PageWanted, Reason, SearchRequest

HITS = 50
"""Passages asked for."""
PREVIEW_FROM = 78 * GRID
"""A pane that is narrower shows the hits alone."""


class SearchPane(QWidget):
    """Shows answers and pages, and asks again while documents are still becoming searchable."""

    asked = Signal(object)
    """``SearchRequest``"""
    pages_wanted = Signal(object)
    """``list[PageWanted]``, the most urgent first."""
    scope_wanted = Signal(object)
    """``Scope``: search anew, narrowed to it."""
    query_wrong = Signal(object)
    """``Reason``: what is wrong with the query, or None when nothing is."""
    locate_wanted = Signal(object)
    """``Hit`` whose file is gone."""
    remove_wanted = Signal(object)
    """``list[int]``: documents that are to leave the library."""
    tips_wanted = Signal()
    typed = Signal(str)
    """A letter that belongs into the search field."""
    left = Signal()
    """The person goes back up to the query field."""
    done = Signal(str)
    """What was done, in words, where nothing else shows it."""
    room_changed = Signal()
    """The pane needs more or less room than before."""

    AGAIN_MS = 2_000
    LATE_MS = 300
    """So long the last answer stays as it is while the next one is on its way."""

    def __init__(self, opener: Opener, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._opener = opener
        self._query = ""
        self._scope: Scope | None = None
        self._only: Only | None = None
        self._answer: Answer | None = None
        self._overview: Overview | None = None
        self._searchable = (-1, -1)
        self.results = ResultsModel(self)
        self.header = ResultsHeader(theme)
        self.list = ResultsView(self.results, theme)
        self.preview = PreviewPane(opener, theme)
        self.actions_on_hits = HitActions(self.list, self.results, opener, theme)
        self._lay_out()
        self._connect()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(self.AGAIN_MS)
        self._again.timeout.connect(self.ask_again)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(self.LATE_MS)
        self._late.timeout.connect(self._say_late)

    @property
    def active(self) -> bool:
        """Whether anything is searched for."""
        return bool(self._query) or self._scope is not None

    @property
    def previewing(self) -> bool:
        """Whether pages are to be shown where there is room."""
        return self.header.preview.isChecked()

    @property
    def answered_query(self) -> str:
        """What the answer that is shown answers; "" while there is none."""
        return self._answer.query.strip() if self._answer is not None else ""

    @property
    def request(self) -> SearchRequest:
        """What is searched for."""
        scope = self._scope
        within, like = (None, None) if scope is None else (scope.within, scope.like)
        return SearchRequest(self._query, HITS, self._only, within, like)

    def search(self, query: str) -> None:
        """Ask for a new query."""
        self._query = query
        self._search()

    def narrow(self, scope: Scope | None) -> None:
        """Ask within another scope."""
        self._scope = scope
        if scope is not None and scope.like is not None:
            self._query = ""
        self._search()

    def show_answer(self, answer: Answer) -> None:
        """Show an answer, if it is still the question."""
        if answer.request != self.request:
            return
        self._wait_no_more()
        self.query_wrong.emit(None)
        same = self._answer is not None and self._answer.request == answer.request
        chosen = self.list.hit() if same else None
        scrolled = self.list.verticalScrollBar().value() if same else 0
        changed = not same or self._answer is None or self._answer.hits != answer.hits
        self._answer = answer
        self._say_answer(answer)
        self._say_coverage()
        # Why there is nothing changes with how much is read.
        if not changed and answer.hits:
            return
        self.results.show_answer(answer)
        if answer.hits:
            self._stack.setCurrentWidget(self.list)
            row = self.results.row_of(chosen) if chosen is not None else None
            self.list.show_from(row if row is not None else 1, scrolled)
            self._arrange()
        else:
            self._tell(answer_words.nothing_found(answer), tips=True)

    def show_failure(self, request: SearchRequest, reason: Reason, wrong_query: bool) -> None:
        """Say why a search brought no answer; what is wrong with a query is said where it was typed."""
        if request != self.request:
            return
        if wrong_query:
            self._wait_no_more()
            self.query_wrong.emit(reason)
            # Hits stay while a query is typed; that nothing was found holds for the query before alone.
            if not self.results.hits():
                self._forget_answer()
                self._tell("", tips=True)
            elif self._answer is not None:
                self._say_answer(self._answer)
            return
        self._forget_answer()
        self._tell(wording.why(reason, "\n"))

    def show_page(self, wanted: PageWanted, page: PagePicture | PageText | Reason) -> None:
        """Show a page that was asked for."""
        self.preview.accept(wanted, page)

    def library_changed(self, overview: Overview) -> None:
        """More can be found now: ask again soon, at most every two seconds, and at once when all is there."""
        self._overview = overview
        self._say_coverage()
        searchable = (overview.chunks, overview.embedded)
        if searchable != self._searchable and self.active:
            if not wording.coverage_line(overview):
                self.ask_again()
            elif not self._again.isActive():
                self._again.start()
        self._searchable = searchable

    def documents_removed(self, ids: Collection[int]) -> None:
        """What is no longer in the library answers no more."""
        self.preview.forget(ids)
        answer = self._answer
        if answer is None:
            return
        left = tuple(hit for hit in answer.hits if hit.document_id not in ids)
        if len(left) < len(answer.hits):
            # Gone at once; what takes their place comes with the next answer.
            self.show_answer(replace(answer, hits=left))
            self.ask_again()

    def ask_again(self) -> None:
        """The same question once more, because the answer may be another by now."""
        self._again.stop()
        self._ask()

    def open_first(self) -> None:
        """Open the chosen hit, otherwise the best; none as long as those that are shown answer another question."""
        if self._answer is None or self._answer.request != self.request:
            return
        index = self.list.currentIndex()
        self._open(index if index.isValid() else self.results.index(1))

    def focus_results(self) -> None:
        """Go to the first hit by keyboard; from the first that is shown already, to the next."""
        if self.results.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.choose(1)

    def take_memory(self, memory: QSettings) -> None:
        """Look as it did the last time."""
        splitter = memory.value("search/splitter")
        if splitter is not None:
            self._splitter.restoreState(splitter)
        self.header.preview.setChecked(bool(memory.value("search/preview", True, type=bool)))

    def keep_memory(self, memory: QSettings) -> None:
        """Note how it looks."""
        memory.setValue("search/splitter", self._splitter.saveState())
        memory.setValue("search/preview", self.previewing)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is no room for a page, the hits stand alone; without hits there is none."""
        super().resizeEvent(event)
        self._arrange()

    def _search(self) -> None:
        self._again.stop()
        self.query_wrong.emit(None)
        scope = self._scope
        if self._query or (scope is not None and scope.like is not None):
            if self._answer is None:
                self._say_late()
            elif not self._late.isActive():
                self._late.start()
            self._ask()
        else:
            self._forget_answer()
            self._tell(self.tr("Only there. What do you look for?") if scope is not None else "")

    def _ask(self) -> None:
        if self._query or (self._scope is not None and self._scope.like is not None):
            self.asked.emit(self.request)

    def _say_answer(self, answer: Answer) -> None:
        self.header.say(*answer_words.status(answer))
        self.header.warn(answer_words.caveat(answer))

    def _say_late(self) -> None:
        self.header.say(self.tr("Searching…"))
        self.header.warn("")
        self.list.fade(True)

    def _wait_no_more(self) -> None:
        self._late.stop()
        self.list.fade(False)

    def _say_coverage(self) -> None:
        if self._overview is None:
            return
        coverage = self._answer.coverage if self._answer is not None else None
        line = wording.coverage_line(self._overview, coverage)
        self.header.say_coverage(line)
        if line and not wording.coverage_line(self._overview) and not self._again.isActive():
            # All is there, but the answer is older than that, or its vectors are still being loaded.
            self._again.start()

    def _choose_mode(self, only: Only | None) -> None:
        if only != self._only:
            self._only = only
            if self.active:
                self._search()

    def _follow(self) -> None:
        """Show the page of the chosen hit."""
        hit = self.list.hit()
        if hit is None or self.preview.isHidden():
            return
        hits = self.results.hits()
        at = hits.index(hit)
        neighbours = [*hits[at + 1 : at + 2], *hits[max(0, at - 1) : at]]
        self.preview.show_hit(hit, at + 1, len(hits), neighbours)

    def _open(self, index: QModelIndex) -> None:
        if index.data(LINE_ROLE) is LineKind.HIT:
            hit: Hit = index.data(HIT_ROLE)
            if hit.exists is False:
                self.locate_wanted.emit(hit)
            else:
                self._opener.open(hit.path, hit.page)
        else:
            self._unfold(index)

    def _unfold(self, index: QModelIndex) -> None:
        if index.data(LINE_ROLE) is LineKind.MORE:
            row = index.row()
            self.results.unfold(row)
            self.list.choose(row)

    def _forget_answer(self) -> None:
        self._wait_no_more()
        self._answer = None
        self.results.show_answer(None)
        self.header.say("")
        self.header.warn("")
        self._say_coverage()
        self.preview.clear()

    def _tell(self, words: str, *, tips: bool = False) -> None:
        """Instead of hits."""
        self._message.setText(words)
        self._tips.setVisible(tips)
        self._stack.setCurrentWidget(self._empty)
        self.preview.clear()
        self._arrange()

    def _arrange(self) -> None:
        shown = self.previewing and bool(self.results.hits()) and self.width() >= PREVIEW_FROM
        if shown is self.preview.isHidden():
            self.preview.setVisible(shown)
            self._follow()

    def _locate_shown(self) -> None:
        if self.preview.hit is not None:
            self.locate_wanted.emit(self.preview.hit)

    def _remove_shown(self) -> None:
        if self.preview.hit is not None:
            self._remove(self.preview.hit)

    def _remove(self, hit: Hit) -> None:
        self.remove_wanted.emit([hit.document_id])
        self.done.emit(self.tr("{} removed from the library").format(wording.name_of(hit.path, hit.title)))

    def _lay_out(self) -> None:
        self._message = QLabel()
        self._message.setProperty("quiet", True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._tips = QPushButton(self.tr("Search tips"))
        self._tips.setProperty("flat", True)
        self._tips.setProperty("small", True)
        self._tips.clicked.connect(self.tips_wanted)
        self._tips.hide()
        self._empty = QWidget()
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(4 * GRID, 0, 4 * GRID, 8 * GRID)
        column.setSpacing(2 * GRID)
        column.addStretch(1)
        column.addWidget(self._message)
        column.addWidget(self._tips, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        hits = QWidget()
        hits.setMinimumWidth(36 * GRID)
        column = QVBoxLayout(hits)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.preview.setMinimumWidth(40 * GRID)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(hits)
        self._splitter.addWidget(self.preview)
        self._splitter.setSizes([46 * GRID, 64 * GRID])
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self.header.preview.setChecked(True)
        self.preview.hide()

    def _connect(self) -> None:
        self.header.only_chosen.connect(self._choose_mode)
        self.header.preview_toggled.connect(self._arrange)
        self.header.preview_toggled.connect(lambda _: self.room_changed.emit())
        self.list.opened.connect(self._open)
        self.list.clicked.connect(self._unfold)
        self.list.chosen.connect(self._follow)
        self.list.left.connect(self.left)
        self.list.typed.connect(self.typed)
        self.preview.wanted.connect(self.pages_wanted)
        self.preview.hit_wanted.connect(self.list.step)
        self.preview.left.connect(self.focus_results)
        self.preview.done.connect(self.done)
        self.preview.missing.locate_wanted.connect(self._locate_shown)
        self.preview.missing.remove_wanted.connect(self._remove_shown)
        self.actions_on_hits.scope_wanted.connect(self.scope_wanted)
        self.actions_on_hits.locate_wanted.connect(self.locate_wanted)
        self.actions_on_hits.remove_wanted.connect(self._remove)
        self.actions_on_hits.done.connect(self.done)
        preview = self.preview
        for keys, call in (
            (QKeySequence("F3"), lambda: self.list.step(1)),
            (QKeySequence("Shift+F3"), lambda: self.list.step(-1)),
            (PREVIEW, self.header.preview.toggle),
            (ZOOM_IN, lambda: preview.zoom_by(ZOOM_STEP)),
            (QKeySequence("Ctrl+="), lambda: preview.zoom_by(ZOOM_STEP)),
            (ZOOM_OUT, lambda: preview.zoom_by(1 / ZOOM_STEP)),
            (FIT_WIDTH, preview.fit_width),
            (PAGE_BEFORE, lambda: preview.turn(-1)),
            (PAGE_AFTER, lambda: preview.turn(1)),
            (QKeySequence("Ctrl+Shift+C"), preview.copy),
            (WHY, self.actions_on_hits.explain),
        ):
            QShortcut(keys, self, call)
