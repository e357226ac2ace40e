"""When to use which: this program's own operations, how long they take here, and which way suits each. Guess first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.lab import measures
from desktop.lab.durations import Durations, Operation
from desktop.lab.mode_switch import ORDER, mode_word
from desktop.theme import GRID, Theme
from engine.records import Mode


@dataclass(frozen=True, slots=True)
class Case:
    """One operation, and the way that suits it."""

    name: str
    measured: Callable[[Durations], str]
    """What is known of its duration in words; nothing where it is too short to be measured."""
    answer: Mode
    why: str


def cases() -> list[Case]:
    """What is asked, from short to long."""
    return [
        Case(
            _tr("Take what a click just brought and paint it"),
            lambda _: "",
            Mode.BLOCKING,
            _tr("It fits between two frames of the screen (16 ms). Anything cleverer would only be slower."),
        ),
        Case(
            _tr("Look up the rows in sight in the library"),
            _each(Operation.LOOK_UP),
            Mode.ASYNC,
            _tr("Hardly any work, but the disk may be slow one day: ask, go on, and take the answer when it comes."),
        ),
        Case(
            _tr("Search the library"),
            _each(Operation.SEARCH),
            Mode.ASYNC,
            _tr("The window only waits: another process does the work. Waiting is what async is good at."),
        ),
        Case(
            _tr("Ask three remote services at once"),
            lambda _: _tr("seconds of waiting, no work (the lesson)"),
            Mode.ASYNC,
            _tr("The waits overlap: three take as long as one. But whoever asked still waits for the answer."),
        ),
        Case(
            _tr("Embed one passage"),
            _each(Operation.EMBED_PASSAGE),
            Mode.BACKGROUND,
            _tr("All of it is computing: async cannot overlap it, and there is never only one passage."),
        ),
        Case(
            _tr("Read one page of a document"),
            _each(Operation.EXTRACT_PAGE),
            Mode.BACKGROUND,
            _tr("Short as a rule, but a broken page may take for ever or crash: not in the window's process."),
        ),
        Case(
            _tr("List 10,000 files"),
            _times(Operation.LIST_FILE, 10_000),
            Mode.BACKGROUND,
            _tr("Nobody has to wait for it: note what was dropped, return at once, look through it elsewhere."),
        ),
        Case(
            _tr("Index a book of 400 pages"),
            _times(Operation.WORK_PAGE, 400),
            Mode.BACKGROUND,
            _tr("Far longer than anybody waits, all computing, and it must go on after a crash or a restart."),
        ),
        Case(
            _tr("Index 20,000 pages again every night"),
            _times(Operation.WORK_PAGE, 20_000),
            Mode.BACKGROUND,
            _tr("Nobody is there. It needs a queue on disk, retries, and a record of what failed and why."),
        ),
    ]


class WhenToUsePage(QScrollArea):
    """A row for each operation: the question, its measured duration, a guess, and then the answer."""

    def __init__(self, durations: Durations, theme: Theme) -> None:
        super().__init__()
        self._durations = durations
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self.score = QLabel()
        self.score.setProperty("quiet", True)
        self.score.setWordWrap(True)
        self.reveal = QPushButton(self.tr("Show all answers"))
        self.reveal.setProperty("small", True)
        self.reveal.clicked.connect(self._reveal_all)
        head = QHBoxLayout()
        head.addWidget(self.score, 1)
        head.addWidget(self.reveal)
        column.addLayout(head)
        self.rows = [CaseRow(case, durations, theme) for case in cases()]
        for row in self.rows:
            row.guesses.buttonClicked.connect(self._tell)
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(inside)
        self._tell()

    def refresh(self) -> None:
        """More may have been measured."""
        for row in self.rows:
            row.refresh()

    def _tell(self) -> None:
        guessed = [row for row in self.rows if row.guess is not None]
        if not guessed:
            self.score.setText(self.tr("Which way would you choose? Guess, and the answer comes with its reason."))
            return
        right = sum(row.guess is row.case.answer for row in guessed)
        self.score.setText(self.tr("{} of {} as this program does it").format(right, len(guessed)))

    def _reveal_all(self) -> None:
        for row in self.rows:
            row.uncover()


class CaseRow(QFrame):
    """One operation."""

    def __init__(self, case: Case, durations: Durations, theme: Theme) -> None:
        super().__init__()
        self.case = case
        self._durations = durations
        self._theme = theme
        self.guess: Mode | None = None
        self.setObjectName("case")
        name = QLabel(case.name)
        name.setFont(theme.fonts.title)
        name.setWordWrap(True)
        self.measured = QLabel()
        self.measured.setProperty("quiet", True)
        self.measured.setFont(theme.fonts.small)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self.answer.setTextFormat(Qt.TextFormat.RichText)
        self.answer.hide()
        choices = QWidget()
        choices.setObjectName("modes")
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.guesses = QButtonGroup(self)
        self.buttons: dict[Mode, QToolButton] = {}
        for place, mode in zip(("first", "middle", "last"), ORDER, strict=True):
            button = QToolButton()
            button.setText(mode_word(mode))
            button.setAccessibleName(f"{case.name}: {mode_word(mode)}")
            button.setCheckable(True)
            button.setProperty("place", place)
            button.clicked.connect(lambda _=False, mode=mode: self._choose(mode))
            self.guesses.addButton(button)
            self.buttons[mode] = button
            row.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(self.measured)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addLayout(words, 1)
        head.addWidget(choices, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, GRID, 12, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        column.addWidget(self.answer)
        # Never less than its text, whatever a scrolled page thinks of it.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        self.refresh()

    def refresh(self) -> None:
        """Say what is measured by now."""
        words = self.case.measured(self._durations)
        self.measured.setText(words)
        self.measured.setHidden(not words)

    def uncover(self) -> None:
        """Show the answer."""
        word = mode_word(self.case.answer)
        if self.guess is None:
            verdict = f"<b>{word}.</b>"
        elif self.guess is self.case.answer:
            verdict = f"<b>✓ {word}.</b>"
        else:
            verdict = _tr("<b>{} instead.</b>").format(word)
        self.answer.setText(f"{verdict} {self.case.why}")
        self.answer.show()

    def _choose(self, mode: Mode) -> None:
        # The first guess is what counts.
        self.guess = self.guess or mode
        self.uncover()


def _each(operation: Operation) -> Callable[[Durations], str]:
    return _times(operation, 1)


def _times(operation: Operation, times: int) -> Callable[[Durations], str]:
    def words(durations: Durations) -> str:
        seconds = durations.of(operation)
        if seconds is None:
            return _tr("not measured yet")
        if times == 1:
            return _tr("{} on this machine").format(measures.span_of_time(seconds))
        return _tr("{} in one thread, reckoned from {} each on this machine").format(
            measures.seconds_of(seconds * times), measures.span_of_time(seconds)
        )

    return words


def _tr(text: str) -> str:
    return QCoreApplication.translate("lab", text)
