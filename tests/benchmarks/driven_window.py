"""The real program with a person's hands on it and a finger on its pulse."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop import app, program, running
from desktop.pulse import Pulse
from engine.choices import Choices
from engine.records import Overview
from tests.benchmarks.measure import percentile, say

KEY_MS = 180
"""Between two keys of someone who types fluently."""
QUERIES = ("how to plot a surface ", "solving linear equations ", "backup of a system ", "string comparison ")
SETTLE_MS = 2000
LAB_SECONDS = 15.0
"""How long the live timeline is looked at, the opening of the lab included."""
AFTER_DROP_SECONDS = 15.0


class DrivenApplication(app.Application):
    """Drops, types, scrolls, resizes and opens the lab by itself, and closes its window when everything is measured."""

    manuals: Sequence[Path]
    notes: Sequence[Path]
    seconds: float
    result: dict[str, Any]

    def start(self, paths: Sequence[str]) -> None:
        self._letters = itertools.cycle("".join(QUERIES))
        self._gaps: list[float] = []
        self._overview: Overview | None = None
        self._pulse = Pulse(self)
        self._pulse.gap.connect(self._gaps.append)
        self._hands = QTimer(self)
        self._hands.timeout.connect(self._use_the_window)
        self.dispatcher.overview_changed.connect(self._note_overview)
        self.dispatcher.opened.connect(lambda _: QTimer.singleShot(SETTLE_MS, self._begin))
        super().start(paths)

    def _begin(self) -> None:
        self._cpu = _cpu_seconds()
        self._began = time.perf_counter()
        self._pulse.start()
        self.result["drop_of_manuals_ms"] = self._drop(self.manuals)
        self._hands.start(KEY_MS)
        QTimer.singleShot(round(self.seconds * 1000), self._open_lab)

    def _open_lab(self) -> None:
        seconds = time.perf_counter() - self._began
        self.result["full_load"] = {
            "seconds": round(seconds, 1),
            "cores_used": round((_cpu_seconds() - self._cpu) / seconds, 2),
            "unsettled_documents_at_the_end": self._overview.unsettled if self._overview else None,
            "chunks_embedded": self._overview.embedded if self._overview else None,
            **_gap_summary(self._gaps),
        }
        say(f"full load: {self.result['full_load']}")
        self._gaps.clear()
        self.lab.bar.toggle.trigger()
        QTimer.singleShot(round(LAB_SECONDS * 1000), self._drop_notes)

    def _drop_notes(self) -> None:
        self.result["lab_open"] = {"seconds": LAB_SECONDS, "spans": len(self.lab.tracks), **_gap_summary(self._gaps)}
        say(f"lab open: {self.result['lab_open']}")
        self.lab.bar.toggle.trigger()
        self._gaps.clear()
        self.result["drop_of_notes_ms"] = self._drop(self.notes)
        QTimer.singleShot(round(AFTER_DROP_SECONDS * 1000), self._finish)

    def _finish(self) -> None:
        self._pulse.stop()
        self._hands.stop()
        self.result["after_drop_of_notes"] = {"seconds": AFTER_DROP_SECONDS, **_gap_summary(self._gaps)}
        self.window.close()

    def _drop(self, paths: Sequence[Path]) -> float:
        """Milliseconds for which the drop handler keeps the event loop."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        dropped = QDropEvent(
            QPointF(200, 200),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        started = time.perf_counter()
        self.window.dropEvent(dropped)
        return round((time.perf_counter() - started) * 1000, 1)

    def _use_the_window(self) -> None:
        letter = next(self._letters)
        if letter == " ":
            self._scroll_and_resize()
        QTest.keyClick(self.window.query, letter)
        if len(self.window.query.text()) > max(map(len, QUERIES)):
            self.window.query.clear()

    def _scroll_and_resize(self) -> None:
        if self.lab.live.isVisible():
            self.lab.live.timeline.zoom(0.5 if self.lab.live.timeline.following else 2.0)
        bar = self.window.list.verticalScrollBar()
        bar.setValue(0 if bar.value() == bar.maximum() else min(bar.value() + bar.pageStep(), bar.maximum()))
        size = self.window.size()
        self.window.resize(size.width() + (40 if size.width() % 80 else -40), size.height())

    def _note_overview(self, overview: Overview) -> None:
        self._overview = overview


def drive(library: Path, manuals: Sequence[Path], notes: Sequence[Path], seconds: float) -> dict[str, Any]:
    """Runs the program once, with a new library if there is none, and returns what was measured; ms unless named."""
    DrivenApplication.manuals, DrivenApplication.notes, DrivenApplication.seconds = manuals, notes, seconds
    DrivenApplication.result = result = {}
    library.mkdir(exist_ok=True)
    program.Application = DrivenApplication  # type: ignore[misc] # run() builds this one
    choices = {"library": str(library), "workers": 2, "theme": "light", "on_close": "quit"}
    code = running.run(Choices(library / "settings.toml", {}, choices), [], [])
    if code or "after_drop_of_notes" not in result:
        raise SystemExit(f"The window ended early, with exit code {code}.")
    if not result["full_load"]["unsettled_documents_at_the_end"]:
        raise SystemExit("The work was done before the time was over: give it more --pages.")
    return result


def _gap_summary(gaps: Sequence[float]) -> dict[str, Any]:
    return {
        "beats": len(gaps),
        "gap_p50": round(percentile(gaps, 50), 1),
        "gap_p99": round(percentile(gaps, 99), 1),
        "gap_max": round(max(gaps), 1),
        "gaps_over_50": sum(gap > 50 for gap in gaps),
    }


def _cpu_seconds() -> float:
    """CPU time of this process and all its descendants that live, each with the children it has waited for."""
    here = psutil.Process()
    total = 0.0
    for process in [here, *here.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total
