"""Documents in all three modes: the same work, measured on one clock, and really killed."""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from engine.compare.comparison import Comparison, Step
from engine.compare.documents import Documents
from engine.compare.heart import AsyncioHeart
from engine.compare.lesson import Lesson, LessonPlan
from engine.compare.results import ComparisonResult, ModeResult, Restart
from engine.compare.workload import Stopped
from engine.export.report import comparison_page
from engine.records import Mode
from engine.settings import Settings
from engine.store import documents
from engine.store.database import Database
from engine.trace import Stage, clock
from models.provisioning import InstalledModel

FIXTURES = Path(__file__).parents[2] / "fixtures" / "documents"
CHOSEN = ("handbook.pdf", "handbook.md", "stores.csv", "truncated.pdf")


class Compared:
    """One comparison for all these tests, and when it was begun and over."""

    def __init__(self, model: InstalledModel, temporary: Path) -> None:
        self.temporary = temporary
        paths = tuple(str(FIXTURES / name) for name in CHOSEN)
        self.began = clock()
        self.result = asyncio.run(
            Comparison(Documents(paths, Settings(workers=2, give_way=False), model)).run(AsyncioHeart())
        )
        self.ended = clock()

    def of(self, mode: Mode) -> ModeResult:
        found = self.result.of(mode)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def compared(model: InstalledModel, tmp_path_factory: pytest.TempPathFactory) -> Compared:
    temporary = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(temporary))
        return Compared(model, temporary)


@pytest.fixture(params=list(Mode))
def measured(request: pytest.FixtureRequest, compared: Compared) -> ModeResult:
    return compared.of(request.param)


def test_each_mode_does_the_same_work(compared: Compared) -> None:
    assert {(one.documents, one.pages > 3) for one in compared.result.results} == {(3, True)}
    assert len({one.pages for one in compared.result.results}) == 1
    assert compared.result.conclusion


def test_spans_of_one_track_never_overlap_and_lie_within_the_run(measured: ModeResult, compared: Compared) -> None:
    """Also those of the workers: all processes measure on one clock."""
    assert compared.began <= measured.began <= measured.ended <= compared.ended
    for track in measured.tracks:
        spans = [span for span in measured.spans if span.track == track]
        assert all(span.start <= span.end for span in spans)
        assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(measured.began <= span.start and span.end <= compared.ended for span in measured.spans)


def test_every_stage_of_a_document_is_seen(measured: ModeResult) -> None:
    stages = {span.stage for span in measured.spans}
    assert {Stage.LIST, Stage.LEASE, Stage.EXTRACT, Stage.CHUNK, Stage.EMBED, Stage.STORE} <= stages
    pages = sum(span.pages for span in measured.spans if span.stage is Stage.STORE)
    assert pages == measured.pages
    names = {span.name for span in measured.spans if span.stage is Stage.EXTRACT}
    assert names == set(CHOSEN)


def test_who_did_it(compared: Compared) -> None:
    def tracks(mode: Mode, stage: Stage) -> set[str]:
        return {span.track.partition(" ")[0] for span in compared.of(mode).spans if span.stage is stage}

    for mode in (Mode.BLOCKING, Mode.ASYNC):
        assert tracks(mode, Stage.EMBED) == tracks(mode, Stage.STORE) == {"window"}
    assert tracks(Mode.ASYNC, Stage.READ) == {"reader"}
    assert tracks(Mode.BACKGROUND, Stage.EXTRACT) == tracks(Mode.BACKGROUND, Stage.EMBED) == {"worker"}
    assert tracks(Mode.BACKGROUND, Stage.STORE) == {"dispatcher"}
    assert tracks(Mode.BACKGROUND, Stage.LIST) == {"listing"}


def test_only_in_the_background_can_the_person_act_before_all_is_done(measured: ModeResult) -> None:
    assert (measured.returned < measured.ended) is (measured.mode is Mode.BACKGROUND)
    assert measured.processes == (3 if measured.mode is Mode.BACKGROUND else 1)
    assert measured.rhythm.loop == "asyncio"


def test_blocking_holds_the_loop_up_from_the_request_to_the_end(compared: Compared) -> None:
    blocking = compared.of(Mode.BLOCKING)
    assert blocking.missed_beats == blocking.rhythm.due
    assert "The window was blocked for" in blocking.cause


def test_in_the_background_the_leases_worker_spans_and_stores_of_a_step_belong_together(compared: Compared) -> None:
    background = compared.of(Mode.BACKGROUND)
    steps = {span.step for span in background.spans if span.stage is Stage.LEASE}
    for stage in (Stage.EXTRACT, Stage.EMBED):
        assert {span.step for span in background.spans if span.stage is stage} <= steps
    by_step = {span.step for span in background.spans if span.stage is Stage.STORE and span.step is not None}
    assert by_step <= steps


def test_killed_in_the_middle_the_library_finishes_the_work(measured: ModeResult) -> None:
    assert measured.restart.survived is True
    assert "3 of 3 documents are finished" in measured.restart.words


