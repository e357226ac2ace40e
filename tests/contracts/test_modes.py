"""What holds in every mode: the same documents give the same pages, chunks and vectors, and every document ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from engine.errors import LibraryBusyError
from engine.events import AllRead, DocumentsChanged, Event, Listener, SpansRecorded, TaskDone
from engine.library import Library
from engine.records import DocumentState, Mode
from engine.settings import Settings
from engine.store.database import Database
from engine.trace import Span, Stage, clock

DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
CHOSEN = ("handbook.pdf", "handbook.md", "slides.pptx", "mail.eml", "scan.pdf", "picture.png", "truncated.pdf")

pytestmark = pytest.mark.usefixtures("model")


@contextmanager
def opened(folder: Path, listener: Listener = lambda _: None) -> Iterator[Library]:
    with closing(Library.open(folder, Settings(workers=2, give_way=False), listener=listener)) as library:
        yield library


def states(library: Library) -> dict[str, DocumentState]:
    return {Path(row.path).name: row.state for row in library.rows(library.document_ids())}


def content(folder: Path) -> dict[tuple[str, int, int, str], bytes]:
    """(file name, page, start, text) → vector of every chunk."""
    with closing(Database(folder, read_only=True)) as database:
        return {
            (Path(path.decode()).name, page, start, text): vector
            for path, page, start, text, vector in database.rows(
                "SELECT path, page, start, text, vector FROM chunks JOIN texts ON texts.id = text_id"
                " JOIN locations USING (document_id) JOIN embeddings USING (text_id)"
            )
        }


@pytest.fixture(params=list(Mode))
def mode(request: pytest.FixtureRequest) -> Mode:
    chosen: Mode = request.param
    return chosen


def test_every_document_ends_in_a_state_that_says_so(mode: Mode, tmp_path: Path) -> None:
    heard: list[Event] = []
    with opened(tmp_path, heard.append) as library:
        task = library.add([DOCUMENTS / name for name in CHOSEN])
        library.run(mode)
        assert states(library) == {
            "handbook.pdf": DocumentState.READY,
            "handbook.md": DocumentState.READY,
            "slides.pptx": DocumentState.READY,
            "mail.eml": DocumentState.READY,
            "scan.pdf": DocumentState.UNSUPPORTED,
            "picture.png": DocumentState.UNSUPPORTED,
            "truncated.pdf": DocumentState.FAILED,
        }
        assert all(row.reason for row in library.rows(library.document_ids()) if row.state is not DocumentState.READY)
        assert library.overview().progress == 1.0
    assert TaskDone(task) in heard
    assert AllRead() in heard
    assert any(isinstance(event, DocumentsChanged) for event in heard)


def test_the_same_documents_give_the_same_states_chunks_and_vectors(tmp_path: Path) -> None:
    """Only in the background are documents read in a sandbox: it must not change what is read of any format."""
    found = {}
    ended = {}
    for mode in Mode:
        with opened(tmp_path / mode) as library:
            library.add([DOCUMENTS])
            library.run(mode)
            ended[mode] = states(library)
        found[mode] = content(tmp_path / mode)
    assert ended[Mode.BLOCKING] == ended[Mode.ASYNC] == ended[Mode.BACKGROUND]
    assert found[Mode.BLOCKING]
    assert found[Mode.BLOCKING].keys() == found[Mode.ASYNC].keys() == found[Mode.BACKGROUND].keys()
    for key, vector in found[Mode.BLOCKING].items():
        for other in (Mode.ASYNC, Mode.BACKGROUND):
            left, right = (np.frombuffer(one, np.int8).astype(np.float32) for one in (vector, found[other][key]))
            # Neighbours in a batch may move a value by a rounding step, never the direction.
            assert left @ right / np.linalg.norm(left) / np.linalg.norm(right) > 0.999


def test_what_ran_is_told_in_spans_that_never_overlap_on_one_track(mode: Mode, tmp_path: Path) -> None:
    heard: list[Event] = []
    began = clock()
    with opened(tmp_path, heard.append) as library:
        library.add([DOCUMENTS / name for name in CHOSEN])
        library.run(mode)
        ids = set(library.document_ids())
    spans = sorted((one for event in heard if isinstance(event, SpansRecorded) for one in event.spans), key=_start)
    assert {Stage.START, Stage.LIST, Stage.LEASE, Stage.EXTRACT, Stage.CHUNK, Stage.EMBED, Stage.STORE} <= {
        one.stage for one in spans
    }
    assert began <= spans[0].start
    assert max(one.end for one in spans) <= clock()
    for track in {one.track for one in spans}:
        own = [one for one in spans if one.track == track]
        assert all(one.end <= other.start for one, other in itertools.pairwise(own))
    assert {one.document_id for one in spans if one.stage is Stage.EXTRACT} == ids


def test_switched_off_nothing_is_recorded(mode: Mode, tmp_path: Path) -> None:
    heard: list[Event] = []
    with closing(
        Library.open(tmp_path, Settings(workers=1, trace=0, give_way=False), listener=heard.append)
    ) as library:
        library.add([DOCUMENTS / "handbook.md"])
        library.run(mode)
        assert states(library) == {"handbook.md": DocumentState.READY}
    assert not any(isinstance(event, SpansRecorded) for event in heard)


def _start(span: Span) -> float:
    return span.start


def test_what_is_ready_is_found_by_its_words_and_by_its_meaning(mode: Mode, tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        library.add([DOCUMENTS / "handbook.pdf", DOCUMENTS / "stores.csv"])
        library.run(mode)
        by_words = library.search("clockwork before dusk", only="words").hits
        by_meaning = library.search("how often does the light rotate?", only="meaning").hits
        assert Path(by_words[0].path).name == "handbook.pdf"
        assert by_words[0].page == 1
        assert "twelve seconds" in by_meaning[0].text


def test_stopped_in_the_middle_it_goes_on_where_it_was(mode: Mode, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(40):
        (notes / f"{number:02}.txt").write_text(f"Note {number}: the fog signal of day {number} was heard at sea.")

    def stop_soon(event: Event) -> None:
        if isinstance(event, DocumentsChanged):
            library.stop()

    with opened(folder, stop_soon) as library:
        library.add([notes])
        library.run(mode)
        assert any(not state.settled for state in states(library).values()) or library.overview().listing
    with opened(folder) as library:
        library.run(mode)
        assert list(states(library).values()) == [DocumentState.READY] * 40
        assert {row.attempts for row in library.rows(library.document_ids())} <= {1, 2}


def test_a_second_process_may_add_and_search_but_not_run(mode: Mode, tmp_path: Path) -> None:
    refused: list[LibraryBusyError] = []

    def meanwhile(event: Event) -> None:
        if not refused and isinstance(event, DocumentsChanged):
            second.add([DOCUMENTS / "stores.csv"])
            with pytest.raises(LibraryBusyError) as error:
                second.run(mode)
            refused.append(error.value)

    with opened(tmp_path, meanwhile) as first, opened(tmp_path) as second:
        first.add([DOCUMENTS / "handbook.md"])
        first.run(mode)
        assert "at work on this library" in str(refused[0])
        first.run(mode)
        assert set(states(second)) == {"handbook.md", "stores.csv"}


def test_the_same_content_twice_is_one_document_with_two_locations(mode: Mode, tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("Paraffin, fourteen barrels.")
    with opened(tmp_path / "library") as library:
        library.add([tmp_path / "one.txt", tmp_path / "two.txt"])
        library.run(mode)
        (row,) = library.rows(library.document_ids())
        assert (row.locations, row.state, row.chunks) == (2, DocumentState.READY, 1)
        assert len(library.search("paraffin").hits) == 1


def test_an_edited_document_replaces_the_old_one_and_keeps_what_did_not_change(mode: Mode, tmp_path: Path) -> None:
    path = tmp_path / "log.md"
    same = "# Monday\n\n" + "The heron stood on the north ledge all day. " * 90 + "\n\n"
    path.write_text(same + "# Tuesday\n\nCalm.")
    folder = tmp_path / "library"
    with opened(folder) as library:
        library.add([path])
        library.run(mode)
    before = content(folder)
    path.write_text(same + "# Tuesday\n\nA storm from the west broke two panes of the lantern room.")
    with opened(folder) as library:
        library.add([path])
        library.run(mode)
        (row,) = library.rows(library.document_ids())
        assert row.state is DocumentState.READY
        assert library.search("storm", only="words").hits
        assert not library.search("calm", only="words").hits
    after = content(folder)
    assert {key: after[key] for key in before if key in after} == {key: before[key] for key in before if key in after}
    assert before.keys() & after.keys()
    with closing(Database(folder)) as database:
        assert database.value("SELECT count(*) FROM embeddings") == len({text for *_, text in after})
