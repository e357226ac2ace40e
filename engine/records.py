"""The small frozen records that travel between the parts of the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class DocumentState(StrEnum):
    """Where a document stands on its way; the value is what the database and ``--json`` say."""

    QUEUED = "queued"
    READING = "reading"
    EMBEDDING = "embedding"
    READY = "ready"
    FAILED = "failed"
    SET_ASIDE = "set_aside"
    CANCELLED = "cancelled"
    UNSUPPORTED = "unsupported"

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen to the document by itself."""
        return self not in (DocumentState.QUEUED, DocumentState.READING, DocumentState.EMBEDDING)


TROUBLED = (DocumentState.FAILED, DocumentState.SET_ASIDE)
"""What a person may have to do something about."""


class TaskState(StrEnum):
    """Where a task stands: what one ``add`` asked for."""

    LISTING = "listing"
    """Its paths are not all walked and hashed yet."""
    RUNNING = "running"
    """All its documents are known, not all are settled."""
    DONE = "done"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """The three ways to run the same steps."""

    BACKGROUND = "background"
    ASYNC = "async"
    BLOCKING = "blocking"


Only = Literal["words", "meaning"]
"""Search by one of the two rankings alone."""


class Fault(StrEnum):
    """Who can do something about an error."""

    FILE = "file"
    MACHINE = "machine"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document is not ready, in words for a person."""

    message: str
    hint: str = ""
    fault: Fault = Fault.FILE


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one page, at most the active model's token limit long.

    ``text == page_text[start:end]`` always holds (characters, not bytes).
    """

    page: int
    """1-based number of the page, slide or sheet; for formats without pages, of the part."""
    start: int
    end: int
    text: str
    tokens: int
    """Tokens under the active model, its special tokens included."""
    heading: str = ""
    """The nearest heading above the chunk on its page or, for PDFs, in the outline; may be empty."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One bookmark of a PDF."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document says about itself."""

    title: str = ""
    author: str = ""
    created: str = ""
    """ISO 8601, as far as the document tells; otherwise empty."""
    page_labels: tuple[str, ...] = ()
    """One label per page ("iv", "A-3"); empty when the labels are just 1, 2, 3 …"""
    outline: tuple[OutlineEntry, ...] = ()
    attachments: tuple[str, ...] = ()
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """First thing a read step says: what the content is, found from the bytes."""

    kind: str
    """Short name for people: "PDF", "Word", "Slides", "Sheet", "E-book", "Web page", "Mail", "Text" …"""
    mime: str
    paged: bool
    """Whether page numbers mean something to a reader (pages, slides, sheets)."""
    pages: int | None
    """How many pages or parts there will be; None when only the end tells."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page (or part) was read and chunked; pages come in order, without gaps."""

    number: int
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class ReadDone:
    """Last thing a read step says."""

    pages: int
    facts: DocumentFacts


ReadEvent = Opened | PageRead | ReadDone


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds for one read step; beyond them the document ends as too large."""

    max_file_bytes: int = 2 * 1024**3
    max_unpacked_bytes: int = 1024**3
    max_unpack_ratio: int = 200
    max_archive_parts: int = 100_000


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as the list and ``status --documents`` show it."""

    id: int
    path: str
    """Its first known location; undecodable bytes are surrogate-escaped."""
    locations: int
    sha256: str | None
    size: int
    kind: str
    title: str
    state: DocumentState
    attempts: int
    reason: Reason | None
    pages_read: int
    pages: int | None
    """None until known."""
    paged: bool
    chunks: int
    embedded: int
    """How many of the chunks have a vector under the active model."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole library at one moment, for the overall bar and ``status``."""

    by_state: dict[DocumentState, int]
    pages_read: int
    chunks: int
    embedded: int
    listing: bool
    """Whether folders are still being walked: the totals will grow."""
    running: bool
    progress: float
    """0.0 … 1.0 of the present work, by estimated cost."""
    pages_per_second: float | None
    tokens_per_second: float | None
    eta_seconds: float | None
    """None while there is nothing to tell it from."""
    paused: bool = False
    """Whether a person has paused the work."""

    @property
    def documents(self) -> int:
        """All documents, whatever their state."""
        return sum(self.by_state.values())

    @property
    def unsettled(self) -> int:
        """Documents on which there is work left."""
        return sum(count for state, count in self.by_state.items() if not state.settled)

    @property
    def troubled(self) -> int:
        """Documents that need a person's attention."""
        return sum(self.by_state.get(state, 0) for state in TROUBLED)


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """What became of one ``add`` so far."""

    id: int
    state: TaskState
    by_state: dict[DocumentState, int]
    progress: float
    """0.0 … 1.0, by estimated cost."""
    eta_seconds: float | None
    """None when nobody works on it, or while there is nothing to tell it from."""

    @property
    def documents(self) -> int:
        """All its documents, as far as they are listed."""
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the documents in one state."""

    state: DocumentState
    documents: int
    size: int
    """Bytes."""
    size_read: float
    """Bytes of the share that is read, by pages."""
    pages_read: int
    chunks: int
    embedded: int
    tokens: int
    """Of the chunks read so far."""
    tokens_embedded: float


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short passage of a hit; ``marks`` are (start, end) character ranges in ``text`` to emphasise."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One chunk that answers a query."""

    document_id: int
    path: str
    title: str
    kind: str
    page: int | None
    """1-based; None for formats without pages."""
    page_label: str
    """What is printed on the page ("iv"); the number as text when there is no label; "" without pages."""
    start: int
    end: int
    heading: str
    score: float
    """Fused score; comparable within one answer only."""
    words_rank: int | None
    """1-based rank by BM25; None when not found by its words."""
    meaning_rank: int | None
    """1-based rank by cosine; None when not among the nearest."""
    snippet: Snippet
    text: str
    chunk_id: int = 0
    """For "more like this"; holds until the document is read anew."""
    bm25: float | None = None
    """The score behind ``words_rank``: 0 and up, comparable within one answer only."""
    cosine: float | None = None
    """The score behind ``meaning_rank``: -1.0 … 1.0, of the query's vector and the chunk's."""
    date: str = ""
    """ISO 8601 day: what the document says of itself, otherwise when its file was last changed; "" when unknown."""
    exists: bool | None = None
    """Whether ``path`` is there now; None when the disk did not say so in time. With False, ``path`` is where it was
    last seen."""


