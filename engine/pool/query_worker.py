"""The query process from inside: answers one query after another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from engine.errors import MeanwhileError, ModelError
from engine.pool import process
from engine.pool.query_process import Reply
from engine.records import SearchRequest
from engine.search.hybrid import Searcher
from models.errors import ModelUnavailableError
from models.provisioning import InstalledModel


def main(connection: Connection, folder: Path, models: Sequence[InstalledModel]) -> None:
    """Entry of the process: answer queries one after another until the other side closes."""
    process.settle_in()
    # An answer takes dozens of statements, after each of which it may have to wait for the thread that loads vectors.
    # With Python's 5 ms a search by words took 0.16 s meanwhile, so it takes a quarter of that.
    sys.setswitchinterval(0.0005)
    process.die_with_parent()
    searcher: Searcher | None = None
    # Once before anybody asks: then the first answer has no model and no vectors to wait for. What is in the way, a
    # library that is about to be made perhaps, is told to whoever asks.
    with suppress(MeanwhileError, ModelUnavailableError):
        searcher = Searcher(folder, models[0], models[1:], wait=False)
        searcher.prepare()
    while True:
        try:
            request: SearchRequest = connection.recv()
        except EOFError:
            return
        try:
            searcher = searcher or Searcher(folder, models[0], models[1:], wait=False)
            connection.send(Reply(searcher.answer(request), may_improve=searcher.loading))
        except MeanwhileError as error:
            connection.send(Reply(error))
        except ModelUnavailableError as error:
            connection.send(Reply(ModelError(error.message, error.hint)))
