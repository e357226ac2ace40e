"""Words in scripts that put no space between them: Chinese and Japanese, whose runs the index takes for one word each.

A query's run is looked for inside the runs that the index holds, pair of characters by pair. That costs a look at each
different run of the library (about a microsecond), and nothing where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.store.database import Database

_RUN = re.compile(
    "[\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_FIRST = "\u2e80"
"""Everything that is written so comes behind this character, and hardly anything else does."""
_MOST_RUNS = 40

Token = tuple[int, int, str]


def pieces(text: str) -> list[str]:
    """The pairs of characters next to each other, or single ones, in runs without spaces; each once."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        for start in range(max(1, len(run) - 1)):
            found[run[start : start + 2]] = None
    return list(found)


def runs_with(database: Database, wanted: Iterable[str]) -> dict[str, int]:
    """Index terms in which one of these pieces stands, and how many texts hold each; those with most pieces first.

    Reads ``temp.terms``, see :class:`engine.search.keyword.KeywordIndex`.
    """
    wanted = list(wanted)
    if not wanted:
        return {}
    held = " + ".join("(instr(term, ?) > 0)" for _ in wanted)
    return dict(
        database.rows(
            f"SELECT term, doc FROM terms WHERE term >= ? AND {held} > 0 ORDER BY {held} DESC LIMIT ?",  # noqa: S608
            (_FIRST, *wanted, *wanted, _MOST_RUNS),
        )
    )


def divided(tokens: Iterable[Token], text: str, wanted: list[str]) -> Iterator[Token]:
    """The words of a text, with those in which a piece stands divided, so that no more than it is marked."""
    pattern = re.compile("|".join(map(re.escape, wanted))) if wanted else None
    for token in tokens:
        start, end, term = token
        inside = list(pattern.finditer(text, start, end)) if pattern is not None else []
        if not inside:
            yield token
            continue
        at = start
        for match in inside:
            if match.start() > at:
                yield at, match.start(), term
            yield match.start(), match.end(), match[0]
            at = match.end()
        if end > at:
            yield at, end, term
