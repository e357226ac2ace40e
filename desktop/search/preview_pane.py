"""The page beside the hits: as it looks or as text, with the passage marked, and what can be done with it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop import wording
from desktop.opening import Opener
from desktop.search.elided_label import ElidedLabel
from desktop.search.missing_strip import MissingStrip
from desktop.search.page_view import ZOOM_STEP, PageView
from desktop.search.results_model import passage_of
from desktop.search.text_view import TextView
from desktop.theme import GRID, Theme
from desktop.wording import key_name
from engine.records import Hit, PagePicture, PageText, PageWanted, Passage, Reason

ZOOM_IN = QKeySequence("Ctrl++")
ZOOM_OUT = QKeySequence("Ctrl+-")
FIT_WIDTH = QKeySequence("Ctrl+0")
PAGE_BEFORE = QKeySequence("Ctrl+PgUp")
PAGE_AFTER = QKeySequence("Ctrl+PgDown")

KEPT_BYTES = 96 * 1024**2
"""Of pages that were drawn: some of those before and after, as sharp as the screen."""
_PATIENCE_MS = 400
"""So long the last page stays while the next one is on its way."""
_GIVEN_UP_MS = 40_000
"""Longer than the engine takes to give a page up."""


class PreviewPane(QWidget):
    """Shows where a hit stands, and lets a person leaf on from there."""

    wanted = Signal(object)
    """``list[PageWanted]``: what to bring, the most urgent first."""
    hit_wanted = Signal(int)
    """-1 or 1: the hit before or after."""
    left = Signal()
    """The person goes back to the hits."""
    done = Signal(str)
    """What was done, in words, where nothing else shows it."""

    def __init__(self, opener: Opener, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._opener = opener
        self._hit: Hit | None = None
        self._neighbours: Sequence[Hit] = ()
        self._asked: PageWanted | None = None
        self._shown: PageWanted | None = None
        self._came: PagePicture | PageText | None = None
        # The number of the part a hit stands on; a format without pages tells it with its text only.
        self._own_page: int | None = None
        self._kept: OrderedDict[PageWanted, PagePicture | PageText] = OrderedDict()
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Preview"))

        self.page = PageView(theme)
        self.text = TextView(theme)
        self.missing = MissingStrip(theme)
        self._message = QLabel()
        self._message.setProperty("quiet", True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setContentsMargins(4 * GRID, 0, 4 * GRID, 8 * GRID)
        self._stack = QStackedWidget()
        for part in (self._message, self.page, self.text):
            self._stack.addWidget(part)
        self._buttons: list[tuple[QToolButton, str]] = []
        self._lay_out()

        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_PATIENCE_MS)
        self._slow.timeout.connect(lambda: self._say(self.tr("Drawing the page…")))
        self._given_up = QTimer(self)
        self._given_up.setSingleShot(True)
        self._given_up.setInterval(_GIVEN_UP_MS)
        self._given_up.timeout.connect(lambda: self._say(self.tr("The page does not come. Open the file instead.")))
        self.page.width_changed.connect(self._draw_again)
        self.page.page_turned.connect(self.turn)
        theme.changed.connect(self._dress)
        self._dress()
        self.clear()

    @property
    def hit(self) -> Hit | None:
        """Whose page this is."""
        return self._hit

    @property
    def shown(self) -> PagePicture | PageText | None:
        """What is shown, once it has come."""
        return self._came if self._shown == self._asked else None

    @property
    def words(self) -> str:
        """What is said instead of a page; "" while one is shown."""
        return self._message.text() if self._stack.currentWidget() is self._message else ""

    def show_hit(self, hit: Hit, number: int, count: int, neighbours: Sequence[Hit] = ()) -> None:
        """Show where a hit stands.

        Args:
            hit: which.
            number: its place among all, from 1.
            count: how many there are.
            neighbours: hits that may be wanted next, the likeliest first.
        """
        before, self._hit, self._neighbours = self._hit, hit, neighbours
        name = wording.name_of(hit.path, hit.title)
        self._title.setText(name)
        self._title.setToolTip(wording.tool_tip(wording.displayable(wording.below_home(hit.path))))
        self._count.setText(self.tr("{} of {}").format(wording.number(number), wording.number(count)))
        self._before.setEnabled(number > 1)
        self._after.setEnabled(number < count)
        self._enable(True)
        if before is not None and self._asked is not None and passage_of(before) == passage_of(hit):
            # Only its rank is another: whoever has leafed on from there stays where they are.
            self._want(self._asked)
        else:
            self._own_page = hit.page
            self._want(self._request(hit))

    def clear(self, words: str = "") -> None:
        """Show nothing, or say why."""
        self._hit = self._asked = self._shown = self._came = None
        self._neighbours = ()
        self._title.setText("")
        self._count.setText("")
        self._page_label.setText("")
        self._stop_waiting()
        self._enable(False)
        self.missing.hide()
        self.page.clear()
        self._say(words)

    def forget(self, ids: Collection[int]) -> None:
        """These documents are not in the library any more."""
        for wanted in [one for one in self._kept if one.document_id in ids]:
            del self._kept[wanted]

    def accept(self, wanted: PageWanted, came: PagePicture | PageText | Reason) -> None:
        """Take a page that was brought."""
        if isinstance(came, PagePicture) or (isinstance(came, PageText) and came.trouble is None):
            self._keep(wanted, came)
        if wanted != self._asked:
            return
        self._stop_waiting()
        if isinstance(came, Reason):
            self._shown, self._came = wanted, None
            self._say(wording.why(came, "\n"))
        else:
            self._show(wanted, came)

    def turn(self, pages: int) -> None:
        """Leaf forwards or, with a negative number, backwards."""
        hit, came = self._hit, self._came
        if hit is None or came is None or not 1 <= came.page + pages <= came.pages:
            return
        page = came.page + pages
        self._want(self._request(hit, None if page == self._own_page else page))

    def zoom_by(self, factor: float) -> None:
        """Larger, or smaller."""
        if self._stack.currentWidget() is self.page:
            self.page.set_zoom(self.page.zoom * factor)
        else:
            self.text.set_zoom(self.text.zoom * factor)

    def fit_width(self) -> None:
        """As wide as there is room; text in its usual size."""
        self.page.set_zoom(1.0)
        self.text.set_zoom(1.0)

    def copy(self) -> None:
        """Put the hit's text on the clipboard."""
        if self._hit is not None:
            QGuiApplication.clipboard().setText(self._hit.text)
            self.done.emit(self.tr("Text of the passage copied"))

    def open(self) -> None:
        """Open the document where it is shown."""
        hit = self._hit
        if hit is not None:
            page = self._came.page if self._came is not None and hit.page is not None else hit.page
            self._opener.open(hit.path, page)

    def show_in_folder(self) -> None:
        """Show the file in the file manager."""
        if self._hit is not None:
            self._opener.show_in_folder(self._hit.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc goes back to the hits."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough to read a page."""
        return QSize(72 * GRID, 80 * GRID)

    def _request(self, hit: Hit, page: int | None = None) -> PageWanted:
        width = self._wanted_width()
        if page is not None and page != hit.page:
            return PageWanted(hit.document_id, page, width)
        return PageWanted(hit.document_id, hit.page, width, Passage(hit.start, hit.end, hit.text), hit.chunk_id)

    def _wanted_width(self) -> int:
        # While something else is shown, the view of the page has no size of its own.
        return self.page.wanted_width(self._stack.width())

    def _want(self, wanted: PageWanted) -> None:
        self._asked = wanted
        kept = self._kept.get(wanted)
        if kept is not None:
            self._kept.move_to_end(wanted)
            self._stop_waiting()
            self._show(wanted, kept)
        elif wanted != self._shown:
            self._slow.start()
            self._given_up.start()
        next_ones = [self._request(one) for one in self._neighbours]
        missing = [one for one in (wanted, *next_ones) if one not in self._kept]
        if missing:
            self.wanted.emit(missing)

    def _draw_again(self) -> None:
        """The same page, as sharp as the view is now."""
        asked = self._asked
        if asked is not None and self.isVisible() and self._stack.currentWidget() is not self.text:
            page = asked.page
            width = self._wanted_width()
            if width != asked.width:
                self._want(PageWanted(asked.document_id, page, width, asked.passage, asked.chunk_id))

    def _show(self, wanted: PageWanted, came: PagePicture | PageText) -> None:
        before = self._shown
        same = before is not None and _place(before) == _place(wanted)
        self._shown, self._came = wanted, came
        if self._own_page is None and wanted.page is None:
            self._own_page = came.page
        if isinstance(came, PagePicture):
            self.missing.hide()
            self._stack.setCurrentWidget(self.page)
            self.page.show_picture(came, go_to_passage=not same)
            if wanted.passage is not None and not came.boxes:
                self.missing.say(
                    Reason(self.tr("The passage was not found on this page: the file may have changed since."))
                )
        else:
            self._show_text(wanted, came, go_to_passage=not same)
        self._label_page(came)

    def _show_text(self, wanted: PageWanted, came: PageText, *, go_to_passage: bool) -> None:
        if came.trouble is None:
            self.missing.hide()
        else:
            self.missing.say(came.trouble, can_be_helped=came.missing)
        if came.text:
            self._stack.setCurrentWidget(self.text)
            self.text.show_text(came, go_to_passage=go_to_passage)
        elif came.trouble is None:
            self._say(self.tr("There is no text on this page."))
        else:
            self._say(self.tr("The library holds no text of this page."))
        self._shown = wanted

    def _label_page(self, came: PagePicture | PageText) -> None:
        hit = self._hit
        paged = hit is not None and hit.page is not None
        label = came.label if isinstance(came, PagePicture) else str(came.page)
        if hit is not None and isinstance(came, PageText) and came.page == hit.page:
            label = hit.page_label or label
        words = self.tr("Page {} of {}") if paged else self.tr("Part {} of {}")
        several = paged or came.pages > 1
        self._page_label.setText(words.format(wording.displayable(label), wording.number(came.pages)))
        self._page_before.setEnabled(came.page > 1)
        self._page_after.setEnabled(came.page < came.pages)
        for part in (self._page_before, self._page_label, self._page_after):
            part.setVisible(several)

    def _keep(self, wanted: PageWanted, came: PagePicture | PageText) -> None:
        self._kept[wanted] = came
        self._kept.move_to_end(wanted)
        while len(self._kept) > 1 and sum(_weight(one) for one in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._stack.setCurrentWidget(self._message)

    def _stop_waiting(self) -> None:
        self._slow.stop()
        self._given_up.stop()

    def _enable(self, on: bool) -> None:
        for button, _ in self._buttons:
            button.setEnabled(on)
        # What cannot be used is not shown.
        self._head.setVisible(on)
        if not on:
            for part in (self._page_before, self._page_label, self._page_after):
                part.hide()

    def _lay_out(self) -> None:
        def button(icon: str, words: str, keys: str, call: Callable[[], object]) -> QToolButton:
            made = QToolButton()
            made.setAccessibleName(words)
            made.setToolTip(f"{words} ({keys})" if keys else words)
            made.setIconSize(QSize(16, 16))
            made.clicked.connect(lambda: call())
            self._buttons.append((made, icon))
            return made

        self._title = ElidedLabel()
        self._title.setFont(self._theme.fonts.title)
        self._count = QLabel()
        self._count.setProperty("quiet", True)
        self._before = button(
            "arrow-up",
            self.tr("Hit before"),
            key_name(QKeySequence("Shift+F3")),
            lambda: self.hit_wanted.emit(-1),
        )
        self._after = button("arrow-down", self.tr("Next hit"), "F3", lambda: self.hit_wanted.emit(1))
        above = QHBoxLayout()
        above.setContentsMargins(2 * GRID, 0, GRID, 0)
        above.setSpacing(GRID // 2)
        above.addWidget(self._title, 1)
        above.addSpacing(GRID)
        above.addWidget(self._count)
        above.addWidget(self._before)
        above.addWidget(self._after)

        self._page_label = QLabel()
        self._page_label.setTextFormat(Qt.TextFormat.PlainText)
        self._page_label.setProperty("quiet", True)
        self._page_before = button("arrow-left", self.tr("Page before"), key_name(PAGE_BEFORE), lambda: self.turn(-1))
        self._page_after = button("arrow-right", self.tr("Next page"), key_name(PAGE_AFTER), lambda: self.turn(1))
        tools = QHBoxLayout()
        tools.setContentsMargins(GRID, 0, GRID, GRID // 2)
        tools.setSpacing(2)
        for part in (self._page_before, self._page_label, self._page_after):
            tools.addWidget(part)
        tools.addStretch(1)
        for icon, words, keys, call in (
            ("zoom-out", self.tr("Smaller"), key_name(ZOOM_OUT), lambda: self.zoom_by(1 / ZOOM_STEP)),
            ("fit-width", self.tr("As wide as there is room"), key_name(FIT_WIDTH), self.fit_width),
            ("zoom-in", self.tr("Larger"), key_name(ZOOM_IN), lambda: self.zoom_by(ZOOM_STEP)),
            ("copy", self.tr("Copy the passage"), key_name(QKeySequence("Ctrl+Shift+C")), self.copy),
            ("folder", self.tr("Show in folder"), "", self.show_in_folder),
            ("open", self.tr("Open in its program"), key_name(QKeySequence("Return")), self.open),
        ):
            if icon == "copy":
                tools.addSpacing(GRID)
            tools.addWidget(button(icon, words, keys, call))
        self._head = head = QWidget()
        head.setObjectName("preview_head")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(0, GRID // 2, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(above)
        rows.addLayout(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.missing)
        column.addWidget(self._stack, 1)

    def _dress(self) -> None:
        for button, icon in self._buttons:
            button.setIcon(self._theme.icon(icon))


def _place(wanted: PageWanted) -> tuple[object, ...]:
    """All but the size."""
    return wanted.document_id, wanted.page, wanted.passage, wanted.chunk_id


def _weight(kept: PagePicture | PageText) -> int:
    return len(kept.pixels) if isinstance(kept, PagePicture) else 4 * len(kept.text)
