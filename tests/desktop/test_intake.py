from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QUrl

from desktop import intake


def drag(*urls: str | QUrl) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    return mime


def test_local_files_and_folders_come_in_in_their_order() -> None:
    came = intake.files_in(drag("file:///home/a/b.pdf", "file:///home/a/folder%20of%20notes/"))
    assert came == intake.Intake(["/home/a/b.pdf", "/home/a/folder of notes/"], refused=0)


def test_a_drag_is_worth_accepting_when_a_file_is_in_it() -> None:
    assert intake.may_hold_files(drag("file:///home/a.pdf"))
    assert intake.may_hold_files(drag("https://example.org/file:a.pdf", "FILE:///home/a.pdf"))
    assert not intake.may_hold_files(drag("https://example.org/file:a.pdf", "mailto:someone@example.org"))
    assert not intake.may_hold_files(QMimeData())


def test_a_drag_whose_source_is_too_busy_to_name_its_files_yet_is_welcome() -> None:
    mime = QMimeData()
    mime.setData("text/uri-list", b"")
    assert intake.may_hold_files(mime)


def test_what_is_no_local_file_is_counted_as_refused() -> None:
    came = intake.files_in(drag("https://example.org/a.pdf", "file:///home/a.pdf", "mailto:someone@example.org"))
    assert came == intake.Intake(["/home/a.pdf"], refused=2)


def test_ten_thousand_files_come_in_without_a_look_at_the_disk() -> None:
    names = [f"/nowhere/report {number}.pdf" for number in range(10_000)]
    came = intake.files_in(drag(*(QUrl.fromLocalFile(name) for name in names)))
    assert came.paths == names


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always Unicode")
@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"/" not in name and b"\0" not in name))
def test_a_name_of_any_bytes_survives_the_drag(name: bytes) -> None:
    encoded = b"".join(b"%%%02X" % byte for byte in name)
    mime = QMimeData()
    mime.setData("text/uri-list", b"file:///folder/" + encoded + b"\r\n")
    [path] = intake.files_in(mime).paths
    assert os.fsencode(path) == b"/folder/" + name


def test_pasted_text_counts_where_it_names_what_exists(tmp_path: Path) -> None:
    there = tmp_path / "a note.txt"
    there.write_text("x")
    mime = QMimeData()
    mime.setText(f"{there}\n'{there}'\n{there.as_uri()}\n\nnot a path\n/nowhere/at/all\n")
    assert intake.files_in_clipboard(mime) == intake.Intake([str(there)] * 3, refused=2)


def test_copied_files_go_before_copied_text(tmp_path: Path) -> None:
    mime = drag("file:///home/a.pdf")
    mime.setText(str(tmp_path))
    assert intake.files_in_clipboard(mime).paths == ["/home/a.pdf"]
