"""The process as it is started: what it imports, what it says without a screen, what it does with mistakes."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from desktop import __main__ as program
from desktop.end_signals import EndSignals
from desktop.mishaps import Mishaps
from engine import cli
from engine.log import FILE_NAME, configure_log

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_QT = """
import sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, NoQt())
"""


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    names = ("PATH", "HOME", "SYSTEMROOT")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_commands_work_where_qt_does_not_exist() -> None:
    done = python(WITHOUT_QT + "from desktop.__main__ import main; sys.exit(main(['--help']))")
    assert done.returncode == 0, done.stderr
    assert "index" in done.stdout


def test_a_worker_that_imports_the_entry_again_loads_no_qt() -> None:
    done = python("import sys, desktop.__main__; print([name for name in sys.modules if 'PySide6' in name])")
    assert done.stdout.strip() == "[]"


def test_the_window_is_painted_before_what_it_does_not_need_is_loaded() -> None:
    heavy = ["numpy", "asyncio", "filelock", "importlib.metadata", "engine.library", "engine.export.report"]
    done = python(f"import sys, desktop.running; print([name for name in {heavy} if name in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr


def test_every_command_is_known_to_the_entry() -> None:
    assert set(typer.main.get_group(cli.app).commands) == program.COMMANDS


def test_every_command_is_in_the_manual() -> None:
    page = (ROOT / "resources" / "packaging" / "meanwhile.1").read_text("utf-8")
    commands = page.partition(".SH COMMANDS")[2].partition(".SH")[0]
    named = [line for line in commands.splitlines() if line.startswith(".B")]
    assert set(re.findall(r"\b[a-z]+\b", "\n".join(named))) == program.COMMANDS


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
@pytest.mark.parametrize(("display", "told"), [("", program.NO_SCREEN), (":987654", program.NO_WINDOW)])
def test_without_a_screen_one_line_says_what_to_do(tmp_path: Path, display: str, told: str) -> None:
    code = "import sys; from desktop.__main__ import main; sys.exit(main(sys.argv[1:]))"
    done = python(code, "--library", str(tmp_path / "library"), DISPLAY=display)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == told
    assert not (tmp_path / "library").exists()


@pytest.fixture
def mishaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mishaps]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    configure_log(tmp_path)
    made = Mishaps(tmp_path / FILE_NAME)
    made.install()
    yield made
    made.remove()
    for name in ("desktop", "engine", "models"):
        logger = logging.getLogger(name)
        for handler in [one for one in logger.handlers if one.name == FILE_NAME]:
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(logging.NOTSET)


def test_a_mistake_in_any_thread_is_told_and_logged(
    qtbot: Any, mishaps: Mishaps, tmp_path: Path, log_warnings: list[logging.LogRecord]
) -> None:
    def stumble() -> None:
        raise RuntimeError("a mistake of ours")

    with qtbot.waitSignal(mishaps.happened) as happened:
        thread = threading.Thread(target=stumble)
        thread.start()
        thread.join()
    assert "RuntimeError" in happened.args[0].message
    assert [record.levelno for record in log_warnings] == [logging.CRITICAL]
    assert "a mistake of ours" in (tmp_path / FILE_NAME).read_text()
    assert FILE_NAME in happened.args[0].hint


@pytest.mark.skipif(sys.platform == "win32", reason="there, programs are not ended by signals")
def test_a_request_to_end_is_heard_by_an_idle_window(qtbot: Any) -> None:
    ends = EndSignals(lambda: None)
    with qtbot.waitSignal(ends.came):
        os.kill(os.getpid(), signal.SIGTERM)
    ends.remove()


def test_a_wrong_setting_is_named_before_any_window_opens() -> None:
    code = "import sys; from desktop.__main__ import main; sys.exit(main([]))"
    done = python(code, DISPLAY=":1", MEANWHILE_WORKERS="many")
    assert done.returncode == 2
    assert "MEANWHILE_WORKERS" in done.stderr
