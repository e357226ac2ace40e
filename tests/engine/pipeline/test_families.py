"""Each family of formats is recognised, and its text is found on the right page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.pipeline import steps
from engine.records import PageRead
from models.tokenizer import Tokenizer

LAMP = "turns once every twelve seconds"
FOG = "the fog signal is sounded for four seconds in every minute"
HERON = "The heron on the north ledge"


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [
        ("handbook.docx", "Word", HERON),
        ("handbook.doc", "Word", HERON),
        ("handbook.odt", "Word", HERON),
        ("handbook.rtf", "Rich text", HERON),
        ("handbook.epub", "E-book", HERON),
        ("handbook.html", "Web page", HERON),
        ("handbook.md", "Markdown", FOG),
        ("handbook.rst", "reStructuredText", FOG),
        ("handbook.tex", "LaTeX", FOG),
        ("stores.xml", "XML", "Colza oil was burned until the year the paraffin came; R&D came later."),
        ("stores.csv", "Table", "Spare mantles,60,0.25"),
        ("stores.tsv", "Table", "Spare mantles 60 0.25"),
        ("stores.json", "JSON", '{"article": "Spare mantles", "quantity": 60}'),
        ("stores.yaml", "YAML", "- article: Spare mantles"),
        ("lamp.py", "Code", "return seconds / SECONDS_PER_TURN"),
        ("mail.eml", "Mail", "the café will keep it for us"),
        ("mail.msg", "Mail", "the café will keep it for us"),
        ("lighthouse-utf-8.txt", "Text", "The lamp of the lighthouse"),
    ],
)
def test_formats_without_pages(read: Any, name: str, kind: str, sentence: str) -> None:
    document = read(name)
    assert (document.opened.kind, document.opened.paged) == (kind, False)
    assert document.opened.pages == len(document.pages)
    assert document.page_of(sentence) == 1


@pytest.mark.parametrize(
    ("name", "kind", "pages", "sentence", "page"),
    [
        ("handbook.pdf", "PDF", 3, FOG, 2),
        ("slides.pptx", "Slides", 3, "Four seconds of sound", 2),
        ("slides.odp", "Slides", 3, "Four seconds of sound", 2),
        ("stores.xlsx", "Sheet", 2, "1889-03-04 Two Brothers south", 2),
        ("stores.xls", "Sheet", 2, "1889-03-04 Two Brothers south", 2),
        ("stores.ods", "Sheet", 2, "1889-03-04 Two Brothers south", 2),
    ],
)
def test_formats_with_pages(read: Any, name: str, kind: str, pages: int, sentence: str, page: int) -> None:
    document = read(name)
    assert (document.opened.kind, document.opened.paged, document.opened.pages) == (kind, True, pages)
    assert [one.number for one in document.pages] == list(range(1, pages + 1))
    assert document.page_of(sentence) == page
    assert document.done.pages == pages


@pytest.mark.parametrize("name", ["handbook.docx", "handbook.odt", "handbook.pdf", "handbook.html", "handbook.epub"])
def test_titles_are_known(read: Any, name: str) -> None:
    facts = read(name).done.facts
    assert (facts.title, facts.author) == ("A Keeper's Handbook", "Meanwhile fixtures")


@pytest.mark.parametrize(
    ("name", "opened_as"),
    [
        ("handbook.pdf", "notes.txt"),
        ("handbook.docx", "report.pdf"),
        ("handbook.doc", "letter.docx"),
        ("handbook.html", "page.txt"),
        ("mail.eml", "saved message"),
        ("slides.pptx", "slides.zip"),
        ("handbook.pdf", "undecodable-\udcff.bin"),
    ],
)
def test_the_content_counts_not_the_extension(read: Any, documents: Path, name: str, opened_as: str) -> None:
    by_own_name, by_another = read(name), read(opened_as, (documents / name).read_bytes())
    assert by_another == by_own_name


def test_junk_before_a_pdf_header_does_no_harm(read: Any, documents: Path) -> None:
    pdf = b"\r\n%junk from a mail gateway\r\n" + (documents / "handbook.pdf").read_bytes()
    assert read("handbook.pdf", pdf).opened.kind == "PDF"


def test_a_text_about_pdf_headers_is_a_text(read: Any) -> None:
    assert read("notes.txt", b"Files begin with:\n%PDF-1.7\nand so on.").opened.kind == "Text"


def test_a_web_page_is_read_as_it_is_seen(read: Any) -> None:
    page = b"""<!DOCTYPE html><title>The   lamp</title><script>hidden()</script><style>p { hidden: yes }</style>
    <p>A lamp &amp; its<br>oil &lt; 5 barrels<p>unclosed <b>b</b>old<ul><li>first<li>second</ul>
    <pre>keep   this
  as is</pre><table><tr><td>Mantles<td>60<tr><td>Barrels<td>14</table><blockquote>quoted</blockquote>"""
    (chunk,) = read("page.html", page).chunks
    assert chunk.text == (
        "The lamp\n\nA lamp & its\noil < 5 barrels\n\nunclosed bold\n\nfirst\nsecond\n\n"
        "keep   this\n  as is\n\nMantles\t60\nBarrels\t14\n\nquoted"
    )


@pytest.mark.parametrize("broken", ["<!-- ", "</", "<![CDATA[ ", "<a href='", "<?", "<div>", "&"])
def test_markup_that_never_ends_does_not_take_for_ever(read: Any, broken: str) -> None:
    assert read("page.html", b"<html>The lamp turns. " + broken.encode() * 100_000).text.startswith("The lamp turns.")


def test_mails_are_found_by_subject_people_and_date(read: Any) -> None:
    for name in ("mail.eml", "mail.msg"):
        document = read(name)
        for words in ("Fog signal at the north rock – repairs", "Ada Keeper", "office@example.org", "1997"):
            assert words in document.text
        assert document.done.facts.title == "Fog signal at the north rock – repairs"
        assert document.done.facts.created.startswith("1997-03-04T08:30:00")
    assert read("mail.eml").done.facts.attachments == ("list.txt",)


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("handbook.docx", ["The lamp"]),
        ("handbook.odt", ["The lamp"]),
        ("handbook.pdf", ["The lamp", "The fog signal", "The log book"]),
        ("slides.pptx", ["The lamp", "The fog signal", "The log book"]),
        ("stores.xlsx", ["Stores", "Passing ships"]),
    ],
)
def test_headings_come_with_the_chunks(read: Any, name: str, headings: list[str]) -> None:
    assert [chunk.heading for chunk in read(name).chunks] == headings


@pytest.mark.parametrize("name", ["handbook.pdf", "handbook.docx", "stores.xls", "handbook.md"])
def test_bytes_and_a_map_read_alike(read: Any, documents: Path, tokenizer: Tokenizer, name: str) -> None:
    events = list(steps.read((documents / name).read_bytes(), name, tokenizer))
    mapped = read(name)
    assert events == [mapped.opened, *mapped.pages, mapped.done]


def test_every_slide_keeps_its_own_text_title_and_notes(tokenizer: Tokenizer) -> None:
    """The borders between slides must not drift, however many there are."""
    talk = Path(__file__).parents[3] / "resources" / "samples" / "Blocking, async, background - talk.pptx"
    pages = [event for event in steps.read(talk.read_bytes(), talk.name, tokenizer) if isinstance(event, PageRead)]
    titles = [page.chunks[0].text.partition("\n")[0] for page in pages]
    assert len(titles) == 8
    assert titles[2] == "Blocking: 48 seconds, and a dead window"
    assert titles[7] == "Three questions to take along"
    assert [page.chunks[0].heading for page in pages] == titles
    assert "It becomes wrong on the thread that paints." in pages[2].chunks[-1].text


@pytest.mark.parametrize(
    "name",
    ["handbook.docx", "handbook.epub", "handbook.html", "handbook.odt", "slides.pptx", "stores.xlsx", "stores.xml"],
)
def test_what_is_read_as_a_whole_tells_its_progress_and_can_be_ended(read: Any, name: str) -> None:
    class EndedError(BaseException):
        pass

    def end() -> None:
        raise EndedError

    with pytest.raises(EndedError):
        read(name, on_progress=end)


def test_passing_over_pages_tells_its_progress(read: Any) -> None:
    told: list[None] = []
    read("long.txt", b"Every ship is written down.\n" * 10_000, first_page=7, on_progress=lambda: told.append(None))
    assert len(told) == 6
