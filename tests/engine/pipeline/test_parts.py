"""Long texts without pages are cut into parts at paragraphs, and headings reach over the cuts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.pipeline.extract.parts import PART_CHARACTERS, cut

PARAGRAPH = "Every ship that passes is written down with her name and her course.\n\n"


@given(st.lists(st.text(alphabet="ab. \n", max_size=200).map(lambda text: text * 300), max_size=4))
def test_parts_are_the_text(blocks: list[str]) -> None:
    parts = list(cut(blocks))
    assert "".join(parts).strip() == "".join(blocks).strip()
    assert all(len(part) <= PART_CHARACTERS for part in parts)


def test_parts_end_at_paragraphs() -> None:
    parts = list(cut([PARAGRAPH * 2000]))
    assert len(parts) > 3
    assert all(part.endswith("\n\n") for part in parts)


def test_the_heading_above_reaches_over_the_cut(read: Any) -> None:
    text = "# Passing ships\n\n" + PARAGRAPH * 1000 + "# The lamp\n\n" + PARAGRAPH * 10
    document = read("log.md", text.encode())
    assert document.opened.pages == len(document.pages) > 2
    assert {chunk.heading for chunk in document.pages[1].chunks} == {"Passing ships"}
    assert document.chunks[-1].heading == "The lamp"


def test_reading_goes_on_at_any_part(read: Any) -> None:
    source = ("# Passing ships\n\n" + PARAGRAPH * 1500).encode()
    whole = read("log.md", source)
    assert read("log.md", source, first_page=3).pages == whole.pages[2:]
