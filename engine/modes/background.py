"""Background: worker processes do the work; the calling thread only hands out steps and puts results down."""

from __future__ import annotations

import itertools
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np

from engine.errors import MeanwhileError
from engine.events import Listener
from engine.modes.bookkeeper import Bookkeeper, OpenDocument, passages
from engine.modes.power import PowerWatch
from engine.modes.worker_tracks import WorkerTracks
from engine.paths import printable
from engine.pipeline.batches import Batch
from engine.pool.listing_process import Files, Said, TaskWalked, Walk
from engine.pool.messages import (
    DocumentOpened,
    DocumentRead,
    DocumentRefused,
    Embed,
    Embedded,
    PagesRead,
    Read,
    Report,
    Started,
    StepFailed,
)
from engine.pool.policies import MAX_FAILED_STARTS, MAX_TEXT_LOSSES
from engine.pool.supervisor import FromWorker, Gone, Loss, Supervisor
from engine.records import DocumentState
from engine.settings import Settings
from engine.store import queue
from engine.store.vectors import MissingText
from engine.trace import Span, Stage, clock
from models.provisioning import InstalledModel

_log = logging.getLogger(__name__)

WINDOW_TEXTS = 256
"""So many texts are sorted by length together: the steps cut from them need no padding."""
STEP_TOKENS = 2_048
"""About a quarter of a second of work: a read that comes in between waits no longer."""
STEP_BYTES = 48 * 1024
SMALL_FILE_BYTES = 256 * 1024
"""Files up to this size may wait in line at a worker; larger ones are given to an idle one only."""
WAIT_SECONDS = 0.1
TIDY_SECONDS = 0.1
"""So long, in a row, is cleaned up when there is nothing else to do."""


class _FromListing:
    """What a listing process said; None when it was lost."""

    def __init__(self, walk: Walk, said: Said | None) -> None:
        self.walk = walk
        self.said = said


Call = Callable[[], None]
Item = FromWorker | Gone | _FromListing | Call
Inbox = SimpleQueue[Item]


