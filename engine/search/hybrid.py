"""Search as people use it: by words and by meaning, fused by reciprocal rank."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.records import Answer, Hit, Only, SearchRequest
from engine.search import keyword
from engine.search.meaning import MeaningIndex
from engine.search.snippets import snippet
from engine.store import vectors
from engine.store.database import Database
from models.embedder import Embedder
from models.provisioning import InstalledModel

DEPTH = 100
"""Places of each ranking that take part in the fusion."""
_RANK_CONSTANT = 60
"""Cormack, Clarke, Büttcher: Reciprocal Rank Fusion outperforms Condorcet (SIGIR 2009)."""

_HITS = """
    SELECT text_id, document_id, page, start, end,
        coalesce(nullif(heading, ''), (
            SELECT json_extract(value, '$.title') FROM json_each(facts, '$.outline')
            WHERE json_extract(value, '$.page') <= chunks.page ORDER BY json_extract(value, '$.page') DESC LIMIT 1
        ), ''),
        paged, title, kind, json_extract(facts, '$.page_labels[' || (page - 1) || ']'),
        (SELECT path FROM locations WHERE document_id = documents.id ORDER BY rowid LIMIT 1), text
    FROM chunks JOIN documents ON documents.id = document_id JOIN texts ON texts.id = text_id
    WHERE text_id = ? ORDER BY chunks.id LIMIT ?
"""


class Searcher:
    """Answers queries on one library; holds its own read-only connection, used by one thread.

    Raises:
        LibraryError: the library cannot be read.
        ModelUnavailableError: the model cannot be loaded.
    """

    def __init__(self, folder: Path, model: InstalledModel) -> None:
        self._database = Database(folder, read_only=True)
        self._embedder = Embedder.load(model)
        self._index = MeaningIndex(self._database, model.spec.id, model.spec.dimensions)

    def search(self, query: str, k: int = 10, only: Only | None = None) -> Answer:
        """Answer a plain query: the ``k`` best hits, by both rankings or by one ``only``."""
        return self.answer(SearchRequest(query, k, only))

    def answer(self, request: SearchRequest) -> Answer:
        """The best hits for what is asked, best first."""
        began = time.monotonic()
        query, k, only = request.query, request.k, request.only
        by_words: list[int] = []
        by_meaning: list[int] = []
        depth = max(DEPTH, k)
        if query.strip():
            if only != "meaning":
                by_words = keyword.search(self._database, query, depth)
            if only != "words":
                self._index.refresh()
                by_meaning = self._index.nearest(self._embedder.embed_query(query), depth)
        hits = self._hits(query, k, by_words, by_meaning)
        return Answer(query, time.monotonic() - began, vectors.coverage(self._database), hits, request)

    def _hits(self, query: str, k: int, by_words: Sequence[int], by_meaning: Sequence[int]) -> tuple[Hit, ...]:
        terms = frozenset(keyword.terms(self._database, query))
        words_rank = {text_id: rank for rank, text_id in enumerate(by_words, 1)}
        meaning_rank = {text_id: rank for rank, text_id in enumerate(by_meaning, 1)}
        hits: list[Hit] = []
        for text_id, score in fuse(by_words, by_meaning):
            hits.extend(
                self._hit(row, terms, score, words_rank.get(text_id), meaning_rank.get(text_id))
                for row in self._database.rows(_HITS, (text_id, k - len(hits)))
            )
            if len(hits) >= k:
                break
        return tuple(hits)

    def _hit(self, row: Any, terms: frozenset[str], score: float, words: int | None, meaning: int | None) -> Hit:
        _, document_id, page, start, end, heading, paged, title, kind, label, path, text = row
        return Hit(
            document_id=document_id,
            path=os.fsdecode(path or b""),
            title=title,
            kind=kind,
            page=page if paged else None,
            page_label=(label or str(page)) if paged else "",
            start=start,
            end=end,
            heading=heading,
            score=score,
            words_rank=words,
            meaning_rank=meaning,
            snippet=snippet(text, self._database.tokens(text), terms),
            text=text,
        )

    def close(self) -> None:
        """Close the connection."""
        self._database.close()


def fuse(*rankings: Sequence[int]) -> list[tuple[int, float]]:
    """Reciprocal rank fusion: (id, score) of all ids in the rankings, best first; ties in order of appearance."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, text_id in enumerate(ranking, 1):
            scores[text_id] = scores.get(text_id, 0.0) + 1 / (_RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: -item[1])