def test_the_throw_away_libraries_are_thrown_away(compared: Compared) -> None:
    assert list(compared.temporary.glob("meanwhile-*")) == []


@pytest.mark.parametrize("mode", [Mode.ASYNC, Mode.BACKGROUND])
def test_interrupted_in_the_middle_nothing_is_left_behind(
    mode: Mode, model: InstalledModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Ctrl-C does: the coroutine is cancelled from outside. Warnings of tasks left alone would fail the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def interrupted() -> None:
        class Interrupting(AsyncioHeart):
            def start(self) -> None:
                super().start()
                asyncio.get_running_loop().call_later(0.01, task.cancel)

        paths = tuple(str(FIXTURES / name) for name in CHOSEN)
        comparison = Comparison(Documents(paths, Settings(workers=1, give_way=False), model))
        task = asyncio.ensure_future(comparison.run_mode(mode, Interrupting()))
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(interrupted())
    assert list(tmp_path.glob("meanwhile-*")) == []


def test_opened_again_it_can_be_stopped_in_the_middle(model: InstalledModel, tmp_path: Path) -> None:
    for number in range(3):
        words = (f"Heron {number} {line} stood on ledge {line * 7} while ferry {line} left." for line in range(400))
        (tmp_path / f"{number}.txt").write_text("\n".join(words))
    library = tmp_path / "throwaway"
    library.mkdir()

    def opened_again() -> bool:
        owner = library / "library" / "queue.owner.json"
        with suppress(OSError):
            return f'"process": {os.getpid()}}}' in owner.read_text()
        return False

    paths = tuple(str(path) for path in tmp_path.glob("*.txt"))
    Documents(paths, Settings(workers=1, give_way=False), model).try_restart(Mode.BACKGROUND, library, opened_again)
    with closing(Database(library / "library")) as database:
        assert any(not one.state.settled for one in documents.totals(database))


def test_interrupted_while_it_is_killed_in_the_middle_nothing_more_is_tried() -> None:
    """As Ctrl-C does, which then waits for all threads."""
    told: list[bool] = []

    class Interrupted(Lesson):
        def try_restart(self, mode: Mode, folder: Path, stopped: Stopped) -> Restart:
            loop.call_soon_threadsafe(task.cancel)
            give_up = clock() + 20
            while not stopped() and clock() < give_up:
                time.sleep(0.001)
            told.append(stopped())
            return super().try_restart(mode, folder, stopped)

    async def interrupted() -> None:
        nonlocal loop, task
        loop = asyncio.get_running_loop()
        comparison = Comparison(Interrupted(LessonPlan(files=1, speed=1000)))
        task = asyncio.ensure_future(comparison.run(AsyncioHeart(), [Mode.BACKGROUND]))
        with pytest.raises(asyncio.CancelledError):
            await task

    loop: asyncio.AbstractEventLoop
    task: asyncio.Task[ComparisonResult]
    asyncio.run(interrupted())
    assert told == [True]


def test_nothing_to_do_is_no_error(model: InstalledModel, tmp_path: Path) -> None:
    workload = Documents((str(tmp_path),), Settings(workers=1, give_way=False), model)
    result = asyncio.run(Comparison(workload).run(AsyncioHeart()))
    assert [one.documents for one in result.results] == [0, 0, 0]
    assert [one.restart.survived for one in result.results] == [None, None, None]
    assert "0 documents" in comparison_page(result)


def test_what_takes_its_reader_along_is_left_out_and_named(model: InstalledModel, tmp_path: Path) -> None:
    poison = bytearray((FIXTURES / "stores.xls").read_bytes())
    poison[3712] = 0xFF  # the native reader ends its whole process (SIGABRT)
    (tmp_path / "poison.xls").write_bytes(poison)
    (tmp_path / "note.txt").write_text("The lamp is lit, and nobody has to wait for anything.")
    workload = Documents((str(tmp_path),), Settings(workers=1, give_way=False), model, known_to_kill=("/home/old.doc",))
    result = asyncio.run(Comparison(workload).run(AsyncioHeart(), modes=[Mode.BLOCKING]))
    assert [one.documents for one in result.results] == [1]
    title = "1 document. Left out, because no process survives reading this: old.doc, poison.xls"
    assert result.title == title


def test_cancelled_it_ends_soon(model: InstalledModel) -> None:
    def cancel_in_the_background(step: Step) -> None:
        if step.mode is Mode.BACKGROUND:
            comparison.cancel()

    paths = (str(FIXTURES / "handbook.pdf"),)
    workload = Documents(paths, Settings(workers=1, give_way=False), model)
    comparison = Comparison(workload, listener=cancel_in_the_background)
    result = asyncio.run(comparison.run(AsyncioHeart(), modes=[Mode.BACKGROUND]))
    assert result.cancelled
    assert [one.documents for one in result.results] == [0]
