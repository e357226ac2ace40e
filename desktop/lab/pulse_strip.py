"""The slim line that shows how alive the window is: its heartbeat of the last minute, and what held it up."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop import wording
from desktop.lab import measures
from desktop.lab.palette import Palette
from desktop.lab.span_words import doing
from desktop.pulse import Pulse
from desktop.theme import GRID, Theme
from engine.compare.results import BAD_BLOCK_MS, LONG_BLOCK_MS, Gap
from engine.trace import Span, Stage, clock

KEPT_SECONDS = Pulse.KEPT_SECONDS
_NOTED_MS = 16.0
"""Shorter gaps are within one frame of a screen."""
_TOP_MS = 5_000.0
_MARGIN = 4

_BEAT_SECONDS = 4
"""Between two beats that are drawn; one a second would be noise at this size."""

Cause = Callable[[float, float], tuple[Span | None, int]]
"""What ran longest in the window's thread between two moments of the clock, and how many other steps did."""


class PulseGraph(QWidget):
    """A line that moves from right to left, with a beat for every second that the event loop was there for."""

    PAINT_MS = 100
    STILL_MS = 1_000
    """The same when nothing is at work, and for people who asked for less motion."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._palette = Palette(theme)
        self._gaps: deque[Gap] = deque()
        self._began = clock()
        self._resting = self._moves_less = False
        self.setAccessibleName(self.tr("Pulse of the window"))
        # Time goes from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMinimumWidth(12 * GRID)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._paints = QTimer(self)
        self._paints.timeout.connect(self.update)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for four pixels a second."""
        return QSize(30 * GRID, 4 * GRID)

    def add(self, gap: Gap) -> None:
        """Take in a gap that is worth to be noted."""
        self._gaps.append(gap)
        self._forget(gap.end)

    def worst(self) -> Gap | None:
        """The longest gap of the last minute; None when nothing was held up for longer than a frame."""
        self._forget(clock())
        return max(self._gaps, key=lambda gap: gap.milliseconds, default=None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Only what can be seen is painted again."""
        super().showEvent(event)
        self.rest(False)
        self._paints.start()

    def rest(self, resting: bool) -> None:
        """Nothing is at work: move with the second hand only."""
        self._resting = resting
        pace = self.STILL_MS if resting or self._moves_less else self.PAINT_MS
        # Set anew it would begin anew: told twice a second to rest, it would never paint again.
        if pace != self._paints.interval():
            self._paints.setInterval(pace)

    def move_less(self, wanted: bool) -> None:
        """Whether a person has asked for less motion: the second hand is enough at work, too."""
        self._moves_less = wanted
        self.rest(self._resting)

    @property
    def pace(self) -> int:
        """Milliseconds from one painting to the next."""
        return self._paints.interval()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """As above."""
        super().hideEvent(event)
        self._paints.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Two lines, the beats, and the gaps as bars as wide as they were long."""
        painter = QPainter(self)
        self._paint(painter, clock())
        painter.end()

    def _paint(self, painter: QPainter, now: float) -> None:
        theme, colours = self._theme, self._theme.colours
        metrics = QFontMetrics(theme.fonts.badge)
        scale = metrics.horizontalAdvance("200 ms") + 6
        width = self.width() - scale
        per_second = width / KEPT_SECONDS
        painter.setFont(theme.fonts.badge)
        for line in (LONG_BLOCK_MS, BAD_BLOCK_MS):
            y = round(self._height_of(line)) + 0.5
            painter.setPen(QPen(theme.colour(colours.field_border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(0, y), QPointF(width, y))
            painter.setPen(theme.colour(colours.quiet))
            words = QRectF(width + 4, y - metrics.height() / 2, scale, metrics.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), f"{line:.0f} ms")
        self._forget(now)
        base = self.height() - _MARGIN - 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(colours.ready), 1.2))
        painter.drawPolyline(self._line(now, width, per_second, base))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        bars: dict[int, list[QRectF]] = {}
        for gap in self._gaps:
            if gap.milliseconds < LONG_BLOCK_MS / 2:
                continue
            right = width - (now - gap.end) * per_second
            left = max(right - max(gap.milliseconds / 1000 * per_second, 2.0), 0.0)
            top = self._height_of(gap.milliseconds)
            colour = self._palette.gap_colour(gap.milliseconds).rgba()
            bars.setdefault(colour, []).append(QRectF(left, top, right - left, base - top + 1))
        # All of a colour at once: each call of Qt may have to wait for the interpreter, and gaps come in crowds.
        for colour, areas in bars.items():
            painter.setBrush(QColor(colour))
            painter.drawRects(areas)

    def _line(self, now: float, width: float, per_second: float, base: float) -> QPolygonF:
        """A beat at every fourth second of the clock, if the loop was free then."""
        points = [QPointF(0, base)]
        first = max(now - KEPT_SECONDS, self._began)
        for second in range(math.ceil(first), math.floor(now) + 1):
            if second % _BEAT_SECONDS:
                continue
            if any(gap.start <= second <= gap.end and gap.milliseconds > BAD_BLOCK_MS for gap in self._gaps):
                continue
            x = width - (now - second) * per_second
            points += [QPointF(x - 2, base), QPointF(x, base - 6), QPointF(x + 1.4, base + 1.5), QPointF(x + 2.4, base)]
        points.append(QPointF(width, base))
        return QPolygonF(points)

    def _height_of(self, milliseconds: float) -> float:
        """Both lines have their third of the height; above them, each doubling is the same step."""
        room = self.height() - 2 * _MARGIN
        if milliseconds <= LONG_BLOCK_MS:
            share = milliseconds / LONG_BLOCK_MS / 3
        elif milliseconds <= BAD_BLOCK_MS:
            share = (1 + (milliseconds - LONG_BLOCK_MS) / (BAD_BLOCK_MS - LONG_BLOCK_MS)) / 3
        else:
            beyond = math.log(min(milliseconds, _TOP_MS) / BAD_BLOCK_MS) / math.log(_TOP_MS / BAD_BLOCK_MS)
            share = (2 + beyond) / 3
        return self.height() - _MARGIN - share * room

    def _forget(self, now: float) -> None:
        while self._gaps and self._gaps[0].end < now - KEPT_SECONDS:
            self._gaps.popleft()


