"""Text to WordPiece tokens, with the exact place of each token in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
import tokenizers
from numpy.typing import NDArray

from models.provisioning import InstalledModel

_BORDER = re.compile(r"([ \n!-/:-@\[-`{-~])")
"""Where the tokenizer cuts in any case, so that what lies between has its tokens for itself."""
_REMEMBERED_LENGTH = 200
_REMEMBERED_WORDS = 20_000
"""Some 5 MB. Most words of a text are among the most frequent of a language or of the document."""
_ENDLESS = 2
"""A word so many times as long as the tokenizer knows any is shortened before it is looked at."""

_SURROGATES = re.compile("[\ud800-\udfff]")


class Tokenizer:
    """The tokenizer of one model; not shared between threads."""

    special_tokens = 2
    """[CLS] before and [SEP] after every text."""

    def __init__(self, tokenizer: tokenizers.Tokenizer, max_tokens: int) -> None:
        # Published tokenizer files carry settings of their own, here "pad and cut to 128".
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self.max_tokens = max_tokens
        # A longer word is one unknown token, whatever it says: that need not be found out letter by letter. Letters and
        # digits of ASCII in a row are surely of one word.
        self._keep = tokenizer.model.max_input_chars_per_word + 1
        self._spans_of: dict[str, tuple[int, ...]] = {}
        self._endless = re.compile(f"[A-Za-z0-9]{{{_ENDLESS * self._keep},}}")

    @classmethod
    def load(cls, installed: InstalledModel) -> Tokenizer:
        """Load the tokenizer of an installed model (about 40 ms)."""
        return cls(tokenizers.Tokenizer.from_file(str(installed.tokenizer)), installed.spec.max_tokens)

    def spans(self, text: str) -> NDArray[np.int32]:
        """Return where each token of ``text`` lies, (tokens, 2): start and end as str indices, special tokens left out.

        Starts and ends never decrease and no span is empty. Neighbours may be equal or overlap: one character, such as
        a Hangul syllable, can make several tokens. Nothing is cut off. Time and memory grow with the text (100,000
        characters: 10 to 40 ms, 3 MB); only a single word of millions of letters beyond ASCII takes 70 bytes for each.
        """
        text, ends, shifts = self._shortened(_encodable(text))
        words = _BORDER.split(text)
        lengths = np.fromiter(map(len, words), np.int32, len(words))
        starts = np.cumsum(lengths, dtype=np.int32) - lengths
        known = self._spans_of_words(words)
        inside = list(map(known.__getitem__, words))
        counts = np.fromiter(map(len, inside), np.int32, len(inside))
        flat = np.fromiter(chain.from_iterable(inside), np.int32, counts.sum())
        found = (flat + np.repeat(starts, counts)).reshape(-1, 2)
        return found if not ends else found + shifts[np.searchsorted(ends, found, side="right")]

    def count(self, text: str) -> int:
        """Return how many tokens ``text`` makes, special tokens included, before any cut."""
        text, _, _ = self._shortened(_encodable(text))
        return len(self._tokenizer.encode_batch_fast([text])[0])

    def knows(self, text: str) -> bool:
        """Return whether any word of a text, or a piece of one, says something to the model; signs are no words."""
        unknown = self._tokenizer.model.unk_token
        tokens = self._tokenizer.encode(_encodable(text), add_special_tokens=False).tokens
        return any(token != unknown and any(map(str.isalnum, token)) for token in tokens)

    def _spans_of_words(self, words: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Start and end of the tokens within each word, one after another; new words are looked at and remembered."""
        known = self._spans_of
        if len(known) > _REMEMBERED_WORDS:
            known.clear()
        new = [word for word in set(words) if word not in known]
        if not new:
            return known
        encodings = self._tokenizer.encode_batch(new, add_special_tokens=False)
        found = {word: tuple(chain.from_iterable(one.offsets)) for word, one in zip(new, encodings, strict=True)}
        long = {word: found.pop(word) for word in new if len(word) > _REMEMBERED_LENGTH}
        known.update(found)
        return known | long if long else known

    def _shortened(self, text: str) -> tuple[str, list[int], NDArray[np.int32]]:
        """Leave out most of the words without end.

        Returns:
            the shorter text, where in it something was left out, and by how much what lies before the first of these
            places, between them and behind the last has to be moved.
        """
        kept: list[str] = []
        ends: list[int] = []
        shifts = [0]
        if self._has_spaces(text):
            return text, ends, np.array(shifts, np.int32)
        behind = length = 0
        for match in self._endless.finditer(text):
            kept.append(text[behind : match.start() + self._keep])
            behind = match.end()
            length += len(kept[-1])
            ends.append(length)
            shifts.append(behind - length)
        kept.append(text[behind:])
        return "".join(kept), ends, np.array(shifts, np.int32)

    def parts(self, before: str, after: str) -> bool:
        """Return whether words end between these two neighbouring characters, so that a cut there changes no token.

        Told from the two alone, as far as that goes; when in doubt, no.
        """
        normalizer, words = self._tokenizer.normalizer, self._tokenizer.pre_tokenizer
        return len(words.pre_tokenize_str(normalizer.normalize_str(_encodable(before + after)))) == 2

    def _has_spaces(self, text: str) -> bool:
        """Whether there are so many that no word can be without end: costs next to nothing."""
        step = self._keep  # a word twice as long covers one of these stretches, wherever it begins
        return all(text.find(" ", at, at + step) >= 0 for at in range(0, len(text) - step + 1, step))

    def encode(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """Return the token ids of each text, special tokens included, cut to ``max_tokens``."""
        encodings = self._tokenizer.encode_batch_fast([_encodable(text) for text in texts])
        return [self._cut(np.array(encoding.ids, np.int64)) for encoding in encodings]

    def _cut(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        if len(ids) <= self.max_tokens:
            return ids
        return np.append(ids[: self.max_tokens - 1], ids[-1])


def _encodable(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 can carry, one for one: offsets stay true."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)
