"""Search by words: BM25 over the full-text index, at a cost that does not grow with the library.

FTS5's own ``rank`` takes 2 to 3 µs for every passage that holds any word of the query, which for a frequent word in a
large library is a second. Here at most :data:`BUDGET` passages are scored: those with the rare words of the query,
and those with all of its frequent ones.
"""

from __future__ import annotations

import heapq
import json
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.records import Query
from engine.search import unspaced
from engine.search.filters import EVERYTHING, Allowed
from engine.store import vectors
from engine.store.database import Database

MAX_TERMS = 64
"""Words of a query beyond this many distinct ones are not looked up."""
BUDGET = 1_500
"""So many passages are scored; a word that more of them have says little about any. At 100,000 passages half of what it
was before saves a fifth of the time, and on a judged collection no answer is another."""
ENOUGH = 400
"""When so many are scored, passages with only some of the frequent words are not looked for."""
VISITED = 30_000
"""Of frequent words about so many occurrences are looked at; in a larger library they are taken from a share of it."""
WINDOWS = 4
"""Stretches of the library that the passages with only frequent words are taken from, in equal parts."""
MAX_PIECES = 16
"""Of a query in a script without spaces so many pairs of characters are looked up."""
TELLING = 12
"""Words by which others like a text are looked for."""
SHORTEST_PREFIX = 3
"""A word that is being typed is completed from so many letters on."""
K1, B = 1.6, 0.6
"""Of BM25. Chunks are cut to like lengths, so that a short one is the rest of a page rather than to the point: less
normalisation by length than the usual 0.75. Measured on both halves of a judged collection, with neighbours alike."""
LEAD_WORDS = 20
"""The first words of a document, a title mostly, say what it is about: each counts twice. (nDCG@10 0.363 → 0.380.)"""

