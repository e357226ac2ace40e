"""Compare modes: one workload in all three, measured on the window's own event loop, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import wording
from desktop.dispatcher import Dispatcher
from desktop.lab import exporting
from desktop.lab.comparison_view import ComparisonView
from desktop.lab.cost import Survey
from desktop.lab.cost_dialog import ComparisonCostDialog
from desktop.lab.flow import FlowLayout
from desktop.theme import GRID, Theme
from engine.compare.heart import INTERVAL_MS, Beats
from engine.compare.results import ComparisonResult, Rhythm
from engine.compare.workload import Workload
from engine.errors import MeanwhileError
from engine.records import Fault, Reason
from engine.settings import Settings

if TYPE_CHECKING:
    # What runs a comparison brings half the engine along; the window is painted without.
    from asyncio import Task

    from desktop.lab.qt_loop import QtLoop
    from engine.compare.comparison import Comparison, Step
    from engine.compare.lesson import LessonPlan


class QtHeart(QObject):
    """The heartbeat of the window's real event loop; see :class:`engine.compare.heart.Heart`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beats = Beats("qt")
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(INTERVAL_MS))
        self._timer.timeout.connect(self._beats.beat)

    def start(self) -> None:
        """Forget what was and begin to beat."""
        self._beats.start()
        self._timer.start()

    def stop(self) -> Rhythm:
        """End; what is overdue counts."""
        self._timer.stop()
        return self._beats.stop()


