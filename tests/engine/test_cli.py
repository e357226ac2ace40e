"""The command line as others build on it: commands, keys, exit codes; each run for real."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer.main

from engine import cli
from engine.choices import Choices
from engine.library import Library
from engine.paths import settings_file
from engine.settings import TABLE, Settings
from engine.store.database import Database

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "tests" / "fixtures" / "documents"
INDEX_KEYS = {
    "task", "mode", "workers", "documents", "ready", "failed", "set_aside", "unsupported", "pages", "chunks",
    "tokens", "seconds", "cpu_seconds", "peak_memory_mb", "pages_per_second", "searchable_after_seconds",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("model")


class Terminal:
    """Runs commands on one library."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capfd = capfd
        self.said = ""

    def run(self, command: str, *arguments: str | Path) -> tuple[int, str]:
        """Exit code and stdout; what went to stderr is kept in ``said``."""
        self._capfd.readouterr()
        code = cli.main([command, "--library", str(self.folder), *map(str, arguments)])
        out, self.said = self._capfd.readouterr()
        return code, out

    def facts(self, command: str, *arguments: str | Path, code: int = 0) -> Any:
        """What a command prints with --json."""
        found, out = self.run(command, *arguments, "--json")
        assert found == code, self.said
        return json.loads(out)


@pytest.fixture
def terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str], eager_workers: None) -> Terminal:  # noqa: ARG001
    return Terminal(tmp_path / "library", capfd)


def test_index_tells_all_that_became_of_a_task(terminal: Terminal) -> None:
    facts = terminal.facts("index", DOCUMENTS / "handbook.pdf", DOCUMENTS / "scan.pdf", DOCUMENTS / "mail.eml")
    assert facts.keys() >= INDEX_KEYS
    assert (facts["documents"], facts["ready"], facts["unsupported"], facts["failed"]) == (3, 2, 1, 0)
    assert facts["mode"] == "background"
    assert facts["searchable_after_seconds"] <= facts["seconds"]
    assert facts["peak_memory_mb"] > 0


@pytest.mark.parametrize("mode", ["blocking", "async", "background"])
def test_index_runs_in_each_mode(terminal: Terminal, mode: str) -> None:
    assert terminal.facts("index", DOCUMENTS / "handbook.md", "--mode", mode)["ready"] == 1


def test_a_failed_document_is_named_with_its_reason_and_the_exit_code_says_so(terminal: Terminal) -> None:
    code, out = terminal.run("index", DOCUMENTS / "encrypted.pdf", DOCUMENTS / "handbook.md", "/nowhere/at/all.pdf")
    assert code == 1
    assert "1 of 3 documents ready" in out
    assert "encrypted.pdf" in out
    assert "asks for a password" in out
    assert "/nowhere/at/all.pdf does not exist" in out


def test_add_returns_and_work_works_off(terminal: Terminal) -> None:
    added = terminal.facts("add", DOCUMENTS / "handbook.md", DOCUMENTS / "stores.csv")
    assert added.keys() == {"task", "seconds"}
    assert terminal.facts("status", str(added["task"]))["state"] == "listing"
    worked = terminal.facts("work")
    assert (worked["documents"], worked["ready"]) == (2, 2)
    assert worked.keys() >= INDEX_KEYS
    code, out = terminal.run("work")
    assert (code, out.strip()) == (0, "There is nothing to do.")


