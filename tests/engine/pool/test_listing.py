"""Walking what a person added: every file once, every bad one with its reason, and always an end."""

from __future__ import annotations

import hashlib
import itertools
import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import MissingFileError, UnreadableFileError
from engine.paths import text_of
from engine.pool.listing import HASHED_BYTES, MAX_FILES, list_files, reason_for
from engine.store.database import Database
from engine.store.lock import QueueLock
from engine.store.queue import ListedFile


def unknown(_path: str, _size: int, _mtime_ns: int) -> str | None:
    return None


def listed(*paths: Path | str) -> list[ListedFile]:
    return [file for batch in list_files(map(text_of, paths), unknown) for file in batch]


def names(files: Iterable[ListedFile]) -> list[str]:
    return [os.path.basename(file.path) for file in files]  # noqa: PTH119 - names need not be valid text


def message(*paths: Path | str) -> str:
    (file,) = listed(*paths)
    assert file.reason is not None
    assert file.sha256 is None
    return file.reason.message


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b" / "deep").mkdir(parents=True)
    for name in ("c.txt", "a.txt", "b/two.txt", "b/deep/one.txt"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_a_file_is_known_by_the_hash_of_its_bytes(folder: Path) -> None:
    (file,) = listed(folder / "a.txt")
    status = (folder / "a.txt").stat()
    assert file == ListedFile(
        str(folder / "a.txt"), status.st_size, status.st_mtime_ns, hashlib.sha256(b"a.txt").hexdigest()
    )


def test_folders_are_walked_depth_first_in_the_order_of_names(folder: Path) -> None:
    assert names(listed(folder)) == ["a.txt", "one.txt", "two.txt", "c.txt"]


def test_paths_are_taken_in_the_order_in_which_they_are_named(folder: Path) -> None:
    assert names(listed(folder / "c.txt", folder / "b", folder / "a.txt")) == ["c.txt", "one.txt", "two.txt", "a.txt"]


def test_hidden_entries_are_taken_only_when_named(folder: Path) -> None:
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "inside.txt").touch()
    (folder / ".secret").touch()
    assert names(listed(folder)) == ["a.txt", "one.txt", "two.txt", "c.txt"]
    assert names(listed(folder / ".secret", folder / ".hidden")) == [".secret", "inside.txt"]


def test_an_empty_folder_and_no_paths_give_nothing(tmp_path: Path) -> None:
    assert listed(tmp_path) == []
    assert listed() == []


def test_a_loop_of_folders_ends(folder: Path) -> None:
    (folder / "b" / "up").symlink_to(folder)
    (folder / "b" / "deep" / "here").symlink_to(".")
    assert names(listed(folder, folder / "b")) == ["a.txt", "one.txt", "two.txt", "c.txt"]


def test_links_are_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "linked.txt").write_text("a.txt")
    (folder / "b" / "to-folder").symlink_to(elsewhere)
    (folder / "b" / "to-file").symlink_to(elsewhere / "linked.txt")
    files = {file.path: file.sha256 for file in listed(folder / "b")}
    assert files[str(folder / "b" / "to-file")] == files[str(folder / "b" / "to-folder" / "linked.txt")]


def test_broken_links_are_listed_with_the_reason(folder: Path) -> None:
    (folder / "b" / "deep" / "broken").symlink_to("nowhere")
    (folder / "b" / "deep" / "circle").symlink_to("circle")
    found = {os.path.basename(file.path): file.reason for file in listed(folder / "b" / "deep")}  # noqa: PTH119
    assert found["one.txt"] is None
    assert found["broken"] is not None
    assert "does not exist" in found["broken"].message
    assert found["circle"] is not None
    assert "cannot be read" in found["circle"].message


def test_what_is_no_regular_file_is_passed_over_in_folders_and_reported_when_named(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(folder / "socket"))
        assert names(listed(folder)) == ["a.txt", "one.txt", "two.txt", "c.txt"]
        for path in (pipe, folder / "socket", Path("/dev/null")):
            assert message(path) == f"{path} is no regular file."


@pytest.mark.parametrize("path", ["missing", "missing/deeper", "a.txt/deeper"])
def test_a_missing_path_is_listed_as_missing(folder: Path, path: str) -> None:
    assert message(folder / path) == f"{folder / path} does not exist."


