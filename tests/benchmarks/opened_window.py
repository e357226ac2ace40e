"""The real program on a library that exists: tells when what can be used, asks one question, and closes itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest

from desktop import app, program, running
from desktop.pulse import Pulse
from engine.choices import Choices
from engine.records import Answer
from engine.trace import clock

QUESTION = "linear equations "


class OpenedApplication(app.Application):
    """Notes the moments, on the clock that all processes share."""

    moments: dict[str, Any]

    def start(self, paths: Sequence[str]) -> None:
        self._gaps: list[float] = []
        self._pulse = Pulse(self)
        self._pulse.gap.connect(self._gaps.append)
        self.window.installEventFilter(self)
        self.dispatcher.opened.connect(lambda _: self._note_moment("opened"))
        self.dispatcher.rows_ready.connect(lambda _: self._note_moment("rows"))
        self.dispatcher.answered.connect(self._look_at)
        super().start(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and "painted" not in self.moments:
            # The children are painted right after their parent, before any timer.
            QTimer.singleShot(0, self._begin)
            watched.removeEventFilter(self)
        return False

    def _begin(self) -> None:
        self._note_moment("painted")
        self._pulse.start()
        QTest.keyClicks(self.window.query, QUESTION)

    def _look_at(self, answer: Answer) -> None:
        if answer.hits:
            self._note_moment("words")
        if answer.hits and answer.coverage.share == 1.0:
            self._note_moment("meaning")
            self._pulse.stop()
            self.moments["gap_max_ms"] = round(max(self._gaps), 1)
            self.moments["documents"] = self.window.list.model().rowCount()
            self.window.close()

    def _note_moment(self, name: str) -> None:
        self.moments.setdefault(name, clock())


def open_window(library: Path) -> dict[str, Any]:
    """Run the program until all vectors have answered."""
    OpenedApplication.moments = moments = {}
    program.Application = OpenedApplication  # type: ignore[misc] # run() builds this one
    code = running.run(Choices(overrides={"library": str(library), "workers": 2, "on_close": "quit"}), [], [])
    if code or "meaning" not in moments:
        raise SystemExit(f"The window ended early, with exit code {code}.")
    return moments
