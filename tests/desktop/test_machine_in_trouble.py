"""The machine is in trouble while the window is open: it says so in plain words, and work goes on by itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.app import Application
from tests.end_to_end.conftest import Maker

if TYPE_CHECKING:
    from tests.conftest import SmallDisk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="makes trouble the way Linux lets it be made")
PAGES = 200


@pytest.fixture
def library_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """On the small disk, where a test has one."""
    folder = request.getfixturevalue("small_disk").folder if "small_disk" in request.fixturenames else tmp_path
    return Path(folder) / "library"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    maker = Maker(tmp_path / "documents")
    maker.pdf("book.pdf", pages=PAGES)
    return maker.folder


def is_told(qtbot: Any, application: Application, words: str) -> None:
    """A notice says it, which cannot be closed while it holds; one that passes may stand in front of it at first."""
    notices = application.window.notices

    def holds() -> bool:
        notices.dismiss()
        return notices.isVisible() and notices.text.startswith("Work is paused.") and words in notices.text

    qtbot.waitUntil(holds, timeout=60_000)


def all_is_well(qtbot: Any, application: Application) -> None:
    qtbot.waitUntil(lambda: application.window.footer.words == f"1 document ready · {PAGES} pages", timeout=90_000)
    application.window.notices.dismiss()
    assert not application.window.notices.isVisible()


def test_what_is_dropped_on_a_full_disk_is_worked_off_when_there_is_room(
    qtbot: Any, start: Callable[[], Application], small_disk: SmallDisk, documents: Path
) -> None:
    application = start()
    small_disk.fill(leave=0)
    application.window.take([str(documents)])
    is_told(qtbot, application, "is full. Free some space; nothing is lost.")
    small_disk.free()
    all_is_well(qtbot, application)


def test_a_library_that_is_elsewhere_for_a_while(
    qtbot: Any, start: Callable[[], Application], library_folder: Path, documents: Path, tmp_path: Path
) -> None:
    application = start()
    application.window.take([str(documents)])
    qtbot.waitUntil(lambda: application.window.documents.rowCount() == 1, timeout=20_000)
    library_folder.rename(tmp_path / "elsewhere")
    is_told(qtbot, application, "was moved, replaced or removed while in use. Put it back")
    (tmp_path / "elsewhere").rename(library_folder)
    all_is_well(qtbot, application)