_FUNCTION_WORDS = (
    "a about an and are as at be been but by can could did do does for from had has have how i if in into is it its"
    " may me my no not of on or our shall should so than that the their them then there these they this those to was"
    " we were what when where which while who whom why will with would you your"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English words that say nothing of what is sought; a query of nothing else is looked up as it is."""

_REFRESH = 1.05
"""How often a word occurs is asked again when the library has grown by so much."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query."""

    expression: str
    """As FTS5 is asked for it."""
    texts: int
    """How many texts hold it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What FTS5 is asked for in one statement.

    It reads a word's list once for each time that the word is named, and long lists are what takes the time. So no
    frequent word is named twice; and what chooses stands first, because that is what FTS5 goes along.
    """

    expression: str
    terms: dict[int, Term]
    """By the number of a phrase in the expression; a word that is named twice by one of them."""

    @classmethod
    def any_of(cls, chosen: Sequence[Term], scored: Sequence[Term] = ()) -> _Asked:
        """Texts with any of these words; those among ``scored`` score, too."""
        return cls._make(f"({_any(chosen)})", chosen, chosen, scored)

    @classmethod
    def all_of(cls, chosen: Sequence[Term], scored: Sequence[Term]) -> _Asked:
        """Texts with all of these words, the rarest of which comes first; those among ``scored`` score, too."""
        return cls._make(" AND ".join(one.expression for one in chosen), chosen, chosen[:1], scored)

    @classmethod
    def _make(cls, choice: str, chosen: Sequence[Term], holds: Sequence[Term], scored: Sequence[Term]) -> _Asked:
        """``holds``: one of them is in every text that is chosen."""
        terms = dict(enumerate(chosen))
        others = [one for one in scored if one not in chosen]
        if not others:
            return cls(choice, terms)
        first = len(chosen) + len(holds)
        terms.update(enumerate(others, first))
        return cls(f"{choice} AND ({_any([*holds, *others])})", terms)


class KeywordIndex:
    """The full-text index of one library, read through one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frequencies: dict[str, int] = {}
        self._counted_at = 0
        self._scorer = _Scorer()
        database.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, texts_fts, row)")
        # Called for each row; what it has found is taken from it afterwards, which is cheaper than sorting in SQL.
        database.score_with("scored", self._scorer.take)

    def search(self, query: Query, limit: int, allowed: Allowed = EVERYTHING) -> list[tuple[int, float]]:
        """Ids of texts and their scores, best first: texts that hold any word of the query, and every phrase of it.

        Whatever the query holds is looked up as words: no character of it means anything to the database.
        """
        found = self._terms(query.text)
        if not found:
            return []
        self._scorer.begin()
        self._score_all(found, query, allowed)
        return self._best(limit)

    def telling(self, text: str) -> list[str]:
        """The words that tell a text from others, at most :data:`TELLING`, as they are written there."""
        written: dict[str, str] = {}
        counts: dict[str, int] = {}
        for start, end, term in self._database.tokens(text):
            word = text[start:end]
            if word.casefold() not in FUNCTION_WORDS and not word.isdigit():
                written.setdefault(term, word)
                counts[term] = counts.get(term, 0) + 1
        weights = {}
        for term, count in counts.items():
            others = self._frequency(term)
            # What stands nowhere else finds nothing else.
            if others > 1:
                weights[term] = count * math.log(1 + self._counted_at / others)
        return [written[term] for term in heapq.nlargest(TELLING, weights, key=lambda term: weights[term])]

    def prefixes(self, text: str) -> list[str]:
        """The words of a query that stand for all that begin with them, as written.

        That is the last one while it is being typed, if nothing is called so, and what was written with a star.
        """
        written = terms(self._database, text)
        last = next(reversed(written), None)
        return [
            word
            for term, word in written.items()
            if len(word) >= SHORTEST_PREFIX
            and ((term == last and not text[-1:].isspace() and not self._frequency(term)) or f"{word}*" in text)
        ]

    def _terms(self, text: str) -> list[Term]:
        """The words to look up, rarest first."""
        found = []
        for term, word in terms(self._database, text).items():
            # As written, because the database stems it itself, and stemming twice changes words ("database").
            if count := self._frequency(term):
                found.append(Term(f'"{word}"', count))
        for run, count in unspaced.runs_with(self._database, unspaced.pieces(text)[:MAX_PIECES]).items():
            if all(one.expression != f'"{run}"' for one in found):
                found.append(Term(f'"{run}"', count))
        found += [every for word in self.prefixes(text) if (every := self._completed(word))]
        return sorted(found, key=lambda one: one.texts)

    def _completed(self, word: str) -> Term | None:
        """Everything that begins with a word."""
        expression = f'"{word}" *'
        count = self._database.value(
            "SELECT count(*) FROM (SELECT 1 FROM texts_fts WHERE texts_fts MATCH ? LIMIT ?)", (expression, BUDGET + 1)
        )
        return Term(expression, count) if count else None

    def _frequency(self, term: str) -> int:
        """How many texts hold the term; 40 ns for each of them, so it is kept."""
        texts: int = self._database.value("SELECT coalesce(max(id), 0) FROM texts")
        if texts > self._counted_at * _REFRESH:
            self._frequencies.clear()
            self._counted_at = texts
        count = self._frequencies.get(term)
        if not count:
            count = self._database.value("SELECT doc FROM terms WHERE term = ?", (term,)) or 0
            self._frequencies[term] = count
        return count

    def _score_all(self, found: list[Term], query: Query, allowed: Allowed) -> None:
        also = _conditions(self._database, query)
        few = bool(query.phrases) or allowed.is_few
        if few or sum(one.texts for one in found) <= BUDGET:
            self._score(_Asked.any_of(found), also, BUDGET, allowed)
            return
        rare: list[Term] = []
        for one in found:
            if sum(each.texts for each in rare) + one.texts > BUDGET:
                break
            rare.append(one)
        if rare:
            # The rare words choose, all of them score.
            self._score(_Asked.any_of(rare, found), also, BUDGET, allowed)
        frequent = found[len(rare) :]
        together = len(frequent)
        while together:
            # All of them in one text, or else as many of the rarer ones as it takes to find enough.
            chosen = frequent[:together]
            asked = _Asked.all_of(chosen, found)
            share = min(1.0, VISITED / chosen[0].texts)
            for window in range(WINDOWS):
                self._score(asked, also, BUDGET // (2 * WINDOWS), allowed, window, share)
            together = together // 2 if len(self._scorer.scores) < ENOUGH else 0

    def _score(
        self, asked: _Asked, also: str, limit: int, allowed: Allowed, window: int | None = None, share: float = 1.0
    ) -> None:
        """Score up to ``limit`` texts; with a ``window``, only those in a ``share`` of this stretch of the library."""
        condition, bindings = allowed.condition("texts_fts.rowid")
        first, end = 0, 2**62
        if window is not None:
            first = self._counted_at * window // WINDOWS
            if share < 1.0:
                end = first + int(self._counted_at * share / WINDOWS)
            elif window < WINDOWS - 1:
                end = self._counted_at * (window + 1) // WINDOWS
        self._scorer.ask(asked.terms)
        self._database.execute(
            "SELECT count(score) FROM (SELECT scored(texts_fts) AS score FROM texts_fts"  # noqa: S608 - a constant
            f" WHERE texts_fts MATCH ? AND rowid >= ? AND rowid < ? AND {condition} LIMIT ?)",
            (asked.expression + also, first, end, *bindings, limit),
        )

    def _best(self, limit: int) -> list[tuple[int, float]]:
        """The best of what was scored, without texts that no chunk consists of any more."""
        scores, leading = self._scorer.scores, self._scorer.leading
        ids = heapq.nlargest(2 * limit, leading, key=leading.__getitem__)
        used = vectors.in_use(self._database, ids)
        # What cannot be among the best even as a beginning need not be looked at whether it is one.
        least = min(heapq.nlargest(limit, [scores[one] for one in used]), default=0.0)
        first = self._beginnings([one for one in used if leading[one] > scores[one] and leading[one] >= least])
        scored = [(one, leading[one] if one in first else scores[one]) for one in ids if one in used]
        return sorted(scored, key=lambda one: (-one[1], one[0]))[:limit]

    def _beginnings(self, text_ids: list[int]) -> set[int]:
        """Those of the texts with which a document begins."""
        rows = self._database.rows(
            "SELECT text_id FROM chunks WHERE text_id IN (SELECT value FROM json_each(?)) AND id ="
            " (SELECT id FROM chunks AS other WHERE other.document_id = chunks.document_id ORDER BY page, id LIMIT 1)",
            (json.dumps(text_ids),),
        )
        return {row[0] for row in rows}


class _Scorer:
    """Scores rows by BM25 as they are found; it is called for thousands, so every step counts."""

    def __init__(self) -> None:
        self._terms: dict[int, Term] = {}
        self._weights: list[tuple[int, float]] = []
        self._share = 0.0
        self.scores: dict[int, float] = {}
        """By id of the text."""
        self.leading: dict[int, float] = {}
        """What the score is when the text begins a document."""

    def begin(self) -> None:
        """Forget what was scored, for another query."""
        self.scores = {}
        self.leading = {}

    def ask(self, terms: dict[int, Term]) -> None:
        """Which word each phrase of the next statement is."""
        self._terms = terms
        self._weights = []

    def take(self, api: Any) -> float:
        """Score the row that FTS5 stands on."""
        if not self._weights:
            self._weigh(api)
        score = lead = 0.0
        normal = K1 * (1 - B) + self._share * api.column_size(0)
        offsets = api.phrase_column_offsets
        for number, weight in self._weights:
            if places := offsets(number, 0):
                count = len(places)
                part = weight * count / (count + normal)
                score += part
                if places[0] < LEAD_WORDS:
                    count += bisect_left(places, LEAD_WORDS)
                    lead += weight * count / (count + normal) - part
        text_id = api.rowid
        self.scores[text_id] = score
        self.leading[text_id] = score + lead
        return score

    def _weigh(self, api: Any) -> None:
        texts = api.row_count
        self._share = K1 * B * texts / max(1, api.column_total_size(0))
        weights = [
            (number, (K1 + 1) * math.log(1 + (max(texts, one.texts) - one.texts + 0.5) / (one.texts + 0.5)))
            for number, one in self._terms.items()
        ]
        # Always in the same order, so that equal texts have equal scores to the last digit.
        self._weights = sorted(weights, key=lambda one: -one[1])


def terms(database: Database, query: str) -> dict[str, str]:
    """The distinct index terms (lower case, without accents, stemmed) of a query, in its order, each as written.

    Function words are left out, as long as there are others.
    """
    written: dict[str, str] = {}
    for start, end, term in database.tokens(query):
        written.setdefault(term, query[start:end])
        if len(written) == MAX_TERMS:
            break
    telling = {term: word for term, word in written.items() if word.casefold() not in FUNCTION_WORDS}
    return telling or written


def phrases(database: Database, texts: Sequence[str]) -> list[str]:
    """As FTS5 is asked for the words of each of these texts, one after the other; those without words are left out."""
    found = []
    for text in texts:
        # A word consists of letters and digits, so quotes suffice to make it one.
        words = " ".join(text[start:end] for start, end, _ in database.tokens(text)[:MAX_TERMS])
        if words:
            found.append(f'"{words}"')
    return found


def _conditions(database: Database, query: Query) -> str:
    """What follows an FTS5 expression in brackets, so that every phrase stands in it and nothing excluded does."""
    required = "".join(f" AND {one}" for one in phrases(database, query.phrases))
    excluded = " OR ".join(phrases(database, query.excluded))
    return required + (f" NOT ({excluded})" if excluded else "")


def _any(found: Sequence[Term]) -> str:
    return " OR ".join(one.expression for one in found)
