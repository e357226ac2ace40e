"""``meanwhile compare`` as a program: its keys, its files, its refusals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from engine import cli
from tests.end_to_end.conftest import wait_until
from tests.engine.export.trace_format import check

KEYS = {
    "seconds",
    "returns_after_seconds",
    "longest_block_ms",
    "missed_beats",
    "pages_per_second",
    "survives_restart",
    "spans",
}


def meanwhile(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_the_lesson_in_json_with_a_trace_and_a_report(tmp_path: Path) -> None:
    trace, page = tmp_path / "trace.json", tmp_path / "report.html"
    done = meanwhile("compare", "--workload", "lesson", "--speed", "200", "--json", "--trace", trace, "--report", page)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    facts = json.loads(done.stdout)
    assert facts["workload"] == "lesson"
    assert list(facts["modes"]) == ["blocking", "async", "background"]
    assert all(mode.keys() >= KEYS for mode in facts["modes"].values())
    assert [mode["survives_restart"] for mode in facts["modes"].values()] == [False, False, True]
    assert [mode["documents"] for mode in facts["modes"].values()] == [3, 3, 3]
    check(json.loads(trace.read_text()))
    assert facts["conclusion"].split(".")[0] in page.read_text()


def test_documents_for_people(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Note {number}: the ferry leaves at {number} past eight.")
    done = meanwhile("compare", tmp_path, "--workers", "1")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert "3 documents; measured on an asyncio event loop" in done.stdout
    assert "Survives being killed" in done.stdout


def test_interrupted_while_blocking_holds_everything_up_it_ends_at_once(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "desktop",
        "compare",
        "--workload",
        "lesson",
        "--speed",
        "1",
        "--library",
        tmp_path,
    ]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    ) as compared:
        running = psutil.Process(compared.pid)
        seen: list[int] = []

        def is_held_up() -> bool:
            # A loop that is alive wakes up for each beat of its heart.
            seen.append(running.num_ctx_switches().voluntary)
            return len(seen) > 20 and len(set(seen[-20:])) == 1

        wait_until(lambda: bool(list(tmp_path.glob("meanwhile-*"))) and is_held_up(), "blocking has begun")
        compared.send_signal(signal.SIGINT)
        # A sleep of 10 s that has just begun may come to its end; to its own, blocking would take 48 s.
        _, said = compared.communicate(timeout=30)
    assert compared.returncode == 130
    assert "Nothing is left of it" in said
    assert "goes on" not in said
    assert list(tmp_path.iterdir()) == []


def test_what_makes_no_sense_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ("compare", tmp_path / "nothing here"),
        ("compare", "--workload", "lesson", tmp_path),
        ("compare", "--workload", "lesson", "--speed", "0"),
        ("compare", "--workload", "lesson", "--speed", "900", "--trace", tmp_path / "no folder" / "trace.json"),
    ):
        assert cli.main([str(one) for one in arguments]) == 2
        said = capfd.readouterr().err
        assert said.splitlines()[-1]
        assert "Traceback" not in said
