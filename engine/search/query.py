"""Takes a query apart: words, "phrases", -excluded words, and filters such as ``type:pdf`` or ``-type:pdf``.

Odd text is no error: whatever has no meaning here is looked up as words. Only a filter whose value makes no sense is
refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from engine.errors import QueryError
from engine.phrases import phrase
from engine.records import Query

MAX_PARTS = 64
"""So many phrases, excluded words and filters count; what is beyond is looked up as words."""

_QUOTES = str.maketrans("“”„‟«»", '""""""')
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_PART = re.compile(
    r"""
    (?P<minus> -)? "(?P<phrase> [^"]*)" (?!\w)
  | (?P<not> -)? (?P<key> type | in | name | after | before) :
    (?: "(?P<quoted> [^"]*)" | (?P<value> \S+) | (?P<end> \Z))
  | -(?P<excluded> [^\W\d_]\S*)
  | -(?P<number> \d\S*)
  | (?P<word> \S+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_DAY = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2}))?(?:[-/.](?P<day>\d{1,2}))?")
# With points the day comes first everywhere; with slashes it depends on the country.
_DAY_FIRST = re.compile(r"(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.(?P<year>\d{4})")
_OTHER_SIDE = {"after": "before", "before": "after"}
_EXAMPLES = {
    "type": "type:pdf",
    "in": "in:reports or in:“my reports”",
    "name": "name:report",
    "after": "after:2024, after:2024-01 or after:2024-01-31",
    "before": "before:2024, before:2024-01 or before:2024-01-31",
}


def parse(query: str) -> Query:
    """Take a query apart.

    Raises:
        QueryError: a filter has no value or one without meaning, or nothing is left to look for.
    """
    text: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    filters: dict[str, list[str]] = {sign + key: [] for sign in ("", "-") for key in _EXAMPLES}
    # Letters and accents in one, as most texts have them, also if they were typed or pasted one after the other.
    composed = unicodedata.normalize("NFC", query.translate(_QUOTES))
    for part in _PART.finditer(_CONTROLS.sub(" ", composed)):
        many = len(phrases) + len(excluded) + sum(map(len, filters.values())) >= MAX_PARTS
        # At the beginning it is a number below zero.
        is_negative = part["number"] is not None and not any(map(_LETTER.search, text))
        if many or is_negative or part["word"] is not None:
            text.append(part[0])
        elif part["key"] is not None:
            key = part["key"].lower()
            value = (part["quoted"] if part["quoted"] is not None else part["value"] or "").strip().strip('"')
            if not value:
                raise QueryError(phrase("{}: says nothing.", key), f"For example {_EXAMPLES[key]}.")
            if part["not"] and key in _OTHER_SIDE:
                raise QueryError(phrase("-{}: is not known.", key), f"Say {_OTHER_SIDE[key]}:{value} instead.")
            filters[(part["not"] or "") + key].append(value)
        elif part["excluded"] or part["number"]:
            excluded.append(part["excluded"] or part["number"])
        elif part["minus"] is None:
            text.append(part["phrase"])
            if _WORD.search(part["phrase"]):
                phrases.append(part["phrase"])
        elif _WORD.search(part["phrase"]):
            excluded.append(part["phrase"])
    after = max((_first_day("after", value) for value in filters["after"]), default="")
    before = min((_first_day("before", value) for value in filters["before"]), default="")
    if after and before and after >= before:
        raise QueryError(f"No day is both after {after} and before {before}.", "Change one of them.")
    found = Query(
        # A word that is followed by a space is not being typed any more.
        text=" ".join(text) + (" " if text and query[-1].isspace() else ""),
        phrases=tuple(phrases),
        excluded=tuple(excluded),
        types=_types(filters["type"]),
        folders=tuple(filters["in"]),
        names=tuple(filters["name"]),
        without_types=_types(filters["-type"]),
        without_folders=tuple(filters["-in"]),
        without_names=tuple(filters["-name"]),
        after=after,
        before=before,
    )
    if excluded and not found.text.strip() and not found.has_filters:
        raise QueryError("This only says what to leave out.", "Say also what to look for: lamp -oil.")
    return found


def _types(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value.lower().removeprefix(".") for value in values)


def _first_day(key: str, value: str) -> str:
    """The first day of a year, month or day, as ISO 8601."""
    match = _DAY.fullmatch(value) or _DAY_FIRST.fullmatch(value)
    try:
        if match is not None:
            return date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)).isoformat()
    except ValueError:
        pass
    raise QueryError(
        phrase("{}: needs a year, a month or a day, and “{}” is none.", key, value), f"For example {_EXAMPLES[key]}."
    )
