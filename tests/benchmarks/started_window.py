"""The real program, which tells when it was painted and when its first worker embedded, and closes itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer

from desktop import app, program
from engine.trace import Span, Stage, clock


class StartedApplication(app.Application):
    """Notes the two moments, on the clock that all processes share."""

    painted: float | None = None
    embedding: float | None = None

    def start(self, paths: Sequence[str]) -> None:
        self.window.installEventFilter(self)
        self.dispatcher.spans_recorded.connect(self._look_for_embedding)
        super().start(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if StartedApplication.painted is None and event.type() == QEvent.Type.Paint:
            # The children are painted right after their parent, before any timer.
            QTimer.singleShot(0, self._note_painted)
            watched.removeEventFilter(self)
        return False

    def _note_painted(self) -> None:
        StartedApplication.painted = clock()

    def _look_for_embedding(self, spans: Sequence[Span]) -> None:
        starts = [span.start for span in spans if span.stage is Stage.EMBED]
        if starts and StartedApplication.embedding is None:
            StartedApplication.embedding = min(starts)
            self.window.close()


def watch() -> None:
    """Have the program build this application in place of its own."""
    program.Application = StartedApplication  # type: ignore[misc] # run() builds this one


def moments() -> dict[str, float]:
    """When it was painted and when its first worker began to embed; raises SystemExit when that did not happen."""
    painted, embedding = StartedApplication.painted, StartedApplication.embedding
    if painted is None or embedding is None:
        raise SystemExit("The window ended early.")
    return {"painted": painted, "embedding": embedding}