def test_a_folder_without_documents_is_told_as_such(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out = terminal.run("index", tmp_path / "empty")
    assert (code, out.strip()) == (0, "There are no documents in what was added.")


@pytest.mark.parametrize("command", ["add", "index"])
def test_a_mistyped_path_is_refused_and_nothing_is_listed(terminal: Terminal, tmp_path: Path, command: str) -> None:
    assert terminal.run(command, tmp_path / "mistyped.pdf")[0] == 2
    assert "mistyped.pdf does not exist" in terminal.said
    assert terminal.run("status")[0] == 2, "not even a library was made"
    terminal.facts("index", DOCUMENTS / "handbook.md")
    assert terminal.run(command, tmp_path / "mistyped.pdf")[0] == 2
    assert terminal.run(command, tmp_path / "mistyped.pdf", tmp_path / "too.pdf")[0] == 2
    assert len(terminal.facts("status")["tasks"]) == 1


def test_one_mistyped_path_among_others_is_said_and_costs_only_itself(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("add", DOCUMENTS / "handbook.md", tmp_path / "mistyped.pdf")[0] == 0
    assert "mistyped.pdf does not exist" in terminal.said
    assert terminal.facts("work", code=1)["ready"] == 1


def test_what_was_there_and_vanished_is_told_as_a_document(terminal: Terminal, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The lamp turns.")
    terminal.facts("index", note)
    note.unlink()
    code, out = terminal.run("index", note)
    assert code == 1
    assert "note.txt does not exist" in out


def test_status_lists_tasks_and_documents(terminal: Terminal) -> None:
    task = terminal.facts("index", DOCUMENTS / "handbook.pdf")["task"]
    facts = terminal.facts("status", "--documents")
    (told,) = facts["tasks"]
    assert (told["task"], told["state"], told["documents"], told["progress"]) == (task, "done", 1, 1.0)
    assert told["by_state"]["ready"] == 1
    (item,) = facts["items"]
    assert item.keys() >= {"path", "sha256", "state", "attempts", "error", "pages", "chunks"}
    assert (item["path"], item["state"], item["attempts"], item["error"]) == (
        str(DOCUMENTS / "handbook.pdf"), "ready", 1, None,
    )  # fmt: skip
    of_task = terminal.facts("status", str(task), "--documents")
    assert of_task["items"] == facts["items"]


def test_search_tells_where_and_why(terminal: Terminal) -> None:
    terminal.facts("index", DOCUMENTS / "handbook.pdf", DOCUMENTS / "stores.csv")
    facts = terminal.facts("search", "how often does the light turn", "-k", "3")
    assert facts.keys() >= {"query", "seconds", "coverage", "hits"}
    assert facts["coverage"] == 1.0
    hit = facts["hits"][0]
    assert hit.keys() >= {"path", "page", "score", "words_rank", "meaning_rank", "snippet", "text"}
    assert (Path(hit["path"]).name, hit["page"]) == ("handbook.pdf", 1)
    assert all(hit["meaning_rank"] is None for hit in terminal.facts("search", "lamp", "--only", "words")["hits"])
    assert all(hit["words_rank"] is None for hit in terminal.facts("search", "lamp", "--only", "meaning")["hits"])
    code, out = terminal.run("search", "paraffin", "--why")
    assert code == 0
    assert "stores.csv" in out
    assert "1. by words (BM25 " in out
    nearest = "No passage contains these words; these are the nearest by meaning.\n"
    assert not out.startswith(nearest)
    assert terminal.run("search", "incandescence")[1].startswith(nearest)


def test_search_can_be_narrowed_and_take_a_document_for_its_question(terminal: Terminal) -> None:
    terminal.facts("index", DOCUMENTS / "handbook.pdf", DOCUMENTS / "stores.csv")

    def found(*arguments: str | Path) -> set[str]:
        return {Path(hit["path"]).name for hit in terminal.facts("search", *arguments)["hits"]}

    assert found("lamp type:pdf") == {"handbook.pdf"}
    assert found("lamp", "--within", DOCUMENTS / "stores.csv") == {"stores.csv"}
    assert found("--like", DOCUMENTS / "stores.csv") == {"handbook.pdf"}
    assert terminal.run("search", "lamp after:yesterday")[0] == 2
    assert "after: needs a year, a month or a day" in terminal.said


def test_pause_holds_until_resumed(terminal: Terminal) -> None:
    terminal.facts("add", DOCUMENTS / "handbook.md")
    assert terminal.run("pause")[0] == 0
    assert terminal.facts("status")["paused"] is True
    assert "Work is paused" in terminal.run("status")[1]
    assert terminal.run("resume")[0] == 0
    assert terminal.facts("work")["ready"] == 1


def test_cancel_retry_and_remove(terminal: Terminal) -> None:
    task = terminal.facts("add", DOCUMENTS / "handbook.md")["task"]
    terminal.facts("cancel", str(task))
    assert terminal.facts("status", str(task))["state"] == "cancelled"
    terminal.facts("index", DOCUMENTS / "truncated.pdf", DOCUMENTS / "handbook.md", code=1)
    assert terminal.facts("retry", "--failed")["documents"] == 1
    terminal.facts("work", code=1)
    assert terminal.facts("remove", DOCUMENTS, "--shrink")["documents"] == 2
    assert terminal.facts("search", "lamp")["hits"] == []


def test_who_removes_and_shrinks_is_told_when_the_library_is_being_read(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_SECONDS", 0.0)
    terminal.facts("index", DOCUMENTS / "handbook.md")
    with closing(Database(terminal.folder, read_only=True)) as reader, reader.snapshot():
        assert terminal.facts("remove", DOCUMENTS, "--shrink")["documents"] == 1
    assert cli._WORDS_LEFT in terminal.said.replace("\n", " ")
    assert cli._SPACE_LEFT in terminal.said.replace("\n", " ")


def test_doctor_tries_everything(terminal: Terminal) -> None:
    facts = terminal.facts("doctor")
    assert {check["name"] for check in facts["checks"]} >= {"library", "model", "workers", "sandbox", "network silence"}
    assert all(check["ok"] for check in facts["checks"]), facts


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        ("index", [""], "One of the paths is empty"),
        ("index", [], "Missing argument"),
        ("index", ["x", "--mode", "sideways"], "'--mode': 'sideways' is not one of"),
        ("cancel", ["first"], "'first' is no whole number."),
        ("search", ["x", "-k", "few"], "'few' is no whole number."),
        ("index", ["x", "--workers", "1000"], "between 0 and 256"),
        ("search", ["x", "--only", "luck"], "--only words or --only meaning"),
        ("search", ["x", "-k", "0"], "between 1 and 1000"),
        ("search", [" "], "There is nothing to search for"),
        ("retry", [], "a task's number, or --failed"),
        ("status", ["77"], "There is no task 77"),
        ("cancel", ["77"], "There is no task 77"),
        ("remove", ["/nowhere"], "None of this is in the library"),
    ],
)
def test_wrong_usage_is_said_with_what_to_do(terminal: Terminal, command: str, arguments: list[str], said: str) -> None:
    Library.open(terminal.folder, Settings()).close()
    code, out = terminal.run(command, *arguments)
    assert (code, out) == (2, "")
    assert said in terminal.said
    assert "Traceback" not in terminal.said


@pytest.mark.parametrize("command", ["status", "work", "pause", "resume", "search"])
def test_a_library_that_does_not_exist_is_not_made_by_looking_at_it(terminal: Terminal, command: str) -> None:
    arguments = ["lamp"] if command == "search" else []
    assert terminal.run(command, *arguments)[0] == 2
    assert "There is no library" in terminal.said
    assert not terminal.folder.exists()


def test_a_file_in_place_of_the_library_is_said(terminal: Terminal) -> None:
    terminal.folder.write_text("not a folder")
    assert terminal.run("add", DOCUMENTS)[0] == 2
    assert "is no folder" in terminal.said


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_names_steer_no_terminal_and_need_not_be_text(terminal: Terminal, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m\nx.txt"
    Path(os.fsdecode(odd)).write_bytes(b"The heron on the north ledge.")
    assert terminal.facts("index", os.fsdecode(odd))["ready"] == 1
    out = terminal.run("status", "--documents")[1] + terminal.run("search", "heron")[1]
    assert "\x1b" not in out
    assert "caf\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}x.txt" in out


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_a_name_that_is_no_text_goes_through_json_and_back(terminal: Terminal, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(odd)).write_bytes(b"The heron on the north ledge.")
    terminal.facts("index", os.fsdecode(odd))
    (item,) = terminal.facts("status", "--documents")["items"]
    (hit,) = terminal.facts("search", "heron")["hits"]
    for told in (item, hit):
        assert told["path"].endswith("caf\N{REPLACEMENT CHARACTER}.txt")
        assert base64.b64decode(told["path_base64"]) == odd
    assert terminal.facts("remove", os.fsdecode(odd))["documents"] == 1


def test_status_ends_with_what_is_in_the_library(terminal: Terminal) -> None:
    terminal.facts("index", DOCUMENTS / "handbook.md", DOCUMENTS / "scan.pdf")
    assert "In the library: 2 documents (1 ready, 1 unsupported)." in terminal.run("status")[1]
    library = terminal.facts("status")["library"]
    assert (library["documents"], library["by_state"]["ready"]) == (2, 1)


def test_a_task_that_has_come_to_its_end_is_not_called_cancelled(terminal: Terminal) -> None:
    task = terminal.facts("index", DOCUMENTS / "handbook.md")["task"]
    assert terminal.facts("cancel", str(task)) == {"documents": 0}
    assert f"Nothing of task {task} is left to cancel" in terminal.said
    assert terminal.facts("status", str(task))["state"] == "done"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
@pytest.mark.parametrize("arguments", [["status"], ["status", "--json"], ["doctor"], ["--help"]])
def test_who_has_seen_enough_is_no_error(terminal: Terminal, arguments: list[str]) -> None:
    Library.open(terminal.folder, Settings()).close()
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "engine", *arguments]
    if arguments != ["--help"]:
        command += ["--library", str(terminal.folder)]
    with os.fdopen(writes, "wb") as nobody:
        done = subprocess.run(command, cwd=ROOT, stdout=nobody, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_doctor_says_when_a_library_does_not_add_up(terminal: Terminal) -> None:
    terminal.facts("index", DOCUMENTS / "handbook.md")
    with closing(Database(terminal.folder)) as database:
        database.execute("UPDATE documents SET chunks = chunks + 1")
    (check,) = [one for one in terminal.facts("doctor", code=2)["checks"] if one["name"] == "library"]
    assert not check["ok"]
    assert "does not add up: documents with a wrong count of chunks or tokens: 1" in check["detail"]


def test_help_names_every_command(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    out = capfd.readouterr().out
    commands = typer.main.get_group(cli.app).commands
    assert len(commands) == 16
    assert all(command in out for command in commands)


def test_a_wrong_setting_is_named(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEANWHILE_WORKERS", "many")
    assert terminal.run("add", DOCUMENTS)[0] == 2
    assert "MEANWHILE_WORKERS" in terminal.said


def test_a_backup_is_a_library(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("add", DOCUMENTS / "handbook.md")
    assert terminal.facts("backup", tmp_path / "copy")["folder"] == str(tmp_path / "copy")
    copied = Terminal(tmp_path / "copy", terminal._capfd)
    assert copied.facts("status")["tasks"] == terminal.facts("status")["tasks"]
    assert terminal.run("backup", tmp_path / "copy")[0] == 2


def test_settings_are_shown_with_their_origin_and_changed(capfd: pytest.CaptureFixture[str]) -> None:
    def settings(*arguments: str) -> Any:
        assert cli.main(["settings", *arguments, "--json"]) == 0
        return json.loads(capfd.readouterr().out)

    told = settings()
    assert told["settings"].keys() == TABLE.keys()
    assert {one["from"] for one in told["settings"].values()} == {"default"}
    changed = settings("workers=2", "pause-on-battery=yes")
    assert changed["settings"]["pause_on_battery"] == {"value": True, "default": False, "from": told["file"]}
    assert settings()["settings"]["workers"]["value"] == 2


@pytest.mark.parametrize("wrong", ["wrokers=2", "workers", "workers=many", "theme=green"])
def test_a_wrong_setting_is_refused_and_nothing_is_written(wrong: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["settings", wrong]) == 2
    assert wrong.partition("=")[0] in capfd.readouterr().err
    assert Choices().settings == Settings()


def test_the_settings_file_holds_for_commands_and_options_override_it(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for name in ("a.txt", "b.LOG", "c.bak"):
        (tmp_path / "papers" / name).write_text(f"What is in {name}.")
    Choices().change({"skip_types": "log bak", "mode": "async"})
    facts = terminal.facts("index", tmp_path / "papers", "--skip-types", "bak")
    assert (facts["documents"], facts["mode"]) == (2, "async")
    assert terminal.facts("index", tmp_path / "papers" / "c.bak")["documents"] == 1


def test_a_broken_settings_file_costs_no_command(terminal: Terminal) -> None:
    terminal.run("add", DOCUMENTS / "handbook.md")
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text("workers = = 2")
    assert terminal.run("status")[0] == 0
    assert "cannot be understood" in terminal.said


def test_help_shows_every_setting_with_its_variable(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    told = capfd.readouterr().out
    assert all(f"{one.flag}, {one.variable}" in told for one in TABLE.values())
