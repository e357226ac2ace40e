"""``meanwhile drill``: what the tests of resilience do, in front of the person."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.drill import Outcome, drill
from engine.errors import MeanwhileError

ROOT = Path(__file__).resolve().parents[2]


def test_the_samples_survive_the_drill(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "engine", "drill", "--json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    samples = [path for path in (ROOT / "resources/samples").iterdir() if path.is_file()]
    assert facts["ok"] is True
    assert facts["documents"] == facts["ready"] == len(samples)
    assert facts["lost"] == facts["problems"] == []
    assert facts["repeated_pages"] == 0
    assert facts["workers_killed"] > 0
    assert facts["queue_kills"] > 0
    assert facts["recovery_seconds"] == max(facts["worker_recovery_seconds"] + facts["queue_recovery_seconds"])
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ready_at_the_end_is_told_as_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.drill.ROUNDS", 1)  # more would end alike
    fixtures = ROOT / "tests/fixtures/documents"
    for name in ("handbook.pdf", "truncated.pdf"):
        shutil.copy(fixtures / name, tmp_path)
    said: list[str] = []
    outcome = drill(tmp_path, said.append)
    assert outcome.lost == ("truncated.pdf",)
    assert not outcome.ok
    assert said[0] == "2 documents are put into a throw-away library."


def test_a_program_that_cannot_work_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "note.txt").write_text("The lamp turns.")
    monkeypatch.setenv("MEANWHILE_WORKERS", "none")
    with pytest.raises(MeanwhileError, match="MEANWHILE_WORKERS is 'none'"):
        drill(tmp_path)


@pytest.mark.parametrize(
    "wrong", [{"lost": ("a.pdf",)}, {"repeated_pages": 1}, {"problems": ("1 chunks that are there twice",)}]
)
def test_only_a_drill_without_any_loss_is_ok(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"documents": 1, "ready": 1, "lost": (), "repeated_pages": 0, "begun_again": 1}
    good |= {"workers_killed": 1, "queue_kills": 1, "problems": (), "seconds": 1.0}
    good |= {"worker_recovery_seconds": (0.2,), "queue_recovery_seconds": (0.9,)}
    assert Outcome(**good).ok  # type: ignore[arg-type]
    assert not Outcome(**(good | wrong)).ok  # type: ignore[arg-type]
