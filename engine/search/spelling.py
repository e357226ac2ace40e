"""Spellings of a word that people take for the same: with or without accents, strokes and joined letters.

The full-text index leaves out accents of Latin letters by itself. What it keeps apart is looked for here among the
words that it holds, letter by letter, so that no index has to be made anew: ``lodz`` and ``Łódź``, ``strasse`` and
``Straße``, ``αθηνα`` and ``Αθήνα``. That costs about one look per letter that can be written otherwise.
"""

from __future__ import annotations

import itertools
import json
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.store.database import Database

LONGEST = 40
"""Letters; what is longer is no word that anybody types."""
MOST = 100
"""So many spellings of one word are followed; ancient Greek has dozens for a word of many vowels."""

_JOINED = {"ß": "ss", "æ": "ae", "ǽ": "ae", "ǣ": "ae", "œ": "oe", "ĳ": "ij", "þ": "th"}
_STROKES = {"ø": "o", "ǿ": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ŀ": "l"}
# Signs of stress, and the yo that is printed without its dots. The short i is a letter of its own, no i with an accent.
_CYRILLIC = {"ё": "е", "ѐ": "е", "ѝ": "и"}


def _accented(*codes: range) -> dict[str, str]:
    """Small letters with accents, breathings and the like, and what they are without."""
    bases = {letter: unicodedata.normalize("NFD", letter)[0] for letter in map(chr, itertools.chain(*codes))}
    return {letter: base for letter, base in bases.items() if base != letter and letter.islower()}


_LATIN = {letter: base for letter, base in _accented(range(0xC0, 0x250), range(0x1E00, 0x1F00)).items() if base <= "z"}
_INDEXED = str.maketrans({**_LATIN, "ς": "σ"})
"""What the index takes for the same by itself."""
_PLAIN = {**_JOINED, **_STROKES, **_CYRILLIC, **_accented(range(0x370, 0x400), range(0x1F00, 0x2000))}
_TRANSLATION = str.maketrans(_PLAIN)
_OTHERS: dict[str, dict[str, int]] = {}
"""For the first plain letter: what can stand in its place, in the order of the alphabet, and for how many letters."""
for _special, _letters in sorted(_PLAIN.items()):
    _OTHERS.setdefault(_letters[0], {})[_special] = len(_letters)


def plain(word: str) -> str:
    """A word in lower case and without what people leave out."""
    return as_indexed(word).translate(_TRANSLATION)


def as_indexed(word: str) -> str:
    """A word as the index takes it, but for its ending: in lower case, Latin letters without accents."""
    return unicodedata.normalize("NFC", word).lower().translate(_INDEXED)


@dataclass(slots=True)
class _Wanted:
    """A plain word, and how the index spells it."""

    plain: str
    spellings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Look:
    """Is there a word that begins so, and goes on with one of these letters instead of the plain one?"""

    wanted: _Wanted
    begin: str
    """As it is spelled."""
    place: int
    """Where in the plain word it goes on."""
    letters: list[str]
    """In the order of the alphabet."""

    @property
    def sought(self) -> str:
        """The first word that would be one."""
        return self.begin + self.letters[0]


class Spellings:
    """How the full-text index of a library spells words."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, list[str]] = {}
        self._known_at = 0
        # The one with a row for each place of each word: the first of them is there without counting the others.
        database.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, texts_fts, instance)")

    def of(self, words: Iterable[str]) -> dict[str, list[str]]:
        """For each word how it may be spelled otherwise in the index, in lower case; its plain form among them."""
        newest = self._database.value("SELECT coalesce(max(id), 0) FROM texts")
        if newest != self._known_at:
            self._known.clear()
            self._known_at = newest
        indexed = {word: as_indexed(word) for word in words}
        plains = {word: one.translate(_TRANSLATION) for word, one in indexed.items()}
        unknown = [_Wanted(one) for one in dict.fromkeys(plains.values()) if one not in self._known]
        self._look([look for one in unknown if len(one.plain) <= LONGEST for look in _looks(one, "", 0)])
        self._known.update((one.plain, one.spellings) for one in unknown)
        return {
            word: [other for other in (one, *self._known[one]) if other != indexed[word]]
            for word, one in plains.items()
        }

    def _look(self, looks: list[_Look]) -> None:
        """Follow all words through the index at once: mostly nothing is found, and one statement is enough."""
        while looks:
            rows = self._database.rows(
                "SELECT (SELECT term FROM temp.places WHERE term >= value LIMIT 1) FROM json_each(?) ORDER BY key",
                (json.dumps([look.sought for look in looks]),),
            )
            looks = [more for look, (found,) in zip(looks, rows, strict=True) for more in _followed(look, found or "")]


def _looks(wanted: _Wanted, begin: str, place: int) -> Iterator[_Look]:
    """What to look for in a word that is spelled so up to a place, and plainly from there on."""
    text = wanted.plain
    for at in range(place, len(text)):
        letters = [
            one for one, length in _OTHERS.get(text[at], {}).items() if length == 1 or text.startswith(_PLAIN[one], at)
        ]
        if letters:
            yield _Look(wanted, begin + text[place:at], at, letters)


def _followed(look: _Look, found: str) -> Iterator[_Look]:
    """What else to look for after the first word of the index that is not before the one that was sought."""
    if len(found) <= len(look.begin) or not found.startswith(look.begin) or len(look.wanted.spellings) >= MOST:
        return
    letter = found[len(look.begin)]
    number = bisect_left(look.letters, letter)
    if number < len(look.letters) and look.letters[number] == letter:
        begin, place = look.begin + letter, look.place + len(_PLAIN[letter])
        look.wanted.spellings.append(begin + look.wanted.plain[place:])
        yield from _looks(look.wanted, begin, place)
        number += 1
    if number < len(look.letters):
        yield _Look(look.wanted, look.begin, look.place, look.letters[number:])
