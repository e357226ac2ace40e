"""Reads OpenDocument texts, presentations and sheets: paragraphs, headings, tables, notes, slides."""

from __future__ import annotations

from engine.errors import DamagedError
from engine.pipeline.extract.containers import member, open_zip
from engine.pipeline.extract.content import OnProgress, Reading, Source
from engine.pipeline.extract.flow import Flow
from engine.pipeline.extract.packaged import core_facts, running
from engine.pipeline.extract.xml_parts import feed
from engine.records import ReadLimits

_SKIPPED = frozenset(("tracked-changes", "forms", "note-citation", "settings", "scripts", "automatic-styles", "styles"))
_NOTES = frozenset(("note-body", "annotation"))
_NOTE_SKIPPED = frozenset(("creator", "date", "date-string", "creator-initials"))


def read_open_document(source: Source, limits: ReadLimits, on_progress: OnProgress, *, paged: bool) -> Reading:
    """Open an ODT (one running text), or an ODP or ODS (``paged``: one page per slide or sheet).

    Raises ``DamagedError``, ``EncryptedError`` or ``TooLargeError``.
    """
    with open_zip(source, limits) as archive:
        content = member(archive, "content.xml")
        if not content:
            raise DamagedError("The document has no text part.", "Get a fresh copy of it.")
        flow = Flow()
        feed(_Content(flow, paged=paged), content, on_progress)
        facts = core_facts(member(archive, "meta.xml"))
    return running(flow, paged=paged, facts=facts)


class _Content:
    """Hears content.xml."""

    def __init__(self, flow: Flow, *, paged: bool) -> None:
        self._flow = flow
        self._paged = paged
        self._skipping = 0
        self._paragraphs = 0
        self._cells = 0
        self._notes = 0
        self._lists = 0
        self._in_title_frame = False
        self._in_spreadsheet = False
        self._sheet_name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipping or tag in _SKIPPED or (self._notes and tag in _NOTE_SKIPPED):
            self._skipping += 1
            return
        flow = self._flow
        match tag:
            case "p" | "h":
                self._paragraphs += 1
                flow.gap(self._between_paragraphs())
                if self._is_heading(tag):
                    flow.heading_begins()
            case "tab":
                flow.gap("\t")
            case "line-break":
                flow.gap("\n")
            case "s":
                flow.gap(" ")
            case "list":
                self._lists += 1
            case "table-cell" | "covered-table-cell":
                self._cells += 1
                flow.gap("\t")
            case "table-row":
                flow.gap("\n")
            case "spreadsheet":
                self._in_spreadsheet = True
            case "table" if self._in_spreadsheet:
                self._sheet_name = attributes.get("name", "")
            case "table":
                flow.gap("\n\n")
            case "frame":
                self._in_title_frame = attributes.get("class") == "title"
            case _ if tag in _NOTES:
                self._notes += 1
                flow.words(" [")

    def end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        flow = self._flow
        match tag:
            case "p" | "h":
                if self._is_heading(tag):
                    flow.heading_ends()
                flow.gap(self._between_paragraphs())
                self._paragraphs -= 1
            case "list":
                self._lists -= 1
                flow.gap(self._between_paragraphs())
            case "table-cell" | "covered-table-cell":
                self._cells -= 1
                flow.gap("\t")
            case "table-row":
                flow.gap("\n")
            case "table" if self._in_spreadsheet:
                flow.page_ends()
            case "table":
                flow.gap("\n\n")
            case "frame":
                self._in_title_frame = False
            case "page" if self._paged:
                flow.page_ends()
            case _ if tag in _NOTES:
                self._notes -= 1
                flow.words("] ")

    def data(self, text: str) -> None:
        # White space between elements is only layout of the file.
        if self._paragraphs and not self._skipping:
            self._say_sheet_name()
            self._flow.words(text)

    def _say_sheet_name(self) -> None:
        if self._sheet_name:
            self._flow.heading_begins()
            self._flow.words(self._sheet_name)
            self._flow.heading_ends()
            self._sheet_name = ""

    def _is_heading(self, tag: str) -> bool:
        return not self._cells and not self._notes and (tag == "h" or self._in_title_frame)

    def _between_paragraphs(self) -> str:
        if self._cells or self._notes:
            return " "
        return "\n" if self._lists else "\n\n"
