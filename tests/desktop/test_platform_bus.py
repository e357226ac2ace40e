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
from desktop.platform_bus import LauncherProgress, Motion, Portal, Wakefulness
app = QCoreApplication(sys.argv)
Motion().ask()
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

# A desktop whose portal knows a person's wish for less motion, and one who changes it.
PORTAL = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant
from desktop.platform_bus import Motion
app = QCoreApplication(sys.argv)
bus = QDBusConnection.sessionBus()
PATH, SETTINGS = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
ANIMATIONS = "org.gnome.desktop.interface", "enable-animations"

def variant(value):
    made = QDBusVariant()
    made.setVariant(value)
    return made

@ClassInfo(**{"D-Bus Interface": SETTINGS})
class Portal(QObject):
    @Slot(str, str, result=QDBusVariant)
    def Read(self, namespace, key):
        return variant(variant(False))  # twice, as the portal's own documentation tells

portal = Portal()
assert bus.registerObject(PATH, portal, QDBusConnection.RegisterOption.ExportAllSlots)
assert bus.registerService("org.freedesktop.portal.Desktop")
motion, said = Motion(), []

def on_change(less):
    said.append(less)
    if len(said) == 3:
        app.quit()
    signal = QDBusMessage.createSignal(PATH, SETTINGS, "SettingChanged")
    signal.setArguments([*ANIMATIONS, variant(less)])  # the other way round
    bus.send(signal)

motion.changed.connect(on_change)
assert not motion.is_less
motion.ask()
app.exec()
print(said)
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


def test_a_wish_for_less_motion_is_heard_from_the_desktop() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", PORTAL],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "[True, False, True]\n", done.stderr


def test_where_there_is_no_bus_nothing_happens() -> None:
    code = PROGRAM.replace("assert Portal()", "assert not Portal()").replace("assert watcher is not None", "sys.exit()")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
