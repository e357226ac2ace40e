"""Whatever is wrong with a file ends in the error that says so."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from engine.errors import (
    DamagedError,
    EmptyDocumentError,
    EncryptedError,
    NoTextError,
    TooLargeError,
    UnsupportedError,
)
from engine.pipeline import steps
from engine.records import ReadLimits
from models.tokenizer import Tokenizer


def zip_of(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("encrypted.pdf", EncryptedError),
        ("encrypted.docx", EncryptedError),
        ("no-pages.pdf", EmptyDocumentError),
        ("truncated.pdf", DamagedError),
        ("scan.pdf", NoTextError),
        ("picture.png", UnsupportedError),
    ],
)
def test_bad_files(read: Any, name: str, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read(name)
    assert caught.value.message.endswith(".")


def test_a_scan_says_that_it_looks_like_one(read: Any) -> None:
    with pytest.raises(NoTextError, match="looks like a scan"):
        read("scan.pdf")


def test_pages_come_before_the_error(documents: Path, tokenizer: Tokenizer) -> None:
    events = steps.read((documents / "scan.pdf").read_bytes(), "scan.pdf", tokenizer)
    seen = [next(events) for _ in range(3)]
    assert [getattr(event, "number", None) for event in seen] == [None, 1, 2]
    with pytest.raises(NoTextError):
        next(events)


@pytest.mark.parametrize("name", ["empty.pdf", "empty.txt", "empty"])
def test_no_bytes_at_all(read: Any, name: str) -> None:
    with pytest.raises(EmptyDocumentError):
        read(name, b"")


@pytest.mark.parametrize("source", [b" \n\t\r\n", b"\xef\xbb\xbf", b"<html><script>only()</script></html>"])
def test_nothing_to_read(read: Any, source: bytes) -> None:
    with pytest.raises(NoTextError):
        read("notes", source)


@pytest.mark.parametrize("name", ["handbook.docx", "handbook.odt", "handbook.epub", "slides.pptx", "stores.xlsx"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_container_is_damaged(read: Any, documents: Path, name: str, share: float) -> None:
    whole = (documents / name).read_bytes()
    with pytest.raises(DamagedError):
        read(name, whole[: int(len(whole) * share)])


@pytest.mark.parametrize("name", ["handbook.doc", "stores.xls", "mail.msg"])
def test_a_truncated_old_office_file_is_damaged(read: Any, documents: Path, name: str) -> None:
    with pytest.raises(DamagedError):
        read(name, (documents / name).read_bytes()[:1024])


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(64), "a picture"),
        (b"\x7fELF" + bytes(64), "a program"),
        (b"MZ\x90\0" + bytes(64), "a program"),
        (b"\x1f\x8b\x08" + bytes(64), "a packed file"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a sound file"),
        (b"\0\0\0\x18ftypmp42" + bytes(64), "a film"),
        (b"SQLite format 3\0" + bytes(64), "a database"),
        (zip_of(**{"notes.txt": b"notes"}), "an archive"),
        (bytes(range(256)) * 8, "neither text"),
    ],
)
def test_what_is_no_document_is_named(read: Any, source: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedError, match=kind):
        read("document.docx", source)


def test_a_file_beyond_the_limit(read: Any) -> None:
    with pytest.raises(TooLargeError):
        read("notes.txt", b"x" * 101, limits=ReadLimits(max_file_bytes=100))


BOMB = {"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w>" + b" " * 20_000_000}


@pytest.mark.parametrize(
    "limits",
    [ReadLimits(), ReadLimits(max_unpacked_bytes=1_000_000), ReadLimits(max_archive_parts=1)],
    ids=["ratio", "size", "entries"],
)
def test_a_bomb_is_not_unpacked(read: Any, limits: ReadLimits) -> None:
    with pytest.raises(TooLargeError):
        read("bomb.docx", zip_of(**BOMB), limits=limits)


def test_entities_that_blow_up_are_refused(read: Any) -> None:
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{"".join(lines)}]><x>&a11;</x>'
    document = zip_of(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": xml.encode()})
    with pytest.raises(DamagedError):
        read("laughs.docx", document)


def test_a_word_file_without_its_text_part(read: Any) -> None:
    with pytest.raises(DamagedError):
        read("hollow.docx", zip_of(**{"[Content_Types].xml": b"<Types/>", "word__settings.xml": b"<x/>"}))


def test_what_is_said_of_a_broken_file_quotes_nothing_of_it(documents: Path, read: Any) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(documents / "stores.xlsx") as workbook, zipfile.ZipFile(whole, "w") as broken:
        for name in workbook.namelist():
            content = workbook.read(name)
            broken.writestr(name, re.sub(rb'numFmtId="\d+"', b'numFmtId="the salary of Anna"', content))
    with pytest.raises(DamagedError) as caught:
        read("stores.xlsx", whole.getvalue())
    assert "Anna" not in str(caught.value)
