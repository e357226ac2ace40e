"""The listing process: all that is found comes back, it ends with its walk, and its loss is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest

from engine.errors import LibraryError, MeanwhileError
from engine.modes.session import Session
from engine.paths import text_of
from engine.pool import entries, process
from engine.pool.listing_process import Files, Walk, WalkEnded
from engine.records import Mode
from engine.settings import Settings
from engine.store import queue
from engine.store.database import Database
from engine.store.queue import ListedFile, Listing
from engine.trace import LISTING, Stage
from models.provisioning import InstalledModel

Said = SimpleQueue[Files | WalkEnded | None]
ENDLESS = 2**40
PATIENCE = 60


class Walker:
    """Begins walks for a library, and hears what they say."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.said: Said = SimpleQueue()

    def begin(self, *paths: Path) -> Walk:
        listing = Listing(1, tuple(map(text_of, paths)))
        return Walk(self.library, listing, Settings(give_way=False), lambda _, said: self.said.put(said))

    def rest(self) -> tuple[list[Files], WalkEnded | None]:
        """All that comes until the end."""
        found: list[Files] = []
        while isinstance(said := self.said.get(timeout=PATIENCE), Files):
            found.append(said)
        return found, said

    def files(self, *paths: Path) -> list[ListedFile]:
        """All files of a walk that ends well."""
        self.begin(*paths)
        found, end = self.rest()
        assert end == WalkEnded()
        return [file for one in found for file in one.files]


@pytest.fixture
def walker(library_folder: Path) -> Walker:
    Database(library_folder).close()
    return Walker(library_folder)


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file that is hashed for hours."""
    path = tmp_path / "endless.bin"
    with path.open("wb") as file:
        file.truncate(ENDLESS)
    return path


def is_hashed(path: Path) -> psutil.Process | None:
    """The process that has the file open."""
    for one in psutil.Process().children(recursive=True):
        if one.name() == "meanwhile-listing"[: process.SHOWN_LETTERS]:
            return one if str(path) in (file.path for file in one.open_files()) else None
    return None


def wait_for(look: Callable[[], psutil.Process | None]) -> psutil.Process:
    while (found := look()) is None:
        pass
    return found


def test_all_files_come_back_with_the_time_it_took(walker: Walker, tmp_path: Path) -> None:
    odd = os.fsdecode(b"no text \xff.txt")
    (tmp_path / odd).write_text("The lighthouse.")
    (tmp_path / "plain.txt").write_text("The lamp.")
    walker.begin(tmp_path / odd, tmp_path / "plain.txt", tmp_path / "gone.txt")
    found, end = walker.rest()
    assert end == WalkEnded()
    files = [file for one in found for file in one.files]
    assert [(Path(file.path).name, file.reason is None) for file in files] == [
        (odd, True),
        ("plain.txt", True),
        ("gone.txt", False),
    ]
    spans = [span for one in found for span in one.spans]
    assert {(span.track, span.stage) for span in spans} == {(LISTING, Stage.LIST)}
    assert sum(span.count for span in spans) == len(files)


def test_what_the_library_knows_is_not_hashed_again(walker: Walker, endless: Path) -> None:
    status = endless.stat()
    with closing(Database(walker.library)) as database:
        task = queue.add_task(database, [str(endless)])
        queue.record_listed(database, task, [ListedFile(str(endless), status.st_size, status.st_mtime_ns, "as before")])
    (file,) = walker.files(endless)
    assert file.sha256 == "as before"


def test_left_off_it_ends_and_says_no_more(walker: Walker, endless: Path, tmp_path: Path) -> None:
    walk = walker.begin(endless)
    at_work = wait_for(lambda: is_hashed(endless))
    walk.leave_off()
    psutil.wait_procs([at_work], timeout=PATIENCE)
    assert not at_work.is_running()
    (tmp_path / "next.txt").write_text("The next one.")
    assert [Path(file.path).name for file in walker.files(tmp_path / "next.txt")] == ["next.txt"]
    assert walker.said.empty()


def test_its_loss_is_told(walker: Walker, endless: Path, tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("The first one.")
    walker.begin(tmp_path / "first.txt", endless)
    wait_for(lambda: is_hashed(endless)).kill()
    assert walker.rest()[1] is None


def test_what_is_in_the_way_is_told_in_its_own_words(tmp_path: Path) -> None:
    nowhere = Walker(tmp_path / "no library")
    nowhere.begin(tmp_path)
    found, end = nowhere.rest()
    assert not found
    assert end is not None
    assert isinstance(end.error, LibraryError)
    assert "no library" in end.error.message


def test_processes_that_never_get_anywhere_end_the_run(
    monkeypatch: pytest.MonkeyPatch,
    walker: Walker,
    tmp_path: Path,
    model: InstalledModel,
    log_warnings: list[object],
) -> None:
    monkeypatch.setattr(entries, "walk", os.abort)  # takes no arguments: it ends with a traceback
    with closing(Database(walker.library)) as database:
        queue.add_task(database, [str(tmp_path)])
        session = Session(walker.library, Settings(workers=1, give_way=False), database, lambda _: None)
        with pytest.raises(MeanwhileError, match="list files"):
            session.run(Mode.BACKGROUND, model, until_empty=True, wait_for_lock=False)
        assert queue.is_listing(database)
    assert len(log_warnings) == 3
