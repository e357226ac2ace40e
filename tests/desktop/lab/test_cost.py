from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.lab.cost import FIRST_SECONDS, Cost, cost_of
from desktop.lab.cost_dialog import CostDialog, warning
from desktop.theme import Theme
from engine.records import Mode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "drop"
    (made / "inner").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "inner/c.txt"):
        (made / name).write_bytes(b"x" * 1000)
    (made / ".hidden").write_bytes(b"x" * 5000)
    return made


def test_a_drop_is_weighed_by_its_bytes(folder: Path) -> None:
    cost = cost_of([str(folder), str(folder / "gone.txt")], seconds_per_byte=0.004)
    assert (cost.files, cost.size, cost.complete) == (3, 3000, True)
    assert cost.seconds == 12.0
    assert cost.worth_asking
    # As many from the beginning as fit into what one wants to wait.
    assert [Path(path).name for path in cost.first] == ["a.txt", "b.txt"]
    assert cost.first_seconds is not None
    assert cost.first_seconds <= FIRST_SECONDS


def test_the_first_document_is_offered_however_long_it_is(folder: Path) -> None:
    assert len(cost_of([str(folder)], seconds_per_byte=1.0).first) == 1


def test_a_moment_is_not_asked_about(folder: Path) -> None:
    assert not cost_of([str(folder)], seconds_per_byte=0.0001).worth_asking


def test_before_anything_was_measured_nothing_is_promised(folder: Path) -> None:
    for number in range(5):
        (folder / f"more-{number}.txt").write_text("x")
    cost = cost_of([str(folder)], None)
    assert len(cost.first) == 3
    assert cost.seconds is None
    assert cost.worth_asking
    assert "not been measured" in warning(cost, Mode.BLOCKING)


def test_the_warning_names_the_price() -> None:
    cost = Cost(("/a",), 30, 1000, True, 0.04, ("/a/1",), 100)
    assert warning(cost, Mode.BLOCKING) == "This will freeze the window for about 40 s."
    assert "wait for about 40 s" in warning(cost, Mode.ASYNC)


def test_less_is_offered(qtbot: Any, theme: Theme) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    cost = Cost(("/a",), 30, 1000, True, 0.04, ("/a/1", "/a/2"), 150)
    dialog = CostDialog(cost, Mode.BLOCKING, theme, parent)
    assert dialog.buttons[0].text() == "Freeze for the first 2 documents (about 6 s), the rest in the background"
    with qtbot.waitSignal(dialog.first_here):
        dialog.buttons[0].click()
