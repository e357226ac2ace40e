from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app import Application
from desktop.theme import ColourScheme
from engine.settings import Settings


@pytest.fixture
def application(qapp: QApplication, qtbot: Any, tmp_path: Path) -> Iterator[Application]:
    """The whole window with a real library, open."""
    made = Application(qapp, tmp_path / "library", Settings(workers=1), ColourScheme.LIGHT)
    qtbot.addWidget(made.window)
    with qtbot.waitSignal(made.dispatcher.opened, timeout=20_000):
        made.start([])
    yield made
    made.dispatcher.stop()
    assert made.dispatcher.wait(20_000)


def test_what_is_dropped_is_listed_and_becomes_ready(qtbot: Any, application: Application, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The window stays free.")
    application.window.take([str(tmp_path / "note.txt")])
    qtbot.waitUntil(lambda: application.window.footer.words == "1 document ready · 1 page", timeout=60_000)
    assert application.window.documents.rowCount() == 1


def test_closing_the_window_ends_the_engine(qtbot: Any, application: Application) -> None:
    with qtbot.waitSignal(application.dispatcher.finished, timeout=20_000):
        application.window.close()
    assert not application.window.isVisible()


def test_an_engine_that_ends_by_a_mistake_of_ours_is_told(qtbot: Any, application: Application) -> None:
    def stumble(_: object) -> None:
        raise RuntimeError("a mistake of ours")

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(application.dispatcher.finished, timeout=20_000):
        application.dispatcher._post(stumble)
    assert [kind for kind, _, _ in caught] == [RuntimeError]
    qtbot.waitUntil(lambda: "stopped working" in application.window.notices.text)
