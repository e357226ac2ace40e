"""What a comparison found: three timelines on one scale, one table, one conclusion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop import wording
from desktop.lab import measures
from desktop.lab.mode_switch import mode_word
from desktop.lab.palette import Palette
from desktop.lab.pulse_strip import cause_words
from desktop.lab.timeline import Section, Timeline
from desktop.lab.tracks import STAGES, Tracks
from desktop.theme import GRID, Theme
from engine.compare.results import LONG_BLOCK_MS, ComparisonResult, ModeResult, WorkloadKind
from engine.trace import WINDOW, Stage

_LINE_LETTERS = 36
"""A text in narrower lines is no pleasure to read."""


class Legend(QWidget):
    """Which colour is which stage."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._palette = Palette(theme)
        self._stages: list[Stage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Legend"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme.changed.connect(self.update)

    def show_stages(self, stages: set[Stage]) -> None:
        """Explain these."""
        self._stages = [stage for stage in STAGES if stage in stages]
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As many lines as the width asks for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._palette.legend_height(self.width(), self._stages, returns=True))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's signature
        """Swatches and words."""
        painter = QPainter(self)
        self._palette.draw_legend(painter, QPointF(0, 0), self.width(), self._stages, returns=True)
        painter.end()


class ComparisonView(QWidget):
    """The picture and the figures of one comparison."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.timelines: list[Timeline] = []
        self.setObjectName("case")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(GRID)
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        self._content: QWidget | None = None
        self.finding: _Finding | None = None
        """The figures of the last result."""
        self.cells: dict[tuple[str, str], str] = {}
        """What the table says, by row and mode."""

    def show_result(self, result: ComparisonResult) -> None:
        """Show one, instead of what was shown."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.deleteLater()
        self._content = QWidget()
        self._column.addWidget(self._content)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        title = QLabel(wording.said(result.title))
        title.setFont(self._theme.fonts.title)
        title.setWordWrap(True)
        column.addWidget(title)
        # First what came of it, so that it is seen in a small window, too; then why.
        self.finding = _Finding(self._table(result), self._conclusion(result))
        column.addWidget(self.finding)
        column.addSpacing(GRID)
        speed = max((one.speed for one in result.results), default=1.0)
        if speed != 1:
            words = self.tr(
                "Timelines and times are those of the service, played {} times faster; how long the window was held up "
                "is told in real time."
            )
            scale = _Paragraph(words.format(wording.figure(f"{speed:g}")))
            scale.setProperty("quiet", True)
            scale.setFont(self._theme.fonts.small)
            scale.setWordWrap(True)
            column.addWidget(scale)
        self.timelines = []
        # One scale: all begin at the request, and the longest says how far it goes.
        longest = max((self._length(one) for one in result.results), default=1.0) * 1.02
        legend = Legend(self._theme)
        stages: set[Stage] = set()
        for one in result.results:
            column.addWidget(self._heading(one))
            timeline = self._timeline(one, longest)
            stages.update(timeline.stages())
            column.addWidget(timeline)
        room = max((timeline.needed_label_room() for timeline in self.timelines), default=0)
        for timeline in self.timelines:
            timeline.label_room = room
            timeline.setFixedHeight(timeline.sizeHint().height())
        legend.show_stages(stages)
        column.addWidget(legend)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower texts are higher."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Said outright: a scrolled page gives widgets whose height depends on their width less than they need.
        if self._content is not None and self.finding is not None:
            width = self.width() - 4 * GRID
            self.finding.fit(width)
            layout = self._content.layout()
            if layout is not None:
                layout.invalidate()
                self._content.setMinimumHeight(layout.totalHeightForWidth(width))

    def _length(self, result: ModeResult) -> float:
        return result.ended - result.began

    def _timeline(self, result: ModeResult, longest: float) -> Timeline:
        tracks = Tracks()
        tracks.add(span for span in result.spans if span.end >= result.began)
        for gap in result.rhythm.gaps:
            tracks.add_gap(gap)
        timeline = Timeline(tracks, self._theme, legend=False, factor=result.speed)
        timeline.origin = result.began
        timeline.returned = result.returned
        timeline.setAccessibleName(self.tr("Timeline of {}").format(mode_word(result.mode)))
        timeline.look_at(result.began, result.began + longest)
        timeline.home = Section(result.began, result.began + longest)
        timeline.moved.connect(lambda: self._move_all(timeline))
        self.timelines.append(timeline)
        return timeline

    def _move_all(self, moved: Timeline) -> None:
        """What is looked at in one is looked at in all."""
        for other in self.timelines:
            if other is not moved:
                other.go_along(moved)

    def _heading(self, result: ModeResult) -> QLabel:
        worst = max(result.rhythm.gaps, key=lambda gap: gap.milliseconds, default=None)
        words = f"<b>{mode_word(result.mode)}</b>"
        if worst is not None and worst.milliseconds >= LONG_BLOCK_MS:
            cause = result.cause_of(worst)
            others = sum(
                span.track == WINDOW and span.end > worst.start and span.start < worst.end for span in result.spans
            )
            held = self.tr("window held up for up to {}").format(
                _real_time(worst.milliseconds / 1000, result.speed, _tr("{} of real time"))
            )
            if cause is not None:
                held += self.tr(", by {}").format(cause_words(cause, others - 1))
            words += f" · {wording.tool_tip(held)}"
        else:
            words += self.tr(" · window free")
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        return label

    def _conclusion(self, result: ComparisonResult) -> QLabel:
        words = _Paragraph(wording.said(result.conclusion))
        words.setFont(self._theme.fonts.strong)
        words.setWordWrap(True)
        words.setMaximumWidth(110 * GRID)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setVisible(bool(result.conclusion))
        return words

    def _table(self, result: ComparisonResult) -> QWidget:
        table = QFrame()
        table.setObjectName("figures")
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        quiet, strong = self._theme.fonts.body, self._theme.fonts.title
        for column, one in enumerate(result.results, 1):
            grid.addWidget(_cell(mode_word(one.mode), strong), 0, column)
        self.cells = {}
        for row, (name, tip, figure, best) in enumerate(self._figures(result), 1):
            label = _cell(name, quiet, quiet=True)
            label.setToolTip(tip)
            grid.addWidget(label, row, 0)
            values = [best(one) for one in result.results]
            for column, one in enumerate(result.results, 1):
                words = figure(one)
                self.cells[name, one.mode] = words
                leads = len(values) > 1 and values[column - 1] == min(values) < max(values)
                cell = _cell(words, strong if leads else quiet)
                if name == self.tr("Survives a restart"):
                    cell.setToolTip(wording.tool_tip(wording.said(one.restart.words)))
                grid.addWidget(cell, row, column)
        return table

    def _figures(
        self, result: ComparisonResult
    ) -> list[tuple[str, str, Callable[[ModeResult], str], Callable[[ModeResult], float]]]:
        """Name, explanation, what is written, and what is compared: the lowest is the best."""
        unit = self.tr("files/s") if result.kind is WorkloadKind.LESSON else self.tr("pages/s")
        return [
            (
                self.tr("You can act again after"),
                self.tr("From the request until the window takes your next one"),
                lambda one: measures.seconds_of(one.returns_after_seconds),
                lambda one: round(one.returns_after_seconds, 2),
            ),
            (
                self.tr("All done after"),
                self.tr("From the request until the last result is stored"),
                lambda one: measures.seconds_of(one.seconds),
                lambda one: round(one.seconds, 1),
            ),
            (
                self.tr("Longest freeze"),
                self.tr("Measured on this window's event loop: real milliseconds, also in the lesson"),
                lambda one: _real_time(one.longest_block_ms / 1000, one.speed, _tr("{} real")),
                lambda one: round(max(one.longest_block_ms, LONG_BLOCK_MS)),
            ),
            (
                self.tr("Missed heartbeats"),
                self.tr("Of those that a free event loop makes, one every {} ms").format(
                    round(result.results[0].rhythm.interval_ms)
                ),
                lambda one: self.tr("{} of {}").format(
                    wording.number(one.missed_beats), wording.number(one.rhythm.due)
                ),
                lambda one: one.missed_beats / max(one.rhythm.due, 1),
            ),
            (
                self.tr("Speed"),
                self.tr("Of the whole run"),
                lambda one: f"{measures.rate(one.pages_per_second)} {unit}",
                lambda one: -float(f"{one.pages_per_second:.2g}"),
            ),
            (
                self.tr("Processes"),
                self.tr("That worked: this one, and the workers"),
                lambda one: wording.number(one.processes),
                lambda _: 0.0,
            ),
            (
                self.tr("Survives a restart"),
                self.tr("Really tried: killed in the middle and opened again"),
                lambda one: {True: self.tr("yes"), False: self.tr("no"), None: self.tr("not tried")}[
                    one.restart.survived
                ],
                lambda one: 0.0 if one.restart.survived else 1.0,
            ),
        ]


