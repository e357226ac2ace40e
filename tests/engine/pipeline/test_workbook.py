"""XLSX details that matter to a search, on workbooks written part by part."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

STYLES = """<numFmts><numFmt numFmtId="164" formatCode="[Red]&quot;day&quot;\\ 0.0"/>
    <numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs>
    <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>"""
STRINGS = "<si><t>Spare </t><r><t>mantles</t></r><rPh><t>reading</t></rPh></si><si><t>R&amp;D</t></si>"


def xlsx(*sheets: str, properties: str = "") -> bytes:
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="Sheet {n}" r:id="r{n}"/>' for n in numbers)
    relations = "".join(f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<w xmlns:r="rel">{properties}<sheets>{names}</sheets></w>',
        "xl/_rels/workbook.xml.rels": f"<x>{relations}</x>",
        "xl/sharedStrings.xml": f"<sst>{STRINGS}</sst>",
        "xl/styles.xml": f"<s>{STYLES}</s>",
    } | {f"xl/worksheets/sheet{n}.xml": f"<w><sheetData>{sheets[n - 1]}</sheetData></w>" for n in numbers}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def c(value: str, kind: str = "n", style: int = 0) -> str:
    return f'<c t="{kind}" s="{style}"><v>{value}</v></c>'


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (c("0", "s"), "Spare mantles"),
        (c("1", "s"), "R&D"),
        (c("a formula's words", "str"), "a formula's words"),
        ('<c t="inlineStr"><is><t>inline</t></is></c>', "inline"),
        (c("1", "b"), "TRUE"),
        (c("14"), "14"),
        (c("0.30000000000000004"), "0.3"),
        (c("43894", style=1), "2020-03-04"),
        (c("43894.4375", style=2), "2020-03-04 10:30:00"),
        (c("0.5", style=2), "12:00:00"),
        (c("2.5", style=3), "2.5"),
        (c("0.25", style=4), "25%"),
        (c("1e300", style=1), "1e300"),
        (c("99", "s"), "99"),
    ],
)
def test_cells_are_shown_as_a_person_sees_them(read: Any, cell: str, shown: str) -> None:
    assert read("a.xlsx", xlsx(row(cell))).text == f"Sheet 1\n\n{shown}"


def test_the_old_mac_calendar(read: Any) -> None:
    book = xlsx(row(c("42432", style=1)), properties='<workbookPr date1904="1"/>')
    assert read("a.xlsx", book).text.endswith("2020-03-04")


def test_rows_are_lines_and_empty_sheets_keep_their_number(read: Any) -> None:
    document = read("a.xlsx", xlsx("", row(c("1"), "<c/>", c("2")) + row(c("0", "s"))))
    assert [(chunk.page, chunk.heading, chunk.text) for chunk in document.chunks] == [
        (2, "Sheet 2", "Sheet 2\n\n1\t2\nSpare mantles")
    ]


def test_a_stray_cell_far_out_costs_nothing(read: Any) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    assert read("a.xlsx", xlsx(row(c("0", "s")) + far)).text == "Sheet 1\n\nSpare mantles\n7"
