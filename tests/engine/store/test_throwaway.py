"""Throw-away folders do not outlive who uses them, whatever becomes of that process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from engine.store.throwaway import ThrowawayFolder, sweep

ROOT = Path(__file__).resolve().parents[3]
MAKE_ONE_AND_STAY = """
from engine.store.throwaway import ThrowawayFolder
folder = ThrowawayFolder()
(folder.path / "library").mkdir()
print(folder.path, flush=True)
input()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files of the test's own."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_gone_when_it_is_done_with(temporary: Path) -> None:
    with ThrowawayFolder() as folder:
        (folder / "library").mkdir()
        assert folder.parent == temporary
    assert not folder.exists()


def test_what_a_killed_process_left_goes_and_what_is_in_use_stays(temporary: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", MAKE_ONE_AND_STAY], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        theirs = Path(process.stdout.readline().strip())
        (temporary / "meanwhile-throwaway-just-being-made").mkdir()
        with ThrowawayFolder() as ours:
            sweep()
            assert ours.exists()
            assert (theirs / "library").exists()
            process.kill()
            process.wait(20)
            sweep()
            assert not theirs.exists()
            assert ours.exists()
    assert (temporary / "meanwhile-throwaway-just-being-made").exists()