class ComparisonPage(QWidget):
    """Choose, run, look, take along."""

    failed = Signal(object)
    """``Reason``: it could not be run."""
    running_changed = Signal(bool)
    compared = Signal(object)
    """``ComparisonResult``"""

    def __init__(
        self,
        dispatcher: Dispatcher,
        settings: Settings,
        samples: Path,
        chosen: Callable[[], list[int]],
        theme: Theme,
    ) -> None:
        super().__init__()
        self._dispatcher = dispatcher
        self._settings = settings
        self._samples = samples
        self._chosen = chosen
        self._theme = theme
        self._comparison: Comparison | None = None
        self._loop: QtLoop | None = None
        self._workload: Workload | None = None
        self._surveyed: tuple[int, ...] | None = None
        """Documents of which is looked at, or asked, what they cost."""
        self.result: ComparisonResult | None = None
        self.view = ComparisonView(theme)

        self.lesson = QToolButton()
        self.lesson.setText(self.tr("The lesson"))
        self.lesson.setToolTip(self.tr("A simulated remote service: all the time goes into waiting for it"))
        self.own = QToolButton()
        self.own.setText(self.tr("Your documents"))
        self.own.setToolTip(self.tr("Real work for the processor, in throw-away libraries"))
        kinds = QButtonGroup(self)
        self._kinds = QWidget()
        self._kinds.setObjectName("modes")
        row = QHBoxLayout(self._kinds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, button in (("first", self.lesson), ("last", self.own)):
            button.setCheckable(True)
            button.setProperty("place", place)
            kinds.addButton(button)
            row.addWidget(button)
        self.lesson.setChecked(True)
        kinds.buttonToggled.connect(lambda: self._show_choice())

        self.files = _spin(1, 1000, 3)
        self.extract = _seconds(10.0)
        self.chunk = _seconds(1.0)
        self.embed = _seconds(5.0)
        self.speed = QDoubleSpinBox()
        self.speed.setRange(1, 1000)
        self.speed.setDecimals(0)
        self.speed.setValue(20)
        self.speed.setPrefix("× ")
        self.at_once = _spin(0, 1000, 0)
        self.at_once.setSpecialValueText(self.tr("all"))
        self.workers = _spin(0, 1000, 0)
        self.workers.setSpecialValueText(self.tr("all"))
        self._plan = QWidget()
        plan = FlowLayout(self._plan, 2 * GRID, GRID)
        for words, field in (
            (self.tr("Files"), self.files),
            (self.tr("Extract"), self.extract),
            (self.tr("Chunk"), self.chunk),
            (self.tr("Embed"), self.embed),
            (self.tr("Speed"), self.speed),
            (self.tr("Async at once"), self.at_once),
            (self.tr("Workers"), self.workers),
        ):
            field.valueChanged.connect(self._tell)
            plan.addWidget(_labelled(words, field))
        self._own_words = QLabel()
        self._own_words.setWordWrap(True)

        self.restarts = QPushButton(self.tr("Kill and restart, too"))
        self.restarts.setToolTip(self.tr("Also kill each mode in the middle, and see what becomes of the work"))
        self.restarts.setCheckable(True)
        self.restarts.setProperty("chip", True)
        self.restarts.setChecked(True)
        self.start = QPushButton(self.tr("Compare modes"))
        self.start.setProperty("primary", True)
        self.start.setProperty("small", True)
        self.start.clicked.connect(self.run)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setProperty("small", True)
        self.cancel.clicked.connect(self.stop)
        self.cancel.hide()
        self.export = exporting.ExportButton(self)
        self.export.setProperty("small", True)
        self.export.offer(False)
        self.export.chosen.connect(self._export)
        self.words = QLabel()
        self.words.setProperty("quiet", True)
        self.words.setFont(theme.fonts.small)
        self.words.setWordWrap(True)

        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        choices = QWidget()
        flow = FlowLayout(choices, 2 * GRID, GRID)
        flow.addWidget(self._kinds)
        flow.addWidget(self.restarts)
        head.addWidget(choices, 1)
        head.addWidget(self.start, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._plan)
        column.addWidget(self._own_words)
        column.addWidget(self.words)
        column.addWidget(self.view)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.view.hide()
        dispatcher.surveyed.connect(self._weigh)
        dispatcher.stood_aside.connect(self._begin)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What is chosen may have changed unseen."""
        super().showEvent(event)
        self._show_choice()

    @property
    def running(self) -> bool:
        """Whether a comparison is under way."""
        return self._workload is not None or self._surveyed is not None

    def use(self, settings: Settings) -> None:
        """Let other settings hold for the next comparison."""
        self._settings = settings

    def refresh(self) -> None:
        """The choice in the list of documents may be another."""
        if self.isVisible():
            self._show_choice()

    def plan(self) -> LessonPlan:
        """The lesson as it is set."""
        from engine.compare.lesson import LessonPlan

        return LessonPlan(
            self.files.value(),
            self.extract.value(),
            self.chunk.value(),
            self.embed.value(),
            self.speed.value(),
            self.at_once.value(),
            self.workers.value(),
        )

    def run(self) -> None:
        """Begin, unless the documents that are chosen cost so much that a person is asked before."""
        from engine.compare.lesson import Lesson

        if self.running:
            return
        if self.lesson.isChecked():
            try:
                self._start(Lesson(self.plan()))
            except MeanwhileError as error:
                self.failed.emit(error.reason)
        elif ids := tuple(self._chosen()):
            self._surveyed = ids
            self.words.setText(self.tr("Looking at what it costs…"))
            self._show_running()
            self._dispatcher.survey(ids)
        else:
            self._compare([str(self._samples)])

    def _weigh(self, survey: Survey) -> None:
        if survey.ids != self._surveyed:
            return  # cancelled meanwhile
        cost = survey.cost
        if not cost.files:
            self._leave()
            words = self.tr("There is nothing to compare: what is selected was set aside, or its files are gone.")
            self.failed.emit(Reason(words, fault=Fault.FILE))
        elif cost.worth_asking:
            dialog = ComparisonCostDialog(cost, self._theme, self.window())
            dialog.first_wanted.connect(lambda: self._answered(survey, cost.first))
            dialog.all_wanted.connect(lambda: self._answered(survey, cost.paths))
            dialog.rejected.connect(self._leave)
            dialog.open()
        else:
            self._compare(cost.paths, survey.set_aside)

    def _answered(self, survey: Survey, paths: Sequence[str]) -> None:
        if survey.ids == self._surveyed:
            self._compare(paths, survey.set_aside)

    def _compare(self, paths: Sequence[str], set_aside: Sequence[str] = ()) -> None:
        from engine.compare.documents import Documents

        self._surveyed = None
        try:
            model = self._dispatcher.installed_model()
            self._start(Documents(tuple(paths), self._settings, model, tuple(set_aside)))
        except MeanwhileError as error:
            self._leave()
            self.failed.emit(error.reason)

    def _start(self, workload: Workload) -> None:
        """First the dispatcher stands aside, for nothing else may take the processor meanwhile."""
        self._workload = workload
        self.words.setText(self.tr("Letting the work in the background come to rest…"))
        self._show_running()
        self._dispatcher.stand_aside()

    def stop(self) -> None:
        """End it soon; what is there stays."""
        if self._comparison is not None:
            self._comparison.cancel()
            self.words.setText(self.tr("Coming to an end…"))
        elif self.running:
            self._leave()

    def leave_off(self) -> None:
        """The same from the handler of a signal, which may come in the middle of anything."""
        if self._comparison is not None:
            self._comparison.cancel()

    def _begin(self) -> None:
        from desktop.lab.qt_loop import QtLoop
        from engine.compare.comparison import Comparison

        if self._workload is None or self._comparison is not None:
            return
        self._comparison = Comparison(self._workload, restarts=self.restarts.isChecked(), listener=self._on_step)
        self._loop = QtLoop.open()
        task = self._loop.start(self._comparison.run(QtHeart(self)))
        task.add_done_callback(self._settle)

    def _on_step(self, step: Step) -> None:
        self.words.setText(f"{wording.said(step.words)}…")

    def _settle(self, task: Task[ComparisonResult]) -> None:
        if self._loop is not None:
            self._loop.close()
        self._leave()
        error = None if task.cancelled() else task.exception()
        if error is None:
            self.show_result(task.result())
        elif isinstance(error, MeanwhileError):
            self.failed.emit(error.reason)
        else:
            raise error

    def _leave(self) -> None:
        self._loop = self._comparison = self._workload = self._surveyed = None
        self._dispatcher.go_on()
        self._show_running()
        self._tell()

    def show_result(self, result: ComparisonResult) -> None:
        """Show what was measured."""
        self.result = result
        self.export.offer(bool(result.results))
        self.view.show_result(result)
        self.view.setVisible(bool(result.results))
        # Once it is laid out: where it does not fit below the settings, it goes in front of them.
        QTimer.singleShot(0, self, self._bring_into_sight)
        self.compared.emit(result)
        if result.cancelled:
            self.words.setText(self.tr("Cancelled: the figures are those of a part."))

    def _bring_into_sight(self) -> None:
        # How far one can scroll is known once all is laid out.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        bar = self._area.verticalScrollBar()
        # At the upper edge of something, where it cannot be scrolled as far as the result: no slice of a control.
        parts = (part for part in (self._plan, self._own_words, self.words, self.view) if not part.isHidden())
        edges = (part.y() - GRID // 2 for part in parts)
        bar.setValue(max((edge for edge in edges if edge <= bar.maximum()), default=0))

    def _show_running(self) -> None:
        running = self.running
        self.start.setVisible(not running)
        self.cancel.setVisible(running)
        for part in (self._kinds, self._plan, self.restarts):
            part.setEnabled(not running)
        self.running_changed.emit(running)

    def _show_choice(self) -> None:
        own = self.own.isChecked()
        self._plan.setHidden(own)
        self._own_words.setVisible(own)
        count = len(self._chosen())
        if count:
            self._own_words.setText(_tr("%Ln document(s) selected in the list.", count))
        else:
            self._own_words.setText(self.tr("The sample documents. Select some in the list to take those instead."))
        self._tell()

    def _tell(self) -> None:
        if self.running:
            return
        if self.lesson.isChecked():
            plan = self.plan()
            seconds = plan.files * plan.seconds_per_file / plan.speed
            words = wording.figure(f"{seconds:.1f}" if seconds < 10 else f"{seconds:,.0f}")
            self.words.setText(
                self.tr(
                    "Each file asks a simulated service and waits. The window will freeze for about {} s while "
                    "Blocking has its turn: click the counter below to feel it."
                ).format(words)
            )
        else:
            self.words.setText(
                self.tr(
                    "The window will freeze while Blocking has its turn: click the counter below to feel it. "
                    "Each mode gets a throw-away library of its own; yours is not touched."
                )
            )

    def _export(self, kind: exporting.Kind, path: Path) -> None:
        if self.result is None:
            return
        if kind is exporting.Kind.PICTURE:
            self.export.write(path, exporting.writes_picture(path, self.view))
        else:
            self.export.write(path, exporting.writes_comparison(kind, path, self.result))


def _spin(low: int, high: int, value: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(low, high)
    field.setValue(value)
    return field


def _seconds(value: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(0.0, 600.0)
    field.setDecimals(1)
    field.setValue(value)
    field.setSuffix(" s")
    return field


def _labelled(words: str, field: QAbstractSpinBox) -> QWidget:
    # Without buttons beside it, a style sheet's padding moves no text.
    field.lineEdit().setTextMargins(4, 0, 0, 0)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    label = QLabel(words)
    label.setBuddy(field)
    field.setAccessibleName(words)
    row.addWidget(label)
    row.addWidget(field)
    return both


def _tr(text: str, count: int) -> str:
    return QCoreApplication.translate("lab", text, None, count)
