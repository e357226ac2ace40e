"""The headless face: everything the window does, in a terminal. Facts go to stdout, progress and errors to stderr."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from engine import doctor as checks
from engine import drill as drills
from engine.cli_output import (
    Watcher,
    duration,
    hit_json,
    item_json,
    leave_pipe,
    print_documents,
    print_hits,
    print_json,
    print_overview,
    print_tasks,
    say,
    shown,
    speak_plainly,
    task_json,
    tell_person,
)
from engine.cli_settings import chosen_settings, help_text, show_or_change, with_settings
from engine.cli_work import rows_of_tasks, work_off
from engine.compare.results import WorkloadKind
from engine.errors import LibraryError, MeanwhileError, UsageError
from engine.library import Library, check_exists, documents_at, search_in
from engine.log import configure_log
from engine.paths import resources
from engine.phrases import counted, joined, phrase
from engine.records import DocumentRow, DocumentState, Like, Mode, Only, SearchRequest, TaskState
from engine.report import write_report
from engine.settings import Settings
from engine.store.backup import back_up

_MOST_HITS = 1_000
_TYPED_BY_HAND = 100
"""Up to so many paths are looked at before they are added, for they may be mistyped; more come from a program."""
_FORGET_SECONDS = 5.0
"""So long a removal clears up at once; of a very large library the rest is left to whoever runs the queue."""
_WORDS_LEFT = "Single words of what was removed leave the library's file when the queue is worked off: meanwhile work."
_SPACE_LEFT = "The library is being read just now: its file becomes smaller then, too."
_INTERRUPTED = 130
"""What Typer makes of an interrupt."""

app = typer.Typer(
    name="meanwhile",
    help="Drop your documents. Keep working. Find anything by meaning, on your own machine.\n\n"
    "Without a command, the window opens: meanwhile [--library DIR] [PATH…],"
    " with any of the settings below as options.",
    epilog=help_text(),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


LibraryOption = Annotated[
    str | None, typer.Option("--library", metavar="DIR", help="The library's folder (default: in your data folder).")
]
UntouchedOption = Annotated[
    str | None, typer.Option("--library", metavar="DIR", help="As of every command; here no library of yours is used.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
WorkersOption = Annotated[int | None, typer.Option("--workers", help="Worker processes (default: as in the settings).")]
PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders.")]


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code: 0 done, 1 some documents failed, 2 usage or environment error."""
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # That one asyncio replaces while a loop runs, by one that only asks: what holds the loop up would go on.
        signal.signal(signal.SIGINT, _interrupt)
    configure_log()
    try:
        code = int(app(args=list(arguments), standalone_mode=False) or 0)
        sys.stdout.flush()
    except MeanwhileError as error:
        Console(stderr=True, highlight=False).print(f"[bold red]Error:[/] {escape(str(error))}", soft_wrap=True)
        return 2
    except _NothingToGoOnWithError:
        print("Stopped. Nothing is left of it: it works in throw-away libraries only.", file=sys.stderr)  # noqa: T201
        return _INTERRUPTED
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except typer.Exit as leave:
        return leave.exit_code
    except typer.exceptions.TyperException as error:
        speak_plainly(error)
        error.show()  # type: ignore[attr-defined]  # all that is left here are usage errors, and they have it
        return 2
    except (BrokenPipeError, SystemExit):  # rich makes the latter of the former
        return leave_pipe()
    if code == _INTERRUPTED:
        print("Stopped. Nothing is lost: meanwhile work goes on where it was.", file=sys.stderr)  # noqa: T201
    return code


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


class _NothingToGoOnWithError(Exception):
    """Interrupted, with no library in which the work could go on."""


@contextmanager
def _throwaway() -> Iterator[None]:
    """Around what leaves nothing behind."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        raise _NothingToGoOnWithError from interrupt


@app.callback(invoke_without_command=True)
def _root(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if show_version:
        say(version("meanwhile-desktop"))
        raise typer.Exit


@app.command()
@with_settings
def index(
    settings: Settings,
    paths: PathsArgument,
    library: LibraryOption = None,
    mode: Annotated[
        Mode | None, typer.Option(help="How the work is run (default: as in the settings; at first, background).")
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Add documents and work until all is done."""
    mode = mode or Mode(settings.mode)
    began = time.monotonic()
    named = _wanted(paths, _folder(library, settings))
    with _open(library, settings, create=True) as (opened, watcher):
        earlier = opened.unsettled_documents()
        if earlier:
            tell_person(f"{earlier:,} documents of earlier tasks are in the queue: they are worked off, too.")
        task_id = opened.add(named)
        return work_off(opened, watcher, mode, [task_id], began, as_json=as_json)


