"""Reads XLSX cell by cell: one page per sheet, a line per row, cells separated by tabs, the sheet's name on top.

Not by kreuzberg: it lays a sheet out as a full rectangle first. One stray cell at ZZ100000 then takes 4.6 GB and 25 s,
and one at A1048576 makes it drop the sheet without a word (measured with 4.10.4).
"""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from datetime import datetime, timedelta

from engine.errors import DamagedError
from engine.pipeline.extract.containers import member, open_zip
from engine.pipeline.extract.content import OnProgress, Reading, Source
from engine.pipeline.extract.flow import Flow
from engine.pipeline.extract.packaged import core_facts
from engine.pipeline.extract.xml_parts import feed
from engine.records import ReadLimits

_MAIN = "xl/workbook.xml"
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENTS = frozenset((9, 10))
# ECMA-376 part 1, 18.8.31: what stands in quotes, in brackets or behind a backslash is shown as it is.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DATE_LETTER = re.compile("[ymdhs]", re.IGNORECASE)


def read_workbook(source: Source, limits: ReadLimits, on_progress: OnProgress) -> Reading:
    """Open an XLSX.

    Raises ``DamagedError``, ``EncryptedError`` or ``TooLargeError``.
    """
    with open_zip(source, limits) as archive:
        book = _Book()
        for name in (_MAIN, "xl/_rels/workbook.xml.rels"):
            if xml := member(archive, name):
                feed(book, xml)
        if not book.sheets():
            raise DamagedError("The workbook has no list of its sheets.", "Get a fresh copy of it.")
        strings, styles = _Strings(), _Styles()
        for handler, name in ((strings, "xl/sharedStrings.xml"), (styles, "xl/styles.xml")):
            if xml := member(archive, name):
                feed(handler, xml, on_progress)
        flow = Flow()
        for title, path in book.sheets():
            if xml := member(archive, path):
                feed(_Sheet(flow, title, strings.all, styles, book.epoch), xml, on_progress)
            flow.page_ends()
        facts = core_facts(member(archive, "docProps/core.xml"))
    pages = flow.pages()
    return Reading(paged=True, count=len(pages), pages=iter(pages), facts=lambda: facts)


class _Book:
    """Hears workbook.xml and its relations: the sheets in their order, and when the calendar begins."""

    def __init__(self) -> None:
        self.epoch = datetime(1899, 12, 30)
        self._sheets: list[tuple[str, str]] = []
        self._targets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "workbookPr" if attributes.get("date1904") in ("1", "true"):
                self.epoch = datetime(1904, 1, 1)
            case "sheet":
                self._sheets.append((attributes.get("name", ""), attributes.get("id", "")))
            case "Relationship":
                self._targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass

    def sheets(self) -> list[tuple[str, str]]:
        """Name and path inside the container of each sheet."""
        return [
            (name, posixpath.normpath(posixpath.join("/xl", self._targets.get(relation, ""))).lstrip("/"))
            for name, relation in self._sheets
        ]


class _Strings:
    """Hears sharedStrings.xml."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t":
            self._in_text = not self._phonetic

    def end(self, tag: str) -> None:
        if tag == "si":
            self.all.append("".join(self._pieces))
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "t":
            self._in_text = False

    def data(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)


class _Styles:
    """Hears styles.xml: which cell styles show a number as a date or a percentage."""

    def __init__(self) -> None:
        self.dates: set[str] = set()
        self.percents: set[str] = set()
        self._codes: dict[int, str] = {}
        self._in_cell_styles = False
        self._number = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._codes[int(attributes["numFmtId"])] = _LITERAL.sub("", attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            self._in_cell_styles = True
        elif tag == "xf" and self._in_cell_styles:
            form = int(attributes.get("numFmtId", "0"))
            code = self._codes.get(form, "")
            if form in _BUILT_IN_DATES or (code.lower() != "general" and _DATE_LETTER.search(code)):
                self.dates.add(str(self._number))
            elif form in _BUILT_IN_PERCENTS or "%" in code:
                self.percents.add(str(self._number))
            self._number += 1

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cell_styles = False

    def data(self, text: str) -> None:
        pass


class _Sheet:
    """Hears one sheet."""

    def __init__(self, flow: Flow, title: str, strings: list[str], styles: _Styles, epoch: datetime) -> None:
        self._flow = flow
        self._title = title
        self._strings = strings
        self._styles = styles
        self._epoch = epoch
        self._type = self._style = ""
        self._value = ""
        self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._value = ""
        elif tag in ("v", "t"):
            self._in_value = True

    def end(self, tag: str) -> None:
        if tag == "c":
            if shown := self._shown().strip():
                self._say_title()
                self._flow.words(shown)
            self._flow.gap("\t")
        elif tag in ("v", "t"):
            self._in_value = False
        elif tag == "row":
            self._flow.gap("\n")

    def data(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def _say_title(self) -> None:
        if self._title:
            self._flow.heading_begins()
            self._flow.words(self._title)
            self._flow.heading_ends()
            self._title = ""

    def _shown(self) -> str:
        value = self._value
        with suppress(ValueError, OverflowError, IndexError):  # then the value is shown as it is written
            match self._type:
                case "s":
                    return self._strings[int(value)] if value else ""
                case "b":
                    return "TRUE" if value == "1" else "FALSE"
                case "n" if value:
                    return self._number(float(value))
        return value

    def _number(self, value: float) -> str:
        if self._style in self._styles.dates:
            moment = self._epoch + timedelta(seconds=round(value * 86400))
            if 0 <= value < 1:
                return f"{moment:%H:%M:%S}"
            return f"{moment:%Y-%m-%d}" if value == int(value) else f"{moment:%Y-%m-%d %H:%M:%S}"
        if self._style in self._styles.percents:
            return f"{value * 100:.15g}%"
        return f"{value:.15g}"
