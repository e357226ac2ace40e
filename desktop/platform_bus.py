"""What a Linux desktop offers by D-Bus; elsewhere, and where nobody answers, nothing happens."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCall,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

_DESKTOP, _DESKTOP_PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_SETTINGS = "org.freedesktop.portal.Settings"
_LESS_MOTION = {
    ("org.freedesktop.appearance", "reduced-motion"): 1,
    ("org.gnome.desktop.interface", "enable-animations"): False,
}
"""Namespace and key of a desktop's setting → its value for somebody who wants less motion."""
DESKTOP_ID = "meanwhile.desktop"


class LauncherProgress:
    """The bar and the mark on the program's icon in the dock: the Unity launcher's interface, known to most docks."""

    def show(self, progress: float | None, urgent: bool = False) -> None:
        """Show a share, 0.0 … 1.0, or none; ``urgent`` asks for attention."""
        facts = {"progress": float(progress or 0), "progress-visible": progress is not None, "urgent": urgent}
        signal = QDBusMessage.createSignal("/meanwhile", "com.canonical.Unity.LauncherEntry", "Update")
        signal.setArguments([f"application://{DESKTOP_ID}", facts])
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            bus.send(signal)


class Portal:
    """Notifications by the desktop portal: they need no tray."""

    def notify(self, title: str, body: str) -> bool:
        """Show a notification; False where there is no bus."""
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return False
        call = QDBusMessage.createMethodCall(
            _DESKTOP, _DESKTOP_PATH, "org.freedesktop.portal.Notification", "AddNotification"
        )
        call.setArguments(["meanwhile", {"title": title, "body": body}])
        return bus.send(call)


class Motion(QObject):
    """Whether a person has asked the desktop for less motion: its portal knows, now and when it changes."""

    changed = Signal(bool)
    """Whether less motion is wanted from now on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_less = False
        """Whether less motion is wanted."""
        self._wanting: set[tuple[str, str]] = set()
        self._watchers: list[QDBusPendingCallWatcher] = []

    def ask(self) -> None:
        """Ask the desktop, which answers when it likes."""
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        heard: Any = SLOT("_hear(QString,QString,QDBusVariant)")  # the stubs want bytes, the call refuses them
        bus.connect(_DESKTOP, _DESKTOP_PATH, _SETTINGS, "SettingChanged", self, heard)
        for where in _LESS_MOTION:
            # ReadOne, its successor, is not known to every portal in use.
            call = QDBusMessage.createMethodCall(_DESKTOP, _DESKTOP_PATH, _SETTINGS, "Read")
            call.setArguments(list(where))
            watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
            watcher.finished.connect(lambda done, where=where: self._answered(where, done))
            self._watchers.append(watcher)

    def _answered(self, where: tuple[str, str], watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        self._watchers.remove(watcher)
        watcher.deleteLater()
        if reply.type() is QDBusMessage.MessageType.ReplyMessage and reply.arguments():
            self._note(where, reply.arguments()[0])

    @Slot(str, str, QDBusVariant)
    def _hear(self, namespace: str, key: str, value: QDBusVariant) -> None:
        self._note((namespace, key), value)

    def _note(self, where: tuple[str, str], value: object) -> None:
        while isinstance(value, QDBusVariant):
            value = value.variant()
        if where in _LESS_MOTION and value == _LESS_MOTION[where]:
            self._wanting.add(where)
        else:
            self._wanting.discard(where)
        if self.is_less is not bool(self._wanting):
            self.is_less = bool(self._wanting)
            self.changed.emit(self.is_less)


class Wakefulness(QObject):
    """Keeps the machine from going to sleep while asked to: an inhibitor lock of systemd-logind."""

    kept = Signal(bool)
    """Whether the machine stays awake now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = False
        self._lock: QDBusUnixFileDescriptor | None = None
        self._watcher: QDBusPendingCallWatcher | None = None

    @property
    def wanted(self) -> bool:
        """Whether the machine is to stay awake; whether anybody listens is another matter."""
        return self._wanted

    def keep(self, wanted: bool) -> None:
        """Keep awake from now on, or allow sleep again."""
        if wanted is self._wanted:
            return
        self._wanted = wanted
        if wanted:
            self._ask()
        elif self._lock is not None:
            # The lock holds for as long as somebody has the descriptor open.
            self._lock = None
            self.kept.emit(False)

    def _ask(self) -> None:
        bus = QDBusConnection.systemBus()
        if self._watcher is not None or not bus.isConnected():
            return
        call = QDBusMessage.createMethodCall(
            "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "Inhibit"
        )
        call.setArguments(["sleep:idle", "Meanwhile", self.tr("Documents are in work"), "block"])
        pending: QDBusPendingCall = bus.asyncCall(call)
        self._watcher = QDBusPendingCallWatcher(pending, self)
        self._watcher.finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        self._watcher = None
        watcher.deleteLater()
        given = reply.arguments()
        if reply.type() is QDBusMessage.MessageType.ReplyMessage and given and self._wanted:
            self._lock = given[0]
            self.kept.emit(True)
