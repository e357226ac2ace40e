"""A screenless Qt, and records made up for the views."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

from desktop.app import Application
from desktop.dispatcher import Dispatcher
from desktop.languages import install
from desktop.opening import Opener
from desktop.theme import ColourScheme, Theme
from desktop.window import Window
from engine.paths import resources
from engine.records import DocumentRow, DocumentState, Hit, Overview, Snippet
from engine.settings import Settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(params=[ColourScheme.LIGHT, ColourScheme.DARK])
def theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    """Each of the two palettes, applied."""
    dressed = Theme(qapp, resources(), request.param)
    dressed.apply()
    return dressed


@pytest.fixture(autouse=True)
def _taken_away(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001 - it has to outlive this
    """What a test has let go of is gone with it, before the next one.

    Left to the next event loop, windows pile up meanwhile, and the looks of every one are worked out at each change.
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def patient_quit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past its deadline a quit leaves without a word, which would end the tests of a machine that is just busy."""
    for module in ("desktop.app", "desktop.program"):
        monkeypatch.setattr(f"{module}.QUIT_SECONDS", 60.0)


@pytest.fixture
def light(qapp: QApplication) -> Theme:
    return Theme(qapp, resources(), ColourScheme.LIGHT)


@pytest.fixture
def window(qtbot: Any, light: Theme, tmp_path: Path) -> Window:
    """A window without an engine."""
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Window(Opener(), light, light.app_icon(), tmp_path / "samples", memory)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def row() -> Callable[..., DocumentRow]:
    """Make a row; only what matters to the test is named."""
    plain = DocumentRow(
        id=1,
        path="/home/someone/Documents/report.pdf",
        locations=1,
        sha256=None,
        size=1000,
        kind="PDF",
        title="",
        state=DocumentState.QUEUED,
        attempts=0,
        reason=None,
        pages_read=0,
        pages=None,
        paged=True,
        chunks=0,
        embedded=0,
    )
    return lambda **facts: replace(plain, **facts)


@pytest.fixture
def hit() -> Callable[..., Hit]:
    """Make a hit; only what matters to the test is named."""
    text = "The window stays free while the work goes on elsewhere."
    plain = Hit(
        document_id=1,
        path="/home/someone/Documents/report.pdf",
        title="",
        kind="PDF",
        page=12,
        page_label="xii",
        start=0,
        end=len(text),
        heading="Why windows freeze",
        score=1.0,
        words_rank=1,
        meaning_rank=3,
        snippet=Snippet(text, ((4, 10),)),
        text=text,
    )
    return lambda **facts: replace(plain, **facts)


@pytest.fixture
def overview() -> Callable[..., Overview]:
    """Make totals; only what matters to the test is named."""
    plain = Overview(
        by_state={},
        pages_read=0,
        chunks=0,
        embedded=0,
        listing=False,
        running=True,
        progress=0.0,
        pages_per_second=None,
        tokens_per_second=None,
        eta_seconds=None,
    )
    return lambda **facts: replace(plain, **facts)


@pytest.fixture
def dispatch() -> Iterator[Callable[[Path], Dispatcher]]:
    """Make dispatchers of real libraries, yet to be started; they end with the test.

    Left to the garbage collector, one would be destroyed in whichever thread that runs in, and its timer, which is the
    window's, would crash all tests.
    """
    made: list[Dispatcher] = []

    def one(folder: Path) -> Dispatcher:
        made.append(Dispatcher(folder, Settings(workers=1, give_way=False)))
        return made[-1]

    yield one
    for dispatcher in made:
        dispatcher.stop()
        assert dispatcher.wait(60_000)
        dispatcher.deleteLater()
        QCoreApplication.sendPostedEvents(dispatcher, QEvent.Type.DeferredDelete)


@pytest.fixture
def make_application(qapp: QApplication) -> Iterator[Callable[[Path], Application]]:
    """Make whole windows of libraries, yet to be started; each ends with the test, its engine first.

    Not left to ``qtbot``, which takes windows away before the fixtures end: what an engine that is still at work told
    would find none.
    """
    made: list[Application] = []

    def one(folder: Path) -> Application:
        made.append(Application(qapp, folder, Settings(workers=1, give_way=False), ColourScheme.LIGHT))
        return made[-1]

    yield one
    for application in made:
        application.lab.end(5.0)
        application.dispatcher.stop()
        assert application.dispatcher.wait(20_000)
        application.window.close()
        for gone in (application.window, application):
            gone.deleteLater()
            QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)


@pytest.fixture
def start(
    make_application: Callable[[Path], Application], qtbot: Any, library_folder: Path
) -> Callable[[], Application]:
    """Start the whole window with a real library, always the same one."""

    def one() -> Application:
        made = make_application(library_folder)
        with qtbot.waitSignal(made.dispatcher.opened, timeout=20_000):
            made.start([])
        return made

    return one


@pytest.fixture
def application(start: Callable[[], Application]) -> Application:
    """The whole window with a real library, open."""
    return start()


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: QApplication) -> QApplication:
    """Every Qt object needs one, and it speaks English."""
    install(qapp, resources(), "en")
    return qapp
