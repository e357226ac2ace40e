"""What holds the lab together: spans and gaps come in, the mode decides how a drop is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from desktop.dispatcher import Dispatcher
from desktop.lab.bar import LabBar
from desktop.lab.comparison import ComparisonPage
from desktop.lab.cost import Cost
from desktop.lab.cost_dialog import CostDialog
from desktop.lab.durations import Durations, Operation
from desktop.lab.in_window import InWindow
from desktop.lab.live import LivePage
from desktop.lab.mode_switch import mode_line
from desktop.lab.pane import LabPane
from desktop.lab.tracks import Tracks
from desktop.lab.when_to_use import WhenToUsePage
from desktop.pulse import Pulse
from desktop.theme import Theme
from desktop.window import Window
from engine.compare.results import LONG_BLOCK_MS, ComparisonResult, Gap
from engine.records import Answer, Mode, Overview
from engine.settings import Settings
from engine.trace import WINDOW, Span, clock

_AT_ONCE = 2_000
"""Spans taken in before the window gets its turn: after a long freeze there may be very many."""


class Lab(QObject):
    """Builds the lab's bar and pane, and connects them with the window and the dispatcher."""

    failed = Signal(object)
    """``Reason``"""

    def __init__(self, window: Window, dispatcher: Dispatcher, settings: Settings, samples: Path, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._dispatcher = dispatcher
        self._theme = theme
        self._pending: list[Span] = []
        self._compared: list[Span] = []
        self._asked_rows_at: float | None = None
        self._weighed: list[list[str]] = []
        """What was dropped and is not put down yet, because it is being looked at what it costs."""
        self.tracks = Tracks()
        self.durations = Durations()
        self.pulse = Pulse(self)
        self.in_window = InWindow(dispatcher, self)
        self.bar = LabBar(self.pulse, self.tracks.cause, theme)
        self.pane = LabPane(theme)
        self.live = LivePage(self.tracks, theme, lambda: set(window.list.selected_ids()))
        self.comparison = ComparisonPage(dispatcher, settings, samples, window.list.selected_ids, theme)
        self.when_to_use = WhenToUsePage(self.durations, theme)
        for page, title in (
            (self.live, self.tr("Timeline")),
            (self.comparison, self.tr("Compare modes")),
            (self.when_to_use, self.tr("When to use which")),
        ):
            self.pane.add_page(page, title)
        self._feed_soon = QTimer(self)
        self._feed_soon.setInterval(0)
        self._feed_soon.timeout.connect(self._feed)
        self.live.show_recording(settings.trace)
        window.place_lab(self.pane, self.bar)
        window.menu.take_up(self.bar.toggle, self.bar.pulse_shown, self.bar.switch.choices)
        window.addActions([self.bar.toggle, *self.bar.switch.choices.actions()])
        self._connect()

    def add(self, paths: list[str]) -> None:
        """Files and folders are wanted: run them in the chosen mode."""
        if self.bar.switch.mode is Mode.BACKGROUND or self._is_taken:
            self._dispatcher.add(paths)
        else:
            self._weighed.append(paths)
            self._dispatcher.estimate(paths)

    def use(self, settings: Settings) -> None:
        """Let other settings hold for the next comparison."""
        self.comparison.use(settings)
        self.live.show_recording(settings.trace)

    def leave_off(self) -> None:
        """Let whatever holds the window's own thread end after its next step; may be called in the middle of one."""
        self.in_window.leave_off()
        self.comparison.leave_off()

    def end(self, seconds: float) -> None:
        """The program ends: whatever is open here comes to its end first, within this time."""
        until = perf_counter() + seconds
        self.in_window.interrupt()
        for paths in self._weighed:
            self._dispatcher.add(paths)
        self._weighed.clear()
        self.comparison.stop()
        if self.comparison.running:
            loop = QEventLoop()
            self.comparison.running_changed.connect(loop.quit)
            QTimer.singleShot(round(seconds * 1000), loop.quit)
            loop.exec()
        for page in (self.live, self.comparison):
            page.export.end(max(until - perf_counter(), 0.0))

    def _connect(self) -> None:
        window, dispatcher = self._window, self._dispatcher
        dispatcher.spans_recorded.connect(self._take_in)
        dispatcher.failed.connect(self._give_up)
        dispatcher.estimated.connect(self._weigh)
        dispatcher.overview_changed.connect(self._rest)
        dispatcher.answered.connect(self._note_search)
        window.documents.rows_wanted.connect(self._note_question)
        dispatcher.rows_ready.connect(self._note_rows)
        window.list.selectionModel().selectionChanged.connect(lambda: self.comparison.refresh())
        self.pulse.gap.connect(self._on_gap)
        self.bar.switch.mode_changed.connect(lambda mode: window.footer.confirm(mode_line(mode)))
        self.bar.toggle.toggled.connect(self._open)
        self.bar.cancel_wanted.connect(self.in_window.cancel)
        self.pane.closed.connect(lambda: self.bar.toggle.setChecked(False))
        self.pane.enlarged.connect(window.workspace.give_below_all)
        self.pane.seen.connect(self.bar.strip.beat_unseen)
        self.pane.page_shown.connect(self._refresh)
        self.in_window.began.connect(self._wait)
        self.in_window.ended.connect(self._be_free)
        self.in_window.failed.connect(self.failed)
        self.live.task_wanted.connect(dispatcher.request_task)
        dispatcher.task_found.connect(self.live.export_task)
        self.comparison.failed.connect(self.failed)
        for page in (self.live, self.comparison):
            page.export.failed.connect(self.failed)
            page.export.written.connect(window.footer.confirm)
        self.live.document_chosen.connect(window.show_document)
        self.comparison.running_changed.connect(self._hold_off)
        self.comparison.compared.connect(self._note_comparison)

    def _give_up(self) -> None:
        """There is no library to work with, and nobody who would stand aside."""
        self.bar.toggle.setChecked(False)
        self.bar.toggle.setEnabled(False)
        self.in_window.interrupt()
        self.comparison.stop()

    # What a drop costs

    def _weigh(self, cost: Cost) -> None:
        mode = self.bar.switch.mode
        paths = list(cost.paths)
        if paths not in self._weighed:
            return  # put down already, because the program ends
        self._weighed.remove(paths)
        if mode is Mode.BACKGROUND or self._is_taken:
            self._dispatcher.add(paths)
        elif not cost.worth_asking:
            self._run_here(mode, paths)
        else:
            dialog = CostDialog(cost, mode, self._theme, self._window)
            dialog.all_here.connect(lambda: self._run_here(mode, paths))
            dialog.first_here.connect(lambda: self._run_here(mode, cost.first, rest=paths))
            dialog.all_behind.connect(lambda: self._dispatcher.add(paths))
            dialog.rejected.connect(self._window.take_back)
            dialog.open()

    @property
    def _is_taken(self) -> bool:
        """Whether the window's own thread is wanted for something already."""
        return self.in_window.busy or self.comparison.running

    def _run_here(self, mode: Mode, paths: Sequence[str], rest: Sequence[str] = ()) -> None:
        # Looking at the cost takes seconds, and a question waits for ever: much may have been begun meanwhile.
        if self._is_taken:
            self._dispatcher.add(rest or paths)
        else:
            self.in_window.start(mode, paths, rest)

    def _wait(self, mode: Mode) -> None:
        self.comparison.setEnabled(False)
        self.bar.show_waiting(mode)
        self._hold_off(True)
        self._window.footer.say(mode_line(mode))
        # Blocking leaves no time to paint later.
        self._window.repaint()

    def _be_free(self) -> None:
        self.comparison.setEnabled(True)
        self.bar.show_free()
        self._hold_off(False)

    def _hold_off(self, waiting: bool) -> None:
        self._window.hold_off(waiting)
        self.bar.switch.hold_off(waiting)

    # What is measured

    def _take_in(self, spans: list[Span]) -> None:
        self._pending += sorted(spans, key=lambda span: span.start)
        self._feed_soon.start()

    def _feed(self) -> None:
        taken, self._pending = self._pending[:_AT_ONCE], self._pending[_AT_ONCE:]
        self.tracks.add(taken)
        self.durations.add(taken)
        compared, self._compared = self._compared[:_AT_ONCE], self._compared[_AT_ONCE:]
        self.tracks.add(replace(span, document_id=None) for span in compared)
        if not (self._pending or self._compared):
            self._feed_soon.stop()
        self.live.changed()

    def _on_gap(self, milliseconds: float) -> None:
        if milliseconds >= LONG_BLOCK_MS:
            now = clock()
            self.tracks.add_gap(Gap(now - milliseconds / 1000, now))
            self.live.changed()

    def _note_comparison(self, result: ComparisonResult) -> None:
        # What the comparison did in the window's own thread is what held it up. Its libraries are thrown away and their
        # ids with them, and how long things take for people must not be told by a lesson.
        spans = (span for one in result.results for span in one.spans if span.track == WINDOW)
        self._compared += spans
        self._feed_soon.start()

    def _note_question(self) -> None:
        self._asked_rows_at = self._asked_rows_at or perf_counter()

    def _note_rows(self) -> None:
        if self._asked_rows_at is not None:
            self.durations.note(Operation.LOOK_UP, perf_counter() - self._asked_rows_at)
            self._asked_rows_at = None

    def _note_search(self, answer: Answer) -> None:
        self.durations.note(Operation.SEARCH, answer.seconds)

    # What is seen

    def _rest(self, overview: Overview) -> None:
        at_work = bool(overview.unsettled or overview.listing)
        self.bar.strip.rest(not (at_work or self.pane.isVisible()))

    def _open(self, wanted: bool) -> None:
        self._window.open_lab(wanted)
        self.bar.strip.rest(False)
        self._refresh()

    def _refresh(self) -> None:
        self.when_to_use.refresh()
        self.comparison.refresh()
