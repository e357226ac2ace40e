"""What kreuzberg reads, and what becomes of its panics."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import DamagedError, UnsupportedError
from engine.pipeline.extract.kreuzberg_reader import read_running, read_sheets


def test_a_panic_in_rust_is_a_damaged_file(documents: Path) -> None:
    broken = bytearray((documents / "stores.xls").read_bytes())
    broken[64] = 0  # the header now says that there is no table of small sectors
    with pytest.raises(DamagedError) as caught:
        read_sheets(bytes(broken), "application/vnd.ms-excel")
    assert not isinstance(caught.value.__cause__, Exception)


def test_an_unknown_kind_is_unsupported() -> None:
    with pytest.raises(UnsupportedError):
        read_running(b"whatever", "application/x-no-such-kind")


def test_nothing_is_written_where_the_program_stands(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, mime in (("handbook.rtf", "application/rtf"), ("mail.eml", "message/rfc822")):
        read_running((documents / name).read_bytes(), mime)
    assert list(tmp_path.iterdir()) == []
