"""Search as people use it: by words and by meaning, fused by reciprocal rank."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from engine.records import Answer, Only, Query, SearchRequest
from engine.search import filters, similar
from engine.search.filters import Allowed
from engine.search.hits import NOWHERE, HitMaker, Places, Ranked
from engine.search.keyword import KeywordIndex
from engine.search.loading import Meaning
from engine.search.marking import Marker
from engine.search.nearest import Nearest
from engine.search.query import parse
from engine.store.database import Database
from models.provisioning import InstalledModel

DEPTH = 100
"""Places of each ranking that take part in the fusion."""
_RANK_CONSTANT = 30
"""Cormack, Clarke, Büttcher: Reciprocal Rank Fusion outperforms Condorcet (SIGIR 2009). They took 60 for rankings of a
thousand; for ours of a hundred 20 to 40 measured best on both halves of a judged collection (nDCG@10 0.411 → 0.414)."""
_WORDS_WEIGHT = 1.2
"""A place by words says more than the same place by meaning, which has one for every passage, however far off. Measured
as above: with 1.1 to 1.4 both halves gain (0.406 → 0.418, two builds of the model alike); where neither ranking weighs
more, which of two first places comes first is chance."""


class Searcher:
    """Answers queries on one library; holds read-only connections of its own; used by one thread.

    Args:
        folder: the library's.
        model: the active model.
        others: further models that are installed, whose vectors may be those that answer.
        wait: whether answers wait until all vectors are in memory; otherwise the first ones are by words.

    Raises:
        LibraryError: the library cannot be read.
        ModelUnavailableError: a model cannot be loaded.
    """

    def __init__(
        self, folder: Path, model: InstalledModel, others: Sequence[InstalledModel] = (), *, wait: bool = True
    ) -> None:
        self._database = Database(folder, read_only=True)
        self._words = KeywordIndex(self._database)
        self._meaning = Meaning(folder, (model, *others), wait=wait)
        self._hits = HitMaker(self._database)
        self._database_beside = Database(folder, read_only=True)
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="meaning")

    def search(self, query: str, k: int = 10, only: Only | None = None) -> Answer:
        """Answer a plain query: the ``k`` best hits, by both rankings or by one ``only``."""
        return self.answer(SearchRequest(query, k, only))

    def prepare(self) -> None:
        """Have everything ready that the first answer needs."""
        self._meaning.refresh(self._database)
        self._meaning.embedder(self._meaning.index).embed_query("ready")

    @property
    def loading(self) -> bool:
        """Whether the same question will soon have a better answer, because vectors are still being loaded."""
        return self._meaning.loading

    def answer(self, request: SearchRequest) -> Answer:
        """The best hits for what is asked, best first.

        Raises:
            QueryError: the query makes no sense.
            UsageError: what hits shall be like is not in the library any more.
        """
        began = time.monotonic()
        query, like = parse(request.query), request.like
        if request.only != "words":
            self._meaning.refresh(self._database)
        example: list[int] = []
        without, without_chunk = 0, 0
        if like is not None:
            example = similar.texts_of(self._database, like)
            words = similar.words_of(self._database, self._words, example)
            query = replace(query, text=words, phrases=())
            without, without_chunk = (like.document_id, 0) if like.chunk_id is None else (0, like.chunk_id)
        allowed = filters.allowed(self._database, query, request.within, without)
        if query.text.strip() or example:
            places = self._places(query, request, allowed, example, without_chunk)
        else:
            # Nothing is looked for: the documents that pass the filters.
            places = self._hits.newest(allowed, request.k) if query.has_filters else NOWHERE
        marker = Marker(self._database, query.text, self._words.spelled(query.text), self._words.prefixes(query.text))
        hits = self._hits.hits(places, marker)
        coverage = self._meaning.coverage(self._database)
        return Answer(request.query, time.monotonic() - began, coverage, hits, request)

    def _places(
        self, query: Query, request: SearchRequest, allowed: Allowed, example: list[int], without_chunk: int
    ) -> Places:
        """The places to be shown; while a few documents fill the rankings, the others are ranked without them."""
        depth = max(DEPTH, request.k)
        nearest = None
        if request.only != "words":
            nearest = Nearest(
                self._database_beside,
                self._meaning,
                query.text,
                example=example,
                phrases=self._words.phrases(query.phrases),
                excluded=self._words.phrases(query.excluded),
                limit=depth,
            )
        by_words: dict[int, float] = {}
        by_meaning: dict[int, float] = {}
        admitted: Allowed | None = allowed
        places = NOWHERE
        while admitted is not None:
            # A vector is made and compared while the words are looked up: both leave Python's lock free.
            beside = None if nearest is None else self._beside.submit(nearest.found, admitted)
            if request.only != "meaning":
                by_words |= dict(self._words.search(query, depth, admitted))
            if nearest is not None and beside is not None:
                # Words are mostly the first to be found.
                nearest.help()
                by_meaning |= dict(beside.result())
            full = places.full
            places = self._hits.places(_fused(by_words, by_meaning), request.k, allowed, without_chunk)
            asks_others = places.has_room and places.full != full
            admitted = filters.others(self._database, allowed, places.full) if asks_others else None
        return places

    def close(self) -> None:
        """Close the connections."""
        self._beside.shutdown()
        self._meaning.close()
        self._database_beside.close()
        self._database.close()


def _fused(by_words: dict[int, float], by_meaning: dict[int, float]) -> list[Ranked]:
    """Both rankings in one: ids of texts and their scores, the best first."""
    words = {text_id: rank for rank, text_id in enumerate(by_words, 1)}
    meaning = {text_id: rank for rank, text_id in enumerate(by_meaning, 1)}
    return [
        Ranked(one, score, words.get(one), meaning.get(one), by_words.get(one), by_meaning.get(one))
        for one, score in fuse((_WORDS_WEIGHT, list(words)), (1.0, list(meaning)))
    ]


def fuse(*rankings: tuple[float, Sequence[int]]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion of (weight, ids): (id, score) of all ids, best first; ties in order of appearance."""
    scores: dict[int, float] = {}
    for weight, ranking in rankings:
        for rank, text_id in enumerate(ranking, 1):
            scores[text_id] = scores.get(text_id, 0.0) + weight / (_RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: -item[1])
