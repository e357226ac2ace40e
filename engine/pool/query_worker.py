"""The query process from inside: answers one query after another."""

from __future__ import annotations

from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from engine.errors import MeanwhileError, ModelError
from engine.pool import process
from engine.records import SearchRequest
from engine.search.hybrid import Searcher
from models.errors import ModelUnavailableError
from models.provisioning import InstalledModel


def main(connection: Connection, folder: Path, models: Sequence[InstalledModel]) -> None:
    """Entry of the process: answer queries one after another until the other side closes."""
    process.settle_in(background=False)
    process.die_with_parent()
    searcher: Searcher | None = None
    while True:
        try:
            request: SearchRequest = connection.recv()
        except EOFError:
            return
        try:
            searcher = searcher or Searcher(folder, models[0], models[1:])
            connection.send(searcher.answer(request))
        except MeanwhileError as error:
            connection.send(error)
        except ModelUnavailableError as error:
            connection.send(ModelError(error.message, error.hint))
