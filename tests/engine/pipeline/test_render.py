"""Pages as they look, and where a passage stands on them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from engine.errors import DamagedError
from engine.pipeline.extract.pdf_text import cleaned, span_in_raw
from engine.pipeline.render import MAX_PIXELS, OpenPdf
from engine.records import PagePicture, Passage

LINE = "The lamp turns once every twelve seconds."


def ink(picture: PagePicture) -> NDArray[np.bool_]:
    """Which pixels are dark, (height, width)."""
    rows = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.stride)
    return rows[:, : 4 * picture.width].reshape(picture.height, picture.width, 4)[..., :3].min(axis=2) < 128


def in_boxes(picture: PagePicture, margin: int = 0) -> NDArray[np.bool_]:
    """Which pixels lie in the passage's boxes, or no further than ``margin`` from one."""
    inside = np.zeros((picture.height, picture.width), bool)
    for left, top, right, bottom in picture.boxes:
        rows = slice(max(0, int(top * picture.height) - margin), int(bottom * picture.height) + margin)
        inside[rows, max(0, int(left * picture.width) - margin) : int(right * picture.width) + margin] = True
    return inside


def passage_in(document: Path, number: int, words: str) -> Passage:
    """The words, as the reader would have stored them."""
    open_pdf = OpenPdf(document.read_bytes())
    page = open_pdf._document[number - 1]
    text = cleaned(page.get_textpage().get_text_range())
    open_pdf.close()
    start = text.index(words)
    return Passage(start, start + len(words), words)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_boxes_lie_where_the_words_are_however_the_page_is_turned(documents: Path, turn: int) -> None:
    writer = PdfWriter()
    with PdfReader(documents / "owner-password.pdf", password="") as reader:
        writer.append(reader)
    writer.pages[0].rotate(turn)
    turned = io.BytesIO()
    writer.write(turned)
    picture = OpenPdf(turned.getvalue()).draw(1, 800, Passage(0, len(LINE), LINE))
    assert len(picture.boxes) == 1
    assert ink(picture).sum() > 100
    assert not (ink(picture) & ~in_boxes(picture, margin=3)).any()


LINES = (("The lamp ", "turns"), ("once every twelve ", "seconds."), ("Fog ", "signals are sounded"), ("too.", ""))
"""The second half of each in bold."""


def written(direction: str, turn: int) -> bytes:
    """A page of these lines, written in a direction and then turned."""
    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    fonts = DictionaryObject()
    for name, face in (("/Plain", "/Helvetica"), ("/Bold", "/Helvetica-Bold")):
        named = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": face}
        fonts[NameObject(name)] = DictionaryObject({NameObject(key): NameObject(one) for key, one in named.items()})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    shown = (
        f"1 0 0 1 0 {-14 * line} Tm /Plain 11 Tf ({plain}) Tj /Bold 11 Tf ({bold}) Tj"
        for line, (plain, bold) in enumerate(LINES)
    )
    content.set_data(f"{direction} cm BT {' '.join(shown)} ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    page.rotate(turn)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("direction", ["1 0 0 1 50 200", "0 1 -1 0 200 50"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_every_line_has_one_box_also_where_it_reads_sideways(direction: str, turn: int) -> None:
    document = OpenPdf(written(direction, turn))
    text = cleaned(document._document[0].get_textpage().get_text_range())
    picture = document.draw(1, 800, Passage(0, len(text), text))
    assert len(picture.boxes) == len(LINES)
    assert ink(picture).sum() > 100
    assert not (ink(picture) & ~in_boxes(picture, margin=3)).any()


def test_a_passage_of_two_lines_has_two_boxes_and_leaves_its_neighbours_alone(documents: Path) -> None:
    words = "The \ncompressor needs a quarter of an hour to fill its tanks."
    picture = OpenPdf((documents / "handbook.pdf").read_bytes()).draw(
        2, 800, passage_in(documents / "handbook.pdf", 2, words)
    )
    assert len(picture.boxes) == 2
    (_, top, right, bottom), (left, next_top, *_) = picture.boxes
    assert top < bottom <= next_top + 0.01
    assert left < right
    marked = (ink(picture) & in_boxes(picture)).sum()
    assert 0 < marked < ink(picture).sum() / 2


def test_what_stands_elsewhere_or_spaced_otherwise_by_now_is_found_and_what_is_gone_is_not(documents: Path) -> None:
    document = OpenPdf((documents / "handbook.pdf").read_bytes())
    moved = Passage(900, 941, "the fog   signal\nis sounded for four seconds")
    assert document.draw(2, 400, moved).boxes
    assert document.draw(2, 400, Passage(0, 20, "nothing of the kind.")).boxes == ()


def test_a_page_is_as_wide_as_asked_and_knows_what_is_printed_on_it(documents: Path) -> None:
    picture = OpenPdf((documents / "handbook.pdf").read_bytes()).draw(2, 640)
    assert (picture.page, picture.pages, picture.label) == (2, 3, "A-7")
    assert 640 <= picture.width <= 641
    assert len(picture.pixels) == picture.stride * picture.height


def test_a_page_of_any_size_ends_as_a_picture_of_bounded_size() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 14_400)
    endless = io.BytesIO()
    writer.write(endless)
    picture = OpenPdf(endless.getvalue()).draw(1, 5_000)
    assert picture.width * picture.height <= MAX_PIXELS * 1.01


@pytest.mark.parametrize("number", [0, 4])
def test_a_page_that_is_not_there_is_said(documents: Path, number: int) -> None:
    with pytest.raises(DamagedError, match=f"no page {number}"):
        OpenPdf((documents / "handbook.pdf").read_bytes()).draw(number, 400)


# What cleaning keeps, drops, shortens and makes longer.
PIECES = st.lists(st.sampled_from(["a", "b ", "\r\n", "\n", "\ufffe\r\n", "\ufffe", "ﬁ", "ﬃ", "\x07", "é"]), min_size=1)


@given(PIECES, st.data())
def test_every_span_of_the_cleaned_text_is_found_in_the_raw_one(pieces: list[str], data: st.DataObject) -> None:
    raw = "".join(pieces)
    text = cleaned(raw)
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(start, len(text)))
    first, last = span_in_raw(raw, start, end)
    found = cleaned(raw[first:last])
    assert text[start:end] in found
    # A glyph of three letters is taken whole, at both ends.
    assert len(found) <= end - start + 4
