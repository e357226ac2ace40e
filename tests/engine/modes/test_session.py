"""One process's turn at the queue: what it says while it has to wait."""

from __future__ import annotations

from pathlib import Path

from engine.events import Event, Notice, WorkGoesOn
from engine.modes.session import Session
from engine.records import Mode
from engine.settings import Settings
from engine.store.database import Database
from engine.store.lock import QueueLock
from models.provisioning import InstalledModel


def test_who_runs_the_queue_is_told_until_this_process_takes_over(
    database: Database, library_folder: Path, model: InstalledModel
) -> None:
    other = QueueLock(library_folder)
    other.acquire()
    heard: list[Event] = []

    def listen(event: Event) -> None:
        if isinstance(event, Notice | WorkGoesOn):
            heard.append(event)
            other.release()

    session = Session(library_folder, Settings(workers=1), database, listen)
    session.run(Mode.BACKGROUND, model, until_empty=True, wait_for_lock=True)
    waiting, over = heard
    assert isinstance(waiting, Notice)
    assert waiting.lasting
    assert "Another Meanwhile" in waiting.reason.message
    assert over == WorkGoesOn()
