from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desktop.problem_report import ProblemReport
from engine.records import Reason


@pytest.mark.usefixtures("model")
def test_a_report_is_written_and_its_place_told(qtbot: Any, tmp_path: Path) -> None:
    told: list[Reason] = []
    report = ProblemReport(tmp_path / "library")
    report.told.connect(told.append)
    path = tmp_path / "report.zip"
    with qtbot.waitSignal(report.written, timeout=60_000) as written:
        report.write(str(path))
    assert written.args == [str(path)]
    assert "report.zip" in told[-1].message
    assert "never what is in them" in told[-1].hint
    with zipfile.ZipFile(path) as archive:
        assert "facts.json" in archive.namelist()


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ([sys.executable, "-c", "print('The disk is full.'); raise SystemExit(2)"], "The disk is full."),
        (["/no/such/program"], "There is no report"),
    ],
)
def test_why_there_is_no_report_is_told(qtbot: Any, tmp_path: Path, program: list[str], why: str) -> None:
    told: list[Reason] = []
    report = ProblemReport(tmp_path / "library", command=lambda *_: program)
    report.told.connect(told.append)
    with qtbot.assertNotEmitted(report.written):
        report.write(str(tmp_path / "report.zip"))
        qtbot.waitUntil(lambda: why in told[-1].message, timeout=20_000)
