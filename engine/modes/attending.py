"""Looking on while another process runs the queue: its changes are told as if they were ours."""

from __future__ import annotations

from engine.events import DocumentsChanged, DocumentsListed, DocumentsRemoved, Listener, OverviewChanged
from engine.modes.progress import Progress
from engine.store import documents
from engine.store.database import Database

_ALL = -1
"""As a limit: none."""


class Attendant:
    """Tells what another process did since the last look."""

    def __init__(self, database: Database, listener: Listener) -> None:
        self._database = database
        self._listener = listener
        self._progress = Progress(database)
        self._seen = -1
        self._last_id = documents.last_id(database)
        self._known = set(documents.ids(database, limit=_ALL))
        self._unsettled = frozenset(documents.ids_unsettled(database))

    def wake(self) -> None:
        """This process changed something itself, which the database does not count as others' doing."""
        self._seen = -1

    def look(self) -> None:
        """Compare with the database; costs next to nothing when nothing changed."""
        seen = self._database.changed_by_others()
        if seen == self._seen:
            return
        self._seen = seen
        while new := documents.ids(self._database, self._last_id):
            self._last_id = new[-1]
            self._known.update(new)
            self._listener(DocumentsListed(0, tuple(new)))
        self._tell_removed()
        before, self._unsettled = self._unsettled, frozenset(documents.ids_unsettled(self._database))
        # A small document may be queued at one look and ready at the next.
        changed = (before ^ self._unsettled) | frozenset(documents.ids_in_work(self._database))
        if changed:
            self._listener(DocumentsChanged(changed))
        self._listener(OverviewChanged(self._progress.overview(running=False)))

    def _tell_removed(self) -> None:
        if documents.count(self._database) == len(self._known):
            return
        removed = self._known.difference(documents.ids(self._database, limit=_ALL))
        self._known -= removed
        self._listener(DocumentsRemoved(frozenset(removed)))
