"""What the command line prints: facts and answers to stdout, bars and notices to stderr."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from engine.events import AllRead, Event, Notice, OverviewChanged
from engine.paths import printable
from engine.phrases import counted
from engine.records import Answer, DocumentRow, DocumentState, Hit, Overview, TaskStatus

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Watcher:
    """Listens to the engine: draws the bars and notes when all words could be found."""

    def __init__(self) -> None:
        self.all_read_at: float | None = None
        self._bars: Progress | None = None

    def __call__(self, event: Event) -> None:
        """Hear one event of the engine."""
        if isinstance(event, AllRead):
            self.all_read_at = time.monotonic()
        elif isinstance(event, Notice):
            Console(stderr=True).print(f"{event.reason.message} {event.reason.hint}")
        elif isinstance(event, OverviewChanged) and self._bars is not None:
            self._draw(self._bars, event.overview)

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Show progress bars on stderr while the context lasts."""
        with Progress(
            TextColumn("{task.description:<9}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[words]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        ) as bars:
            self._reading = bars.add_task("Reading", total=None, words="")
            self._embedding = bars.add_task("Embedding", total=None, words="")
            self._bars = bars
            try:
                yield
            finally:
                self._bars = None

    def _draw(self, bars: Progress, overview: Overview) -> None:
        total = overview.documents
        unread = sum(overview.by_state.get(state, 0) for state in (DocumentState.QUEUED, DocumentState.READING))
        bars.update(
            self._reading,
            total=None if overview.listing else max(total, 1),
            completed=total - unread if total else 1,
            words=f"{total - unread:,} of {total:,} documents · {overview.pages_read:,} pages",
        )
        words = f"{overview.embedded:,} of {overview.chunks:,} chunks"
        if overview.eta_seconds is not None:
            words += f" · about {duration(overview.eta_seconds)} left"
        bars.update(self._embedding, total=1.0, completed=overview.progress, words=words)


def speak_plainly(error: Exception) -> None:
    """Say what is wrong with an argument in words of this program, not of the library that found it out."""
    # Here, because it takes a while to load and mistakes are rare.
    from pydantic_core import ValidationError

    found = error.__cause__
    if not isinstance(found, ValidationError):
        return
    (first, *_) = found.errors()
    kind, given = first["type"], first["input"]
    if kind == "int_parsing":
        words = f"{given!r} is no whole number."
    elif kind == "float_parsing":
        words = f"{given!r} is no number."
    else:
        words = str(first.get("ctx", {}).get("error", first["msg"]))
    error.message = words  # type: ignore[attr-defined]  # where there is such a cause, it has a message


def tell_person(line: str) -> None:
    """Say something that is no fact asked for: to stderr."""
    Console(stderr=True, highlight=False).print(escape(line), soft_wrap=True)


def shown(text: str) -> str:
    """Text of others for a terminal: what would steer it is not passed on."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", printable(text))


def task_json(task: TaskStatus) -> dict[str, Any]:
    """A task as ``status`` tells it."""
    return {
        "task": task.id,
        "state": task.state.value,
        "documents": task.documents,
        "by_state": {state.value: task.by_state.get(state, 0) for state in DocumentState},
        "progress": task.progress,
        "eta_seconds": task.eta_seconds,
    }


def item_json(row: DocumentRow) -> dict[str, Any]:
    """A document as ``status --documents`` tells it."""
    return {
        "path": printable(row.path),
        **_path_bytes(row.path),
        "locations": row.locations,
        "sha256": row.sha256,
        "state": row.state.value,
        "attempts": row.attempts,
        "error": None if row.reason is None else f"{row.reason.message} {row.reason.hint}".strip(),
        "pages": row.pages_read,
        "chunks": row.chunks,
    }


def _path_bytes(path: str) -> dict[str, str]:
    """The very bytes of a file's name that is no valid text, for programs: JSON cannot carry it otherwise."""
    return {} if printable(path) == path else {"path_base64": base64.b64encode(os.fsencode(path)).decode()}


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as ``search`` tells it."""
    return {
        "path": printable(hit.path),
        **_path_bytes(hit.path),
        "page": hit.page,
        "score": hit.score,
        "words_rank": hit.words_rank,
        "meaning_rank": hit.meaning_rank,
        "snippet": hit.snippet.text,
        "text": hit.text,
        "document": hit.document_id,
        "chunk": hit.chunk_id,
        "title": hit.title,
        "kind": hit.kind,
        "date": hit.date,
        "heading": hit.heading,
        "bm25": hit.bm25,
        "cosine": hit.cosine,
        "exists": hit.exists,
    }


def print_json(facts: dict[str, Any]) -> None:
    """Print facts as one JSON object."""
    sys.stdout.write(json.dumps(facts) + "\n")


def say(line: str) -> None:
    """Print one line of an answer."""
    Console(highlight=False).print(escape(line), soft_wrap=True)


def print_tasks(tasks: Sequence[TaskStatus]) -> None:
    """Print tasks as a table."""
    if not tasks:
        say("Nothing was added yet. Add documents with meanwhile index PATH...")
        return
    table = Table("Task", "State", "Documents", "Ready", "Progress", "Left", box=None, pad_edge=False)
    for task in tasks:
        left = "" if task.eta_seconds is None else duration(task.eta_seconds)
        ready = task.by_state.get(DocumentState.READY, 0)
        table.add_row(str(task.id), task.state.value, f"{task.documents:,}", f"{ready:,}", f"{task.progress:.0%}", left)
    Console().print(table)


def print_overview(overview: Overview) -> None:
    """Print in one line how many documents there are in the library, and in which states."""
    if overview.documents:
        states = [f"{count:,} {state.value.replace('_', ' ')}" for state, count in overview.by_state.items() if count]
        say(f"In the library: {counted('%Ln document(s)', overview.documents)} ({', '.join(states)}).")


def leave_pipe() -> int:
    """Whoever read what we print has seen enough (``| head``): that is no mistake. The exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return 0


def print_documents(rows: Sequence[DocumentRow]) -> None:
    """Print documents with their states, and with reasons where there are some."""
    for row in rows:
        line = Text(f"{row.state.value.replace('_', ' '):<12} {shown(row.path)}")
        if row.reason is not None:
            line.append(f"\n{'':<12} {row.reason.message} {row.reason.hint}", "dim")
        Console(highlight=False).print(line, soft_wrap=True)


def print_hits(answer: Answer, *, why: bool = False) -> None:
    """Print hits by document, in the order of its best one, with the words of the query marked."""
    console = Console(highlight=False)
    if not answer.hits:
        say("Nothing was found.")
    if answer.is_only_near:
        say("No passage contains these words; these are the nearest by meaning.")
    by_document: dict[int, list[Hit]] = {}
    for hit in answer.hits:
        by_document.setdefault(hit.document_id, []).append(hit)
    for number, hits in enumerate(by_document.values(), 1):
        first = hits[0]
        name = Text(f"{number:>2}. {shown(first.title) or Path(shown(first.path)).name}", "bold")
        facts = " · ".join(part for part in (first.kind, first.date) if part)
        console.print(name + Text(f"  {facts}", "dim not bold"), soft_wrap=True)
        gone = "  (not there any more)" if first.exists is False else ""
        console.print(Text(f"    {shown(first.path)}{gone}", "dim"), soft_wrap=True)
        for hit in hits:
            console.print(_passage(hit), soft_wrap=True)
            if why:
                console.print(Text(f"    {_why(hit)}", "dim"), soft_wrap=True)
    if answer.coverage.share < 1:
        say(f"{answer.coverage.share:.0%} of the passages are searched by meaning so far, all of them by words.")


def _passage(hit: Hit) -> Text:
    text = Text(shown(hit.snippet.text))
    for start, end in hit.snippet.marks:
        text.stylize("bold yellow", start, end)
    return Text(f"    page {shown(hit.page_label)}: " if hit.page is not None else "    ", "cyan") + text


def _why(hit: Hit) -> str:
    parts = []
    if hit.words_rank is not None:
        parts.append(f"{hit.words_rank}. by words (BM25 {hit.bm25 or 0:.1f})")
    if hit.meaning_rank is not None:
        parts.append(f"{hit.meaning_rank}. by meaning (cosine {hit.cosine or 0:.2f})")
    return f"{', '.join(parts) or 'by its filters'}; score {hit.score:.4f}"


def duration(seconds: float) -> str:
    """Seconds for people: "0.4 s", "12 s", "3 min", "2 h 5 min"."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
