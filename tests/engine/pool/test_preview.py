"""Pages to look at, with a real process that draws them."""

from __future__ import annotations

import os
import platform
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, RectangleObject

from engine.errors import DocumentError, LibraryError, MeanwhileError
from engine.pool import entries
from engine.pool.preview_process import Preview, _Artist, _checked
from engine.records import Opened, PagePicture, PageText, PageWanted, Passage
from engine.settings import Settings
from engine.store import documents, queue
from engine.store.database import Database
from tests.engine.conftest import Hand

PATIENCE = 60.0
DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
Page = PagePicture | PageText | MeanwhileError


class Looker:
    """Someone who looks at pages."""

    def __init__(self, folder: Path, **settings: int) -> None:
        self.preview = Preview(folder, Settings.load({}, **settings))
        self.came: SimpleQueue[tuple[PageWanted, Page]] = SimpleQueue()

    def show(self, *wanted: PageWanted) -> None:
        self.preview.show(wanted, lambda asked, page: self.came.put((asked, page)))

    def look(self, wanted: PageWanted) -> Page:
        self.show(wanted)
        asked, page = self.came.get(timeout=PATIENCE)
        assert asked == wanted
        return page

    def picture(self, wanted: PageWanted) -> PagePicture:
        page = self.look(wanted)
        assert isinstance(page, PagePicture), page
        return page

    def text(self, wanted: PageWanted) -> PageText:
        page = self.look(wanted)
        assert isinstance(page, PageText), page
        return page


@pytest.fixture
def looker(database: Database) -> Iterator[Callable[..., Looker]]:
    """Look at the pages of the library; the processes end with the test."""
    made: list[Looker] = []

    def start(**settings: int) -> Looker:
        made.append(Looker(database.path.parent, **settings))
        return made[-1]

    yield start
    for one in made:
        one.preview.close()


@pytest.fixture
def pdf(hand: Hand) -> Callable[..., int]:
    """Put a PDF down as read, with these texts as the chunks of its pages; its id."""

    def put(path: Path, *pages: str) -> int:
        document_id = hand.add(str(path), path.name)
        assert queue.lease_read(hand.database)
        documents.commit_opened(hand.database, document_id, Opened("PDF", "application/pdf", True, len(pages)))
        hand.commit(document_id, *(hand.page(number, text) for number, text in enumerate(pages, 1)))
        hand.finish(document_id, len(pages))
        return document_id

    return put


def bomb(path: Path) -> Path:
    """A PDF of a few kilobytes whose page takes 10¹² strokes to draw."""
    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    inner = b"0 0 m 400 400 l S\n" * 10
    below: DictionaryObject | None = None
    for _ in range(12):
        form = DecodedStreamObject()
        form.set_data(inner if below is None else b"/F Do\n" * 10)
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        form[NameObject("/BBox")] = RectangleObject((0, 0, 400, 400))
        if below is not None:
            form[NameObject("/Resources")] = below
        reference = writer._add_object(form)
        below = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/F"): reference})})
    content = DecodedStreamObject()
    content.set_data(b"/F Do")
    assert below is not None
    page[NameObject("/Resources")] = below
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Rotate")] = NumberObject(0)
    writer.write(path)
    return path


def test_a_pdf_is_drawn_with_the_passage_marked(looker: Callable[..., Looker], pdf: Callable[..., int]) -> None:
    document_id = pdf(DOCUMENTS / "handbook.pdf", "one", "two", "three")
    wanted = PageWanted(document_id, 2, 500, Passage(0, 14, "The fog signal"))
    picture = looker().picture(wanted)
    assert (picture.page, picture.pages, picture.label) == (2, 3, "A-7")
    assert len(picture.boxes) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel denies on Linux only")
def test_it_is_locked_in_and_draws_letters_whose_font_is_not_in_the_document(
    looker: Callable[..., Looker], pdf: Callable[..., int]
) -> None:
    one = looker()
    picture = one.picture(PageWanted(pdf(DOCUMENTS / "owner-password.pdf", "one"), 1, 500))
    assert sum(value < 128 for value in picture.pixels[::4]) > 100
    (number,) = one.preview.processes()
    status = dict(line.split(":\t", 1) for line in Path(f"/proc/{number}/status").read_text().splitlines())
    assert status["NoNewPrivs"] == "1"
    if platform.machine() in ("x86_64", "aarch64"):
        assert status["Seccomp"] == "2"