class PulseStrip(QWidget):
    """The graph, the longest gap in words, and a button to click: when the window is held up, it does not count."""

    WORDS_MS = 500
    RESTING_BEAT_MS = 50

    def __init__(self, pulse: Pulse, cause: Cause, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pulse = pulse
        self._cause = cause
        self._theme = theme
        self._clicks = 0
        self._wanted_unseen = False
        self.graph = PulseGraph(theme)
        self.graph.setToolTip(
            wording.tool_tip(
                self.tr("How late the window's event loop came, over the last 60 s."),
                self.tr("From 50 ms on one may feel it, from 200 ms on a click feels slow."),
            )
        )
        self.words = QLabel()
        self.words.setProperty("quiet", True)
        self.words.setFont(theme.fonts.small)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.counter = QPushButton()
        self.counter.setObjectName("counter")
        self.counter.setFont(theme.fonts.small)
        self.counter.setToolTip(self.tr("Click as often as you like: a window that is held up does not count."))
        self.counter.clicked.connect(self._count)
        self._show_clicks()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.graph, 3)
        row.addWidget(self.words, 4)
        row.addWidget(self.counter)
        self._looks = QTimer(self)
        self._looks.setInterval(self.WORDS_MS)
        self._looks.timeout.connect(self._tell_worst)
        pulse.gap.connect(self._on_gap)
        theme.changed.connect(self._tell_worst)

    @property
    def clicks(self) -> int:
        """How often the counter was clicked."""
        return self._clicks

    def sentence(self) -> str:
        """The longest gap of the last minute and its cause."""
        worst = self.graph.worst()
        if worst is None or worst.milliseconds < LONG_BLOCK_MS:
            longest = worst.milliseconds if worst is not None else 0.0
            return self.tr("Free · longest gap {} ms").format(round(longest))
        return self.tr("Blocked {} by {}").format(
            measures.span_of_time(worst.milliseconds / 1000), cause_words(*self._cause(worst.start, worst.end))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """There may be more room for words."""
        super().resizeEvent(event)
        self._tell_worst()

    def rest(self, resting: bool) -> None:
        """Nothing is at work: beat slower, so that an idle processor may sleep."""
        self._pulse.pace(self.RESTING_BEAT_MS if resting else Pulse.INTERVAL_MS)
        self.graph.rest(resting)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The heart beats while somebody can see it, or what is made of it."""
        super().showEvent(event)
        self._beat()
        self._looks.start()
        self._tell_worst()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """As above."""
        super().hideEvent(event)
        self._beat()
        self._looks.stop()

    def beat_unseen(self, wanted: bool) -> None:
        """Measure also while this cannot be seen: a timeline without gaps would draw a free window."""
        self._wanted_unseen = wanted
        self._beat()

    def _beat(self) -> None:
        wanted = self._wanted_unseen or self.isVisible()
        if wanted and not self._pulse.beating:
            self._pulse.start()
        elif not wanted:
            self._pulse.stop()

    def _on_gap(self, milliseconds: float) -> None:
        if milliseconds >= _NOTED_MS:
            now = clock()
            self.graph.add(Gap(now - milliseconds / 1000, now))

    def _tell_worst(self) -> None:
        words = self.sentence()
        worst = self.graph.worst()
        bad = worst is not None and worst.milliseconds >= BAD_BLOCK_MS
        metrics = QFontMetrics(self.words.font())
        self.words.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.words.width()))
        self.words.setToolTip(wording.tool_tip(words))
        self.graph.setAccessibleDescription(words)
        colours = self._theme.colours
        style = f"color: {colours.problem if bad else colours.quiet}"
        if style != self.words.styleSheet():  # which lays the label out anew, also when it is the same
            self.words.setStyleSheet(style)

    def _count(self) -> None:
        self._clicks += 1
        self._show_clicks()

    def _show_clicks(self) -> None:
        self.counter.setText(self.tr("Click me · {}").format(wording.number(self._clicks)))


def cause_words(span: Span | None, others: int = 0) -> str:
    """What a gap is due to, for people: the step that took most of it, and how many others there were."""
    if span is None:
        return _tr("something else")
    words = _tr("loading the embedding model") if span.stage is Stage.START else doing(span)
    if others > 0:
        return _tr("{} and %Ln more step(s)", others).format(words)
    return words


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("lab", text, None, count)
