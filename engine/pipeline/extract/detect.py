"""Says what a document is: by its content first; its name only tells kinds of text apart."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, replace
from enum import Enum, auto

from engine.errors import UnsupportedError
from engine.phrases import word
from engine.pipeline.extract import text
from engine.pipeline.extract.containers import OLE_MAGIC, encrypted, member, ole_entries, open_zip
from engine.pipeline.extract.content import Source
from engine.records import ReadLimits


class Family(Enum):
    """Which reader a document goes to."""

    PDF = auto()
    WORD = auto()
    OPEN_DOCUMENT = auto()
    EPUB = auto()
    WEB = auto()
    XML = auto()
    SLIDES = auto()
    WORKBOOK = auto()
    """XLSX."""
    SHEETS = auto()
    """Sheets that kreuzberg reads: XLS, XLSB."""
    RUNNING = auto()
    """Formats that kreuzberg gives as one running text: old Word and PowerPoint, RTF, mail."""
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """What a document is."""

    family: Family
    kind: str
    """Short name for people."""
    mime: str
    encoding: str = ""
    """Of texts."""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

PDF = Format(Family.PDF, "PDF", "application/pdf")
EPUB = Format(Family.EPUB, "E-book", "application/epub+zip")
WEB_PAGE = Format(Family.WEB, "Web page", "text/html")
XML = Format(Family.XML, "XML", "application/xml")
MAIL = Format(Family.RUNNING, "Mail", "message/rfc822")
RICH_TEXT = Format(Family.RUNNING, "Rich text", "application/rtf")

_OOXML_MAIN_PARTS = (
    ("word/", Format(Family.WORD, "Word", _OFFICE + "wordprocessingml.document")),
    ("ppt/", Format(Family.SLIDES, "Slides", _OFFICE + "presentationml.presentation")),
    ("xl/workbook.bin", Format(Family.SHEETS, "Sheet", "application/vnd.ms-excel.sheet.binary.macroEnabled.12")),
    ("xl/", Format(Family.WORKBOOK, "Sheet", _OFFICE + "spreadsheetml.sheet")),
)
_BY_MIMETYPE_ENTRY = (
    (_ODF + "text", Format(Family.OPEN_DOCUMENT, "Word", _ODF + "text")),
    (_ODF + "presentation", Format(Family.OPEN_DOCUMENT, "Slides", _ODF + "presentation")),
    (_ODF + "graphics", Format(Family.OPEN_DOCUMENT, "Slides", _ODF + "graphics")),
    (_ODF + "spreadsheet", Format(Family.OPEN_DOCUMENT, "Sheet", _ODF + "spreadsheet")),
    ("application/epub+zip", EPUB),
)
_BY_OLE_ENTRY = (
    ("WordDocument", Format(Family.RUNNING, "Word", "application/msword")),
    ("Workbook", Format(Family.SHEETS, "Sheet", "application/vnd.ms-excel")),
    ("Book", Format(Family.SHEETS, "Sheet", "application/vnd.ms-excel")),
    ("PowerPoint Document", Format(Family.RUNNING, "Slides", "application/vnd.ms-powerpoint")),
    ("__properties_version1.0", Format(Family.RUNNING, "Mail", "application/vnd.ms-outlook")),
)
_TEXT_EXTENSIONS = {
    "md markdown mdown mkd mdx": ("Markdown", "text/markdown"),
    "rst rest": ("reStructuredText", "text/x-rst"),
    "tex latex ltx": ("LaTeX", "application/x-latex"),
    "csv": ("Table", "text/csv"),
    "tsv tab": ("Table", "text/tab-separated-values"),
    "json jsonl ndjson geojson ipynb": ("JSON", "application/json"),
    "yaml yml": ("YAML", "application/yaml"),
    "py pyi pyw c h cc cpp cxx hh hpp m mm cs java kt kts scala go rs swift js mjs cjs jsx ts tsx vue php rb pl pm lua"
    " r jl f f90 f95 pas ada adb ads hs ml mli fs fsx ex exs erl clj lisp el scm sh bash zsh fish ps1 bat cmd sql css"
    " scss less toml ini cfg conf mk cmake gradle groovy dart zig nim v vhd vhdl sv asm s proto thrift graphql tf nix"
    " diff patch": ("Code", "text/x-source"),
}
_BY_EXTENSION = {
    extension: Format(Family.TEXT, kind, mime)
    for extensions, (kind, mime) in _TEXT_EXTENSIONS.items()
    for extension in extensions.split()
}
_PLAIN = Format(Family.TEXT, "Text", "text/plain")
_CODE = _BY_EXTENSION["py"]
_LATEX = _BY_EXTENSION["tex"]
_WEB_EXTENSIONS = frozenset(("html", "htm", "xhtml", "xht"))

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG", word("a picture (PNG)")),
    (0, b"\xff\xd8\xff", word("a picture (JPEG)")),
    (0, b"GIF8", word("a picture (GIF)")),
    (0, b"II*\0", word("a picture (TIFF)")),
    (0, b"MM\0*", word("a picture (TIFF)")),
    (0, b"\0\0\1\0", word("a picture (icon)")),
    (0, b"8BPS", word("a picture (Photoshop)")),
    (0, b"AT&TFORM", word("a scan (DjVu)")),
    (8, b"WEBP", word("a picture (WebP)")),
    (8, b"WAVE", word("a sound file")),
    (8, b"AVI ", word("a film")),
    (4, b"ftypheic", word("a picture (HEIC)")),
    (4, b"ftypavif", word("a picture (AVIF)")),
    (4, b"ftypM4A", word("a sound file")),
    (4, b"ftyp", word("a film")),
    (0, b"\x1a\x45\xdf\xa3", word("a film")),
    (0, b"OggS", word("a sound file")),
    (0, b"fLaC", word("a sound file")),
    (0, b"ID3", word("a sound file")),
    (0, b"\x1f\x8b", word("a packed file (gzip)")),
    (0, b"BZh", word("a packed file (bzip2)")),
    (0, b"\xfd7zXZ", word("a packed file (xz)")),
    (0, b"\x28\xb5\x2f\xfd", word("a packed file (zstd)")),
    (0, b"7z\xbc\xaf\x27\x1c", word("an archive (7z)")),
    (0, b"Rar!\x1a\x07", word("an archive (RAR)")),
    (257, b"ustar", word("an archive (tar)")),
    (0, b"\x7fELF", word("a program")),
    (0, b"\xca\xfe\xba\xbe", word("a program")),
    (0, b"\xcf\xfa\xed\xfe", word("a program")),
    (0, b"\0asm", word("a program")),
    (0, b"SQLite format 3\0", word("a database")),
    (0, b"!BDN", word("a mailbox (PST)")),
    (0, b"%!PS", word("a PostScript file")),
    (0, b"wOF2", word("a font")),
    (0, b"OTTO", word("a font")),
    (0, b"\0\1\0\0\0", word("a font")),
)

_PDF_HEADER = re.compile(rb"(?:^|[\r\n])%PDF-\d")
_WEB_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_XML_START = re.compile(r"\s*<\?xml\b")
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_MAIL_HEADER = re.compile(r"^([A-Za-z][A-Za-z-]*):[ \t]*\S?", re.M)
_MAIL_NAMES = frozenset(("from", "to", "subject", "date", "message-id", "received", "mime-version", "return-path"))


def detect(source: Source, name: str, limits: ReadLimits) -> Format:
    """Find out what a document is.

    Raises ``UnsupportedError``, or what ``open_zip`` raises for a container that must not be unpacked.
    """
    head = source[:4096]
    extension = name.rpartition(".")[2].lower()
    if head.lstrip().startswith(b"%PDF-") or _is_late_pdf(source, extension):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(source, limits)
    if head.startswith(OLE_MAGIC):
        return _in_ole(source)
    if head.startswith(b"{\\rtf"):
        return RICH_TEXT
    for offset, magic, what in _SIGNATURES:
        if head[offset:].startswith(magic):
            raise _unsupported(what)
    if head.startswith(b"MZ") and b"\0" in head:
        raise _unsupported(word("a program"))
    encoding = text.encoding_of(source)
    return replace(_in_text(head.decode(encoding, "ignore"), extension), encoding=encoding)


def _is_late_pdf(source: Source, extension: str) -> bool:
    # Readers accept a PDF header anywhere in the first 1,024 bytes; a text that merely shows one is no PDF.
    return bool(_PDF_HEADER.search(source[:1024])) and (extension == "pdf" or b"startxref" in source[-2048:])


def _in_zip(source: Source, limits: ReadLimits) -> Format:
    with open_zip(source, limits) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names:
            for prefix, found in _OOXML_MAIN_PARTS:
                if any(entry.startswith(prefix) for entry in names):
                    return found
        mimetype = member(archive, "mimetype").strip().decode("ascii", "replace")
        for start, found in _BY_MIMETYPE_ENTRY:
            if mimetype.startswith(start):
                _refuse_encrypted(archive)
                return found
        if "META-INF/container.xml" in names:
            return EPUB
    raise _unsupported(word("an archive (ZIP)"), word("Unpack it and add what is inside."))


def _refuse_encrypted(archive: zipfile.ZipFile) -> None:
    if b"encryption-data" in member(archive, "META-INF/manifest.xml"):
        raise encrypted()


def _in_ole(source: Source) -> Format:
    names = ole_entries(source)
    if "EncryptedPackage" in names:
        raise encrypted()
    for entry, found in _BY_OLE_ENTRY:
        if entry in names:
            return found
    raise _unsupported(word("an Office file of a kind"))


def _in_text(start: str, extension: str) -> Format:
    start = start.lstrip("\ufeff")
    if _WEB_START.match(start) or (extension in _WEB_EXTENSIONS and _TAG.search(start)):
        return WEB_PAGE
    if _XML_START.match(start):
        return WEB_PAGE if extension in _WEB_EXTENSIONS else XML
    if extension == "eml" or _is_mail(start):
        return MAIL
    if by_extension := _BY_EXTENSION.get(extension):
        return by_extension
    if start.startswith("#!"):
        return _CODE
    if "\\documentclass" in start:
        return _LATEX
    return _PLAIN


def _is_mail(start: str) -> bool:
    first, _, _ = start.replace("\r\n", "\n").partition("\n\n")
    names = {match[1].lower() for match in _MAIL_HEADER.finditer(first)}
    return bool(_MAIL_HEADER.match(first)) and "from" in names and len(names & _MAIL_NAMES) >= 3


def _unsupported(what: str, hint: str = "") -> UnsupportedError:
    return UnsupportedError(f"This is {what}, which Meanwhile does not read.", hint)