class Background:
    """Runs the queue with a pool of workers.

    Args:
        steps: numbers for its steps; whoever runs the queue again and again gives each turn the same, so that no two
            steps of one timeline are taken for one.

    Raises:
        LibraryError: from :meth:`run`, when the library cannot be written any more.
        ModelError: from :meth:`run`, when workers cannot be made to work.
    """

    def __init__(
        self,
        bookkeeper: Bookkeeper,
        folder: Path,
        settings: Settings,
        model: InstalledModel,
        inbox: Inbox,
        listener: Listener = lambda _: None,
        steps: Iterator[int] | None = None,
    ) -> None:
        self._bookkeeper = bookkeeper
        self._folder = folder
        self._settings = settings
        self._dimensions = model.spec.dimensions
        self._inbox = inbox
        self._trace = bookkeeper.trace
        self._tracks = WorkerTracks(self._trace)
        self._pool = Supervisor(settings, model, inbox.put)
        self._power = PowerWatch(settings.pause_on_battery, listener)
        self._numbers = itertools.count(1) if steps is None else steps
        self._reads: dict[int, OpenDocument] = {}
        self._embeds: dict[int, list[MissingText]] = {}
        self._window: deque[list[MissingText]] = deque()
        self._text_losses: Counter[int] = Counter()
        self._walk: Walk | None = None
        self._to_walk: set[int] = set()
        """Tasks that the walk has not come to the end of."""
        self._walked_files = 0
        """Of the task that is walked."""
        self._most_walked = 0
        """As many of it as any process got to: whoever begins anew passes over these."""
        self._lost_walks = 0
        self._nothing_to_read = False
        self._nothing_to_embed = False
        self._no_suspects = False
        self._rewound = False
        self._at_rest = False
        self._garbage = True
        self._orders_seen = False
        self._paused = False
        self._alone = False

    def run(self, stopped: Callable[[], bool], *, until_empty: bool) -> None:
        """Work until nothing is left (``until_empty``), or ``stopped`` says so."""
        self._pool.start()
        try:
            while not stopped():
                if self._bookkeeper.others_added():
                    self.wake()
                self._drop_unwanted()
                if not self._paused and not self._power.waits():
                    self._list_next()
                    self._feed()
                was_at_rest = self._at_rest
                empty = self._is_empty()
                # The last totals are told at once: nobody shall read "82 %" of what is done.
                self._bookkeeper.tell(running=True, now=empty and not was_at_rest)
                if empty and until_empty:
                    return
                self._pool.end_silent()
                self._take_waiting()
        finally:
            self._leave_off_listing()
            self._power.end()
            self._pool.stop()
            self._forget_pool()
            self._bookkeeper.give_all_back([document.lease.document_id for document in self._reads.values()])

    def _forget_pool(self) -> None:
        """Leave nothing of this pool in the inbox: the next one counts its workers from the first again."""
        for _ in range(self._inbox.qsize()):
            item = self._inbox.get()
            if not isinstance(item, FromWorker | Gone | _FromListing):
                self._inbox.put(item)

    def wake(self) -> None:
        """Something was added: look at the whole queue again."""
        self._nothing_to_read = False
        self._nothing_to_embed = False
        self._no_suspects = False
        self._at_rest = False
        self._garbage = True
        self._orders_seen = False

    def processes(self) -> list[int]:
        """Process ids of the workers."""
        return self._pool.processes()

    @property
    def warm(self) -> bool:
        """Whether every worker can begin at once; any thread may ask."""
        return self._pool.warm

    @property
    def at_rest(self) -> bool:
        """Whether there was nothing left to do at the last look."""
        return self._at_rest

    def _is_empty(self) -> bool:
        """Whether all is done; on the way there, look once more at what may have been passed by, then tidy up."""
        if self._at_rest:
            return True
        if self._reads or self._embeds or self._walk or not self._is_exhausted():
            return False
        if self._bookkeeper.unsettled():
            if self._rewound:
                self._bookkeeper.recount()
            self._bookkeeper.rewind()
            self._rewound = True
            self.wake()
            return False
        self._rewound = False
        self._at_rest = not self._tidy()
        return self._at_rest

    def _tidy(self) -> bool:
        """Clean up for a moment; returns whether there is more to."""
        until = time.monotonic() + TIDY_SECONDS
        while time.monotonic() < until:
            self._garbage = self._garbage and self._bookkeeper.tidy()
            if not self._garbage and not self._bookkeeper.put_in_order():
                return False
        return True

    def _is_exhausted(self) -> bool:
        return self._nothing_to_read and self._nothing_to_embed and self._no_suspects

    def _take_waiting(self) -> None:
        """Wait for something to happen, then deal with all that has happened."""
        try:
            item = self._inbox.get(timeout=WAIT_SECONDS)
        except Empty:
            return
        # Not with what comes meanwhile: a walk may bring more as fast as it is put down.
        for _ in range(self._inbox.qsize()):
            self._deal_with(item)
            item = self._inbox.get_nowait()
        self._deal_with(item)

    def _deal_with(self, item: Item) -> None:
        if isinstance(item, _FromListing):
            self._walked(item.walk, item.said)
        elif isinstance(item, FromWorker | Gone):
            loss = self._pool.take(item)
            if loss is not None:
                self._lost(loss)
            elif isinstance(item, FromWorker):
                self._reported(item.worker, item.report)
        else:
            item()

    # What a person ordered

    def _drop_unwanted(self) -> None:
        """Leave off what was paused, cancelled or removed, here or by another process."""
        if self._orders_seen:
            return
        self._orders_seen = True
        self._paused = self._bookkeeper.is_paused()
        by_document = {document.lease.document_id: step for step, document in self._reads.items()}
        unwanted = self._bookkeeper.no_longer_wanted(by_document)
        if self._paused:
            # Pages that are put down stand; a long document would go on for minutes.
            for one in by_document.keys() - unwanted:
                self._bookkeeper.give_back(one)
            unwanted = set(by_document)
        for one in unwanted:
            del self._reads[by_document[one]]
        self._pool.abandon(by_document[one] for one in unwanted)
        if self._walk is not None and (self._paused or not all(map(self._bookkeeper.is_wanted, self._to_walk))):
            self._leave_off_listing()
        still_missing = (self._bookkeeper.still_missing(texts) for texts in self._window)
        self._window = deque(texts for texts in still_missing if texts)

    # Listing

    def _list_next(self) -> None:
        if self._walk is not None:
            return
        listings = self._bookkeeper.open_listings()
        if listings:
            self._to_walk = {listing.task_id for listing in listings}
            self._walked_files = 0
            self._walk = Walk(self._folder, listings, self._settings, self._hear_listing)

    def _hear_listing(self, walk: Walk, said: Said | None) -> None:
        self._inbox.put(_FromListing(walk, said))

    def _leave_off_listing(self) -> None:
        """Walked again, it passes quickly over the files that are listed already."""
        if self._walk is not None:
            self._walk.leave_off()
            self._walk = None

    def _walked(self, walk: Walk, said: Said | None) -> None:
        if isinstance(said, Files):
            self._trace.extend(said.spans)
            self._bookkeeper.listed(said.task_id, said.files)
            walk.take_more()
        if walk is not self._walk:
            return
        if isinstance(said, Files):
            self._walked_files += len(said.files)
            if self._walked_files > self._most_walked:
                self._most_walked, self._lost_walks = self._walked_files, 0
        elif isinstance(said, TaskWalked):
            self._to_walk.discard(said.task_id)
            self._walked_files = self._most_walked = self._lost_walks = 0
            self._bookkeeper.listing_done(said.task_id)
        else:
            self._walk = None
            if said is None:
                self._walk_lost()
            elif said.error is not None:
                raise said.error
        self.wake()

    def _walk_lost(self) -> None:
        """It is walked once more, unless that got no further than before."""
        self._lost_walks += 1
        _log.warning("the process that lists files was lost")
        if self._lost_walks >= MAX_FAILED_STARTS:
            raise MeanwhileError(
                "Processes that list files end before they get anywhere.", "Run meanwhile doctor to see what is wrong."
            )

    # Handing out

    def _feed(self) -> None:
        """Give steps to workers that have room: reads first, then texts."""
        self._alone = self._alone and bool(self._reads)
        while not self._alone and (worker := self._pool.free()) is not None:
            if not (self._feed_read(worker) or self._feed_texts(worker) or self._feed_suspect(worker)):
                return

    def _feed_read(self, worker: int) -> bool:
        if self._nothing_to_read:
            return False
        step = next(self._numbers)
        document = self._bookkeeper.lease(most_deaths=queue.SUSPECT_DEATHS - 1, step=step)
        if document is None:
            self._nothing_to_read = True
            return False
        self._hand_out(worker, step, document)
        return True

    def _feed_suspect(self, worker: int) -> bool:
        """When nothing else is left and nothing is at work: a document with which the program died repeatedly."""
        if self._no_suspects or self._reads or self._embeds or self._walk:
            return False
        step = next(self._numbers)
        document = self._bookkeeper.lease(step=step)
        if document is None:
            self._no_suspects = True
            return False
        self._alone = document.lease.alone
        self._hand_out(worker, step, document)
        return True

    def _hand_out(self, worker: int, step: int, document: OpenDocument) -> None:
        self._reads[step] = document
        order = Read(step, printable(document.name), document.lease.first_page, self._settings.read_limits)
        self._pool.submit(worker, order, document.descriptor, heavy=document.size > SMALL_FILE_BYTES)

    def _feed_texts(self, worker: int) -> bool:
        began = clock()
        if not self._window:
            if self._nothing_to_embed:
                return False
            texts = self._bookkeeper.missing_texts(WINDOW_TEXTS)
            self._nothing_to_embed = len(texts) < WINDOW_TEXTS
            self._window.extend(cut_steps(texts))
            if not self._window:
                return False
        step = next(self._numbers)
        self._embeds[step] = self._window.popleft()
        self._pool.submit(worker, Embed(step, tuple(text.text for text in self._embeds[step])))
        count = len(self._embeds[step])
        span = Span(self._bookkeeper.track, Stage.LEASE, passages(count), began, clock(), step=step, count=count)
        self._trace.record(span)
        return True

    # Results

    def _reported(self, worker: int, report: Report) -> None:
        if isinstance(report, DocumentOpened | PagesRead | DocumentRead):
            if report.step not in self._reads:
                return  # nobody wants it any more
            document = self._reads[report.step]
            document_id = document.lease.document_id
            if not isinstance(report, DocumentOpened):
                self._tracks.add(worker, report.timings, document.name, [document_id], report.step)
            self._bookkeeper.read(document_id, _batch_of(report), step=report.step)
            self._nothing_to_embed = False
            if isinstance(report, DocumentRead):
                del self._reads[report.step]
        elif isinstance(report, DocumentRefused):
            if report.step in self._reads:
                document = self._reads.pop(report.step)
                document_id = document.lease.document_id
                self._tracks.add(worker, report.timings, document.name, [document_id], report.step)
                self._bookkeeper.refused(document_id, report.state, report.reason)
        elif isinstance(report, Embedded):
            texts = self._embeds.pop(report.step)
            matrix = np.frombuffer(report.vectors, np.int8).reshape(len(texts), self._dimensions)
            documents = self._bookkeeper.embedded(texts, matrix, step=report.step)
            count = len(texts)
            self._tracks.add(worker, report.timings, passages(count), documents, report.step, count=count)
        elif isinstance(report, Started):
            self._tracks.add(worker, report.timings, "embedding model")
        elif isinstance(report, StepFailed):
            self._failed(report)

    def _failed(self, report: StepFailed) -> None:
        """A mistake of ours: it costs the document, or ends the run if no document is to blame."""
        _log.error("%s\n%s", report.reason.message, report.traceback)
        if report.step in self._reads:
            document_id = self._reads.pop(report.step).lease.document_id
            self._bookkeeper.refused(document_id, DocumentState.FAILED, report.reason)
        elif report.step in self._embeds:
            raise MeanwhileError(report.reason.message, report.reason.hint)

    def _lost(self, loss: Loss) -> None:
        for step in loss.innocent:
            if step in self._reads:
                self._bookkeeper.give_back(self._reads.pop(step).lease.document_id)
            elif step in self._embeds:
                self._window.appendleft(self._embeds.pop(step))
        if loss.culprit in self._reads:
            self._bookkeeper.lost(self._reads.pop(loss.culprit).lease.document_id, loss.how)
        elif loss.culprit in self._embeds:
            self._texts_lost(self._embeds.pop(loss.culprit), loss.how)
        self.wake()

    def _texts_lost(self, texts: list[MissingText], how: str) -> None:
        """Try each text again alone, so that the one at fault shows itself."""
        for text in texts:
            self._text_losses[text.id] += 1
            if len(texts) == 1 and self._text_losses[text.id] >= MAX_TEXT_LOSSES:
                self._bookkeeper.text_lost(text, how)
            else:
                self._window.append([text])


def cut_steps(texts: list[MissingText]) -> list[list[MissingText]]:
    """Cut texts into embed steps of similar length, within the bounds of tokens and bytes."""
    steps: list[list[MissingText]] = []
    tokens = size = 0
    for text in sorted(texts, key=lambda text: text.tokens, reverse=True):
        length = len(text.text.encode())
        if not steps or tokens + text.tokens > STEP_TOKENS or size + length > STEP_BYTES:
            steps.append([])
            tokens = size = 0
        steps[-1].append(text)
        tokens += text.tokens
        size += length
    return steps


def _batch_of(report: DocumentOpened | PagesRead | DocumentRead) -> Batch:
    if isinstance(report, DocumentOpened):
        return report.opened
    return report.pages if isinstance(report, PagesRead) else report.done
