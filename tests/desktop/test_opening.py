from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from desktop import opening
from desktop.opening import Opener


def anywhere(name: str) -> str:
    return f"/usr/bin/{name}"


@pytest.mark.parametrize(
    ("viewer", "command"),
    [
        ("org.gnome.Evince.desktop", ["/usr/bin/evince", "--page-index=7", "/a b/c.pdf"]),
        ("org.kde.okular.desktop", ["/usr/bin/okular", "--page", "7", "/a b/c.pdf"]),
        ("org.pwmt.zathura.desktop", ["/usr/bin/zathura", "--page=7", "/a b/c.pdf"]),
        ("firefox-esr.desktop", ["/usr/bin/firefox-esr", "file:///a%20b/c.pdf#page=7"]),
    ],
)
def test_viewers_are_told_the_page_in_their_own_way(viewer: str, command: list[str]) -> None:
    assert opening.command_at_page("/a b/c.pdf", 7, viewer, find=anywhere) == command


def test_an_unknown_or_missing_viewer_has_no_such_command() -> None:
    assert opening.command_at_page("/a.pdf", 7, "someviewer.desktop", find=anywhere) == []
    assert opening.command_at_page("/a.pdf", 7, "org.kde.okular.desktop", find=lambda _: None) == []


def test_braces_in_a_file_name_are_only_a_name() -> None:
    command = opening.command_at_page("/a/{page}.pdf", 7, "okular", find=lambda _: None)
    assert command == []
    assert opening.command_at_page("/a/{page}.pdf", 7, "org.kde.okular", find=anywhere)[-1] == "/a/{page}.pdf"


@pytest.mark.skipif(sys.platform != "linux", reason="the file manager is called by D-Bus on Linux only")
def test_the_file_manager_gets_a_url_that_dbus_send_does_not_split() -> None:
    show, fallback = opening.folder_commands("/a/b, c/\udcff.pdf")
    assert "array:string:file:///a/b%2C%20c/%FF.pdf" in show
    assert fallback == ["xdg-open", "/a/b, c"]


def test_a_vanished_file_is_told_in_plain_words(qtbot: Any, tmp_path: Path) -> None:
    opener = Opener()
    with qtbot.waitSignal(opener.failed) as failed:
        opener.open(str(tmp_path / "gone.pdf"), 3)
    [reason] = failed.args
    assert reason.message == "gone.pdf is not there any more."
    assert reason.hint


@pytest.mark.skipif(sys.platform != "linux", reason="looks for xdg-open")
def test_no_program_to_open_with_is_told_too(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "note.xyz"
    document.write_text("x")
    monkeypatch.setenv("PATH", str(tmp_path))
    opener = Opener()
    with qtbot.waitSignal(opener.failed) as failed:
        opener.open(str(document))
    assert failed.args[0].message == "No program opened note.xyz."


@pytest.mark.skipif(sys.platform != "linux", reason="looks for xdg-open")
@pytest.mark.parametrize(("page", "told"), [(1, []), (7, [7]), (None, [])])
def test_a_page_that_the_viewer_cannot_be_told_is_told_to_the_person(
    qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int | None, told: list[int]
) -> None:
    opened = tmp_path / "opened"
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, script in (("xdg-open", f": > {opened}"), ("xdg-mime", "echo a-viewer-nobody-knows.desktop")):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    document = tmp_path / "report.pdf"
    document.write_text("x")
    opener = Opener()
    untold: list[int] = []
    opener.page_untold.connect(untold.append)
    opener.open(str(document), page)
    qtbot.waitUntil(opened.exists)
    qtbot.waitUntil(lambda: not any(thread.name == "opener" for thread in threading.enumerate()))
    assert untold == told
