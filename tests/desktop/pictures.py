"""Draws the pictures of the window that the README shows: ``make pictures``.

The real program indexes the sample documents in a home folder that exists only meanwhile; nothing is retouched.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desktop.moving_picture import film_the_lesson

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.app import Application
    from desktop.theme import ColourScheme

ROOT = Path(__file__).resolve().parents[2]
SIZE = (1200, 680)
QUESTION = "why does a window freeze"
DEADLINE = 120.0
"""Seconds; the strip remembers the last minute."""


def main() -> int:
    """Draw them all into ``resources/pictures``."""
    with tempfile.TemporaryDirectory() as home:
        # Before anything of ours is imported: what lies below the home folder is shown with a tilde.
        os.environ["HOME"] = home
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        documents = Path(home, "Documents")
        shutil.copytree(ROOT / "resources" / "samples", documents)
        _draw(Path(home, "library"), documents, ROOT / "resources" / "pictures")
    return 0


def _draw(library: Path, documents: Path, pictures: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.languages import install
    from desktop.theme import ColourScheme
    from engine.paths import resources
    from engine.records import DocumentState

    pictures.mkdir(exist_ok=True)
    qt = QApplication(["meanwhile"])
    install(qt, resources(), "en")

    def calm(application: Application) -> None:
        strip = application.lab.bar.strip
        _wait(qt, lambda: strip.words.text().startswith("Free"), "the strip has forgotten how the window was loaded")

    def picture(application: Application, name: str) -> None:
        strip = application.lab.bar.strip
        if not strip.words.text().startswith("Free"):
            raise RuntimeError(f"{name} would say “{strip.words.text()}”: draw again when the machine has less to do")
        # 0 asks for the smallest file, not for less quality: PNG loses nothing.
        application.window.grab().save(str(pictures / name), "PNG", 0)

    def draw(application: Application, scheme: ColourScheme) -> None:
        window = application.window

        def in_the_middle() -> bool:
            rows = window.documents.known(window.documents.ids_between(0, 99))
            states = [row.state for row in rows]
            ready, in_work = states.count(DocumentState.READY), states.count(DocumentState.EMBEDDING)
            if ready < 2 or in_work < 2:
                return False
            # The figures come twice a second, the rows more often: ask for figures that go with these rows.
            application.dispatcher._post(
                lambda library: application.dispatcher.overview_changed.emit(library.overview())
            )
            return window.footer.words.startswith(f"{ready} of {len(rows)}")

        # The panes come with the first document, and how long that takes is told for a minute.
        window.take([str(min(documents.iterdir()))])
        _wait(qt, lambda: "ready" in window.footer.words, "the first document is ready")
        calm(application)
        window.take([str(documents)])
        _wait(qt, in_the_middle, "some documents are ready and some in work")
        picture(application, f"documents-{scheme}.png")
        _wait(qt, lambda: "ready" in window.footer.words, "all documents are ready")
        # As a person types: the first letters wake the query process up.
        for query in (QUESTION[:3], QUESTION):
            window.query.setText(query)
            _wait(qt, lambda: window.search.answered_query == query, "there are hits")  # noqa: B023
        window.query.setFocus()
        _wait(qt, lambda: window.search.preview.shown is not None, "the page of the first hit is shown")
        calm(application)
        picture(application, f"search-{scheme}.png")
        window.query.clear()

    with _opened(qt, library / "dark", ColourScheme.DARK) as application:
        draw(application, ColourScheme.DARK)
    with _opened(qt, library / "light", ColourScheme.LIGHT) as application:
        draw(application, ColourScheme.LIGHT)
        calm(application)
        film_the_lesson(qt, application, _wait, pictures / "three-modes.png")


@contextmanager
def _opened(qt: QApplication, library: Path, scheme: ColourScheme) -> Iterator[Application]:
    from desktop.app import Application
    from engine.settings import Settings

    # Slowly, so that the picture of work in progress can be taken on a quick machine, too.
    application = Application(qt, library, Settings(workers=1, give_way=False, processor_share=20), scheme)
    application.window.resize(*SIZE)
    opened: list[object] = []
    application.dispatcher.opened.connect(opened.append)
    application.start([])
    _wait(qt, lambda: bool(opened), "the library is open")
    yield application
    application.window.hide()
    application.dispatcher.stop()
    application.dispatcher.wait()


def _wait(qt: QApplication, condition: Callable[[], bool], what: str) -> None:
    """Let the program's own event loop run, as it does for a person: what is turned by hand misses beats."""
    from PySide6.QtCore import QEventLoop, QTimer

    until = time.monotonic() + DEADLINE
    loop = QEventLoop(qt)
    looks = QTimer(loop)
    looks.timeout.connect(lambda: loop.quit() if condition() or time.monotonic() > until else None)
    looks.start(20)
    loop.exec()
    looks.stop()
    if not condition():
        raise TimeoutError(f"waited in vain until {what}")


if __name__ == "__main__":
    sys.exit(main())
