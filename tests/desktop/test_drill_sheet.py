from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from shiboken6 import isValid

from desktop.drill_sheet import DrillSheet
from desktop.own_command import CommandRun, own_command
from desktop.theme import Theme
from desktop.window import Window


def drill_that(code: str) -> list[str]:
    """A program that stands for the drill, which itself takes too long here."""
    return [sys.executable, "-c", code]


@pytest.mark.parametrize(
    ("drill", "verdict"),
    [
        (drill_that("print('Killed a worker.')"), "Nothing was lost."),
        (drill_that("print('Lost: one.'); raise SystemExit(1)"), "Something was lost"),
        (drill_that("print('There is no model.'); raise SystemExit(2)"), "could not be carried out"),
        (["/no/such/program"], "could not be carried out"),
    ],
)
def test_each_line_is_shown_and_a_conclusion_drawn(
    qtbot: Any, window: Window, light: Theme, drill: list[str], verdict: str
) -> None:
    sheet = DrillSheet(light, window, drill)
    sheet.open()
    sheet._start.click()
    qtbot.waitUntil(lambda: verdict in sheet.verdict, timeout=20_000)
    assert sheet.lines
    assert sheet._start.isEnabled()
    sheet.close()


def waits_and_tidies(tidied: Path) -> str:
    return f"""
import pathlib, signal, sys
def tidy_up(*_):
    pathlib.Path({str(tidied)!r}).touch()
    sys.exit()
signal.signal(signal.SIGTERM, tidy_up)
print("waiting", flush=True)
signal.pause()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there, the process is ended at once")
def test_a_quit_lets_it_tidy_up_and_says_nothing_about_it(tmp_path: Path) -> None:
    tidied = tmp_path / "tidied"
    program = f"""
from PySide6.QtCore import QCoreApplication
from desktop.own_command import CommandRun
application = QCoreApplication([])
run = CommandRun({drill_that(waits_and_tidies(tidied))!r})
run.said.connect(application.quit)
run.start()
application.exec()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert tidied.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there, the process is ended at once")
@pytest.mark.parametrize("how", ["close", "deleteLater"])
def test_closing_the_sheet_lets_the_drill_tidy_up_also_when_it_goes_with_its_window(
    qtbot: Any, window: Window, light: Theme, tmp_path: Path, how: str
) -> None:
    tidied = tmp_path / "tidied"
    sheets = [DrillSheet(light, window, drill_that(waits_and_tidies(tidied)))]
    sheets[0].open()
    sheets[0]._start.click()
    qtbot.waitUntil(lambda: "waiting" in sheets[0].lines, timeout=20_000)
    getattr(sheets.pop(), how)()  # nobody else keeps it
    qtbot.waitUntil(tidied.exists, timeout=20_000)


def test_a_quit_long_after_it_was_left_and_has_ended_finds_nothing_to_wait_for(qtbot: Any) -> None:
    run = CommandRun(drill_that("import time; print('waiting', flush=True); time.sleep(600)"))
    with qtbot.waitSignal(run.said, timeout=20_000):
        run.start()
    process = run._process
    run.leave()
    qtbot.waitUntil(lambda: not isValid(process), timeout=20_000)
    assert not run.running
    run._quit()


def test_the_real_drill_is_a_command() -> None:
    done = subprocess.run(own_command("drill", "--help"), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "nothing is lost" in done.stdout