def test_it_goes_when_nobody_looks_and_comes_back(
    looker: Callable[..., Looker], pdf: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.pool.preview_process.IDLE_SECONDS", 0.05)
    one = looker()
    wanted = PageWanted(pdf(DOCUMENTS / "handbook.pdf", "one"), 1, 500)
    one.picture(wanted)
    until = time.monotonic() + PATIENCE
    while one.preview.processes() and time.monotonic() < until:
        time.sleep(0.005)
    assert one.preview.processes() == []
    one.picture(wanted)


def test_anything_else_shows_its_text_as_the_library_holds_it(
    looker: Callable[..., Looker], hand: Hand, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("here")
    document_id = hand.read(str(tmp_path / "notes.txt"), ["the first part"], ["an owl", "a heron", "a gull"])
    chunk_id, start, end = database.row("SELECT id, start, end FROM chunks WHERE start = 7 AND page = 2")
    # Where a chunk stands is looked up: a format without pages does not tell.
    page = looker().text(PageWanted(document_id, None, 500, Passage(start, end, "a heron"), chunk_id))
    assert (page.page, page.pages, page.text) == (2, 2, "an owl\na heron\na gull")
    assert page.mark is not None
    assert page.text[slice(*page.mark)] == "a heron"
    assert page.trouble is None


def test_of_a_file_that_is_gone_its_text_is_left(
    looker: Callable[..., Looker], pdf: Callable[..., int], tmp_path: Path
) -> None:
    page = looker().text(PageWanted(pdf(tmp_path / "gone.pdf", "what it said"), 1, 500))
    assert page.text == "what it said"
    assert page.missing
    assert page.trouble is not None


def test_a_broken_file_says_so_and_shows_its_text(looker: Callable[..., Looker], pdf: Callable[..., int]) -> None:
    page = looker().text(PageWanted(pdf(DOCUMENTS / "truncated.pdf", "what was saved"), 1, 500))
    assert page.text == "what was saved"
    assert not page.missing
    assert page.trouble is not None
    assert page.trouble.message == "The PDF is cut off or broken."


def test_a_page_that_never_ends_is_given_up_and_the_next_is_drawn(
    looker: Callable[..., Looker], pdf: Callable[..., int], tmp_path: Path
) -> None:
    one = looker(silence_seconds=1)
    wanted = PageWanted(pdf(bomb(tmp_path / "bomb.pdf"), "boom"), 1, 500)
    following = PageWanted(pdf(DOCUMENTS / "handbook.pdf", "one"), 1, 500)
    one.show(wanted, following)
    asked, page = one.came.get(timeout=PATIENCE)
    assert asked == wanted
    assert isinstance(page, PageText)
    assert page.trouble is not None
    assert "took longer than 1 s" in page.trouble.message
    asked, page = one.came.get(timeout=PATIENCE)
    assert asked == following
    assert isinstance(page, PagePicture)


def test_a_process_that_stops_in_the_middle_of_a_message_is_given_up() -> None:
    ours, theirs = Pipe()
    artist = _Artist(Settings.load({}, silence_seconds=1))
    os.write(theirs.fileno(), struct.pack("!i", 1_000) + b"half of it")
    with pytest.raises(DocumentError, match="took longer than 1 s"):
        artist._report(ours, lambda: False)
    theirs.close()
    artist.close()
    ours.close()


def test_it_is_closed_at_once_although_its_process_does_not_start(
    looker: Callable[..., Looker], pdf: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Says nothing and waits, for as many seconds as a worker may have megabytes.
    monkeypatch.setattr(entries, "draw", Connection.poll)
    one = looker()
    one.show(PageWanted(pdf(DOCUMENTS / "handbook.pdf", "one"), 1, 500))
    until = time.monotonic() + PATIENCE
    while not one.preview.processes() and time.monotonic() < until:
        time.sleep(0.005)
    one.preview.close()
    assert one.preview._thread is not None
    assert not one.preview._thread.is_alive()
    assert one.preview.processes() == []


def test_nobody_waits_behind_a_page_that_is_no_longer_wanted(
    looker: Callable[..., Looker], pdf: Callable[..., int], tmp_path: Path
) -> None:
    one = looker()
    one.show(PageWanted(pdf(bomb(tmp_path / "bomb.pdf"), "boom"), 1, 500))
    wanted = PageWanted(pdf(DOCUMENTS / "handbook.pdf", "one"), 1, 500)
    one.show(wanted)
    asked, page = one.came.get(timeout=PATIENCE)
    assert asked == wanted
    assert isinstance(page, PagePicture)


def test_a_crash_costs_one_page(looker: Callable[..., Looker], pdf: Callable[..., int], tmp_path: Path) -> None:
    one = looker()
    wanted = PageWanted(pdf(DOCUMENTS / "handbook.pdf", "one"), 1, 500)
    one.picture(wanted)
    (number,) = one.preview.processes()
    one.show(PageWanted(pdf(bomb(tmp_path / "bomb.pdf"), "boom"), 1, 500))
    until = time.monotonic() + PATIENCE
    before = psutil.Process(number).cpu_times().user
    while psutil.Process(number).cpu_times().user < before + 0.1 and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(number, signal.SIGKILL)
    _, page = one.came.get(timeout=PATIENCE)
    assert isinstance(page, PageText)
    assert page.trouble is not None
    assert "crashed" in page.trouble.message
    one.picture(wanted)


def test_what_is_likely_to_be_wanted_next_follows(looker: Callable[..., Looker], pdf: Callable[..., int]) -> None:
    one = looker()
    document_id = pdf(DOCUMENTS / "handbook.pdf", "one", "two", "three")
    wanted = [PageWanted(document_id, number, 300) for number in (2, 3, 1)]
    one.show(*wanted)
    assert [one.came.get(timeout=PATIENCE)[0] for _ in wanted] == wanted


def test_a_document_that_was_removed_is_said(looker: Callable[..., Looker]) -> None:
    assert isinstance(looker().look(PageWanted(77, 1, 500)), LibraryError)


@pytest.mark.parametrize(("size", "pixels"), [((10, 10, 40), 399), ((10, 10, 39), 390), ((0, 10, 0), 0)])
def test_pixels_that_do_not_fit_are_refused(size: tuple[int, int, int], pixels: int) -> None:
    with pytest.raises(ValueError, match=r"pic|pixels"):
        _checked(PagePicture(1, 1, "", *size, bytes(pixels)))
