"""Search by words: BM25 over the full-text index, at a cost that does not grow with the library.

FTS5's own ``rank`` takes 2 to 3 µs for every passage that holds any word of the query, which for a frequent word in a
large library is a second. Here at most :data:`BUDGET` passages are scored: those with the rare words of the query,
and those with all of its frequent ones.
"""

from __future__ import annotations

import heapq
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.records import Query
from engine.search import unspaced
from engine.search.filters import EVERYTHING, Allowed
from engine.search.plurals import Plurals
from engine.search.scoring import Asked, Scorer, Term, any_of
from engine.search.spelling import Spellings, as_indexed
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
MAX_PHRASES = 32
"""A phrase is looked for in so many spellings."""
SHORTEST_PREFIX = 3
"""A word that is being typed is completed from so many letters on."""
MOST_COMPLETIONS = 24
"""Where what is being typed looks like an ending, it is completed to so many words, the most frequent ones."""

_FUNCTION_WORDS = (
    "a about an and are as at be been but by can could did do does for from had has have how i if in into is it its"
    " may me my no not of on or our shall should so than that the their them then there these they this those to was"
    " we were what when where which while who whom why will with would you your"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English words that say nothing of what is sought; a query of nothing else is looked up as it is."""

_REFRESH = 1.05
"""How often a word occurs is asked again when the library has grown by so much."""


_Held = dict[str, dict[str, str]]
"""For each word of a query, by its term: its spellings, plural and singular that are in the index, by theirs."""


class KeywordIndex:
    """The full-text index of one library, read through one connection."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._frequencies: dict[str, int] = {}
        self._counted_at = 0
        self._scorer = Scorer()
        self._spellings = Spellings(database)
        self._plurals = Plurals(database)
        self._latest: tuple[tuple[int, str], dict[str, str], _Held] | None = None
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
        """The words of a query that stand for all that begin with them, as written and in other spellings.

        That is the last one while it is being typed, if nothing is called so, and what was written with a star.
        """
        return list(itertools.chain.from_iterable(self._prefixes(text)))

    def spelled(self, text: str) -> list[str]:
        """The words of a query in every spelling that is in the index, in plural and singular."""
        _, held = self._looked_up(text)
        return [way for ways in held.values() for way in ways.values()]

    def phrases(self, texts: Sequence[str]) -> list[str]:
        """As FTS5 is asked for the words of each of these texts, one after the other; without those that have none."""
        found = []
        for text in texts:
            words = [(term, text[start:end]) for start, end, term in self._database.tokens(text)[:MAX_TERMS]]
            held = self._held(dict(words))
            # A word consists of letters and digits, so quotes suffice to make it one.
            ways = itertools.product(*(held[term].values() or [word] for term, word in words))
            if words:
                found.append(any_of([f'"{" ".join(way)}"' for way in itertools.islice(ways, MAX_PHRASES)]))
        return found

    def _prefixes(self, text: str) -> list[list[str]]:
        """The same, each with its other spellings."""
        written, held = self._looked_up(text)
        last = next(reversed(written), None)
        begun = [
            word
            for term, word in written.items()
            if len(word) >= SHORTEST_PREFIX
            and ((term == last and not text[-1:].isspace() and not held[term]) or f"{word}*" in text)
        ]
        others = self._spellings.of(begun)
        return [[word, *others[word]] for word in begun]

    def _looked_up(self, text: str) -> tuple[dict[str, str], _Held]:
        """The words of a query, each as written, and how the index holds them; asked for several times by one query."""
        key = (self._newest(), text)
        if self._latest is None or self._latest[0] != key:
            written = terms(self._database, text)
            self._latest = (key, written, self._held(written))
        return self._latest[1:]

    def _newest(self) -> int:
        newest: int = self._database.value("SELECT coalesce(max(id), 0) FROM texts")
        return newest

    def _held(self, written: Mapping[str, str]) -> _Held:
        """For each word of a query, by its term: how the index holds it."""
        others, numbers = self._spellings.of(written.values()), self._plurals.of(written.values())
        held = {}
        for term, word in written.items():
            # As written, because the database stems it itself, and stemming twice changes words ("database").
            ways = {term: word}
            for other in (*others[word], *numbers[word]):
                ways.setdefault(self._database.tokens(other)[0][2], other)
            held[term] = {one: way for one, way in ways.items() if self._frequency(one)}
        return held

    def _terms(self, text: str) -> list[Term]:
        """The words to look up, rarest first."""
        # A word that is written twice, with accents and without, counts once.
        held = {frozenset(ways): ways for ways in self._looked_up(text)[1].values() if ways}
        found = [
            Term(tuple(f'"{way}"' for way in ways.values()), sum(map(self._frequency, ways))) for ways in held.values()
        ]
        for run, count in unspaced.runs_with(self._database, unspaced.pieces(text)[:MAX_PIECES]).items():
            if all(one.expression != f'"{run}"' for one in found):
                found.append(Term((f'"{run}"',), count))
        found += [every for words in self._prefixes(text) if (every := self._completed(words))]
        return sorted(found, key=lambda one: one.texts)

    def _completed(self, words: Sequence[str]) -> Term | None:
        """Everything that begins with one of these."""
        every = Term(tuple(one for word in words for one in self._beginning_with(word)), 0)
        count = self._database.value(
            "SELECT count(*) FROM (SELECT 1 FROM texts_fts WHERE texts_fts MATCH ? LIMIT ?)",
            (every.expression, BUDGET + 1),
        )
        return replace(every, texts=count) if count else None

    def _beginning_with(self, word: str) -> list[str]:
        """As FTS5 is asked for everything that begins with a word."""
        begin = as_indexed(word)
        if self._database.tokens(word)[0][2] == begin or not begin.isascii():
            return [f'"{word}" *']
        # It would cut the ending off first ("bus" is "bu" to it), so the words are taken from the index: by what is
        # stemmed to the stems that it holds.
        stems = self._database.rows(
            "SELECT term FROM terms WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT ?",
            (begin, f"{begin}\U0010ffff", MOST_COMPLETIONS),
        )
        ways = [stem if self._database.tokens(stem)[0][2] == stem else f"{stem}e" for (stem,) in stems]
        return [f'"{way}"' for way in (word, *ways)]

    def _frequency(self, term: str) -> int:
        """How many texts hold the term; 40 ns for each of them, so it is kept."""
        texts = self._newest()
        if texts > self._counted_at * _REFRESH:
            self._frequencies.clear()
            self._counted_at = texts
        count = self._frequencies.get(term)
        if not count:
            count = self._database.value("SELECT doc FROM terms WHERE term = ?", (term,)) or 0
            self._frequencies[term] = count
        return count

    def _score_all(self, found: list[Term], query: Query, allowed: Allowed) -> None:
        also = self._conditions(query)
        few = bool(query.phrases) or allowed.is_few
        if few or sum(one.texts for one in found) <= BUDGET:
            self._score(Asked.any_of(found), also, BUDGET, allowed)
            return
        rare: list[Term] = []
        for one in found:
            if sum(each.texts for each in rare) + one.texts > BUDGET:
                break
            rare.append(one)
        if rare:
            # The rare words choose, all of them score.
            self._score(Asked.any_of(rare, found), also, BUDGET, allowed)
        frequent = found[len(rare) :]
        together = len(frequent)
        while together:
            # All of them in one text, or else as many of the rarer ones as it takes to find enough.
            chosen = frequent[:together]
            asked = Asked.all_of(chosen, found)
            share = min(1.0, VISITED / chosen[0].texts)
            for window in range(WINDOWS):
                self._score(asked, also, BUDGET // (2 * WINDOWS), allowed, window, share)
            together = together // 2 if len(self._scorer.scores) < ENOUGH else 0

    def _conditions(self, query: Query) -> str:
        """What follows an FTS5 expression in brackets, so that every phrase is there and nothing excluded is."""
        required = "".join(f" AND {one}" for one in self.phrases(query.phrases))
        excluded = " OR ".join(self.phrases(query.excluded))
        return required + (f" NOT ({excluded})" if excluded else "")

    def _score(
        self, asked: Asked, also: str, limit: int, allowed: Allowed, window: int | None = None, share: float = 1.0
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
        ids = sorted(leading, key=leading.__getitem__, reverse=True)[: 2 * limit]
        used = vectors.in_use(self._database, ids)
        # What cannot be among the best even as a beginning need not be looked at whether it is one.
        least = min(sorted((scores[one] for one in used), reverse=True)[:limit], default=0.0)
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
