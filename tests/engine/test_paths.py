"""Where things are, and names that are no text."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import paths


@pytest.mark.skipif(sys.platform != "linux", reason="where data goes is told by other means elsewhere")
def test_library_and_models_are_in_the_users_data_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    assert paths.default_library() == home / ".local" / "share" / "meanwhile" / "library"
    assert paths.user_models() == home / ".local" / "share" / "meanwhile" / "models"
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    assert paths.default_library() == home / "data" / "meanwhile" / "library"


def test_resources_lie_beside_the_code() -> None:
    assert paths.resources() == Path(__file__).parents[2] / "resources"


@pytest.mark.parametrize("path", ["/a/b", b"/a/b", Path("/a/b")])
def test_a_path_may_be_given_in_any_way(path: str | bytes | Path) -> None:
    assert paths.text_of(path) == "/a/b"


@given(name=st.binary())
def test_every_name_of_a_file_survives_being_text(name: bytes) -> None:
    assert os.fsencode(paths.text_of(name)) == name
    assert paths.text_of(paths.text_of(name)) == paths.text_of(name)


@given(name=st.text(st.characters(categories=["Cs", "L"])))
def test_text_that_no_file_can_be_named_is_still_text_that_can_be_stored_and_printed(name: str) -> None:
    assert os.fsdecode(os.fsencode(paths.text_of(name))) == paths.text_of(name)
    assert paths.printable(name).encode().decode() == paths.printable(name)
    assert len(paths.printable(name)) == len(name)


def test_what_is_no_text_is_printed_as_such() -> None:
    assert paths.printable("/home/café") == "/home/café"
    assert paths.printable("/home/caf\udce9\ud800") == "/home/caf\ufffd\ufffd"
