"""DOCX details that matter to a search, on documents written part by part."""

from __future__ import annotations

import io
import zipfile
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = """<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
    <w:style w:styleId="Mine"><w:name w:val="House style"/><w:basedOn w:val="H1"/></w:style>"""


def docx(body: str, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in {"document": body, "styles": STYLES, **parts}.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
    return file.getvalue()


def paragraph(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>"


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def test_words_stay_apart_and_whole(read: Any) -> None:
    body = paragraph(
        t("light"), t("house keeper"), "<w:tab/>", t("Ada"), "<w:br/>", t("R&amp;D &lt; 5"), t("it&apos;s")
    )
    assert read("a.docx", docx(body)).text == "lighthouse keeper\tAda\nR&D < 5it's"


def test_tables_are_rows_of_cells(read: Any) -> None:
    cell = "<w:tc>{}</w:tc>".format
    row = "<w:tr>{}</w:tr>".format
    table = row(cell(paragraph(t("Mantles"))) + cell(paragraph(t("60")))) + row(
        cell(paragraph(t("Barrels"))) + cell(paragraph(t("14")) + paragraph(t("or 15")))
    )
    text = read("a.docx", docx(paragraph(t("Stores")) + f"<w:tbl>{table}</w:tbl>" + paragraph(t("End")))).text
    assert text == "Stores\n\nMantles\t60\nBarrels\t14 or 15\n\nEnd"


def test_what_was_deleted_is_gone_and_notes_follow(read: Any) -> None:
    body = paragraph(t("kept")) + "<w:p><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>"
    assert read("a.docx", docx(body, footnotes=paragraph(t("a note")))).text == "kept\n\na note"


def test_pages_are_where_word_saw_them(read: Any) -> None:
    body = paragraph(t("one")) + paragraph(
        "<w:lastRenderedPageBreak/>", t("two"), "<w:lastRenderedPageBreak/>", t("three")
    )
    document = read("a.docx", docx(body))
    assert document.opened.paged
    assert [document.page_of(word) for word in ("one", "two", "three")] == [1, 2, 3]


def test_headings_by_style_and_by_inheritance(read: Any) -> None:
    long = "Every ship is written down. " * 40
    body = "".join(
        paragraph(t(title), style=style) + paragraph(t(long))
        for title, style in (("Ships", "H1"), ("Weather", "Mine"), ("No heading", "Body"))
    )
    headings = [chunk.heading for chunk in read("a.docx", docx(body)).chunks]
    assert list(dict.fromkeys(headings)) == ["Ships", "Weather"]
