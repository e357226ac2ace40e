"""Runs one workload in all three modes, one after the other, and measures what each costs the person who waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engine.compare.conclusion import conclude
from engine.compare.heart import Heart
from engine.compare.results import ComparisonResult, ModeResult, Restart
from engine.compare.workload import Run, Workload
from engine.phrases import phrase
from engine.records import Mode
from engine.store.throwaway import ThrowawayFolder
from engine.trace import clock

MODES = (Mode.BLOCKING, Mode.ASYNC, Mode.BACKGROUND)
NOT_TRIED = Restart(None, phrase("It was not tried."))
_BREATH_SECONDS = 0.1
_LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Step:
    """What a comparison is doing now."""

    mode: Mode | None
    """None before the first."""
    words: str
    share: float
    """0.0 … 1.0 of the whole comparison, by steps: it says nothing about time."""


class Comparison:
    """One workload in all modes.

    Args:
        workload: what to run, see :class:`engine.compare.documents.Documents` and
            :class:`engine.compare.lesson.Lesson`.
        restarts: also kill each mode in the middle, in a process of its own, and see what becomes of the work.
        listener: is told each step, in the thread of the loop.
    """

    def __init__(
        self, workload: Workload, *, restarts: bool = True, listener: Callable[[Step], None] = lambda _: None
    ) -> None:
        self._workload = workload
        self._restarts = restarts
        self._listener = listener
        self._cancelled = False

    def cancel(self) -> None:
        """Make what runs return soon, with what there is. Any thread may call it; while blocking runs, only others."""
        self._cancelled = True

    async def run(self, heart: Heart, modes: Sequence[Mode] = MODES) -> ComparisonResult:
        """All modes on the running loop, whose beats ``heart`` counts; then the restarts.

        Raises:
            MeanwhileError: a mode could not be run, for example without a model.
        """
        try:
            return await self._run(heart, modes)
        except BaseException:
            # Whoever interrupts this waits for its threads: they must not go on to their end.
            self._cancelled = True
            raise

    async def _run(self, heart: Heart, modes: Sequence[Mode]) -> ComparisonResult:
        results: list[ModeResult] = []
        steps = len(modes) * (2 if self._restarts else 1)
        self._listener(Step(None, phrase("Getting ready"), 0.0))
        await self._in_thread(lambda: self._workload.prepare(self._is_cancelled))
        for mode in modes:
            if not self._cancelled:
                self._listener(Step(mode, phrase("Running {}", _IN_WORDS[mode]), len(results) / steps))
                # Whoever listens may want to show it, for which blocking leaves no time.
                await asyncio.sleep(_BREATH_SECONDS)
                results.append(await self.run_mode(mode, heart))
        for number, result in enumerate(results):
            if self._restarts and not self._cancelled:
                words = phrase("Killing {} in the middle", _IN_WORDS[result.mode])
                self._listener(Step(result.mode, words, (len(modes) + number) / steps))
                restart = await self.try_restart(result.mode)
                # What was broken off says nothing about the mode.
                results[number] = result if self._cancelled else replace(result, restart=restart)
        complete = not self._cancelled and set(modes) == set(MODES)
        return ComparisonResult(
            kind=self._workload.kind,
            title=self._workload.title(max((one.documents for one in results), default=0)),
            results=tuple(results),
            conclusion=conclude(self._workload.kind, results) if complete else "",
            cancelled=self._cancelled,
        )

    async def run_mode(self, mode: Mode, heart: Heart) -> ModeResult:
        """One mode on the running loop: BLOCKING holds it from the request to the end.

        Getting warm beforehand and tidying up afterwards happen in another thread, and are not measured.
        """
        loop = asyncio.get_running_loop()
        folder = ThrowawayFolder()
        run: Run | None = None
        try:
            prepared = loop.run_in_executor(None, self._prepared, mode, folder.path)
            try:
                run = await asyncio.shield(prepared)
            except asyncio.CancelledError:
                self._cancelled = True
                run = await prepared
                raise
            heart.start()
            began = clock()
            try:
                if mode is Mode.BLOCKING:
                    run.run_blocking()
                elif mode is Mode.ASYNC:
                    await run.run_async()
                else:
                    run.hand_over()
                returned = clock()
                while mode is Mode.BACKGROUND and not run.is_done() and not self._cancelled:
                    await asyncio.sleep(_LOOK_SECONDS)
            finally:
                rhythm = heart.stop()
            finishing, run = run, None
            outcome = await loop.run_in_executor(None, finishing.finish, began)
        finally:
            if run is not None:
                run.finish(0.0)
            await loop.run_in_executor(None, folder.remove)
        return ModeResult(
            mode=mode,
            speed=self._workload.speed,
            began=began,
            ended=max(began, outcome.ended or began),
            returned=returned,
            rhythm=rhythm,
            documents=outcome.documents,
            pages=outcome.pages,
            processes=outcome.processes,
            spans=outcome.spans,
            spans_dropped=outcome.spans_dropped,
            samples=outcome.samples,
            restart=NOT_TRIED,
            cancelled=self._cancelled,
        )

    async def _in_thread(self, call: Callable[[], None]) -> None:
        """Interrupted meanwhile, it ends before anything is tidied up."""
        running = asyncio.get_running_loop().run_in_executor(None, call)
        try:
            await asyncio.shield(running)
        except asyncio.CancelledError:
            self._cancelled = True
            await running
            raise

    async def try_restart(self, mode: Mode) -> Restart:
        """Start the workload in a process of its own, kill that in the middle, and see what becomes of the work."""
        return await asyncio.get_running_loop().run_in_executor(None, self._tried, mode)

    def _prepared(self, mode: Mode, folder: Path) -> Run:
        run = self._workload.start(mode, folder, self._is_cancelled)
        try:
            run.prepare()
        except BaseException:
            run.finish(0.0)
            raise
        return run

    def _tried(self, mode: Mode) -> Restart:
        with ThrowawayFolder() as folder:
            return self._workload.try_restart(mode, folder, self._is_cancelled)

    def _is_cancelled(self) -> bool:
        return self._cancelled


_IN_WORDS = {
    Mode.BLOCKING: phrase("blocking"),
    Mode.ASYNC: phrase("async I/O"),
    Mode.BACKGROUND: phrase("background"),
}
