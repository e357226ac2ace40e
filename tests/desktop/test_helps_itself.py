"""Help on one page, licences as the parts tell them, and a check whose result one can read."""

from __future__ import annotations

import json
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import apsw
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.doctor_sheet import DoctorSheet
from desktop.help_sheet import HelpSheet
from desktop.licences import LicencesSheet
from desktop.parts import parts
from desktop.theme import Theme
from desktop.window import Window
from tests.licences import Texts

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def doctor_that(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def doctor_who_says(*checks: tuple[str, bool, str]) -> list[str]:
    told = json.dumps({"checks": [{"name": name, "ok": ok, "detail": detail} for name, ok, detail in checks]})
    return doctor_that(f"print({told!r})")


def test_everything_that_is_needed_is_named_with_its_licence() -> None:
    found = {one.name.lower(): one for one in parts()}
    wanted = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    names = {text.split(">")[0].split("<")[0].split(";")[0].strip().lower() for text in wanted}
    assert {name.replace("_", "-") for name in names} <= {name.replace("_", "-") for name in found}
    assert [one.name for one in parts() if one.licence == "?"] == []
    assert "pytest" not in found


def test_whatever_is_brought_along_has_its_licence_text() -> None:
    texts = Texts(Path(apsw.__file__).parents[1], PROJECT.parent / "resources" / "licences")
    without = []
    for part in parts():
        try:
            found = texts.of_distribution(distribution(part.name))
        except PackageNotFoundError:
            found = texts.of_part(part.name)
        if not any(path.stat().st_size > 100 for path in found):
            without.append(part.name)
    assert without == []


def test_what_libraries_bring_along_themselves_is_named_too() -> None:
    assert {"PDFium", "ICU", "OpenBLAS, LAPACK"} <= {one.name for one in parts()}


def test_licences_are_a_table(qtbot: Any, window: Window) -> None:
    sheet = LicencesSheet(window)
    qtbot.addWidget(sheet)
    qtbot.waitUntil(lambda: sheet.complete, timeout=20_000)
    lines = range(sheet.table.rowCount())
    assert [sheet.table.item(line, 0).text() for line in lines] == [part.name for part in parts()]


@pytest.mark.parametrize(
    ("doctor", "verdict", "told"),
    [
        (doctor_who_says(("model", True, "as it should be")), "Everything", "ok model: as it should be"),
        (doctor_who_says(("model", True, ""), ("sandbox", False, "open")), "Something is wrong", "wrong sandbox: open"),
        (doctor_that("import sys; sys.exit('no doctor here')"), "could not be", "no doctor here"),
        (["/nowhere/doctor"], "could not be", ""),
    ],
)
def test_the_result_of_a_check_can_be_read_and_copied(
    qtbot: Any, window: Window, light: Theme, doctor: list[str], verdict: str, told: str
) -> None:
    sheet = DoctorSheet(light, window, doctor)
    sheet.open()
    qtbot.waitUntil(lambda: verdict in sheet.verdict, timeout=20_000)
    assert told in sheet.told
    sheet._copy.click()
    assert QGuiApplication.clipboard().text() == sheet.told
    sheet.close()


def test_closing_the_sheet_ends_the_check(qtbot: Any, window: Window, light: Theme) -> None:
    sheet = DoctorSheet(light, window, doctor_that("import time; time.sleep(60)"))
    sheet.open()
    process = sheet._run._process
    qtbot.waitUntil(lambda: process.processId() > 0, timeout=20_000)
    with qtbot.waitSignal(process.finished, timeout=20_000):
        sheet.close()


def test_help_fits_on_one_page(qtbot: Any, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(HelpSheet)
    assert sheet.isVisible()
    assert sheet.height() <= 700
