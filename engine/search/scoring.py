"""What FTS5 is asked for in one statement, and how good each row is that it finds: BM25 of our own.

Own, because FTS5's ``bm25`` cannot tell that several spellings are one word, nor that a text begins a document.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

K1, B = 1.6, 0.6
"""Of BM25. Chunks are cut to like lengths, so that a short one is the rest of a page rather than to the point: less
normalisation by length than the usual 0.75. Measured on both halves of a judged collection, with neighbours alike."""
LEAD_WORDS = 20
"""The first words of a document, a title mostly, say what it is about: each counts twice. (nDCG@10 0.363 → 0.380.)"""


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query."""

    expressions: tuple[str, ...]
    """As FTS5 is asked for it: a phrase for each spelling."""
    texts: int
    """How many texts hold it."""

    @property
    def expression(self) -> str:
        """As FTS5 is asked for any spelling of it."""
        return any_of(self.expressions)


@dataclass(frozen=True, slots=True)
class Asked:
    """What FTS5 is asked for in one statement.

    It reads a word's list once for each time that the word is named, and long lists are what takes the time. So no
    frequent word is named twice; and what chooses stands first, because that is what FTS5 goes along.
    """

    expression: str
    terms: dict[int, Term]
    """By the number of its first phrase in the expression; a word that is named twice by one of them."""

    @classmethod
    def any_of(cls, chosen: Sequence[Term], scored: Sequence[Term] = ()) -> Asked:
        """Texts with any of these words; those among ``scored`` score, too."""
        return cls._make(f"({_any(chosen)})", chosen, chosen, scored)

    @classmethod
    def all_of(cls, chosen: Sequence[Term], scored: Sequence[Term]) -> Asked:
        """Texts with all of these words, the rarest of which comes first; those among ``scored`` score, too."""
        return cls._make(" AND ".join(one.expression for one in chosen), chosen, chosen[:1], scored)

    @classmethod
    def _make(cls, choice: str, chosen: Sequence[Term], holds: Sequence[Term], scored: Sequence[Term]) -> Asked:
        """``holds``: one of them is in every text that is chosen."""
        terms = _numbered(chosen, 0)
        others = [one for one in scored if one not in chosen]
        if not others:
            return cls(choice, terms)
        first = sum(len(one.expressions) for one in (*chosen, *holds))
        terms.update(_numbered(others, first))
        return cls(f"{choice} AND ({_any([*holds, *others])})", terms)


class Scorer:
    """Scores rows by BM25 as they are found; it is called for thousands, so every step counts."""

    def __init__(self) -> None:
        self._terms: dict[int, Term] = {}
        self._weights: list[tuple[int, tuple[int, ...], float]] = []
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
        for number, others, weight in self._weights:
            places = offsets(number, 0)
            if others:
                places = sorted(itertools.chain(places, *(offsets(other, 0) for other in others)))
            if places:
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
            (
                number,
                tuple(range(number + 1, number + len(one.expressions))),
                (K1 + 1) * math.log(1 + (max(texts, one.texts) - one.texts + 0.5) / (one.texts + 0.5)),
            )
            for number, one in self._terms.items()
        ]
        # Always in the same order, so that equal texts have equal scores to the last digit.
        self._weights = sorted(weights, key=lambda one: -one[2])


def _numbered(found: Sequence[Term], first: int) -> dict[int, Term]:
    """These words, by the numbers of their first phrases, if they are named from the phrase ``first`` on."""
    numbers = itertools.accumulate((len(one.expressions) for one in found), initial=first)
    return dict(zip(numbers, found, strict=False))


def any_of(expressions: Sequence[str]) -> str:
    """One of these, as one operand."""
    return expressions[0] if len(expressions) == 1 else f"({' OR '.join(expressions)})"


def _any(found: Sequence[Term]) -> str:
    return " OR ".join(one.expression for one in found)
