"""What is said on the D-Bus of a Linux desktop, heard by a real bus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection
from desktop.platform_bus import LauncherProgress, Portal, Wakefulness
app = QCoreApplication(sys.argv)
LauncherProgress().show(0.25)
LauncherProgress().show(None, urgent=True)
assert Portal().notify("All documents are ready", "3 documents ready.")
awake = Wakefulness()
awake.keep(True)
watcher = awake._watcher
assert watcher is not None
watcher.waitForFinished()
awake.keep(False)
"""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(one) is None for one in ("dbus-run-session", "dbus-monitor")),
    reason="needs dbus-run-session and dbus-monitor",
)


def test_docks_notifications_and_sleep_are_addressed_as_their_interfaces_say(tmp_path: Path) -> None:
    heard = tmp_path / "heard.txt"
    script = f"""
export DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS
dbus-monitor --session > {heard} & monitor=$!
until grep -q NameAcquired {heard} 2>/dev/null; do :; done
{sys.executable} -c '{PROGRAM}' || exit 1
until grep -q AddNotification {heard} && grep -q Inhibit {heard}; do :; done
kill $monitor
"""
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = heard.read_text()
    assert "interface=com.canonical.Unity.LauncherEntry; member=Update" in said
    assert 'string "application://meanwhile.desktop"' in said
    assert "double 0.25" in said
    assert "interface=org.freedesktop.portal.Notification; member=AddNotification" in said
    assert 'string "3 documents ready."' in said
    assert "interface=org.freedesktop.login1.Manager; member=Inhibit" in said
    assert 'string "sleep:idle"' in said


def test_where_there_is_no_bus_nothing_happens() -> None:
    code = PROGRAM.replace("assert Portal()", "assert not Portal()").replace("assert watcher is not None", "sys.exit()")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