class _Finding(QWidget):
    """The table, and what to conclude from it: beside it, or below where there is less room."""

    def __init__(self, table: QWidget, conclusion: QLabel) -> None:
        super().__init__()
        self.table = table
        self.conclusion = conclusion
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        table.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._parts.addWidget(table, 0, Qt.AlignmentFlag.AlignTop)
        self._parts.addWidget(conclusion, 1, Qt.AlignmentFlag.AlignTop)
        self._parts.addStretch(0)

    def fit(self, width: int) -> None:
        """Arrange both for this width, pixels."""
        line = _LINE_LETTERS * QFontMetrics(self.conclusion.font()).averageCharWidth()
        beside = width >= self.table.sizeHint().width() + 4 * GRID + line
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing((4 if beside else 2) * GRID)


class _Paragraph(QLabel):
    """A text of limited width: Qt's layouts ask how high it is at a width that it never gets."""

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Its height where it may be so wide, pixels."""
        return super().heightForWidth(min(width, self.maximumWidth()))


def _real_time(seconds: float, speed: float, pattern: str) -> str:
    """What was measured beside figures of a workload that is played faster."""
    words = measures.span_of_time(seconds)
    return words if speed == 1 else pattern.format(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("lab", text)


def _cell(words: str, font: QFont, *, quiet: bool = False) -> QLabel:
    label = QLabel(words)
    label.setFont(font)
    if quiet:
        label.setProperty("quiet", True)
    return label