@app.command()
def add(paths: PathsArgument, library: LibraryOption = None, as_json: JsonOption = False) -> int:
    """Put documents in the queue and return at once; whoever runs the queue works them off."""
    began = time.monotonic()
    settings = chosen_settings()
    named = _wanted(paths, _folder(library, settings))
    if len(named) <= _TYPED_BY_HAND:
        for missing in (path for path in named if not os.path.lexists(path)):
            tell_person(f"{shown(missing)} does not exist.")
    with _open(library, settings, create=True) as (opened, _):
        task_id = opened.add(named)
    seconds = time.monotonic() - began
    if as_json:
        print_json({"task": task_id, "seconds": seconds})
    else:
        say(f"Task {task_id} is in the queue.")
    return 0


@app.command()
@with_settings
def work(settings: Settings, library: LibraryOption = None, as_json: JsonOption = False) -> int:
    """Run the queue until it is empty."""
    began = time.monotonic()
    with _open(library, settings) as (opened, watcher):
        unfinished = [task.id for task in opened.tasks() if task.state is not TaskState.DONE]
        return work_off(opened, watcher, Mode.BACKGROUND, unfinished, began, as_json=as_json)


@app.command()
def status(
    task: Annotated[int | None, typer.Argument(help="Only this task.")] = None,
    documents: Annotated[bool, typer.Option("--documents", help="List every document.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say how far tasks and documents are."""
    with _open(library, chosen_settings()) as (opened, _):
        tasks = opened.tasks() if task is None else [opened.task(task)]
        facts: dict[str, Any] = {"tasks": [task_json(one) for one in tasks]} if task is None else task_json(tasks[0])
        rows = list(_rows(opened, task)) if documents else []
        if documents:
            facts["items"] = [item_json(row) for row in rows]
        paused = opened.is_paused()
        facts["paused"] = paused
        overview = opened.overview()
        facts["library"] = {
            "documents": overview.documents,
            "by_state": {state.value: overview.by_state.get(state, 0) for state in DocumentState},
        }
    if as_json:
        print_json(facts)
    else:
        print_tasks(tasks)
        print_overview(overview)
        if paused:
            say("Work is paused: go on with meanwhile resume.")
        if documents:
            print_documents(rows)
    return 0


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for, in your own words.")] = "",
    k: Annotated[int, typer.Option("-k", help="How many hits.")] = 10,
    only: Annotated[
        str | None, typer.Option(help="Search by words or by meaning alone.", metavar="words|meaning")
    ] = None,
    like: Annotated[str | None, typer.Option(metavar="PATH", help="Find more like this document.")] = None,
    within: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="Only in this document or folder; may be repeated.")
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Tell why each hit was found.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> int:
    """Find passages by words and meaning.

    A query may say more: "words in quotes" stand together in every hit, -word in none. type:pdf, in:folder,
    name:report, after:2024-01 and before:2024-06-30 choose documents: by the date they tell, or else their file's;
    -type:pdf, -in:folder and -name:report leave some out.
    """
    if not query.strip() and like is None:
        raise UsageError("There is nothing to search for.", "Say what, in your own words: meanwhile search WORDS")
    if not 1 <= k <= _MOST_HITS:
        raise UsageError(f"-k is {k}.", f"It must lie between 1 and {_MOST_HITS}.")
    if only not in (None, "words", "meaning"):
        raise UsageError(f"--only {only} is not known.", "Say --only words or --only meaning.")
    chosen: Only | None = only  # type: ignore[assignment]  # just checked
    settings = chosen_settings()
    folder = _folder(library, settings)
    documents = tuple(documents_at(folder, _named(within))) if within else None
    example = Like(documents_at(folder, _named([like]))[0]) if like is not None else None
    answer = search_in(folder, SearchRequest(query, k, chosen, documents, example), settings.model)
    if as_json:
        print_json(
            {
                "query": answer.query,
                "seconds": answer.seconds,
                "coverage": answer.coverage.share,
                "hits": [hit_json(hit) for hit in answer.hits],
            }
        )
    else:
        print_hits(answer, why=why)
    return 0


@app.command()
def pause(library: LibraryOption = None) -> int:
    """Leave off until resumed, also after a restart; what is read so far is kept, and gone on from."""
    with _open(library, chosen_settings()) as (opened, _):
        opened.pause()
    say("Work is paused. Go on with meanwhile resume.")
    return 0


@app.command()
def resume(library: LibraryOption = None) -> int:
    """Go on after a pause."""
    with _open(library, chosen_settings()) as (opened, _):
        opened.resume()
    say("Work goes on.")
    return 0


@app.command()
def cancel(
    task: Annotated[int, typer.Argument(help="The task's number, as status shows it.")],
    discard: Annotated[bool, typer.Option("--discard", help="Also remove the pages that were read.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> int:
    """Cancel what is left of a task; pages that were read stay searchable."""
    with _open(library, chosen_settings()) as (opened, _):
        settled = opened.task(task).state in (TaskState.DONE, TaskState.CANCELLED)
        count = opened.cancel_task(task, keep_pages=not discard)
        gone = not discard or opened.forget_removed(_FORGET_SECONDS)
    if settled and not count:
        tell_person(f"Nothing of task {task} is left to cancel: it has come to its end.")
    if not gone:
        tell_person(_WORDS_LEFT)
    return _told_count(count, "cancelled", as_json=as_json)


@app.command()
def retry(
    task: Annotated[int | None, typer.Argument(help="The task's number.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All documents that failed or were set aside.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> int:
    """Put documents that failed, were set aside or cancelled in the queue again."""
    if (task is None) is not failed:
        raise UsageError("Say what to try again.", "Either a task's number, or --failed.")
    with _open(library, chosen_settings()) as (opened, _):
        count = opened.retry_failed() if task is None else opened.retry_task(task)
    return _told_count(count, "put in the queue again", as_json=as_json)


@app.command()
def remove(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="Files and folders.")] = None,
    shrink: Annotated[
        bool, typer.Option("--shrink", help="Give the free space back to the disk, also of what was removed before.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> int:
    """Remove documents with their text and vectors from the library; the files themselves are not touched."""
    with _open(library, chosen_settings()) as (opened, _):
        if not paths and not shrink:
            raise UsageError("Nothing to remove.", "Name at least one file or folder.")
        count = opened.remove(_named(paths)) if paths else 0
        smaller = not shrink or opened.shrink() is not None
        gone = opened.forget_removed(_FORGET_SECONDS)
    if not gone:
        tell_person(_WORDS_LEFT)
        if not smaller:
            tell_person(_SPACE_LEFT)
    return _told_count(count, "removed", as_json=as_json)


@app.command()
def compare(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH...]", help="Files and folders (default: the samples).")
    ] = None,
    workload: Annotated[WorkloadKind, typer.Option(help="What is run in each mode.")] = WorkloadKind.DOCUMENTS,
    speed: Annotated[float, typer.Option(help="How many times faster than told the lesson is played.")] = 20.0,
    files: Annotated[int, typer.Option(help="Files of the lesson.")] = 3,
    workers: WorkersOption = None,
    trace: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a trace for ui.perfetto.dev (JSON).")
    ] = None,
    report_file: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write a page with timelines and table (HTML).")
    ] = None,
    library: UntouchedOption = None,  # noqa: ARG001 - every command takes it
    as_json: JsonOption = False,
) -> int:
    """Run the same work blocking, with async I/O and in the background, and measure what each costs who waits.

    Each mode has a throw-away library of its own; yours is not touched.
    """
    # Here, because the other commands need neither asyncio nor what draws a report.
    from engine import cli_compare

    cli_compare.check_places(trace, report_file)
    with _throwaway():
        result = cli_compare.run(workload, paths or [], speed=speed, files=files, workers=workers)
    cli_compare.write(result, trace, report_file)
    if as_json:
        print_json(cli_compare.facts(result))
    else:
        cli_compare.show(result)
    return 0


@app.command()
def doctor(library: LibraryOption = None, as_json: JsonOption = False) -> int:
    """Check that everything is in place and works; says what is wrong and what to do."""
    results = []
    settings = chosen_settings()
    for check in checks.examine(_folder(library, settings), settings):
        results.append(check)
        if not as_json:
            mark = "[green]ok[/]    " if check.ok else "[bold red]wrong[/] "
            Console(highlight=False).print(f"{mark} {escape(check.name)}: {escape(check.detail)}", soft_wrap=True)
    if as_json:
        print_json({"checks": [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in results]})
    return 0 if all(one.ok for one in results) else 2


@app.command()
def report(
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where the report goes.")] = None,
    library: LibraryOption = None,
) -> int:
    """Pack log, versions, checks and the failing documents' facts, never their content, to report a problem."""
    path = (output or Path(time.strftime("meanwhile-report-%Y%m%d-%H%M%S.zip"))).absolute()
    settings = chosen_settings()
    write_report(_folder(library, settings), settings, path)
    say(f"The report is in {path}. Have a look at it before you send it to anybody.")
    return 0


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An empty folder, or one that is made.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> int:
    """Copy the library as it is now to a folder, also while it is in use; the copy is a library, too."""
    settings = chosen_settings()
    source = _folder(library, settings)
    check_exists(source)
    began = time.monotonic()
    target = folder.absolute()
    back_up(source, target)
    seconds = time.monotonic() - began
    if as_json:
        print_json({"folder": str(target), "seconds": seconds})
    else:
        say(f"The copy is in {shown(str(target))}. Use it with --library, or open it in the window.")
    return 0


@app.command("settings")
def show_settings(
    assignments: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE...]", help="What to change; without, all are shown.")
    ] = None,
    library: UntouchedOption = None,  # noqa: ARG001 - every command takes it
    as_json: JsonOption = False,
) -> int:
    """Show the settings and where they come from, or change them."""
    return show_or_change(assignments or [], as_json=as_json)


@app.command()
def drill(
    library: UntouchedOption = None,  # noqa: ARG001 - every command takes it
    as_json: JsonOption = False,
) -> int:
    """Kill workers and the program itself while the samples are indexed, and show that nothing is lost."""
    with _throwaway():
        outcome = drills.drill(resources() / "samples", (lambda _: None) if as_json else say)
    if as_json:
        print_json({**asdict(outcome), "recovery_seconds": outcome.recovery_seconds, "ok": outcome.ok})
        return 0 if outcome.ok else 1
    ready, documents = f"{outcome.ready}", f"{outcome.documents}"
    if outcome.lost:
        say(phrase("Lost: {}. {} of {} documents are ready.", ", ".join(outcome.lost), ready, documents))
    else:
        say(phrase("Lost: nothing. {} of {} documents are ready.", ready, documents))
    repeated, again = f"{outcome.repeated_pages}", f"{outcome.begun_again}"
    if outcome.repeated_pages:
        words = phrase("Repeated: {} pages that were put down before.", repeated)
    else:
        words = phrase("Repeated: no pages that were put down before.")
    say(joined(words, phrase("{} documents were begun again at the first page that was not.", again)))
    say(
        phrase(
            "Killed: {} workers and {} times the whole program. The longest recovery took {}.",
            f"{outcome.workers_killed}",
            f"{outcome.queue_kills}",
            duration(outcome.recovery_seconds),
        )
    )
    for problem in outcome.problems:
        say(phrase("Wrong in the library: {}.", problem))
    return 0 if outcome.ok else 1


@contextmanager
def _open(library: str | None, settings: Settings, *, create: bool = False) -> Iterator[tuple[Library, Watcher]]:
    """Open the library; only what adds documents may ``create`` one, so that a mistyped folder is noticed."""
    folder = _folder(library, settings)
    if not create:
        check_exists(folder)
    watcher = Watcher()
    with closing(Library.open(folder, settings, listener=watcher)) as opened:
        yield opened, watcher


def _folder(library: str | None, settings: Settings) -> Path:
    if library is None:
        return settings.library_folder
    if not library:
        raise UsageError("--library names no folder.", "Perhaps a variable is not set.")
    return Path(library)


def _named(paths: Sequence[str]) -> list[str]:
    if "" in paths:
        raise UsageError("One of the paths is empty.", "Perhaps a variable is not set.")
    return list(paths)


def _wanted(paths: Sequence[str], folder: Path) -> list[str]:
    """What is to be added to the library in ``folder``; where nothing of it was ever there, it was mistyped."""
    named = _named(paths)
    if len(paths) <= _TYPED_BY_HAND and not any(map(os.path.lexists, paths)) and not _is_known(folder, paths):
        words = f"{shown(paths[0])} does not exist." if len(paths) == 1 else "None of these files and folders exists."
        raise UsageError(words, "Nothing was added. Check how it is spelled.")
    return named


def _is_known(folder: Path, paths: Sequence[str]) -> bool:
    """Whether any of these paths was there when it was added before: that it is gone is a fact about the library."""
    try:
        documents_at(folder, paths)
    except UsageError:
        return False
    except LibraryError:
        pass  # whoever opens it in earnest says what is wrong with it
    return True


def _rows(opened: Library, task_id: int | None) -> Iterator[DocumentRow]:
    if task_id is not None:
        yield from rows_of_tasks(opened, [task_id])
        return
    last = 0
    while ids := opened.document_ids(last):
        yield from opened.rows(ids)
        last = ids[-1]


def _told_count(count: int, what: str, *, as_json: bool) -> int:
    if as_json:
        print_json({"documents": count})
    else:
        say(f"{counted('%Ln document(s)', count)} {what}.")
    return 0
