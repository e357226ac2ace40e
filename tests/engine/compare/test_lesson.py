"""The lesson: what overlaps and what does not, told by order and counts."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest

from engine.compare.comparison import Comparison, Step
from engine.compare.heart import AsyncioHeart
from engine.compare.lesson import Journal, Lesson, LessonPlan, LessonRun
from engine.compare.results import ComparisonResult, ModeResult, WorkloadKind
from engine.errors import UsageError
from engine.records import Mode
from engine.trace import Span, Stage

FAST = LessonPlan(speed=400)


def run(plan: LessonPlan = FAST, **options: object) -> ComparisonResult:
    return asyncio.run(Comparison(Lesson(plan), restarts=False, **options).run(AsyncioHeart()))  # type: ignore[arg-type]


def most_at_once(spans: tuple[Span, ...]) -> int:
    events = sorted([(span.start, 1) for span in spans] + [(span.end, -1) for span in spans])
    most = now = 0
    for _, change in events:
        now += change
        most = max(most, now)
    return most


@pytest.fixture(scope="module")
def compared() -> dict[Mode, ModeResult]:
    result = run()
    assert result.kind is WorkloadKind.LESSON
    assert result.conclusion
    return {one.mode: one for one in result.results}


@pytest.mark.parametrize("mode", Mode)
def test_every_file_goes_through_every_stage_once_in_order(mode: Mode, compared: dict[Mode, ModeResult]) -> None:
    for file in ("file 1", "file 2", "file 3"):
        stages = [span.stage for span in compared[mode].spans if span.name == file and span.stage is not Stage.STORE]
        assert stages == [Stage.EXTRACT, Stage.CHUNK, Stage.EMBED]
    assert compared[mode].documents == 3


def test_blocking_does_one_thing_after_another_and_async_and_background_all_at_once(
    compared: dict[Mode, ModeResult],
) -> None:
    assert most_at_once(compared[Mode.BLOCKING].spans) == 1
    assert most_at_once(compared[Mode.ASYNC].spans) == 3
    assert {span.track for span in compared[Mode.BLOCKING].spans} == {"window"}
    assert {span.track for span in compared[Mode.ASYNC].spans} == {"remote 1", "remote 2", "remote 3"}


def test_in_told_seconds_blocking_takes_the_sum_and_the_others_the_longest(compared: dict[Mode, ModeResult]) -> None:
    plan = FAST
    assert compared[Mode.BLOCKING].seconds >= plan.files * plan.seconds_per_file == 48
    for mode in (Mode.ASYNC, Mode.BACKGROUND):
        assert plan.seconds_per_file == 16 <= compared[mode].seconds < compared[Mode.BLOCKING].seconds


def test_only_in_the_background_can_the_person_act_before_all_is_done(compared: dict[Mode, ModeResult]) -> None:
    for mode in (Mode.BLOCKING, Mode.ASYNC):
        assert compared[mode].returned >= compared[mode].ended
    background = compared[Mode.BACKGROUND]
    assert background.returned < min(span.end for span in background.spans if span.stage is Stage.EXTRACT)


def test_blocking_holds_the_loop_up_for_all_of_it(compared: dict[Mode, ModeResult]) -> None:
    blocking = compared[Mode.BLOCKING]
    assert blocking.missed_beats == blocking.rhythm.due
    assert blocking.cause.startswith("The window was blocked for ")
    assert "the longest step was extract file" in blocking.cause


def test_a_limit_of_calls_under_way_is_kept() -> None:
    result = run(LessonPlan(files=5, speed=800, in_flight=2, workers=1))
    overlapped, background = result.of(Mode.ASYNC), result.of(Mode.BACKGROUND)
    assert overlapped is not None
    assert background is not None
    assert most_at_once(overlapped.spans) == 2
    assert most_at_once(background.spans) == 1
    assert overlapped.documents == background.documents == 5


def test_spans_of_one_track_never_overlap(compared: dict[Mode, ModeResult]) -> None:
    for result in compared.values():
        for track in result.tracks:
            spans = [span for span in result.spans if span.track == track]
            assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


def test_killed_only_the_background_finds_its_work_again(tmp_path: Path) -> None:
    lesson = Lesson(LessonPlan(files=2, speed=80))
    found = {}
    for mode in Mode:
        folder = tmp_path / mode
        folder.mkdir()
        found[mode] = lesson.try_restart(mode, folder, lambda: False).survived
    assert found == {Mode.BLOCKING: False, Mode.ASYNC: False, Mode.BACKGROUND: True}


def test_a_journal_knows_what_is_left(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    assert journal.unfinished() == []
    journal.accept(3)
    journal.note(1)
    assert Journal(tmp_path / "journal.jsonl").unfinished() == [0, 2]


def test_cancelled_it_ends_with_what_there_is() -> None:
    def cancel_in_async(step: Step) -> None:
        if step.mode is Mode.ASYNC:
            comparison.cancel()

    comparison = Comparison(Lesson(LessonPlan(speed=400)), listener=cancel_in_async)
    result = asyncio.run(comparison.run(AsyncioHeart()))
    assert result.cancelled
    assert result.conclusion == ""
    assert [one.mode for one in result.results] == [Mode.BLOCKING, Mode.ASYNC]
    assert [one.cancelled for one in result.results] == [False, True]
    assert result.results[1].documents == 0


@pytest.mark.parametrize("mode", [Mode.ASYNC, Mode.BACKGROUND])
def test_cancelled_in_the_middle_of_a_call_it_waits_for_none(mode: Mode, tmp_path: Path) -> None:
    """An hour per stage: without cancelling, the test would not end."""
    stopped: list[bool] = []
    run = LessonRun(LessonPlan(speed=1, extract_seconds=3600), tmp_path, lambda: bool(stopped), background=True)
    run.prepare()
    if mode is Mode.BACKGROUND:
        run.hand_over()
        stopped.append(True)
    else:

        async def cancelled() -> None:
            task = asyncio.ensure_future(run.run_async())
            await asyncio.sleep(0)
            stopped.append(True)
            await task

        asyncio.run(cancelled())
    assert run.finish(0.0).documents == 0


@pytest.mark.parametrize("figures", [{"files": 0}, {"speed": 0.0}, {"embed_seconds": -1.0}, {"workers": -1}])
def test_a_plan_that_makes_no_sense_is_refused(figures: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        LessonPlan(**figures)  # type: ignore[arg-type]
