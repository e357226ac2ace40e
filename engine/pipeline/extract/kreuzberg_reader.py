"""Reads by kreuzberg: the old Office formats, RTF, mail."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import Any

import kreuzberg

from engine.errors import DamagedError, UnsupportedError
from engine.pipeline.extract.clean import clean
from engine.pipeline.extract.containers import encrypted
from engine.pipeline.extract.content import Heading, Page, Reading, Source
from engine.pipeline.extract.parts import split_page
from engine.records import DocumentFacts

_CELL_SEPARATOR = "\t"


def read_running(source: Source, mime: str) -> Reading:
    """Read a format that has no pages, or does not tell them: Word 97, PowerPoint 97, RTF, EML, MSG.

    Raises ``DamagedError``, ``EncryptedError`` or ``UnsupportedError``.
    """
    result = _extract(source, mime)
    pages = list(split_page(Page(1, clean(result.content))))
    facts = _facts(result.metadata)
    return Reading(paged=False, count=len(pages), pages=iter(pages), facts=lambda: facts)


def read_sheets(source: Source, mime: str) -> Reading:
    """Read an XLS or XLSB: one page per sheet, a line per row, cells separated by tabs, the sheet's name on top.

    Raises as ``read_running``.
    """
    result = _extract(source, mime)
    names: list[str] = result.metadata.get("sheet_names") or []
    rows: dict[int, list[str]] = {number: [] for number in range(1, len(names) + 1)}
    for page in result.pages or []:
        for table in page["tables"]:
            rows.setdefault(page["page_number"], []).extend(
                _CELL_SEPARATOR.join(cells).rstrip() for cells in table.cells
            )
    pages = [_sheet(number, names, lines) for number, lines in sorted(rows.items())]
    facts = _facts(result.metadata)
    return Reading(paged=True, count=len(pages), pages=iter(pages), facts=lambda: facts)


def _sheet(number: int, names: list[str], lines: list[str]) -> Page:
    if not any(lines):
        return Page(number, "")
    name = clean(names[number - 1]).strip() if number <= len(names) else ""
    text = clean("\n".join(lines))
    if not name:
        return Page(number, text)
    return Page(number, f"{name}\n\n{text}", (Heading(0, len(name), name),))


def _extract(source: Source, mime: str) -> Any:
    config = kreuzberg.ExtractionConfig(
        use_cache=False,
        # "Quality processing" removes what it takes for noise; a search wants all words.
        enable_quality_processing=False,
        pages=kreuzberg.PageConfig(extract_pages=True),
        concurrency=kreuzberg.ConcurrencyConfig(max_threads=1),
    )
    try:
        return kreuzberg.extract_bytes_sync(source[:], mime, config)
    except kreuzberg.ValidationError as error:
        raise UnsupportedError("There is no reader for this kind of file.") from error
    except kreuzberg.KreuzbergError as error:
        if "password" in str(error).lower() or "encrypted" in str(error).lower():
            raise encrypted() from error
        raise _damaged() from error
    except OSError as error:
        # No file is touched here: this is how a broken ZIP stream arrives.
        raise _damaged() from error
    except BaseException as error:
        # A panic in Rust arrives as an exception that is no Exception.
        if type(error).__module__ == "pyo3_runtime":
            raise _damaged() from error
        raise


def _facts(said: Any) -> DocumentFacts:
    authors = said.get("authors") or []
    created = str(said.get("created_at") or "")
    attachments = said.get("attachments") or []
    return DocumentFacts(
        title=clean(str(said.get("title") or said.get("subject") or "")).strip(),
        author=clean(", ".join(authors) or str(said.get("from_email") or said.get("created_by") or "")).strip(),
        created=_iso_date(created),
        attachments=tuple(clean(str(name)) for name in attachments),
    )


def _iso_date(said: str) -> str:
    """Give a date as ISO 8601; mails say it in words, and "year 0000" means that nothing was said."""
    if said[:4].isdigit():
        return "" if said.startswith("0000") else said
    try:
        return parsedate_to_datetime(said).isoformat()
    except (ValueError, TypeError):
        return ""


def _damaged() -> DamagedError:
    return DamagedError("The file is cut off or broken.", "Get a fresh copy of it, or save it again in its program.")
