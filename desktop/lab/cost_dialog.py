"""What is asked before much is run in the window itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import wording
from desktop.lab.cost import Cost
from desktop.theme import GRID, Theme
from engine.records import Mode


class _Question(QDialog):
    """Says what it will cost, and takes answers."""

    def __init__(self, cost: Cost, mode: Mode, facts: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Before you wait"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = QLabel(warning(cost, mode))
        heading.setFont(theme.fonts.heading)
        heading.setWordWrap(True)
        # Not the dialog's own: it has to be as wide as its widest button, too.
        heading.setMinimumWidth(50 * GRID)
        below = QLabel(facts)
        below.setProperty("quiet", True)
        below.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addWidget(heading)
        column.addWidget(below)
        column.addSpacing(GRID)
        self._column = column
        self.buttons: list[QPushButton] = []

    def _offer(self, words: str, chosen: SignalInstance | None, *, primary: bool = False) -> None:
        button = QPushButton(words)
        button.setAutoDefault(primary)
        if primary:
            button.setProperty("primary", True)
            button.setDefault(True)
        button.ensurePolished()
        if button.sizeHint().width() > self.screen().availableSize().width() - 8 * GRID:
            # With large letters on a small screen; a button breaks no line by itself.
            button.setText(words.replace(", ", ",\n"))
        button.clicked.connect(self.accept if chosen is not None else self.reject)
        if chosen is not None:
            button.clicked.connect(chosen)
        self._column.addWidget(button)
        self.buttons.append(button)


class CostDialog(_Question):
    """Before a drop is run in the window: says what it will cost, and offers less."""

    all_here = Signal()
    """Run everything in the chosen mode."""
    first_here = Signal()
    """Only the first documents; the rest in the background."""
    all_behind = Signal()
    """Everything in the background."""

    def __init__(self, cost: Cost, mode: Mode, theme: Theme, parent: QWidget) -> None:
        super().__init__(cost, mode, _facts(cost), theme, parent)
        if _has_more(cost):
            words = _first_words(cost, mode) + _tr(", the rest in the background")
            self._offer(words, self.first_here, primary=True)
        self._offer(self.tr("All in the background: no waiting"), self.all_behind)
        everything = self.tr("Freeze the window") if mode is Mode.BLOCKING else self.tr("Wait for all of it")
        self._offer(everything, self.all_here)
        self._offer(self.tr("Add nothing"), None)


class ComparisonCostDialog(_Question):
    """Before documents are run in every mode: the same, for the first of them, blocking, is what one will feel."""

    all_wanted = Signal()
    first_wanted = Signal()

    def __init__(self, cost: Cost, theme: Theme, parent: QWidget) -> None:
        after = _tr("After that, async I/O and the background have their turns with the same documents.")
        super().__init__(cost, Mode.BLOCKING, f"{_facts(cost)} {after}", theme, parent)
        if _has_more(cost):
            self._offer(_first_words(cost, Mode.BLOCKING), self.first_wanted, primary=True)
        self._offer(self.tr("Compare with all of them"), self.all_wanted)
        self._offer(self.tr("Compare nothing"), None)


def warning(cost: Cost, mode: Mode) -> str:
    """What happens, in one sentence."""
    if cost.seconds is None:
        if mode is Mode.BLOCKING:
            return _tr("This will freeze the window, for how long has not been measured yet.")
        return _tr("You will have to wait, for how long has not been measured yet.")
    words = wording.duration(cost.seconds) if cost.seconds >= 10 else _tr("about {} s").format(round(cost.seconds))
    if not cost.complete:
        words = _tr("{} or more").format(words)
    if mode is Mode.BLOCKING:
        return _tr("This will freeze the window for {}.").format(words)
    return _tr("You will have to wait for {}, and the window will twitch.").format(words)


def _facts(cost: Cost) -> str:
    size = f"{cost.size / 1_000_000:,.1f} MB" if cost.size >= 100_000 else f"{cost.size / 1000:,.1f} kB"
    found = _tr("%Ln file(s), {}.", cost.files) if cost.complete else _tr("More than %Ln file(s), {}.", cost.files)
    found = found.format(wording.figure(size))
    if cost.seconds is None:
        return found + " " + _tr("Let a few documents run in the background first, then Meanwhile knows.")
    return found + " " + _tr("Reckoned from what this library took so far on this machine.")


def _has_more(cost: Cost) -> bool:
    return len(cost.first) < cost.files or not cost.complete


def _first_words(cost: Cost, mode: Mode) -> str:
    count = len(cost.first)
    if mode is Mode.BLOCKING:
        words = _tr("Freeze for the first %Ln document(s)", count)
    else:
        words = _tr("Wait for the first %Ln document(s)", count)
    if cost.first_seconds is not None:
        words += _tr(" (about {} s)").format(max(round(cost.first_seconds), 1))
    return words


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("lab", text, None, count)