@dataclass(frozen=True, slots=True)
class Like:
    """What is wanted is more like this document, or like this one chunk of it."""

    document_id: int
    chunk_id: int | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """All that a search is told."""

    query: str = ""
    """As typed, see :func:`engine.search.query.parse`; with ``like``, only its filters count."""
    k: int = 10
    only: Only | None = None
    within: tuple[int, ...] | None = None
    """Ids of the documents that may answer; None: all."""
    like: Like | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart."""

    text: str = ""
    """What is looked for, by words and by meaning, phrases included."""
    phrases: tuple[str, ...] = ()
    """Each must stand in every hit, word by word."""
    excluded: tuple[str, ...] = ()
    """Words and phrases that no hit may contain."""
    types: tuple[str, ...] = ()
    """Kinds ("pdf", "mail") or file name extensions, of which one must apply; lower case."""
    folders: tuple[str, ...] = ()
    """Names or paths of folders; the file must be in one of them, at whatever depth."""
    names: tuple[str, ...] = ()
    """Each must be part of the file's name."""
    without_types: tuple[str, ...] = ()
    """None of these may apply; as in ``types``."""
    without_folders: tuple[str, ...] = ()
    """The file must be in none of these; as in ``folders``."""
    without_names: tuple[str, ...] = ()
    """None may be part of the file's name."""
    after: str = ""
    """ISO 8601 day: the first that counts; "" for no bound."""
    before: str = ""
    """ISO 8601 day: the first that counts no more; "" for no bound."""

    @property
    def has_filters(self) -> bool:
        """Whether some documents may not answer."""
        only = (self.types, self.folders, self.names, self.after, self.before)
        return any(only) or any((self.without_types, self.without_folders, self.without_names))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How complete an answer can be: chunks in the library, and how many have a vector."""

    chunks: int
    embedded: int

    @property
    def share(self) -> float:
        """Embedded share, 0.0 … 1.0; 1.0 for an empty library."""
        return self.embedded / self.chunks if self.chunks else 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search returns, best hit first."""

    query: str
    seconds: float
    coverage: Coverage
    hits: tuple[Hit, ...] = field(default=())
    request: SearchRequest = field(default=SearchRequest())
    """What this answers; ``query`` is its query."""

    @property
    def is_only_near(self) -> bool:
        """Whether words were looked for, too, but hits are there because of what they mean, and no passage has any."""
        by_both = self.request.only is None and self.request.like is None
        near = all(hit.words_rank is None and hit.meaning_rank is not None for hit in self.hits)
        return bool(self.hits) and by_both and near


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page's text, ``page_text[start:end] == text``, to be found again where the page is shown."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page or part of a document, to be looked at."""

    document_id: int
    page: int | None
    """1-based number of the page, slide or sheet; for formats without pages, of the part. None: where the chunk is."""
    width: int
    """Pixels across, if it is drawn."""
    passage: Passage | None = None
    """What to mark."""
    chunk_id: int | None = None
    """The chunk that it is."""


Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in shares of a page's width and height, 0.0 … 1.0."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it looks."""

    page: int
    pages: int
    label: str
    """What is printed on it ("iv"), as far as the document tells; otherwise the number as text."""
    width: int
    height: int
    stride: int
    """Bytes from one row to the next."""
    pixels: bytes
    """Rows from top to bottom, four bytes per pixel: blue, green, red, unused."""
    boxes: tuple[Box, ...] = ()
    """Where the passage stands, a box per line; empty when it was not found."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page or part as the library holds it."""

    page: int
    pages: int
    text: str
    mark: tuple[int, int] | None = None
    """Start and end of the passage in the text."""
    trouble: Reason | None = None
    """Why the text stands here, and not the page as it looks."""
    missing: bool = False
    """Whether the trouble is that the file is not where it was."""
