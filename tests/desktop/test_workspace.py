"""The room is divided as a person has divided it, also after the next start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.workspace import Workspace


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def opened(qtbot: Any, memory: QSettings) -> Callable[[], Workspace]:
    """Open a workspace as a window does: divided before it is shown, with documents, results and the lab."""

    def one() -> Workspace:
        made = Workspace(QWidget(), QWidget(), QWidget())
        qtbot.addWidget(made)
        made.restore(memory)
        made.place_below(QWidget())
        made.open_below(True)
        made.show_results(True)
        made.resize(1000, 700)
        made.show()
        return made

    return one


def rooms(workspace: Workspace) -> list[list[int]]:
    return [one.sizes() for one in (workspace._columns, workspace._floors)]


def drag(qtbot: Any, splitter: QSplitter, way: QPoint) -> None:
    handle = splitter.handle(1)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=handle.rect().center())
    qtbot.mouseMove(handle, handle.rect().center() + way)
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)


def test_both_borders_stay_where_they_were_drawn(
    qtbot: Any, opened: Callable[[], Workspace], memory: QSettings
) -> None:
    first = opened()
    before = rooms(first)
    drag(qtbot, first._columns, QPoint(80, 0))
    drag(qtbot, first._floors, QPoint(0, -60))
    divided = rooms(first)
    assert divided[0][0] > before[0][0] + 60
    assert divided[1][1] > before[1][1] + 40
    first.open_below(False)
    first.open_below(True)
    assert rooms(first) == divided
    first.give_below_all(True)
    first.remember(memory)
    second = opened()
    assert second.below_was_open
    assert rooms(second) == divided


def test_the_pane_below_grows_with_the_window(opened: Callable[[], Workspace]) -> None:
    workspace = opened()
    before = rooms(workspace)[1]
    workspace.resize(2000, 1400)
    assert rooms(workspace)[1][1] == pytest.approx(2 * before[1], abs=2)
    workspace.resize(1000, 700)
    assert rooms(workspace)[1] == before
