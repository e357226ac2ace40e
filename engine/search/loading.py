"""Keeps the vectors that answer in memory: loads them beside the answering, and changes over to another model's."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from engine.errors import LibraryError
from engine.records import Coverage
from engine.search.meaning import MeaningIndex
from engine.store import vectors
from engine.store.database import Database
from models.embedder import Embedder
from models.provisioning import InstalledModel

AT_ONCE = 20_000
"""Up to so many new vectors are taken in before an answer (0.1 s); more are loaded beside it."""
CACHE_KILOBYTES = 1_024
"""The vectors are read one after another, each once: what SQLite kept of them would only take room."""
DECIDED_SECONDS = 2.0
"""So long it stands which model answers, while the active one's vectors are not complete."""


class Meaning:
    """The index that answers now, the embedder that belongs to it, and what is still being loaded.

    Args:
        folder: the library's.
        models: all that are installed; which one answers is the library's choice.
        wait: whether the first answer is to wait until all vectors are loaded.

    Raises:
        ModelUnavailableError: from :meth:`ready`, when a model cannot be loaded.
    """

    def __init__(self, folder: Path, models: Sequence[InstalledModel], *, wait: bool) -> None:
        self._folder = folder
        self._models = {model.spec.id: model for model in models}
        self._default = models[0].spec.id
        self._wait = wait
        self._lock = threading.Lock()
        self._index = self._new(models[0].spec.id)
        self._coming: MeaningIndex | None = None
        self._loader: threading.Thread | None = None
        self._embedders: dict[str, Embedder] = {}
        self._decided_at = -DECIDED_SECONDS
        self._texts = 0
        self._counted_at = -DECIDED_SECONDS
        self._closed = False

    @property
    def index(self) -> MeaningIndex:
        """What answers; used with :attr:`lock` held."""
        return self._index

    @property
    def lock(self) -> threading.Lock:
        """Held while the index is searched or added to."""
        return self._lock

    @property
    def loading(self) -> bool:
        """Whether more vectors will be there soon."""
        return self._loader is not None and self._loader.is_alive()

    def embedder(self, index: MeaningIndex) -> Embedder:
        """The model that made the vectors of an index."""
        model = index.model
        if model not in self._embedders:
            self._embedders = {model: Embedder.load(self._models[model])}
        return self._embedders[model]

    def refresh(self, database: Database) -> None:
        """Take in what was embedded since the last time, or begin to, and see to it that the right model answers."""
        if time.monotonic() - self._decided_at >= DECIDED_SECONDS:
            self._decide(database)
        if self.loading:
            return
        if self.index.refresh(database, AT_ONCE, self._lock):
            self._load(self.index)

    def coverage(self, database: Database) -> Coverage:
        """How complete an answer is: chunks, and how many of them the vectors in memory stand for."""
        counted = vectors.coverage(database)
        index = self.index
        if index.model == database.noted("model"):
            share = index.share(database) if self.loading else 1.0
            return Coverage(counted.chunks, round(counted.embedded * share))
        if time.monotonic() - self._counted_at >= DECIDED_SECONDS:
            self._counted_at = time.monotonic()
            self._texts = int(database.value("SELECT count(*) FROM texts"))
        loaded = min(counted.chunks, round(counted.chunks * len(index) / max(1, self._texts)))
        return Coverage(counted.chunks, loaded)

    def close(self) -> None:
        """End loading."""
        self._closed = True
        if self._loader is not None:
            self._loader.join()

    def _decide(self, database: Database) -> None:
        """Choose whose vectors answer; those of another model are loaded before they take the place of the present."""
        self._decided_at = time.monotonic()
        model = vectors.serving_model(database, self._models)
        if model not in self._models:
            model = self._default
        if self._index.model == model or self.loading:
            return
        if not len(self._index):
            self._index = self._new(model)
        else:
            self._coming = self._new(model)
            self._load(self._coming)

    def _new(self, model: str) -> MeaningIndex:
        return MeaningIndex(model, self._models[model].spec.dimensions)

    def _load(self, index: MeaningIndex) -> None:
        self._loader = threading.Thread(target=self._load_all, args=(index,), name="vectors", daemon=True)
        self._loader.start()
        if self._wait:
            self._loader.join()

    def _load_all(self, index: MeaningIndex) -> None:
        try:
            with closing(Database(self._folder, read_only=True, cache_kilobytes=CACHE_KILOBYTES)) as database:
                while not self._closed and index.refresh(database, AT_ONCE, self._lock):
                    pass
        except LibraryError:
            return  # whoever answers meets the same trouble, and tells it
        if index is self._coming:
            with self._lock:
                self._index, self._coming = index, None
