"""One window per library: a second start hands its files over to the first and brings it to the front."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from engine.paths import runtime_folder

_PATIENCE_MS = 2_000
_OK = b"ok\n"
_ACTIVATION = "XDG_ACTIVATION_TOKEN"
"""What a Wayland desktop gives a program that a person has started, so that it may come to the front."""


class SingleInstance(QObject):
    """The place where the window of a library can be found by others."""

    asked = Signal(object)
    """``list[str]``: files to add, perhaps none; come to the front."""

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(library)
        self._server = QLocalServer(self)
        # Nobody but this person.
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> bool:
        """Be found from now on; whether that works. A socket that a crash has left behind is taken over."""
        if not self._name:
            return False
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Be found no longer."""
        self._server.close()

    def _greet(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.readyRead.connect(lambda one=caller: self._hear(one))
            caller.disconnected.connect(caller.deleteLater)
            self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            return
        try:
            said = json.loads(bytes(caller.readLine().data()))
            paths = [str(one) for one in said["paths"]]
            token = str(said["token"])
        except (ValueError, KeyError, TypeError):
            caller.abort()
            return
        caller.write(_OK)
        caller.flush()
        if token:
            os.environ[_ACTIVATION] = token
        self.asked.emit(paths)


def hand_over(library: Path, paths: Sequence[str]) -> bool:
    """Give files to the window that has this library open already; False when there is none."""
    name = _name(library)
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not name or not socket.waitForConnected(_PATIENCE_MS):
        return False
    # As ASCII: names that are no valid text travel, too.
    line = json.dumps({"paths": list(paths), "token": os.environ.get(_ACTIVATION, "")}) + "\n"
    socket.write(line.encode("ascii"))
    heard = socket.waitForReadyRead(_PATIENCE_MS) and bytes(socket.readLine().data()) == _OK
    socket.disconnectFromServer()
    return heard


def _name(library: Path) -> str:
    """Name of the pipe on Windows; elsewhere the path of a socket in a folder of this person alone, "" without one."""
    name = "meanwhile-" + hashlib.sha256(os.fsencode(library.resolve())).hexdigest()[:16]
    if sys.platform == "win32":
        return name
    folder = runtime_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ours = folder.stat().st_uid == os.getuid()
    except OSError:
        ours = False
    # Somebody else's folder: who listens there would be told what is opened.
    return str(folder / name) if ours else ""
