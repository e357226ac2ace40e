"""The lesson: a simulated remote service that is slow and needs no processor, so that waiting is all there is to do.

Per file it extracts for 10 s, chunks for 1 s and embeds for 5 s, played faster than told. One after another, three
files take 48 s; all at once, 16 s; and only in the background has the person nothing to wait for.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from engine.compare.killed import OVER_BEFORE, Middle, killed_in_the_middle
from engine.compare.results import Restart, WorkloadKind
from engine.compare.workload import Outcome, Stopped
from engine.errors import UsageError
from engine.phrases import counted, phrase
from engine.records import Mode
from engine.trace import DISPATCHER, WINDOW, Recorder, Stage, clock, worker_track

_SLICE_SECONDS = 0.05
"""So often is looked whether the run is to end."""
_JOURNAL = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """What the service is like; seconds are told, and played ``speed`` times faster.

    Raises:
        UsageError: a figure makes no sense.
    """

    files: int = 3
    extract_seconds: float = 10.0
    chunk_seconds: float = 1.0
    embed_seconds: float = 5.0
    speed: float = 20.0
    in_flight: int = 0
    """Files that async I/O has under way at most; 0 means all."""
    workers: int = 0
    """Files that the background has under way at most; 0 means all."""

    def __post_init__(self) -> None:
        if not 1 <= self.files <= 1000:
            raise UsageError(f"The lesson cannot have {self.files} files.", "Take 1 to 1000.")
        if not 0 < self.speed <= 1000:
            raise UsageError(f"The lesson cannot be played {self.speed:g} times faster.", "Take up to 1000.")
        if min(self.extract_seconds, self.chunk_seconds, self.embed_seconds, self.in_flight, self.workers) < 0:
            raise UsageError("A duration or a limit of the lesson is below zero.")

    @property
    def stages(self) -> tuple[tuple[Stage, float], ...]:
        """The stages of one file with the seconds that each is played for, in order."""
        return (
            (Stage.EXTRACT, self.extract_seconds / self.speed),
            (Stage.CHUNK, self.chunk_seconds / self.speed),
            (Stage.EMBED, self.embed_seconds / self.speed),
        )

    @property
    def seconds_per_file(self) -> float:
        """As told."""
        return self.extract_seconds + self.chunk_seconds + self.embed_seconds


class LessonRun:
    """The lesson in one mode; see :class:`engine.compare.workload.Run`."""

    def __init__(self, plan: LessonPlan, folder: Path, stopped: Stopped, *, background: bool) -> None:
        self._plan = plan
        self._stopped = stopped
        self._trace = Recorder()
        self._done: list[tuple[int, float]] = []
        self._journal = Journal(folder / _JOURNAL)
        self._inbox: SimpleQueue[int | None] = SimpleQueue()
        self._background = background
        self._workers: list[threading.Thread] = []

    def prepare(self) -> None:
        """Start the workers, if this is the background."""
        count = min(self._plan.workers or self._plan.files, self._plan.files) if self._background else 0
        for number in range(count):
            worker = threading.Thread(target=self._work, args=(number,), name=f"lesson-{number}", daemon=True)
            worker.start()
            self._workers.append(worker)

    def run_blocking(self) -> None:
        """One file after another, one stage after another."""
        for file in range(self._plan.files):
            self._process(file, WINDOW)

    async def run_async(self) -> None:
        """All files at once, as far as the limit goes."""
        slots = list(range(min(self._plan.in_flight or self._plan.files, self._plan.files)))
        free = asyncio.Semaphore(len(slots))

        async def process(file: int) -> None:
            async with free:
                slot = slots.pop(0)
                for stage, seconds in self._plan.stages:
                    with self._trace.span(f"remote {slot + 1}", stage, _name(file), file + 1):
                        until = clock() + seconds
                        while (left := until - clock()) > 0 and not self._stopped():
                            await asyncio.sleep(min(left, _SLICE_SECONDS))
                slots.append(slot)
            self._finished(file)

        await asyncio.gather(*(process(file) for file in range(self._plan.files)))

    def hand_over(self) -> None:
        """Put the request down on disk and leave it to the workers."""
        with self._trace.span(DISPATCHER, Stage.STORE, "the request"):
            self._journal.accept(self._plan.files)
        self.go_on(range(self._plan.files))

    def go_on(self, files: range | list[int]) -> None:
        """Leave these files to the workers."""
        for file in files:
            self._inbox.put(file)

    def is_done(self) -> bool:
        """Whether every file is through."""
        return len(self._done) == self._plan.files or self._stopped()

    def finish(self, began: float) -> Outcome:
        """End the workers."""
        for _ in self._workers:
            self._inbox.put(None)
        for worker in self._workers:
            worker.join()
        spans = tuple(sorted((one for one in self._trace.take() if one.end >= began), key=lambda one: one.start))
        ended = max((at for _, at in self._done), default=None)
        return Outcome(len(self._done), len(self._done), ended, 1, spans, self._trace.dropped, ())

    @property
    def finished(self) -> int:
        """Files that are through."""
        return len(self._done)

    def _work(self, number: int) -> None:
        while (file := self._inbox.get()) is not None:
            self._process(file, worker_track(number))

    def _process(self, file: int, track: str) -> None:
        for stage, seconds in self._plan.stages:
            if self._stopped():
                return
            with self._trace.span(track, stage, _name(file), file + 1):
                until = clock() + seconds
                while (left := until - clock()) > 0 and not self._stopped():
                    time.sleep(min(left, _SLICE_SECONDS) if self._background else left)
        if self._background:
            with self._trace.span(track, Stage.STORE, _name(file), file + 1):
                self._journal.note(file)
        self._finished(file)

    def _finished(self, file: int) -> None:
        if not self._stopped():
            self._done.append((file, clock()))


class Journal:
    """What the background was asked for and what is done of it: a line each, on disk before anybody is told."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def accept(self, files: int) -> None:
        """So many files are wanted."""
        self._append({"files": files})

    def note(self, file: int) -> None:
        """A file is done."""
        self._append({"done": file})

    def unfinished(self) -> list[int]:
        """Files that are wanted and not done, ascending; empty when nothing was ever put down."""
        wanted: set[int] = set()
        done: set[int] = set()
        if self._path.exists():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                if "files" in entry:
                    wanted.update(range(entry["files"]))
                else:
                    done.add(entry["done"])
        return sorted(wanted - done)

    def _append(self, entry: dict[str, int]) -> None:
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Lesson:
    """The lesson as a workload; see :class:`engine.compare.workload.Workload`."""

    plan: LessonPlan

    @property
    def kind(self) -> WorkloadKind:
        """The lesson."""
        return WorkloadKind.LESSON

    @property
    def speed(self) -> float:
        """As the plan says."""
        return self.plan.speed

    def prepare(self, stopped: Stopped) -> None:
        """Nothing is to be known before."""

    def title(self, documents: int) -> str:
        """In words."""
        return counted(
            "%Ln file(s) at a simulated remote service, {} s each, played {} times faster",
            documents,
            f"{self.plan.seconds_per_file:g}",
            f"{self.plan.speed:g}",
        )

    def start(self, mode: Mode, folder: Path, stopped: Stopped) -> LessonRun:
        """A run of its own."""
        return LessonRun(self.plan, folder, stopped, background=mode is Mode.BACKGROUND)

    def try_restart(self, mode: Mode, folder: Path, stopped: Stopped) -> Restart:
        """Kill it while the first call is under way, then look for something that could go on."""
        if not killed_in_the_middle(_until_killed, (self.plan, folder, mode), stopped):
            return Restart(None, OVER_BEFORE)
        left = Journal(folder / _JOURNAL).unfinished()
        if not left:
            return Restart(
                False,
                phrase("Killed during its first call. Nothing was left to go on with: the call alone held the work."),
            )
        again = LessonRun(self.plan, folder, stopped, background=True)
        again.prepare()
        again.go_on(left)
        while again.finished < len(left) and not stopped():
            time.sleep(_SLICE_SECONDS)
        again.finish(0.0)
        still = Journal(folder / _JOURNAL).unfinished()
        return Restart(
            not still,
            phrase(
                "Killed with {} of {} files to do. Started again, it found them in its journal and finished {} of "
                "them.",
                f"{len(left):,}",
                f"{self.plan.files:,}",
                f"{len(left) - len(still):,}",
            ),
        )


def _until_killed(middle: Middle, plan: LessonPlan, folder: Path, mode: Mode) -> None:
    """Begin the lesson in a process that is going to be killed; see :func:`killed_in_the_middle`."""
    run = LessonRun(plan, folder, lambda: False, background=mode is Mode.BACKGROUND)
    run.prepare()
    if mode is Mode.BACKGROUND:
        run.hand_over()
        middle.tell()
        while not run.is_done():
            time.sleep(_SLICE_SECONDS)
        return
    middle.tell()
    if mode is Mode.BLOCKING:
        run.run_blocking()
    else:
        asyncio.run(run.run_async())


def _name(file: int) -> str:
    return phrase("file {}", f"{file + 1}")
