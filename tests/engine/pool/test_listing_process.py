"""The listing process: all that is found comes back, it ends with its walk, and its loss is told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import psutil
import pytest

from engine.errors import LibraryError, MeanwhileError
from engine.modes.session import Session
from engine.paths import text_of
from engine.pool import entries, process
from engine.pool.listing import MAX_FILES
from engine.pool.listing_process import Files, Said, TaskWalked, Walk, WalkEnded
from engine.records import Mode
from engine.settings import Settings
from engine.store import queue
from engine.store.database import Database
from engine.store.queue import ListedFile, Listing
from engine.trace import LISTING, Stage
from models.provisioning import InstalledModel

ENDLESS = 2**40
PATIENCE = 60


class Walker:
    """Begins walks for a library, and hears what they say."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.said: SimpleQueue[Said | None] = SimpleQueue()

    def begin(self, *paths: Path) -> Walk:
        return self.begin_tasks(paths)

    def begin_tasks(self, *tasks: Sequence[Path]) -> Walk:
        listings = [Listing(number, tuple(map(text_of, paths))) for number, paths in enumerate(tasks, 1)]
        return Walk(self.library, listings, Settings(give_way=False), lambda _, said: self.said.put(said))

    def rest(self, walk: Walk) -> tuple[list[Files], list[int], WalkEnded | None]:
        """All that comes until the end: files, and the tasks that were walked."""
        found: list[Files] = []
        walked: list[int] = []
        while isinstance(said := self.said.get(timeout=PATIENCE), Files | TaskWalked):
            if isinstance(said, TaskWalked):
                walked.append(said.task_id)
            else:
                found.append(said)
                walk.take_more()
        return found, walked, said

    def files(self, *paths: Path) -> list[ListedFile]:
        """All files of a walk that ends well."""
        found, walked, end = self.rest(self.begin(*paths))
        assert (walked, end) == ([1], WalkEnded())
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
        with suppress(psutil.NoSuchProcess):
            if one.name() == process.LISTING_NAME[: process.SHOWN_LETTERS]:
                return one if str(path) in (file.path for file in one.open_files()) else None
    return None


def wait_for(look: Callable[[], psutil.Process | None]) -> psutil.Process:
    until = time.monotonic() + PATIENCE
    while (found := look()) is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    return found


def test_all_files_come_back_with_the_time_it_took(walker: Walker, tmp_path: Path) -> None:
    odd = os.fsdecode(b"no text \xff.txt")
    (tmp_path / odd).write_text("The lighthouse.")
    (tmp_path / "plain.txt").write_text("The lamp.")
    found, _, end = walker.rest(walker.begin(tmp_path / odd, tmp_path / "plain.txt", tmp_path / "gone.txt"))
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
    walk = walker.begin(tmp_path / "first.txt", endless)
    wait_for(lambda: is_hashed(endless)).kill()
    found, walked, end = walker.rest(walk)
    # What was found before a file that takes so long has not waited for it.
    assert [Path(file.path).name for one in found for file in one.files] == ["first.txt"]
    assert (walked, end) == ([], None)


def test_one_process_walks_what_several_tasks_name_and_says_when_each_is_done(walker: Walker, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(name)
    found, walked, end = walker.rest(walker.begin_tasks([tmp_path / "one.txt"], [], [tmp_path / "two.txt"]))
    named = {one.task_id: [Path(file.path).name for file in one.files] for one in found}
    assert named == {1: ["one.txt"], 2: [], 3: ["two.txt"]}
    assert (walked, end) == ([1, 2, 3], WalkEnded())


def test_it_waits_while_too_much_of_it_is_to_be_put_down(walker: Walker, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(MAX_FILES * 7)]
    for path in paths:
        path.touch()
    walk = walker.begin(*paths)
    seen = [walker.said.get(timeout=PATIENCE) for _ in range(4)]
    with pytest.raises(Empty):
        walker.said.get(timeout=0.5)
    for _ in seen:
        walk.take_more()
    found, walked, end = walker.rest(walk)
    assert sum(len(one.files) for one in [*seen, *found] if isinstance(one, Files)) == len(paths)
    assert (walked, end) == ([1], WalkEnded())


def test_what_is_in_the_way_is_told_in_its_own_words(tmp_path: Path) -> None:
    nowhere = Walker(tmp_path / "no library")
    found, _, end = nowhere.rest(nowhere.begin(tmp_path))
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
