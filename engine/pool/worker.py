"""The worker process: takes orders one after another, runs the steps, reports.

It never opens a path and knows no database.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

import models.embedder
import models.provisioning
import models.tokenizer
from engine.errors import DocumentError
from engine.pipeline import steps
from engine.pipeline.batches import in_batches
from engine.pool import preload as preload
from engine.pool import priority, process, sandbox
from engine.pool.messages import (
    Abandoned,
    Begun,
    DocumentOpened,
    DocumentRead,
    DocumentRefused,
    Embed,
    Embedded,
    Embedding,
    EscapeTried,
    PagesRead,
    Read,
    Report,
    Started,
    StepFailed,
    StillReading,
    WorkerBroken,
    encode,
)
from engine.pool.orders import Orders, Source, StepAbandonedError
from engine.pool.throttle import Throttle
from engine.records import DocumentState, Fault, Opened, ReadDone, Reason
from engine.trace import Stage, Stopwatch

SIGN_SECONDS = 0.2
"""So often, at most, a read step without pages to show gives a sign of life."""


def main(
    connection: Connection,
    model: models.provisioning.InstalledModel,
    memory_mb: int,
    trace: bool,
    share: int,
    background: bool,
) -> None:
    """Entry of the process; returns when told to stop or when the parent is gone."""
    stopwatch = Stopwatch(on=trace)
    process.settle_in()
    process.limit_memory(memory_mb)

    def report(message: Report) -> None:
        connection.send_bytes(encode(message))

    try:
        with stopwatch.lap(Stage.START):
            tokenizer = models.tokenizer.Tokenizer.load(model)
            embedder = models.embedder.Embedder.load(model)
    except (OSError, models.errors.ModelUnavailableError) as error:
        report(WorkerBroken(Reason(f"The embedding model cannot be loaded: {error}", "Run make setup.", Fault.MACHINE)))
        return
    orders = Orders(connection)
    # Not sooner: somebody who starts the program wants to see it work, and loading takes a tenth of a second.
    if background:
        priority.give_way()
    sandbox.confine()
    process.die_with_parent()
    report(Started(stopwatch.take()))
    throttle = Throttle(share)
    while True:
        try:
            asked = orders.next()
        except EOFError:
            return
        if asked is None:
            return
        order, source = asked
        report(Begun(order.step))
        stopwatch.take()  # what a step that failed has left belongs to no other
        try:
            if orders.is_abandoned():
                report(Abandoned(order.step))
            elif isinstance(order, Read):
                _read(order, source, tokenizer, orders, stopwatch, report, throttle)
            elif isinstance(order, Embed):
                _embed(order, embedder, stopwatch, report)
                throttle.rest()
            else:
                report(EscapeTried(order.step, sandbox.probe()))
        except Exception as error:  # noqa: BLE001 - the boundary: a mistake of ours must not cost the worker
            # Where, and of what kind; the words of an error may quote the document, and this goes into the log.
            kind = type(error).__name__
            reason = Reason(f"Meanwhile made a mistake here ({kind}).", "Please report it.", Fault.OURS)
            report(StepFailed(order.step, reason, f"{''.join(traceback.format_tb(error.__traceback__))}{kind}"))


def _read(
    order: Read,
    source: Source,
    tokenizer: models.tokenizer.Tokenizer,
    orders: Orders,
    stopwatch: Stopwatch,
    report: Callable[[Report], None],
    throttle: Throttle,
) -> None:
    due = 0.0

    def on_progress() -> None:
        nonlocal due
        orders.check_wanted()
        if time.monotonic() >= due:
            due = time.monotonic() + SIGN_SECONDS
            report(StillReading(order.step))

    events = steps.read(
        source,
        order.name,
        tokenizer,
        first_page=order.first_page,
        limits=order.limits,
        stopwatch=stopwatch,
        on_progress=on_progress,
    )
    try:
        for batch in in_batches(orders.while_wanted(events)):
            if isinstance(batch, Opened):
                report(DocumentOpened(order.step, batch))
            elif isinstance(batch, ReadDone):
                report(DocumentRead(order.step, batch, stopwatch.take()))
            else:
                report(PagesRead(order.step, batch, stopwatch.take()))
            throttle.rest()
    except StepAbandonedError:
        report(Abandoned(order.step))
    except MemoryError:
        reason = Reason(
            "It needs more memory than a worker may use.",
            "Split it, or raise the memory limit per worker in the settings, then try again.",
            Fault.FILE,
        )
        report(DocumentRefused(order.step, DocumentState.FAILED, reason, stopwatch.take()))
    except DocumentError as error:
        reason = error.reason
        report(DocumentRefused(order.step, error.state, reason, stopwatch.take()))


def _embed(
    order: Embed, embedder: models.embedder.Embedder, stopwatch: Stopwatch, report: Callable[[Report], None]
) -> None:
    with stopwatch.lap(Stage.EMBED):
        vectors = steps.embed(embedder, order.texts, on_batch=lambda _: report(Embedding(order.step)))
    report(Embedded(order.step, vectors.tobytes(), stopwatch.take()))
