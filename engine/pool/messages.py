"""What parent and workers say to each other: typed, and decoded without running anything.

MessagePack by msgspec instead of pickle: what a worker sends was made from an untrusted document, and unpickling it
could run code in the parent. A message that does not fit its type is an error, not a surprise later on.
"""

from __future__ import annotations

import msgspec

from engine.pool.sandbox import Escape
from engine.records import (
    DocumentState,
    Opened,
    PagePicture,
    PageRead,
    Passage,
    ReadDone,
    ReadLimits,
    Reason,
)
from engine.trace import Timing


class Read(msgspec.Struct, frozen=True, tag=True):
    """Read a document; the open file follows on the same socket."""

    step: int
    name: str
    """A hint at the format, nothing more."""
    first_page: int
    limits: ReadLimits


class Embed(msgspec.Struct, frozen=True, tag=True):
    """Embed these texts."""

    step: int
    texts: tuple[str, ...]


class TryEscape(msgspec.Struct, frozen=True, tag=True):
    """Try to get out of the sandbox, and say what was denied."""

    step: int


class Stop(msgspec.Struct, frozen=True, tag=True):
    """Finish what was asked before this, then exit."""


class Abandon(msgspec.Struct, frozen=True, tag=True):
    """Nobody wants this step any more: leave off at the next page, and say so."""

    step: int


Order = Read | Embed | TryEscape | Abandon | Stop


class Started(msgspec.Struct, frozen=True, tag=True):
    """The worker is warm."""

    timings: tuple[Timing, ...] = ()


class Begun(msgspec.Struct, frozen=True, tag=True):
    """The worker took the step up; whatever happens to the worker from here on is this step's doing."""

    step: int


class DocumentOpened(msgspec.Struct, frozen=True, tag=True):
    """The kind of content is known."""

    step: int
    opened: Opened


class StillReading(msgspec.Struct, frozen=True, tag=True):
    """The read step gets on, without a page to show for it yet."""

    step: int


class PagesRead(msgspec.Struct, frozen=True, tag=True):
    """Pages with their chunks."""

    step: int
    pages: tuple[PageRead, ...]
    timings: tuple[Timing, ...] = ()
    """What the worker did since its last message that says so."""


class DocumentRead(msgspec.Struct, frozen=True, tag=True):
    """The read step is done."""

    step: int
    done: ReadDone
    timings: tuple[Timing, ...] = ()


class DocumentRefused(msgspec.Struct, frozen=True, tag=True):
    """The read step ended by the document's own fault."""

    step: int
    state: DocumentState
    reason: Reason
    timings: tuple[Timing, ...] = ()


class Embedding(msgspec.Struct, frozen=True, tag=True):
    """Some more texts of the embed step are through."""

    step: int


class Embedded(msgspec.Struct, frozen=True, tag=True):
    """The embed step is done: int8 vectors, row after row in the order of its texts."""

    step: int
    vectors: bytes
    timings: tuple[Timing, ...] = ()


class StepFailed(msgspec.Struct, frozen=True, tag=True):
    """The step met a mistake of ours; the worker goes on."""

    step: int
    reason: Reason
    traceback: str


class Abandoned(msgspec.Struct, frozen=True, tag=True):
    """The step was given up, as asked."""

    step: int


class EscapeTried(msgspec.Struct, frozen=True, tag=True):
    """What the worker could not do, and what it could."""

    step: int
    escapes: tuple[Escape, ...]


class WorkerBroken(msgspec.Struct, frozen=True, tag=True):
    """The worker cannot work at all, for example without a model; it exits after this."""

    reason: Reason


Report = (
    Started
    | Begun
    | DocumentOpened
    | StillReading
    | PagesRead
    | DocumentRead
    | DocumentRefused
    | Embedding
    | Embedded
    | StepFailed
    | Abandoned
    | EscapeTried
    | WorkerBroken
)


class Draw(msgspec.Struct, frozen=True, tag=True):
    """Draw a page of a PDF; the open file follows on the same socket."""

    file: tuple[int, ...]
    """The same for the same bytes: what the worker still has open of them will do."""
    page: int
    width: int
    passage: Passage | None


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """The page, for whoever looks at it."""

    picture: PagePicture


class DrawingRefused(msgspec.Struct, frozen=True, tag=True):
    """The page cannot be drawn."""

    reason: Reason


PreviewReport = Started | Drawn | DrawingRefused


encode = msgspec.msgpack.Encoder().encode
decode_order = msgspec.msgpack.Decoder(Order).decode
decode_report = msgspec.msgpack.Decoder(Report).decode
decode_drawing = msgspec.msgpack.Decoder(Draw).decode
decode_preview = msgspec.msgpack.Decoder(PreviewReport).decode