def test_names_that_no_system_takes_are_listed_as_such(folder: Path) -> None:
    assert message(f"{folder}/a\0b").endswith("is no valid path.")
    long = "/" + "a" * 5_000
    assert "too long" in message(long)
    assert len(message(long)) < 400
    assert len(listed("/" + "a/" * 2_500)) == 1


def test_a_name_that_is_no_text_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.txt"
    path.write_text("coffee")
    assert [file.path for file in listed(tmp_path)] == [str(path)]
    assert [file.path for file in listed(os.fsencode(path).decode("utf-8", "surrogateescape"))] == [str(path)]


@given(name=st.text(st.characters(categories=["Cs", "Cc", "L"]), min_size=1, max_size=20))
def test_no_name_is_an_error(name: str) -> None:
    (file,) = listed(f"/nowhere/{name}")
    assert file.reason is not None
    assert os.fsencode(file.path)
    assert file.reason.message.encode()


def test_an_unreadable_file_is_listed_with_the_reason_and_the_others_are_not_harmed(folder: Path) -> None:
    denied = reason_for("/x/secret.pdf", PermissionError(13, "Permission denied"))
    assert isinstance(denied, UnreadableFileError)
    assert denied.message == "You are not allowed to read /x/secret.pdf."
    assert isinstance(reason_for("/x", NotADirectoryError()), MissingFileError)
    assert "Input/output error" in reason_for("/x", OSError(5, "Input/output error")).message
    if os.geteuid() != 0:
        (folder / "a.txt").chmod(0)
        (folder / "b").chmod(0)
        reasons = [file.reason is not None for file in listed(folder)]
        assert reasons == [True, True, False]


def test_unchanged_files_are_not_read_again(folder: Path) -> None:
    asked: list[tuple[str, int, int]] = []

    def known(path: str, size: int, mtime_ns: int) -> str | None:
        asked.append((path, size, mtime_ns))
        return "as before" if path.endswith("a.txt") else None

    files = [file for batch in list_files([str(folder)], known) for file in batch]
    assert [file.sha256 == "as before" for file in files] == [True, False, False, False]
    assert asked == [(file.path, file.size, file.mtime_ns) for file in files]


def test_a_librarys_own_files_are_passed_over(folder: Path) -> None:
    database = Database(folder / "b")
    lock = QueueLock(folder / "b")
    lock.acquire()
    assert len(list((folder / "b").iterdir())) > 4
    assert names(listed(folder)) == ["a.txt", "one.txt", "two.txt", "c.txt"]
    (folder / "queue.txt").touch()
    assert "queue.txt" in names(listed(folder))
    lock.release()
    database.close()


def test_it_stops_in_the_middle_when_told_to(folder: Path) -> None:
    seen: list[str] = []

    def known(path: str, _size: int, _mtime_ns: int) -> str | None:
        seen.append(path)
        return "x"

    batches = list(list_files([str(folder)], known, lambda: len(seen) >= 2))
    assert len(seen) == 2
    assert sum(map(len, batches)) <= 2


def test_it_stops_in_the_middle_of_a_file_too(tmp_path: Path) -> None:
    with (tmp_path / "large.bin").open("wb") as file:
        file.truncate(20 * HASHED_BYTES)
    asked = itertools.count()
    assert list(list_files([str(tmp_path)], unknown, lambda: next(asked) >= 5)) == []
    assert next(asked) < 10


def test_many_files_come_in_batches_that_together_are_all_of_them(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 20):
        (tmp_path / f"{number:04}").touch()
    batches = list(list_files([str(tmp_path)], unknown))
    assert len(batches) >= 2
    assert max(map(len, batches)) <= MAX_FILES
    assert names(file for batch in batches for file in batch) == [f"{number:04}" for number in range(MAX_FILES + 20)]


def test_folders_nested_deeper_than_calls_may_be_are_walked(tmp_path: Path) -> None:
    nested = [f"{tmp_path}{'/d' * depth}" for depth in range(1, 1_200)]
    for path in nested:
        os.mkdir(path)  # noqa: PTH102 - a Path would split the name again each time
    try:
        assert listed(tmp_path) == []
    finally:
        # What clears up after the tests does call itself for each level.
        for path in reversed(nested):
            os.rmdir(path)  # noqa: PTH106
